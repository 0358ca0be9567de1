// SPDX-License-Identifier: Apache-2.0
// The card for one relative, as it is printed: A6, the link as a QR code, three steps.
import { el, icon } from "/shared/dom.js";
import { portrait } from "/staff/session.js";
import { words } from "/homes/words.js";

const kQuiet = 4;  // modules around the code that stay white
const svg = (tag, properties) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
  return node;
};

// rows of 0 and 1
export function qrPicture(rows, label) {
  const side = rows.length + 2 * kQuiet;
  const picture = svg("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" });
  const path = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => `M${run.index + kQuiet} ${y + kQuiet}h${run[0].length}v1h-${run[0].length}z`)).join("");
  picture.append(svg("path", { d: `M0 0h${side}v${side}h-${side}z`, fill: "#fff" }), svg("path", { d: path, fill: "#000" }));
  return picture;
}

export function paperCard(file, one, household, { address, qr }, rights) {
  const copied = el("span", { role: "status" });
  const link = el("p", { class: "address", tabindex: "-1" }, address);
  const copy = async () => {
    try { await navigator.clipboard.writeText(address); copied.textContent = words.copied; } catch { getSelection().selectAllChildren(link); copied.textContent = words.copyByHand; }
  };
  const relation = words.relations[one.relation] ?? "";
  return el("div", { class: "paper-place" },
    el("section", { class: "paper", "aria-label": words.cardOf(one.name) },
      qrPicture(qr, words.qrLabel(one.name)),
      el("div", { class: "told" },
        el("div", { class: "whose" }, portrait(file.photo), el("span", {}, household, el("br"), words.product)),
        el("p", { class: "name" }, one.relation === "other" || one.name.includes(relation) ? one.name : words.relationName(relation, one.name)),
        el("ol", {}, ...words.cardSteps(rights).map((step) => el("li", {}, step)))),
      el("p", { class: "foot" }, words.cardOnly(one.name))),
    el("div", { class: "keys" },
      el("button", { type: "button", class: "store", onclick: () => print() }, icon("print"), words.print),
      el("button", { type: "button", class: "quiet", onclick: copy }, words.copyLink), copied),
    link);
}
