// SPDX-License-Identifier: Apache-2.0
// Voices that can be told apart, and who is heard where.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { launch, pagesOf } from "./pages.mjs";
import { temporary } from "./platform.mjs";
import { check } from "./suite.mjs";

const kRate = 48000;

// Syllables of one pitch: what goes on without a pause a browser takes for noise, and takes away.
function voice(hertz) {
  const samples = Buffer.alloc(2 * kRate * 2);
  for (let at = 0; at < 2 * kRate; ++at) {
    const phase = (at / kRate) % 0.4 / 0.25;
    const loud = phase < 1 ? Math.sin(Math.PI * phase) ** 0.5 : 0;
    samples.writeInt16LE(Math.round(9000 * loud * Math.sin((2 * Math.PI * hertz * at) / kRate)), 2 * at);
  }
  const head = Buffer.alloc(44);
  head.write("RIFF\0\0\0\0WAVEfmt ", 0, "latin1");
  head.writeUInt32LE(36 + samples.length, 4);
  for (const [at, value] of [[16, 16], [24, kRate], [28, 2 * kRate], [40, samples.length]]) head.writeUInt32LE(value, at);
  for (const [at, value] of [[20, 1], [22, 1], [32, 2], [34, 16]]) head.writeUInt16LE(value, at);
  head.write("data", 36, "latin1");
  return Buffer.concat([head, samples]);
}

// A browser of its own, whose microphone hears this voice: {open} as of pagesOf.
export async function speaking({ atEnd, shots }, hertz) {
  const file = path.join(temporary(), "voice.wav");
  fs.writeFileSync(file, voice(hertz));
  const browser = await launch([`--use-file-for-fake-audio-capture=${file}`]);
  atEnd(() => browser.close());
  return pagesOf(browser, atEnd, shots);
}

// What the loudspeaker of a TV plays (the page of its mirror, on a connection of its own), until enough(samples) or the time is over.
export function tvSound(mirror, enough, milliseconds) {
  const address = new URL(mirror);
  return new Promise((resolve, reject) => {
    const asked = http.get({
      host: address.hostname, port: address.port, path: `/sound${address.search}`,
      headers: { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": 13, "Sec-WebSocket-Key": randomBytes(16).toString("base64") },
    });
    let bytes = Buffer.alloc(0);
    asked.on("error", reject);
    asked.on("response", ({ statusCode }) => reject(new Error(`${statusCode} instead of sound`)));
    asked.on("upgrade", (answer, socket, head) => {
      const late = setTimeout(() => socket.destroy(), milliseconds);
      const hear = (more) => {
        bytes = Buffer.concat([bytes, more]);
        // Frames of a server: no mask, at most 64 KiB here.
        for (let length, from; bytes.length >= 4; bytes = bytes.subarray(from + length)) {
          const long = (bytes[1] & 127) === 126;
          length = long ? bytes.readUInt16BE(2) : bytes[1] & 127;
          from = long ? 4 : 2;
          if (bytes.length < from + length) return;
          const samples = [];
          for (let at = from; (bytes[0] & 15) === 2 && at + 1 < from + length; at += 2) samples.push(bytes.readInt16LE(at));
          if (enough(samples)) { socket.destroy(); return; }
        }
      };
      socket.on("data", hear);
      socket.on("error", () => {});
      socket.on("close", () => { clearTimeout(late); resolve(); });
      hear(head);
    });
  });
}

// How loud this pitch is in samples between -1 and 1.
function pitch(samples, rate, hertz) {
  let [real, imaginary] = [0, 0];
  for (const [at, sample] of samples.entries()) {
    const loud = sample * (1 - Math.cos((2 * Math.PI * at) / samples.length));
    real += loud * Math.cos((2 * Math.PI * hertz * at) / rate);
    imaginary += loud * Math.sin((2 * Math.PI * hertz * at) / rate);
  }
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}

// Runs in the page: what this element plays now; null: nobody could hear it.
function playing(selector) {
  const element = document.querySelector(selector);
  if (!element?.srcObject || element.muted || element.paused || !element.volume) return null;
  window.ears ??= new Map();
  let ear = window.ears.get(element);
  if (ear?.stream !== element.srcObject) {
    const context = (window.hearing ??= new AudioContext());
    context.resume();
    ear = { stream: element.srcObject, node: new AnalyserNode(context, { fftSize: 4096 }) };
    context.createMediaStreamSource(ear.stream).connect(ear.node);
    window.ears.set(element, ear);
  }
  const samples = new Float32Array(4096);
  ear.node.getFloatTimeDomainData(samples);
  return { samples: Array.from(samples), rate: ear.node.context.sampleRate };
}

// What it plays for a while, in pieces of which each holds a syllable or two.
async function* playedBy(page, selector, milliseconds) {
  for (const end = performance.now() + milliseconds; performance.now() < end; await new Promise((resolve) => setTimeout(resolve, 80))) {
    const now = await page.evaluate(playing, selector);
    if (now) yield now;
  }
}

async function* playedByTv(mirror, milliseconds) {
  const samples = [];
  await tvSound(mirror, (more) => { samples.push(...more); return false; }, milliseconds);
  for (let at = 0; at + 4096 <= samples.length; at += 4096) yield { samples: samples.slice(at, at + 4096).map((one) => one / 32768), rate: kRate };
}

const kAudible = 0.03, kPiece = 700, kPatience = 30000;

// Until each ear has heard all that are said to be heard there; what else it has heard by then is an echo. who: {name: hertz};
// ears: [{page, selector} | {mirror}, "name …"]
export async function allHeard(who, ears) {
  const heard = ears.map(() => ({}));
  const found = () => JSON.stringify(ears.map(([{ selector = "TV" }], index) => [selector, heard[index]]));
  const end = performance.now() + kPatience;
  const missing = () => ears.some(([, names], index) => names.split(" ").some((name) => !(heard[index][name] > kAudible)));
  while (missing()) {
    check(performance.now() < end, `not heard by all within ${kPatience} ms: ${found()}`);
    await Promise.all(ears.map(async ([{ page, selector, mirror }], index) => {
      for await (const piece of mirror ? playedByTv(mirror, kPiece) : playedBy(page, selector, kPiece)) {
        for (const [name, hertz] of Object.entries(who)) heard[index][name] = Math.max(heard[index][name] ?? 0, pitch(piece.samples, piece.rate, hertz));
      }
    }));
  }
  for (const [index, [, names]] of ears.entries()) {
    const least = Math.min(...names.split(" ").map((name) => heard[index][name]));
    for (const name of Object.keys(who)) check(names.includes(name) || heard[index][name] < least / 4, `an echo of ${name}: ${found()}`);
  }
}
