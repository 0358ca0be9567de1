// SPDX-License-Identifier: Apache-2.0
// What the desk makes of answers, events and the clock, and of keys: without a page.
import { check, same, test, until } from "./support/suite.mjs";
import { webModule } from "./support/web_module.mjs";

const queue = await webModule("desk/queue.js");
const family = await webModule("family/alarms.js");
const { actOf, actsOf } = await webModule("desk/keys.js");
const talk = await webModule("desk/talk_rules.js");
const { Untold } = await webModule("desk/untold.js");
const { Awaited, Pressed } = await webModule("desk/pressed.js");
const { Tabs } = await webModule("line/tabs.js");
const month = await webModule("desk/figures/standing.js");

const kBegan = Date.parse("2026-11-21T01:41:00.000Z");
const at = (seconds) => new Date(kBegan + seconds * 1000).toISOString();
const clock = (seconds) => kBegan + seconds * 1000;

function line(id, state, { received = 0, revision = 1, mine = false, reach = "nearest", ...alarm } = {}, more = {}) {
  return { alarm: { id, revision, state, reach, presses: 1, received_at: at(received), ...alarm }, source: "red", pressed_at: at(received), person: id, address: "", number: id, mine, ...more };
}
const desk = (alarms, call_back = []) => ({ seat: { id: "st_1" }, seats: [], alarms, call_back, figures: {}, help_number: "12349" });
const of = (...lines) => queue.fetched(queue.empty(), desk(lines), 0);
const ids = (lines) => lines.map(({ alarm }) => alarm.id);

test("First in line is who lost their operator, then who waits longest; one's own stands on top, others' are last", () => {
  const state = of(line("late", "waiting", { received: 9 }), line("theirs", "accepted", { received: 1 }), line("mine", "accepted", { received: 20, mine: true }),
    line("early", "waiting", { received: 3 }), line("lost", "changing", { received: 30 }));
  same(ids(queue.now(state)), ["mine", "lost", "early", "late", "theirs"], "the order");
  same(ids(queue.inLine(state)), ["lost", "early", "late"], "who waits");
});

test("An event that comes late or twice takes nothing back, and an answer from before it neither", () => {
  let state = of(line("a", "waiting"));
  const asked = state.turn;
  state = queue.told(state, line("a", "accepted", { revision: 3 }));
  state = queue.told(state, line("a", "waiting", { revision: 2 }));
  state = queue.told(state, line("b", "waiting", { received: 5 }));
  same(queue.lineOf(state, "a").alarm.state, "accepted", "after an old event");
  state = queue.fetched(state, desk([line("a", "waiting", { revision: 2 })]), asked);
  same([queue.lineOf(state, "a").alarm.state, ids(queue.now(state))], ["accepted", ["b", "a"]], "after an answer from before");
  state = queue.told(state, line("a", "closed", { revision: 4 }));
  same(ids(queue.now(queue.fetched(state, desk([line("a", "accepted", { revision: 3 }), line("b", "waiting", { received: 5 })]), state.turn))), ["b"], "what has ended does not come back");
  same(ids(queue.now(queue.fetched(state, desk([]), state.turn))), [], "what a newer answer does not have is gone");
});

test("What an answer has before any event told it shows that the stream is dead", () => {
  const state = queue.told(of(line("a", "waiting")), line("b", "waiting", { revision: 2 }));
  same(queue.untold(state, desk([line("a", "waiting"), line("b", "accepted", { revision: 3 }), line("c", "waiting")])), [["b", 3], ["c", 1]], "newer ones");
  same(queue.untold(state, desk([line("b", "waiting", { revision: 1 })])), [], "an answer from before");
});

test("A stream that tells other things is behind and stays; one that tells nothing after such an answer is made anew", () => {
  const late = new Untold();
  late.read([], 0);
  same(late.isDead(9000), false, "nothing is missing");
  late.read([["a", 2], ["b", 1]], 10000);
  late.read([["c", 1]], 12000);
  same([late.isDead(12400), late.isDead(12600)], [false, true], "silent, counted from the first");
  late.heard(12300);
  late.told({ id: "b", revision: 1 });
  same([late.isDead(14700), late.isDead(14900)], [false, true], "it told something, and is silent since");
  late.told({ id: "a", revision: 1 });
  late.told({ id: "c", revision: 1 });
  same(late.isDead(14900), true, "an older one told nothing of it");
  late.told({ id: "a", revision: 3 });
  same(late.isDead(90000), false, "all is told");
});

