// SPDX-License-Identifier: Apache-2.0
// A relative more: a name, what this is to the person, and what this one may do from the first opening of the link on.
import { Problem, askSurely, newKey } from "/shared/api.js";
import { byId, el } from "/shared/dom.js";
import { membersOf } from "/homes/invite.js";
import { kAsInvited, rightsRows } from "/homes/rights.js";
import { complain } from "/homes/said.js";
import { words } from "/homes/words.js";

// What was written stays until it is added or given up; one key adds one relative, however often it is sent.
const blank = (home) => ({ home, name: "", relation: "daughter", calls: "", rights: { ...kAsInvited }, key: newKey() });
let written = blank("");
export const adding = () => Boolean(written.name.trim() || written.calls.trim());

// tools: {failed, stays, done(member): it is there}
export function addView(file, household, { failed, stays, done }) {
  if (written.home !== file.id) written = blank(file.id);
  const mine = written;
  const field = (label, input) => el("label", { class: "field" }, el("span", {}, label), input);
  const text = (part, more = {}) => el("input", { name: part, value: mine[part], maxlength: 40, autocomplete: "off", oninput: (event) => { mine[part] = event.target.value; }, ...more });
  const name = text("name", { required: true });
  const relation = el("select", { name: "relation", onchange: () => { mine.relation = relation.value; } },
    ...Object.entries(words.relations).map(([word, said]) => el("option", { value: word, selected: word === mine.relation }, said)));
  const send = el("button", { type: "submit", class: "action staff" }, words.addYes);
  const rights = el("div");
  const showRights = (right) => {
    rights.replaceChildren(rightsRows({ member: "", rights: mine.rights, change: 0 }, words.thisOne, (turned) => { mine.rights[turned] = !mine.rights[turned]; showRights(turned); }));
    if (right) rights.querySelector(`[data-key="${right} "]`).focus();
  };
  const add = async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    send.disabled = true;
    failed(null);
    try {
      const { added } = await askSurely("POST", membersOf(file.id), { key: mine.key, body: { name: mine.name, relation: mine.relation, calls_elder: mine.calls, rights: mine.rights } });
      if (written === mine) written = blank("");
      if (stays()) done(added);
    } catch (error) {
      // The first answer was lost, and what was written is another by now: that one may be there already.
      const reused = error instanceof Problem && error.code === "idempotency_key_reused";
      if (reused) mine.key = newKey();
      if (reused && stays()) complain(words.addedPerhaps);
      else failed(error);
      if (stays()) name.focus();
    }
    send.disabled = false;
  };
  byId("view").replaceChildren(el("form", { class: "card make", novalidate: true, onsubmit: add },
    el("h1", { tabindex: "-1" }, words.addTo(household)),
    field(words.addName, name), field(words.addRelation, relation), field(words.addCalls, text("calls")),
    el("h2", {}, words.rightsHead(words.thisOne)), rights,
    el("div", { class: "keys" }, send, el("a", { class: "quiet", href: `#${encodeURIComponent(file.id)}`, onclick: () => { written = blank(""); } }, words.leaveIt))));
  showRights();
  name.focus();
}
