// SPDX-License-Identifier: Apache-2.0
// Chinese for Chinese browsers, English for the others; ?lang=zh or ?lang=en decides.

const asked = new URLSearchParams(location.search).get("lang");
export const language = asked === "zh" || asked === "en" ? asked : (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en";

document.documentElement.lang = language === "zh" ? "zh-CN" : "en";

export const pick = (texts) => texts[language];
