// SPDX-License-Identifier: Apache-2.0
// The desk of 12349: what is known, drawn; what is pressed, sent. queue.js decides what is first and what rings, keys.js which key does what.
import { Problem, ask } from "/shared/api.js";
import { stayAwake } from "/shared/awake.js";
import { byId, el, fillWords, icon, keepReady } from "/shared/dom.js";
import { readyTone, toneReady } from "/shared/tone.js";
import { staffPage } from "/staff/session.js";
import { ticking } from "/desk/clock.js";
import { Cards } from "/desk/cards.js";
import { Boxes } from "/desk/boxes.js";
import { chooser } from "/desk/choose.js";
import { asking, closeQuestion, dismiss, question, saidAfter } from "/desk/dialogs.js";
import { Duty } from "/desk/duty.js";
import { Going } from "/desk/going.js";
import { words as goes } from "/desk/going_words.js";
import { Kept } from "/desk/kept.js";
import { actOf, actsOf, isOurs, kNotYet } from "/desk/keys.js";
import { Link } from "/desk/link.js";
import { List } from "/desk/list.js";
import { Middle } from "/desk/middle.js";
import { Notes } from "/desk/notes.js";
import { Awaited } from "/desk/pressed.js";
import { aheadOf, empty, fetched, isMine, lineOf, nextWaiting, now, placeIn, rings, seated, settled, stepped, told, untold, waits } from "/desk/queue.js";
import { Sound } from "/desk/sound.js";
import { Talk } from "/desk/talk.js";
import { relativeRows, talkActs, talkStrip } from "/desk/talk_acts.js";
import { askedOf, atOnce, calledIn } from "/desk/talk_rules.js";
import { TalkView } from "/desk/talk_view.js";
import { words as talkWords } from "/desk/talk_words.js";
import { Top, keepNumber } from "/desk/top.js";
import { words } from "/desk/words.js";

let self = null, state = empty();
let chosen = "", byHand = false, notBefore = 0;
let drawing = false;
let ahead = 0;
const clock = () => Date.now() + ahead;  // the platform's, as far as it told
const busy = new Set();  // ids of which something is under way
let link, list, top, middle, notes, duty, boxes, sending;
const awaited = new Awaited();  // by F1
const sound = new Sound(), calls = new Kept("anju-desk-calls");
const view = new TalkView(() => draw());
const talk = new Talk({ changed: () => draw(), met: (error) => link.met(error), heard: (stream) => view.play(stream) });
const cards = new Cards({ changed: draw, met: (error) => link.met(error), take });

// Where the line is cut everything stands as it was then.
const moment = () => (link.state === "lost" || link.state === "ended" ? link.since : clock());
const path = (id, act = "") => `/v1/desk/alarms/${encodeURIComponent(id)}${act && `/${act}`}`;
const tell = (text) => { byId("told").textContent = text; };

function take(line) {
  const known = lineOf(state, line.alarm.id);
  state = told(state, line);
  if (!known && waits(line)) tell(words.comesIn(line.person));
  if (known && isMine(known) && line.alarm.state === "accepted" && !line.mine) tell(goes.given(line.person, line.alarm.by?.name ?? ""));
  draw();
}

function choose(id, hand) {
  if (id === chosen && !hand) return;
  if (id !== chosen) notBefore = hand ? 0 : performance.now() + kNotYet;
  chosen = id;
  byHand = hand;
  if (hand) list.show(id, true);
  cards.want(id, lineOf(state, id));
}

const mine = () => now(state).filter(isMine).map(({ alarm }) => alarm.id);
const talksWith = () => lineOf(state, talk.alarm)?.person ?? "";

function facts() {
  const line = lineOf(state, chosen), place = placeIn(state, chosen);
  const next = nextWaiting(state, chosen);
  const card = cards.of(chosen), talks = talkActs(talk, line, card, link.state, talksWith()), acts = actsOf(line, place, { duty: link.duty, link: link.state, next });
  return { line, place, card, next, talk: talks, ready: performance.now() >= notBefore, sends: busy.has(chosen), duty: link.duty, link: link.state, acts: talks.first ? [...talks.acts, ...acts] : [...acts, ...talks.acts] };
}

// Soon, and once for all that comes in one go.
function draw() {
  if (drawing || !self) return;
  drawing = true;
  setTimeout(drawNow);
}

function drawNow() {
  drawing = false;
  choose(settled(state, chosen, byHand), false);
  cards.want(chosen, lineOf(state, chosen));
  const at = moment();
  byId("page").classList.toggle("empty", !state.seat);
  if (state.seat && link.state === "live") talk.settle(mine());
  top.draw({ state, self, duty: link.duty, heard: toneReady(), link, talk: talkStrip(talk, talksWith()), at: clock() });
  list.draw(state, chosen, at);
  const known = facts();
  middle.draw(known, cards.trouble(chosen), at);
  view.draw(talk, known.line, known.card, at);
  if (cards.of(chosen)) cards.shown(chosen);
  boxes.draw(link);
  const came = awaited.came(mine(), performance.now());
  if (came) took(came);
}

