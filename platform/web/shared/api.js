// SPDX-License-Identifier: Apache-2.0
// The platform over fetch: keys that make a retry safe, waiting between tries, and what went wrong as one type.

export class Problem extends Error {
  // status 0: nothing answered
  constructor(status, code, detail = "", retryAfter = 0, until = "") {
    super(`${status} ${code} ${detail}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.retryAfter = retryAfter;
    this.until = until;  // when the reason ends, as the platform writes times
  }
  // The same request may succeed later.
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
  get signedOut() {
    return this.status === 401;
  }
}

// 128 random bits; crypto.randomUUID is missing on plain http in the home's own network.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const stop = () => { clearTimeout(timer); reject(new DOMException("stopped", "AbortError")); };
    const timer = setTimeout(() => { signal?.removeEventListener("abort", stop); resolve(); }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });

// 0.5 s, 1 s, 2 s … 15 s, each up to a quarter longer so that many pages do not come at once.
export function backOff(tries, problem) {
  const wait = Math.min(500 * 2 ** tries, 15000) * (1 + Math.random() / 4);
  return Math.max(wait, (problem?.retryAfter ?? 0) * 1000);
}

function problemOf(status, body, header) {
  let said = {};
  try { said = JSON.parse(body); } catch { /* a proxy's page: the status has to do */ }
  const wait = Number(said.retry_after ?? header ?? 0);
  return new Problem(status, String(said.code ?? ""), String(said.detail ?? ""), Number.isFinite(wait) ? wait : 0, String(said.until ?? ""));
}

// One request. Returns the JSON of the answer, or null without one; throws Problem. heard(date): whatever answered, by its Date (NaN: it has none).
export async function ask(method, path, { body, key, bearer, signal, heard, timeout = 15000 } = {}) {
  const headers = { Accept: "application/json" };
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeout);
  const stop = () => limit.abort();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const answer = await fetch(path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body),
      signal: limit.signal, cache: "no-store", credentials: "same-origin",
    });
    heard?.(Date.parse(answer.headers.get("Date") ?? ""));
    const text = await answer.text();
    if (!answer.ok) throw problemOf(answer.status, text, answer.headers.get("Retry-After"));
    if (!text) return null;
    try { return JSON.parse(text); } catch { throw new Problem(0, "not_json"); }
  } catch (error) {
    if (error instanceof Problem || signal?.aborted) throw error;
    throw new Problem(0, "offline");
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

// A request that changes something: the same key on every try, at most `tries` of them.
export async function askSurely(method, path, { tries = 4, key = newKey(), signal, ...rest } = {}) {
  for (let done = 0; ; ++done) {
    try {
      return await ask(method, path, { key, signal, ...rest });
    } catch (error) {
      if (!(error instanceof Problem) || !error.passing || error.status === 429 || done + 1 >= tries) throw error;
      await pause(backOff(done, error), signal);
    }
  }
}

// Bytes with progress, which fetch cannot tell. onProgress gets 0…1.
export function upload(path, blob, { key, signal, onProgress } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const end = (settle, value) => { signal?.removeEventListener("abort", stop); settle(value); };
    request.open("POST", path);
    request.setRequestHeader("Content-Type", blob.type || "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    if (key) request.setRequestHeader("Idempotency-Key", key);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.status < 200 || request.status > 299) {
        end(reject, problemOf(request.status, request.responseText, request.getResponseHeader("Retry-After")));
        return;
      }
      try { end(resolve, JSON.parse(request.responseText)); } catch { end(reject, new Problem(0, "not_json")); }
    });
    request.addEventListener("error", () => end(reject, new Problem(0, "offline")));
    request.addEventListener("timeout", () => end(reject, new Problem(0, "offline")));
    request.addEventListener("abort", () => end(reject, new DOMException("stopped", "AbortError")));
    request.timeout = 180000;
    if (signal?.aborted) { end(reject, new DOMException("stopped", "AbortError")); return; }
    signal?.addEventListener("abort", stop, { once: true });
    request.send(blob);
  });
}
