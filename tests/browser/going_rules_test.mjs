// SPDX-License-Identifier: Apache-2.0
// Going there, 120 and handing over without a page: what the clock makes of it, the sentence for 120, keys.
import { check, same, test, until } from "./support/suite.mjs";
import { webModule } from "./support/web_module.mjs";

const rules = await webModule("desk/going_rules.js");
const { kept, sentence } = await webModule("desk/ambulance.js");
const { actsOf } = await webModule("desk/keys.js");
const queue = await webModule("desk/queue.js");
const phone = await webModule("respond/rules.js");
const { Answers } = await webModule("respond/answers.js");
const { Problem } = await webModule("shared/api.js");

const kBegan = Date.parse("2026-11-21T01:41:00.000Z");
const at = (seconds) => new Date(kBegan + seconds * 1000).toISOString();
const clock = (seconds) => kBegan + seconds * 1000;
const line = (id, state, more = {}, alarm = {}) => ({ alarm: { id, revision: 1, state, reach: "nearest", presses: 1, received_at: at(0), ...alarm }, source: "red", pressed_at: at(0), person: id, address: "", number: id, mine: false, ...more });

test("Of who was sent the desk says what they said, and names silence, a no and minutes that have passed", () => {
  const sent = [{ what: "sent", at: at(10) }, { what: "note", at: at(20) }];
  const going = (responder, seconds) => rules.going(line("a", "accepted", {}, { responder: { name: "张师傅", ...responder } }), sent, clock(seconds));
  same(rules.going(line("a", "accepted"), sent, clock(0)), null, "nobody was sent");
  same([going({ state: "asked" }, 30).seconds, going({ state: "asked" }, 129).state, going({ state: "asked" }, 130).state], [20, "asked", "silent"], "two minutes without a word");
  const on_the_way = { state: "on_the_way", expected_at: at(600) };
  same([going(on_the_way, 120).minutes, going(on_the_way, 541).minutes, going(on_the_way, 600).state, going(on_the_way, 780).minutes], [8, 1, "late", 3], "minutes that count down, and no minute that nobody said");
  same([going({ state: "on_the_way" }, 0).minutes, going({ state: "arrived" }, 0).state, going({ state: "declined" }, 0).state], [undefined, "arrived", "declined"], "without minutes");
});

test("What is offered to this seat is first, rings, and is taken by the key that answers, as long as it is offered", () => {
  const offered = line("b", "accepted", { offered_to: { name: "王强", place: "" }, offered_to_me: true, offered_until: at(20) });
  const state = queue.fetched(queue.empty(), { seat: {}, seats: [], alarms: [line("a", "changing"), offered, line("m", "accepted", { mine: true })], figures: {}, help_number: "" }, 0);
  same(queue.now(state).map(({ alarm }) => alarm.id), ["b", "m", "a"], "first in line");
  const calm = queue.fetched(queue.empty(), { seat: {}, seats: [], alarms: [offered], figures: {}, help_number: "" }, 0);
  same([queue.rings(calm, { duty: true, link: "live" }), queue.rings(calm, { duty: false, link: "live" })], ["alarm", ""], "it rings");
  same([rules.offerLeft(offered, clock(5)), rules.offerLeft(offered, clock(20)), rules.offerLeft(line("a", "accepted"), clock(0))], [15, null, null], "seconds");
  const here = { duty: true, link: "live", next: null };
  same(actsOf(offered, "now", here), ["accept"], "taken over");
  same(actsOf({ ...offered, offered_to_me: false }, "now", here), [], "somebody else's");
  same(actsOf(line("m", "accepted", { mine: true }), "now", here), ["send", "ambulance", "handOver", "note", "outcome", "close"], "one's own");
  same(actsOf(line("m", "accepted", { mine: true }), "now", { ...here, link: "lost" }), [], "cut off");
});

test("The sentence for 120 has what note and file have, and nothing else", () => {
  const said = { years: (n) => `${n} 岁`, lift: (t) => `电梯：${t}`, pressed: { red: "按了红键求助" }, sentence: { happened: (t) => t, happenedUnknown: (n, h) => `老人${n}${h}`, who: (n, about) => [n, ...about].join("，"), address: (t) => `地址：${t}`, floor: (t) => t, door: (t) => `门码 ${t}`, wayIn: (t) => t, illnesses: (t) => `有${t}`, allergies: (t) => `对${t}过敏`, medicines: (t) => `在吃的药：${t}`, phone: (t) => `家里电话 ${t}`, comma: "，", stop: "。" } };
  const all = { sex: "女", address: "幸福里 3 号楼 2 单元 401", floor: "4 楼", lift: "有电梯", door_code: "#2580", illnesses: "高血压、2型糖尿病", allergies: "青霉素" };
  same(sentence({ person: "王桂兰", source: "red", note: "在厕所门口滑了一下，右膝疼。 ", facts: all, years: 82 }, said),
    "在厕所门口滑了一下，右膝疼。王桂兰，女，82 岁。地址：幸福里 3 号楼 2 单元 401，4 楼，有电梯，门码 #2580。有高血压、2型糖尿病。对青霉素过敏。", "all of it");
  same(sentence({ person: "周玉", source: "red", note: "", facts: {}, years: null }, said), "老人周玉按了红键求助。周玉。", "a file that has nothing");
  check(!/undefined|null|没写/.test(sentence({ person: "周玉", source: "red", note: "头晕", facts: { allergies: "青霉素" }, years: null }, said)), "no holes");
});

