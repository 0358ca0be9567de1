// SPDX-License-Identifier: Apache-2.0
// Elements without markup: text only ever arrives as text.

// el("p", {class: "x", onclick: f, "aria-label": "…"}, "words", otherElement)
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  return el("span", { class: `icon icon-${name}`, "aria-hidden": "true" });
}

// Fetches icons before they are needed: what says that there is no network cannot be fetched without one.
export function keepReady(names) {
  document.body.append(el("span", { class: "icons-ready", "aria-hidden": "true" }, ...names.map(icon)));
}

export const byId = (id) => document.getElementById(id);

// Puts the page's words into elements that name them: <p data-words="promise">.
export function fillWords(words, root = document) {
  for (const node of root.querySelectorAll("[data-words]")) node.textContent = words[node.dataset.words];
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", words[node.dataset.label]);
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = words[node.dataset.placeholder];
}
