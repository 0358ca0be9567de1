// SPDX-License-Identifier: Apache-2.0
// A box is made to ring. What became of it is what the TV has answered, never what was asked.
import { Problem, ask } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { say, sentence } from "/staff/session.js";
import { clock } from "/boxes/says.js";
import { words } from "/boxes/words.js";

const kLooks = 500;      // milliseconds
const kPatience = 15000;  // a TV that has not rung by then does not ring any more

export class Ringing {
  #ring = "";      // the one that was asked for here
  #waits = false;
  #over = false;   // nobody has answered in time
  #trouble = "";
  #turn = 0;

  // show(): draws the box anew; take(box): it is so now; read(): reads it again
  constructor({ show, take, read }) { Object.assign(this, { show, take, read }); }

  leave() { this.#turn += 1; this.#ring = this.#trouble = ""; this.#waits = this.#over = false; }

  view(box) {
    if (box.state !== "online") return this.#key(box, words.ring.ask, words.ring.offline, true);
    const mine = this.#ring && box.ring?.id === this.#ring ? box.ring : null;
    if (this.#trouble) return this.#key(box, words.ring.ask, this.#trouble);
    if (mine?.how) return this.#key(box, words.ring.how[mine.how][0], words.ring.how[mine.how][1](clock(mine.answered_at)));
    if (this.#over) return this.#key(box, words.ring.silent, box.condition ? words.ring.off : words.ring.old);
    if (this.#waits) return this.#key(box, words.ring.waits, words.ring.told, true);
    return this.#key(box, words.ring.ask, words.ring.told);
  }

  // Kept pressable to the eye of a reader of the page: a disabled key loses the focus it has.
  #key(box, name, more, off = false) {
    return el("button", { type: "button", class: "act ring", "data-key": "ring", "aria-disabled": off ? "true" : undefined, onclick: () => { if (!off) this.#begin(box); } },
      icon("volume_up"), el("span", {}, el("strong", {}, name), el("span", { class: "beside" }, more)));
  }

  async #begin(box) {
    if (this.#waits) return;
    this.leave();
    const turn = this.#turn;
    this.#waits = true;
    say("");
    this.show();
    try {
      const now = await ask("POST", `/v1/staff/boxes/${encodeURIComponent(box.id)}/ring`);
      if (turn !== this.#turn) return;
      this.#ring = now.ring.id;
      this.take(now);
      await this.#follow(turn, now);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (turn !== this.#turn) return;
      this.#waits = false;
      this.#trouble = words.refusals[error.code] ?? sentence(error);
      if (error.code === "box_offline") await this.read();
    }
    if (turn === this.#turn) this.show();
  }

  async #follow(turn, asked) {
    const until = performance.now() + kPatience;
    let now = asked;
    while (turn === this.#turn && !(now?.ring?.id === this.#ring && now.ring.how) && performance.now() < until) {
      await new Promise((done) => setTimeout(done, kLooks));
      if (turn === this.#turn) now = (await this.read()) ?? now;
    }
    if (turn !== this.#turn) return;
    this.#waits = false;
    const how = now?.ring?.id === this.#ring ? now.ring.how : "";
    this.#over = !how;
    say(`${asked.number} ${how ? words.ring.how[how][0] : words.ring.silent}`);
  }
}