test("Who took it back, or is to be rung once more, stands to be called back until somebody has", () => {
  let state = queue.fetched(queue.empty(), desk([line("a", "waiting")], [line("c", "closed", { call_back_by: at(900) })]), 0);
  state = queue.told(state, line("a", "cancelled", { revision: 2, call_back_by: at(1200) }));
  same([ids(queue.now(state)), ids(queue.toCallBack(state))], [[], ["c", "a"]], "the two lists");
  check(queue.callBackLate(queue.lineOf(state, "a"), clock(1201)) && !queue.callBackLate(queue.lineOf(state, "a"), clock(1199)), "late");
  same(ids(queue.toCallBack(queue.told(state, line("a", "closed", { revision: 3 })))), ["c"], "after the call");
  same(ids(queue.inLine(queue.told(state, line("a", "waiting", { revision: 3 })))), ["a"], "pressed again");
});

test("What comes in never takes the place of what somebody chose, has or could take", () => {
  const both = of(line("a", "waiting"), line("b", "waiting", { received: 4 }));
  same(queue.settled(queue.empty(), "", false), "", "nobody");
  same(queue.settled(both, "", false), "a", "the first in line");
  same(queue.settled(both, "b", false), "b", "one that waits stays");
  same(queue.settled(queue.told(both, line("b", "accepted", { revision: 2, mine: true })), "", false), "b", "one's own, after a reload");
  const taken = queue.told(both, line("a", "accepted", { revision: 2 }));
  same(queue.settled(taken, "a", false), "b", "taken by another, not chosen: the next");
  same(queue.settled(taken, "a", true), "a", "taken by another, chosen");
  const rung = queue.told(both, line("a", "cancelled", { revision: 2, call_back_by: at(1200) }));
  same([queue.settled(rung, "a", true), queue.settled(rung, "a", false)], ["a", "b"], "to call back, and somebody waits: it stays where somebody writes about it");
  same(queue.settled(queue.told(both, line("a", "accepted", { revision: 2, mine: true })), "a", false), "a", "one's own");
  const over = queue.told(taken, line("b", "closed", { revision: 2 }));
  same(queue.settled(over, "b", true), "b", "ended, and nobody waits: its end can be read");
  same(queue.settled(queue.told(over, line("n", "waiting", { received: 60 })), "b", true), "n", "ended, and somebody waits");
  same([queue.stepped(both, "a", 1), queue.stepped(both, "b", 1), queue.stepped(both, "a", -1), queue.stepped(both, "?", 1)], ["b", "b", "a", "a"], "arrows do not wrap");
  same(queue.nextWaiting(both, "a").alarm.id, "b", "the next that waits");
});

test("It rings on duty while somebody waits, or the line is cut, and never off duty", () => {
  const waiting = of(line("a", "waiting")), taken = of(line("a", "accepted"));
  const rings = (state, duty, link) => queue.rings(state, { duty, link });
  same([rings(waiting, true, "live"), rings(taken, true, "live"), rings(queue.empty(), true, "live")], ["alarm", "", ""], "on duty");
  same([rings(queue.told(waiting, line("a", "cancelled", { revision: 2, call_back_by: at(1200) })), true, "live")], [""], "taken back");
  same([rings(of(line("a", "changing")), true, "live")], ["alarm"], "the operator was lost");
  same([rings(taken, true, "lost"), rings(taken, true, "ended"), rings(waiting, true, "lost")], ["cut", "cut", "cut"], "cut");
  same([rings(waiting, false, "live"), rings(waiting, false, "lost"), rings(waiting, true, "joining")], ["", "", ""], "off duty, or not there yet");
});

test("Countdowns and promises say what is left, and never more than is true", () => {
  const waiting = line("a", "waiting", {}, { reaches_next_at: at(15) });
  same(queue.reachesNext(waiting, clock(9.2)), { what: "all_seats", seconds: 6 }, "to all seats");
  same(queue.reachesNext(waiting, clock(17)), { what: "all_seats", seconds: 0 }, "being done");
  same(queue.reachesNext(line("a", "accepted"), clock(1)), null, "taken");
  same(queue.reachesNext(line("a", "waiting", { reach: "breach" }), clock(200)), null, "nothing is next");
  same([queue.answered(waiting, clock(15)).state, queue.answered(waiting, clock(16)).state], ["open", "missed"], "15 s");
  same(queue.answered(line("a", "accepted", { accepted_at: at(8) }), clock(900)), { seconds: 8, state: "kept" }, "kept");
  same(queue.answered(line("a", "accepted", { accepted_at: at(16) }), clock(900)), { seconds: 16, state: "missed" }, "not kept");
  same([queue.outcomeLeft(line("a", "accepted", {}, { outcome_due: at(188) }), clock(49)), queue.outcomeLeft(line("a", "accepted"), clock(49))], [139, null], "the outcome");
  same([queue.age(waiting, clock(-3)), queue.age(waiting, clock(3.9))], [0, 3], "a clock that is behind");
});

