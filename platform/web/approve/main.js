// SPDX-License-Identifier: Apache-2.0
// A technician gives a waiting TV to a home: code, home, one sentence with both, done.
import { Problem, askSurely, newKey } from "/shared/api.js";
import { byId, el, fillWords, icon } from "/shared/dom.js";
import { sentence, staffPage } from "/staff/session.js";
import { words } from "/staff/words.js";
import { Code, withDash } from "/approve/code.js";
import { Homes } from "/approve/homes.js";

let code = null;
let homes = null;
let decision = "";  // one idempotency key for one pair of TV and home
let key = "";

function stepDone(id, number, done) {
  byId(id).classList.toggle("done", done);
  byId(id).querySelector(".number").replaceChildren(done ? icon("check") : number);
}

function show() {
  stepDone("code-step", "1", Boolean(code.found));
  stepDone("home-step", "2", Boolean(code.found && homes.chosen));
  byId("home-part").hidden = !code.found;
  byId("was-lost").hidden = !code.found?.lost;
  byId("next-home").hidden = !code.found?.next_home;
  byId("confirm").hidden = !code.found || !homes.chosen;
  byId("problem").hidden = true;
  if (byId("confirm").hidden) return;
  const [before, between, after] = words.ask;
  byId("ask").replaceChildren(before, el("strong", {}, withDash(code.value)), between, el("strong", {}, homes.chosen.name), after);
  byId("yes-words").textContent = words.yes(homes.chosen.name);
}

async function approve() {
  const wanted = `${code.value} ${homes.chosen.id}`;
  if (decision !== wanted) { decision = wanted; key = newKey(); }
  const home = homes.chosen;
  byId("yes").disabled = true;
  byId("problem").hidden = true;
  try {
    const terminal = await askSurely("POST", `/v1/staff/pairings/${code.value}/approve`, { key, body: { household: home.id } });
    byId("asking").hidden = true;
    byId("result").hidden = false;
    byId("done-text").textContent = words.doneText(home.name);
    byId("done-box").textContent = words.doneBox(terminal.box_number);
    byId("result").focus();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.signedOut) { location.reload(); return; }
    if (error.code === "expired_token" || error.status === 410) code.lost(words.expired);
    else if (error.status === 404) code.lost(words.notFound);
    else if (error.status === 409) code.lost(words.taken);
    else {
      byId("problem").hidden = false;
      byId("problem-words").textContent = sentence(error);
    }
  } finally {
    byId("yes").disabled = false;
  }
}

fillWords(words);
document.title = `${words.install} · ${words.product}`;
byId("another").addEventListener("click", () => { history.replaceState(null, "", location.pathname + location.search); location.reload(); });
byId("yes").addEventListener("click", approve);
staffPage(() => {
  homes = new Homes(show);
  code = new Code(() => {
    if (code.found) {
      byId("next-home-words").textContent = words.nextHome(code.found.box_number ?? "", code.found.next_home_name ?? "");
      homes.lookFor(code.found);
    }
    show();
  }, () => location.reload());
  show();
  code.set(location.hash.slice(1));
  if (!code.value) byId("code").focus();
  addEventListener("hashchange", () => code.set(location.hash.slice(1)));
});
