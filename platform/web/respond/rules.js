// SPDX-License-Identifier: Apache-2.0
// What the clocks make of an answer: the phone's own for what passes on it, the platform's for every time of day.

export const kNotYet = 700;  // milliseconds: a tap that was meant for the keys before does nothing to these
const kMinute = 60000;

// What was said, as it is true when it goes out: minutes that have passed on the way to the platform are no minutes any more.
// null: all of them have, and nobody said another.
export function bodyOf(answer, now) {
  if (answer.state !== "on_the_way") return { state: answer.state };
  const left = answer.minutes - Math.max(0, Math.floor((now - answer.at) / kMinute));
  return left > 0 ? { state: answer.state, minutes: left } : null;
}

// Milliseconds that the platform's clock is ahead of the phone's, null while that is unknown. `moment` (to `spread` later) is between
// the two at which the answer was asked for and came; what was known stays where it fits, or minutes would jump.
export function aheadOf(known, moment, spread, asked, came) {
  return Number.isNaN(moment) ? known : Math.min(Math.max(known ?? 0, moment - came), moment + spread - asked);
}

// The same by what the platform made of minutes, where its answer has no date: the same minutes said again leave it up to one off.
export function aheadByMinutes(known, { expected_at: expected }, minutes, asked, came) {
  const then = Date.parse(expected ?? "") - minutes * kMinute;
  return known === null ? aheadOf(null, then, 0, asked, came) : aheadOf(known, then - kMinute, 2 * kMinute, asked, came);
}

// When who is on the way comes: what: "plain" (nobody said), "at" (no clock says how long that is), "in", "late".
export function way(home, waiting, now, ahead) {
  const own = waiting && waiting.at + waiting.minutes * kMinute;
  const until = own ? own + (ahead ?? 0) : Date.parse(home.expected_at ?? "");
  if (Number.isNaN(until)) return { what: "plain" };
  if (!own && ahead === null) return { what: "at", until };
  const rest = until - now - (ahead ?? 0);
  const left = Math.max(1, Math.ceil((rest - 1000) / kMinute));  // a date has whole seconds: 8 minutes are never shown as 9
  return rest > 0 ? { what: "in", until, left } : { what: "late", until };
}
