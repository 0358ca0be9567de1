// SPDX-License-Identifier: Apache-2.0
// The line of one visit: the platform's stream, one connection after another, and a watchdog that asks for the next.
import { Problem, ask, newKey } from "/shared/api.js";
import { fourWords } from "/shared/four_words.js";
import { Stream } from "/shared/stream.js";
import { Watch, figures } from "/line/quality.js";
import { Round, ownCertificate } from "/line/round.js";
import { namesOnly } from "/line/sdp.js";
import { Signals } from "/line/signals.js";

const kReplay = 400;         // milliseconds in which the stream has told what was before
const kCheck = 10000;        // between two questions whether a lost visit is still one
const kLook = 500;           // milliseconds between two looks at the figures
const kAgainEvery = 3000;    // between two wishes for a new connection
const kRings = 48000;        // it has rung to the end
const kOffers = 4000;        // after the answer, without any offer
const kConnects = 8000;      // an answer that leads nowhere
const kFresh = 1800000;      // half of what the relay's credentials live
const kMostEarly = 64;       // candidates

// It survives a reload: an older offer must not be taken for a new one.
function keptRound(name, visit) {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "null");
    return kept?.visit === visit ? kept : null;
  } catch { return null; }
}

function keepRound(name, visit, round, number) {
  try { localStorage.setItem(name, JSON.stringify({ visit, round, number })); } catch { /* then a reload asks with round 0 */ }
}

export class Line {
  current = null;   // Round that is shown
  her = null;       // SideState of the TV
  #next = null;     // Round that is being built
  #latest = -1;     // round that was offered last
  #number = 0;      // of that offer in the stream
  #stream = null;
  #signals = null;
  #watch = null;
  #timer = 0;
  #askedAt = -Infinity;
  #freshAt = performance.now();
  #checkedAt = performance.now();
  #answered = false;
  #answeredAt = 0;  // when this page learnt of it
  #closed = false;
  #asked = false;   // an offer is being looked at
  #early = [];      // candidates that came before their offer, or while it is being looked at: the TV does not wait from one to the next
  #word = "connecting";

