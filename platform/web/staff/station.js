// SPDX-License-Identifier: Apache-2.0
// The bar that every page of the station has: its name, the other pages, a place to search, who is signed in.
import { byId, el, fillWords, icon } from "/shared/dom.js";
import { signOut, staffPage } from "/staff/session.js";
import { words } from "/staff/words.js";

// In the order of the bar; `name` is a word of words.js, `of(self)`, where it is there, says who sees it.
const places = [
  { name: "desk", path: "/desk/", of: (self) => self.roles.some((role) => role === "operator" || role === "manager") },
  { name: "homes", path: "/homes/" },
  { name: "boxes", path: "/boxes/", of: (self) => self.roles.some((role) => role !== "operator" && role !== "responder") },
  { name: "import", path: "/import/", of: (self) => self.roles.some((role) => role === "manager" || role === "administrator") },
  { name: "people", path: "/people/", of: (self) => self.roles.includes("administrator") },
];

// `here` is the name of this place, `ready(self)` as of staffPage. A page with a list of its own passes
// `search(text)`, called while one writes; elsewhere Enter looks among the homes.
export function stationPage(here, { ready, search }) {
  const field = el("input", { id: "search", type: "search", autocomplete: "off", "data-label": "find", "data-placeholder": "find",
    oninput: search && (() => search(field.value.trim())),
    onkeydown: !search && ((event) => { if (event.key === "Enter" && !event.isComposing) location.href = `/homes/?q=${encodeURIComponent(field.value.trim())}`; }) });
  const nav = el("nav", { "data-label": "places" });
  byId("bar").replaceChildren(el("div", {},
    el("span", { class: "mark-plate", "aria-hidden": "true" }, icon("home")), el("strong", { id: "station" }),
    nav,
    el("label", { class: "search" }, icon("search"), field),
    el("a", { class: "me", href: "/people/#me", "data-me": true }),
    el("button", { id: "sign-out", type: "button", onclick: signOut }, icon("logout"), el("span", { "data-words": "signOut" }))));
  fillWords(words, byId("bar"));
  return staffPage((self) => {
    byId("station").textContent = self.organisation;
    nav.replaceChildren(...places.filter(({ of }) => !of || of(self)).map(({ name, path }) =>
      (name === here ? el("a", { href: "#", "aria-current": "page" }, words[name]) : el("a", { href: path }, words[name]))));
    ready(self);
  });
}
