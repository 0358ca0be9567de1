// SPDX-License-Identifier: Apache-2.0
// A new home: the few facts it cannot be without, and what one usually has at hand.
import { Problem, askSurely, newKey } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { input } from "/homes/facts.js";
import { complain, refusal, say } from "/homes/said.js";
import { words } from "/homes/words.js";

const kAsked = ["name", "called", "address", "phone", "birth_date", "door_code"];

export function makeView({ leave, done }) {
  const key = newKey();  // one home, however often it is sent
  const fields = kAsked.map((name) => {
    const trouble = el("span", { class: "trouble", hidden: true });
    return { name, trouble, field: input(name, "", { required: name === "name" || name === "address" }) };
  });
  const send = el("button", { type: "submit", class: "action staff" }, words.makeYes);
  byId("view").replaceChildren(el("form", {
    class: "card make", novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      complain("");
      for (const one of fields) one.trouble.hidden = true;
      send.disabled = true;
      try {
        const facts = fields.map(({ name, field }) => ({ name, value: field.value })).filter((one) => one.value.trim());
        const made = await askSurely("POST", "/v1/staff/households", { key, body: { facts } });
        say(words.made(made.facts.find((one) => one.name === "household").value));
        done(made);
      } catch (error) {
        const at = error instanceof Problem && fields.find((one) => error.detail.includes(`“${one.name}”`) || error.detail.split(/\W+/).includes(one.name));
        if (at) {
          at.trouble.hidden = false;
          at.trouble.replaceChildren(icon("error"), refusal(error));
          at.field.focus();
        } else {
          complain(refusal(error));
        }
      } finally {
        send.disabled = false;
      }
    },
  },
  el("h1", {}, words.make), el("p", { class: "none" }, words.makeLead),
  ...fields.map(({ name, field, trouble }) => el("label", { class: "field" }, el("span", {}, words.facts[name]), field, trouble)),
  el("div", { class: "keys" }, send, el("button", { type: "button", class: "quiet", onclick: leave }, words.leave))));
  fields[0].field.focus();
}
