// SPDX-License-Identifier: Apache-2.0
// What a month's figures say, without a page.

export const kWithin60 = 985;  // of a thousand, EN 50134 practice

// Tenths of a per cent, never rounded up to a promise.
export const share = (part, all) => (all > 0 ? Math.floor((part * 1000) / all) : null);
export const written = (tenths) => (tenths === null ? "" : `${Math.floor(tenths / 10)}.${tenths % 10} %`);

// "met", "missed", or "" where nobody called: nothing was kept, and nothing broken.
export function standing({ alarms, answered_15s: in15, answered_60s: in60 }) {
  if (!alarms) return { in15: "", in60: "" };
  return { in15: in15 === alarms ? "met" : "missed", in60: in60 * 1000 >= alarms * kWithin60 ? "met" : "missed" };
}

// 2026-11 of the desk's clock, and its neighbours.
export const monthOf = (moment) => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit" }).format(moment).slice(0, 7);
export function moved(month, by) {
  const [year, one] = month.split("-").map(Number);
  const at = year * 12 + one - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}
// From `last` back, `count` of them.
export const monthsTo = (last, count) => Array.from({ length: count }, (_, back) => moved(last, -back));
