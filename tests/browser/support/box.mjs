// SPDX-License-Identifier: Apache-2.0
// A TV over HTTP, without a screen: pairs, reads the snapshot, confirms.
import { createHash, randomBytes } from "node:crypto";

async function said(answer) {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}: ${text}`);
  return text ? JSON.parse(text) : null;
}

// One event of a stream, as EventSource reads it.
function tell(heard, block) {
  const lines = block.split("\n");
  const field = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart()).join("\n");
  heard[field("event")]?.(JSON.parse(field("data")));
}

const json = { "Content-Type": "application/json" };

export class Box {
  constructor(platform) {
    this.platform = platform;
    this.key = randomBytes(32).toString("hex");
    this.version = "0.1.0";
    this.former = "";
  }

  // As a TV that was shut out: nothing of the home is left, and it asks with another key.
  async wipe() {
    this.former = this.key;
    this.key = randomBytes(32).toString("hex");
    return this.code();
  }

  async code() {
    const hash = createHash("sha256").update(this.key).digest("hex");
    const body = JSON.stringify({ key_hash: hash, model: "anju-tv", version: this.version, former: this.former });
    this.pairing = await said(await fetch(`${this.platform.url}/v1/pairing`, { method: "POST", headers: json, body }));
    return this.pairing.user_code;
  }

  async ask(method, path, body) {
    const headers = { ...json, Authorization: `Bearer ${this.key}` };
    if (method === "POST") headers["Idempotency-Key"] = randomBytes(16).toString("hex");
    return said(await fetch(this.platform.url + path, { method, headers, body: body && JSON.stringify(body) }));
  }

  // As the guard of this box.
  beat({ faults = [], leaving = false } = {}) {
    return this.ask("POST", "/v1/tv/heartbeat", { at: new Date().toISOString(), path: "primary", faults, leaving });
  }

  snapshot() {
    return this.ask("GET", "/v1/tv/snapshot");
  }

  seen(id, at = new Date()) {
    return this.ask("POST", `/v1/tv/messages/${id}/seen`, { seen_at: at.toISOString() });
  }

  async photo(id) {
    const answer = await fetch(`${this.platform.url}/v1/tv/photos/${id}?size=full`, { headers: { Authorization: `Bearer ${this.key}` } });
    if (!answer.ok) throw new Error(`${answer.status} for a photo`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  // Holds the event stream open, as a TV that is on; heard: {name: (data) => …}. Returns the function that switches it off.
  // `listening` is over when the stream has ended.
  async on(heard = {}) {
    const stop = new AbortController();
    const { cursor } = await this.snapshot();
    const answer = await fetch(`${this.platform.url}/v1/tv/events?last=${cursor}`, { headers: { Authorization: `Bearer ${this.key}`, ...(this.says ? { "Anju-Box": this.says } : {}) }, signal: stop.signal });
    if (!answer.ok) throw new Error(`${answer.status} for the stream`);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    this.listening = (async () => {
      let text = "";
      try {
        for (let part; !(part = await reader.read()).done;) {
          text += part.value.replace(/\r\n/g, "\n");
          for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) tell(heard, text.slice(0, end));
        }
      } catch { /* switched off */ }
    })();
    return () => stop.abort();
  }

  // As a TV on a visit: what FakeTv needs.
  async door(tv) {
    const off = await this.on({ visit: (visit) => tv().heardVisit(visit), signal: (signal) => tv().heardSignal(signal) });
    return {
      off,
      signal: (visit, signal) => this.ask("POST", `/v1/tv/visits/${visit}/signals`, { visit, from: "tv", text: "", mline: 0, mid: "", ...signal }),
      answer: (visit) => this.ask("POST", `/v1/tv/visits/${visit}/answer`, { camera: true, answer: "pressed" }),
      end: (visit, end) => this.ask("POST", `/v1/tv/visits/${visit}/end`, { end }),
      certificate: (fingerprint) => this.ask("POST", "/v1/tv/certificate", { fingerprint }),
    };
  }
}

// A technician over HTTP, for tests that are not about the page: gives the waiting TV to the demo's home.
export async function approve(platform, code, household = platform.demo.household.id) {
  const { name, password } = platform.technician;
  const signedIn = await fetch(`${platform.url}/v1/staff/session`, { method: "POST", headers: json, body: JSON.stringify({ name, password }) });
  if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status}`);
  const cookie = signedIn.headers.get("set-cookie").split(";")[0];  // Debian's Node 18 has no getSetCookie
  await said(await fetch(`${platform.url}/v1/staff/pairings/${code}/approve`, {
    method: "POST", headers: { ...json, Cookie: cookie, "Idempotency-Key": randomBytes(8).toString("hex") },
    body: JSON.stringify({ household }),
  }));
}

export async function pairedBox(platform) {
  const box = new Box(platform);
  await approve(platform, await box.code());
  return box;
}
