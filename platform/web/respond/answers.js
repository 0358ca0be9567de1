// SPDX-License-Identifier: Apache-2.0
// One answer at a time: it is said until the platform has it, over a reload as well, and a newer one takes its place.
import { Problem, backOff } from "/shared/api.js";
import { bodyOf } from "/respond/rules.js";

const kName = "anju-respond";

export class Answers {
  #waiting = null;  // {state, minutes, at, home}
  #timer = 0;
  #tries = 0;
  #busy = false;
  #lost = null;

  // link: whose answers these are; send(body); kept(home, answer); changed(); over(problem): nothing more can be said here;
  // passed(answer): its minutes went by before the platform had it
  constructor(tools) { Object.assign(this, tools); }

  get waiting() { return this.#waiting; }

  // Why it is not told yet: "", "network", "platform"
  get trouble() { return this.#tries === 0 ? "" : this.#lost.status === 0 ? "network" : "platform"; }

  // Of this sending; what was said of another is no answer to it.
  resume(home) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#place) ?? "null");
      if (kept?.home === home) { this.#waiting = kept; this.#go(); } else sessionStorage.removeItem(this.#place);
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

  // By the link: the answer to one is never found by the page of another in the same tab.
  get #place() { return `${kName} ${this.link}`; }

  #keep() {
    try {
      if (this.#waiting) sessionStorage.setItem(this.#place, JSON.stringify(this.#waiting)); else sessionStorage.removeItem(this.#place);
    } catch { /* it lasts as long as the page */ }
  }

  #drop() { this.#waiting = null; this.#tries = 0; this.#keep(); }

  async #go() {
    clearTimeout(this.#timer);
    if (this.#busy || !this.#waiting) return;
    const answer = this.#waiting;
    const body = bodyOf(answer, Date.now());
    if (!body) { this.#drop(); this.passed(answer); this.changed(); return; }
    this.#busy = true;
    try {
      const home = await this.send(body);
      this.#tries = 0;
      if (this.#waiting === answer) { this.#drop(); this.kept(home, answer); }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#lost = error;
      if (this.#waiting === answer && !error.passing) { this.#drop(); this.over(error); }
      else this.#tries = Math.min(this.#tries + 1, 4);  // 8 s at the most: somebody waits for it
    } finally {
      this.#busy = false;
      this.changed();
    }
    if (this.#waiting) this.#timer = setTimeout(() => this.#go(), this.#waiting === answer ? backOff(this.#tries, this.#lost) : 0);
  }
}
