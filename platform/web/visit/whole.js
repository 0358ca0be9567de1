// SPDX-License-Identifier: Apache-2.0
// One sentence in the place of everything else, and what can be done about it.
import { byId, el } from "/shared/dom.js";
import { words } from "/visit/words.js";

export function wholePage(iconName, [title, text], { steps = [], action, act, link, address } = {}) {
  for (const id of ["door", "call", "ended"]) byId(id).hidden = true;
  byId("message-page").hidden = false;
  byId("message-icon").className = `icon icon-${iconName}`;
  byId("message-title").textContent = title;
  byId("message-text").textContent = text;
  byId("message-steps").hidden = steps.length === 0;
  byId("message-steps").replaceChildren(...steps.map((step) => el("li", {}, step)));
  byId("message-action").hidden = !action;
  byId("message-action").textContent = action ?? "";
  byId("message-action").onclick = act ?? null;
  byId("message-link").hidden = !link;
  byId("message-link").textContent = link ?? "";
  if (address) byId("message-link").href = address;
  document.title = `${title} · ${words.product}`;
}
