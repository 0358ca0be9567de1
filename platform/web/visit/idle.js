// SPDX-License-Identifier: Apache-2.0
// While no visit is on, a relative's page hears the family's stream: the elder may call, and the TV may come or go.
import { Problem, ask, backOff, pause } from "/shared/api.js";
import { Stream } from "/shared/stream.js";

const home = () => ask("GET", "/v1/family/home");

export class Idle {
  #stream = null;
  #attempt = 0;             // raised by each listen() and close(): what was begun before gives up
  #toldPresence = null;     // TvPresence that the stream told last

  // on: {wanted(), visit(visit), noVisit(), tv(online), rights(FamilyHome)}; wanted: a relative's page, and no visit on
  constructor(on) {
    this.on = on;
    addEventListener("online", () => this.listen());
  }

  // A page that hears nothing does not ring, so a lost request is asked again for as long as it takes.
  async listen() {
    if (this.#stream || !this.on.wanted()) return;
    const mine = ++this.#attempt;
    const still = () => mine === this.#attempt && !this.#stream && this.on.wanted();
    for (let tries = 0; still(); ++tries) {
      try {
        const family = await home();
        if (still()) this.#begin(family);
        return;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (!error.passing) return;
        await pause(backOff(tries, error));
      }
    }
  }

  close() {
    ++this.#attempt;
    this.#stream?.close();
    this.#stream = null;
  }

  #begin(family) {
    this.#stream = new Stream("/v1/family/events", family.cursor, {
      visit: (visit) => this.on.visit(visit),
      household: () => this.#look(),
      tv: (told) => { this.#toldPresence = told; this.on.tv(told.online); },
    }, (line) => { if (line !== "lost") this.#look(); });
    this.#stands(family);
  }

  #stands(family) {
    this.on.rights(family);
    this.on.tv(family.tv_online);
    if (family.visit) this.on.visit(family.visit);
    else this.on.noVisit();
  }

  // What changed before the stream stood, or while it was away, it does not tell.
  async #look() {
    const before = this.#toldPresence;
    try {
      const family = await this.#stream?.fetched(home);
      if (family) this.#stands(this.#toldPresence === before ? family : { ...family, tv_online: this.#toldPresence.online });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;  // it is asked again with the next opening
    }
  }
}
