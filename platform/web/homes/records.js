// SPDX-License-Identifier: Apache-2.0
// Subsidies and assessments: what holds today first, what is over last; written, corrected, and followed by new ones.
import { askSurely, newKey } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { keysOf } from "/homes/drafts.js";
import { words as records } from "/homes/records_words.js";
import { byOf, dayOf, localDate, refusal, say, when, whoOf } from "/homes/said.js";
import { words } from "/homes/words.js";

const kSoon = 60;       // days before the end in which it is said
const kFields = { subsidy: ["kind", "yuan", "period", "from", "until", "authority", "number", "note"], assessment: ["kind", "from", "until", "authority", "number", "note"] };

const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86400000);

// 100.5 yuan: 10050; nothing that is an amount: 0, which is refused
export function fenOf(text) {
  const plain = text.trim().replace(/[０-９．，]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[,，\s]|元$|^[¥￥]/g, "");
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(plain)) return 0;
  const [yuan, part = ""] = plain.split(".");
  return Number(yuan) * 100 + Number(part.padEnd(2, "0"));
}
export const yuanOf = (fen) => (fen % 100 ? (fen / 100).toFixed(2) : String(fen / 100));

// What is paid once has a day, and is over with it unless it may be fetched longer.
const hasOneDay = (row) => row.period === "once" && !row.until;
const spanOf = (row) => (hasOneDay(row) ? dayOf(row.from) : records.span(dayOf(row.from), row.until && dayOf(row.until)));

// What a row is on that day: valid, to_come, over, followed (by a newer assessment), withdrawn.
export function standing(row, all, today) {
  if (row.withdrawn) return "withdrawn";
  if (row.from > today) return "to_come";
  if (hasOneDay(row) ? row.from < today : row.until && row.until < today) return "over";
  const newer = (other) => other.from > row.from || (other.from === row.from && other.change > row.change);
  if (row.sort === "assessment" && all.some((one) => one.sort === row.sort && one !== row && !one.withdrawn && one.from <= today && newer(one))) return "followed";
  return "valid";
}

const title = (row) => (row.sort === "assessment" ? records.assessed(records.kinds.assessment[row.kind] ?? row.kind)
  : records.granted(records.kinds.subsidy[row.kind] ?? row.kind, yuanOf(row.fen ?? 0), row.period));
const inWords = (row) => [title(row), spanOf(row)].join(words.comma);

// A row as the audit keeps it; entries from before there was more than one language are as they were written.
export function recordSaid(kept) {
  if (!kept?.startsWith("{")) return kept;
  const row = JSON.parse(kept);
  return [inWords(row), row.authority, row.number, row.note, row.withdrawn && records.states.withdrawn].filter(Boolean).join(words.comma);
}

function ends(row, state, today) {
  if (state === "over" && hasOneDay(row)) return records.dayOver;
  if (state !== "valid") return records.states[state];
  if (!row.until) return "";
  const left = days(today, row.until);
  return left > kSoon ? "" : left ? records.left(left) : records.lastDay;
}

function line(row, state, today, tools) {
  const { drafts, household, mayEdit, show } = tools;
  const draft = mayEdit && drafts.of(household, `record ${row.entry}`);
  if (draft) return el("li", {}, form(draft, tools, row));
  const left = ends(row, state, today);
  const soon = state === "valid" && left;
  const begin = () => {
    open(tools, `record ${row.entry}`, { ...blank(row.sort), ...row, yuan: row.fen ? yuanOf(row.fen) : "", corrects: row.id, replaces: "" });
  };
  const follow = () => {
    open(tools, `follow ${row.entry}`, { ...blank(row.sort), kind: row.kind, yuan: yuanOf(row.fen ?? 0), period: row.period, authority: row.authority ?? "", from: "", replaces: row.id });
  };
  const name = el("span", { class: row.withdrawn ? "value gone" : "value" }, title(row));
  const following = mayEdit && drafts.of(household, `follow ${row.entry}`);
  return el("li", { class: `record ${state}`, "data-record": row.entry },
    el("span", { class: "mark", "aria-hidden": "true" }),
    el("div", {},
      mayEdit ? el("button", { type: "button", class: "open-line", "data-key": `record ${row.entry}`, "aria-label": words.edit(title(row), spanOf(row)), onclick: begin }, name) : name,
      el("p", { class: soon ? "days soon" : "days" }, [spanOf(row), left].filter(Boolean).join(words.comma)),
      el("p", { class: "days" }, [row.authority, row.number, row.note].filter(Boolean).join(words.comma), el("span", { class: "by" }, byOf(row))),
      mayEdit && row.sort === "subsidy" && row.period === "month" && state === "valid" && !following && el("button", { type: "button", class: "plain follow", "aria-label": `${records.follow}${words.comma}${title(row)}`, onclick: follow }, records.follow),
      following && form(following, tools, row)));
}

const blank = (sort) => ({ sort, kind: "", yuan: "", period: "month", authority: "", number: "", from: "", until: "", note: "", corrects: "", replaces: "" });

function open({ drafts, household, show }, name, typed) {
  const draft = drafts.begin(household, name, typed, "");
  draft.key ??= newKey();
  say("");
  show();
  document.querySelector(".record-form :is(select, input)")?.focus();
}

function bodyOf(typed, withdrawn) {
  const { sort, kind, period, authority, number, from, until, note, corrects, replaces } = typed;
  return { sort, kind, authority, number, from, until, note, corrects, replaces, withdrawn, ...(sort === "subsidy" ? { period, fen: fenOf(typed.yuan) } : {}) };
}

