// SPDX-License-Identifier: Apache-2.0
// Ticks, and times as the desk writes them.
import { language } from "/shared/language.js";

const zone = "Asia/Shanghai";

// Calls act four times a second, behind other windows too.
export function ticking(act) {
  const address = "/desk/beat.js";
  const trusted = window.trustedTypes?.createPolicy("anju-desk", { createScriptURL: (text) => (text === address ? text : "") });
  const worker = new Worker(trusted ? trusted.createScriptURL(address) : address);
  worker.onmessage = act;
  worker.onerror = () => setInterval(act, 250);
}

// 0:49 · 30:12 · 1:02:09
export function minutes(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, rest] = [Math.floor(seconds / 3600), seconds % 3600];
  const least = two(rest % 60);
  return hours ? `${hours}:${two(Math.floor(rest / 60))}:${least}` : `${Math.floor(rest / 60)}:${least}`;
}

const exact = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "numeric", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const short = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "numeric", minute: "2-digit", hourCycle: "h23" });
const date = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
const english = new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "short" });

// 9:41:03, of a desk that has 24 hours
export const face = (moment) => exact.format(new Date(moment)).replace(/^0(?=\d)/, "");
export const hour = (moment) => short.format(new Date(moment)).replace(/^0(?=\d)/, "");

// 11月16日, 2025年11月16日
export function day(moment, now = new Date()) {
  const [year, month, one] = date.format(new Date(moment)).split("-").map(Number);
  const same = Number(date.format(now).slice(0, 4)) === year;
  if (language === "en") return same ? english.format(new Date(moment)) : `${english.format(new Date(moment))} ${year}`;
  return `${same ? "" : `${year}年`}${month}月${one}日`;
}

// The last second is told with the day where it is not today.
export const step = (moment, now = new Date()) => (date.format(new Date(moment)) === date.format(now) ? face(moment) : `${day(moment, now)} ${hour(moment)}`);
