// SPDX-License-Identifier: Apache-2.0
// What F2 does, whom F3 calls, what of this desk is open to the home, and how a talk or a leg of it came to its end. Nothing here asks the
// platform or touches the page.

// With this line in the middle; mine: this seat could talk with it now. "begin", "hangUp"; of a talk with another home "leave", or "move" (and talk here): those two are asked before.
export function pressedTalk({ on, alarm }, line, mine) {
  if (!on) return mine ? "begin" : "";
  if (alarm === line?.alarm.id) return "hangUp";
  return mine ? "move" : "leave";
}

// "both", "sound", "muted", "muted_picture", "picture" (no microphone), "none"
export function opened({ audio, video, wantsPicture, muted }) {
  const picture = Boolean(video) && wantsPicture;
  if (!audio) return picture ? "picture" : "none";
  if (muted) return picture ? "muted_picture" : "muted";
  return picture ? "both" : "sound";
}

// Why a visit with the TV is over, as it is said: that the TV ended it only where it did.
export function overOf({ end, ended_by }) {
  if (end === "hung_up") return ended_by === "tv" ? "hung_up" : "cut";
  return end || "cut";
}

const kPageSays = 3000;  // milliseconds in which an open page says that it rings

// This leg as it is told now, with what is known of it from before: while a relative answers, the page that rang leaves, and `rings` with it.
// reached: it rang or was shown there, or a gateway took the notice.
export const noted = (before, visit) => ({ ...visit, reached: Boolean((before?.id === visit.id && before.reached) || typeof visit.rings === "boolean" || visit.notified) });

// Of a relative's leg with the TV, at this time of the platform. While it rings no more than is known: "rings", "shows" (a page without sound),
// "noticed" (a gateway took it), "unreached", "called". Then "isIn", "leftIt", "declined", "notIn" (it rang to its end), "stopped" (it ended before), "notRung" (it never came that far), "noThird" (the TV takes no third, or could not), "cutOff"
export function legOf({ stage, placed_at, rings, notified, reached, answered_at, end, ended_by }, at) {
  if (stage === "ringing") {
    if (typeof rings === "boolean") return rings ? "rings" : "shows";
    if (notified) return "noticed";
    return notified === false && !reached && at - Date.parse(placed_at) > kPageSays ? "unreached" : "called";
  }
  if (stage === "answered") return "isIn";
  if (end === "failed") return "noThird";
  if (!answered_at) return end === "declined" ? "declined" : !reached ? "notRung" : end === "missed" ? "notIn" : "stopped";
  return end === "hung_up" && ended_by === "phone" ? "leftIt" : "cutOff";
}

// Names of the relatives who were called in, by the timeline: who came, and who did not.
export function askedOf(steps) {
  const names = (which) => [...new Set(steps.filter(({ what, text }) => what === which && text).map(({ text }) => text))];
  const spoke = names("talk");
  return { spoke, called: names("asked_in").filter((name) => !spoke.includes(name)) };
}

// Names of those whom the call has reached.
export const toldOf = (line) => new Set(line.alarm.family ?? []);

// Relatives who can be rung, those first whom the call has reached, those last who were called into this talk before.
export function relativesOf(line, card, others) {
  const told = toldOf(line);
  const rank = ({ id, name }) => (others.has(id) ? 2 : told.has(name) ? 0 : 1);
  const all = (card?.home.members ?? []).filter(({ active }) => active !== false);
  return [0, 1, 2].flatMap((wanted) => all.filter((one) => rank(one) === wanted));
}

// Who was called in and has not gone: there is room for one.
export const calledIn = (talk) => [...talk.others.values()].find(({ stage }) => stage !== "ended");

// Whom F3 calls without asking; null: it asks. As long as nobody was called, the first whom the call has reached.
export function atOnce(line, card, others) {
  const [first] = relativesOf(line, card, others);
  return first && others.size === 0 && toldOf(line).has(first.name) ? first : null;
}
