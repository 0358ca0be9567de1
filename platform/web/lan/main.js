// SPDX-License-Identifier: Apache-2.0
// What a phone will warn of when it opens a home's own address, and how to go on. The only page ever shown without TLS.

import { language, pick } from "/shared/language.js";

const phone = /iPhone|iPad|Macintosh/.test(navigator.userAgent) ? "apple" : /Firefox/.test(navigator.userAgent) ? "firefox" : "other";

const words = {
  zh: {
    title: "手机会问一句，两步就好",
    why: "这是家里自己的地址，手机不认识它，所以会先问您要不要继续。您和电视说的话仍然加了密。",
    first: { apple: "点“显示详细信息”", firefox: "点“高级”", other: "点“高级”" }[phone],
    firstMore: "它在提醒页的下面，字比较小。",
    second: { apple: "点“访问此网站”", firefox: "点“接受风险并继续”", other: "点“继续前往”" }[phone],
    secondMore: "只问这一次，以后打开就直接进去。",
    go: "知道了，打开",
    calm: "只在自己家的无线网里这样做。别处看到这样的提醒，请点返回。",
  },
  en: {
    title: "Your phone will ask once. Two taps",
    why: "This is an address inside the home, unknown to your phone, so it asks before going on. What you and the TV say is encrypted all the same.",
    first: { apple: "Tap “Show Details”", firefox: "Tap “Advanced”", other: "Tap “Advanced”" }[phone],
    firstMore: "It is in small letters at the bottom of the warning.",
    second: { apple: "Tap “visit this website”", firefox: "Tap “Accept the Risk and Continue”", other: "Tap “Proceed”" }[phone],
    secondMore: "It asks this once; after that it opens straight away.",
    go: "Got it, open",
    calm: "Do this only in your own home's Wi-Fi. Anywhere else, go back when you see such a warning.",
  },
};

for (const place of document.querySelectorAll("[data-words]")) place.textContent = pick(words)[place.dataset.words];
document.title = language === "zh" ? "安居电视" : "Anju TV";
// The secret of a link stays in the fragment and never leaves the phone by plain HTTP.
const path = location.pathname.startsWith("/lan/") ? "/" : location.pathname;
document.getElementById("go").href = `https://${location.host}${path}${location.search}${location.hash}`;
document.getElementById("page").hidden = false;
