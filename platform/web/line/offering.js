// SPDX-License-Identifier: Apache-2.0
// The side of a leg without a TV that stands where the TV does: it offers one connection after another.
import { Stream } from "/shared/stream.js";
import { offeringCertificate } from "/line/certificate.js";
import { Watch, figures } from "/line/quality.js";
import { Round } from "/line/round.js";
import { Signals } from "/line/signals.js";

const kLook = 500;       // milliseconds between two looks at the figures
const kEvery = 3000;     // between two offers, whoever asks
const kConnects = 8000;  // an offer that leads nowhere

export class Offering {
  her = null;      // SideState of the other side
  #round = null;
  #current = null; // the one that is seen
  #number = -1;
  #at = -Infinity;
  #answered = false;
  #closed = false;
  #watch = null;

  // on: {visit(visit), remote(stream)}
  constructor(ticket, devices, on, at) {
    this.ticket = ticket;
    this.devices = devices;
    this.on = on;
    this.id = ticket.visit.id;
    this.#answered = ticket.visit.stage === "answered";
    const own = `${at}/${encodeURIComponent(this.id)}`;
    this.signals = new Signals(this.id, own);
    this.stream = new Stream(`${own}/events`, ticket.cursor ?? 0, { visit: (visit) => this.#visit(visit), signal: (signal) => this.#signal(signal) }, () => {});
    // After a reload the other side knows rounds of the page before; 0 is a new beginning to it.
    this.timer = setInterval(() => this.#look(), kLook);
    this.#connect();
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.timer);
    this.stream.close();
    this.signals.close();
    this.#round?.close();
    this.#current?.close();
  }

  async changed() {
    if (this.#answered) await Promise.all([this.#current, this.#round].map((round) => round?.send(this.devices.tracks)));
    this.signals.send(Math.max(0, this.#number), "state", { state: this.devices.state });
  }

  #visit(visit) {
    if (visit.id !== this.id) return;
    const before = this.#answered;
    this.#answered = visit.stage === "answered";
    if (this.#answered && !before) this.changed();
    this.on.visit(visit);
  }

  #signal(signal) {
    if (this.#closed || signal.visit !== this.id || signal.from !== "phone") return;
    if (signal.kind === "state" && signal.state) this.her = signal.state;
    if (signal.kind === "again") this.#connect();
    const round = [this.#round, this.#current].find((one) => one?.number === signal.round);
    if (!round) return;
    if (signal.kind === "answer" && !round.answered) {
      round.answered = true;
      round.take(signal.text).then(() => this.#answered && round.send(this.devices.tracks)).catch(() => round.close());
    }
    if (signal.kind === "candidate") round.candidate(signal.text, signal.mline ?? 0, signal.mid ?? "");
  }

  async #connect() {
    if (this.#closed || performance.now() - this.#at < kEvery) return;
    this.#at = performance.now();
    const certificate = await offeringCertificate();
    if (this.#closed) return;
    this.#round?.close();
    const round = new Round(++this.#number, this.ticket.ice ?? [], certificate, {
      candidate: (of, text, mline, mid) => this.signals.send(of.number, "candidate", { text, mline, mid }),
      moved: (of) => this.#moved(of),
      track: (of) => { if (of === this.#current) this.on.remote(of.stream); },
    });
    this.#round = round;
    this.signals.round = round.number;
    try {
      // Said before its candidates: they come as soon as it is made.
      const sdp = await round.offer();
      if (!this.#closed && round === this.#round) this.signals.send(round.number, "offer", { text: sdp });
    } catch { round.close(); }
  }

  #moved(round) {
    if (round.connected && round === this.#round) {
      this.#current?.close();
      this.#current = round;
      this.#round = null;
      this.#watch = new Watch(performance.now());
      this.on.remote(round.stream);
      this.changed();
    }
  }

  async #look() {
    if (this.#closed) return;
    if (this.#round && (this.#round.dead || performance.now() - this.#round.began > kConnects)) { this.#connect(); return; }
    const round = this.#current;
    if (!round || !this.#answered || this.#round) return;
    if (round.dead) { this.#connect(); return; }
    const found = figures(await round.peer.getStats());
    if (!this.#closed && round === this.#current && this.#watch?.look(found, performance.now(), this.her).silent) this.#connect();
  }
}