test("Countdowns go by the platform's clock, and do not jump with each answer", () => {
  const ahead = (known, now, asked, came) => queue.aheadOf(known, now, clock(asked), clock(came));
  same([ahead(0, at(60), 0, 1), ahead(60000, at(70.4), 10, 11), ahead(60000, at(70), 9, 9.5), ahead(-5000, at(3), 10, 10)], [59000, 60000, 60500, -7000], "as near as what was known");
  same([ahead(7, undefined, 0, 1), ahead(7, "soon", 0, 1)], [7, 7], "a platform that does not say it");
});

test("Keys do what is printed, to the one that stands there; none ends anything by itself", () => {
  const here = { duty: true, link: "live", next: null };
  const acts = (one, place, more) => actsOf(one, place, { ...here, ...more });
  const waiting = acts(line("a", "waiting"), "now"), mine = acts(line("a", "accepted", { mine: true }), "now", { next: {} });
  same(waiting, ["accept"], "waits");
  same([acts(line("a", "waiting"), "now", { duty: false }), acts(line("a", "waiting"), "now", { link: "lost" }), acts(line("a", "accepted"), "now")], [[], [], []], "off duty, cut off, another's");
  same(acts(line("a", "cancelled"), "back"), ["calledBack"], "to call back");
  const press = (key, where, what, more = {}) => actOf({ key, repeat: false, isComposing: false, ctrlKey: false, altKey: false, metaKey: false, ...more }, where, what);
  same([press("Enter", "list", waiting), press("F1", "text", waiting), press("Enter", "control", waiting), press("Enter", "text", waiting)], ["accept", "accept", "", ""], "answering");
  same([press("Enter", "list", mine), press("F7", "text", mine), press("Enter", "list", acts(line("a", "accepted"), "now", { next: {} }))], ["", "next", "look"], "the next");
  same([press("F1", "list", waiting, { repeat: true }), press("F10", "list", waiting), press("F9", "list", mine, { ctrlKey: true })], ["", "", ""], "held down, not offered, of the browser");
  same([press("ArrowDown", "list", []), press("ArrowDown", "text", mine), press("ArrowUp", "list", [], { repeat: true }), press("Escape", "text", mine), press("Escape", "text", mine, { isComposing: true })], ["down", "", "up", "leave", ""], "moving");
});

test("F2 hangs up only the talk that stands in the middle; one with another home it asks about, and it says what is open there", () => {
  const on = { on: true, alarm: "a" }, off = { on: false, alarm: "a" };
  same([talk.pressedTalk(on, line("a", "accepted"), true), talk.pressedTalk(on, line("a", "accepted"), false), talk.pressedTalk(off, line("a", "accepted"), true)], ["hangUp", "hangUp", "begin"], "its own card, cut off too");
  same([talk.pressedTalk(on, line("b", "accepted"), true), talk.pressedTalk(on, line("b", "waiting"), false), talk.pressedTalk(on, null, false), talk.pressedTalk(off, line("b", "waiting"), false)], ["move", "leave", "leave", ""], "another card");
  const devices = { audio: {}, video: {}, wantsPicture: true, muted: false };
  same([devices, { ...devices, muted: true }, { ...devices, video: null }, { ...devices, video: null, muted: true }, { ...devices, audio: null }, { ...devices, audio: null, video: null, muted: true }].map(talk.opened), ["both", "muted_picture", "sound", "muted", "picture", "none"], "what is open");
});

