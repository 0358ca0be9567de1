// SPDX-License-Identifier: Apache-2.0
// Who was invited, or forgot the password, chooses one. The link's secret stands behind the # and leaves the address at once.
import { Problem, ask } from "/shared/api.js";
import { byId, el, icon } from "/shared/dom.js";
import { passwordField, refusal, trouble } from "/people/said.js";
import { words } from "/people/words.js";

const kKept = "anju-welcome";  // in this tab, for a reload, until the password is chosen

function secret() {
  if (location.hash.length > 1) {
    sessionStorage.setItem(kKept, location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(kKept);
}

const whole = (picture, text, act) => byId("view").replaceChildren(el("div", { class: "whole" }, icon(picture), el("h1", { tabindex: "-1" }, text),
  act && el("button", { type: "button", class: "action staff", onclick: act }, words.again)));

const pageOf = (roles) => (roles.includes("administrator") ? "/people/" : roles.includes("manager") ? "/homes/" : roles.includes("operator") ? "/desk/" : "/boxes/");

function form(said, token) {
  const wanted = passwordField({ name: "password", autocomplete: "new-password", "aria-describedby": "hint" });
  const wrong = el("div", {});
  const send = el("button", { type: "submit", class: "action staff" }, words.welcomeYes);
  const choose = async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    wrong.replaceChildren();
    send.disabled = true;
    try {
      const self = await ask("POST", "/v1/staff/welcome/password", { body: { token, password: wanted.field.value } });
      sessionStorage.removeItem(kKept);
      location.replace(pageOf(self.roles));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "link_not_valid") { sessionStorage.removeItem(kKept); whole("link_off", refusal(error)); return; }
      wrong.replaceChildren(trouble(refusal(error)));
      send.disabled = false;
      wanted.field.focus();
    }
  };
  byId("view").replaceChildren(el("form", { class: "welcome", novalidate: true, onsubmit: choose },
    el("h1", {}, words.hello(said.display_name)),
    el("p", { class: "lead" }, said.again ? words.welcomeAgain : words.welcomeTo(said.place)),
    el("p", { class: "login" }, words.welcomeName, " ", el("strong", {}, said.name)),
    el("input", { class: "hidden-words", tabindex: "-1", "aria-hidden": "true", autocomplete: "username", readonly: true, value: said.name }),
    el("label", { class: "field" }, el("span", {}, words.welcomePassword), wanted.row),
    el("p", { class: "beside", id: "hint" }, words.passwordHint), wrong, send));
  wanted.field.focus();
}

async function open() {
  document.title = words.product;
  const token = secret();
  if (!token) { whole("mail", words.welcomeNone); return; }
  try {
    form(await ask("POST", "/v1/staff/welcome", { body: { token } }), token);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.passing) { whole("wifi_off", refusal(error), open); return; }
    sessionStorage.removeItem(kKept);
    whole("link_off", words.refusals.link_not_valid);
  }
}

addEventListener("hashchange", () => { if (location.hash.length > 1) open(); });
open();
