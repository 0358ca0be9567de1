// SPDX-License-Identifier: Apache-2.0
// The TV and a phone in two namespaces with a bad network between them, and what the eye and the ear miss on each side.
import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { Call } from "./call.mjs";
import { Namespace } from "./lab.mjs";

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const kTv = "192.0.46.1";
export const kPhone = "192.0.46.2";

export class BadNetwork {
  // phone: the namespace at its other end, if there is one.
  static async make(bin, atEnd, phone = null) {
    const made = new BadNetwork();
    [made.tv, made.phone] = await Promise.all([Namespace.make(atEnd), phone ?? Namespace.make(atEnd)]);
    const program = spawn(path.join(bin, "network_line"), [made.tv.pid, made.phone.pid].map(String), { stdio: ["pipe", "pipe", "inherit"] });
    const ended = new Promise((done) => program.once("exit", done));
    atEnd(async () => { program.stdin.end(); await ended; });
    made.waiting = [];
    await new Promise((done, failed) => {
      program.once("exit", () => failed(new Error("the line ended")));
      readline.createInterface({ input: program.stdout }).on("line", (line) => { const one = JSON.parse(line); if (one.ready) done(); else made.waiting.shift()?.(one); });
    });
    made.program = program;
    for (const [side, mine, other] of [[made.tv, kTv, kPhone], [made.phone, kPhone, kTv]]) {
      side.run("ip", "address", "add", mine, "peer", other, "dev", "line");
      side.run("ip", "link", "set", "line", "up");
    }
    return made;
  }

  // The TV comes to another network: it has another address.
  moveTv() {
    const [old, next] = [kTv, "192.0.46.3"];
    this.phone.run("ip", "route", "add", next, "dev", "line");
    this.tv.run("ip", "address", "del", old, "peer", kPhone, "dev", "line");
    this.tv.run("ip", "address", "add", next, "peer", kPhone, "dev", "line");
  }

  // → what was counted until then
  set(trouble) {
    this.program.stdin.write(`${JSON.stringify(trouble)}\n`);
    return new Promise((done) => this.waiting.push(done));
  }
}

export class BadCall {
  static async start(tools, trouble = {}, codec = "H264") {
    const made = new BadCall();
    made.network = await BadNetwork.make(tools.bin, tools.atEnd);
    await made.network.set(trouble);
    made.call = await Call.start({ driver: [...made.network.tv.inside, process.env.ANJU_DRIVER ?? path.join(tools.bin, "media_driver")], browser: made.network.phone.wrapper("/usr/bin/chromium"), codec, atEnd: tools.atEnd });
    await made.call.connected();
    await made.call.both(30);
    return made;
  }

  // Both sides for so long: pictures a second, the longest stand-still, the longest silence, kbit/s.
  async watch(milliseconds, step = null) {
    const { call } = this;
    await call.page.evaluate(() => { times.length = 0; heard.length = 0; window.from = performance.now(); });
    const [a, before] = [await call.figures("again"), await call.stats()];
    if (step) await step();
    await pause(milliseconds);
    const [b, after, there] = [await call.figures(), await call.stats(), await call.page.evaluate(() => ({ times, heard, patience, from: window.from, to: performance.now() }))];
    const seconds = (b.at - a.at) / 1000;
    const stops = [there.from, ...there.times, there.to];
    let quiet = 0, since = null;
    const loud = there.heard.filter(([, level]) => level > 0.003);
    for (const [at, level] of there.heard) {
      since = level > 0.003 ? null : since ?? at;
      if (since !== null) quiet = Math.max(quiet, at - since + 1024 / 48);
    }
    const video = after["inbound-rtpvideo"], old = before["inbound-rtpvideo"], sound = after["inbound-rtpaudio"], oldSound = before["inbound-rtpaudio"];
    const same = video && old && video.ssrc === old.ssrc;
    return {
      tv: { fps: (b.pictures - a.pictures) / seconds, still: b.longest_still, quiet: b.longest_quiet, width: b.width, kbps: kbps(before["outbound-rtpvideo"], after["outbound-rtpvideo"], "bytesSent") },
      phone: { fps: there.times.length / (there.to - there.from) * 1000, still: Math.max(...stops.slice(1).map((at, i) => at - stops[i])), quiet, heard: loud.length, width: video?.frameWidth,
        kbps: kbps(old, video, "bytesReceived"), lost: same ? video.packetsLost - old.packetsLost : -1, nack: same ? video.nackCount - old.nackCount : -1, pli: same ? video.pliCount - old.pliCount : -1, again: same ? video.retransmittedPacketsReceived - old.retransmittedPacketsReceived : -1,
        patience: there.patience, concealed: sound && oldSound && sound.ssrc === oldSound.ssrc ? (sound.concealedSamples - oldSound.concealedSamples) / (sound.totalSamplesReceived - oldSound.totalSamplesReceived) : -1 },
    };
  }

  // Pictures of both sides with their times, from now on; call the result for when each moved again after `at`.
  async moving(since, milliseconds, count = 5) {
    const { call } = this;
    const end = performance.now() + milliseconds;
    let tv = null, phone = null, first = await call.figures();
    await call.page.evaluate(() => { times.length = 0; });
    while (performance.now() < end && (tv === null || phone === null)) {
      await pause(50);
      const one = await call.figures();
      if (tv === null && one.pictures >= first.pictures + count) tv = performance.now() - since;
      if (phone === null && await call.page.evaluate((n) => times.length >= n, count)) phone = performance.now() - since;
    }
    return { tv, phone };
  }
}

function kbps(before, after, what) {
  if (!before || !after || before.ssrc !== after.ssrc) return -1;
  return (after[what] - before[what]) * 8 / (after.timestamp - before.timestamp);
}

const whole = (value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value);
export const shown = (side) => Object.entries(side).map(([name, value]) => `${name} ${whole(value)}`).join(", ");
