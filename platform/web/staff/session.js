// SPDX-License-Identifier: Apache-2.0
// Who is signed in; the form when nobody is. Every staff page begins here.
import { Problem, ask } from "/shared/api.js";
import { byId, el, icon, keepReady } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { durationWords } from "/shared/time.js";
import { words } from "/staff/words.js";

// The sentence for what went wrong when no rule of the page says it better.
export function sentence(problem) {
  if (problem.status === 429) return words.wait(durationWords(problem.retryAfter || 60, language));
  return problem.status === 0 ? words.offline : words.trouble;
}

function form(signedIn) {
  const name = el("input", { name: "name", autocomplete: "username", autocapitalize: "none", required: true });
  const password = el("input", { name: "password", type: "password", autocomplete: "current-password", required: true });
  const said = el("p", { class: "notice help", role: "alert", hidden: true }, icon("error"), el("span"));
  const send = el("button", { class: "action staff", type: "submit" }, words.signIn);
  const complain = (text) => { said.hidden = !text; said.querySelector("span:last-child").textContent = text; };
  return el("form", {
    class: "sign-in", novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      complain("");
      send.disabled = true;
      try {
        signedIn(await ask("POST", "/v1/staff/session", { body: { name: name.value.trim(), password: password.value } }));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        complain(error.status === 401 || error.status === 403 || error.status === 400 ? words.wrong : sentence(error));
        password.value = "";
        password.focus();
      } finally {
        send.disabled = false;
      }
    },
  },
  el("span", { class: "plate" }, icon("tv")),
  el("h1", {}, words.product),
  el("p", { class: "lead" }, words.signInLead),
  el("label", { class: "field" }, el("span", {}, words.name), name),
  el("label", { class: "field" }, el("span", {}, words.password), password),
  said, send,
  el("p", { class: "forgot" }, words.forgot));
}

// Shows `page` for the one who is signed in; the form stands in <main id="sign-in"> before that.
export async function staffPage(ready) {
  keepReady(["wifi_off", "error", "schedule", "check", "tv"]);
  const enter = (self) => {
    byId("sign-in").hidden = true;
    byId("page").hidden = false;
    for (const node of document.querySelectorAll("[data-me]")) node.textContent = self.display_name;
    ready(self);
  };
  const askFor = () => {
    byId("page").hidden = true;
    byId("sign-in").hidden = false;
    byId("sign-in").replaceChildren(form(enter));
    byId("sign-in").querySelector("input").focus();
  };
  try {
    enter(await ask("GET", "/v1/staff/self"));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.signedOut || error.status === 403) askFor();
    else {
      byId("sign-in").hidden = false;
      byId("sign-in").replaceChildren(el("div", { class: "whole" }, icon("wifi_off"), el("h1", {}, sentence(error)),
        el("button", { class: "action staff", type: "button", onclick: () => location.reload() }, words.again)));
    }
  }
}

// What was done, and what went wrong, in the two places that every staff page has for it; "" takes it away.
export function say(text) {
  byId("said").hidden = !text;
  byId("said").replaceChildren(...(text ? [icon("check"), text] : []));
}

export function complain(text) {
  byId("problem").hidden = !text;
  byId("problem").replaceChildren(...(text ? [icon("error"), el("span", {}, text)] : []));
}

export async function signOut() {
  try { await ask("DELETE", "/v1/staff/session"); } finally { location.reload(); }
}

export function portrait(photo) {
  if (!photo) return el("span", { class: "portrait", "aria-hidden": "true" }, icon("face"));
  return el("img", { class: "portrait", src: `/v1/staff/photos/${encodeURIComponent(photo.id)}?size=small`, alt: "" });
}
