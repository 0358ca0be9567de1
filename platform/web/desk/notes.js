// SPDX-License-Identifier: Apache-2.0
// What is typed is kept in the tab at once and sent within a second, again and again until the platform has it.
import { Problem } from "/shared/api.js";

const kQuiet = 600;   // milliseconds after the last key
const kLatest = 900;  // after the first one that is not kept yet
const kAgain = 2000;
const kKept = "anju-desk-notes";

export class Notes {
  #drafts = new Map();  // id → {text, first, last, busy, again, refused: the code}
  #states = new Map();  // id → "saving", "unsaved", "refused" or when it was saved

  // send(id, text) → card; changed(id, card): another state, or it is kept and this is the card
  constructor({ send, changed, met }) {
    Object.assign(this, { send, changed, met });
    try {
      for (const [id, text] of Object.entries(JSON.parse(sessionStorage.getItem(kKept) ?? "{}"))) this.#drafts.set(id, { text, first: 0, last: 0, again: 0 });
    } catch { /* nothing was kept */ }
  }

  // What was typed and is not on the platform yet, or null.
  typed(id) { return this.#drafts.get(id)?.text ?? null; }
  state(id) { return this.#states.get(id) ?? ""; }
  // What the platform refused it for, or "".
  refusal(id) { return this.#drafts.get(id)?.refused ?? ""; }
  // This seat has the alarm again: what was refused meanwhile is sent.
  again(id) {
    const draft = this.#drafts.get(id);
    if (draft) draft.refused = "";
  }
  any() { return this.#drafts.size > 0; }

  write(id, text) {
    const at = performance.now();
    const draft = this.#drafts.get(id) ?? { first: at, again: 0 };
    this.#drafts.set(id, Object.assign(draft, { text, last: at, refused: "" }));
    this.#keep();
    this.#say(id, "saving");
  }

  // At once: the card is left or ended. True when the platform has all of it.
  async settle(id) {
    const draft = this.#drafts.get(id);
    if (!draft) return true;
    while (draft.busy) await draft.busy;
    return !this.#drafts.has(id) || this.#send(id, draft);
  }

  tick() {
    const at = performance.now();
    for (const [id, draft] of this.#drafts) {
      if (draft.busy || draft.refused || at < draft.again) continue;
      if (at - draft.last >= kQuiet || at - draft.first >= kLatest) this.#send(id, draft);
    }
  }

  #send(id, draft) {
    const text = draft.text;
    const sending = async () => {
      try {
        const card = await this.send(id, text);
        draft.first = performance.now();
        if (draft.text !== text) return false;
        this.#drafts.delete(id);
        this.#keep();
        this.#say(id, new Date(), card);
        return true;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        this.met(error);
        draft.again = performance.now() + kAgain;
        draft.refused = error.passing || error.signedOut ? "" : error.code || "refused";
        this.#say(id, draft.refused ? "refused" : "unsaved");
        return false;
      } finally {
        draft.busy = null;
      }
    };
    draft.busy = sending();
    return draft.busy;
  }

  #say(id, state, card = null) {
    this.#states.set(id, state);
    this.changed(id, card);
  }

  #keep() {
    try { sessionStorage.setItem(kKept, JSON.stringify(Object.fromEntries([...this.#drafts].map(([id, { text }]) => [id, text])))); } catch { /* it is in this page alone */ }
  }
}
