// SPDX-License-Identifier: Apache-2.0
// The tree of places that is one's own: all of it while it is small, else the way to the chosen one and what is next below.
import { el } from "/shared/dom.js";
import { words } from "/people/words.js";

const kAllAtOnce = 40;

export function above(places, id) {
  const way = [];
  for (let one = places.find((place) => place.id === id); one; one = places.find((place) => place.id === one.parent)) way.unshift(one);
  return way;
}

export function treeView(places, chosen) {
  const open = new Set(above(places, chosen).map((one) => one.id));
  const seen = places.length <= kAllAtOnce ? places : places.filter((one) => !one.parent || open.has(one.parent));
  const depth = new Map();
  for (const one of places) depth.set(one.id, one.parent ? Math.min(depth.get(one.parent) + 1, 3) : 0);
  return el("nav", { class: "card tree", "aria-label": words.tree }, el("ul", {}, ...seen.map((one) => el("li", { class: `depth-${depth.get(one.id)}` },
    el("a", { href: `#${encodeURIComponent(one.id)}`, "aria-current": one.id === chosen ? "true" : undefined, "data-key": `place ${one.id}` },
      el("strong", {}, one.name), el("span", { class: "kind" }, words.kinds[one.kind] ?? one.kind),
      el("span", { class: "beside" }, words.counts(one.homes, one.boxes, one.staff)))))));
}
