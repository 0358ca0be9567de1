// SPDX-License-Identifier: Apache-2.0
// What was measured of the person: the last of each kind with how it went, all of them in a table, and entering another.
import { ask, askSurely, newKey } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { keysOf } from "/homes/drafts.js";
import { words as readings } from "/homes/readings_words.js";
import { refusal, say, when } from "/homes/said.js";
import { words } from "/homes/words.js";

const kName = "reading new";
// How many of the contract's units one unit of people is.
const kScale = { blood_pressure: 1, blood_sugar: 10, heart_rate: 1, oxygen: 1, temperature: 10, weight: 10, height: 10 };
const kTable = 10;

const svg = (tag, properties) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
  return node;
};

// 6.1 mmol/L: 61; what is no such number: 0, which is refused
export function wholeOf(kind, text) {
  const plain = String(text ?? "").trim().replace(/[０-９．]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  if (!(kScale[kind] === 10 ? /^\d{1,4}(\.\d)?$/ : /^\d{1,4}$/).test(plain)) return 0;
  return Math.round(Number(plain) * kScale[kind]);
}
const number = (kind, value) => (kScale[kind] === 10 ? (value / 10).toFixed(1) : String(value));
const figures = (one) => (one.kind === "blood_pressure" ? `${one.value}/${one.second}` : number(one.kind, one.value));
const inFull = (one) => [`${figures(one)} ${readings.units[one.kind]}`, one.pulse ? readings.pulse(one.pulse) : "", readings.meals[one.meal] ?? ""].filter(Boolean).join(words.comma);

// A line for the value, one more for the lower pressure; from left to right in time.
function trend(kind, some) {
  const [wide, high, edge] = [160, 40, 4];
  const times = some.map((one) => Date.parse(one.measured_at));
  const values = some.flatMap((one) => (kind === "blood_pressure" ? [one.value, one.second] : [one.value]));
  const [least, most, begin, end] = [Math.min(...values), Math.max(...values), Math.min(...times), Math.max(...times)];
  const x = (at) => edge + (wide - 2 * edge) * (end > begin ? (Date.parse(at) - begin) / (end - begin) : 0.5);
  const y = (value) => high - edge - (high - 2 * edge) * (most > least ? (value - least) / (most - least) : 0.5);
  const picture = svg("svg", { viewBox: `0 0 ${wide} ${high}`, role: "img", class: "trend", preserveAspectRatio: "xMinYMid", "aria-label": readings.trend(readings.kinds[kind], some.length, number(kind, least), number(kind, most)) });
  for (const part of kind === "blood_pressure" ? ["value", "second"] : ["value"]) {
    picture.append(svg("polyline", { points: some.map((one) => `${x(one.measured_at).toFixed(1)},${y(one[part]).toFixed(1)}`).join(" "), fill: "none" }));
  }
  picture.append(svg("circle", { cx: x(some.at(-1).measured_at), cy: y(some.at(-1).value), r: 3 }));
  return picture;
}

function table(kind, some, { household, mayEdit, reread, failed }) {
  const mistake = async (one, key) => {
    key.disabled = true;
    try {
      await ask("POST", `/v1/staff/households/${encodeURIComponent(household)}/readings/mistake`, { body: { id: one.id } });
      await reread();
      say(readings.withdrawn);
    } catch (error) {
      key.disabled = false;
      failed(error);
    }
  };
  return el("table", {}, el("caption", { class: "hidden-words" }, readings.all(readings.kinds[kind])),
    el("thead", {}, el("tr", {}, ...[readings.measured, `${readings.figure}${readings.inUnit(readings.units[kind])}`, readings.source].map((text) => el("th", { scope: "col" }, text)), mayEdit && el("th", { scope: "col" }, el("span", { class: "hidden-words" }, readings.mistake)))),
    el("tbody", {}, ...some.slice(0, kTable).map((one) => el("tr", { class: one.withdrawn ? "gone" : undefined },
      el("td", {}, when(one.measured_at)),
      el("td", {}, el("span", { class: "figure" }, [figures(one), one.pulse ? readings.pulse(one.pulse) : "", readings.meals[one.meal] ?? ""].filter(Boolean).join(words.comma)), one.withdrawn && el("span", {}, ` ${readings.gone}`), one.note && el("span", { class: "beside" }, ` ${one.note}`)),
      el("td", {}, readings.sources[one.source] ?? one.source, one.who && el("span", { class: "beside" }, ` ${one.who}`)),
      mayEdit && el("td", {}, !one.withdrawn && el("button", { type: "button", class: "plain", "data-key": `mistake ${one.id}`, "aria-label": `${readings.mistake}${words.comma}${inFull(one)}${words.comma}${when(one.measured_at)}`, onclick: (event) => mistake(one, event.currentTarget) }, readings.mistake))))));
}

function kindRow(kind, all, tools) {
  const good = all.filter((one) => !one.withdrawn);
  const [last] = good;
  return el("li", { class: "kind", "data-reading": kind },
    el("div", { class: "last" },
      el("span", { class: "name" }, readings.kinds[kind]),
      last ? el("span", { class: "value" }, el("strong", {}, figures(last)), ` ${readings.units[kind]}`, last.pulse ? `${words.comma}${readings.pulse(last.pulse)}` : "", last.meal && last.meal !== "unknown" ? `${words.comma}${readings.meals[last.meal]}` : "") : el("span", { class: "none" }, readings.noneOf),
      last && el("span", { class: "by" }, last.who ? readings.enteredBy(when(last.measured_at), last.who) : when(last.measured_at)),
      good.length > 1 && trend(kind, [...good].reverse())),
    el("details", { open: tools.opened.has(kind), ontoggle: (event) => { if (event.target.open) tools.opened.add(kind); else tools.opened.delete(kind); } },
      el("summary", { "data-key": `all ${kind}` }, readings.count(all.length, readings.kinds[kind])), table(kind, all, tools)));
}

const localNow = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 16); };

