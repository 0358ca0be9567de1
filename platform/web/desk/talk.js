// SPDX-License-Identifier: Apache-2.0
// The talk with the home whose call this seat has: placed by itself, one at a time, kept over a reload, ended with the alarm.
import { Problem, ask, askSurely, backOff, newKey, pause } from "/shared/api.js";
import { Devices } from "/line/devices.js";
import { offeringFingerprint } from "/line/certificate.js";
import { Line } from "/line/line.js";
import { Offering } from "/line/offering.js";
import { Tabs } from "/line/tabs.js";
import { noted, overOf } from "/desk/talk_rules.js";

const kKept = "anju-desk-talk";  // {alarm, visit, muted} of this tab; visit "": it was on its way
const kReady = 2000;             // milliseconds: a TV that has just started has not said its certificate yet …
const kReadies = 8;              // … and is asked again so often
const kAt = "/v1/desk/talks";

const kept = () => { try { return JSON.parse(sessionStorage.getItem(kKept) ?? "null"); } catch { return null; } };
const keep = (what) => { try { if (what) sessionStorage.setItem(kKept, JSON.stringify(what)); else sessionStorage.removeItem(kKept); } catch { /* then a reload asks for F2 */ } };

export class Talk {
  alarm = "";      // Alarm::id that it is, or was, about
  stage = "";      // "", "placing", "waiting" (the TV has not answered), "talking", "over"
  why = "";        // of "over": the end, or what the platform would not do; "mine": hung up here; "elsewhere": another page of this browser has it
  visit = null;
  since = 0;       // of "waiting", by performance.now()
  word = "connecting";
  her = null;      // SideState of the TV
  remote = null;
  others = new Map();  // Member::id → visit of who was called in
  third = null;    // {id, name, stream} of who came in, once there is something to see or hear
  #line = null;
  #offering = null;
  #asked = "";     // the leg to the third that is being made
  #attempt = 0;
  #resumed = false;
  #opens = false;  // the browser has not given camera and microphone yet
  #tabs = new Tabs("anju-desk-talk", (alarm) => { if (this.on && this.visit && alarm === this.alarm) this.#over("elsewhere"); });

  // changed(), met(error), heard(stream): what comes from there
  constructor(tools) {
    Object.assign(this, tools);
    this.devices = new Devices(() => { this.#sends(); this.changed(); });
  }

  get on() { return ["placing", "waiting", "talking"].includes(this.stage); }
  about(line) { return this.on && this.alarm === line?.alarm.id; }

  async begin(alarm) {
    if (this.on && this.alarm === alarm) return;
    if (this.on) this.hangUp();
    const attempt = this.#fresh(alarm, "placing");
    this.#keep("");
    this.changed();
    // Both at once: the line is built while the camera opens.
    const opened = this.#open();
    const ticket = await this.#place(alarm, attempt);
    if (!ticket) return;
    this.#take(ticket, ticket.visit.stage === "answered");  // then it is on already: here before, or in another page
    await opened;
  }

  // Muted before stays muted: what was said to be closed opens by no reload.
  async #open() {
    const attempt = this.#attempt;
    this.#opens = true;
    try { await this.devices.open(); } finally { if (attempt === this.#attempt) this.#opens = false; }
    this.#sends();
    this.changed();
  }

  #keep(visit) { keep({ alarm: this.alarm, visit, muted: this.devices.muted }); }

  // Camera or microphone changed here.
  #sends() { for (const one of [this.#line, this.#offering]) one?.changed(); }

  // The ticket, or null where another attempt has taken over or it was refused.
  async #place(alarm, attempt) {
    const key = newKey();
    const address = `/v1/desk/alarms/${encodeURIComponent(alarm)}/talk`;
    const certificate = await offeringFingerprint().catch(() => "");  // then there is no leg to a third
    for (let tries = 0; ; ++tries) {
      try {
        const ticket = await askSurely("POST", address, { key, body: { camera: this.devices.wantsPicture, certificate }, tries: 4, timeout: 6000 });
        if (attempt === this.#attempt) return ticket;
        this.#end(ticket.visit.id, "cancelled");
        return null;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (attempt !== this.#attempt) return null;
        if (error.code !== "certificate_unknown" || tries >= kReadies) {
          this.met(error);
          this.#over(error.passing ? "no_answer" : error.code);
          return null;
        }
      }
      await pause(kReady);
      if (attempt !== this.#attempt) return null;
    }
  }

  #fresh(alarm, stage) {
    Object.assign(this, { alarm, stage, why: "", visit: null, word: "connecting", her: null, remote: null, since: performance.now() });
    this.others.clear();
    return ++this.#attempt;
  }

  #take(ticket, again) {
    this.visit = ticket.visit;
    if (ticket.visit.stage === "ended") { this.#over(overOf(ticket.visit)); return; }
    this.#keep(ticket.visit.id);
    this.#tabs.take(this.alarm);  // two would both answer what the TV offers
    this.stage = ticket.visit.stage === "answered" ? "talking" : "waiting";
    this.since = performance.now();
    this.#line = new Line(ticket, this.devices, {
      visit: (visit) => this.#told(visit),
      other: (visit) => this.#other(visit),
      remote: (stream) => { this.remote = stream; this.heard(stream); this.changed(); },
      her: (state) => { this.her = state; this.changed(); },
      word: (word) => { if (word !== this.word) { this.word = word; this.changed(); } },
      words: () => {},  // nobody here and there compares them; whose certificate it is was looked at all the same
      stranger: () => this.#fail("stranger"),
      refused: () => this.#fail("failed"),
    }, { again, at: kAt, left: false, keep: "anju-desk-round" });
    this.changed();
  }

  #told(visit) {
    this.visit = { ...this.visit, ...visit };
    if (visit.stage === "ended") { this.#over(overOf(this.visit)); return; }
    if (visit.stage === "answered") this.stage = "talking";
    this.changed();
  }

  // Another leg of the talk: of a relative with the TV, or of that relative with this desk, which offers there.
  #other(visit) {
    const { member, place } = visit.visitor;
    if (!member) return;
    if (!place) this.others.set(member, noted(this.others.get(member), visit));
    else if (visit.stage !== "ended") this.#offer(visit);
    else if (visit.id === this.#asked) this.#leaveThird();
    this.changed();
  }

  async #offer({ id, visitor }) {
    if (id === this.#asked) return;
    this.#leaveThird();
    this.#asked = id;
    const ticket = await this.#ticketOf(id);
    if (id !== this.#asked) return;
    if (!ticket) { this.#asked = ""; return; }
    const name = () => this.others.get(visitor.member)?.visitor.name ?? "";
    this.#offering = new Offering(ticket, this.devices, {
      visit: (visit) => { if (visit.stage === "ended") { this.#leaveThird(); this.changed(); } },
      remote: (stream) => { this.third = { id, name: name(), stream }; this.changed(); },
    }, kAt);
  }

  // As long as that leg is wanted here; null: it is not there any more.
  async #ticketOf(id) {
    for (let tries = 0; id === this.#asked; ++tries) {
      try {
        return await ask("GET", `${kAt}/${encodeURIComponent(id)}`, { timeout: 5000 });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        this.met(error);
        if (!error.passing) return null;
        await pause(backOff(Math.min(tries, 2), error));
      }
    }
    return null;
  }

  #leaveThird() {
    this.#offering?.close();
    this.#offering = this.third = null;
    this.#asked = "";
  }

  #fail(why) {
    this.#end(this.visit.id, "failed");
    this.#over(why);
  }

  #end(visit, end) {
    askSurely("POST", `${kAt}/${encodeURIComponent(visit)}/end`, { body: { end }, tries: 6 }).catch(() => {});
  }

