// SPDX-License-Identifier: Apache-2.0
// The middle and the right: the card of the chosen one, what can be done with it, and its steps.
import { byId, el, icon } from "/shared/dom.js";
import { facts, head, strip } from "/desk/card.js";
import { responder, standing as goingNow } from "/desk/going.js";
import { promises, steps } from "/desk/steps.js";
import { put } from "/desk/top.js";
import { Work } from "/desk/work.js";
import { words } from "/desk/words.js";

export class Middle {
  #head = el("div", { class: "card-head-now" });
  #strip = el("p", { class: "strip" });
  #facts = el("div", { class: "facts-now" });
  #middle = el("div", { class: "middle-now" });
  #steps = el("div", { class: "steps-list" });
  #promises = el("div", {});
  #going = el("div", { class: "going-now", hidden: true });
  #none = el("div", { class: "nobody" });
  #said = "";

  // talk: the node of the talk, which stays where it is
  constructor({ press, notes, calls, retry, talk }) {
    this.retry = retry;
    this.work = new Work({ press, notes, calls });
    byId("card").replaceChildren(this.#none, this.#head, this.#strip, this.#middle, this.work.node);
    this.#middle.append(talk, this.#facts);
    byId("steps").replaceChildren(this.#going, this.#steps, this.#promises);
  }

  say(text) { this.#said = text; this.work.say(text); }
  said() { return this.#said; }
  focusNote() { this.work.focusNote(); }
  openPanel(name) { this.work.openPanel(name); }
  closePanel() { this.work.closePanel(); }

  draw(now, trouble, at) {
    const { line, place, card } = now;
    this.#none.hidden = Boolean(line);
    const calm = now.link === "live" && now.duty;
    put(this.#none, `${now.link} ${now.duty}`, () => [icon(calm ? "check_circle" : now.link === "live" ? "volume_off" : "wifi_off"), el("p", { class: "large" }, now.link === "live" ? words.nobody : words.nobodyThen),
      now.link === "live" && el("p", { class: "beside" }, now.duty ? words.nobodyMeans : words.nobodyOff)]);
    this.#none.classList.toggle("calm", calm);
    for (const node of [this.#head, this.#strip, this.#middle, this.work.node, byId("steps")]) node.hidden = !line;
    if (!line) return;
    const id = line.alarm.id;
    put(this.#head, JSON.stringify([id, line.person, line.address, line.photo, card?.home.facts, card?.home.photo]), () => head(line, card));
    const parts = strip(line, place, at);
    const tone = parts.pop();
    put(this.#strip, parts.map((part) => part && part.textContent + part.className).join(), () => parts);
    this.#strip.className = `strip ${tone}`;
    put(this.#facts, JSON.stringify([id, trouble, line.alarm.family, card?.home, card?.before]), () => (card ? facts(line, card)
      : [trouble ? el("p", { class: "none" }, words.notLoaded, " ", el("button", { type: "button", class: "quiet", "data-key": "retry", onclick: this.retry }, words.retry)) : el("p", { class: "none" }, words.loading)]));
    this.work.draw(now);
    const goes = goingNow(line, card, at);
    this.#going.hidden = !goes;
    if (goes) put(this.#going, JSON.stringify([id, goes]), () => responder(goes));
    const before = this.#steps.querySelector("ol")?.children.length ?? 0;
    put(this.#steps, JSON.stringify([id, line.number, card?.steps]), () => steps(line, card));
    const list = this.#steps.querySelector("ol");
    if (list && list.children.length !== before) list.scrollTop = list.scrollHeight;  // the newest is in sight
    const drawn = promises(line, card, at);
    put(this.#promises, drawn.map((node) => node.innerHTML).join(), () => drawn);
  }
}
