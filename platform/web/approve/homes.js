// SPDX-License-Identifier: Apache-2.0
// Whose home: search and one choice.
import { Problem, ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { portrait, sentence } from "/staff/session.js";
import { words } from "/staff/words.js";

const kTypingPause = 200;  // milliseconds

export class Homes {
  chosen = null;  // HouseholdRow
  #asked = 0;
  #wanted = "";  // id of the home chosen beforehand, until it was shown
  #proposed = "";  // the same, as long as that box asks
  #timer = 0;

  constructor(changed) {
    this.changed = changed;
    byId("search").addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.look(), kTypingPause);
    });
  }

  reset() {
    this.chosen = null;
    byId("search").value = "";
  }

  // The home that was chosen beforehand for the box that asks stands there, chosen; another may be.
  lookFor(found) {
    if (this.#proposed) this.reset();  // that was for another box
    this.#wanted = this.#proposed = found.next_home ?? "";
    if (found.next_home_name) byId("search").value = found.next_home_name;
    return this.look();
  }

  async look() {
    const asked = ++this.#asked;
    const text = byId("search").value.trim();
    try {
      const answer = await ask("GET", `/v1/staff/households?q=${encodeURIComponent(text)}`);
      if (asked === this.#asked) this.#show(answer, text);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (asked !== this.#asked) return;
      byId("no-homes").textContent = sentence(error);
      byId("no-homes").hidden = false;
    }
  }

  #show({ households, total }, text) {
    const wanted = this.#wanted && households.find((one) => one.id === this.#wanted);
    this.#wanted = "";
    if (wanted) { this.chosen = wanted; this.changed(); }
    if (this.chosen && !households.some((one) => one.id === this.chosen.id)) {
      this.chosen = null;
      this.changed();
    }
    byId("total").textContent = words.total(total);
    byId("no-homes").hidden = households.length > 0;
    byId("no-homes").textContent = text ? words.noHomes(text) : words.noHomesAtAll;
    byId("homes").replaceChildren(...households.map((one) => this.#row(one)));
  }

  #row(one) {
    const choose = () => { this.chosen = one; this.changed(); };
    return el("li", { role: "presentation" }, el("label", { class: "home-row" },
      el("input", { type: "radio", name: "home", value: one.id, checked: this.chosen?.id === one.id, onchange: choose }),
      portrait(one.photo),
      el("span", { class: "about" },
        el("strong", {}, one.person.name),
        one.address && el("span", { class: "place" }, one.address),
        el("span", { class: one.terminals ? "more has" : "more" }, one.terminals ? words.hasTv(one.terminals) : words.noTv)),
      el("span", { class: "mark", "aria-hidden": "true" }, icon("check"))));
  }
}
