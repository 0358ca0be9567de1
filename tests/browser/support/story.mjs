// SPDX-License-Identifier: Apache-2.0
// A whole home: a real platform and a real TV without a window, whose camera and microphone are drawn.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { approve } from "./box.mjs";
import { phonesOf } from "./phones.mjs";
import { readyFile, root, startPlatform, started, temporary } from "./platform.mjs";
import { check, until as soon } from "./suite.mjs";
import { tvSound } from "./voices.mjs";

// Five programs with their codecs on a machine that may be busy: waiting costs nothing where it is not.
const kPatience = 30000;
export const until = (find, what, milliseconds = kPatience) => soon(find, what, milliseconds);

// A bound in seconds says nothing there.
export const overloaded = () => os.loadavg()[0] > 2 * os.availableParallelism();

const kNoon = "2026-11-26T12:00:00+08:00";  // no quiet hours

export class Home {
  #scenes = 0;

  // platform: what startPlatform takes beside the time; origin: its address for everybody, another one than its own;
  // inside: the words before the TV's program; tv: more of its options.
  static async start(tools, options) {
    const home = await Home.begin(tools, options);
    const code = await home.until(({ text }) => text.find((line) => /^[B-Z]{8}$/.test(line)), "the TV shows its code");
    await approve(home.platform, code);
    await home.shows("home");
    return home;
  }

  // A platform and a TV that is new here.
  static async begin({ bin, atEnd }, { now = kNoon, camera = "test", microphone = "test", platform = {}, origin, inside = [], tv = [] } = {}) {
    const home = new Home();
    Object.assign(home, { bin, now, inside });
    home.platform = await startPlatform(bin, { now, ...platform });
    home.origin = origin ?? home.platform.url;
    home.options = ["--camera", camera, "--microphone", microphone, "--platform", home.origin, ...tv];
    atEnd(async () => { await home.platform.stop(); home.platform.forget(); });
    home.data = temporary();
    atEnd(() => fs.rmSync(home.data, { recursive: true, force: true }));
    home.script = path.join(home.data, "script");
    execFileSync("mkfifo", ["-m", "600", home.script]);
    await home.on();
    atEnd(() => home.tv.stop());
    return home;
  }

  async on() {
    const ready = path.join(this.data, "tv.json");
    fs.rmSync(ready, { force: true });
    const [program, ...words] = [...this.inside, path.join(this.bin, "anju-tv"), "--headless", "--mirror", "0", "--data", path.join(this.data, "tv"),
      "--ready", ready, "--web", path.join(root, "terminal/mirror/web"), "--language", "zh", "--now", this.now, "--script", this.script, ...this.options];
    this.tv = started(program, words);
    this.mirror = (await readyFile(ready, this.tv.child, this.tv.words)).mirror;
  }

  async kill() {
    this.tv.child.kill("SIGKILL");
    await until(() => this.tv.child.signalCode, "it is killed");
  }

