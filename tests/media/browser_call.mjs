// SPDX-License-Identifier: Apache-2.0
// node browser_call.mjs DRIVER [CODEC] [SECONDS] [CERTIFICATE]: the engine calls a page in Chromium, without a platform. Counts
// pictures on both sides, reads the burned-in time from a canvas. Fails when no pictures go, or something went before consent.
import { spawn } from "node:child_process";
import http from "node:http";
import readline from "node:readline";
import { chromium } from "../browser/support/modules.mjs";

const [driver, codec = "H264", seconds = "4", certificate = ""] = process.argv.slice(2);
const page_text = `<!doctype html><meta charset=utf-8><video id=v autoplay playsinline></video><script>
const pc = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
window.out = []; let stream;
pc.onicecandidate = (e) => tell(["candidate", 0, e.candidate ? e.candidate.sdpMLineIndex : 0, e.candidate ? e.candidate.candidate : ""]);
pc.ontrack = (e) => { if (e.track.kind == "video") { v.srcObject = e.streams[0] ?? new MediaStream([e.track]); v.muted = true; v.play(); } };
window.take = async (sdp) => {
  stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 1280, height: 720, frameRate: 30 } });
  await pc.setRemoteDescription({ type: "offer", sdp });
  for (const [candidate, mline] of early.splice(0)) add(candidate, mline);
  for (const track of stream.getTracks()) { track.enabled = false; pc.addTrack(track, stream); }
  const answer = await pc.createAnswer();
  await pc.setLocalDescription(answer);
  tell(["answer", 0, answer.sdp]);
};
pc.onconnectionstatechange = () => pc.connectionState === "connected" && tell(["ready", 0]);
window.go = () => { for (const track of stream.getTracks()) track.enabled = true; };
const early = [];
window.add = (candidate, mline) => !pc.remoteDescription ? early.push([candidate, mline]) : candidate && pc.addIceCandidate({ candidate, sdpMLineIndex: mline });
window.delays = []; window.shown = 0; window.firstAt = 0;
const canvas = new OffscreenCanvas(320, 180), context = canvas.getContext("2d", { willReadFrequently: true });
const look = () => {
  shown++;
  if (!firstAt) { firstAt = Date.now(); tell(["first", 0, String(firstAt)]); }
  context.drawImage(v, 0, 0, 320, 180);
  const row = context.getImageData(0, 5, 320, 1).data;
  let code = 0n;
  for (let i = 0; i < 32; i++) code = code << 1n | (row[(10 * i + 5) * 4] > 125 ? 1n : 0n);
  const ms = Number(code >> 8n), sum = Number(code & 255n);
  if ((((ms >> 16) ^ (ms >> 8) ^ ms ^ 0xA5) & 255) === sum) delays.push((Date.now() - ms) & 0xFFFFFF);
  v.requestVideoFrameCallback(look);
};
v.requestVideoFrameCallback(look);
window.stats = async () => { const all = {}; (await pc.getStats()).forEach((s) => { if (["inbound-rtp", "outbound-rtp"].includes(s.type)) all[s.type + s.kind] = { frames: s.framesDecoded ?? s.framesEncoded, width: s.frameWidth, freezes: s.freezeCount, bytes: s.bytesReceived ?? s.bytesSent, fps: s.framesPerSecond }; }); return all; };
</script>`;
const server = http.createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end(page_text)).listen(0, "127.0.0.1");
await new Promise((done) => server.once("listening", done));
const engine = spawn(driver, ["--codecs", codec === "VP8" ? "VP8" : "H264,VP8", ...(certificate ? ["--certificate", certificate] : [])], { stdio: ["pipe", "pipe", "inherit"] });
const order = (...words) => engine.stdin.write(words.map((w) => String(w).replaceAll("\r", "").replaceAll("\n", "\\n")).join("\t") + "\n");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", ignoreDefaultArgs: ["--headless"],
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"] });
const page = await browser.newPage();
page.on("pageerror", (error) => console.log("page:", error.message));
let first, ready;
const firstSeen = new Promise((done) => { first = done; });
const connected = new Promise((done) => { ready = done; });
await page.exposeFunction("tell", (words) => (words[0] === "first" ? first(Number(words[2])) : words[0] === "ready" ? ready() : order(...words)));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const waiting = new Map();
const news = (name) => new Promise((done) => waiting.set(name, done));
readline.createInterface({ input: engine.stdout }).on("line", (line) => {
  const one = JSON.parse(line);
  if (one.news === "offered") page.evaluate((sdp) => take(sdp), one.sdp);
  else if (one.news === "candidate") page.evaluate(([c, m]) => add(c, m), [one.candidate, one.mline]);
  else if (one.news !== "figures") console.log(line);
  one.at = Date.now();
  waiting.get(one.news)?.(one);
});
order("connect", 0);
await connected;
const before = await page.evaluate(() => stats());
console.log("before consent:", JSON.stringify(before));
const pictureCame = news("picture");
const agreed = Date.now();
order("open", 1, 1);
page.evaluate(() => go());
const [there, here] = await Promise.all([firstSeen, pictureCame]);
console.log(`answer to first picture: there ${there - agreed} ms, here ${here.at - agreed} ms`);
const figures = async () => { const got = news("figures"); order("figures"); return got; };
const a = await figures();
await new Promise((done) => setTimeout(done, Number(seconds) * 1000));
const b = await figures();
const delays = (await page.evaluate(() => delays.slice(30))).sort((x, y) => x - y);
console.log(`here ${((b.pictures - a.pictures) / (b.at - a.at) * 1000).toFixed(1)} fps ${b.width}x${b.height}, cpu ${((b.cpu - a.cpu) / (b.at - a.at) * 100000).toFixed(1)} %`);
console.log(`there picture to picture: ${delays.length} read, p50 ${delays[delays.length >> 1]} p95 ${delays[Math.floor(delays.length * 0.95)]} ms`, JSON.stringify(await page.evaluate(() => stats())));
const after = await page.evaluate(() => stats());
order("stop");
order("quit");
await browser.close();
server.close();
const wrong = [];
if (Object.keys(before).some((name) => name.startsWith("inbound") && before[name].bytes > 0)) wrong.push("something came before consent");
if (b.pictures - a.pictures < Number(seconds) * 3) wrong.push("too few pictures here");
if (!(after["inbound-rtpvideo"]?.frames > Number(seconds) * 3) || delays.length < 5) wrong.push("too few pictures there");
if (!(after["inbound-rtpaudio"]?.bytes > 1000)) wrong.push("no sound there");
console.log(wrong.length ? `not ok: ${wrong.join(", ")}` : "ok");
process.exitCode = wrong.length ? 1 : 0;
