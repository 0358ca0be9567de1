// SPDX-License-Identifier: Apache-2.0
// The homes of one's place, found by what is written in the bar.
import { byId, el, icon } from "/shared/dom.js";
import { portrait } from "/staff/session.js";
import { words } from "/homes/words.js";

// Which interests and needs were chosen, the most first.
function counted(name, counts) {
  const those = counts.filter((one) => one.fact === name).sort((a, b) => (a.word === "other") - (b.word === "other") || b.homes - a.homes);
  return those.length > 0 && el("div", { class: "fact" }, el("dt", {}, words.facts[name]),
    el("dd", {}, ...those.map((one) => el("span", { class: "chip" }, words.chip(words.choices[name][one.word] ?? words.own, words.total(one.homes))))));
}

export function listView({ households, total }, text, keeper) {
  const heading = text ? words.found(total, text) : words.total(total);
  byId("found").textContent = text ? heading : "";
  byId("view").replaceChildren(
    el("div", { class: "list-head" },
      el("h1", { tabindex: "-1" }, heading),
      keeper && el("a", { class: "store large", href: "#new" }, words.make)),
    ...(households.length ? [el("ul", { class: "card rows" }, ...households.map(row))] : [el("p", { class: "none" }, text ? words.none(text) : words.noneAtAll)]),
    households.length < total ? el("p", { class: "none" }, words.more(households.length, total)) : "");
}

// Below the list, once they are known.
export function countsView(counts) {
  if (!counts.length) return;
  byId("view").append(el("section", { class: "card counted" }, el("div", { class: "card-head" }, el("h2", {}, words.parts.likes)),
    el("dl", { class: "facts" }, ...["wishes", "likes"].map((name) => counted(name, counts)).filter(Boolean))));
}

function row(one) {
  return el("li", {}, el("a", { class: "row", href: `#${encodeURIComponent(one.id)}` },
    portrait(one.photo),
    el("span", { class: "row-name" }, el("strong", {}, one.person.name), el("span", { class: "beside" }, one.name)),
    el("span", { class: "row-place" }, one.address),
    el("span", { class: "beside" }, icon("tv"), one.terminals ? words.hasTv(one.terminals) : words.noTv)));
}
