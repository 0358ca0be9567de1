// SPDX-License-Identifier: Apache-2.0
// While a guest stands at the door: no stream tells a guest whether the TV is on or the time has moved, so it is asked again.
import { Problem, ask } from "/shared/api.js";

const kEvery = 15000;  // milliseconds; up to eight times that while it fails
const kMostFails = 3;

export class Fresh {
  #due = Infinity;
  #fails = 0;
  #asking = false;

  // on: {wanted(), home(VisitorHome), refused(problem)}
  constructor(on) {
    this.on = on;
  }

  // Just heard.
  later() {
    this.#fails = 0;
    this.#due = Date.now() + kEvery;
  }

  // Each second.
  async look(path) {
    if (this.#asking || Date.now() < this.#due || document.visibilityState !== "visible" || !this.on.wanted()) return;
    this.#asking = true;
    const due = this.#due;
    try {
      const home = await ask("GET", path);
      // Whoever came in, or went on, meanwhile has heard something newer.
      if (this.#due === due && this.on.wanted()) this.on.home(home);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (this.#due !== due) return;
      this.#fails = Math.min(this.#fails + 1, kMostFails);
      this.#due = Date.now() + Math.max(kEvery * 2 ** this.#fails, error.retryAfter * 1000);
      if (!error.passing && this.on.wanted()) this.on.refused(error);
    } finally {
      this.#asking = false;
    }
  }
}
