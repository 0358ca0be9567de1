// SPDX-License-Identifier: Apache-2.0
// The page of a relative: in by the link, then one state, shown whole after every change.
import { Problem, ask, backOff, pause } from "/shared/api.js";
import { byId, fillWords, keepReady } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { knock } from "/shared/knock.js";
import { Ringing, goAndAnswer, goAndVisit } from "/shared/ringing.js";
import { may } from "/shared/rights.js";
import { Stream } from "/shared/stream.js";
import { clock, sinceWords } from "/shared/time.js";
import { readyTone } from "/shared/tone.js";
import { filmWished } from "/shared/wish.js";
import { showAlarm } from "/family/alarm.js";
import { toldOf } from "/family/alarms.js";
import { showCompose, readyCompose } from "/family/compose.js";
import { memberName, showDays, showProgress } from "/family/days.js";
import { closeRecorder, openRecorder, readyRecorder } from "/family/film.js";
import { Outbox } from "/family/outbox.js";
import { readyPlayer } from "/family/player.js";
import { openSettings, readySettings, showRules } from "/family/settings.js";
import { readyViewer } from "/family/viewer.js";
import { words } from "/family/words.js";

let home = null;
let outbox = null;
let stream = null;
let toldPresence = null;  // TvPresence that the stream told last
let trouble = "";  // "offline": nothing answers; "unanswered": the platform did not, or said that it cannot
let missed = null;  // the elder's newest visit that nobody here answered
let filmLost = false;  // with the right to send it
let ahead = 0;  // milliseconds that the platform's clock is ahead of this phone's

const ringing = new Ringing((visit) => goAndAnswer(visit.id));
const now = () => new Date(Date.now() + ahead);
const troubleOf = (problem) => (problem.status === 0 ? "offline" : "unanswered");

function wholePage(iconName, [title, text], action, act) {
  stream?.close();
  stream = null;
  byId("page").hidden = true;
  byId("message-page").hidden = false;
  byId("message-icon").className = `icon icon-${iconName}`;
  byId("message-title").textContent = title;
  byId("message-text").textContent = text;
  byId("message-action").hidden = !action;
  byId("message-action").textContent = action ?? "";
  byId("message-action").onclick = act ?? null;
  document.title = `${title} · ${words.product}`;
}

function showPresence() {
  const presence = byId("presence");
  const known = !trouble;
  presence.classList.toggle("on", known && home.tv_online);
  const since = home.tv_last_seen ? sinceWords(new Date(home.tv_last_seen), now(), home.zone, language) : "";
  byId("presence-words").textContent = !known ? words.tvUnknown : !home.tv_paired ? words.tvMissing : home.tv_online ? words.tvOn : words.tvOff(since);
  byId("promise").textContent = !home.tv_paired ? words.tvMissingPromise(home.elder) : known && !home.tv_online ? words.tvOffPromise(home.elder) : "";
  byId("promise").hidden = !byId("promise").textContent || !may(home, "message");
  byId("offline").hidden = known;
  byId("offline").querySelector(".icon").className = `icon icon-${trouble === "offline" ? "wifi_off" : "error"}`;
  byId("offline-words").textContent = words[trouble] ?? "";
}

// Said once, not with every showing.
function say(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

function show() {
  byId("message-page").hidden = true;
  byId("page").hidden = false;
  document.title = `${showAlarm(home, now(), trouble, show) || home.elder} · ${words.product}`;
  byId("link-of").textContent = words.linkOf(memberName(home.me));
  byId("elder").textContent = home.elder;
  const [message, visit] = [may(home, "message"), may(home, "visit")];
  byId("visit").hidden = byId("visit-promise").hidden = !home.tv_paired || !visit;
  byId("missed-back").hidden = !visit;
  byId("no-visit").hidden = visit;
  byId("no-message").hidden = message;
  byId("ways").hidden = byId("composer").hidden = !message;
  say("no-visit-words", visit ? "" : words.noVisit(home.station, home.elder));
  filmLost = !message && (closeRecorder() || filmLost);
  say("no-message-words", message ? "" : words.noMessage(home.station) + (filmLost ? words.filmLost : ""));
  byId("visit-words").textContent = words.visit(home.elder);
  byId("visit-promise").textContent = words.visitPromise(home.elder);
  byId("add-words").textContent = words.addPhotos(home.elder);
  byId("film-words").textContent = words.film(home.elder);
  byId("missed").hidden = !missed;
  if (missed) byId("missed-words").textContent = words.missed(home.elder, clock(new Date(missed.placed_at), home.zone, language));
  const portrait = byId("portrait");
  portrait.hidden = !home.person_photo;
  portrait.alt = words.portrait(home.elder);
  // A picture of her room fills the place; a portrait stands in it whole, before a blur of itself.
  portrait.parentElement.classList.toggle("upright", (home.person_photo?.height ?? 0) > 0.75 * (home.person_photo?.width ?? 0));
  const address = home.person_photo ? `/v1/family/photos/${encodeURIComponent(home.person_photo.id)}?size=full` : "";
  const behind = byId("portrait-behind");
  behind.hidden = portrait.hidden;
  for (const image of [portrait, behind]) {
    if (address && image.getAttribute("src") !== address) image.src = address;
  }
  showCompose(home.elder);
  showPresence();
  showDays(home, outbox.items, now(), { retry: (key) => outbox.retry(key), cancel: (key) => outbox.cancel(key) });
}

// New or seen: the whole message comes, an older copy gives way.
function heard(message) {
  const at = home.messages.findIndex((one) => one.id === message.id);
  if (at >= 0) home.messages[at] = message;
  else home.messages = [message, ...home.messages].sort((a, b) => Date.parse(b.sent_at) - Date.parse(a.sent_at)).slice(0, 60);
  show();
}

// The elder calls, or called: rings while it does, and stays in sight when nobody answered.
function heardVisit(visit) {
  const face = home.person_photo ? `/v1/family/photos/${encodeURIComponent(home.person_photo.id)}?size=full` : "";
  ringing.heard(visit, home.elder, face);
  if (visit.placed_by !== "tv" || visit.stage !== "ended") return;
  if (isMissed(visit)) missed = visit;
  show();
}

const isMissed = (visit) => !visit.alarm && !visit.answered_at && ["missed", "cancelled", "blocked"].includes(visit.end);

function forgetMissed() {
  try { localStorage.setItem("anju-missed", missed.id); } catch { /* it comes again with the next opening */ }
  missed = null;
  show();
}

function taken(answer) {
  home = { messages: [], members: [], ...answer };
  ahead = Date.parse(home.now) - Date.now();
  trouble = "";
}

// What rings now, and what nobody here answered while this page was closed.
function showVisits() {
  if (home.visit) heardVisit(home.visit);
  else ringing.hide();
  if (!home.missed || !isMissed(home.missed)) return;
  let seen = "";
  try { seen = localStorage.getItem("anju-missed") ?? ""; } catch { /* shown once more */ }
  if (home.missed.id !== seen) missed = home.missed;
}

function isOn({ online, last_seen }) {
  home.tv_online = online;
  home.tv_last_seen = last_seen;
}

async function reload() {
  const before = toldPresence;
  try {
    const answer = await stream?.fetched(() => ask("GET", "/v1/family/home"));
    if (!answer) return;  // another page stands here
    taken(answer);
    // It has no number to tell which is newer: what was told while the answer was under way counts.
    if (toldPresence !== before) isOn(toldPresence);
    showVisits();
    showRules();
    show();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.signedOut) { wholePage("link_off", words.shut); return; }
    trouble = troubleOf(error);
    show();
  }
}

