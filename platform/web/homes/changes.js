// SPDX-License-Identifier: Apache-2.0
// Who changed what and when, in words.
import { Problem, ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { complain, refusal, shown, when, whoOf } from "/homes/said.js";
import { words } from "/homes/words.js";

function whatOf(change) {
  if (!change.field) return words.events[change.what] ?? words.other;
  const label = words.facts[change.field] ?? change.field;
  const [before, after] = [shown(change.field, change.before), shown(change.field, change.after)];
  return !before ? words.set(label, after) : !after ? words.unset(label, before) : words.turned(label, before, after);
}

export function changeLines(changes) {
  if (!changes.length) return el("p", { class: "none" }, words.noChanges);
  return el("ul", { class: "changes" }, ...changes.map((one) => el("li", {},
    el("span", { class: "when" }, when(one.at)), el("span", { class: "who" }, whoOf(one)), el("span", {}, whatOf(one)))));
}

// All of them, a hundred at a time.
export async function allChanges(household, name, leave) {
  const list = el("div", { class: "card" });
  const older = el("button", { type: "button", class: "quiet" }, words.older);
  let before = 0;
  const read = async () => {
    older.disabled = true;
    try {
      const { changes } = await ask("GET", `/v1/staff/households/${encodeURIComponent(household)}/changes${before ? `?before=${before}` : ""}`);
      complain("");
      if (changes.length || !before) list.append(changeLines(changes));
      older.hidden = changes.length < 100;
      before = changes.at(-1)?.number ?? before;
    } catch (error) {
      if (error instanceof Problem && error.signedOut) { location.reload(); return; }
      complain(refusal(error));
    }
    older.disabled = false;
  };
  older.addEventListener("click", read);
  byId("view").replaceChildren(
    el("button", { type: "button", class: "quiet back", onclick: leave }, icon("arrow_back"), words.backHome(name)),
    el("h1", {}, words.allChanges), list, older);
  await read();
}
