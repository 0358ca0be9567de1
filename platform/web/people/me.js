// SPDX-License-Identifier: Apache-2.0
// One's own page: the password, and where one is signed in.
import { Problem, ask } from "/shared/api.js";
import { byId, el } from "/shared/dom.js";
import { say } from "/staff/session.js";
import { signInsCard } from "/people/person.js";
import { card, passwordField, refusal, trouble } from "/people/said.js";
import { words } from "/people/words.js";

function passwordCard(name, changed) {
  const now = passwordField({ name: "now", autocomplete: "current-password" });
  const wanted = passwordField({ name: "wanted", autocomplete: "new-password" });
  const said = el("div", {});
  const send = el("button", { type: "submit", class: "store large" }, words.passwordYes);
  const change = async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    said.replaceChildren();
    send.disabled = true;
    try {
      await ask("POST", "/v1/staff/password", { body: { password: now.field.value, wanted: wanted.field.value } });
      await changed();
      say(words.passwordChanged);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      said.replaceChildren(trouble(refusal(error)));
      (error.code === "wrong_password" ? now : wanted).field.focus();
    }
    send.disabled = false;
  };
  return card(words.password, "", el("form", { class: "password", novalidate: true, onsubmit: change },
    el("input", { class: "hidden-words", tabindex: "-1", "aria-hidden": "true", autocomplete: "username", readonly: true, value: name }),
    el("label", { class: "field" }, el("span", {}, words.passwordNow), now.row),
    el("label", { class: "field" }, el("span", {}, words.passwordNew), wanted.row, el("span", { class: "beside" }, words.passwordHint)),
    said, el("div", { class: "keys" }, send, el("span", { class: "beside" }, words.passwordMeans))));
}

// stays(): one still looks at this; failed(error)
export async function meView(self, { stays, failed }) {
  const place = el("div", {});
  const read = async () => {
    const { sign_ins } = await ask("GET", "/v1/staff/sessions");
    if (stays()) place.replaceChildren(signInsCard(sign_ins, { ended: read, failed }));
  };
  const draw = () => byId("view").replaceChildren(
    el("div", { class: "head" }, el("div", { class: "who" }, el("div", { class: "title" }, el("h1", { tabindex: "-1" }, self.display_name), el("span", { class: "about" }, self.name)))),
    el("div", { class: "columns" }, el("div", {}, passwordCard(self.name, async () => { draw(); await read(); })), place));
  draw();
  try { await read(); } catch (error) { if (stays()) failed(error); }
}
