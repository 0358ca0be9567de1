// SPDX-License-Identifier: Apache-2.0
// What a refusal means, and values as they are read.
import { Problem } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { clock } from "/shared/time.js";
import { sentence } from "/staff/session.js";
import { dayOf, localDate, zone } from "/homes/said.js";
import { words } from "/people/words.js";

export function refusal(error) {
  if (!(error instanceof Problem)) throw error;
  if (error.signedOut) return words.signedOut;
  return words.refusals[error.code] ?? sentence(error);
}

export const rolesOf = (roles) => Object.keys(words.roles).filter((role) => roles.includes(role)).map((role) => words.roles[role]).join(words.comma);

// Whoever only goes there opens no page of the staff.
export const neverSigns = (roles) => roles.length > 0 && roles.every((role) => role === "responder");

// A moment to come: 11月30日 9:41 · 30 November, 9:41 am
export function until(moment) {
  const at = new Date(moment);
  const day = dayOf(localDate(at)).replace(/^\d+年| \d{4}$/g, "");
  return language === "zh" ? `${day} ${clock(at, zone, language)}` : `${day}, ${clock(at, zone, language)}`;
}

export const trouble = (text) => el("p", { class: "trouble", role: "alert" }, icon("error"), text);

export const card = (title, beside, ...children) => el("section", { class: "card" },
  el("div", { class: "card-head" }, el("h2", {}, title), beside && el("span", { class: "beside" }, beside)), ...children);

// One box for each role. change(roles)
export function roleBoxes(chosen, change) {
  const roles = new Set(chosen);
  return el("div", { class: "roles" }, ...Object.keys(words.roles).map((role) => el("label", { class: "role" },
    el("input", { type: "checkbox", name: role, checked: roles.has(role), onchange: (event) => { if (event.target.checked) roles.add(role); else roles.delete(role); change(Object.keys(words.roles).filter((one) => roles.has(one))); } }),
    el("span", {}, el("strong", {}, words.roles[role]), el("span", { class: "beside" }, words.roleMeans[role])))));
}

// A field with a key that shows what is typed.
export function passwordField(properties) {
  const field = el("input", { type: "password", autocapitalize: "none", spellcheck: "false", required: true, ...properties });
  const key = el("button", { type: "button", class: "plain", "aria-pressed": "false", onclick: () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    key.textContent = shown ? words.passwordShow : words.passwordHide;
    key.setAttribute("aria-pressed", String(!shown));
  } }, words.passwordShow);
  return { field, row: el("span", { class: "secret" }, field, key) };
}
