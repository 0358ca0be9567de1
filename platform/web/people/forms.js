// SPDX-License-Identifier: Apache-2.0
// Inviting somebody, the link that is told once, and places made, renamed and closed.
import { Problem, ask, askSurely, newKey } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { say } from "/staff/session.js";
import { neverSigns, refusal, roleBoxes, trouble, until } from "/people/said.js";
import { words } from "/people/words.js";

const path = (id, part) => `/v1/staff/places/${encodeURIComponent(id)}/${part}`;

// A card with a question, fields and two keys. act() sends; what it throws is said under `fields`.
function form(title, { fields, lead, yes, no, danger, act, leave, explain = refusal }) {
  const said = el("div", {});
  const send = el("button", { type: "submit", class: danger ? "action help" : "action staff" }, yes);
  const submit = async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    said.replaceChildren();
    send.disabled = true;
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const text = await explain(error);
      said.replaceChildren(trouble(text));
      send.disabled = false;
    }
  };
  return el("form", { class: danger ? "card make sure close" : "card make", novalidate: true, onsubmit: submit },
    el("h1", { tabindex: "-1" }, danger && icon("warning"), title), lead && el("p", { class: "lead" }, lead), ...fields, said,
    el("div", { class: "keys" }, send, el("button", { type: "button", class: "quiet", onclick: leave }, no)));
}

const field = (label, hint, input) => el("label", { class: "field" }, el("span", {}, label), input, hint && el("span", { class: "beside" }, hint));

// What was written stays until it is sent or given up; one key makes one person or one place, however often it is sent.
let person = null;
// done(invited)
export function inviteForm(place, { leave, done }) {
  if (person?.place !== place.id) person = { place: place.id, key: newKey(), name: "", display_name: "", phone: "", roles: ["manager"] };
  const mine = person;
  const text = (name, autocomplete) => el("input", { name, value: mine[name], autocomplete, autocapitalize: "none", required: true, oninput: (event) => { mine[name] = event.target.value; mine.key = newKey(); } });
  const name = field(words.name, words.nameHint, text("name", "off")), phone = field(words.phone, words.phoneHint, text("phone", "off"));
  phone.querySelector("input").type = "tel";
  // Whoever only goes there has a number and no name to sign in by.
  const fit = () => {
    const never = neverSigns(mine.roles), yes = node.querySelector('[type="submit"]');
    name.hidden = never;
    phone.hidden = !mine.roles.includes("responder");
    yes.textContent = never ? words.inviteResponder : words.inviteYes;
  };
  const node = form(words.inviteTo(place.name), {
    fields: [field(words.displayName, "", text("display_name", "off")), name,
      el("fieldset", {}, el("legend", {}, words.rolesAsk), roleBoxes(mine.roles, (roles) => { mine.roles = roles; mine.key = newKey(); fit(); })), phone],
    yes: words.inviteYes, no: words.inviteNo, leave: () => { person = null; leave(); },
    act: async () => {
      const made = await askSurely("POST", "/v1/staff/people", { key: mine.key, body: { place: place.id, name: neverSigns(mine.roles) ? "" : mine.name, display_name: mine.display_name, roles: mine.roles, phone: mine.roles.includes("responder") ? mine.phone : "" } });
      person = null;
      done(made);
    },
  });
  fit();
  return node;
}

// The link stands in this page alone, and nowhere once it is left.
export function linkCard(name, link, leave) {
  const line = el("input", { class: "link", readonly: true, "aria-label": words.link, value: `${location.origin}/welcome/#${link.token}`, onfocus: () => line.select() });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line.value);
    } catch {
      line.select();
      document.execCommand("copy");  // a page of the home's own network has no clipboard
    }
    say(words.copied);
  };
  return el("div", { class: "card make told" }, el("h1", { tabindex: "-1" }, words.linkFor(name)), el("p", {}, words.linkMeans(until(link.until))), line,
    el("p", { class: "beside" }, words.linkOnce),
    el("div", { class: "keys" }, el("button", { type: "button", class: "action staff", onclick: copy }, words.copy), el("button", { type: "button", class: "quiet", onclick: leave }, words.linkDone)));
}

const kKinds = ["city", "district", "town", "institution"];

// done(place)
export function placeForm(above, { leave, done }) {
  const key = { now: newKey() };
  const kinds = kKinds.slice(kKinds.indexOf(above.kind) + 1);
  const name = el("input", { name: "name", autocomplete: "off", required: true, oninput: () => { key.now = newKey(); } });
  const kind = el("select", { name: "kind", onchange: () => { key.now = newKey(); } }, ...kinds.map((one) => el("option", { value: one }, words.kinds[one])));
  return form(words.makePlaceIn(above.name), {
    fields: [field(words.placeName, "", name), field(words.placeKind, "", kind)], yes: words.makePlaceYes, no: words.makePlaceNo, leave,
    act: async () => done(await askSurely("POST", "/v1/staff/places", { key: key.now, body: { parent: above.id, kind: kind.value, name: name.value } })),
  });
}

// now(): the place as it is, read again
export function nameForm(place, { leave, done, now }) {
  let seen = place.change;
  const name = el("input", { name: "name", value: place.name, autocomplete: "off", required: true });
  return form(words.renameOf(place.name), {
    fields: [field(words.placeName, words.was(place.name), name)], yes: words.save, no: words.keep, leave,
    act: async () => done(await ask("POST", path(place.id, "name"), { body: { name: name.value, seen } })),
    explain: async (error) => {
      const there = error.code === "changed_meanwhile" ? await now() : null;
      if (!there) return refusal(error);
      seen = there.change;
      return words.renameMeanwhile(there.name);
    },
  });
}

export const closeForm = (place, { leave, done }) => form(words.closePlaceAsk(place.name), {
  fields: [], lead: words.closePlaceMeans, yes: words.closePlaceYes(place.name), no: words.closePlaceNo, danger: true, leave,
  act: async () => { await ask("POST", path(place.id, "close")); done(); },
});

export const endForm = (one, { leave, done }) => form(words.endAsk(one.display_name), {
  fields: [], lead: words.endMeans, yes: words.endYes(one.display_name), no: words.endNo, danger: true, leave,
  act: async () => { await ask("POST", `/v1/staff/people/${encodeURIComponent(one.id)}/end`); done(); },
});

export const linkForm = (one, { leave, done }) => form(one.state === "ended" ? words.backIn : words.newLink, {
  fields: [], lead: neverSigns(one.roles) ? words.backAgainMeans : one.state === "ended" ? words.backInMeans : words.newLinkMeans, yes: one.state === "ended" ? words.backIn : words.newLink, no: words.inviteNo, leave,
  act: async () => done(await ask("POST", `/v1/staff/people/${encodeURIComponent(one.id)}/link`)),
});
