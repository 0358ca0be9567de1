// SPDX-License-Identifier: Apache-2.0
// A link for a guest: made for a time, shown once, and taken back while it is still good. So is the way in of a guest who
// came by the six digits of the TV.
import { Problem, ask } from "/shared/api.js";
import { el } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { aheadWords, spokenTime } from "/shared/time.js";
import { LentList } from "/family/lent.js";
import { toldLink } from "/family/told.js";
import { words } from "/family/words.js";

const kBefore = 15 * 60000;  // a link is good from so long before its time, as on the platform

export class Guests {
  made = null;  // Invitation with its link, told once
  #shown = el("div", { class: "guest-made" });

  // home(): FamilyHome; now(): Date
  constructor(home, now) {
    this.home = home;
    this.now = now;
    this.list = new LentList({
      path: "/v1/family/invitations",
      listed: (answer) => answer.invitations ?? [],
      row: (link) => this.#row(link),
      title: words.guestsOpen,
      unread: words.guestsUnread,
      back: (link) => { if (link.id === this.made?.id) this.forget(); },
    });
  }

  forget() {
    this.made = null;
    this.#shown.replaceChildren();
  }

  #row({ by, guest, valid_from, valid_until, used_up, calling }) {
    const { zone } = this.home();
    const now = this.now();
    const spoken = (moment) => spokenTime(new Date(moment), zone, language);
    const code = by === "code";
    const name = code ? guest : aheadWords(new Date(Date.parse(valid_from) + kBefore), now, zone, language);
    let about = words.guestGood(spoken(valid_from), spoken(valid_until));
    if (Date.parse(valid_until) <= now) about = words.guestOver;
    else if (code) about = words.guestByCode(spoken(valid_until));
    else if (Date.parse(valid_from) <= now) about = words.guestRuns(spoken(valid_until));
    return {
      icon: calling ? "videocam" : code ? "tv" : "schedule", name, about,
      notes: [calling && words.guestCalling, used_up && !code && words.guestUsedUp].filter(Boolean),
      sure: (code ? words.guestSureName(name) : words.guestSure(name)) + (calling ? words.guestSureCalling : ""),
    };
  }

  // The value of a datetime-local field, in the phone's own time: the next whole hour.
  #nextHour() {
    const at = new Date(Math.ceil(this.now().getTime() / 3600000) * 3600000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  }

  #showLink() {
    const address = `${this.made.visit_page || `${location.origin}/visit/`}#${this.made.link}`;
    this.#shown.replaceChildren(...toldLink(words.guestMade, address));
  }

  // What stands in a part of the settings.
  nodes(elder) {
    const said = el("p", { class: "kept", role: "status" });
    const field = el("input", { id: "guest-at", type: "datetime-local", class: "select", value: this.#nextHour() });
    const make = async () => {
      said.textContent = "";
      try {
        this.made = await ask("POST", "/v1/family/invitations", { body: { at: new Date(field.value).toISOString(), name: "" } });
      } catch (error) {
        if (!(error instanceof Problem) && !(error instanceof RangeError)) throw error;
        said.textContent = { too_many_invitations: words.guestTooMany, visit_not_allowed: words.noVisitGuest(this.home().station) }[error.code] ?? words.notKept;
        return;
      }
      this.#showLink();
      await this.list.read();
    };
    return [el("p", { class: "more" }, words.guestHint(elder)), el("label", { for: "guest-at" }, words.guestWhen), field,
      el("p", { class: "keys" }, el("button", { type: "button", class: "quiet family", onclick: make }, words.guestMake)), said, this.#shown, this.list.node];
  }
}
