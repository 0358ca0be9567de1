// SPDX-License-Identifier: Apache-2.0
// Questions in words. While one stands no key means anything else, and what was pressed for the page before answers nothing.
import { el } from "/shared/dom.js";
import { kNotYet } from "/desk/keys.js";
import { words } from "/desk/words.js";

let open = null;
export const asking = () => Boolean(open);
// What it asks cannot be done now, and something must be seen over everything.
export const dismiss = () => open?.close();

// A dialog of one's own; the one before gives way.
export function stand(dialog) {
  open?.close();
  dialog.addEventListener("close", () => { dialog.remove(); if (open === dialog) open = null; });
  document.body.append(dialog);
  open = dialog;
  dialog.showModal();
}

// keys: [{text, tone, act}], the first one has the focus; Esc is the last one. act() may return text: it is said, and the question stays. more: a node below the lead
export function question(title, lead, keys, more = null) {
  const said = el("p", { class: "dialog-said", role: "alert", hidden: true });
  const say = (text) => { said.hidden = !text; said.textContent = text; };
  const dialog = el("dialog", { class: "ask", "aria-labelledby": "ask-title" });
  const leave = () => dialog.close();
  let busy = false;
  const press = async (act) => {
    if (busy) return;
    busy = true;
    const text = await act?.();
    busy = false;
    if (text) say(text); else leave();
  };
  const buttons = keys.map(({ text, tone = "plain", act }) => el("button", { type: "button", class: `key ${tone}`, "aria-disabled": "true", onclick: (event) => { if (event.currentTarget.getAttribute("aria-disabled") !== "true") press(act); } }, text));
  setTimeout(() => { for (const button of buttons) button.removeAttribute("aria-disabled"); }, kNotYet);
  dialog.append(el("h2", { id: "ask-title" }, title), ...(lead ? [el("p", {}, lead)] : []), ...(more ? [more] : []), said, el("div", { class: "ask-keys" }, ...buttons));
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); press(keys.at(-1).act); });
  stand(dialog);
  buttons[0].focus();
  return { say, leave };
}

// family: it has reached them
export const closeQuestion = (name, family, act) => question(words.closeAsk(name), words.closeMeans(family), [{ text: words.closeYes, tone: "red", act }, { text: words.closeNo }]);
