// SPDX-License-Identifier: Apache-2.0
// Who said it and when, and what a refusal means: the same words in every part of a home's file.
import { Problem } from "/shared/api.js";
import { isolated, language } from "/shared/language.js";
import { stamp } from "/shared/time.js";
import { sentence } from "/staff/session.js";
import { chosen, hasChoices } from "/homes/choices.js";
import { words } from "/homes/words.js";

export { complain, say } from "/staff/session.js";

export const zone = "Asia/Shanghai";

// 1944年3月9日 · 9 March 1944, of a day without a time
export function dayOf(text) {
  const [year, month, day] = text.split("-").map(Number);
  if (!year || !month || !day) return text;
  if (language === "zh") return `${year}年${month}月${day}日`;
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(Date.UTC(year, month - 1, day));
}

// 2026-11-27
export const localDate = (moment) => new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);

// Full years since that day.
export function yearsSince(text, now = new Date()) {
  const [year, month, day] = text.split("-").map(Number);
  const [thisYear, thisMonth, today] = localDate(now).split("-").map(Number);
  if (!year) return null;
  return thisYear - year - (thisMonth < month || (thisMonth === month && today < day) ? 1 : 0);
}

// 9:41 · 昨天 16:40 · 11月3日 · 2025年8月20日
export function when(moment, now = new Date()) {
  const at = new Date(moment);
  const [date, today] = [localDate(at), localDate(now)];
  if (date.slice(0, 4) !== today.slice(0, 4)) return dayOf(date);
  const text = stamp(at, now, zone, language);
  return language === "zh" && /^\d+月/.test(text) ? text.split(" ")[0] : text;
}

// 孙丽, or what kind of author where nobody has a name; 导入, whoever read the list in
export const whoOf = (one) => isolated((one.author !== "import" && one.who) || words.authors[one.author] || one.author);

// 孙丽 11月3日 · 孙丽 11月3日 登记, of what is as it was made · 导入 9月28日 孙丽; "" where nobody knows
export function byOf(one) {
  if (!one.at) return "";
  const [who, at] = [whoOf(one), when(one.at)];
  if (one.author === "import" && one.who) return words.importedBy(at, one.who);
  return one.change === 0 ? words.madeBy(who, at) : `${who} ${at}`;
}

// A value as it is read: the word of a list, a day as one says it, digits of a phone in groups.
export function shown(name, value) {
  if (!value) return "";
  if (hasChoices(name)) return chosen(name, value);
  if (words.values[name]) return words.values[name][value] ?? value;
  if (name === "birth_date") return dayOf(value);
  if (name === "phone") return value.replace(/^(1\d{2})(\d{4})(\d{4})$/, "$1 $2 $3");
  return value;
}

// The sentence for what was refused; other mistakes are thrown on.
export function refusal(error) {
  if (!(error instanceof Problem)) throw error;
  if (error.signedOut) return words.signedOut;
  const said = words.refusals[error.code] ?? sentence(error);
  return typeof said === "function" ? said(error.detail) : said;
}
