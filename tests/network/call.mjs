// SPDX-License-Identifier: Apache-2.0
// A visit without a platform: the TV's engine in one place, a page in Chromium in another, both counted.
import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { chromium } from "../browser/support/modules.mjs";
import { root } from "../browser/support/platform.mjs";
import { until } from "../browser/support/suite.mjs";

const kPage = "http://localhost/call";  // never fetched: the driver answers it
const page_text = `<!doctype html><meta charset=utf-8><video id=v autoplay playsinline muted></video><script>
let pc, stream, sound; const early = [];
const tone = () => {
  const context = new AudioContext({ sampleRate: 48000 }), made = context.createOscillator(), out = context.createMediaStreamDestination();
  made.frequency.value = 440; made.connect(out); made.start();
  return out.stream.getAudioTracks()[0];
};
window.take = async (round, sdp, ice) => {
  if (!stream) {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 1280, height: 720, frameRate: 30 } });
    stream.getAudioTracks()[0].stop();
    sound = tone();
  }
  pc?.close();
  window.round = round;
  const mine = pc = new RTCPeerConnection({ bundlePolicy: "max-bundle", iceServers: ice });
  mine.onicecandidate = (e) => tell(["candidate", round, e.candidate ? e.candidate.sdpMLineIndex : 0, e.candidate ? e.candidate.candidate : ""]);
  mine.onconnectionstatechange = () => tell([mine.connectionState, round]);
  mine.ontrack = (e) => { if (e.track.kind === "video") { v.srcObject = new MediaStream([e.track]); v.play().catch(() => {}); } else hear(e.track); };
  await mine.setRemoteDescription({ type: "offer", sdp });
  for (const [r, candidate, mline] of early.splice(0)) if (r === round) add(r, candidate, mline);
  mine.addTrack(stream.getVideoTracks()[0], stream); mine.addTrack(sound, stream);
  const answer = await mine.createAnswer();
  await mine.setLocalDescription(answer);
  tell(["answer", round, answer.sdp]);
};
window.add = (r, candidate, mline) => !pc?.remoteDescription || window.round < r ? early.push([r, candidate, mline]) : candidate && r === window.round && pc.addIceCandidate({ candidate, sdpMLineIndex: mline });
// As the visit page: how long what comes should wait.
import("/line/quality.js").then(({ Watch, figures }) => {
  let watch = null, of = null;
  setInterval(async () => {
    if (pc?.connectionState !== "connected") return;
    if (of !== pc) { of = pc; watch = new Watch(performance.now()); }
    const { patience } = watch.look(figures(await pc.getStats()), performance.now(), null);
    for (const receiver of pc.getReceivers()) receiver.jitterBufferTarget = patience || null;
    window.patience = patience;
  }, 500);
});
window.times = []; window.heard = [];
const look = () => { times.push(performance.now()); v.requestVideoFrameCallback(look); };
v.requestVideoFrameCallback(look);
// Loudness of each 1024 samples of what came, as the loudspeaker gets it.
let context = null;
window.hear = (track) => {
  context ??= new AudioContext({ sampleRate: 48000 });
  const stream = new MediaStream([track]);
  const element = new Audio(); element.srcObject = stream; element.muted = true; element.play();
  const node = context.createScriptProcessor(1024, 1, 1);
  node.onaudioprocess = (e) => { const x = e.inputBuffer.getChannelData(0); let sum = 0; for (const one of x) sum += one * one; heard.push([performance.now(), Math.sqrt(sum / x.length)]); };
  context.createMediaStreamSource(stream).connect(node); node.connect(context.destination);
};
window.stats = async () => {
  const out = {};
  (await pc.getStats()).forEach((s) => {
    if (s.type === "inbound-rtp" || s.type === "outbound-rtp") out[s.type + s.kind] = { ...s };
    if (s.type === "transport") out.pair = s.selectedCandidatePairId;
    if (s.type === "candidate-pair" || s.type.endsWith("-candidate")) (out.ice ??= {})[s.id] = { ...s };
  });
  return out;
};
</script>`;

