// SPDX-License-Identifier: Apache-2.0
// A TV without a TV: rings, offers each round, answers when it is told to. Its connections live in a page of the
// same browser, its pictures come from a canvas. `door` is the way to the platform, played or real.

// Runs in the page.
function tvPage([width, height, rate]) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  let drawn = 0;
  setInterval(() => {
    pen.fillStyle = `hsl(${(drawn * 7) % 360} 60% 45%)`;
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = "#fff";
    pen.fillRect((drawn * 9) % (width - width / 16), height / 4, width / 11, height / 2);
    ++drawn;
  }, 1000 / rate);
  const context = new AudioContext();
  const tone = context.createOscillator();
  const out = context.createMediaStreamDestination();
  tone.frequency.value = 330;
  tone.connect(out);
  tone.start();
  const video = canvas.captureStream(rate).getVideoTracks()[0];
  const audio = out.stream.getAudioTracks()[0];
  // Each leg of a talk has connections of its own; camera, microphone and certificate are one.
  const leg = (name, certificate) => {
    const rounds = new Map();
    // What a connection is at when it is closed never comes to an end, and the rounds after it would wait for it.
    const whileOpen = (round, work) => Promise.race([work, rounds.get(round)?.gone]);
    const tv = {
      open: false,
      certificate,
      whileOpen,
      async ready() {
        tv.certificate = await RTCPeerConnection.generateCertificate({ name: "ECDSA", namedCurve: "P-256" });
        const [{ algorithm, value }] = tv.certificate.getFingerprints();
        return `${algorithm} ${value.toUpperCase()}`;
      },
      async offer(round, codecs) {
        const peer = new RTCPeerConnection({ certificates: [tv.certificate], bundlePolicy: "max-bundle" });
        let close = null;
        const gone = new Promise((resolve) => { close = resolve; });
        rounds.set(round, { peer, waiting: [], up: false, gone, close });
        const senders = {
          audio: peer.addTransceiver("audio", { direction: "sendrecv" }).sender,
          video: peer.addTransceiver("video", { direction: "sendrecv" }).sender,
        };
        if (codecs) {
          const all = RTCRtpSender.getCapabilities("video").codecs;
          const wanted = all.filter((one) => codecs.includes(one.mimeType.split("/")[1]));
          peer.getTransceivers()[1].setCodecPreferences([...wanted, ...all.filter((one) => one.mimeType.endsWith("rtx"))]);
        }
        Object.assign(rounds.get(round), { senders });
        peer.onicecandidate = ({ candidate }) => window.candidate(name, round, candidate?.candidate ?? "", candidate?.sdpMLineIndex ?? 0, candidate?.sdpMid ?? "");
        if (tv.open) await tv.gate(round);
        await peer.setLocalDescription(await peer.createOffer());
        return peer.localDescription.sdp;
      },
      async gate(round) {
        const { senders } = rounds.get(round);
        await senders.video.replaceTrack(video);
        await senders.audio.replaceTrack(audio);
      },
      async answered(round, sdp) {
        const one = rounds.get(round);
        await one.peer.setRemoteDescription({ type: "answer", sdp });
        one.up = true;
        for (const candidate of one.waiting.splice(0)) await one.peer.addIceCandidate(candidate).catch(() => {});
      },
      async candidate(round, text, mline, mid) {
        const one = rounds.get(round);
        if (!one || !text) return;
        const candidate = { candidate: text, sdpMLineIndex: mline, sdpMid: mid || undefined };
        if (one.up) await one.peer.addIceCandidate(candidate).catch(() => {});
        else one.waiting.push(candidate);
      },
      close(round) {
        rounds.get(round)?.peer.close();
        rounds.get(round)?.close();
        rounds.delete(round);
      },
      async stats(round) {
        const found = { video: 0, audio: 0, frames: 0, sent: 0, codec: "", state: "" };
        const one = rounds.get(round);
        if (!one) return found;
        found.state = one.peer.connectionState;
        const report = await one.peer.getStats();
        for (const each of report.values()) {
          if (each.type === "inbound-rtp") {
            found[each.kind] += each.packetsReceived;
            if (each.kind === "video") { found.frames += each.framesDecoded ?? 0; found.codec = report.get(each.codecId)?.mimeType ?? ""; }
          }
          if (each.type === "outbound-rtp") found.sent += each.packetsSent;
        }
        return found;
      },
    };
    return tv;
  };
  window.legs = new Map();
  window.legOf = (name) => {
    if (!window.legs.has(name)) window.legs.set(name, leg(name, window.legs.get("")?.certificate));
    return window.legs.get(name);
  };
}

export class FakeTv {
  name = "";
  round = -1;
  visit = null;
  states = [];     // SideStates that the phone told
  agains = 0;
  codecs = null;   // ["H264"], ["VP8"]; null: as the browser likes
  offers = true;   // false: never offers
  late = 0;        // milliseconds by which its candidates overtake its offer
  #order = Promise.resolve();
  #said = Promise.resolve();

