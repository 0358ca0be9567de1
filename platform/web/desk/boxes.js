// SPDX-License-Identifier: Apache-2.0
// Below the desk: the boxes that need somebody, quiet until they are looked at. What it says is as fresh as the line to the platform.
import { ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { step } from "/desk/clock.js";
import { put } from "/desk/top.js";
import { words } from "/desk/boxes_words.js";

const kAgain = 15000;  // milliseconds, while it is read
const kQuiet = 60000;  // … while it is closed: a city has many boxes to count
const kSooner = 2000;  // after an event
const kPatience = 4000;

const kIcons = { offline: "wifi_off", faults: "warning", overdue: "schedule", planned_off: "check_circle" };
// What a box is listed for: the worst of it.
export const kindOf = (box) => (box.state === "offline" ? "offline" : box.faults.length ? "faults" : box.overdue ? "overdue" : "planned_off");

// Each sentence says what is wrong and what to do; of one that is off nothing else is known now.
export function sentences(box) {
  if (box.state === "offline") return [box.since ? words.offline : words.never];
  if (box.state === "planned_off") return [words.planned];
  return [...box.faults.map((fault) => words.faults[fault] ?? fault), ...(box.overdue ? [words.overdue] : [])];
}

export class Boxes {
  #list = null;
  #open = false;
  #read = -Infinity;
  #busy = false;
  #wanted = false;

  // met(error): of any request
  constructor({ met }) {
    this.met = met;
    this.head = el("button", { type: "button", class: "watch-head", "aria-expanded": "false", "aria-controls": "watch-list", onclick: () => this.toggle() });
    this.rows = el("div", { id: "watch-list", class: "watch-list", hidden: true });
    byId("watch").replaceChildren(this.head, this.rows);
  }

  toggle(open = !this.#open) {
    this.#open = open;
    this.head.setAttribute("aria-expanded", String(open));
    this.rows.hidden = !open;
    if (open) { this.#wanted = true; this.head.scrollIntoView({ block: "nearest" }); }
  }

  // A box is another than it was.
  told() { this.#wanted = true; }

  tick(link) {
    const at = performance.now();
    const due = at - this.#read > (this.#wanted ? kSooner : this.#open ? kAgain : kQuiet);
    if (link.state === "live" && due && !this.#busy) this.#ask(at);
  }

  async #ask(at) {
    this.#busy = true;
    this.#read = at;
    this.#wanted = false;
    try {
      this.#list = await ask("GET", "/v1/desk/boxes", { timeout: kPatience });
    } catch (error) {
      this.met(error);  // the desk says that the line is cut; what stands here stays as it was then
    } finally {
      this.#busy = false;
    }
  }

  draw(link) {
    const list = this.#list;
    byId("watch").hidden = !list;
    if (!list) return;
    const counts = [["offline", list.offline], ["faults", list.with_faults], ["overdue", list.overdue]].filter(([, count]) => count > 0);
    put(this.head, JSON.stringify([counts, this.#open, link.state]), () => [el("strong", {}, words.title),
      ...(link.state !== "live" ? [] : counts.length ? counts.map(([kind, count]) => el("span", { class: `watch-count ${kind}` }, words.counted[kind](count.toLocaleString("en")))) : [el("span", { class: "good" }, words.allWell)]),
      icon("keyboard_arrow_down")]);
    if (this.#open) put(this.rows, JSON.stringify(list), () => this.#lines(list));
  }

  #lines(list) {
    const all = list.offline + list.with_faults + list.overdue + list.planned_off;
    if (!list.boxes.length) return [el("p", { class: "none" }, words.none)];
    return [el("ul", {}, ...list.boxes.map((box) => this.#line(box))), list.boxes.length < all && list.boxes.length >= 200 && el("p", { class: "none" }, words.more)];
  }

  #line(box) {
    const kind = kindOf(box);
    return el("li", { class: `watch-row ${kind}` },
      el("span", { class: "watch-kind" }, icon(kIcons[kind]), words.kinds[kind]),
      el("span", { class: "watch-who" }, el("strong", { class: "value" }, box.person), el("span", { class: "beside value" }, box.address)),
      el("span", { class: "watch-since" }, kind === "offline" || kind === "planned_off" ? (box.since ? words.since(step(box.since)) : words.neverSince) : box.tested_at ? words.tested(step(box.tested_at)) : words.neverTested),
      el("span", { class: "watch-do" }, ...sentences(box).map((text) => el("span", {}, text))),
      el("a", { href: `/boxes/#${encodeURIComponent(box.id)}`, target: "_blank", rel: "noopener", "data-key": `watch ${box.id}` }, box.number));
  }
}
