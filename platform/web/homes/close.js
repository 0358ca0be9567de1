// SPDX-License-Identifier: Apache-2.0
// Closing a home: what it means, the name written out, and only then the red key.
import { ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { complain, refusal, say } from "/homes/said.js";
import { words } from "/homes/words.js";

export function closeView(household, name, { leave, done }) {
  const key = el("button", { type: "submit", class: "action help", disabled: true }, words.closeYes);
  const typed = el("input", { autocomplete: "off", "aria-label": words.closeType(name), oninput: () => { key.disabled = typed.value.trim() !== name; } });
  byId("view").replaceChildren(el("form", {
    class: "card sure close", novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      if (key.disabled) return;
      key.disabled = true;
      try {
        await ask("POST", `/v1/staff/households/${encodeURIComponent(household)}/close`);
        say(words.closed(name));
        await done();
      } catch (error) {
        complain(refusal(error));
        key.disabled = false;
      }
    },
  },
  el("h1", {}, icon("warning"), words.closeAsk(name)),
  el("p", {}, words.closeMeans),
  el("label", { class: "field" }, el("span", {}, words.closeType(name)), typed),
  el("div", { class: "keys" }, key, el("button", { type: "button", class: "quiet", onclick: leave }, words.closeNo))));
  byId("view").querySelector("input").focus();
}
