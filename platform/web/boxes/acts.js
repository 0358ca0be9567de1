// SPDX-License-Identifier: Apache-2.0
// What is done with a box: chosen, asked again where it cannot be taken back, sent against what was seen.
import { Problem, ask } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { say, sentence } from "/staff/session.js";
import { when } from "/homes/said.js";
import { Target } from "/boxes/target.js";
import { stands } from "/boxes/list.js";
import { words } from "/boxes/words.js";

const icons = { move: "swap_horiz", lend: "handshake", returned: "done_all", take_back: "delete_forever", lost: "block", found: "check_circle", away: "schedule", back: "home" };
const red = new Set(["take_back", "lost"]);

function possible(box) {
  if (box.state === "lost") return ["found"];
  const planned = box.watch && (box.watch.state === "planned_off" || box.watch.away_until);
  return [...(box.watch?.since ? [planned ? "back" : "away"] : []), "move", box.lent_to ? "returned" : "lend", ...(box.state === "not_installed" ? [] : ["take_back"]), "lost"];
}

export class Acting {
  #act = "";          // the one that is being asked about
  #typed = {};
  #trouble = "";
  #meanwhile = "";
  #busy = false;
  #target = null;

  // show(): draws the box anew; done(box): it is so now; done(null): read it again
  constructor({ show, done }) { Object.assign(this, { show, done }); }

  get written() { return Boolean(this.#act); }

  leave() { this.#act = ""; this.#typed = {}; this.#trouble = ""; this.#meanwhile = ""; this.#target = null; }

  // `first` stands above what can be done.
  view(box, first) {
    if (this.#act && !possible(box).includes(this.#act)) this.#act = "";
    return el("div", { class: "acts" },
      this.#meanwhile && el("p", { class: "meanwhile", role: "alert" }, icon("warning"), this.#meanwhile),
      first,
      ...(this.#act ? [this.#form(box)] : possible(box).map((act) => this.#key(act, box))));
  }

  #key(act, box) {
    const [name, more] = words.acts[act];
    const begin = () => {
      this.leave();
      if (act === "returned" || act === "found" || act === "back") { this.#send(act, box); return; }
      this.#act = act;
      if (act === "move") this.#target = new Target(box.household, stands(box), () => this.#refresh());
      say("");
      this.show();
      document.querySelector(".act-form :is(input, button)")?.focus();
    };
    return el("button", { type: "button", class: red.has(act) ? "act red" : "act", "data-key": `act ${act}`, onclick: begin },
      icon(icons[act]), el("span", {}, el("strong", {}, name), el("span", { class: "beside" }, more)));
  }

  #refresh() { document.querySelector(".act-form .action")?.replaceWith(this.#yes()); }
  #yes() {
    const labels = { move: words.moveYes(this.#target?.chosen?.name), lend: words.lendYes, away: words.awayYes, take_back: words.takeYes, lost: words.lostYes };
    return el("button", { type: "submit", class: red.has(this.#act) ? "action help" : "action staff", disabled: this.#busy || (this.#act === "move" && !this.#target.chosen), "data-key": "yes" }, labels[this.#act]);
  }

  #form(box) {
    const act = this.#act;
    const field = (name, label, more = {}) => el("label", { class: "field" }, el("span", {}, label),
      el("input", { name, value: this.#typed[name] ?? "", autocomplete: "off", "data-key": `write ${name}`, oninput: (event) => { this.#typed[name] = event.target.value; }, ...more }));
    const asks = { move: words.moveAsk, lend: words.lendAsk, away: words.awayAsk, take_back: words.takeAsk, lost: words.lostAsk };
    const means = { move: stands(box) ? words.moveMeans(box.household_name) : words.moveMeansOut, lend: stands(box) && words.lendMeans(box.household_name), away: words.awayMeans, take_back: words.takeMeans, lost: words.lostMeans }[act];
    const leave = () => { this.leave(); this.show(); document.querySelector(`[data-key="act ${act}"]`)?.focus(); };
    return el("form", { class: "act-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#send(act, box); },
      onkeydown: (event) => { if (event.key === "Escape" && !event.isComposing) leave(); } },
    el("h3", { class: red.has(act) ? "red" : undefined }, asks[act](box.number)),
    means && el("p", {}, means),
    act === "move" && this.#target.node,
    act === "move" && stands(box) && field("number", words.moveType(box.number), { autocapitalize: "characters" }),
    act === "lend" && field("lent_to", words.lendTo, { maxlength: 60 }),
    act === "lend" && field("lent_until", words.lendUntil, { type: "date" }),
    act === "away" && field("away_until", words.awayUntil, { type: "date" }),
    act === "take_back" && field("number", words.takeType(box.number), { autocapitalize: "characters" }),
    this.#trouble && el("p", { class: "trouble", role: "alert" }, icon("error"), this.#trouble),
    el("div", { class: "keys" }, this.#yes(), el("button", { type: "button", class: "quiet", onclick: leave }, words.leave)));
  }

  async #send(act, box) {
    if (this.#busy) return;
    this.#busy = true;
    this.#trouble = this.#meanwhile = "";
    const body = { act, seen: box.revision, ...this.#typed };
    if (act === "move") body.household = this.#target.chosen?.id ?? "";
    if (body.number) body.number = body.number.trim();
    try {
      const now = await ask("POST", `/v1/staff/boxes/${encodeURIComponent(box.id)}`, { body });
      this.leave();
      say(words.said[act](box.number, now));
      this.#busy = false;
      await this.done(now);
      return;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "changed_meanwhile" || error.status === 404 && error.code === "box_not_found") {
        const there = await this.done(null);
        const last = there?.changes[0];
        this.#meanwhile = last ? words.meanwhile(last.who || words.theBox, when(last.at), words.whats[last.what] ?? last.what) : words.meanwhileNobody;
      } else {
        this.#trouble = words.refusals[error.code] ?? sentence(error);
      }
    }
    this.#busy = false;
    this.show();
  }
}