test("That the TV ended a talk is said only where it did, and that a relative did not answer only where it rang there", () => {
  same([{ end: "hung_up", ended_by: "tv" }, { end: "hung_up", ended_by: "phone" }, { end: "hung_up" }, { end: "alarm" }, {}].map(talk.overOf), ["hung_up", "cut", "cut", "alarm", "cut"], "the talk");
  const ended = (end, ended_by, answered_at) => talk.legOf({ stage: "ended", end, ended_by, answered_at });
  same([talk.legOf({ stage: "answered" }), ended("failed", "tv"), ended("failed", "tv", at(3)), ended("missed"), ended("declined", "phone"), ended("busy"), ended("blocked", "tv"), ended("hung_up", "phone", at(3)), ended("hung_up", "tv", at(3)), ended("lost", undefined, at(3))],
    ["isIn", "noThird", "noThird", "notRung", "declined", "notRung", "notRung", "leftIt", "cutOff", "cutOff"], "a relative's leg");
  const ringing = (more, seconds = 9) => talk.legOf({ stage: "ringing", placed_at: at(0), ...more }, Date.parse(at(seconds)));
  same([ringing({}), ringing({ rings: true, notified: false }), ringing({ rings: false, notified: true }), ringing({ notified: true }), ringing({ notified: false }), ringing({ notified: false }, 2)],
    ["called", "rings", "shows", "noticed", "unreached", "called"], "while it rings no more than is known");
  const told = (...all) => all.reduce((before, visit) => talk.noted(before, { id: "v", stage: "ringing", placed_at: at(0), notified: false, ...visit }), undefined);
  const later = (...all) => talk.legOf(told(...all), Date.parse(at(9)));
  same([later({}, {}), later({ rings: true }, {}), later({ rings: false }, {}, {}), later({ rings: true }, {}, { rings: true }), later({ rings: true }, { id: "another" })],
    ["unreached", "called", "called", "rings", "unreached"], "who answers goes to another page, and was reached all the same");
  const over = (end, ...all) => later(...all, { stage: "ended", end });
  same([over("missed"), over("missed", { rings: true }, {}), over("missed", { notified: true }), over("lost"), over("lost", { rings: true }), over("cancelled"), over("cancelled", { rings: true }), over("hung_up", { rings: false }), over("declined")],
    ["notRung", "notIn", "notIn", "notRung", "stopped", "notRung", "stopped", "stopped", "declined"], "what never rang was not left unanswered");
});

test("F3 calls at once whom the call has reached; whoever was called before stands last, and there is room for one", () => {
  const members = [["大伟", "son"], ["小芳", "daughter"], ["豆豆", "grandchild"]].map(([name, relation]) => ({ id: name, name, relation, active: name !== "豆豆" }));
  const card = { home: { members } }, reached = { alarm: { family: ["小芳"] } }, visit = (stage, name) => [name, { stage, visitor: { member: name, name }, end: "missed" }];
  const missed = new Map([visit("ended", "小芳")]), nobody = new Map();
  const names = (line, others) => talk.relativesOf(line, card, others).map(({ id }) => id);
  same([names(reached, nobody), names(reached, missed), names({ alarm: {} }, nobody)], [["小芳", "大伟"], ["大伟", "小芳"], ["大伟", "小芳"]], "in which order");
  same([talk.atOnce(reached, card, nobody)?.id, talk.atOnce(reached, card, missed), talk.atOnce({ alarm: {} }, card, nobody), talk.atOnce(reached, null, nobody) ?? null], ["小芳", null, null, null], "who is not asked about");
  same([talk.calledIn({ others: missed }), talk.calledIn({ others: new Map([visit("ended", "大伟"), visit("answered", "小芳")]) }).visitor.name], [undefined, "小芳"], "who is in it");
});

test("Before it is ended it is said who of the family knows of it: who talked, and who was only called", async () => {
  const step = (what, text = "") => ({ what, text, who: "李姐" });
  const steps = [step("talk"), step("asked_in", "大伟"), step("asked_in", "小芳"), step("talk", "小芳"), step("talk_over", "小芳"), step("asked_in", "大伟")];
  same([talk.askedOf(steps), talk.askedOf([step("talk")])], [{ spoke: ["小芳"], called: ["大伟"] }, { spoke: [], called: [] }], "who");
  Object.assign(globalThis, { location: { search: "?lang=zh" }, document: { documentElement: {} } });
  const { words } = await webModule("desk/words.js");
  delete globalThis.document;
  delete globalThis.location;
  const said = (spoke, called) => /家里的电视会写“已结束”。(.*)/.exec(words.closeMeans(false, { spoke, called }))[1];
  same([said([], []), said(["小芳"], []), said([], ["大伟"]), said(["小芳"], ["大伟"])],
    ["没有通知过家里人。", "除了一起说过话的小芳，没有通知过家里人。", "除了叫过的大伟，没有通知过家里人。", "除了一起说过话的小芳和叫过的大伟，没有通知过家里人。"], "as it is said");
});

