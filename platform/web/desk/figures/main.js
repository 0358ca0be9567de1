// SPDX-License-Identifier: Apache-2.0
// A month of the desk: what was counted, beside what is published.
import { Problem, ask } from "/shared/api.js";
import { byId, el, fillWords, icon, keepReady } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { sentence, staffPage } from "/staff/session.js";
import { monthOf, monthsTo, moved, share, standing, written } from "/desk/figures/standing.js";
import { words } from "/desk/figures/words.js";

const running = () => monthOf(new Date());
const number = (value) => value.toLocaleString("en");
const kMonths = 36;  // to choose from
let month = "", oldest = "", asked = 0;

const mark = (kept) => kept && el("strong", { class: `mark-kept ${kept === "met" ? "good" : "red"}`, "data-mark": kept }, icon(kept === "met" ? "check_circle" : "error"), words[kept]);

// How many of all, and the standard beside it.
function fast(name, label, part, all, standard, kept) {
  const tenths = share(part, all);
  return el("li", { class: "fast", "data-figure": name },
    el("div", { class: "fast-top" }, el("span", { class: "fast-label" }, label), mark(kept)),
    el("p", { class: "fast-share" }, el("b", {}, written(tenths)), el("span", { class: "beside" }, words.of(number(part), number(all)))),
    el("progress", { class: kept === "missed" ? "red" : "good", max: 1000, value: tenths ?? 0, "aria-label": label }),
    el("p", { class: "beside" }, standard));
}

const row = (name, value, tone = "") => el("div", { "data-figure": name }, el("dt", {}, words[name] ?? name), el("dd", { class: tone }, value));
const panel = (heading, ...inside) => el("section", { class: "panel" }, el("h2", {}, heading), ...inside);
const late = (value) => (value ? "warm" : "");

function offline({ box_minutes: whole, offline_minutes: off }) {
  if (!whole) return row("offline", words.offlineNot, "none");
  return row("offline", words.offlineOf(number(Math.round(off / 60)), `${(Math.ceil((off * 1000) / whole) / 10).toFixed(1)} %`));
}

function drawn(figures) {
  const { alarms } = figures, kept = standing(figures);
  return [
    alarms ? panel(words.answered, el("ul", { class: "fasts" },
      fast("in15", words.in15, figures.answered_15s, alarms, words.standard15, kept.in15),
      fast("in60", words.in60, figures.answered_60s, alarms, words.standard60, kept.in60),
      fast("in180", words.in180, figures.answered_180s, alarms, words.standard180, "")))
      : panel(words.none, el("p", { class: "beside" }, words.noneMeans)),
    el("div", { class: "counts" },
      panel(words.calls, el("dl", {}, row("alarms", number(alarms)), row("breaches", number(figures.breaches), figures.breaches ? "red" : ""), row("taken_back", number(figures.taken_back)),
        row("false_alarms", number(figures.false_alarms)), row("tests", number(figures.tests)))),
      panel(words.after, el("dl", {}, row("outcomes_late", number(figures.outcomes_late), late(figures.outcomes_late)), row("call_backs", number(figures.call_backs)), row("call_backs_late", number(figures.call_backs_late), late(figures.call_backs_late)))),
      panel(words.boxes, el("dl", {}, row("boxesCount", number(figures.boxes)), offline(figures)))),
  ];
}

const say = (text) => { byId("said").textContent = text; };

// Of two that were asked for the later one counts.
async function show(wanted) {
  month = wanted;
  const turn = ++asked;
  history.replaceState(null, "", `?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), month })}`);
  byId("month").value = month;
  byId("later").disabled = month >= running();
  byId("earlier").disabled = month <= oldest;
  byId("file").hidden = true;
  byId("figures").replaceChildren();
  say(words.loading);
  try {
    const figures = await ask("GET", `/v1/desk/figures?month=${month}`);
    if (turn !== asked) return;
    byId("place").textContent = figures.place;
    byId("figures").replaceChildren(...drawn(figures));
    byId("file").href = `/v1/desk/figures?month=${month}&format=csv&lang=${language}`;
    byId("file").hidden = false;
    say(month === running() ? words.running : "");
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (turn !== asked) return;
    if (error.signedOut) { location.reload(); return; }
    say(error.status === 0 ? sentence(error) : words.failed);
  }
}

function begin() {
  const months = monthsTo(running(), kMonths);
  oldest = months.at(-1);
  byId("month").replaceChildren(...months.map((one) => el("option", { value: one }, words.monthOf(...one.split("-").map(Number)))));
  byId("month").addEventListener("change", () => show(byId("month").value));
  byId("earlier").addEventListener("click", () => show(moved(month, -1)));
  byId("later").addEventListener("click", () => show(moved(month, 1)));
  const wanted = new URLSearchParams(location.search).get("month") ?? "";
  show(months.includes(wanted) ? wanted : running());
}

fillWords(words);
document.title = words.title;
keepReady(["wifi_off", "check_circle", "error"]);
staffPage((self) => {
  if (self.roles.some((role) => role === "manager" || role === "administrator")) { begin(); return; }
  byId("page").replaceChildren(el("main", { class: "whole" }, icon("lock"), el("h1", {}, words.notYours), el("p", {}, words.notYoursMeans), el("a", { class: "quiet", href: "/desk/" }, words.desk)));
});
