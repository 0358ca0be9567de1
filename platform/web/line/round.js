// SPDX-License-Identifier: Apache-2.0
// One connection of a visit: answers the TV's offer; of a leg without a TV, offers. Nothing of this side is sent before `send` gives it tracks.
import { beginningWith } from "/line/sdp.js";

const kBits = { clear: 1_500_000, soft: 700_000, weak: 250_000 };
const kVoiceBits = 40_000;
const kFirstKbits = 1_200;

// One certificate for the whole visit: the four words of a new connection are those of the old one.
let certificate = null;
export const ownCertificate = () => (certificate ??= RTCPeerConnection.generateCertificate({ name: "ECDSA", namedCurve: "P-256" }));

export class Round {
  stream = new MediaStream();
  answered = false;       // our answer is out
  began = performance.now();
  #senders = {};          // kind → RTCRtpSender
  #waiting = [];          // candidates that came before the offer was taken
  #ready = false;
  #closed = false;

  // on: {candidate(line, mline, mid), moved(round), track(round)}
  constructor(number, ice, own, on) {
    this.number = number;
    this.peer = new RTCPeerConnection({
      bundlePolicy: "max-bundle",
      certificates: [own],
      iceServers: ice.map(({ urls, username, credential }) => (username ? { urls, username, credential } : { urls })),
    });
    this.peer.addEventListener("icecandidate", ({ candidate }) => {
      if (!this.#closed) on.candidate(this, candidate?.candidate ?? "", candidate?.sdpMLineIndex ?? 0, candidate?.sdpMid ?? "");
    });
    this.peer.addEventListener("connectionstatechange", () => { if (!this.#closed) on.moved(this); });
    this.peer.addEventListener("track", ({ track }) => {
      this.stream.addTrack(track);
      // A receiver's track begins muted: it opens with the first packet.
      track.addEventListener("unmute", () => { if (!this.#closed) on.track(this); });
    });
  }

  get connected() {
    return this.peer.connectionState === "connected";
  }
  get dead() {
    return this.#closed || ["failed", "closed"].includes(this.peer.connectionState);
  }

  // Returns the answer's text.
  async answer(offer) {
    await this.peer.setRemoteDescription({ type: "offer", sdp: beginningWith(kFirstKbits, offer) });
    for (const transceiver of this.peer.getTransceivers()) {
      const { kind } = transceiver.receiver.track;
      if (this.#senders[kind]) continue;
      transceiver.direction = "sendrecv";
      this.#senders[kind] = transceiver.sender;
    }
    this.#ready = true;
    for (const one of this.#waiting.splice(0)) this.#take(one);
    await this.peer.setLocalDescription(await this.peer.createAnswer());
    return this.peer.localDescription.sdp;
  }

  // The other way round: returns the offer's text; `take` gets the answer to it.
  async offer() {
    for (const kind of ["audio", "video"]) this.#senders[kind] = this.peer.addTransceiver(kind, { direction: "sendrecv" }).sender;
    await this.peer.setLocalDescription(await this.peer.createOffer());
    return this.peer.localDescription.sdp;
  }

  async take(answer) {
    await this.peer.setRemoteDescription({ type: "answer", sdp: beginningWith(kFirstKbits, answer) });
    this.#ready = true;
    for (const one of this.#waiting.splice(0)) this.#take(one);
  }

  candidate(line, mline, mid) {
    const one = line ? { candidate: line.replace(/^a=/, ""), sdpMLineIndex: mline, ...(mid ? { sdpMid: mid } : {}) } : null;
    if (this.#ready) this.#take(one);
    else this.#waiting.push(one);
  }

  #take(one) {
    // One that this browser cannot use is none: others will do, or the watchdog asks again.
    this.peer.addIceCandidate(one ?? undefined).catch(() => {});
  }

  // Gives the tracks that may be sent now; null: none of that kind.
  async send({ video, audio }) {
    await Promise.all([this.#senders.video?.replaceTrack(video), this.#senders.audio?.replaceTrack(audio)]).catch(() => {});
  }

  // How much the line bears, by what the other side says and hears.
  async limit(word) {
    await this.#encode(this.#senders.video, { maxBitrate: kBits[word] ?? kBits.clear }, "balanced");
    await this.#encode(this.#senders.audio, { maxBitrate: kVoiceBits });
  }

  // Milliseconds that what comes waits before it is shown and heard; 0: as the browser likes.
  wait(milliseconds) {
    for (const receiver of this.peer.getReceivers()) {
      if ("jitterBufferTarget" in receiver) receiver.jitterBufferTarget = milliseconds || null;
    }
  }

  async #encode(sender, wanted, preference) {
    try {
      const parameters = sender?.getParameters();
      if (!parameters?.encodings?.length) return;
      Object.assign(parameters.encodings[0], wanted);
      if (preference) parameters.degradationPreference = preference;
      await sender.setParameters(parameters);
    } catch { /* the browser's own measure has to do */ }
  }

  close() {
    this.#closed = true;
    this.peer.close();
  }
}
