// SPDX-License-Identifier: Apache-2.0
// Going on duty tries the microphone, too, and lets the browser ask for it and the camera once: in a call nobody has time for that.
import { el, icon } from "/shared/dom.js";
import { Devices } from "/line/devices.js";
import { words } from "/desk/talk_words.js";

const kLook = 100;
const kLoud = 0.02;  // of the whole swing: a voice, not the room

export class Trial {
  #text = el("span", {}, words.trialAsks);
  #level = el("meter", { min: 0, max: 1, value: 0, "aria-label": words.trial, hidden: true });
  #devices = new Devices(() => {});
  #context = null;
  #timer = 0;
  #over = false;
  node = el("p", { class: "trial", role: "status" }, icon("mic"), this.#text, this.#level);

  async run() {
    if (!Devices.possible()) { this.#say(words.trialNone.none, true); return; }
    await this.#devices.open();
    if (this.#over) return;
    const { audio, video, trouble } = this.#devices;
    this.#devices.video?.stop();  // its light goes out: that it may be used is all that had to be known
    const camera = video ? "" : words.trialNoCamera;
    if (!audio) { this.#say([words.trialNone[trouble.microphone] ?? words.trialNone.none, camera].filter(Boolean).join(" "), true); return; }
    this.#say([words.trialSpeak, camera].filter(Boolean).join(" "));
    this.#listen(audio, camera);
  }

  #listen(track, camera) {
    try { this.#context = new AudioContext(); } catch { return; }
    const analyser = this.#context.createAnalyser();
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#level.hidden = false;
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const loud = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
      this.#level.value = Math.min(1, loud * 5);
      if (loud > kLoud) this.#say([words.trialHeard, camera].filter(Boolean).join(" "));
    }, kLook);
  }

  #say(text, red = false) {
    if (this.#text.textContent !== text) this.#text.textContent = text;
    this.node.classList.toggle("red", red);
  }

  end() {
    this.#over = true;
    clearInterval(this.#timer);
    this.#context?.close().catch(() => {});
    this.#devices.close();
  }
}
