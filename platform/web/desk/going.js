// SPDX-License-Identifier: Apache-2.0
// F4, F5 and F6: who goes there, 120, handing over; and at the right who is on the way.
import { Problem, ask, askSurely, newKey } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { shown, yearsSince } from "/homes/said.js";
import { kept, sentence } from "/desk/ambulance.js";
import { chooser } from "/desk/choose.js";
import { hour, minutes } from "/desk/clock.js";
import { panel } from "/desk/dialogs.js";
import { going } from "/desk/going_rules.js";
import { words } from "/desk/going_words.js";

const path = (id, act) => `/v1/desk/alarms/${encodeURIComponent(id)}/${act}`;
const number = (phone) => shown("phone", phone);
const call = (who, phone) => el("a", { class: "number", href: `tel:${phone}`, "aria-label": words.callOf(who, number(phone)) }, icon("call"), el("span", {}, number(phone)));

// What stands in the right column above the steps.
export function standing(line, card, at) {
  const now = going(line, card?.steps, at);
  if (!now) return null;
  const text = {
    asked: () => words.asked(minutes(now.seconds)), silent: () => words.silent(minutes(now.seconds)),
    on_the_way: () => (now.until ? words.onTheWay(hour(now.until), now.minutes) : words.onTheWayPlain), late: () => words.onTheWayLate(hour(now.until), now.minutes),
    arrived: () => words.arrived, declined: () => words.declined,
  }[now.state]();
  const tone = { silent: "red", declined: "red", late: "red", arrived: "good" }[now.state] ?? "warm";
  return { name: now.name, text, tone, phone: card?.responder_phone ?? "" };
}
export const responder = ({ name, text, tone, phone }) => [el("span", { class: "round", "aria-hidden": "true" }, icon("directions_walk")),
  el("p", { class: "whom", role: "status" }, el("strong", {}, name), el("span", { class: tone }, text)), phone && call(name, phone)];

export class Going {
  // kept(id, card); met(error); read(id): the card once more; explain(error): what it means; tell(text); said(id, person, text): in the card, of a dialog that was left
  constructor(tools) { Object.assign(this, tools); }

  #failed(error, what) {
    if (!(error instanceof Problem)) throw error;
    this.met(error);
    return this.explain(error, what);
  }

  async send({ line, card }) {
    const { id } = line.alarm, now = line.alarm.responder?.name;
    const key = newKey();
    const rowsOf = (list) => list.map((one) => ({ one, key: `send ${one.id}`, text: words.sendTo(one.name, one.place), red: one.busy, beside: one.busy ? words.busy : !one.phone && words.noPhone, more: one.phone && call(one.name, one.phone) }));
    const shown = chooser(words.sendAsk(line.person), words.looking, null, async ({ one }) => {
      try {
        const made = await askSurely("POST", path(id, "responder"), { key: `${key}-${one.id}`, body: { responder: one.id }, timeout: 5000, tries: 3 });
        this.#sent(one, made);
        this.read(id);
        return "";
      } catch (error) { return this.#failed(error, words.send); }
    }, words.leave, { doing: words.sending, after: this.#after(line) });
    try {
      const list = (await ask("GET", path(id, "responders"), { timeout: 5000 })).responders;
      // Left meanwhile, it is wanted no more.
      if (shown.dialog.open) shown.fill(list.length ? (now ? words.sendNow(now) : words.sendKeys) : words.nobody, rowsOf(list));
    } catch (error) {
      const text = this.#failed(error, words.send);
      if (shown.dialog.open) shown.fill(error.passing ? words.notLooked : text, []);
    }
  }

  #after({ alarm, person }) { return (text) => this.said(alarm.id, person, text); }

  // The link stands here alone, and nowhere once it is left.
  #sent(one, made) {
    const line = el("input", { class: "link", readonly: true, "aria-label": words.link, value: `${made.page}#${made.link}`, onfocus: () => line.select() });
    const copy = async () => {
      try { await navigator.clipboard.writeText(line.value); } catch { line.select(); document.execCommand("copy"); }  // a page of the home's own network has no clipboard
      key.textContent = words.copied;
    };
    const key = el("button", { type: "button", class: "key plain", "data-key": "copy", onclick: copy }, words.copy);
    setTimeout(() => panel(words.sentTo(one.name), [el("p", {}, !one.phone ? words.sentNoPhone : made.notified === undefined ? words.sentNoSms : words.sentSms), el("p", { class: "beside" }, words.link), line, el("p", { class: "ask-keys" }, key, one.phone && call(one.name, one.phone))],
      [{ text: words.done, tone: "good", key: "sent done" }], { kind: "ask going", stays: true, focus: () => key }));
  }

  ambulance({ line, card }) {
    const { id } = line.alarm;
    const factOf = (name) => card?.home.facts.find((one) => one.name === name)?.value ?? "";
    const facts = Object.fromEntries(["sex", "address", "floor", "lift", "door_code", "way_in", "illnesses", "allergies", "medicines", "phone"].map((name) => [name, name === "sex" || name === "phone" ? shown(name, factOf(name)) : factOf(name)]));
    const born = factOf("birth_date");
    const text = el("textarea", { rows: 7, maxlength: 1900, "aria-label": words.ambulanceSay });
    text.value = sentence({ person: line.person, source: line.source, note: this.note(id) ?? card?.note ?? "", facts: { ...facts, address: facts.address || line.address }, years: born ? yearsSince(born) : null }, words);
    const keep = async () => {
      try {
        this.kept(id, await ask("POST", path(id, "ambulance"), { body: { text: kept(text.value, facts.door_code, words) }, timeout: 5000 }));
        return "";
      } catch (error) { const text = this.#failed(error, words.ambulance); return error.passing ? words.ambulanceNotKept : text; }
    };
    panel(words.ambulanceAsk, [el("p", { class: "dial" }, el("a", { href: "tel:120" }, "120")), text, el("p", { class: "beside" }, words.ambulanceNothing), el("p", { class: "beside" }, words.ambulanceMeans)],
      [{ text: words.ambulanceYes, tone: "red", act: keep, key: "ambulance yes" }, { text: words.ambulanceNo, key: "ambulance no" }], { kind: "ask going", stays: true, doing: words.keeping, after: this.#after(line), focus: () => text });
  }

  handOver({ line }, seats) {
    const { id } = line.alarm;
    const rows = [...seats.filter((one) => one.on_duty).map((one) => ({ key: `seat ${one.id}`, seat: one.id, text: words.seat(one.name, one.place) })), { key: "seat head", seat: "", text: words.headOf }];
    chooser(words.handOverAsk(line.person), words.handOverMeans, rows, async ({ seat }) => {
      try {
        this.kept(id, await ask("POST", path(id, "hand_over"), { body: { seat }, timeout: 5000 }));
        return "";
      } catch (error) { return this.#failed(error, words.handOver); }
    }, words.handOverNo, { doing: words.handing, after: this.#after(line) });
  }
}
