// SPDX-License-Identifier: Apache-2.0
// The right column: each step with its time, and the two promises.
import { el } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { minutes, step as stepTime } from "/desk/clock.js";
import { answered, kAcceptIn, outcomeLeft } from "/desk/queue.js";
import { words as goes } from "/desk/going_words.js";
import { words } from "/desk/words.js";

const kTone = { pressed: "red", received: "warm", reached: "warm", breach: "red", lost: "red", outcome_late: "red", call_back_late: "red", told: "good", accepted: "good", talk: "good", called_back: "good", closed: "good", outcome: "good", sent: "warm", on_the_way: "good", arrived: "good", declined: "red", responder_silent: "red", responder_not_told: "red", ambulance: "red", handed_over: "good", offered: "warm" };
const kOutcomeIn = 180;

const outcomeOf = (text) => { const [code, ...more] = text.split("\n"); return [words.outcomes[code] ?? code, ...more].filter(Boolean).join(words.next); };

// red, red ×3: by which key, and how often since the step before.
function pressedOf(text, first) {
  const [source, times = "1"] = text.split(" ×");
  return first ? [words.pressedBy[source] ?? source, times !== "1" && words.presses(times)].filter(Boolean).join(words.next) : words.pressedMore(times);
}

function textOf({ what, who = "", text = "" }, first) {
  const known = { pressed: () => pressedOf(text, first), reached: () => words.reach[text] ?? text, outcome: () => outcomeOf(text), closed: () => outcomeOf(text) }[what]?.() ?? text;
  const say = words.step[what] ?? goes.step[what];
  return say ? say(who, known) : [what, who, known].filter(Boolean).join(" ");
}

// Of a note that grew while it was typed the last words count.
const shownOf = (steps) => steps.filter((one, index) => !(one.what === "note" && steps[index + 1]?.what === "note" && steps[index + 1].who === one.who));

export function steps(line, card) {
  return [
    el("div", { class: "steps-head" }, el("h2", {}, words.each), el("span", { class: "beside" }, words.event(line.number)),
      el("span", { class: "files" }, ...["csv", "json"].map((form) => el("a", { href: `/v1/desk/alarms/${encodeURIComponent(line.alarm.id)}/export?format=${form}&lang=${language}`, download: true, "data-key": `file ${form}`, "data-file": form }, words.export[form])))),
    card ? el("ol", { class: "steps", tabindex: "0" }, ...shownOf(card.steps).map((one, index) => el("li", { class: kTone[one.what] ?? "calm", "data-step": one.what },
      el("time", { datetime: one.at }, stepTime(one.at)), el("span", { class: "dot", "aria-hidden": "true" }), el("span", { class: "value" }, textOf(one, index === 0)))))
      : el("p", { class: "none" }, words.noSteps),
  ];
}

const bar = (label, part, tone) => el("div", { class: "bar-track", "aria-hidden": "true" }, el("progress", { class: tone, max: 1, value: Math.min(1, Math.max(0, part)), "aria-label": label }));

function acceptPromise(line, at) {
  const is = answered(line, at);
  if (!is) return [];
  const left = kAcceptIn - is.seconds;
  const text = line.alarm.accepted_at ? (is.state === "kept" ? words.kept(is.seconds) : words.missed(is.seconds)) : left >= 0 ? words.left(left) : words.passed(is.seconds);
  const tone = is.state === "kept" ? "good" : is.state === "missed" ? "red" : "warm";
  return [el("p", { class: "promise" }, el("span", {}, words.promise), el("strong", { class: tone }, text)), bar(words.promise, is.seconds / kAcceptIn, tone)];
}

function outcomePromise(line, card, at) {
  if (card?.outcome) return [el("p", { class: "promise" }, el("span", {}, words.outcomeDone), el("strong", { class: "good" }, words.outcomes[card.outcome] ?? card.outcome))];
  const left = outcomeLeft(line, at);
  if (left === null) return [];
  return [el("p", { class: left < 0 ? "promise red" : "promise" }, left < 0 ? words.outcomeLate(minutes(-left)) : words.outcomeDue(minutes(left))), bar(words.outcome, left / kOutcomeIn, left < 0 ? "red" : left < 60 ? "warm" : "good")];
}

// With the second: drawn again when it changes.
export function promises(line, card, at) {
  const parts = [...acceptPromise(line, at), ...outcomePromise(line, card, at)];
  return parts.length ? [el("div", { class: "promises" }, ...parts)] : [];
}