function form(draft, { drafts, household, show, reread }) {
  const { typed } = draft;
  const back = () => document.querySelector(".readings [data-add]")?.focus();
  const leave = () => { drafts.end(draft); show(); back(); };
  const parts = ["kind", "value", ...(typed.kind === "blood_pressure" ? ["second", "pulse"] : []), ...(typed.kind === "blood_sugar" ? ["meal"] : []), "measured_at", "source", "note"];
  const label = (part) => (part === "value" ? `${readings.above(typed.kind)}${readings.inUnit(readings.units[typed.kind])}` : readings.parts[part]);
  const body = () => {
    const at = new Date(typed.measured_at);
    return {
      kind: typed.kind, value: wholeOf(typed.kind, typed.value), source: typed.source, note: typed.note, measured_at: Number.isNaN(at.getTime()) ? new Date(0).toISOString() : at.toISOString(),
      ...(typed.kind === "blood_pressure" ? { second: wholeOf(typed.kind, typed.second), pulse: typed.pulse.trim() ? wholeOf("heart_rate", typed.pulse) || 1 : 0 } : {}), ...(typed.kind === "blood_sugar" ? { meal: typed.meal } : {}),
    };
  };
  const store = async () => {
    draft.wrong = "";
    await drafts.store(draft, {
      label: readings.kinds[typed.kind], reread, show, now: () => null,
      send: () => askSurely("POST", `/v1/staff/households/${encodeURIComponent(household)}/readings`, { key: draft.key, body: body() }),
      explain: (error) => {
        draft.wrong = parts.includes(error.detail) ? error.detail : "";
        const why = error.code === "reading_impossible" ? readings.impossible(readings.ranges[draft.wrong === "second" || draft.wrong === "pulse" ? draft.wrong : typed.kind]) : refusal(error);
        return draft.wrong ? readings.trouble(label(draft.wrong), why) : why;
      },
    });
    if (drafts.of(household, kName)) document.querySelector(`[data-key="${kName} ${draft.wrong || "value"}"]`)?.focus();
    else back();
  };
  const control = (part) => {
    const choices = { kind: readings.kinds, meal: readings.meals, source: readings.sources }[part];
    const properties = { name: part, "data-key": `${kName} ${part}`, "aria-invalid": draft.wrong === part ? "true" : undefined };
    if (choices) {
      return el("select", { ...properties, onchange: (event) => { typed[part] = event.target.value; if (part === "kind") show(); } },
        ...Object.entries(choices).map(([word, text]) => el("option", { value: word, selected: word === typed[part] }, text)));
    }
    return el("input", { ...properties, value: typed[part], autocomplete: "off", oninput: (event) => { typed[part] = event.target.value; },
      ...(part === "measured_at" ? { type: "datetime-local" } : part === "note" ? {} : { inputmode: "decimal" }) });
  };
  return el("form", { class: "record-form", novalidate: true, "aria-label": readings.add, onsubmit: (event) => { event.preventDefault(); store(); }, onkeydown: keysOf({ leave, store }) },
    el("div", { class: "fields" }, ...parts.map((part) => el("label", { class: part === "note" || part === "kind" ? "wide" : undefined }, el("span", {}, label(part)), control(part)))),
    draft.trouble && el("p", { class: "trouble", role: "alert" }, icon("error"), draft.trouble),
    el("div", { class: "keys" },
      el("button", { type: "submit", class: "store", disabled: draft.busy }, words.save),
      el("button", { type: "button", class: "plain", onclick: leave }, words.keep)));
}

// tools: {drafts, household, keeper, mayEdit, opened, show, reread, failed}; nothing for who may not see them
export function readingsCard(file, tools) {
  if (!tools.keeper) return null;
  const { drafts, household, mayEdit, show } = tools;
  const draft = mayEdit && drafts.of(household, kName);
  const all = file.readings;
  const some = Object.keys(readings.kinds).map((kind) => [kind, (all ?? []).filter((one) => one.kind === kind)]).filter(([, of]) => of.length);
  const begin = () => {
    const made = drafts.begin(household, kName, { kind: "blood_pressure", value: "", second: "", pulse: "", meal: "fasting", source: "visit", note: "", measured_at: localNow() }, "");
    made.key ??= newKey();
    say("");
    show();
    document.querySelector(`[data-key="${kName} value"]`)?.focus();
  };
  return el("section", { class: "card readings" },
    el("div", { class: "card-head" }, el("h2", {}, readings.head)),
    !all ? el("p", { class: "none" }, readings.unread) : some.length ? el("ul", {}, ...some.map(([kind, of]) => kindRow(kind, of, tools))) : el("p", { class: "none" }, readings.none),
    draft ? form(draft, tools) : mayEdit && el("div", { class: "keys" }, el("button", { type: "button", class: "quiet", "data-add": "reading", onclick: begin }, readings.add)));
}
