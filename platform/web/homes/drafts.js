// SPDX-License-Identifier: Apache-2.0
// What is being written and not stored yet: it stays until it is stored or given up, whatever else one looks at meanwhile.
import { Problem } from "/shared/api.js";
import { refusal, say, when, whoOf } from "/homes/said.js";
import { words } from "/homes/words.js";

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

class Draft {
  trouble = "";   // why it was not taken
  meanwhile = ""; // who was faster
  busy = false;
  constructor(home, name, start, seen) {
    Object.assign(this, { home, name, start, typed: structuredClone(start), seen });
  }
  get changed() { return !same(this.typed, this.start); }
}

export class Drafts {
  #all = [];

  of(home, name) { return this.#all.find((one) => one.home === home && one.name === name); }
  // Lines that were opened and left as they were close by themselves.
  begin(home, name, start, seen) {
    this.#all = this.#all.filter((one) => one.changed || one.busy);
    const draft = this.of(home, name) ?? new Draft(home, name, start, seen);
    if (!this.#all.includes(draft)) this.#all.push(draft);
    return draft;
  }
  end(draft) { this.#all = this.#all.filter((one) => one !== draft); }
  // With what was written of its relatives, HOME/MEMBER.
  forget(home) { this.#all = this.#all.filter((one) => one.home.split("/")[0] !== home); }
  openIn(home) { return this.#all.some((one) => one.home === home); }
  get changed() { return this.#all.some((one) => one.changed); }

  // Sends it once. `now(file)` is what stands there after somebody was faster: {text, said}, with who said it, when, and by which change.
  async store(draft, { label, send, now, explain = refusal, reread, show }) {
    if (draft.busy) return;
    Object.assign(draft, { busy: true, trouble: "", meanwhile: "" });
    show();
    try {
      await send();
      this.end(draft);
      await reread();
      say(words.saved(label));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const there = error.code === "changed_meanwhile" ? now(await reread()) : null;
      draft.busy = false;
      if (there) {
        draft.seen = there.said.change;
        draft.meanwhile = there.text ? words.meanwhile(whoOf(there.said), when(there.said.at), there.text) : words.meanwhileNothing(whoOf(there.said), when(there.said.at));
      } else {
        draft.trouble = explain(error);
      }
    }
    show();
  }
}

// Keys that end or store what is written; not those with which an input method chooses a word.
export function keysOf({ leave, store }) {
  return (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") leave();
    if (event.key === "Enter" && event.target.tagName === "TEXTAREA") { event.preventDefault(); store(); }
  };
}
