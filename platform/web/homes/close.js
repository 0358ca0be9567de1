// SPDX-License-Identifier: Apache-2.0
// Closing a home: what it means, the name written out, and only then the last key.
import { ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { words } from "/homes/words.js";

// done(): it is closed; failed(error); leave(): back to the file
export function closeView(household, name, { leave, done, failed }) {
  const key = el("button", { type: "submit", class: "action help", disabled: true }, words.closeYes);
  const typed = el("input", { autocomplete: "off", oninput: () => { key.disabled = typed.value.trim() !== name; } });
  const close = async (event) => {
    event.preventDefault();
    if (key.disabled) return;
    key.disabled = true;
    try {
      await ask("POST", `/v1/staff/households/${encodeURIComponent(household)}/close`);
      done();
    } catch (error) {
      key.disabled = false;
      failed(error);
    }
  };
  byId("view").replaceChildren(el("form", { class: "card sure close", novalidate: true, onsubmit: close },
    el("h1", {}, icon("warning"), words.closeAsk(name)),
    el("p", {}, words.closeMeans),
    el("label", { class: "field" }, el("span", {}, words.closeType(name)), typed),
    el("div", { class: "keys" }, key, el("button", { type: "button", class: "quiet", onclick: leave }, words.closeNo))));
  typed.focus();
}
