// SPDX-License-Identifier: Apache-2.0
// One card of facts: what is known, who said so, and changing it in its line against what was seen.
import { Problem, ask } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { refusal, say, shown, when, whoOf } from "/homes/said.js";
import { words } from "/homes/words.js";

export const parts = {
  home: ["household", "name", "called", "called_latin", "sex", "birth_date", "id_number", "phone", "living", "address", "door_code", "floor", "way_in"],
  body: ["illnesses", "allergies", "dialect", "hearing", "sight", "mobility", "care", "clinic"],
  likes: ["likes", "wishes", "note"],
};  // a TV's language and size of letters: once TVs follow them

// Where long text is usual, and where the keyboard is another.
const kLong = new Set(["illnesses", "allergies", "likes", "wishes", "note", "way_in", "address"]);
const kModes = { phone: "tel", door_code: "text", id_number: "text" };

export function input(name, value, properties = {}) {
  const choices = words.values[name];
  if (choices) {
    return el("select", { name, ...properties }, el("option", { value: "", selected: !value }, words.nothing),
      ...Object.entries(choices).map(([word, text]) => el("option", { value: word, selected: word === value }, text)));
  }
  if (kLong.has(name)) {
    const area = el("textarea", { name, rows: 2, ...properties });
    area.value = value;
    return area;
  }
  return el("input", { name, value, autocomplete: "off", inputmode: kModes[name], ...properties });
}

// The state of one line that is being changed; it outlives the file being read again.
export class Editing {
  name = "";
  typed = "";
  seen = 0;       // number of the change that the person saw
  trouble = "";   // why it was not taken
  meanwhile = ""; // who was faster
  busy = false;

  begin(fact) {
    // An identity number is read only in part: it is written anew as a whole.
    Object.assign(this, { name: fact.name, typed: fact.name === "id_number" ? "" : fact.value, seen: fact.change, trouble: "", meanwhile: "", busy: false });
  }
  end() { this.name = ""; }
}

function stood(fact) {
  const before = shown(fact.name, fact.value);
  return `${before ? words.was(before) : words.wasNothing}${fact.at ? words.wasBy(whoOf(fact), when(fact.at)) : ""}`;
}

// One line: words, or the form in its place.
export function line(fact, { editing, household, mayEdit, show, reread }) {
  const label = words.facts[fact.name] ?? fact.name;
  if (editing.name === fact.name) return form(fact, label, { editing, household, show, reread });
  const text = shown(fact.name, fact.value);
  const begin = () => { editing.begin(fact); say(""); show(); document.querySelector(".fact.open .value :is(input, select, textarea)").focus(); };
  const value = el("span", { class: text ? (fact.name === "allergies" ? "value red" : "value") : "value none" }, text || words.empty);
  return el("div", { class: "fact", "data-fact": fact.name },
    el("dt", {}, label),
    el("dd", {}, mayEdit ? el("button", { type: "button", class: "open-line", "aria-label": `${words.edit(label)}，${text || words.empty}`, onclick: begin }, value) : value,
      text && el("span", { class: "by" }, fact.at ? `${whoOf(fact)} ${when(fact.at)}` : words.authors[fact.author])));
}

function form(fact, label, { editing, household, show, reread }) {
  const field = input(fact.name, editing.typed, { "aria-label": label, "aria-describedby": "stood", oninput: (event) => { editing.typed = event.target.value; } });
  const leave = () => { editing.end(); show(); document.querySelector(`[data-fact="${fact.name}"] button`)?.focus(); };
  const store = async () => {
    if (editing.busy) return;
    editing.busy = true;
    show();
    try {
      await ask("POST", `/v1/staff/households/${encodeURIComponent(household)}/facts`, { body: { name: fact.name, value: editing.typed, seen: editing.seen } });
      editing.end();
      say(words.saved(label));
      await reread();
      document.querySelector(`[data-fact="${fact.name}"] button`)?.focus();
    } catch (error) {
      editing.busy = false;
      if (error instanceof Problem && error.code === "changed_meanwhile") {
        // What was typed stays; what stands there now is shown, and the next "save" is against that.
        editing.trouble = "";
        const now = (await reread())?.facts.find((one) => one.name === fact.name);
        if (now) {
          editing.seen = now.change;
          editing.meanwhile = now.value ? words.meanwhile(whoOf(now), shown(now.name, now.value)) : words.meanwhileNothing(whoOf(now));
        }
      } else {
        editing.trouble = refusal(error);
      }
      show();
      document.querySelector(".fact.open .value :is(input, select, textarea)")?.focus();
    }
  };
  const keys = (event) => {
    if (event.key === "Escape") leave();
    if (event.key === "Enter" && event.target.tagName === "TEXTAREA" && !event.isComposing) { event.preventDefault(); store(); }
  };
  return el("div", { class: "fact open", "data-fact": fact.name },
    el("dt", {}, label),
    el("dd", {}, el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); store(); }, onkeydown: keys },
      el("span", { class: "value" }, field),
      el("button", { type: "submit", class: "store", disabled: editing.busy }, words.save),
      el("button", { type: "button", class: "plain", onclick: leave }, words.keep),
      el("span", { class: "stood", id: "stood" }, stood(fact)),
      editing.meanwhile && el("span", { class: "meanwhile", role: "alert" }, icon("warning"), editing.meanwhile),
      editing.trouble && el("span", { class: "trouble", role: "alert" }, icon("error"), editing.trouble))));
}
