// SPDX-License-Identifier: Apache-2.0
// One box: what is known of it, what can be done with it, what was done.
import { el, icon } from "/shared/dom.js";
import { portrait } from "/staff/session.js";
import { when } from "/homes/said.js";
import { contact, lent, stands, state } from "/boxes/list.js";
import { network, row, says } from "/boxes/says.js";
import { watched } from "/boxes/watch.js";
import { words } from "/boxes/words.js";

const fact = (name, value, then) => (value ? row([name, value], then) : []);

// Only what the box has said of itself.
function facts(box) {
  const { rows, then, at } = stands(box) ? says(box) : { rows: [] };
  const home = stands(box) ? box.household_name : box.state === "moving" ? words.movingTo(box.next_home_name) : words.wasAt(box.household_name);
  return el("dl", { class: "facts" },
    ...fact("home", stands(box) ? el("a", { href: `/homes/#${encodeURIComponent(box.household)}` }, home) : home),
    ...fact("version", box.version_since ? words.versionSince(box.version, when(box.version_since)) : box.version),
    ...(stands(box) ? watched(box.watch).flatMap((one) => fact(...one)) : []),
    ...fact("contact", contact(box)),
    ...fact("network", stands(box) && network(box), then),
    ...rows.flatMap((one) => fact(...one, then)),
    ...fact("started", stands(box) && box.started_at && when(box.started_at), then),
    ...fact("said", at && (then ? words.says.then(at) : words.says.now(at)), then),
    ...fact("lent", lent(box)),
    ...fact("wiped", !stands(box) && (box.wiped_at ? words.wipedAt(when(box.wiped_at)) : words.wipedNotYet)));
}

export function panel(box, acting, ringing) {
  const since = words.since[stands(box) ? "installed" : box.state](when(box.since));
  return [
    el("div", { class: "head" },
      stands(box) ? portrait(box.photo) : el("span", { class: "portrait store-room", "aria-hidden": "true" }, icon("tv")),
      el("div", { class: "who" }, el("h2", {}, box.number), el("p", { class: "beside" }, stands(box) ? box.household_name + words.comma + since : since)),
      state(box),
      el("a", { class: "shut", href: "#", "aria-label": words.close }, icon("close"))),
    facts(box),
    acting.view(box, stands(box) && !acting.written ? ringing.view(box) : null),
    box.changes.length && el("details", { class: "history" }, el("summary", {}, words.history),
      el("ul", {}, ...box.changes.map((one) => el("li", {}, el("span", { class: "when" }, when(one.at)), `${one.who || words.theBox} ${words.whats[one.what] ?? one.what}`)))),
  ].filter(Boolean);
}
