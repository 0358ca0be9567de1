// SPDX-License-Identifier: Apache-2.0
// For who was sent: what is needed at the door, and the answers. The link behind the # opens it and stands in no address that is asked for.
import { Problem, ask, backOff } from "/shared/api.js";
import { byId, el, icon, keepReady } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { clock } from "/shared/time.js";
import { Answers } from "/respond/answers.js";
import { aheadByMinutes, aheadOf, kNotYet, way } from "/respond/rules.js";
import { words } from "/respond/words.js";

const kZone = "Asia/Shanghai";
const kEvery = 15000;  // milliseconds: whether it has ended, or somebody else goes
const kMinutes = [5, 8, 10, 15, 20, 30];
const kMostMinutes = 180;

const link = location.hash.slice(1);
let home = null, seen = 0, told = 0, tries = 0, timer = 0, turn = 0;
let cut = "";       // why what stands here is old: "", "network", "platform"
let ahead = null;   // milliseconds of the platform's clock before this phone's
let panel = "";     // "", "minutes", "other", "not"
let again = false;  // minutes are asked for because those that were said went by
let refusal = "";
let ended = "";     // the code for which nothing is shown any more
let number = "12349";

const at = (moment) => clock(new Date(moment), kZone, language);
const here = () => Date.now() + (ahead ?? 0);

async function platform(method, what, body) {
  const asked = Date.now();
  let date = NaN;
  const heard = (given) => { date = given; ahead = aheadOf(ahead, given, 999, asked, Date.now()); };
  const answer = await ask(method, `/v1/responder/${what}`, { body, bearer: link, timeout: 10000, heard });
  if (Number.isNaN(date) && body?.minutes) ahead = aheadByMinutes(ahead, answer, body.minutes, asked, Date.now());
  return answer;
}

const answers = new Answers({
  link,
  send: (body) => platform("POST", "answer", body),
  kept: (now) => { ++turn; readIn(kEvery); take(now); told = here(); },  // what was asked before knows nothing of it
  over: (problem) => failed(problem),
  passed: ({ state, minutes }) => { refusal = words.passed(words.said[state](minutes)); again = true; panel ||= "minutes"; },
  changed: draw,
});

function take(now) {
  home = now;
  number = now.desk_number || number;
  seen = here();
  cut = "";
  tries = 0;
}

const kEnds = ["alarm_closed", "responder_replaced", "link_not_valid"];
function failed(problem) {
  if (kEnds.includes(problem.code)) { ++turn; clearTimeout(timer); ended = problem.code; home = null; panel = ""; draw(); return; }
  refusal = problem.passing ? "" : words.refused;
}

function readIn(wait) {
  clearTimeout(timer);
  timer = setTimeout(read, wait);
}

async function read() {
  clearTimeout(timer);
  const mine = ++turn;
  let wait = kEvery;
  try {
    const now = await platform("GET", "home");
    if (mine !== turn) return;
    const first = !home;
    take(now);
    ended = "";
    if (first) answers.resume(now.asked_at);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (mine !== turn) return;
    cut = error.status === 0 ? "network" : "platform";
    if (kEnds.includes(error.code)) { failed(error); return; }
    if (error.status === 429 && !home) ended = "too_many_tries";
    wait = Math.max(backOff(tries++, error), home ? 3000 : 1000);
  }
  draw();
  readIn(wait);
}

function say(state, minutes = 0) {
  panel = "";
  again = false;
  refusal = "";
  told = 0;
  answers.say(state, minutes, home.asked_at);
}
const open = (name) => () => { panel = name; again &&= name !== ""; draw(); byId("view").querySelector(".panel :is(button, input)")?.focus(); };

const button = (key, text, tone, act) => el("button", { type: "button", class: `big ${tone}`, "data-key": key, onclick: act }, text);
const callDesk = (tone = "quiet") => el("a", { class: `big ${tone}`, href: `tel:${number}`, "data-key": "call" }, icon("call"), el("span", {}, words.call(number)));

