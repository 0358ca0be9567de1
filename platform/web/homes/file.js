// SPDX-License-Identifier: Apache-2.0
// A home's file: the person on top, cards of facts, whom to call, the family, the boxes, who changed what.
import { el, icon } from "/shared/dom.js";
import { changeLines } from "/homes/changes.js";
import { contactsCard } from "/homes/contacts.js";
import { line, parts } from "/homes/facts.js";
import { face } from "/homes/photo.js";
import { readingsCard } from "/homes/readings.js";
import { recordsCard } from "/homes/records.js";
import { familyCard } from "/homes/rights.js";
import { dayOf, localDate, shown, when, yearsSince } from "/homes/said.js";
import { words } from "/homes/words.js";

const card = (title, beside, ...children) => el("section", { class: "card" },
  el("div", { class: "card-head" }, el("h2", {}, title), beside && el("span", { class: "beside" }, beside)), ...children);

export const factOf = (file, name) => file.facts.find((one) => one.name === name)?.value ?? "";

function head(file, tools) {
  const { mayEdit } = tools;
  const id = encodeURIComponent(file.id);
  const birth = factOf(file, "birth_date");
  const years = birth ? yearsSince(birth) : null;
  const about = [shown("sex", factOf(file, "sex")), years !== null && words.age(years), shown("living", factOf(file, "living"))].filter(Boolean);
  const chips = ["allergies", "hearing", "dialect", "sight", "mobility"].map((name) => [name, factOf(file, name)]).filter(([, text]) => text);
  return el("div", { class: "head" },
    face(file.photo, file.photo_by, `/v1/staff/households/${id}`, tools),
    el("div", { class: "who" },
      el("div", { class: "title" }, el("h1", { tabindex: "-1" }, factOf(file, "name")), ...about.map((text) => el("span", { class: "about" }, text))),
      el("ul", { class: "chips" }, ...chips.map(([name, text]) => el("li", { class: name === "allergies" ? "chip red" : "chip" }, name === "allergies" && icon("warning"), words.chip(words.facts[name], text))))),
    el("div", { class: "keys" },
      el("a", { class: "quiet", href: `#${id}/changes` }, icon("schedule"), words.allChanges),
      mayEdit && el("a", { class: "quiet help", href: `#${id}/close` }, icon("close"), words.close)));
}

function factCard(file, part, tools) {
  const facts = parts[part].map((name) => file.facts.find((one) => one.name === name)).filter(Boolean);
  return card(words.parts[part], "", el("dl", { class: "facts" }, ...facts.map((fact) => line(fact, tools))));
}

function boxes(file, mayEdit) {
  const one = (box) => el("dl", { class: "facts box" },
    el("div", { class: "fact" }, el("dt", {}, words.box), el("dd", {}, el("a", { href: `/boxes/#${encodeURIComponent(box.id)}` }, box.box_number), el("span", { class: box.online ? "state on" : "state" },
      el("span", { class: "dot", "aria-hidden": "true" }), box.online ? words.on : words.off))),
    el("div", { class: "fact" }, el("dt", {}, words.contact), el("dd", {}, box.online ? words.now : box.last_seen ? when(box.last_seen) : words.never,
      el("span", { class: "by" }, words.version(box.version)))));
  return card(words.home, "", ...file.terminals.map(one), file.terminals.length === 0 && el("p", { class: "none" }, words.noTv),
    mayEdit && el("a", { class: "quiet", href: "/approve/" }, icon("tv"), words.install));
}

// tools: {drafts, household, keeper, mayEdit, opened, show, reread, failed}
export function fileView(file, tools) {
  return [
    head(file, tools),
    file.closed_at && el("p", { class: "notice" }, icon("lock"), el("span", {}, words.closedOn(dayOf(localDate(new Date(file.closed_at)))))),
    !file.closed_at && !tools.keeper && el("p", { class: "notice" }, icon("lock"), el("span", {}, words.role)),
    el("div", { class: "columns" },
      el("div", {}, factCard(file, "home", tools), factCard(file, "tv", tools), factCard(file, "likes", tools)),
      el("div", {}, contactsCard(file, tools), familyCard(file, tools), factCard(file, "body", tools)),
      el("div", {}, ...[boxes(file, tools.mayEdit), recordsCard(file, tools), readingsCard(file, tools),
        card(words.changes, words.latest(file.changes.length), changeLines(file.changes, file.members))].filter(Boolean))),
  ];
}
