// SPDX-License-Identifier: Apache-2.0
// On duty only after the ring was heard; off duty only after a question.
import { Problem } from "/shared/api.js";
import { wakeTone } from "/shared/tone.js";
import { asking, question } from "/desk/dialogs.js";
import { Trial } from "/desk/trial.js";
import { words } from "/desk/words.js";

const kRings = 2000;  // milliseconds between two, while it is tried

export class Duty {
  // link; sound; mine(): how many this seat has; changed()
  constructor(tools) { Object.assign(this, tools); }

  async signOn() {
    if (!(await wakeTone())) { question(words.noSound, "", [{ text: words.later }]); return; }
    this.#ask(words.heardMeans);
  }

  #ask(lead) {
    this.sound.once();
    const trial = new Trial();
    const again = setInterval(() => { if (asking()) this.sound.once(); else end(); }, kRings);
    const end = () => { clearInterval(again); trial.end(); };
    trial.run();
    question(words.heardAsk, lead, [
      { text: words.heardYes, tone: "good", act: async () => { const text = await this.#tell(true, words.notSignedOn); if (!text) end(); return text; } },
      { text: words.heardNo, act: () => { end(); this.#silent(); return ""; } },
      { text: words.later, act: end },
    ], trial.node);
  }

  #silent() {
    setTimeout(() => question(words.heardNo, words.silentMeans, [{ text: words.once, act: () => { setTimeout(() => this.signOn()); } }, { text: words.later }]));
  }

  signOff() {
    const mine = this.mine();
    const yes = { text: words.offYes, tone: "red", act: () => this.#tell(false, words.notSignedOff) };
    question(words.offAsk, mine ? words.offMine(mine) : words.offQuiet, mine ? [{ text: words.offNo }] : [yes, { text: words.offNo }]);
  }

  async #tell(on, otherwise) {
    try {
      await this.link.seat(on);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.link.met(error);
      return error.passing ? otherwise : words.refusals[error.code] ?? otherwise;
    }
    this.changed();
    return "";
  }
}