// What holds now: what was just said counts before the platform has it, and is named as not yet told.
const said = () => answers.waiting ?? { state: home.state };

function standing() {
  const { state } = said();
  if (state !== "on_the_way") return words.standing[state](!answers.waiting);
  const { what, until, left } = way(home, answers.waiting, Date.now(), ahead);
  return words.way[what](until && at(until), left);
}

const troubleIcon = (trouble) => (trouble === "network" ? "wifi_off" : "error");

function toldLine() {
  const { waiting } = answers;
  if (refusal) return el("p", { class: "told red", role: "alert" }, icon("error"), el("span", {}, refusal));
  if (!waiting) return told ? el("p", { class: "told good", role: "status" }, icon("check_circle"), el("span", {}, words.keptAt(at(told)))) : null;
  if (!answers.trouble) return el("p", { class: "told", role: "status" }, icon("schedule"), el("span", {}, words.sending));
  return el("p", { class: "told red", role: "alert" }, icon(troubleIcon(answers.trouble)), el("span", {}, words.unsent[answers.trouble](words.said[waiting.state](waiting.minutes)), words.space, words.unsentMeans));
}

function minutesPanel() {
  const ask = again ? words.howLongAgain : words.howLong;
  return el("div", { class: "panel", role: "group", "aria-label": ask }, el("h2", {}, ask),
    el("div", { class: "minutes" }, ...kMinutes.map((count) => button(`minutes ${count}`, words.minutes(count), "go", () => say("on_the_way", count)))),
    el("div", { class: "keys" }, button("minutes other", words.other, "quiet", open("other")), button("leave", words.leave, "quiet", open(""))));
}

function otherPanel() {
  const field = el("input", { id: "other", type: "text", inputmode: "numeric", maxlength: 3, autocomplete: "off", "aria-describedby": "other-wrong" });
  const wrong = el("p", { id: "other-wrong", class: "red", role: "alert" });
  const send = (event) => {
    event.preventDefault();
    const count = Number(field.value.trim());
    if (Number.isInteger(count) && count >= 1 && count <= kMostMinutes) say("on_the_way", count); else { wrong.textContent = words.otherWrong; field.focus(); }
  };
  return el("form", { class: "panel", novalidate: true, onsubmit: send }, el("label", { for: "other" }, words.otherAsk), field, wrong,
    el("div", { class: "keys" }, el("button", { type: "submit", class: "big go" }, words.otherYes), button("leave", words.leave, "quiet", open(""))));
}

const notPanel = () => el("div", { class: "panel", role: "group", "aria-label": words.notGo }, el("h2", {}, words.notGoAsk), button("not yes", words.notGoYes, "help", () => say("declined")), button("leave", words.leave, "quiet", open("")));

function keys() {
  if (panel === "minutes") return minutesPanel();
  if (panel === "other") return otherPanel();
  if (panel === "not") return notPanel();
  const { state } = said();
  const rows = {
    asked: [button("go", words.go, "go", open("minutes")), button("not", words.notGo, "quiet", open("not"))],
    on_the_way: [button("arrived", words.arrived, "go", () => say("arrived")), button("time", words.otherTime, "quiet", open("minutes")), button("not", words.notGo, "quiet", open("not"))],
    arrived: [button("not yet", words.notYet, "quiet", open("minutes"))],
    declined: [button("go", words.backToGo, "quiet", open("minutes"))],
  }[state] ?? [];
  return el("div", { class: "keys" }, ...rows);
}

