// SPDX-License-Identifier: Apache-2.0
// One answer at a time: it is said until the platform has it, over a reload as well, and a newer one takes its place.
import { Problem, backOff } from "/shared/api.js";

const kName = "anju-respond";

// What was said, as it is true when it goes out: minutes that have passed on the way to the platform are no minutes any more.
export function bodyOf(answer, now) {
  if (answer.state !== "on_the_way") return { state: answer.state };
  const gone = Math.floor((now - answer.at) / 60000);
  return { state: answer.state, minutes: Math.max(1, answer.minutes - Math.max(0, gone)) };
}

export class Answers {
  #waiting = null;  // {state, minutes, at, home}
  #timer = 0;
  #tries = 0;
  #busy = false;

  // send(body); kept(home, answer); changed(); over(problem): nothing more can be said here
  constructor(tools) { Object.assign(this, tools); }

  get waiting() { return this.#waiting; }
  get failing() { return this.#tries > 0; }

  // Of this sending; what was said of another is no answer to it.
  resume(home) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(kName) ?? "null");
      if (kept?.home === home) { this.#waiting = kept; this.#go(); } else sessionStorage.removeItem(kName);
    } catch { /* it is said anew by hand */ }
  }

  say(state, minutes, home) {
    this.#waiting = { state, minutes, at: Date.now(), home };
    this.#tries = 0;
    this.#keep();
    this.changed();
    this.#go();
  }

  hurry() { if (this.#waiting && !this.#busy) this.#go(); }

  #keep() {
    try {
      if (this.#waiting) sessionStorage.setItem(kName, JSON.stringify(this.#waiting)); else sessionStorage.removeItem(kName);
    } catch { /* it lasts as long as the page */ }
  }

  async #go() {
    clearTimeout(this.#timer);
    if (this.#busy || !this.#waiting) return;
    this.#busy = true;
    const answer = this.#waiting;
    try {
      const home = await this.send(bodyOf(answer, Date.now()));
      this.#tries = 0;
      if (this.#waiting === answer) { this.#waiting = null; this.#keep(); this.kept(home, answer); }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (this.#waiting === answer && !error.passing) { this.#waiting = null; this.#keep(); this.over(error); }
      else this.#tries = Math.min(this.#tries + 1, 4);  // 8 s at the most: somebody waits for it
      this.lost = error;
    } finally {
      this.#busy = false;
      this.changed();
    }
    if (this.#waiting) this.#timer = setTimeout(() => this.#go(), this.#waiting === answer ? backOff(this.#tries, this.lost) : 0);
  }
}
