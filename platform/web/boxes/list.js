// SPDX-License-Identifier: Apache-2.0
// One line of the list: the number leads to the box, the rest says where it is and how.
import { el, icon } from "/shared/dom.js";
import { portrait } from "/staff/session.js";
import { dayOf, when } from "/homes/said.js";
import { short } from "/boxes/watch.js";
import { words } from "/boxes/words.js";

const icons = { offline: "wifi_off", online: "check_circle", moving: "swap_horiz", not_installed: "inventory_2", lost: "block" };

const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());

// Month and day are enough for a day of this year.
function shortDay(day) {
  const text = dayOf(day);
  return day.slice(0, 4) === today().slice(0, 4) ? text.replace(/^\d+年/, "").replace(/ \d{4}$/, "") : text;
}

export const lent = (box) => (box.lent_to ? (box.lent_until < today() ? words.overdue : words.lentTo)(box.lent_to, shortDay(box.lent_until)) : "");

export const stands = (box) => box.state === "online" || box.state === "offline";

export function state(box) {
  const old = box.state === "online" && box.outdated;
  return el("span", { class: `now ${old ? "outdated" : box.state}` }, icon(old ? "refresh" : icons[box.state]), old ? words.outdated : words.states[box.state]);
}

export const contact = (box) => (!box.last_seen ? words.never : box.state === "online" ? words.just(when(box.last_seen)) : when(box.last_seen));

function place(box) {
  if (stands(box)) return [portrait(box.photo), box.person, lent(box) || box.address];
  const where = box.state === "moving" ? words.movingTo(box.next_home_name) : box.state === "lost" ? words.wasAt(box.household_name) : words.storeroom;
  const told = words.since[box.state](when(box.since)) + words.comma + (box.wiped_at ? words.wiped : words.notWiped);
  return [el("span", { class: "portrait store-room", "aria-hidden": "true" }, icon(icons[box.state])), where, [lent(box), told].filter(Boolean).join(words.stop)];
}

export function row(box, here) {
  const [face, name, more] = place(box);
  const label = (index) => ({ "data-column": words.columns[index] });
  return el("tr", { class: here ? "here" : undefined },
    el("th", { scope: "row" }, el("a", { href: `#${encodeURIComponent(box.id)}`, "data-key": `box ${box.id}`, "aria-current": here ? "true" : undefined }, box.number)),
    el("td", { class: box.outdated ? "old" : undefined, ...label(1) }, box.version),
    el("td", { class: "place" }, el("span", { class: "home" }, face, el("span", {}, el("strong", {}, name), el("span", { class: "beside" }, more)))),
    el("td", label(3), contact(box)),
    el("td", label(4), stands(box) ? words.networks[box.network] ?? "" : ""),
    el("td", {}, state(box), short(box.watch) && el("span", { class: "watch-short" }, short(box.watch))));
}