// By F1, whether its answer came or only what it did.
function took(id) {
  notes.again(id);
  tell(words.tookIt(lineOf(state, id).person));
  if (!talk.on) talk.begin(id);
  draw();
  if (chosen === id) middle.focusNote();
}

let awake = false;
function beat() {
  if (awake !== link.duty) stayAwake(awake = link.duty);
  link.tick();
  notes.tick();
  boxes.tick(link);
  sound.tick(rings(state, { duty: link.duty, link: link.state }));
  drawNow();
}

// One act at a time of each; what it is refused for is said where the keys are.
async function send(what, id, act, body) {
  if (busy.has(id)) return null;
  busy.add(id);
  middle.say("");
  drawNow();
  try {
    const card = await ask("POST", path(id, act), { body });
    cards.put(id, card);
    take(card.alarm);
    return card;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    link.met(error);
    if (!error.passing) awaited.drop(id);
    await refused(what, id, act, error);
    return null;
  } finally {
    busy.delete(id);
  }
}

async function refused(what, id, act, error) {
  if (act === "accept" && error.status === 409) {
    const card = await cards.again(id);
    const alarm = card?.alarm.alarm;
    if (alarm?.state === "accepted" && !card.alarm.mine) {
      const text = alarm.by?.name ? words.wasTaken(card.alarm.person, alarm.by.name) : words.wasTakenNoName(card.alarm.person);
      drawNow();  // the next one may stand there now: it is said all the same
      middle.say(text);
      tell(text);
      return;
    }
  }
  say(id, explain(error, what));
}
const explain = (error, what) => words.refusals[error.code] ?? goes.refusals[error.code] ?? words.notDone(what);
const say = (id, text) => { if (id === chosen) middle.say(text); };
// Of a dialog that was left: said whatever card stands there now, and of whom.
const saidOf = (id, name, text) => { middle.say(id === chosen ? text : words.ofCard(name, text)); tell(words.ofCard(name, text)); };

async function close(id) {
  if (!(await notes.settle(id))) return words.unsaved;
  const line = lineOf(state, id);
  const card = await send(words.close, id, "close");
  if (!card) return middle.said() || words.notDone(words.close);
  tell(words.closedIt(line.person));
  if (chosen === id) { byHand = false; chosen = ""; }
  draw();
  return "";
}

// Who writes here has chosen it: what comes in does not take its place.
function openPanel(name) {
  byHand = true;
  middle.openPanel(name);
}

const acts = {
  accept: async ({ line, ready }) => {
    if (!ready) return;
    cards.begin(chosen);
    awaited.put(chosen, performance.now());
    await send(words.accept(line.person), chosen, "accept");
  },
  talk: ({ line, talk: { what } }) => {
    if (what === "hangUp") { talk.hangUp(); return; }
    if (what === "begin") { talk.begin(line.alarm.id); return; }
    // One that nobody sees is not hung up by a key that is pressed for the card in the middle.
    const { alarm } = talk, name = talksWith(), { id } = line?.alarm ?? {};
    const yes = () => { if (talk.on && talk.alarm === alarm) talk.hangUp(); if (what === "move" && !talk.on && mine().includes(id)) talk.begin(id); };
    question(what === "move" ? talkWords.moveAsk(name, line.person) : talkWords.leaveAsk(name), talkWords.leaveMeans(name), [{ text: what === "move" ? talkWords.moveYes(line.person) : talkWords.leaveYes(name), tone: "red", act: yes }, { text: talkWords.leaveNo(name) }]);
  },
  mute: () => talk.mute(),
  callIn: ({ line, card }) => {
    const { id } = line.alarm, on = calledIn(talk), first = atOnce(line, card, talk.others);
    if (on) { say(id, talkWords.oneAtATime(on.visitor.name)); return; }
    const call = async (one) => { const error = await talk.callIn(one.id); return error ? talkWords.refusals[error.code] ?? talkWords.notCalled(one.name) : ""; };
    if (first) { call(first).then((text) => { if (text) say(id, text); }); return; }
    chooser(talkWords.whom, talkWords.whomMeans, relativeRows(line, card, talk.others, clock()), ({ one }) => call(one), talkWords.nobodyIn);
  },
  next: ({ next }) => choose(next.alarm.id, true),
  look: ({ next }) => { choose(next.alarm.id, false); byHand = true; list.show(chosen, true); },
  send: (now) => sending.send(now),
  ambulance: (now) => sending.ambulance(now),
  handOver: (now) => sending.handOver(now, state.seats),
  note: () => middle.focusNote(),
  outcome: () => openPanel("outcome"),
  calledBack: () => openPanel("calledBack"),
  close: ({ line, card }) => {
    const { id } = line.alarm;
    if (!card?.outcome) { middle.say(words.closeNoOutcome); openPanel("outcome"); return; }
    closeQuestion(line.person, !["nearest", "all_seats"].includes(line.alarm.reach), askedOf(card.steps), () => close(id), (text) => saidOf(id, line.person, text));
  },
  leave: () => { middle.closePanel(); list.show(chosen, true); },
  outcomeIs: async ({ line }, value) => { const card = await send(words.outcome, line.alarm.id, "outcome", value); if (card && chosen === line.alarm.id) { middle.closePanel(); middle.focusNote(); } },
  calledBackIs: async ({ line }, value) => {
    const { id } = line.alarm;
    if (!(await send(words.calledBack, id, "called_back", value))) return;
    calls.put(id, "");
    tell(words.calledIt(line.person));
    if (chosen === id) { middle.closePanel(); byHand = false; chosen = ""; }
    link.read();
  },
  down: () => choose(stepped(state, chosen, 1), true),
  up: () => choose(stepped(state, chosen, -1), true),
};

