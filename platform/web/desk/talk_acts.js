// SPDX-License-Identifier: Apache-2.0
// What F2 and F3 do to the talk about the card in the middle, and what is written on them.
import { opened, pressedTalk } from "/desk/talk_rules.js";
import { words } from "/desk/talk_words.js";

// Relatives who can be rung, those first whom the call has reached.
export function relativesOf(line, card) {
  const told = new Set(line.alarm.family ?? []);
  const all = (card?.home.members ?? []).filter(({ active }) => active !== false);
  return [...all.filter(({ name }) => told.has(name)), ...all.filter(({ name }) => !told.has(name))];
}

const isIn = (visit) => visit.stage !== "ended";

// {what F2 does, first: of all keys, acts, texts, tones} of this line: only who has it talks. link: what is on goes on without the platform, and can be ended
// and muted whatever stands in the middle. other: with whom it is, where that is another one.
export function talkActs(talk, line, card, link, other) {
  const here = talk.about(line), first = here || !talk.on;  // what ends another's talk stands behind the keys of this card
  const what = pressedTalk(talk, line, link === "live" && Boolean(line) && line.mine && line.alarm.state === "accepted");
  if (!what) return { what, first, acts: [], texts: {}, tones: {} };
  const acts = ["talk"];
  if (talk.on) acts.push("mute");
  const [relative] = here ? relativesOf(line, card) : [];
  if (relative && link === "live" && talk.stage === "talking" && ![...talk.others.values()].some(isIn)) acts.push("callIn");
  const reached = relative && (line.alarm.family ?? []).includes(relative.name);
  return {
    what, first, acts,
    texts: { talk: here ? words.hangUp : talk.on ? words.hangUpOf(other) : talk.alarm === line.alarm.id ? words.again : words.begin, mute: talk.devices.muted ? words.unmute : words.mute, callIn: reached ? words.callIn(relative.name) : words.callInAny },
    tones: { talk: talk.on ? "red" : "good", mute: "plain", callIn: "good" },
  };
}

// What stands at the top as long as a talk is on: with whom, and what of this desk is open there.
export const talkStrip = (talk, name) => (talk.on ? (talk.stage === "talking" ? words.talksWith : words.reaches)(name, words.opened[opened(talk.devices)]) : "");