const kLines = ["floor", "keys", "walking", "hearing", "dialect"];
function card() {
  const missing = [...(home.door_code ? [] : [words.doorCode]), ...(home.allergies ? [] : [words.allergies]), ...kLines.filter((name) => !home[name]).map((name) => words.facts[name])];
  return [
    el("header", { class: "top" },
      el("p", { class: "beside" }, words.asked(at(home.asked_at), home.operator_name)),
      el("h1", { tabindex: "-1" }, words.called(home.person, home.called, words.pressed[home.pressed] ?? words.pressedSome)),
      el("p", {}, words.name(home.person))),
    cut && el("p", { class: "cut", role: "status" }, icon(troubleIcon(cut)), el("span", {}, words.old[cut](at(seen)))),
    el("section", { class: "door", "aria-label": words.address },
      el("p", { class: "address" }, home.address || words.noAddress),
      home.door_code && el("p", { class: "code" }, el("span", { class: "beside" }, words.doorCode), el("strong", {}, home.door_code))),
    home.allergies && el("p", { class: "allergies" }, icon("warning"), el("span", {}, `${words.allergies} `, el("strong", {}, home.allergies))),
    el("dl", { class: "lines" }, ...kLines.filter((name) => home[name]).map((name) => el("div", {}, el("dt", {}, words.facts[name]), el("dd", { class: "value" }, home[name])))),
    missing.length > 0 && el("p", { class: "beside unwritten" }, words.unwritten(missing.join(words.between))),
  ];
}

const whole = (picture, title, text, ...more) => [el("div", { class: "whole" }, icon(picture), el("h1", { tabindex: "-1" }, title), el("p", {}, text), ...more, callDesk("go"))];
function nothing() {
  if (ended === "alarm_closed") return whole("check_circle", words.over, words.overMeans);
  if (ended === "responder_replaced") return whole("handshake", words.replaced, words.replacedMeans);
  if (ended === "too_many_tries") return whole("schedule", words.busy, words.busyMeans);
  if (ended) return whole("link_off", words.wrong, words.wrongMeans);
  return whole(cut ? troubleIcon(cut) : "schedule", cut ? words.joiningCut[cut] : words.joining, "");
}

// The keys are made anew only when they are others, and then rest: who taps on what stood there before answers nothing.
let below = null, keysAre = "", resting = 0;
function keysRest(box) {
  const buttons = box.querySelectorAll("button");
  for (const one of buttons) one.setAttribute("aria-disabled", "true");
  box.addEventListener("click", (event) => { if (event.target.closest("[aria-disabled]")) { event.preventDefault(); event.stopPropagation(); } }, true);
  clearTimeout(resting);
  resting = setTimeout(() => { for (const one of buttons) one.removeAttribute("aria-disabled"); }, kNotYet);
  return box;
}
function answerBox() {
  const are = JSON.stringify([panel || said().state, panel === "minutes" && again, number]);
  if (are !== keysAre || !below) { keysAre = are; below = el("div", { class: "answer" }, keysRest(keys()), callDesk()); }
  standBefore(below.querySelector(".keys, .panel"), [el("p", { class: `standing ${said().state}`, role: "status" }, standing()), toldLine()]);
  return below;
}
function standBefore(node, fresh) {
  while (node.previousSibling) node.previousSibling.remove();
  node.before(...fresh.filter(Boolean));
}

let drawn = "";
function draw() {
  const state = JSON.stringify([home, cut, cut && at(seen), panel, again, refusal, ended, told, answers.waiting, answers.trouble, home && standing()]);
  if (state === drawn) return;
  drawn = state;
  const focused = document.activeElement?.closest?.("[data-key]")?.dataset.key;
  const before = below;
  if (!home) { below = null; byId("view").replaceChildren(...nothing()); }
  else {
    if (answerBox() !== before) byId("view").replaceChildren(below);
    standBefore(below, card());
  }
  if (focused && !document.activeElement?.closest("[data-key]")) byId("view").querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

document.title = words.title;
keepReady(["wifi_off", "call", "check_circle", "error", "schedule"]);
const now = () => { answers.hurry(); if (!ended || ended === "too_many_tries") read(); };
addEventListener("online", now);
addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") now(); });
// Another link in this tab is another page: nothing of one home stands on that of another.
addEventListener("hashchange", () => { if (location.hash.slice(1) !== link) location.reload(); });
setInterval(() => { if (home) draw(); }, 5000);
if (link) { draw(); read(); } else { ended = "link_not_valid"; draw(); }
