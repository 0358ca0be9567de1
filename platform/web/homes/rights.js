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

// What is told of a member's switches until the next press: who was faster, or what was not kept.
const faster = new Map();
// What is pressed while an answer is on its way waits for it. By member: {one: MayDo as the platform said it last, wishes: what
// waits, on by right, sent: [right, on] or null, tools}
const turning = new Map();

const keyOf = (right, member) => `${right} ${member}`;
const wished = (work, right) => work?.wishes.get(right) ?? (work?.sent?.[0] === right ? work.sent[1] : undefined);

// Until it is answered a switch shows what holds, and that something is under way.
function mark(member) {
  for (const right of kRights) {
    const node = document.querySelector(`[data-key="${CSS.escape(keyOf(right, member))}"]`);
    if (wished(turning.get(member), right) === undefined) node?.removeAttribute("aria-busy");
    else node?.setAttribute("aria-busy", "true");
  }
}

async function refused(work, error) {
  const { member } = work.one;
  const { name, done, now, stays } = work.tools;
  work.wishes.clear();  // they were pressed upon what did not come true
  const fresh = await now().catch(() => null);
  if (fresh) work.one = fresh;
  if (!stays()) { faster.set(member, refusal(error)); return; }
  const other = error.code === "changed_meanwhile" && fresh;
  if (other) faster.set(member, words.rightsMeanwhile(fresh.who, when(fresh.at), name, rightsWords(fresh.rights)));
  if (fresh) await done(fresh);
  if (!other) complain(refusal(error));
}

// The one that waits longest.
async function send(work) {
  const [[right, on]] = work.wishes;
  const { member, rights, change } = work.one;
  work.wishes.delete(right);
  if (rights[right] === on) return;  // pressed back before it was sent
  work.sent = [right, on];
  mark(member);
  try {
    const known = await ask("POST", `/v1/staff/members/${encodeURIComponent(member)}/rights`, { body: { rights: { ...rights, [right]: on }, seen: change } });
    work.one = known.relatives.find((other) => other.member.id === member).may;
  } catch (error) {
    work.sent = null;
    if (!(error instanceof Problem)) throw error;
    await refused(work, error);
    return;
  }
  work.sent = null;
  const { name, done, stays } = work.tools;
  if (!stays()) return;
  say(!on && right === "visit" ? words.visitTaken(name) : (on ? words.rightGiven : words.rightTaken)(name, words.rightsShort[right]));
  await done(work.one);
}

// One is turned; the last press of each counts. one: MayDo as it is shown; tools: {name, done(MayDo), now(): MayDo as it is by
// then, or null; stays()}
export async function turn(one, right, tools) {
  const { member } = one;
  const under = turning.get(member);
  const on = !(wished(under, right) ?? one.rights[right]);
  faster.delete(member);
  complain("");
  say("");
  if (under) {
    under.wishes.set(right, on);
    under.tools = tools;
    mark(member);
    return;
  }
  const work = { one, wishes: new Map([[right, on]]), sent: null, tools };
  turning.set(member, work);
  try {
    while (work.wishes.size) await send(work);
  } finally {
    turning.delete(member);
    mark(member);
  }
}

const meanwhile = (member) => faster.has(member) && el("p", { class: "meanwhile", role: "alert" }, icon("warning"), faster.get(member));

const switchOf = (one, right, name, act) => ({
  type: "button", role: "switch", "aria-checked": String(one.rights[right]), "aria-label": words.rightOf(name, words.rights[right]), "aria-busy": wished(turning.get(one.member), right) !== undefined && "true", "data-key": keyOf(right, one.member), onclick: () => act(right),
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
      done: async (may) => { Object.assign(one, may); await reread(); show(); },
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
