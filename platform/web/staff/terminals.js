// SPDX-License-Identifier: Apache-2.0
// The TVs of the technician's area; taking one down is asked again with the name.
import { Problem, ask } from "/shared/api.js";
import { byId, el, fillWords } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { stamp } from "/shared/time.js";
import { complain, say, sentence, signOut, staffPage } from "/staff/session.js";
import { words } from "/staff/words.js";

const kRefresh = 15000;  // milliseconds

let terminals = [];
let asking = "";  // id of the one that is about to be taken down

async function unpair(terminal) {
  complain("");
  try {
    await ask("DELETE", `/v1/staff/terminals/${encodeURIComponent(terminal.id)}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status !== 404) { complain(sentence(error)); return; }
  }
  asking = "";
  terminals = terminals.filter((one) => one.id !== terminal.id);
  say(words.unpaired(terminal.household_name));
  show();
  byId("install").focus();
}

function sure(terminal) {
  const name = terminal.household_name;
  const keep = () => { asking = ""; show(); byId("terminals").querySelector(`[data-terminal="${CSS.escape(terminal.id)}"] button`).focus(); };
  return el("div", { class: "sure", role: "group", "aria-label": words.unpairAsk(name) },
    el("strong", {}, words.unpairAsk(name)),
    el("p", {}, words.unpairMeans),
    el("div", { class: "keys" },
      el("button", { type: "button", class: "action help", onclick: () => unpair(terminal) }, words.unpairYes(name)),
      el("button", { type: "button", class: "quiet", onclick: keep }, words.unpairNo)));
}

function row(terminal) {
  const since = terminal.last_seen ? stamp(new Date(terminal.last_seen), new Date(), undefined, language) : "";
  const begin = () => { asking = terminal.id; say(""); show(); byId("terminals").querySelector(".sure .quiet").focus(); };
  return el("li", { class: asking === terminal.id ? "terminal asking" : "terminal", "data-terminal": terminal.id },
    el("div", { class: "line" },
      el("div", { class: "about" },
        el("strong", {}, terminal.household_name),
        el("span", { class: "more" }, words.box(terminal.box_number, terminal.model, terminal.version)),
        el("span", { class: terminal.online ? "state on" : "state" }, el("span", { class: "dot", "aria-hidden": "true" }), terminal.online ? words.on : words.off(since))),
      asking !== terminal.id && el("button", { type: "button", class: "quiet help", "aria-label": words.unpairOf(terminal.household_name), onclick: begin }, words.unpair)),
    asking === terminal.id && sure(terminal));
}

function show() {
  byId("terminal-count").textContent = terminals.length ? words.terminalCount(terminals.length) : "";
  byId("no-terminals").hidden = terminals.length > 0;
  byId("terminals").replaceChildren(...terminals.map(row));
}

async function refresh() {
  if (document.visibilityState !== "visible" || asking) return;
  try {
    const found = (await ask("GET", "/v1/staff/terminals")).terminals;
    complain("");
    if (asking || JSON.stringify(found) === JSON.stringify(terminals)) return;
    terminals = found;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.signedOut) { location.reload(); return; }
    complain(sentence(error));
    return;
  }
  show();
}

fillWords(words);
document.title = words.product;
byId("sign-out").addEventListener("click", signOut);
staffPage(async () => {
  await refresh();
  show();
  setInterval(refresh, kRefresh);
});
