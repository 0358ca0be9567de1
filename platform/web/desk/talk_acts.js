// SPDX-License-Identifier: Apache-2.0
// What F2 and F3 do to the talk about the card in the middle, and what is written on them.
import { words as kin } from "/homes/family_words.js";
import { atOnce, calledIn, legOf, opened, pressedTalk, relativesOf, toldOf } from "/desk/talk_rules.js";
import { words } from "/desk/talk_words.js";
import { words as desk } from "/desk/words.js";

// To choose from: who each is, and what is known of them.
export function relativeRows(line, card, others, at) {
  const told = toldOf(line);
  return relativesOf(line, card, others).map((one) => {
    const visit = others.get(one.id);
    return { one, key: `call in ${one.id}`, text: words.callIn(one.name), beside: [kin.relations[one.relation], told.has(one.name) && desk.toldFamily, visit && words[legOf(visit, at)](one.name)].filter(Boolean).join(words.and) };
  });
}

// {what F2 does, first: of all keys, acts, texts, tones} of this line: only who has it talks. link: what is on goes on without the platform, and can be ended
// and muted whatever stands in the middle. other: with whom it is, where that is another one.
export function talkActs(talk, line, card, link, other) {
  const here = talk.about(line), first = here || !talk.on;  // what ends another's talk stands behind the keys of this card
  const what = pressedTalk(talk, line, link === "live" && Boolean(line) && line.mine && line.alarm.state === "accepted");
  if (!what) return { what, first, acts: [], texts: {}, tones: {} };
  const acts = ["talk"];
  if (talk.on) acts.push("mute");
  const on = here && calledIn(talk), whom = here && !on && atOnce(line, card, talk.others);
  if (here && link === "live" && talk.stage === "talking" && relativesOf(line, card, talk.others).some(({ id }) => id !== on?.visitor.member)) acts.push("callIn");
  return {
    what, first, acts,
    texts: { talk: here ? words.hangUp : talk.on ? words.hangUpOf(other) : talk.alarm === line.alarm.id ? words.again : words.begin, mute: talk.devices.muted ? words.unmute : words.mute, callIn: whom ? words.callIn(whom.name) : words.callInAny },
    tones: { talk: talk.on ? "red" : "good", mute: "plain", callIn: on ? "plain" : "good" },
  };
}

// What stands at the top as long as a talk is on: with whom, and what of this desk is open there.
export const talkStrip = (talk, name) => (talk.on ? (talk.stage === "talking" ? words.talksWith : words.reaches)(name, words.opened[opened(talk.devices)]) : "");