  // door: {signal(visit, signal), answer(visit), end(visit, why), certificate(fingerprint)}
  static async start(browser, door, picture = [640, 360, 30]) {
    const tv = new FakeTv();
    tv.door = door;
    tv.context = await browser.newContext();
    tv.page = await tv.context.newPage();
    tv.legs = new Map([["", tv]]);
    await tv.page.exposeFunction("candidate", (name, round, text, mline, mid) => tv.legs.get(name).say({ round, kind: "candidate", text, mline, mid }));
    await tv.page.evaluate(tvPage, picture);
    tv.fingerprint = await tv.page.evaluate(() => window.legOf("").ready());
    await door.certificate(tv.fingerprint);
    return tv;
  }

  // Another leg of the same talk, of the same TV.
  leg(name) {
    const other = Object.assign(new FakeTv(), { door: this.door, page: this.page, context: this.context, name });
    this.legs.set(name, other);
    return other;
  }

  async stop({ failed } = {}) {
    if (failed) console.log(`    the TV: round ${this.round}, asked again ${this.agains} times, ${JSON.stringify(await this.stats().catch(String))}${this.trouble ? `, ${this.trouble.stack}` : ""}`);
    await this.context.close();
  }

  // One after another, as a TV does: a candidate that overtook its offer would be one of an unknown round.
  say(signal) {
    const visit = this.visit?.id;
    if (!visit) return null;
    this.#said = this.#said.then(() => this.door.signal(visit, signal)).catch((error) => { this.trouble = error; });
    return this.#said;
  }

  // In the page, with this leg: the text of a function, for it closes over nothing here.
  #at(work, ...given) {
    return this.page.evaluate(([name, text, values]) => (0, eval)(`(${text})`)(window.legOf(name), ...values), [this.name, work.toString(), given]);
  }

  #next(work) {
    this.#order = this.#order.then(work).catch((error) => { this.trouble = error; });
    return this.#order;
  }

  // What the platform tells a TV.
  heardVisit(visit) {
    if (visit.stage === "ringing" && this.visit?.id !== visit.id) {
      this.visit = visit;
      this.round = -1;
      if (this.offers) this.connect();
    }
    if (visit.id !== this.visit?.id) return;
    this.visit = visit;
    if (visit.stage === "answered") this.#next(() => this.#at((tv, round) => { tv.open = true; return round >= 0 && tv.whileOpen(round, tv.gate(round)); }, this.round));
    if (visit.stage === "ended") this.#next(() => this.#at((tv, round) => { tv.open = false; tv.close(round); }, this.round));
  }

  heardSignal(signal) {
    if (signal.visit !== this.visit?.id) return;
    if (signal.kind === "state") this.states.push(signal.state);
    if (signal.kind === "again") { ++this.agains; if (this.offers) this.connect(); }
    if (signal.round !== this.round) return;
    if (signal.kind === "answer") this.#next(() => this.#at((tv, round, sdp) => tv.whileOpen(round, tv.answered(round, sdp)), signal.round, signal.text));
    if (signal.kind === "candidate") this.#next(() => this.#at((tv, round, text, mline, mid) => tv.whileOpen(round, tv.candidate(round, text, mline, mid)), signal.round, signal.text, signal.mline, signal.mid));
  }

  connect() {
    return this.#next(async () => {
      const round = ++this.round;
      const sdp = await this.#at((tv, number, codecs) => { tv.close(number - 1); return tv.whileOpen(number, tv.offer(number, codecs)); }, round, this.codecs);
      if (!sdp) return;
      if (this.late) await new Promise((resolve) => setTimeout(resolve, this.late));
      await this.say({ round, kind: "offer", text: this.forged ? sdp.replace(/(a=fingerprint:\S+ )(\S\S)/g, (_, before, byte) => before + (byte === "00" ? "01" : "00")) : sdp });
    });
  }

  // The TV's program dies without a word.
  kill() { return this.#at((tv, round) => tv.close(round), this.round); }

  pressOk() { return this.door.answer(this.visit.id); }
  decline() { return this.door.end(this.visit.id, "declined"); }
  hangUp() { return this.door.end(this.visit.id, "hung_up"); }
  stats() { return this.#at((tv, round) => tv.stats(round), this.round); }
}

export async function fakeTvOf(browser, fake) {
  const tv = await FakeTv.start(browser, {
    signal: (visit, signal) => fake.tvSignals(visit, signal),
    answer: (visit) => fake.tvAnswers(visit),
    end: (visit, why) => fake.tvEnds(visit, why),
    certificate: (fingerprint) => { fake.fingerprint = fingerprint; },
  });
  fake.tv = { visit: (visit) => tv.heardVisit(visit), signal: (signal) => tv.heardSignal(signal) };
  return tv;
}