  // Camera and microphone here are off at once, whatever the network does.
  #over(why) {
    ++this.#attempt;
    this.#opens = false;
    this.#line?.close();
    this.#line = null;
    this.#leaveThird();
    this.devices.close();
    keep({ alarm: this.alarm, visit: this.visit?.id ?? "", over: true });
    this.stage = "over";
    this.why = why;
    this.remote = null;
    this.heard(null);
    this.changed();
  }

  hangUp() {
    if (!this.on) return;
    if (this.visit) this.#end(this.visit.id, this.stage === "talking" ? "hung_up" : "cancelled");
    this.#over("mine");
  }

  async mute() {
    // A microphone that has not been given yet is not asked for twice: it comes muted.
    if (this.#opens && !this.devices.audio) this.devices.muted = !this.devices.muted;
    else await this.devices.switchSound();
    if (this.on) this.#keep(this.visit?.id ?? "");
    this.#sends();
    this.changed();
  }

  // What this seat has: a talk about anything else is over. The first time, after a reload, the one that was on goes on.
  settle(mine) {
    if (this.alarm && !mine.includes(this.alarm)) {
      if (this.on) this.#over("alarm");
      this.#fresh("", "");
      keep(null);
    }
    if (this.#resumed) return;
    this.#resumed = true;
    const before = kept();
    if (!before || !mine.includes(before.alarm)) { keep(null); return; }
    if (before.over) { this.#fresh(before.alarm, "over"); return; }
    this.devices.muted = Boolean(before.muted);
    if (before.visit) this.#resume(before);
    else this.begin(before.alarm);
  }

  async #resume({ alarm, visit }) {
    const attempt = this.#fresh(alarm, "placing");
    for (let tries = 0; attempt === this.#attempt; ++tries) {
      try {
        const ticket = await ask("GET", `${kAt}/${encodeURIComponent(visit)}`, { timeout: 5000 });
        if (attempt !== this.#attempt) return;
        this.#take(ticket, true);
        if (this.on) await this.#open();
        return;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (attempt !== this.#attempt) return;
        if (!error.passing) { this.#over("cut"); return; }
        await pause(backOff(Math.min(tries, 2), error));
      }
    }
  }

  // A relative's pages ring. Returns the Problem with which they did not, or null.
  async callIn(member) {
    try {
      await askSurely("POST", `/v1/desk/alarms/${encodeURIComponent(this.alarm)}/relatives`, { body: { member }, tries: 3, timeout: 6000 });
      return null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.met(error);
      return error;
    }
  }
}
