// SPDX-License-Identifier: Apache-2.0
// What this side says to the TV: in order, again after a failure, and nothing of a round that is over.
import { Problem, ask, backOff, pause } from "/shared/api.js";

const kTries = 8;

export class Signals {
  #last = Promise.resolve();
  #closed = new AbortController();
  round = 0;  // what is of an older one is not sent any more

  constructor(visit, at) {
    this.visit = visit;
    this.at = at;
  }

  close() {
    this.#closed.abort();
  }

  send(round, kind, more = {}) {
    const signal = { visit: this.visit, from: "phone", round, kind, text: "", mline: 0, mid: "", ...more };
    this.#last = this.#last.then(() => this.#deliver(signal)).catch(() => {});
    return this.#last;
  }

  async #deliver(signal) {
    const stop = this.#closed.signal;
    for (let tries = 0; tries < kTries && !stop.aborted; ++tries) {
      if (signal.round < this.round && signal.kind !== "state") return;
      try {
        await ask("POST", `${this.at}/signals`, { body: signal, signal: stop, timeout: 5000 });
        return;
      } catch (error) {
        if (!(error instanceof Problem) || !error.passing) return;
        await pause(Math.min(backOff(tries, error), 2000), stop);
      }
    }
  }
}
