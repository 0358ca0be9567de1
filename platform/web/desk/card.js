// SPDX-License-Identifier: Apache-2.0
// The card in the middle: who it is, how to come in, what to beware of, whom to call. What nobody wrote down is said in
// one quiet line, never left as a hole.
import { el, icon } from "/shared/dom.js";
import { isolated, language } from "/shared/language.js";
import { standing as recordStanding } from "/homes/records.js";
import { words as records } from "/homes/records_words.js";
import { words as files } from "/homes/fact_words.js";
import { words as kin } from "/homes/family_words.js";
import { localDate, shown, yearsSince } from "/homes/said.js";
import { day, face } from "/desk/clock.js";
import { pressed, standing } from "/desk/list.js";
import { onTheWay } from "/desk/queue.js";
import { words } from "/desk/words.js";

const kLate = 15;  // seconds on the way, from which it is said

const factOf = (card, name) => card?.home.facts.find((one) => one.name === name)?.value ?? "";
const said = (card, name) => shown(name, factOf(card, name));
const comma = language === "zh" ? "，" : ", ";

function photo(line, card) {
  const one = card?.home.photo ?? line.photo;
  const drawn = el("span", { class: "photo drawn", "aria-hidden": "true" }, icon("face"));
  if (!one) return drawn;
  return el("img", { class: "photo", src: `/v1/staff/photos/${encodeURIComponent(one.id)}?size=full`, alt: words.person(line.person), onerror: (event) => event.target.replaceWith(drawn) });
}

function about(card) {
  const born = factOf(card, "birth_date");
  const years = born ? yearsSince(born) : null;
  return [said(card, "sex"), years !== null && words.years(years), said(card, "living")].filter(Boolean);
}

const chip = (name, picture, text, kind = "") => el("li", { class: `chip ${kind}`, "data-chip": name }, icon(picture), el("span", {}, text));

// In the order in which one needs them on the way there.
function chips(card) {
  const lift = factOf(card, "lift");
  const floor = [factOf(card, "floor"), lift && (/电梯|lift|elevator/i.test(lift) ? lift : files.chip(files.facts.lift, lift))].filter(Boolean).join(comma);
  const door = factOf(card, "door_code"), allergies = factOf(card, "allergies");
  return [
    door && chip("door_code", "key", words.doorCode(door), "warm"),
    floor && chip("floor", "elevator", floor),
    factOf(card, "way_in") && chip("way_in", "home", factOf(card, "way_in")),
    allergies && chip("allergies", "warning", words.allergies(allergies), "red"),
    factOf(card, "mobility") && chip("mobility", "directions_walk", factOf(card, "mobility")),
    factOf(card, "hearing") && chip("hearing", "hearing", factOf(card, "hearing")),
    factOf(card, "dialect") && chip("dialect", "record_voice_over", factOf(card, "dialect")),
  ].filter(Boolean);
}

// Whatever of this is missing is named.
const kWanted = ["birth_date", "living", "door_code", "floor", "allergies", "mobility", "hearing", "dialect"];
const missing = (card) => kWanted.filter((name) => !factOf(card, name) && !(name === "floor" && factOf(card, "lift"))).map((name) => files.facts[name]);

export function head(line, card) {
  const unknown = card ? missing(card) : [];
  return [
    photo(line, card),
    el("div", { class: "who-where" },
      el("h2", { id: "name" }, el("strong", {}, line.person), el("span", { class: "about" }, about(card).map((text, index) => el("span", {}, (index ? "　" : "") + text)).reduce((node, one) => (node.append(one), node), el("span")))),
      el("p", { class: "where" }, icon("location_on"), el("span", {}, line.address || words.noAddress)),
      card && el("ul", { class: "chips" }, ...chips(card)),
      unknown.length > 0 && el("p", { class: "unknown" }, words.unknown(unknown.join(files.between)))),
  ];
}

// Who has it, as in the list; and when the box says that it was pressed, where that was long before.
export function strip(line, place, at) {
  const { text, icon: picture, tone } = standing(line, place, at);
  return [icon(picture), el("span", { class: "stands" }, `${pressed(line)}${words.then}${text}`),
    onTheWay(line) > kLate && el("span", { class: "late" }, words.late(face(line.pressed_at))), tone];
}