test("On the phone minutes go out without those that passed, and not at all once the time has", () => {
  const body = (seconds) => phone.bodyOf({ state: "on_the_way", minutes: 8, at: clock(0) }, clock(seconds));
  same([body(0).minutes, body(59).minutes, body(60).minutes, body(479).minutes, body(480), body(-600).minutes], [8, 8, 7, 1, null, 8], "minutes");
  same(phone.bodyOf({ state: "arrived", minutes: 0, at: clock(0) }, clock(9000)), { state: "arrived" }, "what holds however late it is");
});

test("On the phone minutes are counted by the platform's clock, and left out where nobody knows it", () => {
  const going = { expected_at: at(480) };
  const fast = clock(3600);  // a phone that is an hour ahead
  same([phone.way({}, null, fast, null).what, phone.way(going, null, fast, null).what], ["plain", "at"], "no clock, no minutes");
  const told = (known, date) => phone.aheadOf(known, date, 999, fast - 1000, fast);
  same([told(null, clock(0)), told(null, NaN), told(null, fast - 1000), told(-3600000 + 500, clock(0))], [-3600000 + 1999, null, 0, -3600000 + 500], "by a date; what fits stays");
  same([phone.way(going, null, fast, -3600000), phone.way(going, null, fast + 480000, -3600000).what, phone.way(going, null, fast, -3601000).left], [{ what: "in", until: clock(480), left: 8 }, "late", 8], "minutes");
  const known = phone.aheadByMinutes(null, going, 8, fast - 1000, fast);
  check(known >= -3600000 && known <= -3599000, "by what the platform made of minutes");
  same([phone.aheadByMinutes(known, { expected_at: at(450) }, 8, fast - 1000, fast), phone.aheadByMinutes(known, {}, 8, fast, fast)], [known, known], "said again they move nothing");
  same(phone.way(going, { minutes: 20, at: fast }, fast, -3600000), { what: "in", until: clock(1200), left: 20 }, "what is not told yet");
});

test("An answer that waits is sent to its own link only, says why it waits, and is asked for anew when its time went by", async () => {
  const store = new Map();
  globalThis.sessionStorage = { getItem: (name) => store.get(name) ?? null, setItem: (name, text) => store.set(name, text), removeItem: (name) => store.delete(name) };
  const said = [];
  const page = (link, lost = []) => {
    let done;
    const over = new Promise((resolve) => { done = resolve; });
    const answers = new Answers({ link, changed: () => {}, over: () => done("over"), kept: () => done("kept"), passed: (one) => done(one),
      send: async (body) => { said.push([link, body]); if (!lost.length) return {}; done("lost"); throw lost.shift() ?? await new Promise(() => {}); } });
    return { answers, over };
  };
  const first = page("A", [new Problem(0, "offline"), new Problem(503, "busy"), null]);
  first.answers.say("on_the_way", 8, at(0));
  await until(() => first.answers.trouble === "network", "no network");
  first.answers.hurry();
  await until(() => first.answers.trouble === "platform", "no answer of the platform");
  said.length = 0;
  const other = page("B");
  other.answers.resume(at(0));
  same([other.answers.waiting, said.length], [null, 0], "no answer to another link, even of the same moment");
  const again = page("A");
  again.answers.resume(at(0));
  same([await again.over, said[0]], ["kept", ["A", { state: "on_the_way", minutes: 8 }]], "its own");
  same(store.size, 0, "and told it is kept no more");

  store.set("anju-respond A", JSON.stringify({ state: "on_the_way", minutes: 8, at: Date.now() - 480000, home: at(0) }));
  const late = page("A");
  late.answers.resume(at(0));
  same([(await late.over).minutes, said.length, late.answers.waiting, store.size], [8, 1, null, 0], "not sent");
});

test("What is kept of it has the door code nowhere, and all the rest", () => {
  const said = { sentence: { door: (t) => `门码 ${t}`, doorKept: "门码见档案" } };
  same(kept("地址：幸福里 401，4 楼，门码 #2580。有高血压。 ", "#2580", said), "地址：幸福里 401，4 楼，门码见档案。有高血压。", "as it was read");
  same(kept("门码是2580#，按 #2580 也行，来电 13825801111", "#2580", said), "门码见档案，按 门码见档案 也行，来电 13825801111", "as it was typed");
  same(kept("401 室，82 岁，门码 401", "401", said), "401 室，82 岁，门码见档案", "a room that is called as the code");
  same(kept("door code 2580 and 25801", "2580", { sentence: { door: (t) => `door code ${t}`, doorKept: "door code: see the file" } }), "door code: see the file and 25801", "English");
  same([kept(" 摔倒 ", "", said), kept("摔倒", undefined, said)], ["摔倒", "摔倒"], "no code");
});
