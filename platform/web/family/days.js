// SPDX-License-Identifier: Apache-2.0
// The list of what was sent, by day, the newest first; what is on its way stands on top of today.
import { el, icon, byId } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { may } from "/shared/rights.js";
import { clock, dayWords, localDay, stamp } from "/shared/time.js";
import { partsOf } from "/family/outbox.js";
import { filmClock, openFilm } from "/family/player.js";
import { smallPicture } from "/family/photos.js";
import { openPhotos } from "/family/viewer.js";
import { words } from "/family/words.js";

const photoAddress = (id) => `/v1/family/photos/${encodeURIComponent(id)}?size=small`;

export const memberName = (member) => (language === "en" && member.name_latin ? member.name_latin : member.name);

function face(member) {
  if (!member?.photo) return el("span", { class: "face icon icon-face", "aria-hidden": "true" });
  return el("img", { src: photoAddress(member.photo.id), alt: "" });
}

function messageRow(message, home, now) {
  const member = home.members.find((one) => one.id === message.from);
  const mine = message.from === home.me.id;
  const hers = !message.from;  // the elder left it on her TV
  const name = hers ? home.elder : member ? memberName(member) : "";
  const row = el("li", { class: "message", "data-message": message.id });
  if (message.photos.length) {
    row.append(el("button", { type: "button", class: "thumb", "aria-label": words.photoOf(name, message.photos.length), onclick: () => openPhotos(message.photos, name) },
      el("img", { src: photoAddress(message.photos[0].id), alt: "", loading: "lazy" }),
      message.photos.length > 1 && el("span", { class: "many", "aria-hidden": "true" }, String(message.photos.length))));
  }
  if (message.clip) {
    const length = filmClock(message.clip.length / 1000);
    row.append(el("button", { type: "button", class: "thumb film-thumb", "aria-label": words.filmOf(mine ? memberName(home.me) : name, length), onclick: () => openFilm(message, hers) },
      icon("play_arrow"), el("span", { class: "many", "aria-hidden": "true" }, length)));
  }
  const body = el("div", { class: "body" });
  if (!mine && (member || hers)) body.append(el("p", { class: "who" }, face(hers ? { photo: home.person_photo } : member), name));
  if (message.text) body.append(el("p", { class: "words" }, message.text));
  const fate = el("p", { class: "fate" });
  if (hers) {
    const time = message.seen_at && stamp(new Date(message.seen_at), now, home.zone, language);
    fate.append(time ? el("span", { class: "seen" }, icon("done_all"), words.mineSeen(time)) : el("span", { class: "fresh" }, words.mineNew));
    fate.append(el("span", {}, clock(new Date(message.sent_at), home.zone, language)));
  } else if (message.seen_at) {
    const time = stamp(new Date(message.seen_at), now, home.zone, language);
    fate.append(el("span", { class: "seen" }, icon("done_all"), words.seen(home.elder, time)));
  } else {
    fate.append(el("span", {}, words.sent(clock(new Date(message.sent_at), home.zone, language))));
  }
  if (message.photos.length) fate.append(el("span", {}, words.photos(message.photos.length)));
  if (message.clip && !hers) fate.append(el("span", {}, words.filmLength(filmClock(message.clip.length / 1000))));
  body.append(fate);
  row.append(body);
  return row;
}

function goingWords(item) {
  if (item.state === "failed") return [el("span", { class: "failed" }, icon("error"), words.failed[item.failed] ?? words.failed.other)];
  if (item.state === "waiting") return [el("span", { class: "waiting" }, icon("cloud_off"), words.waiting)];
  if (item.state === "busy") return [el("span", { class: "waiting" }, icon("schedule"), words.busy)];
  if (item.state === "queued") return [el("span", {}, words.queued)];
  return [el("span", { class: "percent" }, partsOf(item).length ? words.goingPercent(Math.round(item.progress * 100)) : words.going)];
}

