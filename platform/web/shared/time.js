// SPDX-License-Identifier: Apache-2.0
// Moments in the words of people, in the household's time zone.

const weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

function parts(moment, zone) {
  const found = {};
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "2-digit", hourCycle: "h23",
  });
  for (const { type, value } of format.formatToParts(moment)) found[type] = Number(value);
  return found;
}

// Days since 1970 of the local date: two moments on one local day have the same number.
export function localDay(moment, zone) {
  const { year, month, day } = parts(moment, zone);
  return Date.UTC(year, month - 1, day) / 86400000;
}

const twoDigits = (number) => String(number).padStart(2, "0");

// A clock face: 9:41, 19:20 · 9:41 am
export function clock(moment, zone, language) {
  const { hour, minute } = parts(moment, zone);
  if (language === "zh") return `${hour}:${twoDigits(minute)}`;
  return `${hour % 12 || 12}:${twoDigits(minute)} ${hour < 12 ? "am" : "pm"}`;
}

// As on the TV.
function partOfDay(hour) {
  if (hour < 5) return "凌晨";
  if (hour < 9) return "早上";
  if (hour < 12) return "上午";
  if (hour < 13) return "中午";
  if (hour < 17) return "下午";
  if (hour < 19) return "傍晚";
  return hour < 22 ? "晚上" : "夜里";
}

// A whole hour: 早上8点 · 中午12点 · 傍晚6点 · 8 am
export function hourWords(hour, language) {
  if (language === "en") return `${hour % 12 || 12} ${hour < 12 ? "am" : "pm"}`;
  return `${partOfDay(hour)}${hour % 12 || 12}点`;
}

// As one says it: 上午9点38分, 中午12点 · 9:38 am
export function spokenTime(moment, zone, language) {
  if (language === "en") return clock(moment, zone, "en");
  const { hour, minute } = parts(moment, zone);
  return `${hourWords(hour, language)}${minute ? `${minute}分` : ""}`;
}

// 今天, 昨天, 11月21日 星期六 · Today, Yesterday, Saturday 21 November
export function dayWords(moment, now, zone, language) {
  const day = localDay(moment, zone);
  const back = localDay(now, zone) - day;
  if (back <= 0) return language === "zh" ? "今天" : "Today";
  if (back === 1) return language === "zh" ? "昨天" : "Yesterday";
  const date = new Date(day * 86400000);
  if (language === "zh") return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${weekdays[date.getUTCDay()]}`;
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" }).format(date);
}

// What lies ahead: 今天下午3点 · 明天上午9点 · 12月3日下午3点 · tomorrow at 9:00 am
export function aheadWords(moment, now, zone, language) {
  const time = spokenTime(moment, zone, language);
  const ahead = localDay(moment, zone) - localDay(now, zone);
  if (language === "en") return ahead === 0 ? `today at ${time}` : ahead === 1 ? `tomorrow at ${time}` : `${shortDate(moment, zone, language)}, ${time}`;
  return `${ahead === 0 ? "今天" : ahead === 1 ? "明天" : shortDate(moment, zone, language)}${time}`;
}

// 9:41 · 昨天 19:20 · 11月19日 19:20 · yesterday at 7:20 pm
export function stamp(moment, now, zone, language) {
  const time = clock(moment, zone, language);
  const back = localDay(now, zone) - localDay(moment, zone);
  if (back <= 0) return time;
  if (language === "en") return back === 1 ? `yesterday at ${time}` : `${shortDate(moment, zone, language)}, ${time}`;
  return back === 1 ? `昨天 ${time}` : `${shortDate(moment, zone, language)} ${time}`;
}

function shortDate(moment, zone, language) {
  const { month, day } = parts(moment, zone);
  if (language === "zh") return `${month}月${day}日`;
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "short" }).format(moment);
}

// 上午9点38分 · 昨天晚上7点20分 · 11月19日
export function sinceWords(moment, now, zone, language) {
  const back = localDay(now, zone) - localDay(moment, zone);
  if (back <= 0) return spokenTime(moment, zone, language);
  if (back === 1) return language === "zh" ? `昨天${spokenTime(moment, zone, "zh")}` : `yesterday at ${spokenTime(moment, zone, "en")}`;
  return shortDate(moment, zone, language);
}

// 8 分 50 秒 · 15 分钟 · 40 秒
export function durationWords(seconds, language) {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (language === "zh") {
    if (!minutes) return `${rest} 秒`;
    return rest ? `${minutes} 分 ${rest} 秒` : `${minutes} 分钟`;
  }
  if (!minutes) return `${rest} s`;
  return rest ? `${minutes} min ${rest} s` : `${minutes} min`;
}
