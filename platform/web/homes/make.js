// SPDX-License-Identifier: Apache-2.0
// A new home: the few facts it cannot be without, and what one usually has at hand.
import { Problem, askSurely, newKey } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { input } from "/homes/facts.js";
import { refusal } from "/homes/said.js";
import { words } from "/homes/words.js";

const kAsked = ["name", "called", "address", "phone", "birth_date", "door_code"];
const kNeeded = new Set(["name", "address"]);

// What was written stays until it is registered or given up; one key makes one home, however often it is sent.
let written = {}, key = newKey();
export const making = () => Object.values(written).some((text) => text.trim());
function forget() { written = {}; key = newKey(); }

// done(home): it is made; failed(error), null: nothing; leave(): back to the list
export function makeView({ leave, done, failed }) {
  const fields = kAsked.map((name) => {
    const trouble = el("p", { class: "trouble", id: `trouble-${name}`, hidden: true });
    const field = input(name, written[name] ?? "", { id: `make-${name}`, required: kNeeded.has(name), "aria-describedby": `trouble-${name}`, oninput: (event) => { written[name] = event.target.value; } });
    return { name, trouble, field };
  });
  const send = el("button", { type: "submit", class: "action staff" }, words.makeYes);
  const show = (at, text) => {
    at.trouble.hidden = !text;
    at.trouble.replaceChildren(...(text ? [icon("error"), text] : []));
    if (text) at.field.setAttribute("aria-invalid", "true");
    else at.field.removeAttribute("aria-invalid");
  };
  const make = async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    failed(null);
    for (const one of fields) show(one, "");
    send.disabled = true;
    try {
      const facts = fields.map(({ name, field }) => ({ name, value: field.value })).filter((one) => one.value.trim());
      const made = await askSurely("POST", "/v1/staff/households", { key, body: { facts } });
      forget();
      done(made);
    } catch (error) {
      const at = error instanceof Problem && fields.find((one) => one.name === error.detail);
      if (at) { show(at, refusal(error)); at.field.focus(); } else failed(error);
    }
    send.disabled = false;
  };
  byId("view").replaceChildren(el("form", { class: "card make", novalidate: true, onsubmit: make },
    el("h1", { tabindex: "-1" }, words.make), el("p", { class: "none" }, words.makeLead),
    ...fields.map(({ name, field, trouble }) => el("div", { class: "field" },
      el("label", { for: `make-${name}` }, words.facts[name], kNeeded.has(name) && el("span", { class: "beside" }, words.needed)), field, trouble)),
    el("div", { class: "keys" }, send, el("button", { type: "button", class: "quiet", onclick: () => { forget(); leave(); } }, words.leave))));
  fields[0].field.focus();
}
