// SPDX-License-Identifier: Apache-2.0
// Places and who works there. What stands behind the # says what is looked at: nothing or PLACE, PLACE/invite, PLACE/new,
// PLACE/name, PLACE/close, person/ID, person/ID/link, person/ID/end, me.
import { Problem, ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { complain, say } from "/staff/session.js";
import { stationPage } from "/staff/station.js";
import { Drafts } from "/homes/drafts.js";
import { closeForm, endForm, inviteForm, linkCard, linkForm, nameForm, placeForm } from "/people/forms.js";
import { listView } from "/people/list.js";
import { meView } from "/people/me.js";
import { personView } from "/people/person.js";
import { refusal } from "/people/said.js";
import { treeView } from "/people/tree.js";
import { words } from "/people/words.js";

const kTypingPause = 200;  // milliseconds

const drafts = new Drafts();
let self = null, places = [], turn = 0, typing = 0, text = "", keepSaid = false;

function wanted() {
  try { return decodeURIComponent(location.hash.slice(1)).split("/"); } catch { return [""]; }
}
const go = (hash) => { if (location.hash === hash || (hash === "#" && location.hash.length < 2)) follow(); else location.hash = hash; };
const toPlace = (id) => go(`#${encodeURIComponent(id)}`);
const toPerson = (id) => go(`#person/${encodeURIComponent(id)}`);
const title = (name) => { document.title = `${name} · ${words.product}`; };
const administers = () => self.roles.includes("administrator");

function failed(error) {
  if (error instanceof Problem && error.signedOut && !drafts.changed) { location.reload(); return; }
  complain(error ? refusal(error) : "");
}
// What was just done is said on the page that follows.
function done(sentence, next) { say(sentence); keepSaid = true; next(); }

function keepingFocus(redraw) {
  const active = document.activeElement, key = active?.closest("[data-key]")?.dataset.key, at = active?.selectionStart;
  redraw();
  const again = key && document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  again?.focus();
  if (again && at !== undefined && again.type === "search") again.setSelectionRange(at, at);
}

const show = (...nodes) => byId("view").replaceChildren(...nodes.filter(Boolean));
const nothing = (sentence) => show(el("a", { class: "quiet back", href: "#" }, icon("arrow_back"), words.people), el("h1", { tabindex: "-1" }, sentence));
const readPlaces = async () => { places = (await ask("GET", "/v1/staff/places")).places; };

async function placeView(id, part, stays) {
  if (!id || part || !places.some((one) => one.id === id)) await readPlaces();
  const place = id ? places.find((one) => one.id === id) : places[0];
  if (!stays()) return;
  if (!place) { title(words.people); nothing(words.placeGone); return; }
  title(place.name);
  const leave = () => toPlace(place.id);
  if (part === "invite") {
    show(inviteForm(place, { leave, done: ({ person, link }) => {
      if (!link.token) done(words.added(person.display_name), () => toPlace(person.place));
      else if (stays()) show(linkCard(person.display_name, link, () => toPlace(person.place)));
    } }));
  } else if (part === "new") {
    show(placeForm(place, { leave, done: (made) => done(words.made(made.name), () => toPlace(made.id)) }));
  } else if (part === "name") {
    show(nameForm(place, { leave, now: async () => { await readPlaces(); return places.find((one) => one.id === place.id); }, done: (made) => done(words.renamed(made.name), leave) }));
  } else if (part === "close") {
    show(closeForm(place, { leave, done: () => done(words.closedPlace(place.name), () => toPlace(place.parent)) }));
  } else {
    const draw = async () => {
      const mine = turn, asked = text;
      const [list] = await Promise.all([ask("GET", `/v1/staff/people?place=${encodeURIComponent(place.id)}&q=${encodeURIComponent(asked)}`), asked ? null : readPlaces()]);
      if (mine !== turn) return;
      const now = places.find((one) => one.id === place.id) ?? place;
      keepingFocus(() => show(el("div", { class: "two" }, treeView(places, place.id), listView(now, place.id === places[0].id, list, { text: asked, find }))));
    };
    const find = (typed) => {
      text = typed;
      clearTimeout(typing);
      typing = setTimeout(() => { ++turn; draw().catch(failed); }, kTypingPause);
    };
    await draw();
    return;
  }
  byId("view").querySelector("input, select")?.focus();
}

async function readPerson(id, stays) {
  const read = async () => {
    const file = await ask("GET", `/v1/staff/people/${encodeURIComponent(id)}`);
    if (stays()) current = file;
    return file;
  };
  let current = null;
  const draw = () => {
    if (!stays() || !current) return;
    keepingFocus(() => show(...personView(current, { drafts, places, person: id, mayEdit: current.person.state !== "ended", show: draw, failed,
      reread: async () => { const file = await read(); draw(); return file; }, ended: async () => { await read(); draw(); } })));
  };
  await Promise.all([read(), places.length ? null : readPlaces()]);
  return { file: current, draw };
}

async function personPage(id, part, stays) {
  const { file, draw } = await readPerson(id, stays);
  if (!stays()) return;
  const { person } = file, leave = () => toPerson(id);
  title(person.display_name);
  if (part === "end" && person.state !== "ended") {
    show(endForm(person, { leave, done: () => { drafts.forget(id); done(words.ended(person.display_name), leave); } }));
  } else if (part === "link") {
    show(linkForm(person, { leave, done: (link) => {
      if (!link.token) done(words.backAgain(person.display_name), leave);
      else if (stays()) show(linkCard(person.display_name, link, leave));
    } }));
  } else {
    draw();
  }
}

async function follow() {
  const mine = ++turn;
  const stays = () => mine === turn;
  clearTimeout(typing);
  if (!keepSaid) say("");
  keepSaid = false;
  complain("");
  const [first, second = "", third = ""] = wanted();
  text = "";
  try {
    if (first === "me" || !administers()) {
      title(words.me);
      await meView(self, { stays, failed });
    } else if (first === "person") {
      await personPage(second, third, stays);
    } else {
      await placeView(first, second, stays);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (!stays()) return;
    if (error.status === 404) { title(words.people); nothing(words.gone); return; }
    failed(error);
    show(el("button", { type: "button", class: "quiet", onclick: follow }, icon("refresh"), words.again));
    return;
  }
  if (stays() && !byId("view").contains(document.activeElement)) {
    byId("view").querySelector("h1")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

stationPage("people", { ready: (who) => {
  self = who;
  addEventListener("hashchange", follow);
  addEventListener("beforeunload", (event) => { if (drafts.changed) event.preventDefault(); });
  follow();
} });