test("Of two pages of one browser the later has the talk, and the earlier is told", async () => {
  const lost = [];
  const [first, second, other] = ["desk", "desk", "visit"].map((name, index) => new Tabs(name, (which) => lost.push([index, which])));
  first.take("a");
  await until(() => lost.length, "told");
  second.take("a");
  other.take("v");
  await until(() => lost.length > 1, "told");
  same(lost, [[1, "a"], [0, "a"]], "who was told of what");
});

test("A dialog takes one key at a time and none from before; it can be left at any time, and what came of it is said all the same", async () => {
  const said = [];
  let open = true, answer = null;
  const pressed = new Pressed({ say: (text, bad) => said.push([text, bad]), isOpen: () => open, close: () => { open = false; said.push("closed"); }, left: (text) => said.push(["left", text]), doing: "doing", failed: "failed" });
  const asked = () => new Promise((resolve, reject) => { answer = { resolve, reject }; });
  same([pressed.takes(1e9), (pressed.ready(700), pressed.takes(699)), pressed.takes(700)], [false, false, true], "not before it could be read");
  const first = pressed.press(asked);
  await pressed.press(() => said.push("twice"));
  answer.resolve("no");
  await first;
  const second = pressed.press(asked);
  answer.reject(new Error("broken"));
  let thrown = "";
  await second.catch((error) => { thrown = error.message; });
  same([thrown, said.splice(0)], ["broken", [["doing", false], ["no", true], ["doing", false], ["failed", true]]], "one at a time, and after an error again");
  const third = pressed.press(asked);
  open = false;
  answer.resolve("not sent");
  await third;
  same(said.splice(0), [["doing", false], ["left", "not sent"]], "left meanwhile");
  open = true;
  await pressed.press(() => "");
  same(said, ["closed"], "done");
});

test("What F1 was pressed for is this seat's as soon as anything tells it, once, and for some seconds", () => {
  const awaited = new Awaited();
  same(awaited.came(["a"], 0), "", "nothing was pressed");
  awaited.put("a", 1000);
  same([awaited.came([], 1100), awaited.came(["b", "a"], 9000), awaited.came(["b", "a"], 9001)], ["", "a", ""], "the stream told it");
  awaited.put("a", 1000);
  same(awaited.came(["a"], 22000), "", "too late");
  awaited.put("a", 1000);
  awaited.drop("a");
  same(awaited.came(["a"], 1001), "", "refused");
});

test("The family's page shows the open call, or the last one until it was put away; what comes late takes nothing back", () => {
  const { alarm: waits } = line("a", "waiting", { revision: 2 }), { alarm: taken } = line("a", "accepted", { revision: 3 }), { alarm: over } = line("a", "closed", { revision: 4 });
  const { alarm: later } = line("b", "waiting", { received: 60 }), { alarm: earlier } = line("c", "closed", { received: -60 });
  const told = (...all) => all.reduce(family.toldOf, undefined);
  same([told(taken, waits), told(waits, taken, over).state, told(later, over).id, told(over, later).id, told(over, earlier).id], [taken, "closed", "b", "b", "a"], "which");
  const away = family.markOf(over);
  same([family.shown(undefined, ""), family.shown(over, ""), family.shown(over, away), family.shown(waits, family.markOf(waits)), family.shown({ ...over, presses: 2 }, away)], [false, true, false, true, true], "put away");
});

test("A share is never rounded up to a promise, and a month without a call keeps and breaks none", () => {
  same([month.written(month.share(1969, 2000)), month.written(month.share(41, 41)), month.written(month.share(0, 0))], ["98.4 %", "100.0 %", ""], "written");
  const of = (alarms, answered_15s, answered_60s) => month.standing({ alarms, answered_15s, answered_60s });
  same([of(0, 0, 0), of(200, 200, 200), of(200, 199, 197), of(200, 0, 196)], [{ in15: "", in60: "" }, { in15: "met", in60: "met" }, { in15: "missed", in60: "met" }, { in15: "missed", in60: "missed" }], "kept");
  same([month.moved("2026-12", 1), month.moved("2026-01", -1), month.monthOf(new Date("2026-11-30T16:00:00Z")), month.monthOf(new Date("2026-11-30T15:59:59Z"))], ["2027-01", "2025-12", "2026-12", "2026-11"], "months");
  same(month.monthsTo("2026-01", 3), ["2026-01", "2025-12", "2025-11"], "to choose from");
});
