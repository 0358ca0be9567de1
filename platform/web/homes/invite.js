// SPDX-License-Identifier: Apache-2.0
// A relative comes in by a card: made, printed, copied, taken back; and who of them is the first contact.
import { Problem, ask, askSurely, newKey } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { portrait } from "/staff/session.js";
import { complain, say, when } from "/homes/said.js";
import { paperCard } from "/homes/paper.js";
import { words } from "/homes/words.js";

const kMostPhones = 5;
const membersOf = (home) => `/v1/staff/households/${encodeURIComponent(home)}/members`;

// What one relative has, and may be given. false: there is none of that id. tools: {mayEdit, failed, stays}
export async function inviteView(file, household, member, { mayEdit, failed, stays }) {
  const link = `/v1/staff/members/${encodeURIComponent(member)}/link`;
  const paper = el("div");
  const asked = el("div", { role: "group" });
  let known = await ask("GET", membersOf(file.id));
  let busy = false;
  const access = () => known.relatives.find((one) => one.member.id === member);
  if (!access() || !stays()) return Boolean(access());
  const { name } = access().member;

  const attempt = (work) => async () => {
    if (busy) return;
    busy = true;
    failed(null);
    try { await work(); } catch (error) { failed(error); }
    busy = false;
  };
  const again = async () => { known = await ask("GET", membersOf(file.id)); if (stays()) show(); };
  const make = attempt(async () => {
    const made = await ask("POST", link, { body: {} });
    byId("card-sheet").media = "print";
    paper.replaceChildren(paperCard(file, access().member, household, made));
    asked.replaceChildren();
    say(words.cardMade);
    await again();
    paper.querySelector("button").focus();
  });
  const revoke = attempt(async () => {
    await ask("DELETE", link);
    paper.replaceChildren();
    asked.replaceChildren();
    say(words.revoked(name));
    await again();
  });
  const setFirst = (id) => attempt(async () => {
    try {
      known = await ask("POST", `/v1/staff/households/${encodeURIComponent(file.id)}/first_contact`, { body: { member: id, seen: known.change } });
      say(id ? words.firstSet(name) : words.firstUnset);
      show();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "changed_meanwhile") throw error;
      await again();
      complain(words.firstMeanwhile(known.who, when(known.at), known.relatives.find((one) => one.member.id === known.first_contact)?.member.name ?? words.nobody));
    }
  });
  const sure = (question, yes, act, red) => () => {
    asked.replaceChildren(el("p", { class: "question" }, question), el("div", { class: "keys" },
      el("button", { type: "button", class: red ? "quiet help" : "store", onclick: act }, yes),
      el("button", { type: "button", class: "quiet", onclick: () => asked.replaceChildren() }, words.leaveIt)));
    asked.querySelector("button").focus();
  };

  function show() {
    const { member: one, link_at: at, phones, opened_at: opened } = access();
    const first = known.first_contact === member;
    const keys = !mayEdit ? [] : [
      el("button", { type: "button", class: "store", onclick: at ? sure(words.newCardMeans, words.newCardYes, make) : make }, at ? words.newCard : words.firstCard),
      at && el("button", { type: "button", class: "quiet help", onclick: sure(words.revokeMeans(name), words.revokeYes, revoke, true) }, icon("link_off"), words.revoke)];
    byId("view").replaceChildren(
      el("a", { class: "quiet back", href: `#${encodeURIComponent(file.id)}` }, icon("arrow_back"), words.backHome(household)),
      el("h1", { tabindex: "-1" }, words.inviteHead(name)),
      el("div", { class: "invite" }, paper,
        el("section", { class: "card" },
          el("div", { class: "member" }, portrait(one.photo), el("span", {}, el("strong", {}, name), el("span", { class: "beside" }, words.relations[one.relation] ?? one.relation))),
          el("p", { class: "link-state" }, icon("smartphone"), at ? words.linkState(when(at), phones, kMostPhones, opened && when(opened)) : words.noLink),
          el("div", { class: "keys" }, ...keys.filter(Boolean)), asked),
        el("section", { class: "card" },
          el("div", { class: "card-head" }, el("h2", {}, words.first)),
          el("p", {}, first ? words.isFirst(name) : words.firstMeans),
          mayEdit && one.active && el("div", { class: "keys" }, el("button", { type: "button", class: first ? "quiet" : "store", onclick: setFirst(first ? "" : member) }, first ? words.firstOff : words.firstOn(name))))));
  }
  show();
  return true;
}

// A relative more: a name, and what this is to the person. done(member): it is there
export function addView(file, household, { failed, done }) {
  const key = newKey();
  const field = (label, input) => el("label", { class: "field" }, el("span", {}, label), input);
  const name = el("input", { name: "name", required: true, maxlength: 40, autocomplete: "off" });
  const relation = el("select", { name: "relation" }, ...Object.entries(words.relations).map(([word, text]) => el("option", { value: word }, text)));
  const calls = el("input", { name: "calls", maxlength: 40, autocomplete: "off" });
  const send = el("button", { type: "submit", class: "action staff" }, words.addYes);
  const add = async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    send.disabled = true;
    failed(null);
    try {
      const { relatives } = await askSurely("POST", membersOf(file.id), { key, body: { name: name.value, relation: relation.value, calls_elder: calls.value } });
      done(relatives.at(-1).member.id);
    } catch (error) {
      failed(error);
      name.focus();
    }
    send.disabled = false;
  };
  byId("view").replaceChildren(el("form", { class: "card make", novalidate: true, onsubmit: add },
    el("h1", { tabindex: "-1" }, words.addTo(household)),
    field(words.addName, name), field(words.addRelation, relation), field(words.addCalls, calls),
    el("div", { class: "keys" }, send, el("a", { class: "quiet", href: `#${encodeURIComponent(file.id)}` }, words.leaveIt))));
  name.focus();
}
