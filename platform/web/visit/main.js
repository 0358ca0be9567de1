// SPDX-License-Identifier: Apache-2.0
// The page of a visit: in by a link, a cookie or six digits; one button; waiting; seeing each other; what it was.
import { Problem, ask, askSurely, backOff, newKey, pause } from "/shared/api.js";
import { stayAwake } from "/shared/awake.js";
import { byId, fillWords, keepReady } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { Ringing, askedBefore, decline, tellSilent } from "/shared/ringing.js";
import { may } from "/shared/rights.js";
import { aheadWords, durationWords, spokenTime } from "/shared/time.js";
import { readyTone, startTone, stopTone } from "/shared/tone.js";
import { wishFilm } from "/shared/wish.js";
import { keepChoice, keptChoice } from "/visit/choice.js";
import { Devices } from "/line/devices.js";
import { keptName, readyDoor, sayAtDoor, showDoor } from "/visit/door.js";
import { enter, entered, enteredBy, homeAddress, sentAs } from "/visit/entry.js";
import { photoAddress } from "/visit/faces.js";
import { Fresh } from "/visit/fresh.js";
import { Idle } from "/visit/idle.js";
import { Line } from "/line/line.js";
import { Over } from "/visit/over.js";
import { doorWords } from "/visit/own.js";
import { playHer, readyRoom, showRoom, showTime, stopHer } from "/visit/room.js";
import { Tabs } from "/line/tabs.js";
import { Third } from "/visit/third.js";
import { wholePage } from "/visit/whole.js";
import { words } from "/visit/words.js";

const kPrompt = 1000;  // milliseconds after which a browser that asks for the camera keeps her waiting

let home = null;      // VisitorHome
let door = { home: null };
let room = null;      // the visit on the screen; null: none
let line = null;
let ahead = 0;        // milliseconds that the platform's clock is ahead of this phone's
const devices = new Devices(() => { line?.changed(); third.changed(); if (room) showRoom(room); });
const third = new Third(devices);
let joining = false;  // a tap is on its way to a visit
let rang = null;      // the elder's visit that was told meanwhile
let declined = "";    // her visit to which the door said no
const ringing = new Ringing((visit) => join(answering(visit)));
const idle = new Idle({ wanted: () => Boolean(!room && home?.me.member), visit: heardRing, noVisit: () => ringing.hide(), tv: isOn, rights: heardRights });
const fresh = new Fresh({ wanted: () => Boolean(!room && !joining && home && !home.me.member && !byId("door").hidden), home: heardHome, refused: lostHome });
const over = new Over({ home: () => home, message: () => messageAddress(), taken: (answer) => taken(answer) });
const tabs = new Tabs("anju-visit", (visit) => { if (visit === room?.visit.id) goneElsewhere(); });
const now = () => Date.now() + ahead;
const sentences = (...texts) => texts.join(language === "zh" ? "。" : ". ");
const messageAddress = () => (home?.can_leave_message ? `/family/${location.search}${location.hash}` : "");

const forgetSecret = () => history.replaceState(null, "", location.pathname + location.search);
const linkDead = (code) => wholePage("link_off", code === "too_many_phones" ? words.tooManyPhones : words.linkNotValid, { action: words.enterCode, act: () => { forgetSecret(); askCode(); } });

function askCode(digits = "") {
  home = null;
  door = { home: null, code: true, name: true };
  showDoor(door);
  byId("code").value = digits;
}

function taken(answer) {
  home = answer;
  ahead = Date.parse(home.now) - Date.now();
  fresh.later();
}

// What stands in the way before anybody has pressed anything: the time of an invitation, quiet hours, a TV that is off.
function obstacle() {
  const spoken = (moment) => spokenTime(new Date(moment), home.zone, language);
  const message = messageAddress();
  if (home.valid_from && Date.parse(home.valid_from) > now()) return { held: true, notice: { icon: "schedule", text: words.notYet(aheadWords(new Date(home.valid_from), new Date(now()), home.zone, language)) } };
  if (home.can_visit === false) return { held: true, message, notice: { icon: "lock", text: words.notAllowed(home.station) } };
  if (home.quiet_until && Date.parse(home.quiet_until) > now()) {
    return { held: true, message, notice: { icon: "schedule", text: sentences(words.quietUntil(home.elder, spoken(home.quiet_until)), message ? words.quietNext : words.quietGuest) } };
  }
  if (!home.tv_online) return { message, notice: { icon: "tv", text: message ? words.tvOffline(home.elder) : words.tvOfflineGuest(home.elder) } };
  return {};
}