  // on: {visit(visit), remote(stream), her(SideState), word(word), words([4]), stranger(), refused(); where there are more than two, other(visit)}
  // at: where visits are for this side, left: whether a page that goes says so there; keep: under which name its round outlives a reload
  constructor(ticket, devices, on, { again = false, at = "/v1/visitor/visits", left = true, keep = "anju-round" } = {}) {
    this.ticket = ticket;
    this.devices = devices;
    this.on = on;
    this.id = ticket.visit.id;
    this.at = `${at}/${encodeURIComponent(this.id)}`;
    this.keep = keep;
    this.#answered = ticket.visit.stage === "answered";
    this.#answeredAt = performance.now();
    this.#signals = new Signals(this.id, this.at);
    this.#stream = new Stream(`${this.at}/events`, again ? 0 : ticket.cursor ?? 0, {
      visit: (visit) => this.#visit(visit),
      signal: (signal, number) => this.#signal(signal, number),
    }, (state) => { if (state === "refused") this.check({ now: true }); });  // whose link was taken back in this moment is told nothing any more
    this.online = () => { this.#stream.reopen(); this.#tell(this.#word); this.again(); };
    this.offline = () => this.#tell("offline");
    this.visible = () => { if (document.visibilityState === "visible") this.#look(); };
    // Closed or reloaded: the platform waits a moment for it to come back.
    this.leaves = () => left && fetch(`${this.at}/left`, { method: "POST", keepalive: true }).catch(() => {});  // a beacon would have no Origin
    addEventListener("pagehide", this.leaves);
    addEventListener("online", this.online);
    addEventListener("offline", this.offline);
    document.addEventListener("visibilitychange", this.visible);
    this.#timer = setInterval(() => this.#look(), kLook);
    if (again) this.#comeBack();
  }

  // After a reload the stream is read from its beginning: an offer that was on its way to the old page counts, those
  // that it had seen do not.
  #comeBack() {
    const kept = keptRound(this.keep, this.id);
    this.#latest = kept?.round ?? -1;
    this.#number = kept?.number ?? 0;
    if (kept !== null) this.again();
    else setTimeout(() => this.again(), kReplay);
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    removeEventListener("pagehide", this.leaves);
    removeEventListener("online", this.online);
    removeEventListener("offline", this.offline);
    document.removeEventListener("visibilitychange", this.visible);
    this.#stream.close();
    this.#signals.close();
    this.#next?.close();
    this.current?.close();
  }

  // Camera or microphone changed here.
  async changed() {
    if (this.#answered) await Promise.all([this.current, this.#next].map((round) => round?.send(this.devices.tracks)));
    this.#tellState();
  }

  // A new connection, please. At most every few seconds, whoever asks.
  again() {
    if (this.#closed || performance.now() - this.#askedAt < kAgainEvery) return;
    this.#askedAt = performance.now();
    // Each wish is one of its own: the platform passes on only once what comes twice.
    const lost = this.#word === "lost";
    this.#signals.send(Math.max(0, this.#latest), "again", { text: newKey() }).then(() => {
      // The network was away, perhaps, and took the stream along, which would tell so after half a minute.
      if (lost && !this.#closed) this.#stream.reopen();
    });
  }

  // A stream that was away too long does not tell the end any more.
  async check({ now = false } = {}) {
    if (this.#closed || (!now && performance.now() - this.#checkedAt < kCheck)) return;
    this.#checkedAt = performance.now();
    try {
      const { visit } = await ask("GET", this.at, { timeout: 5000 });
      if (!this.#closed) this.#visit(visit);
    } catch (error) {
      if (this.#closed || !(error instanceof Problem) || error.passing) return;
      const end = error.signedOut ? "blocked" : this.#answered ? "lost" : "missed";
      this.on.visit({ ...this.ticket.visit, stage: "ended", end, ended_at: "" });
    }
  }

  #visit(visit) {
    if (visit.id !== this.id) { this.on.other?.(visit); return; }
    // Told again from the beginning: it does not ring once more.
    if (this.#answered && visit.stage === "ringing") return;
    const before = this.#answered;
    this.#answered = visit.stage === "answered";
    // From here on she may see and hear this phone.
    if (this.#answered && !before) {
      this.#answeredAt = performance.now();
      this.#watch = new Watch(performance.now());
      this.changed();
    }
    this.on.visit(visit);
  }

  // A TV that started anew begins with its round 0 again, so that it is the stream's number that tells a new offer.
  #isNew(signal, number) {
    return number > this.#number && (signal.round > this.#latest || signal.round === 0);
  }

  #signal(signal, number) {
    if (this.#closed || signal.visit !== this.id || signal.from === "phone") return;
    if (signal.kind === "state" && signal.state) { this.her = signal.state; this.on.her(signal.state); this.#look(); }
    if (signal.kind === "offer" && this.#isNew(signal, number)) this.#offer(signal, number);
    if (signal.kind === "candidate") {
      const round = this.#asked ? null : [this.#next, this.current].find((one) => one?.number === signal.round);
      if (round) round.candidate(signal.text, signal.mline ?? 0, signal.mid ?? "");
      else if (number > this.#number && this.#early.length < kMostEarly) this.#early.push(signal);
    }
  }

  async #offer(signal, number) {
    if (!namesOnly(signal.text, this.ticket.box_fingerprint)) { this.on.stranger(); return; }
    this.#latest = this.#signals.round = signal.round;
    this.#number = number;
    this.#asked = true;
    keepRound(this.keep, this.id, signal.round, number);
    this.#next?.close();
    this.#next = null;
    this.#early = this.#early.filter(({ round }) => round === signal.round);
    const own = await ownCertificate();
    if (this.#closed || number !== this.#number) return;
    this.#asked = false;
    const round = new Round(signal.round, this.ticket.ice ?? [], own, {
      candidate: (of, text, mline, mid) => this.#signals.send(of.number, "candidate", { text, mline, mid }),
      moved: (of) => this.#moved(of),
      track: (of) => { if (of === this.current) this.on.remote(of.stream); },
    });
    this.#next = round;
    for (const { text, mline, mid } of this.#early.splice(0)) round.candidate(text, mline ?? 0, mid ?? "");
    if (signal.round > 0) this.#refresh();
    try {
      const sdp = await round.answer(signal.text);
      if (this.#closed || round !== this.#next) return;
      this.#signals.send(round.number, "answer", { text: sdp });
      round.answered = true;
      if (this.#answered) await round.send(this.devices.tracks);
      await round.limit("clear");
      this.on.words(await fourWords(signal.text, sdp));
    } catch (error) {
      // A visit that has ended closes its connection, which fails here: that is no refusal, and another may be on.
      if (this.#closed || round !== this.#next) return;
      console.warn("the offer could not be answered", error);
      round.close();
      this.#next = null;
      this.on.refused();
    }
  }

  // Credentials for the relay live an hour: those of the next connection are asked for with each one, and every half hour.
  async #refresh() {
    this.#freshAt = performance.now();
    try { this.ticket = { ...this.ticket, ...(await ask("GET", this.at, { timeout: 4000 })), cursor: 0 }; } catch { /* those there are */ }
  }

  #moved(round) {
    if (round.connected && round === this.#next) {
      this.current?.close();
      this.current = round;
      this.#next = null;
      this.#watch = new Watch(performance.now());
      this.on.remote(round.stream);
      this.#tellState();
    } else if (round.dead) {
      this.again();
    }
  }

  #tellState() {
    this.#signals.send(Math.max(0, this.#latest), "state", { state: this.devices.state });
  }

  #tell(word) {
    if (!navigator.onLine) word = "offline";
    this.#word = word;
    this.on.word(word);
  }

  async #look() {
    if (this.#closed) return;
    if (performance.now() - this.#freshAt > kFresh) this.#refresh();
    if (["lost", "offline"].includes(this.#word) || (!this.#answered && performance.now() - this.#answeredAt > kRings)) this.check();
    const late = this.#next && performance.now() - this.#next.began > kConnects;
    const alone = this.#answered && !this.current && !this.#next && performance.now() - this.#answeredAt > kOffers;
    if (this.#next?.dead || late || alone) this.again();
    const round = this.current;
    if (!round || !this.#answered) { this.#tell("connecting"); return; }
    const found = figures(await round.peer.getStats());
    if (this.#closed || round !== this.current || !this.#watch) return;
    const { silent, word, patience } = this.#watch.look(found, performance.now(), this.her);
    if ((silent || round.dead) && !this.#next) this.again();
    round.wait(patience);
    const before = this.#word;
    this.#tell(word);
    if (word !== before && ["clear", "soft", "weak"].includes(word)) round.limit(word);
  }
}
