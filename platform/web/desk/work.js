// SPDX-License-Identifier: Apache-2.0
// Below the card: the note, the outcome, the call back, and the keys. Each key says whom it acts on.
import { el, icon } from "/shared/dom.js";
import { face } from "/desk/clock.js";
import { keyNames } from "/desk/keys.js";
import { isMine } from "/desk/queue.js";
import { words as goes } from "/desk/going_words.js";
import { words } from "/desk/words.js";

const kMostNote = 2000;
const kToMend = ["note_too_long", "not_text"];  // whoever wrote it can; other refusals say whose the alarm is now
const kOutcomes = ["helped", "false_alarm", "test", "no_answer", "hospital", "other"];
const kTones = { accept: "good", next: "red", close: "plain", note: "plain", outcome: "staff", calledBack: "good", send: "staff", ambulance: "red", handOver: "plain" };

const key = (name, text, tone, act, notYet) => el("button", { type: "button", class: `key ${tone}`, "data-key": `act ${name}`, "aria-disabled": notYet && "true", onclick: act }, el("kbd", {}, keyNames[name]), el("span", {}, text));

export class Work {
  node = el("div", { class: "work" });
  #panel = "";       // "outcome", "calledBack"
  #kept = {};        // what stands there, by its key
  #parts = { note: el("div", { class: "note" }), panel: el("div", { class: "panel-open" }), said: el("p", { class: "act-said", role: "alert", hidden: true }), keys: el("div", { class: "keys" }) };
  #area = null;
  #id = "";
  #state = "";

