// SPDX-License-Identifier: Apache-2.0
// The homes of one's place, found by what is written in the bar.
import { Problem, ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { portrait } from "/staff/session.js";
import { complain, refusal } from "/homes/said.js";
import { words } from "/homes/words.js";

let asked = 0;

export async function listView({ keeper, toMake }) {
  const turn = ++asked;
  const text = byId("search").value.trim();
  let found;
  try {
    found = await ask("GET", `/v1/staff/households?q=${encodeURIComponent(text)}`);
  } catch (error) {
    if (error instanceof Problem && error.signedOut) { location.reload(); return; }
    if (turn === asked) complain(refusal(error));
    return;
  }
  if (turn !== asked) return;
  complain("");
  const { households, total } = found;
  byId("view").replaceChildren(
    el("div", { class: "list-head" },
      el("h1", {}, text ? words.found(total, text) : words.total(total)),
      keeper && el("button", { type: "button", class: "store large", onclick: toMake }, words.make)),
    ...(households.length ? [el("ul", { class: "card rows" }, ...households.map(row))] : [el("p", { class: "none" }, text ? words.none(text) : words.noneAtAll)]),
    households.length < total ? el("p", { class: "none" }, words.more(households.length, total)) : "");
}

// Answers that are still under way no longer count.
export const leaveList = () => { ++asked; };

function row(one) {
  return el("li", {}, el("a", { class: "row", href: `#${encodeURIComponent(one.id)}` },
    portrait(one.photo),
    el("span", { class: "row-name" }, el("strong", {}, one.person.name), el("span", { class: "beside" }, one.name)),
    el("span", { class: "row-place" }, one.address),
    el("span", { class: "beside" }, icon("tv"), one.terminals ? words.hasTv(one.terminals) : words.noTv)));
}
