// SPDX-License-Identifier: Apache-2.0
// What F2 does, what of this desk is open to the home, and how a talk or a leg of it came to its end. Nothing here asks the
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

// Of a relative's leg with the TV: "rings", "isIn", "leftIt", "notIn", "noThird" (the TV takes no third, or could not), "cutOff"
export function legOf({ stage, answered_at, end, ended_by }) {
  if (stage === "ringing") return "rings";
  if (stage === "answered") return "isIn";
  if (end === "failed") return "noThird";
  if (!answered_at) return "notIn";
  return end === "hung_up" && ended_by === "phone" ? "leftIt" : "cutOff";
}
