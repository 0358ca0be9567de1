// SPDX-License-Identifier: Apache-2.0
// One line for each fact: what is known, who said so, and changing it in its place.
import { ask } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { choices, hasChoices } from "/homes/choices.js";
import { keysOf } from "/homes/drafts.js";
import { byOf, complain, refusal, say, shown, when, whoOf } from "/homes/said.js";
import { words } from "/homes/words.js";

export const parts = {
  home: ["household", "name", "called", "called_latin", "sex", "birth_date", "id_number", "phone", "living", "address", "door_code", "floor", "lift", "way_in"],
  body: ["illnesses", "allergies", "medicines", "dialect", "hearing", "sight", "mobility", "care", "clinic"],
  likes: ["likes", "wishes", "note"],
  tv: ["tv_language", "tv_text_size"],
};

const kLong = new Set(["illnesses", "allergies", "medicines", "note", "way_in", "address"]);  // where long text is usual

export function input(name, value, properties = {}) {
  const choices = words.values[name];
  if (choices) {
    return el("select", { name, ...properties }, name !== "relation" && el("option", { value: "", selected: !value }, words.nothing),
      ...Object.entries(choices).map(([word, text]) => el("option", { value: word, selected: word === value }, text)));
  }
  if (kLong.has(name)) {
    const area = el("textarea", { name, rows: 2, ...properties });
    area.value = value;
    return area;
  }
  return el("input", { name, value, autocomplete: "off", inputmode: name === "phone" ? "tel" : undefined, ...properties });
}

function stood(fact) {
  const before = shown(fact.name, fact.value);
  return before ? `${words.was(before)}${fact.at ? words.wasBy(whoOf(fact), when(fact.at)) : ""}` : words.wasNothing;
}

const focus = (name, selector) => document.querySelector(`[data-fact="${name}"] ${selector}`)?.focus();

// An identity number that somebody asked to see whole: each look is in the audit.
const kLook = 30000;    // milliseconds
let looked = { household: "", value: "" };

async function look({ household, show }) {
  try {
    const { value } = await ask("POST", `/v1/staff/households/${encodeURIComponent(household)}/id_number`);
    looked = { household, value };
    setTimeout(() => { if (looked.value === value) looked = { household: "", value: "" }; show(); }, kLook);
    say(words.looked);
  } catch (error) {
    complain(refusal(error));
  }
  show();
}

// Words, or the form in their place. tools: {drafts, household, mayEdit, show, reread; of: whose, as the API addresses it, where that is not the household}
export function line(fact, tools) {
  const { drafts, household, mayEdit, show } = tools;
  const label = words.facts[fact.name] ?? fact.name;
  const draft = mayEdit && drafts.of(household, fact.name);
  if (draft) return form(fact, label, draft, tools);
  const whole = fact.name === "id_number" && looked.household === household && looked.value;
  const text = whole || shown(fact.name, fact.value);
  const begin = () => {
    // An identity number is read only in part: it is written anew as a whole.
    drafts.begin(household, fact.name, fact.name === "id_number" ? "" : fact.value, fact.change);
    say("");
    show();
    focus(fact.name, ":is(input, select, textarea)");
  };
  const value = el("span", { class: text ? (fact.name === "allergies" ? "value red" : "value") : "value none" }, text || words.empty);
  return el("div", { class: "fact", "data-fact": fact.name },
    el("dt", {}, label),
    el("dd", {}, mayEdit ? el("button", { type: "button", class: "open-line", "data-key": `open ${fact.name}`, "aria-label": words.edit(label, text || words.empty), onclick: begin }, value) : value,
      mayEdit && fact.name === "id_number" && text && !whole && el("button", { type: "button", class: "reveal", "data-key": "reveal", onclick: () => look(tools) }, words.look),
      text && el("span", { class: "by" }, byOf(fact) || words.made)));
}

function form(fact, label, draft, { drafts, household, of = `/v1/staff/households/${encodeURIComponent(household)}`, show, reread }) {
  const { name } = fact;
  const leave = () => { drafts.end(draft); show(); focus(name, "button"); };
  const store = async () => {
    // Its field begins empty: that nothing was written does not take it out.
    if (!draft.changed) { leave(); return; }
    await drafts.store(draft, {
      label, reread, show,
      send: () => ask("POST", `${of}/facts`, { body: { name, value: draft.typed, seen: draft.seen } }),
      now: (file) => { const said = file?.facts.find((one) => one.name === name); return said && { said, text: shown(name, said.value) }; },
    });
    focus(name, drafts.of(household, name) ? ":is(input, select, textarea)" : "button");
  };
  const said = { "aria-label": label, "aria-describedby": `stood-${name}`, "aria-invalid": draft.trouble ? "true" : undefined };
  const field = hasChoices(name) ? choices(name, draft.typed, { ...said, write: (value) => { draft.typed = value; } })
    : input(name, draft.typed, { ...said, "data-key": `write ${name}`, oninput: (event) => { draft.typed = event.target.value; } });
  return el("div", { class: "fact open", "data-fact": name },
    el("dt", {}, label),
    el("dd", {}, el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); store(); }, onkeydown: keysOf({ leave, store }) },
      el("span", { class: "value" }, field),
      el("button", { type: "submit", class: "store", "data-key": `store ${name}`, disabled: draft.busy }, words.save),
      el("button", { type: "button", class: "plain", onclick: leave }, words.keep),
      el("span", { class: "stood", id: `stood-${name}` }, stood(fact)),
      draft.meanwhile && el("span", { class: "meanwhile", role: "alert" }, icon("warning"), draft.meanwhile),
      draft.trouble && el("span", { class: "trouble", role: "alert" }, icon("error"), draft.trouble))));
}
