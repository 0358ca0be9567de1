// SPDX-License-Identifier: Apache-2.0
// Whether the key for help of a box would work, as its guard says it and as the platform hears it.
import { el } from "/shared/dom.js";
import { dayOf } from "/homes/said.js";
import { clock } from "/boxes/says.js";
import { words } from "/boxes/watch_words.js";

export const faultsOf = (watch) => watch.faults.map((fault) => words.faults[fault] ?? fault);

// One short word for the list; "" for one of which there is nothing to say.
export function short(watch) {
  if (!watch || watch.state !== "online") return "";
  return watch.faults.length ? faultsOf(watch)[0] : watch.overdue ? words.overdueShort : "";
}

const off = (one) => (one.to ? words.offFromTo(clock(one.from), clock(one.to), one.planned) : words.offFrom(clock(one.from), one.planned));

// [name, value] of each line.
export function watched(watch) {
  if (!watch) return [];
  const health = watch.state === "online" ? words.online : watch.since ? words.off[watch.state](clock(watch.since)) : words.never;
  const away = watch.away_until && words.away(dayOf(watch.away_until));
  const tests = [watch.tested_at ? words.tested(clock(watch.tested_at)) : words.notTested, watch.voice_tested_at && words.aloud(clock(watch.voice_tested_at)), watch.overdue && words.overdue].filter(Boolean);
  const lines = (texts, tone) => el("span", {}, ...texts.map((text) => el("span", { class: `line ${tone}` }, text)));
  return [
    ["help", lines([health, away].filter(Boolean), watch.state === "offline" ? "caution" : "")],
    ...(watch.faults.length ? [["faults", lines(faultsOf(watch), "caution")]] : []),
    ["tests", lines(tests, watch.overdue ? "caution" : "")],
    ...(watch.offs.length ? [["offs", lines(watch.offs.map(off), "")]] : []),
  ];
}