function showHomeDoor(more = {}) {
  if (home.valid_until && Date.parse(home.valid_until) < now()) { wholePage("schedule", words.over, { action: words.enterCode, act: () => askCode() }); return; }
  const stands = obstacle();
  // Her own call may be answered at any hour.
  const held = Boolean(stands.held && !more.way?.rings);
  door = { home, name: !home.me.member && !home.me.name, way: placing, stands: stands.notice?.text, ...stands, held, ...more, more };
  if ("leaving" in more) door.message = more.leaving ? messageAddress() : "";  // not as the obstacle says
  // A button that is held says why, whatever else there is to say.
  if (held && more.notice) door.notice = { ...more.notice, text: sentences(more.notice.text, stands.notice.text) };
  showDoor(door);
  idle.listen();
}

// A door that is held opens by itself, and tomorrow becomes today.
function lookAtDoor() {
  if (door.held && !byId("door").hidden && obstacle().notice?.text !== door.stands) showHomeDoor();
}

// What the platform says by now of a door that a guest stands at.
function heardHome(answer) {
  const on = home.tv_online;
  taken(answer);
  if (home.tv_online !== on || obstacle().notice?.text !== door.stands) showHomeDoor();
}

function lostHome(problem) {
  if (home.valid_until && Date.parse(home.valid_until) < now()) showHomeDoor();
  else if (problem.signedOut || problem.code === "link_not_valid") linkDead();
}

const gone = { icon: "smartphone", text: words.taken };

// One sentence for what the platform would not do, at the door; the same tap goes the same way again when that may help.
function refused(problem, way) {
  if (problem.signedOut || problem.code === "link_not_valid") { linkDead(); return; }
  if (problem.code === "quiet_hours") home.quiet_until = problem.until || home.quiet_until;
  if (problem.code === "tv_offline") home.tv_online = false;
  if (problem.code === "visit_not_allowed") home.can_visit = false;
  if (problem.status === 404 || problem.code === "visit_ended") problem.code = "taken";  // what rang is gone
  const said = { busy: { icon: "videocam", text: words.busyNow(home.elder) }, taken: gone }[problem.code];
  const wait = problem.status === 429 ? { icon: "schedule", text: words.waitTry(durationWords(problem.retryAfter || 60, language)) } : null;
  const other = { icon: "error", text: problem.status === 0 ? words.offline : words.trouble };
  const stands = obstacle();
  const again = { busy: problem.code === "busy", ...(problem.passing ? { way } : {}) };
  showHomeDoor(stands.notice && !said && !wait ? again : { ...again, leaving: Boolean(said), notice: said ?? wait ?? other });
}

// What the household allows her by now: the door and the end of a visit offer that, and nothing else.
function heardRights(family) {
  const [message, visit] = [may(family, "message"), may(family, "visit")];
  home.station = family.station;
  if (home.can_leave_message === message && (home.can_visit !== false) === visit) return;
  Object.assign(home, { can_leave_message: message, can_visit: visit });
  if (byId("door").hidden) over.look(); else showHomeDoor(door.more);
}

// ---- the visit
const showNow = () => { if (room) showRoom(room); };

function chosen() {
  if (!room) return;
  keepChoice(room.visit.id, devices);
  for (const one of [line, third]) one.changed();
  showNow();
}

function begin(ticket, { again = false } = {}) {
  const { visit } = ticket;
  idle.close();
  tabs.take(visit.id);
  ringing.hide();
  room = { home, visit, answered: visit.stage === "answered", devices, her: null, word: "connecting", words4: [], remote: null, pictureCame: false, now };
  line = new Line(ticket, devices, {
    visit: heard, other: (visit) => third.heard(visit),
    remote: (stream) => { room.remote = stream; playHer(stream); showNow(); },
    her: (state) => { room.her = state; showNow(); },
    word: (word) => { if (room && room.word !== word) { room.word = word; showNow(); } },
    words: (four) => { if (room) { room.words4 = four; showNow(); } },
    stranger: () => { finish("failed"); wholePage("warning", words.stranger, { action: words.tryAgain, act: () => location.reload() }); },
    refused: () => endHere("failed", { unfit: true }),
  }, { again });
  stayAwake(true);
  if (!room.answered) startTone("wait");
  showNow();
}

function heard(visit) {
  if (!room || visit.id !== room.visit.id) return;
  visit = room.visit = { ...room.visit, ...visit };
  room.answered = visit.stage === "answered";
  if (room.answered) stopTone();
  if (visit.stage === "ended") { leave(); over.show(visit); idle.listen(); return; }
  showNow();
}

function leave() {
  stopTone();
  for (const one of [line, third]) one?.close();
  line = room = null;
  devices.close();
  stopHer();
  stayAwake(false);
}

