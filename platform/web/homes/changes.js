// SPDX-License-Identifier: Apache-2.0
// Who changed what and when, in words.
import { ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { shown, when, whoOf } from "/homes/said.js";
import { recordSaid } from "/homes/records.js";
import { rightsWords } from "/homes/rights.js";
import { words } from "/homes/words.js";

const kRecords = new Set(["subsidy", "assessment"]);
const kOfMember = /^(\S+) (\S+)$/;  // "rights MEMBER"

function whatOf(change, members) {
  if (!change.field) return words.events[change.what] ?? words.other;
  if (change.field === "photo") return words.events[change.what] ?? words.other;
  const [, part, member] = kOfMember.exec(change.field) ?? [];
  const name = members.find((one) => one.id === member)?.name ?? words.relative;
  if (part === "rights") return words.rightsChanged(name, rightsWords(change.before), rightsWords(change.after));
  if (part === "photo") return words.faceOf(name, words.events[change.what] ?? words.other);
  const field = part ?? change.field;
  const label = member ? words.ofRelative(name, words.facts[field] ?? field) : words.facts[field] ?? field;
  const [before, after] = [change.before, change.after].map((value) => (kRecords.has(field) ? recordSaid(value) : shown(field, value)));
  return !before ? words.set(label, after) : !after ? words.unset(label, before) : words.turned(label, before, after);
}

export function changeLines(changes, members) {
  if (!changes.length) return el("p", { class: "none" }, words.noChanges);
  return el("ul", { class: "changes" }, ...changes.map((one) => el("li", {},
    el("span", { class: "when" }, when(one.at)), el("span", { class: "who" }, one.author === "import" && one.who ? words.importer(one.who) : whoOf(one)), el("span", {}, whatOf(one, members)))));
}

// All of them, a hundred at a time. stays(): one still looks at this; failed(error): says what went wrong.
export async function allChanges({ id: household, members }, name, { stays, failed }) {
  const list = el("div", { class: "card" });
  const older = el("button", { type: "button", class: "quiet", hidden: true }, words.older);
  let before = 0;
  const read = async () => {
    older.disabled = true;
    try {
      const { changes } = await ask("GET", `/v1/staff/households/${encodeURIComponent(household)}/changes${before ? `?before=${before}` : ""}`);
      if (!stays()) return;
      failed(null);
      if (changes.length || !before) list.append(changeLines(changes, members));
      older.hidden = changes.length < 100;
      before = changes.at(-1)?.number ?? before;
    } catch (error) {
      if (!stays()) return;
      older.hidden = false;
      failed(error);
    }
    older.disabled = false;
  };
  older.addEventListener("click", read);
  byId("view").replaceChildren(
    el("a", { class: "quiet back", href: `#${encodeURIComponent(household)}` }, icon("arrow_back"), words.backHome(name)),
    el("h1", { tabindex: "-1" }, words.changesOf(name)), list, older);
  await read();
}
