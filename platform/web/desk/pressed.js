// SPDX-License-Identifier: Apache-2.0
// Keys that ask the platform. Of a dialog: one at a time, none that was pressed for the page before, and none that holds the dialog. Touches no page.

export class Pressed {
  #busy = false;
  #notBefore = Infinity;  // until what it asks stands there

  // say(text, bad): in the dialog; isOpen(); close(); left(text): where it is said once the dialog was left; doing: said while a key is being done; failed: … of an error nobody expected
  constructor(tools) { Object.assign(this, tools); }

  ready(at) { this.#notBefore = at; }
  takes(at) { return at >= this.#notBefore; }

  // act() may return text: it is said, and the dialog stays.
  async press(act) {
    if (this.#busy || !this.isOpen()) return;
    this.#busy = true;
    let text = this.failed;
    try {
      const made = act?.();
      if (made instanceof Promise) this.say(this.doing, false);
      text = await made;
    } finally {
      this.#busy = false;
      if (!this.isOpen()) { if (text) this.left(text); } else if (text) this.say(text, true); else this.close();
    }
  }
}

const kAwaited = 20000;  // milliseconds: a seat is gone after 15 s

// What F1 was pressed for, until this seat has it: told by the answer, or, where that was lost, by whatever tells it first.
export class Awaited {
  #id = "";
  #until = 0;

  put(id, at) { this.#id = id; this.#until = at + kAwaited; }
  drop(id) { if (id === this.#id) this.#id = ""; }

  // Once. mine: ids of what this seat has
  came(mine, at) {
    const id = at < this.#until && mine.includes(this.#id) ? this.#id : "";
    if (id) this.#id = "";
    return id;
  }
}
