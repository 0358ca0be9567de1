// SPDX-License-Identifier: Apache-2.0
// A list of homes is brought, tried, and written: three steps, and nothing is written before the third.
import { Problem, ask, upload } from "/shared/api.js";
import { byId, el, icon, keepReady } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { complain, say, sentence } from "/staff/session.js";
import { stationPage } from "/staff/station.js";
import { counted, counts, fateIcons, fates, table } from "/import/rows.js";
import { words } from "/import/words.js";

const kLargest = 32 * 1024 * 1024;  // of the platform: contract::kMaxListBytes
const kWhole = 1000;                // of the platform: contract::kWholeListRows
const kWriting = 600000;            // milliseconds

let file = null;    // as it was chosen, to be brought again when it was changed meanwhile
let report = null;
let rows = [], left = 0, fate = "";
let busy = "";      // what is being done, in words
let turn = 0;       // an answer for an earlier one no longer counts

const inLanguage = (path) => `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
const listPath = (rest) => inLanguage(`/v1/staff/imports/${encodeURIComponent(report.id)}/${rest}`);

function refusal(problem) {
  if (problem.code === "role_missing") return words.role;
  if (problem.code === "import_not_found") return words.gone;
  if (problem.code === "list_too_large" || problem.status === 413) return words.largest;
  return problem.status === 422 && problem.detail ? problem.detail : sentence(problem);
}

function failed(error) {
  if (!(error instanceof Problem)) throw error;
  if (error.signedOut) { location.reload(); return; }
  complain(refusal(error));
}

function steps(now) {
  return el("ol", { class: "steps", "aria-label": words.stepsLabel }, ...words.steps.map((name, index) =>
    el("li", { class: index < now ? "over" : index === now ? "now" : "", "aria-current": index === now ? "step" : null },
      el("span", { class: "disc", "aria-hidden": "true" }, index < now ? icon("check") : String(index + 1)), el("span", {}, name))));
}

const head = (title, now, ...more) => el("div", { class: "import-head" }, el("div", {}, el("h1", { tabindex: "-1" }, title), ...more), steps(now));

function showChoice() {
  const input = el("input", { type: "file", id: "file", class: "hidden-words", accept: ".csv,.json,.txt,text/csv,application/json", onchange: () => input.files[0] && bring(input.files[0]) });
  const zone = el("div", { class: "card zone",
    ondragover: (event) => { event.preventDefault(); zone.classList.add("over"); },
    ondragleave: () => zone.classList.remove("over"),
    ondrop: (event) => { event.preventDefault(); zone.classList.remove("over"); if (event.dataTransfer.files[0] && !busy) bring(event.dataTransfer.files[0]); } },
  busy ? el("p", { class: "busy", role: "status" }, busy) : el("label", { class: "store large", for: "file" }, words.choose),
  busy ? "" : input, el("p", { class: "none" }, busy ? file?.name : words.drop));
  byId("view").replaceChildren(
    head(words.chooseTitle, 0, el("p", { class: "none" }, words.chooseLead)),
    zone,
    el("section", { class: "card how" }, el("h2", {}, words.how), el("p", {}, words.howText),
      el("p", { class: "keys" }, ...["csv", "json"].map((format) =>
        el("a", { class: "quiet", href: inLanguage(`/v1/staff/export?format=${format}`), download: true }, icon("download"), `${words.take} (${format.toUpperCase()})`))),
      el("p", { class: "none" }, words.takeMeans)));
}

function filters() {
  const count = counted(report);
  const chip = (wanted, text) => el("button", { type: "button", class: "filter", "aria-pressed": String(fate === wanted), onclick: () => { fate = wanted; readRows(); } }, text);
  return el("div", { class: "filters", role: "group", "aria-label": words.filter }, chip("", words.all(report.rows)), ...fates.map((one) => chip(one, words.fates[one])), report.remarked > 0 && chip("remarked", words.remarked(report.remarked)),
    count.refused > 0 && el("a", { class: "plain download", href: listPath("refused"), download: true }, icon("download"), words.download(count.refused)));
}

function buttons() {
  const count = counted(report);
  const good = count.create + count.change;
  const other = el("button", { type: "button", class: "quiet", disabled: Boolean(busy), onclick: again }, words.other);
  if (report.written) return [other, el("a", { class: "store large", href: "/homes/" }, words.toHomes)];
  if (!good && !count.refused) return [other];
  const all = count.refused
    ? el("button", { type: "button", class: "quiet", disabled: true }, icon("block"), words.notAll(count.refused))
    : el("button", { type: "button", class: "store large", disabled: Boolean(busy), onclick: () => write(false) }, icon("save"), words.writeAll);
  return [other, all, count.refused > 0 && good > 0 && el("button", { type: "button", class: "store large", disabled: Boolean(busy), onclick: () => write(true) }, icon("save"), words.writeGood(good))];
}

function foot() {
  const count = counted(report);
  const lines = busy ? [busy] : report.written ? [words.wrote(count.create + count.change)]
    : count.refused ? [words.promise, words.promiseMore(count.refused)]
      : count.create + count.change ? [count.create + count.change > kWhole ? words.promiseParts : words.promiseAll] : [words.nothingToDo];
  return el("div", { class: "foot" }, el("div", {},
    el("p", { role: "status" }, ...lines.map((line, index) => el("span", { class: index ? "none" : "" }, line))),
    el("div", { class: "keys" }, ...buttons())));
}

function showReport() {
  const focused = document.activeElement?.classList.contains("filter") ? fate : null;
  byId("view").replaceChildren(
    head(report.written ? words.doneTitle : words.dryTitle, report.written ? 3 : 1,
      el("p", { class: "about-list" }, ...words.about(report).filter(Boolean).map((text) => el("span", {}, text))),
      report.unknown.length ? el("p", { class: "unknown" }, icon("warning"), words.unknown(report.unknown)) : ""),
    counts(report),
    el("div", { class: "card list-card" }, filters(), table(rows, report.written),
      left ? el("button", { type: "button", class: "plain more-rows", onclick: () => readRows(true) }, words.more(left), icon("expand_more")) : ""),
    foot());
  if (focused !== null) document.querySelector('.filter[aria-pressed="true"]')?.focus();
}

async function readRows(further = false) {
  const mine = ++turn;
  try {
    const read = await ask("GET", listPath(`rows?after=${further && rows.length ? rows[rows.length - 1].row : 0}${fate ? `&fate=${fate}` : ""}`));
    if (mine !== turn) return;
    const from = rows.length;
    rows = further ? [...rows, ...read.rows] : read.rows;
    left = read.left;
    showReport();
    if (further) document.querySelectorAll("tbody tr")[from]?.scrollIntoView({ block: "nearest" });
  } catch (error) {
    if (mine !== turn) return;
    failed(error);
    if (error.code === "import_not_found") again();
  }
}

async function bring(chosen, notice = "") {
  if (busy) return;
  file = chosen;
  say("");
  complain("");
  if (file.size > kLargest) { complain(words.largest); showChoice(); return; }
  const progress = (part) => { busy = words.bringing(part); const line = document.querySelector(".busy"); if (line) line.textContent = busy; else showChoice(); };
  progress(0);
  try {
    report = await upload(inLanguage(`/v1/staff/imports?name=${encodeURIComponent(file.name)}`), new Blob([file], { type: "application/octet-stream" }), { onProgress: progress });
    busy = "";
    fate = "";
    await readRows();
    if (notice) complain(notice);
    byId("view").querySelector("h1")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  } catch (error) {
    busy = "";
    report = null;
    showChoice();
    failed(error);
  }
}

async function write(keepGood) {
  busy = words.writing;
  say("");
  complain("");
  showReport();
  try {
    report = await ask("POST", listPath("apply"), { body: { keep_good: keepGood }, timeout: kWriting });
    busy = "";
    fate = "";
    await readRows();
    byId("view").querySelector("h1")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  } catch (error) {
    busy = "";
    if (error instanceof Problem && error.code === "changed_meanwhile") { await bring(file, words.changed); return; }
    showReport();
    failed(error);
    if (error.code === "import_not_found") again();
  }
}

function again() {
  ++turn;
  report = null;
  rows = [];
  showChoice();
  byId("view").querySelector("h1")?.focus({ preventScroll: true });
}

document.title = `${words.title} · ${words.product}`;
keepReady(["check", "error", "download", "save", "block", "expand_more", "warning", ...Object.values(fateIcons)]);
stationPage("import", { ready: () => {
  addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
  showChoice();
} });
