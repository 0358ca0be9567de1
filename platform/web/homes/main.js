// SPDX-License-Identifier: Apache-2.0
// The manager's page: the list of homes, or the file of the one after the #.
import { Problem, ask } from "/shared/api.js";
import { byId, el, fillWords, icon } from "/shared/dom.js";
import { signOut, staffPage } from "/staff/session.js";
import { allChanges } from "/homes/changes.js";
import { closeView } from "/homes/close.js";
import { Editing } from "/homes/facts.js";
import { factOf, fileView } from "/homes/file.js";
import { leaveList, listView } from "/homes/list.js";
import { makeView } from "/homes/make.js";
import { complain, refusal, say } from "/homes/said.js";
import { words } from "/homes/words.js";

const kRefresh = 15000;     // milliseconds
const kTypingPause = 200;

let keeper = false;         // may change homes
let view = "list";          // list, file, changes, close, make
let file = null;
let typing = 0;
let keepSaid = false;       // what was just done is said on the page that follows
const editing = new Editing();

const wanted = () => decodeURIComponent(location.hash.slice(1));

function showFile() {
  const mayEdit = keeper && !file.closed_at;
  const name = factOf(file, "household");
  document.title = `${name} · ${words.product}`;
  byId("view").replaceChildren(...fileView(file, {
    editing, household: file.id, keeper, mayEdit, show: showFile, reread,
    toChanges: () => { view = "changes"; say(""); allChanges(file.id, name, toFile); },
    toClose: () => { view = "close"; say(""); complain(""); closeView(file.id, name, { leave: toFile, done: toFile }); },
  }).filter(Boolean));
}

// The file as it is now, or null when it cannot be read.
async function reread() {
  const id = wanted();
  try {
    const read = await ask("GET", `/v1/staff/households/${encodeURIComponent(id)}`);
    if (id !== wanted() || view !== "file") return null;
    complain("");
    const changed = JSON.stringify(read) !== JSON.stringify(file);
    file = read;
    if (changed) showFile();
    return file;
  } catch (error) {
    if (error instanceof Problem && error.signedOut) { location.reload(); return null; }
    if (id !== wanted() || view !== "file") return null;
    if (error instanceof Problem && error.status === 404) {
      byId("view").replaceChildren(el("a", { class: "quiet back", href: "#" }, icon("arrow_back"), words.back), el("p", { class: "none" }, words.gone));
    } else {
      complain(refusal(error));
    }
    return null;
  }
}

async function toFile() {
  view = "file";
  editing.end();
  file = null;
  leaveList();
  scrollTo(0, 0);
  await reread();
}

function toList() {
  view = "list";
  file = null;
  document.title = `${words.homes} · ${words.product}`;
  return listView({ keeper, toMake });
}

function toMake() {
  view = "make";
  leaveList();
  say("");
  makeView({ leave: toList, done: (made) => { keepSaid = true; location.hash = `#${encodeURIComponent(made.id)}`; } });
}

function follow() {
  complain("");
  if (wanted()) toFile();
  else toList();
}

fillWords(words);
byId("sign-out").addEventListener("click", signOut);
byId("search").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    say("");
    if (wanted()) history.pushState(null, "", location.pathname + location.search);
    toList();
  }, kTypingPause);
});
staffPage((self) => {
  keeper = self.roles.some((role) => role === "manager" || role === "administrator");
  byId("station").textContent = self.organisation;
  addEventListener("hashchange", () => { if (!keepSaid) say(""); keepSaid = false; follow(); });
  addEventListener("popstate", () => { if (!wanted() && view !== "list") toList(); });
  follow();
  setInterval(() => {
    if (document.visibilityState === "visible" && view === "file" && !editing.name && file) reread();
  }, kRefresh);
});
