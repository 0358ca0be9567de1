// SPDX-License-Identifier: Apache-2.0
// In a talk about a call for help there is a third: the desk. Its leg comes on the stream of this visit, is answered by itself, for who
// answered the first has said yes to both, and goes with it.
import { Problem, askSurely } from "/shared/api.js";
import { byId } from "/shared/dom.js";
import { Line } from "/line/line.js";
import { words } from "/visit/words.js";

export class Third {
  #line = null;
  #id = "";

  constructor(devices) {
    this.devices = devices;
    byId("hear").addEventListener("click", () => this.#play());  // a browser that holds her back holds this back, too
  }

  changed() { this.#line?.changed(); }

  // A visit of the same talk that is not this page's own.
  async heard(visit) {
    if (!visit.visitor.place) return;
    if (visit.stage === "ended") { if (visit.id === this.#id) this.close(); return; }
    if (visit.id === this.#id) return;
    this.close();
    this.#id = visit.id;
    try {
      const ticket = await askSurely("POST", `/v1/visitor/visits/${encodeURIComponent(visit.id)}/answer`, { body: { camera: Boolean(this.devices.video), answer: "automatic" }, tries: 4 });
      if (this.#id === visit.id) this.#take(ticket);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (this.#id === visit.id) this.#id = "";  // it is over; another comes with the next talk
    }
  }

  #take(ticket) {
    const { name, place } = ticket.visit.visitor;
    byId("third-name").textContent = words.desk(name);
    byId("third-name").title = place;
    this.#line = new Line(ticket, this.devices, {
      visit: (visit) => { if (visit.stage === "ended") this.close(); },
      remote: (stream) => this.#show(stream),
      her: () => {}, word: () => {}, words: () => {},
      stranger: () => this.#fail(ticket.visit.id),
      refused: () => this.#fail(ticket.visit.id),
    }, { keep: "anju-round-third" });
    byId("third").hidden = false;
    this.#line.changed();
  }

  #show(stream) {
    const video = byId("third-picture");
    if (video.srcObject !== stream) video.srcObject = stream;
    this.#play();
  }

  #play() {
    if (this.#line) byId("third-picture").play().catch(() => {});
  }

  #fail(id) {
    this.close();
    askSurely("POST", `/v1/visitor/visits/${encodeURIComponent(id)}/end`, { body: { end: "failed" }, tries: 3 }).catch(() => {});
  }

  close() {
    this.#line?.close();
    this.#line = null;
    this.#id = "";
    byId("third-picture").srcObject = null;
    byId("third").hidden = true;
  }
}