function goingRow(item, on) {
  const row = el("li", { class: "message going", "data-going": item.key, "data-state": item.state });
  if (item.photos.length) {
    const thumb = el("span", { class: "thumb" });
    smallPicture(item.photos[0].blob).then((canvas) => thumb.prepend(canvas), () => thumb.prepend(icon("image")));
    if (item.photos.length > 1) thumb.append(el("span", { class: "many", "aria-hidden": "true" }, String(item.photos.length)));
    row.append(thumb);
  }
  if (item.clip) {
    row.append(el("span", { class: "thumb film-thumb" }, icon("videocam"), el("span", { class: "many", "aria-hidden": "true" }, filmClock(item.clip.seconds))));
  }
  const body = el("div", { class: "body" });
  if (item.text) body.append(el("p", { class: "words" }, item.text));
  body.append(el("p", { class: "fate" }, ...goingWords(item)));
  if (item.state === "going" && partsOf(item).length) {
    body.append(el("progress", { max: "1", value: String(item.progress), "aria-label": words.going }));
  }
  const keys = el("p", { class: "keys" });
  if (item.state === "failed" || item.state === "waiting" || item.state === "busy") {
    keys.append(el("button", { type: "button", class: "quiet family", onclick: () => on.retry(item.key) }, words.again));
  }
  if (item.state !== "going" || partsOf(item).length) {
    keys.append(el("button", { type: "button", class: "quiet", onclick: () => on.cancel(item.key) }, words.cancel));
  }
  if (keys.childElementCount) body.append(keys);
  row.append(body);
  return row;
}

// Moves the bar and the figure without building the list again.
export function showProgress(item) {
  const row = byId("days").querySelector(`[data-going="${CSS.escape(item.key)}"]`);
  const bar = row?.querySelector("progress");
  const figure = row?.querySelector(".percent");
  if (bar) bar.value = item.progress;
  if (figure && partsOf(item).length) figure.textContent = words.goingPercent(Math.round(item.progress * 100));
}

// Rows that did not change stay the same elements: nothing flickers, focus stays, photos do not load twice.
const rows = new Map();  // id → {look, node}

function kept(id, look, build) {
  const old = rows.get(id);
  if (old?.look === look) return old.node;
  const node = build();
  rows.set(id, { look, node });
  return node;
}

export function showDays(home, items, now, on) {
  const groups = new Map();
  const into = (day) => { if (!groups.has(day)) groups.set(day, []); return groups.get(day); };
  const today = dayWords(now, now, home.zone, language);
  for (const item of [...items].reverse()) {
    into(today).push(kept(item.key, `${item.state} ${item.failed}`, () => goingRow(item, on)));
  }
  for (const message of home.messages) {
    const look = JSON.stringify([message, home.elder, localDay(now, home.zone), home.members.find((one) => one.id === message.from)]);
    into(dayWords(new Date(message.sent_at), now, home.zone, language)).push(kept(message.id, look, () => messageRow(message, home, now)));
  }
  const alive = new Set([...items.map((item) => item.key), ...home.messages.map((message) => message.id)]);
  for (const id of rows.keys()) if (!alive.has(id)) rows.delete(id);

  const days = byId("days");
  if (groups.size === 0) {
    days.replaceChildren(el("h2", {}, today), el("div", { class: "card empty" }, el("strong", {}, words.empty), may(home, "message") && el("span", {}, words.emptyNext(home.elder))));
    return;
  }
  const focused = document.activeElement;
  const wanted = [];
  for (const [day, list] of groups) wanted.push({ day, list });
  // Same days: only the rows move.
  const headings = Array.from(days.querySelectorAll("h2"), (node) => node.textContent);
  if (headings.length === wanted.length && wanted.every(({ day }, index) => headings[index] === day) && days.querySelectorAll("ul").length === wanted.length) {
    days.querySelectorAll("ul").forEach((list, index) => arrange(list, wanted[index].list));
  } else {
    days.replaceChildren(...wanted.flatMap(({ day, list }) => [el("h2", {}, day), el("ul", { class: "card" }, ...list)]));
  }
  if (focused && focused !== document.activeElement && focused.isConnected) focused.focus();
}

function arrange(list, nodes) {
  const keep = new Set(nodes);
  for (const child of Array.from(list.children)) if (!keep.has(child)) child.remove();
  nodes.forEach((node, index) => { if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null); });
}
