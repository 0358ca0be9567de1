// SPDX-License-Identifier: Apache-2.0
// For who was sent: what is needed at the door, and the answers. The link behind the # opens it and stands in no address that is asked for.
import { Problem, ask, backOff } from "/shared/api.js";
import { byId, el, icon, keepReady } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { clock } from "/shared/time.js";
import { Answers } from "/respond/answers.js";
import { words } from "/respond/words.js";

const kZone = "Asia/Shanghai";
const kEvery = 15000;  // milliseconds: whether it has ended, or somebody else goes
const kMinutes = [5, 8, 10, 15, 20, 30];
const kMostMinutes = 180;

let link = location.hash.slice(1);
let home = null, seen = 0, cut = false, told = 0, tries = 0, timer = 0, turn = 0;
let panel = "";     // "", "minutes", "other", "not"
let refusal = "";
let ended = "";     // the code for which nothing is shown any more
let number = "12349";

const at = (moment) => clock(new Date(moment), kZone, language);
const answers = new Answers({
  send: (body) => ask("POST", "/v1/responder/answer", { body, bearer: link, timeout: 10000 }),
  kept: (now) => { take(now); told = Date.now(); },
  over: (problem) => failed(problem),
  changed: draw,
});

function take(now) {
  home = now;
  number = now.desk_number || number;
  seen = Date.now();
  cut = false;
  tries = 0;
}

const kEnds = ["alarm_closed", "responder_replaced", "link_not_valid"];
function failed(problem) {
  if (kEnds.includes(problem.code)) { ended = problem.code; home = null; panel = ""; draw(); return; }
  refusal = problem.passing ? "" : words.refused;
}

async function read() {
  clearTimeout(timer);
  const mine = ++turn;
  let wait = kEvery;
  try {
    const now = await ask("GET", "/v1/responder/home", { bearer: link, timeout: 10000 });
    if (mine !== turn) return;
    const first = !home;
    if (!answers.waiting || first) take(now);
    ended = "";
    if (first) answers.resume(now.asked_at);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (mine !== turn) return;
    cut = true;
    if (kEnds.includes(error.code)) { failed(error); return; }
    if (error.status === 429 && !home) ended = "too_many_tries";
    wait = Math.max(backOff(tries++, error), home ? 3000 : 1000);
  }
  draw();
  timer = setTimeout(read, wait);
}

function say(state, minutes = 0) {
  panel = "";
  refusal = "";
  told = 0;
  answers.say(state, minutes, home.asked_at);
}
const open = (name) => () => { panel = name; draw(); byId("view").querySelector(".panel :is(button, input)")?.focus(); };

const button = (key, text, tone, act) => el("button", { type: "button", class: `big ${tone}`, "data-key": key, onclick: act }, text);
const callDesk = (tone = "quiet") => el("a", { class: `big ${tone}`, href: `tel:${number}`, "data-key": "call" }, icon("call"), el("span", {}, words.call(number)));

// What holds now: what was just said counts before the platform has it, and is named as not yet told.
const said = () => answers.waiting ?? { state: home.state };

function standing() {
  const { state } = said();
  const until = answers.waiting?.state === "on_the_way" ? answers.waiting.at + answers.waiting.minutes * 60000 : home.expected_at && Date.parse(home.expected_at);
  if (state !== "on_the_way") return words.standing[state]();
  if (!until) return words.standing.on_the_way_plain();
  const left = Math.ceil((until - Date.now()) / 60000);
  return left > 0 ? words.standing.on_the_way(at(until), left) : words.standing.on_the_way_late(at(until));
}

function toldLine() {
  const { waiting } = answers;
  if (refusal) return el("p", { class: "told red", role: "alert" }, icon("error"), el("span", {}, refusal));
  if (!waiting) return told ? el("p", { class: "told good", role: "status" }, icon("check_circle"), el("span", {}, words.keptAt(at(told)))) : null;
  if (!answers.failing) return el("p", { class: "told", role: "status" }, icon("schedule"), el("span", {}, words.sending));
  return el("p", { class: "told red", role: "alert" }, icon("wifi_off"), el("span", {}, words.unsent(words.said[waiting.state](waiting.minutes)), " ", words.unsentMeans));
}

function minutesPanel() {
  return el("div", { class: "panel", role: "group", "aria-label": words.howLong }, el("h2", {}, words.howLong),
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
    arrived: [],
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
    cut && el("p", { class: "cut", role: "status" }, icon("wifi_off"), el("span", {}, words.old(at(seen)))),
    el("section", { class: "door", "aria-label": words.address },
      el("p", { class: "address" }, home.address || words.noAddress),
      home.door_code && el("p", { class: "code" }, el("span", { class: "beside" }, words.doorCode), el("strong", {}, home.door_code))),
    home.allergies && el("p", { class: "allergies" }, icon("warning"), el("span", {}, `${words.allergies} `, el("strong", {}, home.allergies))),
    el("dl", { class: "lines" }, ...kLines.filter((name) => home[name]).map((name) => el("div", {}, el("dt", {}, words.facts[name]), el("dd", { class: "value" }, home[name])))),
    missing.length > 0 && el("p", { class: "beside unwritten" }, words.unwritten(missing.join(words.between))),
    el("div", { class: "answer" }, el("p", { class: `standing ${said().state}`, role: "status" }, standing()), toldLine(), keys(), callDesk()),
  ];
}

const whole = (picture, title, text, ...more) => [el("div", { class: "whole" }, icon(picture), el("h1", { tabindex: "-1" }, title), el("p", {}, text), ...more, callDesk("go"))];
function nothing() {
  if (ended === "alarm_closed") return whole("check_circle", words.over, words.overMeans);
  if (ended === "responder_replaced") return whole("handshake", words.replaced, words.replacedMeans);
  if (ended === "too_many_tries") return whole("schedule", words.busy, words.busyMeans);
  if (ended) return whole("link_off", words.wrong, words.wrongMeans);
  return whole(cut ? "wifi_off" : "schedule", cut ? words.joiningCut : words.joining, "");
}

let drawn = "";
function draw() {
  const state = JSON.stringify([home, cut && at(seen), panel, refusal, ended, told, answers.waiting, answers.failing, home && standing(), !home && cut]);
  if (state === drawn) return;
  // What somebody writes there stays, whatever comes in.
  const written = panel === "other" && byId("other")?.value;
  drawn = state;
  const focused = document.activeElement?.closest?.("[data-key]")?.dataset.key;
  byId("view").replaceChildren(...(home ? card() : nothing()).filter(Boolean));
  if (written) { byId("other").value = written; byId("other").focus(); }
  else if (focused) byId("view").querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

document.title = words.title;
keepReady(["wifi_off", "call", "check_circle", "error", "schedule"]);
const now = () => { answers.hurry(); if (!ended || ended === "too_many_tries") read(); };
addEventListener("online", now);
addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") now(); });
addEventListener("hashchange", () => { link = location.hash.slice(1); home = null; ended = ""; read(); });
setInterval(() => { if (home) draw(); }, 5000);
if (link) { draw(); read(); } else { ended = "link_not_valid"; draw(); }
