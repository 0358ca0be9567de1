// SPDX-License-Identifier: Apache-2.0
// A relative comes in by a card: made, printed, copied, taken back; what this one may do; and who is the first contact.
import { Problem, ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { complain, say, when } from "/homes/said.js";
import { paperCard } from "/homes/paper.js";
import { relativeCard } from "/homes/relative.js";
import { rightsRows, turn } from "/homes/rights.js";
import { words } from "/homes/words.js";

const kMostPhones = 5;
export const membersOf = (home) => `/v1/staff/households/${encodeURIComponent(home)}/members`;

// What one relative has, and may be given. false: there is none of that id. tools: {drafts, mayEdit, failed, stays}
export async function inviteView(file, household, member, { drafts, mayEdit, failed, stays }) {
  const link = `/v1/staff/members/${encodeURIComponent(member)}/link`;
  const paper = el("div");
  const asked = el("div", { role: "group" });
  let known = await ask("GET", membersOf(file.id));
  let card = null;  // InviteCard, told once
  let busy = false;
  const access = () => known.relatives.find((one) => one.member.id === member);
  if (!access() || !stays()) return Boolean(access());
  let { name } = access().member;

  // What comes after an answer is shown where it was asked for, and nowhere else.
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
    if (!stays()) return;
    card = made;
    byId("card-sheet").media = "print";
    asked.replaceChildren();
    show();
    say(words.cardMade);
    await again();
    if (stays()) paper.querySelector("button").focus();
  });
  const revoke = attempt(async () => {
    const first = known.first_contact === member;
    await ask("DELETE", link);
    if (!stays()) return;
    card = null;
    asked.replaceChildren();
    say((first ? words.revokedFirst : words.revoked)(name));
    await again();
  });
  const setFirst = (id) => attempt(async () => {
    try {
      const made = await ask("POST", `/v1/staff/households/${encodeURIComponent(file.id)}/first_contact`, { body: { member: id, seen: known.change } });
      if (!stays()) return;
      known = made;
      say(id ? words.firstSet(name) : words.firstUnset);
      show();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "changed_meanwhile") throw error;
      await again();
      if (stays()) complain(words.firstMeanwhile(known.who, when(known.at), known.relatives.find((one) => one.member.id === known.first_contact)?.member.name ?? words.nobody));
    }
  });
  const turnOne = (right) => turn(access().may, right, {
    name, stays,
    done: (may) => { access().may = may; show(right); },
    now: async () => { known = await ask("GET", membersOf(file.id)); return access()?.may ?? null; },
  });
  const sure = (question, yes, act, red) => () => {
    asked.replaceChildren(el("p", { class: "question" }, question), el("div", { class: "keys" },
      el("button", { type: "button", class: red ? "quiet help" : "store", onclick: act }, yes),
      el("button", { type: "button", class: "quiet", onclick: () => asked.replaceChildren() }, words.leaveIt)));
    asked.querySelector("button").focus();
  };

  function show(right) {
    const { member: one, may, link_at: at, phones, opened_at: opened } = access();
    ({ name } = one);
    const first = known.first_contact === member;
    const keys = !mayEdit ? [] : [
      el("button", { type: "button", class: "store", onclick: at ? sure(words.newCardMeans, words.newCardYes, make) : make }, at ? words.newCard : words.firstCard),
      at && el("button", { type: "button", class: "quiet help", onclick: sure(first ? words.revokeMeansFirst(name) : words.revokeMeans(name), words.revokeYes, revoke, true) }, icon("link_off"), words.revoke)];
    paper.replaceChildren(...(card ? [paperCard(file, one, household, card, may.rights)] : []));
    byId("view").replaceChildren(
      el("a", { class: "quiet back", href: `#${encodeURIComponent(file.id)}` }, icon("arrow_back"), words.backHome(household)),
      el("h1", { tabindex: "-1" }, words.inviteHead(name)),
      el("div", { class: "invite" }, paper,
        relativeCard(access(), { drafts, home: file.id, mayEdit, stays, show: () => { if (stays()) show(); }, reread: async () => { try { await again(); } catch (error) { failed(error); } return access(); } }),
        el("section", { class: "card" },
          el("div", { class: "card-head" }, el("h2", {}, words.rightsHead(name)), el("span", { class: "beside" }, may.at ? words.rightsBy(may.who, when(may.at)) : mayEdit && words.atOnce)),
          rightsRows(may, name, mayEdit && turnOne)),
        el("section", { class: "card" },
          el("div", { class: "card-head" }, el("h2", {}, words.cardOf(name))),
          el("p", { class: "link-state" }, icon("smartphone"), at ? words.linkState(when(at), phones, kMostPhones, opened && when(opened)) : words.noLink),
          el("div", { class: "keys" }, ...keys.filter(Boolean)), asked),
        el("section", { class: "card" },
          el("div", { class: "card-head" }, el("h2", {}, words.first)),
          el("p", {}, first ? words.isFirst(name) : words.firstMeans),
          !known.first_contact && el("p", { class: "caution" }, words.noFirst),
          mayEdit && one.active && el("div", { class: "keys" }, el("button", { type: "button", class: first ? "quiet" : "store", onclick: setFirst(first ? "" : member) }, first ? words.firstOff : words.firstOn(name))))));
    if (right) byId("view").querySelector(`[data-key="${CSS.escape(`${right} ${member}`)}"]`)?.focus();
  }
  show();
  return true;
}
