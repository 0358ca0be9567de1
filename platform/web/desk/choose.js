// SPDX-License-Identifier: Apache-2.0
// A list that is chosen from with arrows and Enter, in a dialog over the page; and dialogs whose middle is somebody's own.
import { el } from "/shared/dom.js";
import { stand } from "/desk/dialogs.js";

let made = 0;

// parts: below the heading; keys: [{text, tone, act}]; Esc is the last one. act() may return text: it is said, and the dialog stays.
export function panel(title, parts, keys, focus) {
  const name = `panel-${++made}`;
  const said = el("p", { class: "dialog-said", role: "alert", hidden: true });
  const say = (text) => { said.hidden = !text; said.textContent = text; };
  const dialog = el("dialog", { class: "ask going", "aria-labelledby": name });
  let busy = false;
  const press = async (act) => {
    if (busy) return;
    busy = true;
    say("");
    const text = await act?.();
    busy = false;
    if (text) say(text); else if (dialog.open) dialog.close();
  };
  const leave = () => press(keys.at(-1)?.act);
  dialog.append(el("h2", { id: name }, title), ...parts.filter(Boolean), said,
    el("div", { class: "ask-keys" }, ...keys.map(({ text, tone = "plain", act, key }) => el("button", { type: "button", class: `key ${tone}`, "data-key": key, onclick: () => press(act) }, text))));
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  stand(dialog);
  (focus?.() ?? dialog.querySelector("button"))?.focus();
  return { dialog, say, press };
}

// rows: [{key, text, beside, red, more}]; chosen(row) is as act of panel()
export function chooser(title, lead, rows, chosen, leaveText) {
  const list = el("ul", { class: "choose" }, ...rows.map((row) => el("li", {},
    el("button", { type: "button", class: "choice", "data-key": row.key, onclick: () => shown.press(() => chosen(row)) }, el("strong", {}, row.text), row.beside && el("span", { class: row.red ? "red" : "beside" }, row.beside)),
    row.more)));
  const buttons = () => [...list.querySelectorAll(".choice")];
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = buttons(), at = all.indexOf(document.activeElement.closest("li")?.querySelector(".choice"));
    all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
  });
  const shown = panel(title, [lead && el("p", {}, lead), list], [{ text: leaveText }], () => buttons()[0]);
  return shown;
}