// Another page of this browser has it now: that is no end.
function goneElsewhere() {
  const { visit } = room;
  leave();
  over.show(visit, { taken: true });
  idle.listen();
}

// This side ends it; the picture stops at once, whatever the network does.
function finish(end) {
  const { visit } = room;
  leave();
  askSurely("POST", `/v1/visitor/visits/${encodeURIComponent(visit.id)}/end`, { body: { end }, tries: 6 }).catch(() => {});
  return visit;
}

// … and says what it was.
function endHere(end, why = {}) {
  const visit = finish(end);
  over.show({ ...visit, stage: "ended", end, ended_by: "phone", ended_at: new Date(now()).toISOString() }, { mine: true, ...why });
  idle.listen();
}

function hangUp() {
  if (room) endHere(room.answered ? "hung_up" : "cancelled");
}

// The two ways into a visit: {ask(), rings}. ask gives a ticket; rings: the elder's call that it answers, or null.
const camera = () => Boolean(devices.video);
const placing = { ask: () => askSurely("POST", `/v1/visitor/visits${sentAs}`, { key: newKey(), body: { camera: camera() }, tries: 3 }), rings: null };
const answering = (visit) => ({ ask: () => askSurely("POST", `/v1/visitor/visits/${encodeURIComponent(visit.id)}/answer`, { body: { camera: camera(), answer: "pressed" }, tries: 3 }), rings: visit });

// Opens what there is of camera and microphone, then goes that way.
async function join(way, options) {
  if (room || joining) return;
  joining = true;
  rang = null;
  ringing.hide();
  let lost = null;
  try { lost = await joinNow(way, options); } finally { joining = false; }
  if (lost) rang ??= way.rings;
  if (room || !rang) return;
  const told = rang;
  heardRing(told);
  if (lost && told.id === way.rings?.id) ringing.notAnswered(lost);
}

// The Problem with which it did not get through, or null.
async function joinNow(way, { anyway = false } = {}) {
  const silent = setTimeout(() => { if (way.rings) tellSilent(way.rings); }, kPrompt);
  await devices.open();
  clearTimeout(silent);
  if (!devices.video && !devices.audio && !anyway) {
    if (way.rings) tellSilent(way.rings);
    showHomeDoor({ notice: { icon: "videocam_off", text: doorWords(words, devices.trouble, home.elder) }, listenOnly: true, way });
    return null;
  }
  try {
    begin(await way.ask());
    return null;
  } catch (error) {
    devices.close();
    if (!(error instanceof Problem)) throw error;
    refused(error, way);
    return error.passing ? error : null;
  }
}

async function go({ code, name }, anyway = false) {
  sayAtDoor(null);
  byId("go").disabled = true;
  try {
    if (code) { taken(await enter({ code, name }, 3)); forgetSecret(); }  // digits are good for one entry
    else if (door.name) taken(await enter({ link: location.hash.slice(1), name }, 3));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    byId("go").disabled = false;
    if (error.status === 429) sayAtDoor({ icon: "schedule", text: words.waitTry(durationWords(error.retryAfter || 60, language)) });
    else if (error.code === "link_not_valid" && code) { sayAtDoor({ icon: "error", text: words.codeWrong }); byId("code").select(); }
    else if (error.code === "link_not_valid") linkDead();
    else sayAtDoor({ icon: "error", text: error.status === 0 ? words.offline : words.trouble });
    return;
  }
  const way = door.way ?? placing;
  door = { home };
  if (!way.rings && obstacle().held) { showHomeDoor(); return; }
  await join(way, { anyway });
  byId("go").disabled = Boolean(door.held);
}

// Her call that the door would answer.
async function declineHere() {
  const { way } = door;
  declined = way.rings.id;
  const trouble = await decline(way.rings);
  if (trouble) declined = "";
  if (door.way !== way || byId("door").hidden) return;
  if (trouble) sayAtDoor({ icon: "error", text: trouble });
  else showHomeDoor();
}

// Back in a visit that is this phone's already, once question() gives its ticket; lost(problem): it is not any more.
async function resume(question, lost, { again }) {
  joining = true;
  rang = null;
  let ticket = null;
  try {
    ticket = await patiently(question);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    lost(error);
  } finally {
    joining = false;
  }
  if (!ticket) { if (rang) heardRing(rang); return; }
  Object.assign(devices, keptChoice(ticket.visit.id));
  // Both at once: the line is built while the camera opens.
  const opened = devices.open();
  begin(ticket, { again });
  await opened;
  for (const one of [line, third]) await one?.changed();
  showNow();
}

