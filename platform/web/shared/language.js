// SPDX-License-Identifier: Apache-2.0
// Chinese for Chinese browsers, English for the others; ?lang=zh or ?lang=en decides.

const asked = new URLSearchParams(location.search).get("lang");
export const language = asked === "zh" || asked === "en" ? asked : (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en";

document.documentElement.lang = language === "zh" ? "zh-CN" : "en";

// A name whose letters run from right to left stands in a sentence by itself: nothing around it is turned.
const kFromRight = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
export const isolated = (text) => (typeof text === "string" && kFromRight.test(text) ? `\u2068${text}\u2069` : text);

function isolating(words) {
  if (typeof words === "function") return (...given) => words(...given.map(isolated));
  if (typeof words !== "object" || Array.isArray(words)) return words;
  return Object.fromEntries(Object.entries(words).map(([name, one]) => [name, isolating(one)]));
}

export const pick = (texts) => isolating(texts[language]);