function contact(one, index, told) {
  return el("li", { class: "contact" },
    el("span", { class: "order", "aria-hidden": "true" }, String(index + 1)),
    el("span", { class: "whom" },
      el("span", {}, el("strong", {}, one.name), one.relation && el("span", { class: "beside" }, ` ${one.relation}`)),
      el("span", { class: "beside" }, [one.note, told && words.toldFamily].filter(Boolean).join(comma))),
    one.phone && el("a", { class: "number", href: `tel:${one.phone}` }, icon("call"), el("span", {}, shown("phone", one.phone))));
}

// Relatives have no number here; who was told is said with each.
function relatives(card, family) {
  const list = (card.home.members ?? []).filter(({ active }) => active);
  const text = ({ id, name, relation }) => [`${isolated(name)}${kin.relations[relation] ? ` ${kin.relations[relation]}` : ""}`, id === card.home.first_contact && kin.first, family.has(name) && words.toldFamily].filter(Boolean).join(comma);
  return list.length > 0 && el("p", { class: "relatives" }, el("span", { class: "beside" }, words.relatives), el("span", { class: "value" }, list.map(text).join(words.between)));
}

function contacts(line, card) {
  const list = card.home.contacts?.contacts ?? [];
  const family = new Set(line.alarm.family ?? []);
  const home = factOf(card, "phone");
  return el("section", { class: "contacts", "aria-labelledby": "contacts" }, el("h3", { id: "contacts" }, words.contacts),
    list.length ? el("ol", {}, ...list.map((one, index) => contact(one, index, family.has(one.name)))) : el("p", { class: "none" }, words.noContacts),
    home && el("p", { class: "home-line" }, el("span", { class: "beside" }, words.homeLine), el("a", { class: "number", href: `tel:${home}` }, icon("call"), el("span", {}, shown("phone", home)))),
    relatives(card, family));
}

function recordLine(row) {
  if (row.sort === "assessment") return records.kinds.assessment[row.kind] ?? row.kind;
  return records.kinds.subsidy[row.kind] ?? row.kind;
}

function help(card) {
  const today = localDate(new Date());
  const valid = (card.home.records ?? []).filter((row, _, all) => recordStanding(row, all, today) === "valid");
  return valid.map(recordLine).join(files.between);
}

function body(card) {
  const facts = [["illnesses", files.facts.illnesses], ["medicines", words.medicines], ["care", files.facts.care], ["sight", files.facts.sight], ["clinic", files.facts.clinic]].map(([name, label]) => [label, factOf(card, name)]);
  const granted = help(card);
  if (granted) facts.push([words.help, granted]);  // nothing may also mean that this reader is not shown any
  if (factOf(card, "note")) facts.push([files.facts.note, factOf(card, "note")]);
  return el("section", { class: "body", "aria-labelledby": "body" }, el("h3", { id: "body" }, words.body),
    el("dl", {}, ...facts.map(([label, text]) => el("div", {}, el("dt", {}, label), el("dd", { class: text ? "value" : "none" }, text || words.unwritten, label === words.medicines && el("span", { class: "beside taken" }, words.notTaken))))));
}

function before(card) {
  const list = card.before ?? [];
  return el("section", { class: "before", "aria-labelledby": "before" }, el("h3", { id: "before" }, words.before),
    list.length ? el("ul", {}, ...list.slice(0, 3).map((one) => el("li", {}, el("span", { class: "beside" }, day(one.at)), el("span", { class: "value" }, one.text ? words.outcomes[one.text] ?? one.text : words.cancelled)))) : el("p", { class: "none" }, words.noBefore),
    el("p", {}, el("a", { href: `/homes/#${encodeURIComponent(card.home.id)}`, target: "_blank", rel: "noopener" }, words.file)));
}

export const facts = (line, card) => [el("div", {}, contacts(line, card)), el("div", {}, body(card), before(card))];
