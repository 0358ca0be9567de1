// SPDX-License-Identifier: Apache-2.0
// What a box has said of itself: as it is now, or, of one that is off, as it was then.
import { el } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { stamp } from "/shared/time.js";
import { zone } from "/homes/said.js";
import { words } from "/boxes/words.js";

// 今天 9:40 · 昨天 16:40 · 11月18日 3:12
export function clock(moment) {
  const text = stamp(new Date(moment), new Date(), zone, language);
  return /^\d+:\d\d/.test(text) ? words.today(text) : text;
}

function sound({ speaker, microphone }) {
  if (speaker === "ready" && microphone !== "missing" && microphone !== "unknown") return words.says.both;
  return words.says.speaker[speaker] + words.comma + words.says.microphone[microphone];
}

function stop(box) {
  const last = box.condition.stop;
  if (!last) return words.says.noStop;
  const why = words.says.stops[last.why];
  return last.at ? clock(last.at) + words.comma + why : why + (box.started_at ? words.comma + words.says.backAt(clock(box.started_at)) : "");
}

export function network(box) {
  const name = words.networks[box.network];
  const level = box.network === "wireless" && words.says.signals[box.condition?.signal];
  return name && level ? name + words.comma + level : name;
}

// [name, value] of each line, and whether it is of another time than now.
export function says(box) {
  const { condition } = box;
  const rows = condition
    ? [["camera", words.says.camera[condition.camera]], ["sound", sound(condition)],
       ["remote", condition.key_at ? words.says.key(clock(condition.key_at)) : words.says.noKey], ["stop", stop(box)]]
    : ["camera", "sound", "remote", "stop"].map((name) => [name, words.says.never]);
  return { rows, then: box.state !== "online", at: box.condition_at ? clock(box.condition_at) : "" };
}

const capital = (value) => (typeof value === "string" ? value.charAt(0).toUpperCase() + value.slice(1) : value);

export const row = ([name, value], then) => [el("dt", {}, words.facts[name]), el("dd", { class: then ? "then" : undefined }, capital(value))];
