// SPDX-License-Identifier: Apache-2.0
// The boxes of the station: a list by pages, and beside it the one whose id stands behind the #.
import { Problem, ask } from "/shared/api.js";
import { byId, el, fillWords, icon } from "/shared/dom.js";
import { complain, say, sentence } from "/staff/session.js";
import { stationPage } from "/staff/station.js";
import { Acting } from "/boxes/acts.js";
import { row } from "/boxes/list.js";
import { panel } from "/boxes/one.js";
import { Ringing } from "/boxes/ring.js";
import { words } from "/boxes/words.js";

const kRefresh = 5000;      // milliseconds
const kTypingPause = 200;
const kPage = 20;           // as the platform answers

let show = "all", text = "", from = 0;
let list = null, box = null;  // as they were read last
let turn = 0, typing = 0;

const chosen = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; } };
const figures = (number) => number.toLocaleString("en");
const acting = new Acting({ show: showOne, done });
const ringing = new Ringing({ show: showOne, take: (now) => { box = now; showOne(); }, read: readOne });

function failed(error) {
  if (!(error instanceof Problem)) throw error;
  if (error.signedOut && !acting.written) { location.reload(); return; }
  complain(words.refusals[error.code] ?? sentence(error));
}

function showList() {
  const { counts, boxes, total } = list;
  document.title = `${words.boxes} · ${words.product}`;
  byId("heading").replaceChildren(words.count(figures(counts.all)), ...(counts.offline ? [words.comma, el("span", { class: "caution" }, words.look(figures(counts.offline)))] : []));
  byId("chips").replaceChildren(...Object.entries(words.shows).map(([name, label]) =>
    el("button", { type: "button", class: "choice", "aria-pressed": String(name === show), "data-key": `show ${name}`, onclick: () => { show = name; from = 0; readList(); } }, `${label} ${figures(counts[name])}`)),
  el("span", { class: "beside" }, words.offlineFirst));
  byId("boxes").replaceChildren(...boxes.map((one) => row(one, one.id === chosen())));
  byId("boxes").parentElement.hidden = boxes.length === 0;
  byId("none").hidden = boxes.length > 0;
  byId("none").textContent = words.none(text);
  byId("range").textContent = boxes.length ? words.range(figures(from + 1), figures(from + boxes.length), figures(total)) : "";
  byId("earlier").disabled = from === 0;
  byId("later").disabled = from + kPage >= total;
}

function keepingFocus(redraw) {
  const key = document.activeElement?.closest("[data-key]")?.dataset.key;
  redraw();
  if (key) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

// What is drawn anew between a press and its release takes the click with it: what was read waits until the finger is gone.
let pressed = false;
const waiting = new Set();
function drawRead(draw) { if (pressed) waiting.add(draw); else draw(); }
addEventListener("pointerdown", () => { pressed = true; }, true);
for (const release of ["pointerup", "pointercancel"]) addEventListener(release, () => {
  pressed = false;
  setTimeout(() => {  // after the click
    if (pressed) return;
    for (const draw of waiting) draw();
    waiting.clear();
  });
}, true);
const showListRead = () => keepingFocus(showList);

async function readList() {
  const mine = ++turn;
  try {
    const read = await ask("GET", `/v1/staff/boxes?show=${show}&q=${encodeURIComponent(text)}&from=${from}`);
    if (mine !== turn) return;
    complain("");
    if (from && !read.boxes.length) { from = 0; readList(); return; }
    list = read;
    drawRead(showListRead);
  } catch (error) {
    if (mine !== turn) return;
    failed(error);
    if (!list) byId("boxes").replaceChildren(el("tr", {}, el("td", { colspan: 6 }, el("button", { type: "button", class: "quiet", onclick: () => readList() }, icon("refresh"), words.again))));
  }
}

function showOne() {
  byId("one").hidden = !chosen();
  if (!chosen()) return;
  keepingFocus(() => byId("one").replaceChildren(...(box ? panel(box, acting, ringing) : [el("p", { class: "none" }, words.gone), el("a", { class: "quiet", href: "#" }, words.close)])));
}

// The box as it is now; null when it cannot be read.
async function readOne() {
  const id = chosen();
  try {
    const read = await ask("GET", `/v1/staff/boxes/${encodeURIComponent(id)}`);
    if (id !== chosen()) return null;
    if (read.id !== id) history.replaceState(null, "", `#${encodeURIComponent(read.id)}`);  // the same box under its next key
    const changed = JSON.stringify(read) !== JSON.stringify(box);
    box = read;
    if (changed) drawRead(showOne);
    return box;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (id !== chosen()) return null;
    if (error.status === 404) { box = null; showOne(); } else failed(error);
    return null;
  }
}

// What was asked for is done, or somebody was faster: the act says which.
async function done(answer) {
  if (answer && answer.id !== chosen()) history.replaceState(null, "", `#${encodeURIComponent(answer.id)}`);
  if (answer) { box = answer; showOne(); } else await readOne();
  await readList();
  return box;
}

async function follow() {
  const id = chosen();
  say("");
  complain("");
  acting.leave();
  if (box?.id !== id) ringing.leave();
  if (box?.id !== id) box = null;
  if (list) showList();
  byId("one").hidden = !id;
  if (!id) return;
  await readOne();
  if (id === chosen() || box?.id === chosen()) { showOne(); byId("one").focus({ preventScroll: matchMedia("(min-width: 64rem)").matches }); }
}

fillWords(words);
byId("columns").replaceChildren(...words.columns.map((name) => el("th", { scope: "col" }, name)));
byId("earlier").addEventListener("click", () => { from = Math.max(0, from - kPage); readList(); });
byId("later").addEventListener("click", () => { from += kPage; readList(); });
stationPage("boxes", {
  search: (typed) => {
    clearTimeout(typing);
    typing = setTimeout(() => { text = typed; from = 0; readList(); }, kTypingPause);
  },
  ready: async () => {
    addEventListener("hashchange", follow);
    await readList();
    if (chosen()) await follow();
    setInterval(() => {
      if (document.visibilityState !== "visible") return;
      readList();
      if (chosen() && !acting.written) readOne();
    }, kRefresh);
  },
});
