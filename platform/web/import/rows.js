// SPDX-License-Identifier: Apache-2.0
// The rows of a list: what would happen to each, and why.
import { el, icon } from "/shared/dom.js";
import { words } from "/import/words.js";

export const fates = ["create", "change", "same", "refused"];
export const fateIcons = { create: "add_circle", change: "edit", same: "equal", refused: "error" };

export const counted = (report) => ({ create: report.created, change: report.changed, same: report.same, refused: report.refused });

export function counts(report) {
  const count = counted(report);
  const names = report.written ? words.countsDone : words.counts;
  return el("ul", { class: "counts" }, ...fates.map((fate) => el("li", { class: `card count ${fate}` }, icon(fateIcons[fate]),
    el("span", {}, el("strong", {}, words.rows(count[fate])), el("span", {}, names[fate])))));
}

function change(one) {
  return el("span", { class: "one-change" }, `${one.label} `, el("s", {}, one.before || words.nothing), " → ", el("b", {}, one.after || words.nothing));
}

function line(row) {
  return el("tr", { class: row.fate },
    el("td", { class: "number" }, String(row.row)),
    el("td", {}, el("span", { class: `fate ${row.fate}` }, icon(fateIcons[row.fate]), words.fates[row.fate])),
    el("td", { class: "name" }, row.name || words.noName),
    el("td", {}, row.address),
    el("td", { class: "why" }, ...(row.fate === "change" ? row.changes.map(change) : []), row.why && (row.changes.length ? el("div", {}, row.why) : row.why)));
}

export function table(rows, written) {
  if (!rows.length) return el("p", { class: "none no-rows" }, words.noRows);
  return el("table", { class: "lines" }, el("caption", { class: "hidden-words" }, words.table),
    el("thead", {}, el("tr", {}, ...(written ? words.columnsDone : words.columns).map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, ...rows.map(line)));
}