function press(act, value) {
  acts[act](facts(), value);
  drawNow();  // the next key is meant for what this one has opened
}

function placeOfFocus(node) {
  if (node.closest("textarea, input")) return "text";
  return node.closest("button, a") && !node.closest("#queue") ? "control" : "list";
}

function pressedKey(event) {
  if (asking()) {
    if (isOurs(event.key)) event.preventDefault();
    if (actOf(event, "text", talk.on ? ["mute"] : []) === "mute") talk.mute();  // what is read to 120 need not be heard at home
    return;
  }
  const act = event.target instanceof Element ? actOf(event, placeOfFocus(event.target), facts().acts) : "";
  if (act || isOurs(event.key)) event.preventDefault();
  if (act) press(act);
}

function begin(who) {
  self = who;
  list = new List((id) => { choose(id, true); draw(); });
  boxes = new Boxes({ met: (error) => link.met(error) });
  top = new Top((act) => { if (act === "boxes") boxes.toggle(true); else if (act === "talk") { choose(talk.alarm, true); draw(); } else duty[act](); });
  notes = new Notes({
    send: (id, text) => ask("POST", path(id, "note"), { body: { text }, timeout: 5000 }),
    changed: (id, card) => { if (card) { cards.put(id, card); take(card.alarm); } draw(); },
    met: (error) => link.met(error),
  });
  sending = new Going({ explain, tell, met: (error) => link.met(error), kept: (id, card) => { cards.put(id, card); take(card.alarm); }, read: (id) => cards.again(id), note: (id) => notes.typed(id), said: saidOf });
  middle = new Middle({ press, notes, calls, talk: view.node, retry: () => { cards.again(chosen); draw(); } });
  saidAfter((text) => { middle.say(text); tell(text); });
  let first = true;
  link = new Link({
    turn: () => state.turn,
    untold: (desk) => untold(state, desk),
    clock,
    desk: (desk, turn, asked) => {
      ahead = aheadOf(ahead, desk.now, asked, Date.now());
      state = fetched(state, desk, turn);
      keepNumber(desk.help_number);
      if (first) { link.duty = desk.seat.on_duty; first = false; }
      draw();
      if (!link.duty && !chosen) setTimeout(() => { if (document.activeElement === document.body) document.querySelector('[data-key="sign on"]')?.focus(); });
    },
    line: take,
    box: () => boxes.told(),
    seat: (seat) => { state = seated(state, seat); draw(); },
    moved: () => { if (link.state !== "live") dismiss(); draw(); },
  });
  duty = new Duty({ link, sound, mine: () => mine().length, changed: draw });
  addEventListener("keydown", pressedKey);
  // A page on duty is not closed by a slip of the hand.
  addEventListener("beforeunload", (event) => { if (link.duty && link.state === "live") event.preventDefault(); });
  ticking(beat);
  draw();
}

fillWords(words);
document.title = words.product;
keepReady(["wifi_off", "videocam", "mic", "volume_off", "notifications_active", "phone_in_talk"]);
readyTone();
staffPage((who) => {
  if (who.roles.some((role) => role === "operator" || role === "manager")) { begin(who); return; }
  byId("page").replaceChildren(el("main", { class: "whole" }, icon("lock"), el("h1", {}, words.notYours), el("p", {}, words.notYoursMeans), el("a", { class: "quiet", href: "/boxes/" }, words.elsewhere)));
});
