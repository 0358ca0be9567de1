// SPDX-License-Identifier: Apache-2.0
// What is typed and not sent yet, by the alarm that it belongs to: it outlives the card that makes room, and a reload.

export class Kept {
  #name;
  #texts = new Map();

  constructor(name) {
    this.#name = name;
    try { this.#texts = new Map(Object.entries(JSON.parse(sessionStorage.getItem(name) ?? "{}"))); } catch { /* nothing was kept */ }
  }

  of(id) { return this.#texts.get(id) ?? ""; }

  put(id, text) {
    if (text) this.#texts.set(id, text); else this.#texts.delete(id);
    try { sessionStorage.setItem(this.#name, JSON.stringify(Object.fromEntries(this.#texts))); } catch { /* it is in this page alone */ }
  }
}
