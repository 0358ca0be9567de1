// SPDX-License-Identifier: Apache-2.0
// Whom those on duty call, in order: one list that is changed as a whole, against the one that was seen.
import { ask } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { keysOf } from "/homes/drafts.js";
import { byOf, refusal, say, shown } from "/homes/said.js";
import { words } from "/homes/words.js";

const kName = "contacts", kParts = ["name", "relation", "phone", "note"], kMost = 20;

const blank = () => ({ name: "", relation: "", phone: "", note: "" });
const isBlank = (row) => kParts.every((part) => !(row[part] ?? "").trim());
const focus = (index, selector) => document.querySelectorAll(".contacts.open li")[index]?.querySelector(selector)?.focus();

function row(one, index) {
  return el("li", { class: "contact" },
    el("span", { class: "order", "aria-hidden": "true" }, String(index + 1)),
    el("span", { class: "whom" },
      el("strong", {}, one.name), one.relation && el("span", { class: "beside" }, one.relation),
      one.note && el("span", { class: "beside note" }, one.note)),
    el("a", { class: "number", href: `tel:${one.phone}` }, shown("phone", one.phone)));
}

// tools: {drafts, household, mayEdit, show, reread}
export function contactsCard(file, tools) {
  const { drafts, household, mayEdit, show } = tools;
  const list = file.contacts ?? { contacts: [], change: 0 };
  const draft = mayEdit && drafts.of(household, kName);
  if (draft) return form(draft, tools);
  const begin = (add) => {
    const { typed } = drafts.begin(household, kName, list.contacts, list.change);
    if (add) typed.push(blank());
    say("");
    show();
    focus(add ? typed.length - 1 : 0, "input");
  };
  return el("section", { class: "card contacts" },
    el("div", { class: "card-head" }, el("h2", {}, words.contacts),
      el("span", { class: "beside" }, byOf(list))),
    list.contacts.length ? el("ol", {}, ...list.contacts.map(row)) : el("p", { class: "none" }, words.noContacts),
    mayEdit && el("div", { class: "keys" },
      el("button", { type: "button", class: "quiet", disabled: list.contacts.length >= kMost, onclick: () => begin(true) }, words.addContact),
      list.contacts.length > 0 && el("button", { type: "button", class: "quiet", onclick: () => begin(false) }, words.changeContacts)));
}

function form(draft, { drafts, household, show, reread }) {
  const rows = draft.typed;
  const leave = () => { drafts.end(draft); show(); document.querySelector(".contacts button")?.focus(); };
  const move = (index, by) => {
    rows.splice(index + by, 0, ...rows.splice(index, 1));
    show();
    focus(index + by, by < 0 ? "[data-move=up]:not(:disabled), [data-move=down]" : "[data-move=down]:not(:disabled), [data-move=up]");
  };
  const takeOut = (index) => {
    rows.splice(index, 1);
    show();
    if (rows.length) focus(Math.min(index, rows.length - 1), "input");
    else document.querySelector(".contacts .more").focus();
  };
  const explain = (error) => {
    const [, index, part] = /^(\d+)\.(\w+)$/.exec(error.detail) ?? [];
    return index === undefined ? refusal(error) : words.contactTrouble(Number(index) + 1, words.contactParts[part] ?? part, refusal(error));
  };
  const store = async () => {
    for (let i = rows.length - 1; i >= 0; --i) if (isBlank(rows[i])) rows.splice(i, 1);  // a line in which nothing was written is none
    if (!draft.changed) { leave(); return; }
    await drafts.store(draft, {
      label: words.contacts, explain, reread, show,
      send: () => ask("POST", `/v1/staff/households/${encodeURIComponent(household)}/contacts`, { body: { contacts: rows, seen: draft.seen } }),
      now: (file) => file?.contacts && { said: file.contacts, text: file.contacts.contacts.map((one) => one.name).join(words.comma) },
    });
    document.querySelector(drafts.of(household, kName) ? ".contacts.open .store" : ".contacts button")?.focus();
  };
  const line = (one, index) => el("li", { class: "contact" },
    el("span", { class: "order", "aria-hidden": "true" }, String(index + 1)),
    el("span", { class: "fields" }, ...kParts.map((part) => el("input", {
      value: one[part] ?? "", "data-key": `contact ${index} ${part}`, autocomplete: "off", inputmode: part === "phone" ? "tel" : undefined,
      "aria-label": words.contactField(index + 1, words.contactParts[part]), placeholder: words.contactParts[part], oninput: (event) => { one[part] = event.target.value; },
    }))),
    el("span", { class: "moves" },
      el("button", { type: "button", "data-move": "up", disabled: index === 0, "aria-label": words.moveUp(index + 1), onclick: () => move(index, -1) }, "↑"),
      el("button", { type: "button", "data-move": "down", disabled: index === rows.length - 1, "aria-label": words.moveDown(index + 1), onclick: () => move(index, 1) }, "↓"),
      el("button", { type: "button", "aria-label": words.takeOut(index + 1), onclick: () => takeOut(index) }, icon("close"))));
  return el("section", { class: "card contacts open" },
    el("div", { class: "card-head" }, el("h2", {}, words.contacts)),
    el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); store(); }, onkeydown: keysOf({ leave, store }) },
      el("ol", {}, ...rows.map(line)),
      rows.length < kMost && el("button", { type: "button", class: "more", onclick: () => { rows.push(blank()); show(); focus(rows.length - 1, "input"); } }, words.addContact),
      draft.meanwhile && el("p", { class: "meanwhile", role: "alert" }, icon("warning"), draft.meanwhile),
      draft.trouble && el("p", { class: "trouble", role: "alert" }, icon("error"), draft.trouble),
      el("div", { class: "keys" },
        el("button", { type: "submit", class: "store", disabled: draft.busy }, words.save),
        el("button", { type: "button", class: "plain", onclick: leave }, words.keep))));
}