  // press(act, value): value is {outcome, text} or {text}; notes; calls: what was typed of call backs
  constructor({ press, notes, calls }) {
    Object.assign(this, { press, notes, calls });
    this.node.append(this.#parts.note, this.#parts.panel, this.#parts.said, this.#parts.keys);
  }

  say(text) {
    this.#parts.said.hidden = !text;
    this.#parts.said.textContent = text;
  }

  openPanel(name) { this.#panel = name; this.#kept.panel = undefined; }
  closePanel() { this.#panel = ""; }
  focusNote() { this.#area?.focus(); }

  // now: {line, place, card, acts, next, ready, sends, duty, link}
  draw(now) {
    if (now.line.alarm.id !== this.#id) {
      this.#id = now.line.alarm.id;
      this.#area = null;
      this.#panel = "";
      this.#kept = {};
      this.say("");
    }
    if (now.line.alarm.state !== this.#state) this.say("");  // of what it was before
    this.#state = now.line.alarm.state;
    this.#drawNote(now);
    if (this.#panel && !now.acts.includes(this.#panel) && now.link === "live") this.#panel = "";
    this.#put("panel", `${this.#panel} ${now.card?.outcome}`, () => (this.#panel === "outcome" ? this.#outcome(now) : this.#panel === "calledBack" ? this.#calledBack(now) : []), () => this.#parts.panel.querySelector(".choices button, textarea")?.focus());
    this.#put("keys", JSON.stringify([now.acts, now.next?.alarm.id, now.line.person, now.card?.outcome, now.line.offered_to_me, Boolean(now.line.alarm.responder), now.duty, now.link, now.ready, now.sends, now.talk]), () => this.#keys(now));
  }

  #put(name, said, make, then) {
    if (this.#kept[name] === said) return;
    const opened = this.#kept[name] !== undefined || name === "panel";
    this.#kept[name] = said;
    const node = this.#parts[name];
    const focused = node.contains(document.activeElement) && document.activeElement.closest("[data-key]")?.dataset.key;
    const made = make();
    node.replaceChildren(...made);
    if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    else if (opened && made.length) then?.();
  }

  #drawNote({ line, card }) {
    const { id } = line.alarm;
    const typed = this.notes.typed(id);
    const writes = isMine(line) || typed !== null;
    const node = this.#parts.note;
    if (!writes) {
      this.#area = null;
      const text = card?.note ?? "";
      this.#put("note", `past ${text}`, () => (text ? [el("p", { class: "past" }, el("span", { class: "beside" }, words.notePast), el("span", { class: "value" }, text))] : []));
      return;
    }
    if (!this.#area || !node.contains(this.#area)) {
      this.#kept.note = undefined;
      this.#area = el("textarea", { rows: 2, maxlength: kMostNote, "aria-label": words.noteLabel(line.person), placeholder: words.noteHint, oninput: () => this.notes.write(id, this.#area.value) });
      this.state = el("p", { class: "note-state", role: "status" });
      node.replaceChildren(this.#area, this.state);
    }
    // While another has it, it can still be read and copied; what cannot be kept can be mended.
    this.#area.readOnly = !isMine(line) && this.notes.state(id) === "refused";
    const text = typed ?? card?.note ?? "";
    if (this.#area.value !== text && (typed === null || this.#area.value === "")) this.#area.value = text;
    this.#say(this.notes.state(id), this.notes.refusal(id));
  }

  #say(state, refusal) {
    const refused = kToMend.includes(refusal) ? words.refusals[refusal] : words.refusedNote;
    const text = { saving: words.saving, unsaved: words.unsaved, refused }[state] ?? (state ? words.saved(face(state)) : "");
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.className = `note-state ${state === "unsaved" || state === "refused" ? "red" : ""}`;
  }

  #keys({ line, acts, next, ready, sends, duty, card, link, talk }) {
    const name = line.person;
    const texts = { send: line.alarm.responder ? goes.sendAgain : goes.send, ambulance: goes.ambulance, handOver: goes.handOver, accept: line.offered_to_me ? goes.takeOver(name) : words.accept(name), note: words.note, outcome: words.outcome, close: words.close, calledBack: words.calledBack, next: next && words.nextOne(next.person), ...talk.texts };
    const waiting = line.alarm.state === "waiting" || line.alarm.state === "changing";
    return [
      el("p", { class: "acts-on" }, sends ? words.sends : link === "live" && acts.length > 0 && `${words.actsOn(name)}${acts.includes("accept") ? words.accepting : words.choosing}`, card?.outcome && el("span", { class: "outcome-is" }, icon("check"), words.outcomeIs(words.outcomes[card.outcome] ?? card.outcome))),
      waiting && !duty && link === "live" && el("p", { class: "first" }, words.acceptFirst),
      ...acts.map((act) => key(act, texts[act], talk.tones[act] ?? kTones[act], () => this.press(act), act === "accept" && !ready)),
    ].filter(Boolean);
  }

  #outcome() {
    const text = el("input", { type: "text", autocomplete: "off", "aria-label": words.outcomeText, placeholder: words.outcomeText });
    const choose = (outcome) => {
      if (outcome === "other" && !text.value.trim()) { this.say(words.outcomeNeeds); text.focus(); return; }
      this.say("");
      this.press("outcomeIs", { outcome, text: text.value.trim() });
    };
    const buttons = kOutcomes.map((name, index) => el("button", { type: "button", class: "key plain", "data-key": `outcome ${name}`, onclick: () => choose(name) }, el("kbd", {}, String(index + 1)), el("span", {}, words.outcomes[name])));
    text.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) choose("other"); });
    return [this.#form(words.outcomeAsk, (event) => { if (event.target !== text && kOutcomes[Number(event.key) - 1]) { event.preventDefault(); choose(kOutcomes[Number(event.key) - 1]); } },
      el("div", { class: "choices" }, ...buttons), text)];
  }

  #calledBack({ line }) {
    const { id } = line.alarm;
    const text = el("textarea", { rows: 2, maxlength: kMostNote, "aria-label": words.calledBackAsk(line.person), oninput: () => this.calls.put(id, text.value) });
    text.value = this.calls.of(id);
    const send = () => this.press("calledBackIs", { text: text.value.trim() });
    return [this.#form(words.calledBackAsk(line.person), () => {}, text, el("div", { class: "choices" }, el("button", { type: "button", class: "key good", "data-key": "called back", onclick: send }, words.calledBackYes)))];
  }

  #leave() { return el("button", { type: "button", class: "key plain", "data-key": "leave", onclick: () => this.press("leave") }, el("kbd", {}, "Esc"), el("span", {}, words.leave)); }

  #form(title, act, ...parts) {
    return el("div", { class: "form", role: "group", "aria-label": title, onkeydown: (event) => {
      if (event.isComposing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); this.press("leave"); } else act(event);
    } }, el("div", { class: "form-head" }, el("h3", {}, title), this.#leave()), ...parts);
  }
}
