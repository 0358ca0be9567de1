// SPDX-License-Identifier: Apache-2.0
// One person: name, roles and place, each changed in its line; where she is signed in; who changed what.
import { ask } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { say } from "/staff/session.js";
import { keysOf } from "/homes/drafts.js";
import { shown as shownFact, when, whoOf } from "/homes/said.js";
import { lastSeen, stateChip } from "/people/list.js";
import { card, neverSigns, refusal, roleBoxes, rolesOf } from "/people/said.js";
import { words } from "/people/words.js";

const placeName = (places, id) => places.find((one) => one.id === id)?.name ?? "";

function shown(name, value, places) {
  if (name === "roles") return rolesOf(value.split(",").filter(Boolean));
  if (name === "phone") return value ? shownFact("phone", value) : words.noPhone;
  return name === "place" ? placeName(places, value) : value;
}

// tools: {drafts, places, person, mayEdit, show, reread}
function line(fact, tools) {
  const { drafts, person, places, mayEdit, show } = tools;
  const label = words.facts[fact.name] ?? fact.name;
  const text = shown(fact.name, fact.value, places);
  const draft = mayEdit && drafts.of(person, fact.name);
  if (draft) return lineForm(fact, label, text, draft, tools);
  const begin = () => {
    drafts.begin(person, fact.name, fact.value, fact.change);
    say("");
    show();
    document.querySelector(`[data-fact="${fact.name}"] :is(input, select)`)?.focus();
  };
  const value = el("span", { class: "value" }, text);
  return el("div", { class: "fact", "data-fact": fact.name }, el("dt", {}, label), el("dd", {},
    mayEdit ? el("button", { type: "button", class: "open-line", "data-key": `open ${fact.name}`, "aria-label": words.edit(label, text), onclick: begin }, value) : value,
    el("span", { class: "by" }, fact.at ? `${whoOf(fact)} ${when(fact.at)}` : words.invitedAs)));
}

function lineForm(fact, label, text, draft, { drafts, person, places, show, reread }) {
  const { name } = fact;
  const focus = (selector) => document.querySelector(`[data-fact="${name}"] ${selector}`)?.focus();
  const leave = () => { drafts.end(draft); show(); focus("button"); };
  const store = async () => {
    if (!draft.changed) { leave(); return; }
    await drafts.store(draft, {
      label, reread, show, explain: refusal,
      send: () => ask("POST", `/v1/staff/people/${encodeURIComponent(person)}/facts`, { body: { name, value: draft.typed, seen: draft.seen } }),
      now: (file) => { const said = file?.facts.find((one) => one.name === name); return said && { said, text: shown(name, said.value, places) }; },
    });
    focus(drafts.of(person, name) ? ":is(input, select)" : "button");
  };
  const common = { "aria-label": label, "data-key": `write ${name}` };
  const field = name === "roles" ? roleBoxes(draft.typed.split(","), (roles) => { draft.typed = roles.join(","); })
    : name === "place" ? el("select", { ...common, onchange: (event) => { draft.typed = event.target.value; } }, ...places.map((one) => el("option", { value: one.id, selected: one.id === draft.typed }, one.name)))
      : el("input", { ...common, value: draft.typed, type: name === "phone" ? "tel" : "text", autocomplete: "off", oninput: (event) => { draft.typed = event.target.value; } });
  return el("div", { class: "fact open", "data-fact": name }, el("dt", {}, label), el("dd", {},
    el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); store(); }, onkeydown: keysOf({ leave, store }) },
      el("span", { class: "value" }, field),
      el("button", { type: "submit", class: "store", disabled: draft.busy }, words.save),
      el("button", { type: "button", class: "plain", onclick: leave }, words.keep),
      el("span", { class: "stood" }, `${words.was(text)}${fact.at ? words.wasBy(whoOf(fact), when(fact.at)) : ""}`),
      draft.meanwhile && el("span", { class: "meanwhile", role: "alert" }, icon("warning"), draft.meanwhile),
      draft.trouble && el("span", { class: "trouble", role: "alert" }, icon("error"), draft.trouble))));
}

// Of anybody; ended(): one of them is signed out. failed(error)
export function signInsCard(signIns, { ended, failed }) {
  const row = (one) => {
    const device = one.device || words.unknownDevice;
    const end = async (event) => {
      event.target.disabled = true;
      try {
        await ask("DELETE", `/v1/staff/sessions/${encodeURIComponent(one.id)}`);
        await ended();
        say(words.signInEnded);
      } catch (error) {
        event.target.disabled = false;
        failed(error);
      }
    };
    return el("li", {}, icon(/iPhone|iPad|Android|HarmonyOS/.test(device) ? "smartphone" : "tv"),
      el("span", { class: "what" }, el("strong", {}, device), el("span", { class: "beside" }, one.here ? words.here : words.since(when(one.since)))),
      !one.here && el("button", { type: "button", class: "quiet", "aria-label": words.endSignInOf(device, when(one.since)), onclick: end }, words.endSignIn));
  };
  return card(words.signIns, signIns.length ? words.signInsCount(signIns.length) : "",
    signIns.length ? el("ul", { class: "sign-ins" }, ...signIns.map(row)) : el("p", { class: "none" }, words.noSignIns));
}

function whatOf(change, places) {
  if (!change.field) return words.events[change.what] ?? words.other;
  const text = (value) => (change.field === "place" ? value : shown(change.field, value, places));
  return words.set(words.facts[change.field] ?? change.field, text(change.before), text(change.after));
}

function changesCard(changes, places) {
  return card(words.changes, "", changes.length ? el("ul", { class: "changes" }, ...changes.map((one) => el("li", {},
    el("span", { class: "when" }, when(one.at)), el("span", { class: "who" }, whoOf(one)), el("span", {}, whatOf(one, places))))) : el("p", { class: "none" }, words.noChanges));
}

// tools: as of line, and {ended, failed}
export function personView(file, tools) {
  const { person } = file, id = encodeURIComponent(person.id);
  const gone = person.state === "ended";
  return [
    el("a", { class: "quiet back", href: `#${encodeURIComponent(person.place)}` }, icon("arrow_back"), words.back(person.place_name)),
    el("div", { class: "head" },
      el("div", { class: "who" }, el("div", { class: "title" }, el("h1", { tabindex: "-1" }, person.display_name), !neverSigns(person.roles) && el("span", { class: "about" }, person.name)),
        el("div", { class: "chips" }, stateChip(person), el("span", { class: "beside" }, lastSeen(person)))),
      el("div", { class: "keys" },
        (gone || !neverSigns(person.roles)) && el("a", { class: "quiet", href: `#person/${id}/link` }, gone ? words.backIn : words.newLink),
        !gone && el("a", { class: "quiet help", href: `#person/${id}/end` }, words.end))),
    el("div", { class: "columns" },
      el("div", {}, card(words.about, "", el("dl", { class: "facts" }, ...file.facts.map((fact) => line(fact, tools)))), !neverSigns(person.roles) && signInsCard(file.sign_ins, tools)),
      el("div", {}, changesCard(file.changes, tools.places))),
  ];
}
