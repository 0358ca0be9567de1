// SPDX-License-Identifier: Apache-2.0
// The cards that were fetched: of the alarm in the middle, again when it has changed.
import { Problem, ask } from "/shared/api.js";

const kKept = 30;
const kAgain = 2000;  // milliseconds after one that did not come

export class Cards {
  #cards = new Map();    // id → card
  #troubles = new Map(); // id → when it may be tried again
  #busy = new Set();
  #began = new Map();    // id → when it was asked for, until it stands there

  // changed(); met(error); take(line): the line that the card has
  constructor(tools) { Object.assign(this, tools); }

  of(id) { return this.#cards.get(id) ?? null; }
  trouble(id) { return this.#troubles.has(id); }
  begin(id) { this.#began.set(id, performance.now()); }

  put(id, card) {
    const known = this.#cards.get(id);
    if (known && known.alarm.alarm.revision > card.alarm.alarm.revision) return;
    this.#cards.delete(id);
    this.#cards.set(id, card);
    this.#troubles.delete(id);
    if (this.#cards.size > kKept) this.#cards.delete(this.#cards.keys().next().value);
  }

  // The card of this line stands in the middle: it is fetched where it is not here as new as that.
  want(id, line) {
    if (!id || !line || this.#busy.has(id)) return;
    const known = this.#cards.get(id);
    if (known && known.alarm.alarm.revision >= line.alarm.revision) return;
    if (performance.now() < (this.#troubles.get(id) ?? 0)) return;
    if (!known && !this.#began.has(id)) this.begin(id);
    this.again(id);
  }

  async again(id) {
    this.#busy.add(id);
    try {
      const card = await ask("GET", `/v1/desk/alarms/${encodeURIComponent(id)}`, { timeout: 5000 });
      this.put(id, card);
      this.take(card.alarm);
      return card;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.met(error);
      this.#troubles.set(id, performance.now() + kAgain);
      return null;
    } finally {
      this.#busy.delete(id);
      this.changed();
    }
  }

  // It was drawn: how long that took, as the browser's own measure.
  shown(id) {
    const start = this.#began.get(id);
    if (start === undefined) return;
    this.#began.delete(id);
    requestAnimationFrame(() => setTimeout(() => performance.measure("desk-card", { start, end: performance.now(), detail: id })));
  }
}