function listen() {
  stream = new Stream("/v1/family/events", home.cursor, {
    message: heard,
    household: reload,
    visit: heardVisit,
    alarm: (alarm) => { home.alarm = toldOf(home.alarm, alarm); show(); },
    tv: (told) => { toldPresence = told; isOn(told); show(); },
  }, (line) => {
    if (line === "open") {
      outbox.hurry();
      reload();  // whether the TV is on is told, not kept: what was told before this line stood is lost
    } else if (!trouble || line === "refused") {
      trouble = navigator.onLine ? "unanswered" : "offline";
      show();
      reload();
    }
  });
}

// Framed in the shop window: the page beside the TV says whose phone this is, and why it does not come in. No secret is told.
async function tellFrame(told) {
  if (window.top === window) return;
  const photo = told.photo && await fetch(`/v1/family/photos/${encodeURIComponent(told.photo.id)}`).then((answer) => (answer.ok ? answer.blob() : null), () => null);
  window.parent.postMessage({ ...told, photo }, "*");
}

// Two links of one browser share one cookie: the page that was opened first must not write in another's name.
function watchOthers() {
  const channel = new BroadcastChannel("anju-family");
  channel.addEventListener("message", ({ data }) => {
    if (data.member !== home.me.id) wholePage("face", words.replaced(data.name), words.replacedAction, () => location.reload());
  });
  channel.postMessage({ member: home.me.id, name: memberName(home.me) });
}

async function enter() {
  const token = location.hash.slice(1);
  if (token) await knock("/v1/family/session", { token });
  taken(await ask("GET", "/v1/family/home"));
}

async function open() {
  const film = filmWished();
  for (let tries = 0; !home; ++tries) {
    try {
      await enter();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (!error.passing) {
        const dead = error.code === "too_many_phones" ? words.tooManyPhones : words.shut;
        wholePage("link_off", location.hash.length > 1 ? dead : words.noLink);
        tellFrame({ refused: error.code });
        return;
      }
      const [iconName, said] = troubleOf(error) === "offline" ? ["wifi_off", words.away] : ["error", words.noAnswer];
      wholePage(iconName, said, words.again, () => location.reload());
      await pause(backOff(tries, error));
    }
  }
  tellFrame({ name: memberName(home.me), photo: home.me.photo });
  outbox = new Outbox(home.me.id, {
    changed: () => show(),
    progress: showProgress,
    sent: heard,
    signedOut: () => wholePage("link_off", words.shut),
  });
  readyViewer();
  readyPlayer();
  readyRecorder((film) => outbox.add("", [], film));
  readySettings(() => home, now);
  byId("visit").addEventListener("click", goAndVisit);
  byId("to-film").addEventListener("click", () => openRecorder(home.elder));
  byId("to-settings").addEventListener("click", openSettings);
  byId("missed-back").addEventListener("click", () => { forgetMissed(); goAndVisit(); });
  byId("missed-seen").addEventListener("click", forgetMissed);
  readyCompose((text, blobs) => outbox.add(text, blobs));
  showVisits();
  show();
  if (film && !ringing.visit && may(home, "message")) openRecorder(home.elder);
  await outbox.load();
  watchOthers();
  listen();
  // 今天 becomes 昨天 at midnight.
  setInterval(() => { if (document.visibilityState === "visible" && !byId("page").hidden) show(); }, 60000);
}

fillWords(words);
readyTone();
keepReady(["videocam", "call_end", "mail", "play_arrow", "send", "wifi_off", "cloud_off", "error", "check_circle", "schedule", "link_off", "close", "face"]);
// Beside the TV in the shop window it is a phone, and phones show no scroll bar.
document.documentElement.classList.toggle("framed", window.top !== window);
addEventListener("hashchange", () => location.reload());
open();
