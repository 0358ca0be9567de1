// SPDX-License-Identifier: Apache-2.0
// The eight letters on the TV: typed, pasted or from the QR code; found, not found, expired, too many tries.
import { Problem, ask } from "/shared/api.js";
import { byId, icon } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { durationWords } from "/shared/time.js";
import { sentence } from "/staff/session.js";
import { words } from "/staff/words.js";

const kLetters = 8;
const kNotInCodes = /[^BCDFGHJKLMNPQRSTVWXZ]/g;  // RFC 8628: no vowels, no words by accident, nothing that looks like a digit

export const withDash = (code) => `${code.slice(0, 4)}-${code.slice(4)}`;

export class Code {
  found = null;  // PairingFound
  #asked = 0;
  #clock = 0;

  // changed(): found came or went; signedOut()
  constructor(changed, signedOut) {
    this.changed = changed;
    this.signedOut = signedOut;
    const input = byId("code");
    input.addEventListener("input", () => this.#typed());
    for (const name of ["focus", "keyup", "click"]) input.addEventListener(name, () => input.setSelectionRange(input.value.length, input.value.length));
    this.#say("", words.codeHint);
  }

  get value() {
    return byId("code").value;
  }

  set(text) {
    byId("code").value = text;
    this.#typed();
  }

  // The platform no longer knows it, or its time is over.
  lost(sentenceOfIt) {
    this.#forget();
    this.#say("bad", sentenceOfIt, "error");
    byId("code").select();
  }

  #typed() {
    const input = byId("code");
    const raw = input.value.toUpperCase().replace(/[\s\-–—]/g, "");
    const code = raw.replace(kNotInCodes, "").slice(0, kLetters);
    const wrong = raw.replace(kNotInCodes, "").length !== raw.length;
    input.value = code;
    Array.from(byId("boxes").querySelectorAll("b")).forEach((box, index) => {
      box.textContent = code[index] ?? "";
      box.classList.toggle("here", index === Math.min(code.length, kLetters - 1));
    });
    if (this.found?.user_code.replace(/-/g, "") === code) return;
    this.#forget();
    if (wrong) this.#say("bad", words.codeLetters, "error");
    else if (code.length < kLetters) this.#say("", words.codeHint);
    else this.#look(code);
  }

  #forget() {
    ++this.#asked;
    clearInterval(this.#clock);
    if (this.found) { this.found = null; this.changed(); }
  }

  async #look(code) {
    const asked = ++this.#asked;
    this.#say("", words.looking, "schedule");
    try {
      const found = await ask("GET", `/v1/staff/pairings/${code}`);
      if (asked !== this.#asked) return;
      this.found = found;
      this.#countDown(found.expires_in, (left) => this.#say("good", words.found(left), "tv"), () => this.lost(words.expired));
      this.changed();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (asked !== this.#asked) return;
      if (error.signedOut) { this.signedOut(); return; }
      if (error.status === 429) this.#hold(error.retryAfter || 60);
      else if (error.code === "expired_token" || error.status === 410) this.lost(words.expired);
      else if (error.status === 404) this.lost(words.notFound);
      else this.lost(sentence(error));
    }
  }

  #hold(seconds) {
    byId("code").disabled = true;
    this.#countDown(seconds, (left) => this.#say("bad", words.wait(left), "schedule"), () => {
      byId("code").disabled = false;
      this.set("");
      byId("code").focus();
    });
  }

  #countDown(seconds, say, end) {
    clearInterval(this.#clock);
    const until = performance.now() + seconds * 1000;
    const step = () => {
      const left = Math.ceil((until - performance.now()) / 1000);
      if (left > 0) { say(durationWords(left, language)); return; }
      clearInterval(this.#clock);
      end();
    };
    step();
    this.#clock = setInterval(step, 1000);
  }

  #say(mood, text, iconName) {
    const said = byId("code-said");
    said.className = `said ${mood}`;
    said.replaceChildren(...(iconName ? [icon(iconName)] : []), text);
    // A reader hears the find once, not every second of it.
    said.setAttribute("aria-live", mood === "good" || byId("code").disabled ? "off" : "polite");
  }
}
