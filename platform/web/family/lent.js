// SPDX-License-Identifier: Apache-2.0
// What was given out and can be taken back: phones, guests' links. Asked once more before, and what failed is said in its row.
import { Problem, ask, askSurely } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { words } from "/family/words.js";

export class LentList {
  node = el("div", { class: "lent" });
  items = null;     // null: never read
  #asked = "";      // id of what is about to be taken back
  #failed = "";     // id of what was not taken back
  #unread = false;  // the newest reading failed
  #reading = 0;     // of several readings on their way the newest counts

  // of: {path, listed(answer), row(item) → {icon, name, about, notes, sure}, title, unread, changed(), back(item)}
  constructor(of) {
    this.of = of;
  }

  // Nothing to show and nothing to say.
  get empty() {
    return !this.items?.length && !this.#unread;
  }

  async read() {
    this.#asked = this.#failed = "";
    await this.#read();
  }

  // What changed meanwhile, unless a finger or a key is at it; what is being decided stays.
  async refresh() {
    if (!this.node.contains(document.activeElement)) await this.#read({ quietly: true });
  }

  async #read({ quietly = false } = {}) {
    const mine = ++this.#reading;
    let items = null;
    try {
      items = this.of.listed(await ask("GET", this.of.path));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
    if (mine !== this.#reading || (quietly && (!items || JSON.stringify(items) === JSON.stringify(this.items)))) return;
    this.items = items ?? this.items;
    this.#unread = !items;
    this.show();
    this.of.changed?.();
  }

  show() {
    const out = [];
    if (this.items?.length) out.push(this.of.title && el("p", { class: "lent-title" }, this.of.title), el("ul", {}, ...this.items.map((item) => this.#row(item))));
    if (this.#unread) {
      out.push(el("p", { class: "sure", role: "alert" }, this.of.unread),
        el("p", { class: "keys" }, el("button", { type: "button", class: "quiet", onclick: () => this.#read() }, words.again)));
    }
    this.node.replaceChildren(...out.filter(Boolean));
  }

  #row(item) {
    const { icon: picture, name, about, notes = [], sure } = this.of.row(item);
    const asked = this.#asked === item.id;
    const keys = asked
      ? [el("p", { class: "sure" }, sure),
        this.#failed === item.id && el("p", { class: "sure", role: "alert" }, words.notBack),
        el("p", { class: "keys" }, el("button", { type: "button", class: "quiet help", onclick: () => this.#takeBack(item) }, words.lentBack), el("button", { type: "button", class: "quiet", onclick: () => this.#ask("") }, words.keep))]
      : [el("button", { type: "button", class: "quiet", "aria-label": `${words.lentBack} ${name}`, onclick: () => this.#ask(item.id) }, words.lentBack)];
    return el("li", { class: asked ? "asked" : "" }, icon(picture), el("span", { class: "about" }, el("strong", {}, name), el("span", {}, about), ...notes.map((note) => el("span", { class: "note" }, note))), ...keys.filter(Boolean));
  }

  #ask(id) {
    this.#asked = id;
    this.#failed = "";
    this.show();
  }

  async #takeBack(item) {
    this.#failed = "";
    try {
      await askSurely("DELETE", `${this.of.path}/${encodeURIComponent(item.id)}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.signedOut) { location.reload(); return; }
      // Gone already is as good as taken back.
      if (error.status !== 404) { this.#failed = item.id; this.show(); return; }
    }
    this.#asked = "";
    this.items = this.items.filter((one) => one.id !== item.id);
    this.of.back?.(item);
    await this.#read();
  }
}
