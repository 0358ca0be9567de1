// SPDX-License-Identifier: Apache-2.0
// What a relative settles about visits: when one is free, one's phones, and for the first contact the rules of the home.
import { Problem, ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { may } from "/shared/rights.js";
import { dayWords, hourWords, localDay } from "/shared/time.js";
import { memberName } from "/family/days.js";
import { Guests } from "/family/guests.js";
import { LentList } from "/family/lent.js";
import { LinkMaker } from "/family/links.js";
import { words } from "/family/words.js";

const kLookEvery = 15000;  // milliseconds between two looks at what guests do
const kPolicies = ["ring", "automatic", "automatic_by_day", "automatic_in_alarm"];

let homeNow = null;   // () => FamilyHome
let clockNow = null;  // () => Date
let phones = null;    // LentList
let phonesPart = null;
let ownLink = null;   // LinkMaker
const otherLinks = new Map();  // LinkMaker by member: what was told stays while other things change
let guests = null;

const hours = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

// The sentence for what was not kept.
const kRefusals = { relative_may_not_visit: words.notTheirs, visit_not_allowed: words.noVisitFree };
const whyNot = (error) => kRefusals[error.code]?.(homeNow().station) ?? words.notKept;

// A choice that is kept at once; its own line says whether it was.
function choice(id, label, options, chosen, save) {
  const said = el("span", { class: "kept", role: "status" });
  let kept = chosen;
  const select = el("select", { id, class: "select", "aria-label": label }, ...options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
  select.addEventListener("change", async () => {
    said.textContent = "";
    const wanted = select.value;
    try {
      await save(wanted);
      kept = wanted;
      said.textContent = words.kept;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      select.value = kept;
      said.textContent = whyNot(error);
    }
  });
  return [select, said];
}

const part = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);

function freeWords({ elder, free_from: from, free_at: at, zone }, said = words.freeHint) {
  const tomorrow = Boolean(at) && localDay(new Date(at), zone) > localDay(clockNow(), zone);
  return said(elder, from ? hourWords(Number(from.split(":")[0]), language) : "", tomorrow);
}

// What was said before the right was gone can be taken back by who said it.
function unsayPart(home) {
  const said = el("span", { class: "kept", role: "status" });
  const hint = el("p", { class: "more" }, freeWords(home, words.freeStands));
  const unsay = async () => {
    said.textContent = "";
    try {
      await ask("POST", "/v1/family/free", { body: { free_from: "" } });
      Object.assign(home, { free_from: "", free_at: undefined });
      hint.textContent = freeWords(home);
      key.remove();
      said.textContent = words.kept;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      said.textContent = whyNot(error);
    }
  };
  const key = el("button", { type: "button", class: "quiet", onclick: unsay }, words.freeUnsay);
  return [hint, el("p", { class: "keys" }, key, said)];
}

function freePart(home) {
  if (!may(home, "visit")) return part(words.freeTitle, ...(home.free_from ? unsayPart(home) : []), el("p", { class: "more" }, words.noVisitFree(home.station)));
  const hint = el("p", { class: "more" }, freeWords(home));
  const options = [["", words.freeNever], ...hours(6, 22).map((one) => [`${String(one).padStart(2, "0")}:00`, hourWords(one, language)])];
  return part(words.freeTitle, ...choice("free", words.freeTitle, options, home.free_from ?? "", async (value) => {
    const said = await ask("POST", "/v1/family/free", { body: { free_from: value } });
    home.free_from = value;
    home.free_at = said?.free_at;
    hint.textContent = freeWords(home);
  }), hint);
}

// She said no to what was proposed last: nothing waits, and nothing was agreed to since.
const declinedAt = (rule) => (rule?.proposed_at && !rule.proposed && !(rule.agreed_at >= rule.proposed_at) ? rule.proposed_at : "");

const kInAlarm = "automatic_in_alarm";
// Only a home that can call for help has an alarm in which something could be answered.
const noHelp = (home, policy) => policy === kInAlarm && !(home.capabilities ?? []).includes("help");

// What can be chosen; what was chosen already stands among it.
const policiesFor = (home, chosen) => kPolicies.filter((policy) => policy === chosen || policy === "ring" || (may(home, "visit") && !noHelp(home, policy))).map((policy) => [policy, words.policies[policy]]);

// What is in force, and what waits for the elder or was not to her liking.
function ruleWords(home, rule) {
  const out = [];
  const policy = words.policies[rule?.policy ?? "ring"];
  const day = (moment) => dayWords(new Date(moment), clockNow(), home.zone, language);
  if (rule?.agreed_at && rule.policy !== "ring") out.push(el("p", { class: "rule-now" }, icon("check"), words.ruleAgreed(home.elder, day(rule.agreed_at), policy)));
  else out.push(el("p", { class: "rule-now" }, words.ruleNow(policy)));
  if (rule?.proposed && rule.proposed !== rule.policy) out.push(el("p", { class: "rule-waits" }, icon("schedule"), words.ruleWaits(home.elder, words.policies[rule.proposed])));
  if (noHelp(home, rule?.policy) || noHelp(home, rule?.proposed)) out.push(el("p", { class: "rule-waits" }, icon("warning"), words.noHelpYet(home.elder)));
  const no = declinedAt(rule);
  if (no) out.push(el("p", { class: "rule-waits" }, icon("close"), words.ruleDeclined(home.elder, day(no))));
  return out;
}

function rulesParts(home) {
  const rules = home.rules ?? { first_contact: "", rules: [], quiet: { from: 21, to: 7 } };
  const of = (member) => (rules.rules ?? []).find((one) => one.member === member);
  if (rules.first_contact !== home.me.id) {
    const first = home.members.find((one) => one.id === rules.first_contact);
    return [part(words.rulesTitle, ...(may(home, "visit") ? ruleWords(home, of(home.me.id)) : []), el("p", { class: "more" }, first ? words.rulesElse(memberName(first)) : words.rulesNobody))];
  }
  const rows = home.members.filter((one) => one.active !== false).map((member) => {
    const rule = of(member.id);
    const state = el("div", { class: "rule-state" }, ...ruleWords(home, rule));
    const chosen = rule?.proposed ?? rule?.policy ?? "ring";
    const [select, said] = choice(`rule-${member.id}`, words.rulesOf(memberName(member)), policiesFor(home, chosen), chosen, async (policy) => {
      home.rules = await ask("POST", "/v1/family/rules", { body: { member: member.id, policy } });
      state.replaceChildren(...ruleWords(home, home.rules.rules.find((one) => one.member === member.id)));
    });
    return el("li", {}, el("label", { for: select.id }, memberName(member)), select, said, state);
  });
  const quiet = { from: 21, to: 7, ...rules.quiet };
  const save = async (change) => {
    home.rules = await ask("POST", "/v1/family/quiet", { body: { ...quiet, ...change } });
    Object.assign(quiet, change);
  };
  const times = hours(0, 23).map((hour) => [String(hour), hourWords(hour, language)]);
  return [
    part(words.rulesTitle, el("p", { class: "more" }, words.rulesHint(home.elder)),
      !may(home, "visit") && el("p", { class: "more" }, words.noVisitRules(home.station)), el("ul", { class: "rules" }, ...rows)),
    part(words.quietTitle, el("div", { class: "quiet-hours" },
      el("label", {}, words.quietFrom, ...choice("quiet-from", `${words.quietTitle}, ${words.quietFrom}`, times, String(quiet.from), (value) => save({ from: Number(value) }))),
      el("label", {}, words.quietTo, ...choice("quiet-to", `${words.quietTitle}, ${words.quietTo}`, times, String(quiet.to), (value) => save({ to: Number(value) })))),
    el("p", { class: "more" }, words.quietNever)),
    part(words.guestTitle, ...(may(home, "visit") ? guests.nodes(home.elder) : [el("p", { class: "more" }, words.noVisitGuest(home.station)), guests.list.node])),
    ...linksPart(home),
  ];
}

// The first contact helps those who have no way in any more.
function linksPart(home) {
  const rows = home.members.filter((one) => one.active !== false && one.id !== home.me.id).map((member) => {
    const name = memberName(member);
    if (!otherLinks.has(member.id)) {
      otherLinks.set(member.id, new LinkMaker({
        path: `/v1/family/members/${encodeURIComponent(member.id)}/link`,
        make: words.linkOther, label: words.linkOtherOf(name), sure: words.linkOtherSure(name), ends: words.linkOtherEnds, made: words.linkOtherMade(name),
      }));
    }
    return el("li", {}, el("strong", {}, name), otherLinks.get(member.id).node);
  });
  return rows.length ? [part(words.linksTitle, el("p", { class: "more" }, words.linksHint), el("ul", { class: "rules" }, ...rows))] : [];
}

function phoneRow(phone) {
  const day = (moment) => dayWords(new Date(moment), clockNow(), homeNow().zone, language);
  return {
    icon: "smartphone", name: phone.name, sure: words.phoneSure(phone.name),
    about: phone.this_one ? words.phoneThis : phone.last_seen ? words.phoneLast(day(phone.last_seen)) : words.phoneSince(day(phone.since)),
  };
}

function show() {
  const home = homeNow();
  shownFor = allowed(home);
  drawnFrom = settled(home);
  byId("settings-parts").replaceChildren(freePart(home), ...rulesParts(home), phonesPart);
}

// What decides which parts there are.
const allowed = (home) => JSON.stringify([may(home, "visit"), home.rules?.first_contact]);
let shownFor = "";
// What stands in them. Drawn anew without need, they would take a tap away that is under way.
const settled = (home) => JSON.stringify([home.rules, home.free_from, home.free_at, home.members, home.me, home.elder, home.capabilities, home.station]);
let drawnFrom = "";

// The elder has agreed, or another phone changed something: shown unless a choice is just being made. What is no longer
// allowed goes at once.
export function showRules() {
  if (!byId("settings").open) return;
  const home = homeNow();
  const changed = drawnFrom !== settled(home) && !byId("settings-parts").contains(document.activeElement);
  if (shownFor !== allowed(home) || changed) show();
}

export function openSettings() {
  show();
  ownLink.show();
  byId("settings").showModal();
  phones.read();
  if (guests.list.node.isConnected) guests.list.read();  // only who looks after the home invites
}

function look() {
  if (byId("settings").open && guests.list.node.isConnected && document.visibilityState === "visible") guests.list.refresh();
}

export function readySettings(home, now) {
  homeNow = home;
  clockNow = now;
  guests = new Guests(home, now);
  phones = new LentList({
    path: "/v1/family/phones",
    listed: (answer) => answer.phones ?? [],
    row: phoneRow,
    unread: words.phonesUnread,
    changed: () => { phonesPart.hidden = phones.empty; },
    back: (phone) => { if (phone.this_one) location.reload(); else ownLink.show(words.linkAfter(phone.name)); },
  });
  ownLink = new LinkMaker({
    path: "/v1/family/link", make: words.linkMake, sure: words.linkSure, made: words.linkMade,
    // This page is opened again by what stands in its address.
    came: (link) => { history.replaceState(history.state, "", `#${link}`); phones.refresh(); },
  });
  phonesPart = part(words.phonesTitle, el("p", { class: "more" }, words.phonesHint), phones.node, el("p", { class: "more link-hint" }, words.linkHint), ownLink.node);
  phonesPart.hidden = true;
  byId("settings-close").addEventListener("click", () => byId("settings").close());
  byId("settings").addEventListener("close", () => { guests.forget(); otherLinks.clear(); });
  setInterval(look, kLookEvery);
}
