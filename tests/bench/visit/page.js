// SPDX-License-Identifier: Apache-2.0
// The browser's side of a measured call: the visit page's own Round, the fake camera or a picture with the time in it.
import { Round, ownCertificate } from "/line/round.js";
import { timedSource, clicksIn } from "./timed.js";

const her = document.getElementById("her");
const canvas = new OffscreenCanvas(320, 180);
const context = canvas.getContext("2d", { willReadFrequently: true });
const now = () => performance.timeOrigin + performance.now();
let round, tracks, ages = [], early = [], first = true, clicks = null;

function readTime() {
  context.drawImage(her, 0, 0, 320, 180);
  const row = context.getImageData(0, 5, 320, 1).data;
  let code = 0n;
  for (let i = 0; i < 32; i++) code = (code << 1n) | (row[(10 * i + 5) * 4] > 125 ? 1n : 0n);
  const ms = Number(code >> 8n);
  return (((ms >> 16) ^ (ms >> 8) ^ ms ^ 0xa5) & 255) === Number(code & 255n) ? ms : null;
}

function look() {
  if (first) {
    first = false;
    tell("first", now());
  }
  if (side.reads) {
    const ms = readTime();
    if (ms !== null) ages.push((Math.floor(now()) - ms) & 0xffffff);
  }
  her.requestVideoFrameCallback(look);
}
her.requestVideoFrameCallback(look);

const camera = () => navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 1280, height: 720, frameRate: 30 } });
let opened;

// What a browser saves by sending less is no saving here: all of 720p is what is compared.
async function keepWhole(peer) {
  for (const sender of peer.getSenders()) {
    if (sender.track?.kind !== "video") continue;
    const parameters = sender.getParameters();
    parameters.degradationPreference = "maintain-resolution";
    await sender.setParameters(parameters);
  }
}

async function figures(peer) {
  const found = {};
  for (const one of (await peer.getStats()).values()) {
    if (one.type !== "inbound-rtp" && one.type !== "outbound-rtp") continue;
    found[`${one.type.slice(0, -4)}_${one.kind}`] = { held: one.jitterBufferDelay ?? 0, heldCount: one.jitterBufferEmittedCount ?? 0, alone: one.jitterBufferMinimumDelay ?? 0, wanted: one.jitterBufferTargetDelay ?? 0, frames: one.framesDecoded ?? one.framesEncoded ?? 0, height: one.frameHeight ?? 0, bytes: one.bytesReceived ?? one.bytesSent ?? 0, freezes: one.freezeCount ?? 0 };
  }
  return found;
}

window.sidePeer = () => round.peer;
window.side = {
  reads: false,
  // what: "camera", "timed" (with the time and clicks in it)
  async begin(what) {
    opened ??= what === "timed" ? await timedSource() : await camera();
    tracks = { video: opened.getVideoTracks()[0], audio: opened.getAudioTracks()[0] };
    this.reads = what === "timed";
    round?.close();
    round = null;
    early = [];
  },
  async take(sdp) {
    round = new Round(0, [], await ownCertificate(), {
      candidate: (_, text, line) => tell("candidate", line, text),
      moved: (one) => one.connected && tell("ready"),
      track: () => {},
    });
    her.srcObject = round.stream;
    her.muted = true;
    for (const [text, line] of early.splice(0)) round.candidate(text, line, "");
    tell("answer", await round.answer(sdp));
  },
  candidate: (text, line) => (round ? round.candidate(text, line, "") : early.push([text, line])),
  async send() {
    first = true;
    await round.send(tracks);
    await round.limit("clear");
    if (!this.reads) await keepWhole(round.peer);
    if (this.reads) clicks ??= await clicksIn(round.stream);
  },
  stats: () => figures(round.peer),
  times() {
    const found = { ages, clicks: clicks?.splice(0) ?? [] };
    ages = [];
    return found;
  },
  end() {
    round?.close();
    round = null;
    her.srcObject = null;
  },
};

// Two ends in this page.
window.pair = {
  async begin(codec) {
    const stream = await camera();
    const [a, b] = (this.ends = [new RTCPeerConnection(), new RTCPeerConnection()]);
    a.onicecandidate = ({ candidate }) => b.addIceCandidate(candidate ?? undefined);
    b.onicecandidate = ({ candidate }) => a.addIceCandidate(candidate ?? undefined);
    for (const [end, video] of [[a, her], [b, document.getElementById("other")]]) {
      end.ontrack = ({ streams }) => { video.srcObject = streams[0]; video.muted = true; };
      for (const track of stream.getTracks()) end.addTrack(track, stream);
      const all = RTCRtpReceiver.getCapabilities("video").codecs;
      for (const one of end.getTransceivers())
        if (one.sender.track.kind === "video") one.setCodecPreferences([...all.filter((c) => c.mimeType === `video/${codec}`), ...all.filter((c) => c.mimeType === "video/rtx")]);
    }
    await a.setLocalDescription(await a.createOffer());
    await b.setRemoteDescription(a.localDescription);
    await b.setLocalDescription(await b.createAnswer());
    await a.setRemoteDescription(b.localDescription);
    for (const end of this.ends)
      for (const sender of end.getSenders()) {
        const parameters = sender.getParameters();
        Object.assign(parameters.encodings[0], sender.track.kind === "video" ? { maxBitrate: 1_500_000 } : { maxBitrate: 40_000 });
        await sender.setParameters(parameters);
      }
    for (const end of this.ends) await keepWhole(end);
  },
  stats() { return Promise.all(this.ends.map(figures)); },
  end() { for (const end of this.ends) end.close(); },
};
