// SPDX-License-Identifier: Apache-2.0
// A link that is told once: to be copied, or sent on by the phone's own means.
import { el } from "/shared/dom.js";
import { words } from "/family/words.js";

export function toldLink(sentence, address) {
  const copied = el("span", { class: "kept", role: "status" });
  const link = el("p", { class: "guest-link" }, address);
  const copy = async () => {
    try { await navigator.clipboard.writeText(address); copied.textContent = words.copied; } catch { getSelection().selectAllChildren(link); }
  };
  return [el("p", {}, sentence), link, el("p", { class: "keys" },
    navigator.share && el("button", { type: "button", class: "quiet family", onclick: () => navigator.share({ url: address }).catch(() => {}) }, words.share),
    el("button", { type: "button", class: "quiet", onclick: copy }, words.copy), copied)];
}
