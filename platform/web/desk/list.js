// SPDX-License-Identifier: Apache-2.0
// The list at the left: what goes on and whom to call back. Lines stay the same elements, so that a press never misses one.
import { byId, el, icon } from "/shared/dom.js";
import { hour, minutes } from "/desk/clock.js";
import { age, callBackLate, now, reachesNext, toCallBack, waits } from "/desk/queue.js";
import { offerLeft } from "/desk/going_rules.js";
import { words as goes } from "/desk/going_words.js";
import { words } from "/desk/words.js";

// Who has it, or what happens next: {text, icon, tone: "red", "warm", "calm"}
export function standing(line, place, at) {
  const { alarm } = line;
  if (place === "back") {
    const by = alarm.call_back_by && hour(alarm.call_back_by);
    const late = callBackLate(line, at);
    return { text: !by ? words.toRing : late ? words.rangLate(by) : words.rangBy(by), icon: "call", tone: late ? "warm" : "calm" };
  }
  const left = alarm.state === "accepted" ? offerLeft(line, at) : null;
  if (left !== null && line.offered_to_me) return { text: goes.offeredBy(alarm.by?.name ?? "", left), icon: "swap_horiz", tone: "red" };
  if (left !== null && line.mine) return { text: goes.offeredTo(line.offered_to.name, left), icon: "swap_horiz", tone: "warm" };
  if (alarm.state === "accepted" && line.mine && alarm.responder?.state === "declined") return { text: goes.declinedOf(alarm.responder.name), icon: "warning", tone: "red" };
  if (alarm.state === "accepted" && line.mine && line.responder_silent) return { text: goes.silentOf(alarm.responder.name), icon: "warning", tone: "red" };
  if (alarm.state === "accepted") {
    if (line.mine) return { text: words.mine, icon: "phone_in_talk", tone: "warm" };
    return { text: alarm.by?.name ? words.taken(alarm.by.name, alarm.by.place) : words.takenNoName, icon: "check", tone: "calm" };
  }
  if (!waits(line)) return { text: alarm.closed_at ? words.overAt(hour(alarm.closed_at)) : words.over, icon: "check", tone: "calm" };
  const next = reachesNext(line, at);
  const told = !next ? (alarm.reach === "breach" ? words.breach : "") : next.seconds ? words.nextIn[next.what](next.seconds) : words.nextNow[next.what];
  return { text: [alarm.state === "changing" ? words.changing : words.waits, told].filter(Boolean).join(words.next), icon: "notifications_active", tone: "red" };
}

export const pressed = ({ source, alarm }) => [alarm.state === "cancelled" ? words.cancelled : words.source[source] ?? "", alarm.presses > 1 && words.presses(alarm.presses)].filter(Boolean).join(words.next);

class Row {
  #said = {};
  constructor(id, choose) {
    this.age = el("span", { class: "age" });
    this.name = el("strong");
    this.what = el("span", { class: "row-what" });
    this.who = el("span", { class: "row-who" });
    this.button = el("button", { type: "button", "data-key": `line ${id}`, onclick: () => choose(id) }, el("span", { class: "row-top" }, this.name, this.age), this.what, this.who);
    this.node = el("li", {}, this.button);
  }

  draw(line, place, chosen, at) {
    const stands = standing(line, place, at);
    this.#set("name", line.person, (text) => { this.name.textContent = text; });
    this.#set("what", [pressed(line), line.address].join("\n"), () => this.what.replaceChildren(el("span", {}, pressed(line)), el("span", { class: "beside where" }, line.address)));
    this.#set("age", place === "back" ? hour(line.alarm.cancelled_at ?? line.alarm.closed_at ?? line.alarm.received_at) : minutes(age(line, at)), (text) => { this.age.textContent = text; });
    this.#set("who", `${stands.icon} ${stands.text}`, () => this.who.replaceChildren(icon(stands.icon), el("span", {}, stands.text)));
    this.#set("class", `row ${stands.tone}${place === "now" && stands.tone === "red" ? " waits" : ""}`, (text) => { this.button.className = text; });
    this.#set("chosen", chosen, () => { this.button.setAttribute("aria-current", String(chosen)); this.button.tabIndex = chosen ? 0 : -1; });
  }

  #set(name, value, act) {
    if (this.#said[name] === value) return;
    this.#said[name] = value;
    act(value);
  }
}

export class List {
  #rows = new Map();
  #parts = {};

  // choose(id)
  constructor(choose) {
    this.choose = choose;
    const part = (name, none) => {
      const count = el("span", { class: "count" });
      const list = el("ul");
      const empty = el("p", { class: "none" }, words[none]);
      this.#parts[name] = { count, list, empty };
      return [el("h2", { class: "queue-head" }, el("span", {}, words[name]), count), empty, list];
    };
    byId("queue").replaceChildren(el("div", { class: "rows" }, ...part("now", "noneNow"), ...part("back", "noneBack")));
  }

  draw(state, chosen, at) {
    const seen = new Set();
    for (const [name, lines] of [["now", now(state)], ["back", toCallBack(state)]]) {
      const { count, list, empty } = this.#parts[name];
      const figure = lines.length ? String(lines.length) : "";
      if (count.textContent !== figure) count.textContent = figure;
      count.classList.toggle("red", name === "now" && lines.some(waits));
      empty.hidden = lines.length > 0;
      let before = null;
      for (const line of lines) {
        const { id } = line.alarm;
        seen.add(id);
        let row = this.#rows.get(id);
        if (!row) this.#rows.set(id, row = new Row(id, this.choose));
        row.draw(line, name, id === chosen, at);
        const place = before ? before.nextSibling : list.firstChild;
        if (row.node !== place) this.#move(row, list, place);
        before = row.node;
      }
    }
    for (const [id, row] of this.#rows) if (!seen.has(id)) { row.node.remove(); this.#rows.delete(id); }
  }

  // A line that moves keeps the focus that it has.
  #move(row, list, place) {
    const focused = row.button === document.activeElement;
    list.insertBefore(row.node, place);
    if (focused) row.button.focus({ preventScroll: true });
  }

  show(id, focus) {
    const row = this.#rows.get(id);
    row?.node.scrollIntoView({ block: "nearest" });
    if (focus) row?.button.focus({ preventScroll: true });
  }
}
