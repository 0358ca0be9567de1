// SPDX-License-Identifier: Apache-2.0
// Sends what was written, in order, once: every message and photo keeps its key until the platform has answered.
import { Problem, ask, backOff, newKey, pause, upload } from "/shared/api.js";
import * as store from "/family/store.js";

const kFates = {
  message_not_allowed: "notAllowed",
  photo_broken: "broken", clip_broken: "broken", clip_unsupported: "kind", clip_too_large: "big", clip_too_long: "big", photo_unsupported: "kind", photo_too_large: "big", photo_too_many_pixels: "big", body_too_large: "long", text_too_long: "long",
};

// Which sentence of words.failed fits.
export const fateOf = (problem) => kFates[problem.code] ?? "other";

// What is uploaded before the message itself.
export const partsOf = (item) => (item.clip ? [...item.photos, item.clip] : item.photos);

export class Outbox {
  items = [];
  #sending = null;  // {key, stop}
  #running = false;
  #nudge = null;

  // on: {changed(), sent(message), signedOut()}
  constructor(member, on) {
    this.member = member;
    this.on = on;
    this.channel = new BroadcastChannel("anju-outbox");
    this.channel.addEventListener("message", () => this.load());
    addEventListener("online", () => this.hurry());
  }

  async load() {
    const kept = (await store.all()).filter((item) => item.member === this.member);
    kept.sort((a, b) => a.at - b.at);
    const known = new Map(this.items.map((item) => [item.key, item]));
    this.items = kept.map((item) => known.get(item.key) ?? { ...item, state: item.failed ? "failed" : "queued", progress: 0 });
    this.on.changed();
    this.#run();
  }

  // Kept first, then sent: throws when the phone has no room.
  // film: {blob, seconds} or nothing.
  async add(text, blobs, film) {
    const photos = blobs.map((blob) => ({ key: newKey(), blob, id: "" }));
    const clip = film ? { key: newKey(), blob: film.blob, seconds: film.seconds, id: "" } : null;
    const item = { key: newKey(), member: this.member, at: Date.now(), text, photos, clip, failed: "" };
    await store.keep(item);
    this.items.push({ ...item, state: "queued", progress: 0 });
    this.on.changed();
    this.#tell();
    this.#run();
  }

  async cancel(key) {
    if (this.#sending?.key === key) this.#sending.stop.abort();
    await this.#forget(key);
    this.hurry();
  }

  async retry(key) {
    const item = this.items.find((one) => one.key === key);
    if (!item) return;
    if (item.state === "failed") await this.#anew(item);
    this.on.changed();
    this.hurry();
    this.#run();
  }

  // Refused for good: nothing of it was taken, so it goes out as something new, photos too.
  async #anew(item) {
    await store.drop(item.key);
    item.key = newKey();
    for (const part of partsOf(item)) { part.key = newKey(); part.id = ""; }
    item.failed = "";
    item.state = "queued";
    await this.#keep(item);
    this.#tell();
  }

  // Something says that the network is back: do not wait out the back-off.
  hurry() {
    this.#nudge?.abort();
  }

  #tell() {
    this.channel.postMessage("changed");
  }

  #keep({ key, member, at, text, photos, clip, failed }) {
    return store.keep({ key, member, at, text, photos, clip, failed });
  }

  async #forget(key) {
    this.items = this.items.filter((item) => item.key !== key);
    await store.drop(key);
    this.on.changed();
    this.#tell();
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    const work = async () => {
      let item;
      while ((item = this.items.find((one) => one.state !== "failed"))) {
        if (await store.find(item.key)) await this.#deliver(item);
        else { this.items = this.items.filter((one) => one !== item); this.on.changed(); }
      }
    };
    try {
      // One page at a time; without locks (plain http in the home's network) the keys alone prevent doubles.
      await (navigator.locks ? navigator.locks.request(`anju-outbox-${this.member}`, work) : work());
    } catch (error) {
      if (!(error instanceof Problem && error.signedOut)) throw error;
      this.on.signedOut();
    } finally {
      this.#running = false;
    }
  }

  async #deliver(item) {
    for (let tries = 0; ; ++tries) {
      const stop = new AbortController();
      this.#sending = { key: item.key, stop };
      item.state = "going";
      item.progress = partsOf(item).filter((part) => part.id).length / (partsOf(item).length + 1);
      this.on.changed();
      try {
        const message = await this.#post(item, stop.signal);
        await this.#forget(item.key);
        this.on.sent(message);
        return;
      } catch (error) {
        if (stop.signal.aborted) return;
        if (!(error instanceof Problem)) throw error;
        if (error.signedOut) { item.state = "queued"; this.on.changed(); throw error; }
        if (!error.passing) {
          item.state = "failed";
          item.failed = fateOf(error);
          await this.#keep(item);
          this.on.changed();
          return;
        }
        item.state = error.status === 0 ? "waiting" : "busy";
        this.on.changed();
        await this.#wait(backOff(tries, error));
        if (!this.items.includes(item)) return;
      } finally {
        this.#sending = null;
      }
    }
  }

  async #wait(milliseconds) {
    this.#nudge = new AbortController();
    try { await pause(milliseconds, this.#nudge.signal); } catch { /* hurried */ }
    this.#nudge = null;
  }

  async #post(item, signal) {
    const steps = partsOf(item).length + 1;
    let done = 0;
    for (const part of partsOf(item)) {
      if (!part.id) {
        const stored = await upload(part === item.clip ? "/v1/family/clips" : "/v1/family/photos", part.blob, {
          key: part.key, signal,
          onProgress: (share) => { item.progress = (done + share) / steps; this.on.progress(item); },
        });
        part.id = stored.id;
        await this.#keep(item);
      }
      item.progress = ++done / steps;
      this.on.progress(item);
    }
    const body = { text: item.text, photos: item.photos.map((photo) => photo.id), ...(item.clip ? { clip: item.clip.id } : {}) };
    return ask("POST", "/v1/family/messages", { key: item.key, signal, body });
  }
}
