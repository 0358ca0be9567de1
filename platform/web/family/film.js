// SPDX-License-Identifier: Apache-2.0
// A short film for the elder: recorded here, looked at, then kept for sending. Nothing is recorded without a tap.
import { stayAwake } from "/shared/awake.js";
import { byId } from "/shared/dom.js";
import { Devices } from "/line/devices.js";
import { filmClock } from "/family/player.js";
import { words } from "/family/words.js";

const kLongest = 60;  // seconds
const kMostBytes = 40 * 1024 * 1024;
// What TVs and phones both play, best first.
const kTypes = ["video/mp4;codecs=avc1.42E01F,mp4a.40.2", "video/mp4", "video/webm;codecs=vp8,opus", "video/webm"];

let devices = null;
let recorder = null;
let parts = [];
let began = 0;
let timer = 0;
let film = null;  // {blob, seconds}
let keeping = false;  // it is being kept for sending
let address = "";

function say(text) { byId("film-said").textContent = text; }

// stage: opening, ready, recording, review, trouble
function show(stage) {
  const live = byId("film-live");
  live.hidden = stage === "review" || stage === "trouble";
  byId("film-review").hidden = stage !== "review";
  byId("film-start").hidden = stage !== "ready";
  byId("film-stop").hidden = byId("film-chip").hidden = stage !== "recording";
  byId("film-again").hidden = stage !== "review" && stage !== "trouble";
  byId("film-pick").hidden = stage !== "trouble";
  byId("film-send").hidden = stage !== "review";
}

function forget() {
  clearInterval(timer);
  if (address) URL.revokeObjectURL(address);
  byId("film-review").removeAttribute("src");
  address = "";
  film = null;
}

async function prepare() {
  forget();
  show("opening");
  say(words.filmOpening);
  if (!Devices.possible() || !("MediaRecorder" in window)) { show("trouble"); say(words.filmTrouble.none); return; }
  devices ??= new Devices(() => { if (!devices.video && !devices.audio && recorder?.state !== "recording") prepare(); });
  await devices.open();
  if (!byId("film").open) { devices.close(); return; }
  if (!devices.video && !devices.audio) { show("trouble"); say(words.filmTrouble[devices.trouble.microphone || "none"]); return; }
  byId("film-live").srcObject = devices.video ? new MediaStream([devices.video]) : null;
  show("ready");
  say(devices.video ? words.filmReady : words.filmSound);
}

function start() {
  const stream = new MediaStream([devices.video, devices.audio].filter(Boolean));
  const mimeType = kTypes.find((type) => MediaRecorder.isTypeSupported(type));
  recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: 1_500_000, audioBitsPerSecond: 64_000 });
  parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => { if (data.size) parts.push(data); });
  recorder.addEventListener("stop", recorded);
  recorder.start(1000);
  began = performance.now();
  stayAwake(true);
  show("recording");
  say("");
  const tick = () => {
    const seconds = (performance.now() - began) / 1000;
    byId("film-chip").textContent = words.filmRecording(`${filmClock(Math.floor(seconds))} / ${filmClock(kLongest)}`);
    if (seconds >= kLongest - 0.3) stop();
  };
  tick();
  timer = setInterval(tick, 250);
}

function stop() {
  clearInterval(timer);
  if (recorder?.state === "recording") recorder.stop();
}

function recorded() {
  stayAwake(false);
  if (!byId("film").open) return;
  review(new Blob(parts, { type: recorder.mimeType.split(";")[0] }), (performance.now() - began) / 1000);
  devices.close();
  byId("film-live").srcObject = null;
}

function review(blob, seconds) {
  film = { blob, seconds };
  address = URL.createObjectURL(blob);
  byId("film-review").src = address;
  show("review");
  say(words.filmReview(filmClock(seconds)));
  byId("film-send").focus();
}

// One from the phone's own camera, where this page may not use it.
async function picked(file) {
  if (!file) return;
  const look = document.createElement("video");
  const own = URL.createObjectURL(file);
  look.preload = "metadata";
  look.src = own;
  const seconds = await new Promise((resolve) => {
    look.addEventListener("loadedmetadata", () => resolve(look.duration), { once: true });
    look.addEventListener("error", () => resolve(NaN), { once: true });
  });
  URL.revokeObjectURL(own);
  if (Number.isNaN(seconds)) say(words.filmBroken);
  else if (seconds > kLongest + 1 || file.size > kMostBytes) say(words.filmBig);
  else review(file, seconds);
}

export function openRecorder(her) {
  byId("film-title").textContent = words.filmTitle(her);
  byId("film-send-words").textContent = words.filmSend(her);
  byId("film").showModal();
  prepare();
}

// Nothing may be sent any more. True: something was recorded, or being recorded, and is gone with it.
export function closeRecorder() {
  if (!byId("film").open) return false;
  const lost = !keeping && Boolean(film || recorder?.state === "recording");
  byId("film").close();
  return lost;
}

// send(film) keeps it for sending and rejects when it cannot.
export function readyRecorder(send) {
  byId("film-start").addEventListener("click", start);
  byId("film-stop").addEventListener("click", stop);
  byId("film-again").addEventListener("click", prepare);
  byId("film-pick").addEventListener("click", () => byId("film-file").click());
  byId("film-file").addEventListener("change", () => { picked(byId("film-file").files[0]); byId("film-file").value = ""; });
  byId("film-close").addEventListener("click", () => byId("film").close());
  byId("film-send").addEventListener("click", async () => {
    keeping = true;
    try {
      await send(film);
      byId("film").close();
    } catch {
      say(words.storageFull);
    } finally {
      keeping = false;
    }
  });
  byId("film").addEventListener("close", () => {
    if (recorder?.state === "recording") recorder.stop();
    devices?.close();
    byId("film-live").srcObject = null;
    forget();
    stayAwake(false);
  });
}
