// SPDX-License-Identifier: Apache-2.0
// A list that is chosen from with arrows and Enter, in a dialog over the page.
import { el } from "/shared/dom.js";
import { panel } from "/desk/dialogs.js";

// rows: [{key, text, beside, red, more}], or null: they come later, by fill(lead, rows); chosen(row) is as act of panel()
export function chooser(title, lead, rows, chosen, leaveText, options = {}) {
  const said = el("p", { role: "status" });
  const list = el("ul", { class: "choose" });
  const row = (one) => el("li", {},
    el("button", { type: "button", class: "choice", "data-key": one.key, onclick: () => shown.press(() => chosen(one)) }, el("strong", {}, one.text), one.beside && el("span", { class: one.red ? "red" : "beside" }, one.beside)),
    one.more);
  const put = (text, all) => {
    said.hidden = !text;
    said.textContent = text;
    list.replaceChildren(...(all ?? []).map(row));
  };
  const buttons = () => [...list.querySelectorAll(".choice")];
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = buttons(), at = all.indexOf(document.activeElement.closest("li")?.querySelector(".choice"));
    all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
  });
  put(lead, rows);
  const shown = panel(title, [said, list], [{ text: leaveText }], { kind: "ask going", focus: () => buttons()[0], ...options });
  return { ...shown, fill: (text, all) => { put(text, all); shown.ready(); buttons()[0]?.focus(); } };
}
