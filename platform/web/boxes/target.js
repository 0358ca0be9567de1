// SPDX-License-Identifier: Apache-2.0
// Which home: found by what is written, one of a few.
import { Problem, ask } from "/shared/api.js";
import { el } from "/shared/dom.js";
import { sentence } from "/staff/session.js";
import { words } from "/boxes/words.js";

const kTypingPause = 200;  // milliseconds
const kShown = 5;

export class Target {
  chosen = null;
  #asked = 0;
  #timer = 0;

  // `except`: the home where it stands already
  constructor(home, stands, changed) {
    this.except = stands ? home : "";
    this.changed = changed;
    this.said = el("p", { class: "none", role: "status", hidden: true });
    this.list = el("div", { class: "targets", role: "radiogroup", "aria-label": words.moveFind });
    this.field = el("input", { type: "search", "aria-label": words.moveFind, placeholder: words.moveFind, autocomplete: "off", "data-key": "find home",
      oninput: () => { clearTimeout(this.#timer); this.#timer = setTimeout(() => this.look(), kTypingPause); },
      onkeydown: (event) => { if (event.key === "Enter") event.preventDefault(); } });
    this.node = el("div", { class: "field" }, this.field, this.list, this.said);
    this.look();
  }

  async look() {
    const asked = ++this.#asked;
    const text = this.field.value.trim();
    let homes = [], trouble = "";
    try {
      homes = (await ask("GET", `/v1/staff/households?q=${encodeURIComponent(text)}`)).households.filter((one) => one.id !== this.except).slice(0, kShown);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      trouble = sentence(error);
    }
    if (asked !== this.#asked) return;
    if (this.chosen && !homes.some((one) => one.id === this.chosen.id)) { this.chosen = null; this.changed(); }
    this.said.hidden = homes.length > 0;
    this.said.textContent = trouble || words.none(text);
    this.list.replaceChildren(...homes.map((one) => el("label", { class: "target" },
      el("input", { type: "radio", name: "home", value: one.id, checked: this.chosen?.id === one.id, "data-key": `home ${one.id}`, onchange: () => { this.chosen = one; this.changed(); } }),
      el("span", {}, el("strong", {}, one.person.name), el("span", { class: "beside" }, one.address)))));
  }
}
