// SPDX-License-Identifier: Apache-2.0
// Which key does what, and where. A key that is printed somewhere does what is printed there, to the alarm whose card stands in the middle.
export const kNotYet = 700;  // milliseconds: what was pressed for the card before does nothing to this one

export const keyNames = { accept: "F1", talk: "F2", mute: "Shift+F2", callIn: "F3", send: "F4", ambulance: "F5", handOver: "F6", next: "F7", note: "F8", outcome: "F9", calledBack: "F9", close: "F10" };

// What can be done with this line now. {duty: on duty here, link: to the platform, next: another one waits}
export function actsOf(line, place, { duty, link, next }) {
  if (link !== "live") return [];
  const acts = [];
  if (line && place === "now" && duty && (line.alarm.state === "waiting" || line.alarm.state === "changing")) acts.push("accept");
  if (line && line.alarm.state === "accepted" && line.mine) acts.push("send", "ambulance", "handOver", "note", "outcome", "close");
  if (line && line.alarm.state === "accepted" && line.offered_to_me && duty) acts.push("accept");
  if (line && place === "back") acts.push("calledBack");
  if (next) acts.push("next");
  return acts;
}

// "look" is "next" by the key that answers: the one after waits for it. at: "list" (nothing else has the focus), "text" (somebody writes), "control" (a button or a link that is not of the list)
export function actOf(event, at, acts) {
  if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return moveOf(event, at);
  const pressed = event.shiftKey && event.key === keyNames.talk ? keyNames.mute : event.key;
  for (const act of acts) if (keyNames[act] === pressed) return act;
  // Twice by mistake it never takes a second one: from one's own, Enter leads nowhere.
  if (at === "list" && event.key === "Enter") return acts.includes("accept") ? "accept" : acts.includes("next") && !acts.includes("close") ? "look" : "";
  return moveOf(event, at);
}

// Held down, an arrow moves on.
function moveOf(event, at) {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return "";
  if (event.key === "Escape" && at === "text" && !event.repeat) return "leave";
  if (at === "text") return "";
  return { ArrowDown: "down", ArrowUp: "up" }[event.key] ?? "";
}

// Keys of ours that a browser would take for something else, whether they do something now or not.
export const isOurs = (key) => Object.values(keyNames).includes(key);
