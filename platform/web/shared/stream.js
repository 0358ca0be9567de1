// SPDX-License-Identifier: Apache-2.0
// An event stream that comes back: EventSource retries a broken line by itself but never an HTTP error.
import { backOff } from "/shared/api.js";

const kSilent = 12000;  // milliseconds: who comes back to a page whose stream was silent so long gets a new one, for phones sleep

export class Stream {
  #source = null;
  #timer = 0;
  #tries = 0;
  #closed = false;
  #heard = 0;  // when it said something last

  // on: {message: (data, number) => …, tv: …}; moved("open" | "lost" | "refused"): with the last two, what the stream cannot tell
  // any more is to be fetched. last "": from now on, for who fetches everything at each "open".
  constructor(path, last, on, moved) {
    this.path = path;
    this.last = last;
    this.on = on;
    this.moved = moved;
    // Another network: a line over the one before may be dead and say that it is open.
    this.wakeOnline = () => this.#open();
    this.wake = () => { if (document.visibilityState === "visible" && (this.#source?.readyState !== EventSource.OPEN || performance.now() - this.#heard > kSilent)) this.#open(); };
    addEventListener("online", this.wakeOnline);
    document.addEventListener("visibilitychange", this.wake);
    this.#open();
  }

  // The line may be dead without anybody having said so: after a change of network.
  reopen() {
    this.#open();
  }

  // Fetches everything that the stream tells about, for an answer with its `cursor`; null: closed meanwhile.
  async fetched(fetch) {
    let answer = await fetch();
    // Made before something that was told meanwhile, it would take that back: a ringing call, a message.
    if (Number(answer.cursor) < Number(this.last)) answer = await fetch();
    if (this.#closed) return null;
    // Behind even so: the platform was restored from an older copy. Not open: refused, perhaps for numbers that are not
    // kept any more. The answer holds all of it, and the stream goes on from there.
    const behind = Number(answer.cursor) < Number(this.last);
    if (behind || this.#source?.readyState !== EventSource.OPEN) this.last = answer.cursor;
    if (behind) this.#open();
    return answer;
  }

  close() {
    this.#closed = true;
    this.#leave();
    removeEventListener("online", this.wakeOnline);
    document.removeEventListener("visibilitychange", this.wake);
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #open() {
    if (this.#closed) return;
    this.#leave();
    this.#heard = performance.now();
    const source = new EventSource(this.last === "" ? this.path : `${this.path}?last=${encodeURIComponent(this.last)}`);
    this.#source = source;
    source.addEventListener("open", () => { if (source !== this.#source) return; this.#tries = 0; this.moved("open"); });
    source.addEventListener("error", () => {
      if (source !== this.#source) return;
      const refused = source.readyState === EventSource.CLOSED;
      if (refused) this.#timer = setTimeout(() => this.#open(), backOff(this.#tries++));
      this.moved(refused ? "refused" : "lost");
    });
    for (const [name, take] of Object.entries(this.on)) {
      source.addEventListener(name, (event) => {
        if (source !== this.#source) return;
        this.#heard = performance.now();
        let data;
        try { data = JSON.parse(event.data); } catch { return; }
        take(data, Number(event.lastEventId) || 0);
        if (event.lastEventId) this.last = event.lastEventId;
      });
    }
  }
}
