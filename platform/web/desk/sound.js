// SPDX-License-Identifier: Apache-2.0
// What the desk sounds like. Driven by the page's ticks; ends with the alarm, and begins at once with it.
import { play } from "/shared/tone.js";

const kSounds = {
  alarm: { notes: [[660, 0, 0.22], [880, 0.26, 0.34], [660, 0.8, 0.22], [880, 1.06, 0.34]], every: 2000, loud: 0.45 },
  cut: { notes: [[520, 0, 0.5], [520, 0.7, 0.5]], every: 3000, loud: 0.35 },
};

export class Sound {
  #kind = "";
  #last = 0;

  // kind: "alarm", "cut" or ""
  tick(kind, at = performance.now()) {
    if (kind !== this.#kind) { this.#kind = kind; this.#last = -Infinity; }
    if (!kind || at - this.#last < kSounds[kind].every) return;
    if (this.once(kind)) this.#last = at;
  }

  once(kind = "alarm") {
    return play(kSounds[kind].notes, kSounds[kind].loud);
  }
}
