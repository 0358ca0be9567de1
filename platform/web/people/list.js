// SPDX-License-Identifier: Apache-2.0
// Who works at the chosen place and below it.
import { el, icon } from "/shared/dom.js";
import { when } from "/homes/said.js";
import { neverSigns, rolesOf, until } from "/people/said.js";
import { words } from "/people/words.js";

const kFewEnough = 8;

export function stateChip(one) {
  const look = { active: ["good", "check"], invited: ["wait", "mail"], ended: ["off", "lock"] }[one.state];
  return el("span", { class: `chip ${look[0]}` }, icon(look[1]), words.states[one.state]);
}

export function lastSeen(one) {
  if (neverSigns(one.roles)) return words.neverSigns;
  if (one.state === "invited" && one.link_until) return new Date(one.link_until) > new Date() ? words.linkGood(until(one.link_until)) : words.linkOver;
  return one.signed_in_at ? words.lastIn(when(one.signed_in_at)) : words.neverIn;
}

function row(one, place) {
  return el("li", {}, el("a", { class: "person", href: `#person/${encodeURIComponent(one.id)}`, "data-key": `person ${one.id}` },
    el("span", { class: "who" }, el("strong", {}, one.display_name), !neverSigns(one.roles) && el("span", { class: "beside" }, one.name)),
    el("span", {}, rolesOf(one.roles), one.place !== place.id && el("span", { class: "beside" }, one.place_name)),
    el("span", { class: "beside" }, lastSeen(one)), stateChip(one)));
}

// tools: {text, find(text)}
export function listView(place, own, { staff, total }, { text, find }) {
  const id = encodeURIComponent(place.id);
  return el("div", {},
    el("div", { class: "list-head" }, el("h1", { tabindex: "-1" }, text ? words.found(total, text) : words.total(total, place.name)),
      el("div", { class: "keys" },
        place.kind !== "institution" && el("a", { class: "quiet", href: `#${id}/new` }, words.makePlace),
        el("a", { class: "quiet", href: `#${id}/name` }, words.rename),
        !own && el("a", { class: "quiet help", href: `#${id}/close` }, words.closePlace),
        el("a", { class: "store large", href: `#${id}/invite` }, words.invite))),
    (total > kFewEnough || text) && el("label", { class: "search find" }, icon("search"),
      el("input", { type: "search", autocomplete: "off", value: text, "aria-label": words.findHere, placeholder: words.findHere, "data-key": "find", oninput: (event) => find(event.target.value.trim()) })),
    staff.length ? el("ul", { class: "card people" }, ...staff.map((one) => row(one, place))) : el("p", { class: "none" }, text ? words.noneFound(text) : words.none),
    staff.length < total && el("p", { class: "none" }, words.more(staff.length, total)));
}