  // Steps of the scripted remote. The pipe of a TV that has ended would be waited for without end; between two writers the
  // TV opens it anew.
  async say(...steps) {
    await until(() => {
      check(this.tv.child.exitCode === null && this.tv.child.signalCode === null, `the TV has ended: ${this.tv.words()}`);
      let pipe = null;
      try {
        pipe = fs.openSync(this.script, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
        return fs.writeSync(pipe, steps.map((step) => `${step}\n`).join(""));
      } catch (error) {
        if (error.code !== "ENXIO" && error.code !== "EPIPE") throw error;
      } finally {
        if (pipe !== null) fs.closeSync(pipe);
      }
    }, "the TV reads its remote");
  }

  // A key counts only once the person can have read what rings: pressed as a person would, until it has done something.
  async press(key, arrived, what) {
    await this.until(async (scene) => arrived(scene) || (await this.say(key), false), what);
  }

  async scene() {
    const file = path.join(this.data, `scene-${++this.#scenes}.json`);
    await this.say(`scene ${file}`);
    await until(() => fs.existsSync(file), `the TV tells its scene: ${this.tv.words()}`);
    const told = JSON.parse(fs.readFileSync(file, "utf8"));
    fs.rmSync(file);
    return told;
  }

  async shot(file) {
    fs.rmSync(file, { force: true });
    await this.say(`shot ${file}`);
    await until(() => fs.existsSync(file), "the TV is photographed");
  }

  // Looks at the scene until `find` finds something in it, and returns that.
  async until(find, what, milliseconds = kPatience) {
    let last = null;
    try {
      return await until(async () => find(last = await this.scene()), what, milliseconds);
    } catch (error) {
      error.message += `; the TV shows ${JSON.stringify({ ...last, items: last?.items.map(({ id, label }) => `${id} ${label}`) })}; it says: ${this.tv.words()}`;
      throw error;
    }
  }

  shows(screen, milliseconds) { return this.until((scene) => scene.screen === screen && scene, `the TV shows ${screen}`, milliseconds); }

  // Moves the focus by the arrow keys until it stands on the item, and presses OK. Returns the item as it was.
  async choose(find) {
    for (let press = 0; press < 12; ++press) {
      const scene = await this.scene();
      const wanted = scene.items.find(find);
      check(wanted, `no such item: ${scene.items.map(({ id, label }) => `${id} ${label}`)}`);
      if (scene.focus === wanted.id) {
        await this.say("ok");
        return wanted;
      }
      const middle = ({ box: [x, y, width, height] }) => [x + width / 2, y + height / 2];
      const [fromX, fromY] = middle(scene.items.find(({ id }) => id === scene.focus));
      const [toX, toY] = middle(wanted);
      const key = Math.abs(toX - fromX) > Math.abs(toY - fromY) ? (toX > fromX ? "right" : "left") : toY > fromY ? "down" : "up";
      await this.say(key);
    }
    throw new Error("the focus does not get there");
  }

  answer() { return this.press("ok", ({ screen }) => screen === "call", "the elder answers"); }

  hangUp() { return this.press("back", ({ screen }) => screen === "visit_ended", "the elder hangs up"); }

  // Whatever a test left: at the end the TV stands at home.
  async rest() {
    await this.until(async ({ screen }) => {
      if (screen !== "home") await this.say("back");
      return screen === "home";
    }, "the TV is at home");
  }

  // The loudest sample that the TV's loudspeaker plays until one is louder than `enough`.
  loudest(enough, milliseconds = 5000) {
    let loud = 0;
    return tvSound(this.mirror, (samples) => (loud = samples.reduce((most, one) => Math.max(most, Math.abs(one)), loud)) > enough, milliseconds).then(() => loud);
  }

  token(name = "小芳") { return this.platform.demo.family.find((one) => one.name === name).token; }
  visit(name) { return `${this.origin}/visit/?lang=zh#${this.token(name)}`; }
  family(name) { return `${this.origin}/family/?lang=zh#${this.token(name)}`; }
}

// What a TV needs to be heard on a machine without a sound card: a loudspeaker that plays to nobody, and a voice.
export async function heard({ atEnd }) {
  const folder = temporary();
  atEnd(() => fs.rmSync(folder, { recursive: true, force: true }));
  const loudspeaker = path.join(folder, "pulse.sock"), voice = path.join(folder, "speechd.sock");
  const programs = [
    started("env", [`HOME=${folder}`, `XDG_RUNTIME_DIR=${folder}`, `PULSE_RUNTIME_PATH=${folder}`, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
      "--use-pid-file=no", "-L", "module-null-sink", "-L", `module-native-protocol-unix socket=${loudspeaker} auth-anonymous=1`]),
    started("env", [`PULSE_SERVER=unix:${loudspeaker}`, path.join(root, "packaging/speechd/start"), folder]),
  ];
  atEnd(() => { for (const { child } of programs) child.kill("SIGKILL"); });
  const answers = (socket) => new Promise((resolve) => {
    const asked = net.connect(socket, () => { asked.destroy(); resolve(true); });
    asked.on("error", () => resolve(false));
  });
  for (const socket of [loudspeaker, voice]) await until(() => answers(socket), `${socket} answers: ${programs.map(({ words }) => words())}`);
  return { inside: ["env", `PULSE_SERVER=unix:${loudspeaker}`], tv: ["--speechd", voice] };
}

export const phonesFor = (tools) => phonesOf(tools, kPatience);

// One home for all tests that leave it as they found it; a TV that has ended is a new home.
let shared = null;
export async function homeOf(tools) {
  if (!shared || shared.home.tv.child.exitCode !== null) {
    const ends = [];
    shared = { home: await Home.start({ ...tools, atEnd: (end) => ends.push(end) }), ends };
    tools.atAllEnd(async () => { for (const end of ends.reverse()) await end(); });
  }
  const { home } = shared;
  tools.atEnd(() => home.rest());
  return { home, pages: phonesFor(tools), shots: tools.shots };
}

// Runs in the page before its own code: its connections are looked at.
export function watchPeers() {
  const Real = window.RTCPeerConnection;
  window.peers = [];
  window.RTCPeerConnection = class extends Real {
    constructor(...given) {
      super(...given);
      window.peers.push(this);
    }
  };
}

// What has come and gone over all connections of the page.
export const figures = (page) => page.evaluate(async () => {
  const found = { connected: false, packets: { video: 0, audio: 0 }, frames: 0, energy: 0, sent: 0, codec: "" };
  for (const peer of window.peers) {
    found.connected ||= peer.connectionState === "connected";
    const report = await peer.getStats();
    for (const one of report.values()) {
      if (one.type === "outbound-rtp") found.sent += one.packetsSent;
      if (one.type !== "inbound-rtp") continue;
      found.packets[one.kind] += one.packetsReceived;
      found.frames += one.framesDecoded ?? 0;
      found.energy += one.totalAudioEnergy ?? 0;
      if (one.kind === "video") found.codec = report.get(one.codecId)?.mimeType ?? "";
    }
  }
  return found;
});

export async function sees(page, frames) {
  await until(async () => (await figures(page)).frames >= frames, `${frames} pictures of the TV`);
  // Firefox counts no frames of a stream by itself.
  await until(() => page.evaluate(() => new Promise((resolve) => {
    document.getElementById("her").requestVideoFrameCallback(() => resolve(true));
    setTimeout(() => resolve(false), 1000);
  })), "they are shown");
}

export const hears = (page) => until(async () => { const { packets, energy } = await figures(page); return packets.audio > 20 && energy > 0.0001; }, "the TV's sound on the phone");

// A visit up to where both see each other.
export async function talk(home, page) {
  await page.getByRole("button", { name: /^去看妈/ }).click();
  await home.shows("ringing");
  await home.answer();
  await sees(page, 3);
  await home.until(({ screen, videos }) => screen === "call" && videos[0]?.pictures > 3, "the TV sees the phone");
}