const afterReload = () => resume(() => ask("GET", `/v1/visitor/visits/${encodeURIComponent(home.visit.id)}`), () => showHomeDoor(), { again: true });

// A tap here was on its way to answer it when it was answered: by that very tap, perhaps, of which the answer was lost. Once
// more gives its ticket, or says who has it.
const afterLostAnswer = (way) => resume(way.ask, (problem) => refused(problem, way), { again: false });

// In a visit, or on the way into one, her ring must not cover it: the platform settles which of the two it is. Nor may
// it cover what is in the way of answering it, where the buttons of the door do just that.
function heardRing(visit) {
  if (joining) { rang = visit; return; }
  if (room) return;
  const here = visit.id === door.way?.rings?.id && !byId("door").hidden;
  if (here && visit.stage === "answered" && !door.listenOnly) { ringing.hide(); afterLostAnswer(door.way); return; }
  if (here && visit.stage !== "ringing") showHomeDoor(visit.id === declined ? {} : { notice: gone });
  if (!here || !door.listenOnly) ringing.heard(visit, home.elder, photoAddress(home));
  if (ringing.visit && door.busy && !byId("door").hidden) showHomeDoor();  // it was this phone that she was busy with
}

function isOn(online) {
  if (home.tv_online === online) return;
  home.tv_online = online;
  if (byId("door").hidden) return;
  if (door.way?.rings) showDoor(door);
  else showHomeDoor();
}

// Asks until something answers; what cannot pass is thrown.
async function patiently(question) {
  for (let tries = 0; ; ++tries) {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof Problem) || !error.passing) throw error;
      const [iconName, said] = error.status === 0 ? ["wifi_off", words.away] : ["error", words.noAnswer];
      wholePage(iconName, said, { action: words.tryAgain, act: () => location.reload() });
      await pause(backOff(tries, error));
    }
  }
}

async function open() {
  wholePage("face", words.opening);
  const wish = askedBefore();
  const secret = location.hash.slice(1);
  const code = /^\d{6}$/.test(secret);
  if (code && !(await enteredBy(secret))) { askCode(secret); return; }
  try {
    taken(await patiently(() => entered(code ? "" : secret, keptName())));
    if (code) forgetSecret();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === "name_missing") { door = { home: null, name: true }; showDoor(door); }
    else if (secret && !code) linkDead(error.code);
    else askCode(secret);
    return;
  }
  if (home.visit && home.visit.stage !== "ended") {
    const mine = home.visit.placed_by === "phone" || home.visit.stage === "answered";
    if (mine) { await afterReload(); return; }
  }
  if (wish?.visit) {
    idle.listen();  // while the camera is asked for, this page is where she is looked for
    await join(answering({ id: wish.visit, placed_by: "tv", stage: "ringing" }));
    return;
  }
  const stands = obstacle();
  if (wish && !stands.held) await join(placing);
  else showHomeDoor();
}

fillWords(words);
keepReady(["wifi_off", "error", "schedule", "link_off", "videocam_off", "call_end", "face", "warning", "tv", "smartphone", "mail", "volume_up"]);
document.documentElement.classList.toggle("framed", window.top !== window);
readyTone();
readyDoor((asked) => go(asked), (asked) => go(asked, true), declineHere);
readyRoom({
  mute: async () => { await devices.switchSound(); chosen(); },
  camera: async () => { await devices.setPicture(!(devices.wantsPicture && devices.video)); chosen(); },
  turn: async () => { await devices.turn(); line?.changed(); third.changed(); showNow(); },
  hangUp,
  picture: () => { if (room && byId("her").videoWidth > 2) { room.pictureCame = true; showNow(); } },
});
for (const link of ["leave", "leave-instead"]) byId(link).addEventListener("click", wishFilm);
byId("take-back").addEventListener("click", () => location.reload());
byId("again").addEventListener("click", () => { showHomeDoor(); go({ code: "", name: keptName() }); });
setInterval(() => { if (room) showTime(room); else if (home) { lookAtDoor(); fresh.look(homeAddress); } }, 1000);
addEventListener("hashchange", () => location.reload());

if (location.protocol === "http:" && !window.isSecureContext) {
  wholePage("lock", words.insecure, { steps: words.insecureSteps, action: words.insecureLink, act: () => location.assign(`https:${location.href.slice(5)}`), link: words.toMessages, address: `/family/${location.search}${location.hash}` });
} else if (!window.isSecureContext || !Devices.possible() || !window.RTCPeerConnection) {
  wholePage("videocam_off", words.cannot, { link: words.toMessages, address: `/family/${location.search}${location.hash}` });
} else {
  open();
}
