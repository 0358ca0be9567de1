// SPDX-License-Identifier: Apache-2.0
// What may be several of a list and others in one's own words: interests and needs. Kept as meals、other:学发照片 (facts.hpp).
import { el } from "/shared/dom.js";
import { words } from "/homes/words.js";

const kBetween = "、", kOwn = "other:";

const partsOf = (value) => value.split(kBetween).filter(Boolean);
const isOwn = (part) => part.startsWith(kOwn);
const ownOf = (part) => part.slice(kOwn.length);

export const hasChoices = (name) => Boolean(words.choices[name]);

// 助餐、学发照片
export const chosen = (name, value) => partsOf(value).map((part) => (isOwn(part) ? ownOf(part) : words.choices[name][part] ?? part)).join(words.between);

// write(value): what is chosen now
export function choices(name, value, { write, ...properties }) {
  const parts = partsOf(value);
  const boxes = Object.entries(words.choices[name]).map(([word, text]) => ({
    word, box: el("input", { type: "checkbox", checked: parts.includes(word), "data-key": `choose ${name} ${word}` }), text,
  }));
  const own = el("input", { value: parts.filter(isOwn).map(ownOf).join(words.between), autocomplete: "off", placeholder: words.ownExample[name], "data-key": `choose ${name} own` });
  const take = () => write([...boxes.filter(({ box }) => box.checked).map(({ word }) => word),
    ...own.value.split(/[、，；,;|]/).map((text) => text.trim()).filter(Boolean).map((text) => kOwn + text)].join(kBetween));
  return el("div", { class: "choices", role: "group", oninput: take, ...properties },
    ...boxes.map(({ box, text }) => el("label", {}, box, text)), el("label", { class: "own" }, el("span", {}, words.own), own));
}
