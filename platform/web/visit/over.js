// SPDX-License-Identifier: Apache-2.0
// The end of a visit as long as it is on the screen: what becomes known of it later is shown there.
import { Problem, askSurely } from "/shared/api.js";
import { byId } from "/shared/dom.js";
import { isStopped, showEnded } from "/visit/ended.js";
import { homeAddress } from "/visit/entry.js";

export class Over {
  #visit = null;
  #why = {};

  // on: {home(): VisitorHome, message(): where one is left, taken(VisitorHome)}
  constructor(on) {
    this.on = on;
  }

  show(visit, why = {}) {
    this.#visit = visit;
    this.#why = why;
    this.#show();
    if (isStopped(visit)) this.#ask(visit);
  }

  // What the household allows has changed.
  look() {
    if (this.#visit && !byId("ended").hidden) this.#show({ again: true });
  }

  #show(more = {}) {
    showEnded(this.on.home(), this.#visit, { message: this.on.message(), ...this.#why, ...more });
  }

  // The platform ended it for neither side: how things stand by now says why.
  async #ask(visit) {
    const me = this.on.home().me.member ?? "";
    let asked = "";  // nobody knows why
    let answer = null;
    try {
      answer = await askSurely("GET", homeAddress, { key: "" });
      asked = (answer.me.member ?? "") === me ? "home" : "out";  // the guest's cookie is dead, the relative's beside it is not
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.signedOut) asked = "out";
    }
    if (this.#visit !== visit || byId("ended").hidden) return;
    if (answer && asked === "home") this.on.taken(answer);
    this.#why = { asked };
    this.#show({ again: true });
  }
}
