// SPDX-License-Identifier: Apache-2.0
// The bar, the red bar over everything, the strip of who is not on duty, the tab: what somebody must see from afar.
import { byId, el, icon } from "/shared/dom.js";
import { signOut } from "/staff/session.js";
import { face } from "/desk/clock.js";
import { inLine } from "/desk/queue.js";
import { words } from "/desk/words.js";

const kNumber = "anju-desk-number";

// The number to dial is needed when nothing can be asked any more.
export function keepNumber(number) { try { if (number) localStorage.setItem(kNumber, number); } catch { /* 12349 then */ } }
const keptNumber = () => { try { return localStorage.getItem(kNumber) ?? "12349"; } catch { return "12349"; } };

const said = new Map();
// Draws a part anew when what it says is another.
export function put(node, text, make) {
  if (said.get(node) === text) return;
  said.set(node, text);
  const focused = node.contains(document.activeElement) && document.activeElement.closest("[data-key]")?.dataset.key;
  node.replaceChildren(...make().filter(Boolean));
  if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

const figure = (label, value, tone = "") => el("span", { class: "figure" }, `${label} `, el("b", { class: tone }, value));
const number = (value) => value.toLocaleString("en");
const heads = (self) => self.roles.some((role) => role === "manager" || role === "administrator");

export class Top {
  // press("signOn" | "signOff" | "boxes" | "talk")
  constructor(press) {
    this.press = press;
    this.clock = el("span", { class: "clock" });
    this.who = el("span", { class: "who" });
    this.figures = el("span", { class: "figures" });
    this.keys = el("span", { class: "top-keys" });
    this.talk = el("button", { type: "button", class: "talk-strip", hidden: true, "data-key": "talk strip", onclick: () => press("talk") }, icon("mic"), el("span", { role: "status" }));
    byId("top").replaceChildren(el("span", { class: "sos-plate", "aria-hidden": "true" }, icon("sos")), el("h1", {}, words.product), this.who, this.talk, this.keys, this.figures, this.clock);
  }

  draw({ state, self, duty, heard, link, talk, at }) {
    this.#talks(talk);
    const { seat, figures } = state;
    put(this.who, JSON.stringify([seat?.place, self.display_name]), () => [el("span", { class: "value" }, seat?.place ?? self.organisation), el("span", { class: "value" }, self.display_name)]);
    const seats = state.seats.filter((one) => one.on_duty && one.id !== seat?.id).length + (duty ? 1 : 0);
    // Nothing that may have changed meanwhile is said of now.
    const live = link.state === "live";
    put(this.figures, JSON.stringify([figures, seats, live]), () => (figures && live ? [
      el("span", { class: "figure" }, words.seats(seats)),
      figure(words.inTime, `${figures.in_15s}/${figures.today}`, figures.in_15s < figures.today ? "warm" : "good"),
      figure(words.boxesOn, number(figures.boxes_online)), el("button", { type: "button", class: "figure-key", "data-key": "boxes", onclick: () => this.press("boxes") }, figure(words.boxesOff, number(figures.boxes_offline), figures.boxes_offline ? "warm" : ""))] : []));
    put(this.keys, `${duty} ${link.state}`, () => [
      // Beside the desk: who is on duty does not leave it.
      heads(self) && link.state !== "ended" && el("a", { class: "quiet", href: `/desk/figures/${location.search}`, target: "_blank", rel: "noopener", "data-key": "figures" }, words.figures),
      duty && live && el("span", { class: "on-duty" }, icon("check"), words.onDuty),
      duty ? live && el("button", { type: "button", class: "quiet", "data-key": "duty", onclick: () => this.press("signOff") }, words.signOff)
        : link.state !== "ended" && el("a", { class: "quiet", href: "/homes/" }, words.elsewhere),
      !duty && el("button", { type: "button", class: "quiet", onclick: signOut }, words.signOut)]);
    const now = face(at);
    if (this.clock.textContent !== now) this.clock.textContent = now;
    this.#cut(state, link);
    this.#strip(duty, heard, link);
    this.#tab(state, link, duty);
  }

  // Camera and microphone are open to a home, whatever stands in the middle.
  #talks(text) {
    this.talk.hidden = !text;
    const node = this.talk.lastElementChild;
    if (node.textContent !== text) node.textContent = text;
  }

  #cut(state, link) {
    const dial = state.helpNumber || keptNumber();
    const node = byId("cut");
    const [title, lead] = link.state === "lost" ? [words.lost(face(link.since)), words.lostMeans(dial)]
      : link.state === "ended" ? [link.refused ? words.refused : words.ended, words.endedMeans(dial)]
        : link.state === "joining" ? [words.joining, ""] : ["", ""];
    node.hidden = !title;
    node.classList.toggle("calm", link.state === "joining");
    put(node, `${title}${lead}`, () => (title ? [icon(link.state === "joining" ? "refresh" : "wifi_off"), el("div", {}, el("strong", {}, title), lead && el("p", {}, lead)),
      lead && el("span", { class: "dial" }, dial), link.state === "ended" && el("button", { type: "button", class: "key plain", onclick: () => location.reload() }, words.again)] : []));
    document.body.classList.toggle("stale", link.state !== "live");
  }

  #strip(duty, heard, link) {
    const node = byId("duty");
    const kind = link.state !== "live" ? "" : !duty ? "off" : heard ? "" : "mute";
    node.hidden = !kind;
    put(node, kind, () => (kind === "off" ? [icon("volume_off"), el("div", {}, el("strong", {}, words.off), el("p", {}, words.offMeans)), el("button", { type: "button", class: "key good large", "data-key": "sign on", onclick: () => this.press("signOn") }, words.signOn)]
      : kind === "mute" ? [icon("volume_off"), el("div", {}, el("strong", {}, words.mute), el("p", {}, words.muteMeans))] : []));
  }

  #tab(state, link, duty) {
    const waiting = inLine(state);
    const cut = link.state === "lost" || link.state === "ended";
    const title = cut ? words.tabCut : waiting.length ? words.tabWaits(waiting.length, waiting[0].person) : words.product;
    if (document.title !== title) document.title = title;
    const picture = `/desk/icons/tab_${cut || !duty ? (waiting.length && !cut ? "alarm" : "off") : waiting.length ? "alarm" : "calm"}.svg`;
    if (byId("tab").getAttribute("href") !== picture) byId("tab").setAttribute("href", picture);
  }
}