export class Call {
  // codec: "H264", "VP8", or "VP8 of both" for a browser that finds no H264 in an offer of both.
  // driver, browser: words that start each, wherever; ice: what both get. A relay's certificate is the test's own: not asked about.
  static async start({ driver, browser, ice = [], codec = "H264", atEnd }) {
    const call = new Call();
    Object.assign(call, { ice, codec, round: 0, states: [], waiting: new Map(), news: [] });
    call.browser = await chromium.launch({ executablePath: browser, ignoreDefaultArgs: ["--headless"],
      args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream=fps=30", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required", "--ignore-certificate-errors"] });
    atEnd(() => call.browser.close());
    call.page = await call.browser.newPage();
    await call.page.route(kPage, (route) => route.fulfill({ contentType: "text/html", body: page_text }));
    await call.page.route("http://localhost/line/*.js", (route) => route.fulfill({ contentType: "text/javascript", path: path.join(root, "platform/web", new URL(route.request().url()).pathname) }));
    call.page.on("pageerror", (error) => console.log("page:", error.message));
    await call.page.exposeFunction("tell", (words) => call.fromPage(words));
    await call.page.goto(kPage);
    const [program, ...words] = driver;
    call.engine = spawn(program, [...words, "--codecs", codec === "VP8" ? "VP8" : "H264,VP8", "--tap", "on"], { stdio: ["pipe", "pipe", process.env.ANJU_LOUD ? "inherit" : "ignore"] });
    const ended = new Promise((done) => call.engine.once("exit", done));
    atEnd(async () => { call.engine.stdin.end("quit\n"); const late = setTimeout(() => call.engine.kill("SIGKILL"), 5000); await ended; clearTimeout(late); });
    readline.createInterface({ input: call.engine.stdout }).on("line", (line) => line.startsWith("{") && call.fromEngine(JSON.parse(line)));
    return call;
  }

  order(...words) {
    if (!this.engine.stdin.writable) return;
    this.engine.stdin.write(`${words.map((word) => String(word).replaceAll("\r", "").replaceAll("\n", "\\n")).join("\t")}\n`);
  }

  // A new connection, as the TV makes one when it hears nothing.
  connect(round = this.round) {
    this.round = round;
    const [one] = this.ice;
    this.order("connect", round, ...(one ? [one.urls.join(" "), one.username, one.credential] : []));
  }

  fromPage([what, round, ...rest]) {
    if (what === "answer" || what === "candidate") this.order(what, round, ...rest);
    else if (round === this.round) this.states.push(what);
  }

  fromEngine(one) {
    one.at = performance.now();
    if (one.news === "offered" && one.round === this.round) this.page.evaluate(([r, sdp, ice]) => take(r, sdp, ice), [one.round, this.codec === "VP8 of both" ? one.sdp.replace(" H264/90000", " none/90000") : one.sdp, this.ice]).catch(() => {});
    else if (one.news === "candidate") this.page.evaluate(([r, c, m]) => add(r, c, m), [one.round, one.candidate, one.mline]).catch(() => {});
    else if (one.news !== "figures") this.news.push(one);
    // As the model does: silence is answered by a new round.
    if (one.news === "silent" && one.round === this.round) { this.silent?.(); this.connect(this.round + 1); }
    this.waiting.get(one.news)?.(one);
  }

  async connected(milliseconds = 20000) {
    this.connect();
    await until(() => this.states.includes("connected"), "the connection is up", milliseconds);
    this.order("open", 1, 1);
  }

  async figures(again = "") {
    const got = new Promise((done) => this.waiting.set("figures", done));
    this.order("figures", again);
    return got;
  }

  stats() { return this.page.evaluate(() => stats()); }

  // Both have had pictures and sound.
  async both(pictures = 20, milliseconds = 15000) {
    await until(async () => (await this.figures()).pictures >= pictures && await this.page.evaluate((n) => times.length >= n, pictures), "pictures on both sides", milliseconds);
  }
}
