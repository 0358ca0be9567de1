// SPDX-License-Identifier: Apache-2.0
// Questions in words. While one stands no key means anything else, and what was pressed for the page before answers nothing.
import { el } from "/shared/dom.js";
import { kNotYet } from "/desk/keys.js";
import { Pressed } from "/desk/pressed.js";
import { words } from "/desk/words.js";

const open = [];   // {dialog, stays}, the last one on top
let made = 0;
let left = () => {};
export const asking = () => open.length > 0;
// Where it is said what came of a key whose dialog was left meanwhile.
export const saidAfter = (say) => { left = say; };
// What they ask cannot be done now, and something must be seen over everything. What is read out, or told once, stays.
export const dismiss = () => { for (const one of [...open]) if (!one.stays) one.dialog.close(); };

// The one before waits below.
function stand(dialog, stays) {
  const one = { dialog, stays };
  dialog.addEventListener("close", () => { dialog.remove(); const at = open.indexOf(one); if (at >= 0) open.splice(at, 1); });
  document.body.append(dialog);
  open.push(one);
  dialog.showModal();
}

// parts: below the heading; keys: [{text, tone, act, key}], the last one is Esc, which leaves whatever is under way.
// stays: also while the line is cut; doing, after(text): as in pressed.js; focus(): of the parts, else the first key has it
export function panel(title, parts, keys, { kind = "ask", stays = false, doing = words.doing, after = (text) => left(text), focus } = {}) {
  const name = `ask-${++made}`;
  const said = el("p", { class: "dialog-said", role: "alert", hidden: true });
  const dialog = el("dialog", { class: kind, "aria-labelledby": name });
  const say = (text, bad = true) => { said.hidden = !text; said.textContent = text; said.classList.toggle("calm", !bad); };
  const pressed = new Pressed({ say, isOpen: () => dialog.open, close: () => dialog.close(), left: after, doing, failed: words.notDoneHere });
  const press = (act) => { if (pressed.takes(performance.now())) pressed.press(act); };
  const leave = () => { dialog.close(); keys.at(-1)?.act?.(); };
  const buttons = keys.map(({ text, tone = "plain", act, key }, index) => el("button", { type: "button", class: `key ${tone}`, "data-key": key,
    onclick: () => { if (index < keys.length - 1) press(act); else if (pressed.takes(performance.now())) leave(); } }, text));
  // From now on it can be answered, but for what was pressed before it could be read.
  const ready = () => {
    pressed.ready(performance.now() + kNotYet);
    const asked = () => [...buttons, ...dialog.querySelectorAll(".choice")];
    for (const button of asked()) button.setAttribute("aria-disabled", "true");
    setTimeout(() => { if (pressed.takes(performance.now())) for (const button of asked()) button.removeAttribute("aria-disabled"); }, kNotYet + 20);
  };
  dialog.append(el("h2", { id: name }, title), ...[...parts, stays && el("p", { class: "dialog-cut", role: "status" }, words.cutHere)].filter(Boolean), said, el("div", { class: "ask-keys" }, ...buttons));
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  stand(dialog, stays);
  ready();
  (focus?.() ?? buttons[0])?.focus();
  return { dialog, say, press, ready, leave };
}

// more: a node below the lead
export const question = (title, lead, keys, more = null, options = {}) => panel(title, [lead && el("p", {}, lead), more], keys, options);

// family: it has reached them; asked: as in askedOf
export const closeQuestion = (name, family, asked, act, after) => question(words.closeAsk(name), words.closeMeans(family, asked), [{ text: words.closeYes, tone: "red", act }, { text: words.closeNo }], null, { after });