function control(part, draft) {
  const { typed } = draft;
  const choices = part === "kind" ? records.kinds[typed.sort] : part === "period" ? records.periods : null;
  const properties = { name: part, "data-key": `${draft.name} ${part}`, "aria-invalid": draft.wrong === part ? "true" : undefined, oninput: (event) => { typed[part] = event.target.value; } };
  if (choices) {
    return el("select", properties, part === "kind" && el("option", { value: "", selected: !typed.kind }, words.nothing),
      ...Object.entries(choices).map(([word, text]) => el("option", { value: word, selected: word === typed[part] }, text)));
  }
  const day = part === "from" || part === "until";
  return el("input", { ...properties, value: typed[part] ?? "", autocomplete: "off", type: day ? "date" : "text", inputmode: part === "yuan" ? "decimal" : undefined });
}

function form(draft, tools, row) {
  const { drafts, household, show, reread } = tools;
  const { typed } = draft;
  const { sort } = typed;
  const back = () => document.querySelector(row ? `[data-record="${row.entry}"] button` : `.records [data-add=${sort}]`)?.focus();
  const leave = () => { drafts.end(draft); show(); back(); };
  const store = async (withdrawn = false) => {
    if (!draft.changed && !withdrawn) { leave(); return; }
    draft.wrong = "";
    await drafts.store(draft, {
      label: records.sorts[sort], reread, show,
      send: () => askSurely("POST", `/v1/staff/households/${encodeURIComponent(household)}/records`, { key: draft.key, body: bodyOf(typed, withdrawn) }),
      now: (file) => {
        const there = file?.records?.find((one) => one.entry === row?.entry);
        if (!there) return null;
        if (typed.corrects) typed.corrects = there.id;
        if (typed.replaces) typed.replaces = there.id;
        return { said: there, text: inWords(there) };
      },
      explain: (error) => {
        const part = error.detail === "fen" ? "yuan" : error.detail;
        draft.wrong = kFields[sort].includes(part) ? part : "";
        return draft.wrong ? records.trouble(records.parts[sort][draft.wrong], refusal(error)) : refusal(error);
      },
    });
    if (drafts.of(household, draft.name)) document.querySelector(`[data-key="${draft.name} ${draft.wrong || "kind"}"]`)?.focus();
    else back();
  };
  return el("form", { class: "record-form", novalidate: true, "aria-label": row ? title(row) : records.adds[sort], onsubmit: (event) => { event.preventDefault(); store(); }, onkeydown: keysOf({ leave, store }) },
    row && typed.replaces && el("p", { class: "stood" }, records.followMeans(inWords(row))),
    el("div", { class: "fields" }, ...kFields[sort].map((part) => el("label", { class: part === "note" || part === "authority" ? "wide" : undefined }, el("span", {}, records.parts[sort][part]), control(part, draft)))),
    row && typed.corrects && el("p", { class: "stood" }, words.was(inWords(row)), row.at ? words.wasBy(whoOf(row), when(row.at)) : ""),
    draft.meanwhile && el("p", { class: "meanwhile", role: "alert" }, icon("warning"), draft.meanwhile),
    draft.trouble && el("p", { class: "trouble", role: "alert" }, icon("error"), draft.trouble),
    el("div", { class: "keys" },
      el("button", { type: "submit", class: "store", disabled: draft.busy }, words.save),
      el("button", { type: "button", class: "plain", onclick: leave }, words.keep),
      row && typed.corrects && !row.withdrawn && el("button", { type: "button", class: "plain mistake", disabled: draft.busy, onclick: () => store(true) }, records.mistake)));
}

// tools: {drafts, household, keeper, mayEdit, show, reread}; nothing for who may not see them
export function recordsCard(file, tools) {
  if (!tools.keeper) return null;
  const { drafts, household, mayEdit } = tools;
  const today = localDate(new Date());
  const all = file.records ?? [];
  const rows = all.map((row) => ({ row, state: standing(row, all, today) }));
  const first = ({ row, state }) => (state === "valid" ? 0 : 2) + (row.sort === "assessment" ? 0 : 1);
  const now = rows.filter(({ state }) => state === "valid" || state === "to_come").sort((a, b) => first(a) - first(b));
  const before = rows.filter(({ state }) => state !== "valid" && state !== "to_come");
  const list = (some) => el("ul", {}, ...some.map(({ row, state }) => line(row, state, today, tools)));
  const opened = before.some(({ row }) => drafts.of(household, `record ${row.entry}`));
  const added = (sort) => mayEdit && drafts.of(household, `record new ${sort}`);
  return el("section", { class: "card records" },
    el("div", { class: "card-head" }, el("h2", {}, records.head)),
    now.length ? list(now) : el("p", { class: "none" }, all.length ? records.noneNow : records.none),
    before.length > 0 && el("details", { open: opened || before.length < 4 }, el("summary", {}, records.before(before.length)), list(before)),
    ...["subsidy", "assessment"].map((sort) => added(sort) && form(added(sort), tools, null)),
    mayEdit && el("div", { class: "keys" }, ...["subsidy", "assessment"].map((sort) => !added(sort) && el("button", { type: "button", class: "quiet", "data-add": sort, onclick: () => open(tools, `record new ${sort}`, blank(sort)) }, records.adds[sort]))));
}
