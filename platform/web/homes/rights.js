// SPDX-License-Identifier: Apache-2.0
// What each relative may do: four switches, one set, changed against the one that was seen; in force at once.
import { Problem, ask } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { portrait } from "/staff/session.js";
import { complain, refusal, say, when } from "/homes/said.js";
import { words } from "/homes/words.js";

export const kAsInvited = { message: true, visit: true, order: false, health: false };
const kRights = Object.keys(kAsInvited);
const kIcons = { message: "mail", visit: "videocam", order: "rice_bowl", health: "ecg_heart" };

// 发消息，视频; of an entry of the audit as well: "message,visit"
export const rightsWords = (rights) => kRights.filter((one) => (typeof rights === "string" ? rights.split(",").includes(one) : rights[one])).map((one) => words.rightsShort[one]).join(words.comma) || words.noRights;

// Who was faster, by member: stays in sight until the next press.
const faster = new Map();
let busy = false;

// One is turned. one: MayDo; tools: {name, done(MayDo), now(): MayDo as it is by then, or null; stays()}
export async function turn(one, right, { name, done, now, stays }) {
  if (busy) return;
  busy = true;
  faster.delete(one.member);
  complain("");
  const rights = { ...one.rights, [right]: !one.rights[right] };
  try {
    const known = await ask("POST", `/v1/staff/members/${encodeURIComponent(one.member)}/rights`, { body: { rights, seen: one.change } });
    if (stays()) {
      say(!rights[right] && right === "visit" ? words.visitTaken(name) : (rights[right] ? words.rightGiven : words.rightTaken)(name, words.rightsShort[right]));
      await done(known.relatives.find((other) => other.member.id === one.member).may);
    }
  } catch (error) {
    if (error instanceof Problem && error.code === "changed_meanwhile") {
      const fresh = await now().catch(() => null);
      if (fresh && stays()) { faster.set(one.member, words.rightsMeanwhile(fresh.who, when(fresh.at), name, rightsWords(fresh.rights))); await done(fresh); }
    } else if (stays()) complain(refusal(error));
  }
  busy = false;
}

const meanwhile = (member) => faster.has(member) && el("p", { class: "meanwhile", role: "alert" }, icon("warning"), faster.get(member));

const switchOf = (one, right, name, act) => ({
  type: "button", role: "switch", "aria-checked": String(one.rights[right]), "aria-label": words.rightOf(name, words.rights[right]), "data-key": `${right} ${one.member}`, onclick: () => act(right),
});

// As on the card's page: each with its sentence. act(right): it is pressed; nothing: one may only look.
export function rightsRows(one, name, act) {
  return el("div", {}, el("ul", { class: "rights-rows" }, ...kRights.map((right) => el("li", { class: one.rights[right] ? "on" : "" },
    icon(kIcons[right]),
    el("span", { class: "what" }, el("strong", {}, words.rights[right]), el("span", { class: "beside" }, words.rightsAbout[right])),
    act ? el("button", { ...switchOf(one, right, name, act), class: "switch" }, el("span", { class: "knob", "aria-hidden": "true" }))
      : el("span", { class: "beside" }, one.rights[right] ? words.may : words.mayNot)))), meanwhile(one.member));
}

function cell(one, right, name, act) {
  const allowed = one.rights[right];
  const mark = allowed ? icon("check_circle") : el("span", { class: "dash", "aria-hidden": "true" }, "—");
  return el("td", {}, el("span", { class: "label", "aria-hidden": "true" }, words.rightsShort[right]), act ? el("button", { ...switchOf(one, right, name, act), class: allowed ? "tick on" : "tick" }, mark)
    : el("span", { class: allowed ? "tick on" : "tick" }, mark, el("span", { class: "hidden-words" }, allowed ? words.may : words.mayNot)));
}

// The family of a home. tools: {mayEdit, show, reread}
export function familyCard(file, { mayEdit, show, reread }) {
  const id = encodeURIComponent(file.id);
  const mayOf = (member) => (file.may ?? []).find((one) => one.member === member);
  const rows = (member) => {
    const one = mayOf(member.id) ?? { member: member.id, rights: kAsInvited, change: 0 };
    const act = mayEdit && ((right) => turn(one, right, {
      name: member.name, stays: () => location.hash === `#${id}`,
      // The file is read again with all that follows from it: who changed what, and the first contact.
      done: async () => { await reread(); show(); },
      now: async () => (await reread())?.may?.find((other) => other.member === member.id) ?? null,
    }));
    const about = [words.relations[member.relation] ?? member.relation, member.id === file.first_contact && words.first, one.at && member.active && words.rightsBy(one.who, when(one.at))];
    const line = el("tr", {},
      el("th", { scope: "row" }, el("span", { class: "member" }, portrait(member.photo),
        el("span", {}, el("a", { href: `#${id}/card/${encodeURIComponent(member.id)}`, "data-key": `member ${member.id}` }, el("strong", {}, member.name)),
          el("span", { class: "beside" }, about.filter(Boolean).join(words.comma))))),
      ...(member.active ? kRights.map((right) => cell(one, right, member.name, act)) : [el("td", { colspan: kRights.length, class: "beside" }, words.linkBack)]));
    return faster.has(member.id) ? [line, el("tr", { class: "told" }, el("td", { colspan: kRights.length + 1 }, meanwhile(member.id)))] : [line];
  };
  const nobodyFirst = file.members.some((one) => one.active) && !file.first_contact && !file.closed_at;
  return el("section", { class: "card family" },
    el("div", { class: "card-head" }, el("h2", {}, words.family), file.members.length > 0 && mayEdit && el("span", { class: "beside" }, words.atOnce)),
    nobodyFirst && el("p", { class: "notice" }, icon("warning"), el("span", {}, mayEdit ? words.chooseFirst : words.noFirst)),
    file.members.length ? el("table", { class: "members" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, el("span", { class: "hidden-words" }, words.relative)), ...kRights.map((right) => el("th", { scope: "col" }, words.rightsShort[right])))),
      el("tbody", {}, ...file.members.flatMap(rows))) : el("p", { class: "none" }, words.noFamily),
    file.members.length > 0 && el("p", { class: "beside foot" }, words.automaticElsewhere),
    mayEdit && el("a", { class: "quiet", href: `#${id}/add` }, words.addRelative));
}
