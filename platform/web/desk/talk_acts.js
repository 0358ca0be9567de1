// SPDX-License-Identifier: Apache-2.0
// What F2 and F3 do to the talk about the card in the middle, and what is written on them.
import { words } from "/desk/talk_words.js";

// Relatives who can be rung, those first whom the call has reached.
export function relativesOf(line, card) {
  const told = new Set(line.alarm.family ?? []);
  const all = (card?.home.members ?? []).filter(({ active }) => active !== false);
  return [...all.filter(({ name }) => told.has(name)), ...all.filter(({ name }) => !told.has(name))];
}

const isIn = (visit) => visit.stage !== "ended";

// {acts, texts, tones} of this line: only who has it talks. link: what is on goes on without the platform, and can be ended.
export function talkActs(talk, line, card, link) {
  const here = talk.about(line);
  const mine = Boolean(line) && line.mine && line.alarm.state === "accepted";
  if (!mine || (link !== "live" && !here)) return { acts: [], texts: {}, tones: {} };
  const acts = ["talk"];
  if (here) acts.push("mute");
  const [first] = relativesOf(line, card);
  if (here && link === "live" && talk.stage === "talking" && first && ![...talk.others.values()].some(isIn)) acts.push("callIn");
  const reached = first && (line.alarm.family ?? []).includes(first.name);
  return {
    acts,
    texts: { talk: here ? words.hangUp : talk.alarm === line.alarm.id ? words.again : words.begin, mute: talk.devices.muted ? words.unmute : words.mute, callIn: reached ? words.callIn(first.name) : words.callInAny },
    tones: { talk: here ? "red" : "good", mute: "plain", callIn: "good" },
  };
}
