// SPDX-License-Identifier: Apache-2.0
// The manager's page. What stands behind the # says what is looked at: nothing, new, HOME, HOME/changes, HOME/close, HOME/add, HOME/card/MEMBER.
import { Problem, ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { complain, say } from "/staff/session.js";
import { stationPage } from "/staff/station.js";
import { addView, adding } from "/homes/add.js";
import { allChanges } from "/homes/changes.js";
import { closeView } from "/homes/close.js";
import { Drafts } from "/homes/drafts.js";
import { factOf, fileView } from "/homes/file.js";
import { inviteView } from "/homes/invite.js";
import { countsView, listView } from "/homes/list.js";
import { makeView, making } from "/homes/make.js";
import { refusal } from "/homes/said.js";
import { words } from "/homes/words.js";

const kRefresh = 15000;     // milliseconds
const kTypingPause = 200;

const drafts = new Drafts();
const opened = new Set();   // kinds of what was measured whose table is open
let keeper = false;         // may change homes
let file = null;            // of the home that is looked at, once it was read
let turn = 0;               // of what is looked at: an answer for an earlier one no longer counts
let reads = 0;
let typing = 0;
let keepSaid = false;       // what was just done is said on the page that follows

function wanted() {
  try {
    const [home = "", part = "", member = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
    return { home, part, member };
  } catch {
    return { home: "", part: "", member: "" };  // somebody's own % signs
  }
}
const go = (hash) => { location.hash = hash; };
const toFile = (id) => go(`#${encodeURIComponent(id)}`);
const title = (text) => { document.title = `${text} · ${words.product}`; };
const unsaved = () => drafts.changed || making() || adding();

// What went wrong, in words; null: nothing. Who was signed out and has nothing written goes to the form at once.
function failed(error) {
  if (error instanceof Problem && error.signedOut && !unsaved()) { location.reload(); return; }
  complain(error ? refusal(error) : "");
}

function again(act) {
  byId("view").replaceChildren(el("button", { type: "button", class: "quiet", onclick: act }, icon("refresh"), words.again));
}

// The same place has the focus in what replaces it.
function keepingFocus(redraw) {
  const key = document.activeElement?.closest("[data-key]")?.dataset.key;
  redraw();
  if (key) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

function showFile() {
  if (!file || wanted().home !== file.id || wanted().part) return;
  title(factOf(file, "household"));
  const { id } = file;
  const tools = { drafts, household: id, keeper, mayEdit: keeper && !file.closed_at, opened, show: showFile, failed, reread: async () => (wanted().home === id && !wanted().part ? readFile() : null) };
  keepingFocus(() => byId("view").replaceChildren(...fileView(file, tools).filter(Boolean)));
}

// When a box that is on was heard the last time is nothing that is shown.
const looks = (one) => JSON.stringify(one, (name, value) => (value?.online ? { ...value, last_seen: "" } : value));

// The file as it is now, shown; null when it cannot be read, or one looks at something else meanwhile.
async function readFile(polled = false) {
  const [mine, number] = [turn, ++reads];
  const { home } = wanted();
  try {
    const address = `/v1/staff/households/${encodeURIComponent(home)}`;
    const [read, measured] = await Promise.all([ask("GET", address), keeper ? ask("GET", `${address}/readings`).catch(() => null) : null]);
    read.readings = measured?.readings ?? (file?.id === home ? file.readings : undefined);
    if (mine !== turn || number !== reads || (polled && drafts.openIn(home))) return null;
    complain("");
    const changed = !file || looks(read) !== looks(file);
    file = read;
    if (changed) showFile();
    return file;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (mine !== turn || number !== reads) return null;
    if (error.status === 404) {
      title(words.homes);
      byId("view").replaceChildren(el("a", { class: "quiet back", href: "#" }, icon("arrow_back"), words.back), el("h1", { tabindex: "-1" }, words.gone));
    } else {
      failed(error);
      if (!file) again(follow);
    }
    return null;
  }
}

async function readList() {
  const mine = turn;
  const text = byId("search").value.trim();
  const counting = text ? null : ask("GET", "/v1/staff/words").catch(() => null);  // its answer may take longer, and nobody waits for it
  try {
    const found = await ask("GET", `/v1/staff/households?q=${encodeURIComponent(text)}`);
    if (mine !== turn) return;
    complain("");
    listView(found, text, keeper);
  } catch (error) {
    if (mine !== turn) return;
    failed(error);
    again(follow);
    return;
  }
  counting?.then((counted) => { if (mine === turn) countsView(counted?.counts ?? []); });
}

async function follow() {
  const mine = ++turn;
  clearTimeout(typing);
  byId("card-sheet").media = "not all";
  if (!keepSaid) say("");
  keepSaid = false;
  complain("");
  const { home, part, member } = wanted();
  const stays = () => mine === turn;
  const told = (error) => { if (stays() || error === null) failed(error); };
  if (file?.id !== home) file = null;
  if (!home) {
    title(words.homes);
    await readList();
  } else if (home === "new" && keeper) {
    title(words.make);
    makeView({
      leave: () => go("#"), failed: told,
      done: (made) => { say(words.registered(factOf(made, "household"))); keepSaid = true; if (stays()) toFile(made.id); else keepSaid = false; },
    });
    return;
  } else if (await readFile() && stays() && part) {
    const name = factOf(file, "household");
    if (part === "changes") {
      title(words.changesOf(name));
      await allChanges(file, name, { stays, failed: told });
    } else if (part === "close" && keeper && !file.closed_at) {
      title(words.closeAsk(name));
      closeView(file.id, name, {
        leave: () => toFile(home), failed: told,
        done: () => { drafts.forget(home); say(words.closed(name)); keepSaid = true; if (stays()) toFile(home); else keepSaid = false; },
      });
      return;
    } else if (part === "card") {
      try {
        if (!await inviteView(file, name, member, { drafts, mayEdit: keeper && !file.closed_at, failed: told, stays }) && stays()) toFile(home);
        if (stays()) title(words.cardOf(name));
      } catch (error) {
        told(error);
        if (stays()) again(follow);
      }
    } else if (part === "add" && keeper && !file.closed_at) {
      title(words.addTo(name));
      addView(file, name, { failed: told, stays, done: (id) => { go(`#${encodeURIComponent(home)}/card/${encodeURIComponent(id)}`); } });
      return;
    } else {
      toFile(home);
    }
  }
  if (stays()) {
    showFile();
    byId("view").querySelector("h1")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function search() {
  clearTimeout(typing);
  typing = setTimeout(() => {
    if (location.hash.length > 1) history.pushState(null, "", location.pathname + location.search);
    ++turn;
    say("");
    file = null;
    title(words.homes);
    readList();
  }, kTypingPause);
}

stationPage("homes", { search, ready: (self) => {
  keeper = self.roles.some((role) => role === "manager" || role === "administrator");
  byId("search").value = new URLSearchParams(location.search).get("q") ?? "";
  addEventListener("hashchange", follow);
  addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
  follow();
  setInterval(() => {
    const { home, part } = wanted();
    if (document.visibilityState === "visible" && home && home !== "new" && !part && !drafts.openIn(home)) readFile(true);
  }, kRefresh);
} });
