// SPDX-License-Identifier: Apache-2.0
// Four words of the two certificates in use: who sits between has others. docs/visits.md says how they are made.

let list = null;

const first = (sdp) => {
  const [hash = "", hex = ""] = (/^a=fingerprint:(.+)$/m.exec(sdp)?.[1] ?? "").trim().split(/\s+/);
  return hash.toLowerCase() === "sha-256" && hex ? `sha-256 ${hex.toUpperCase()}` : "";
};

// Of an offer and its answer; empty when a certificate is named in another way.
export async function fourWords(offer, answer) {
  const both = [first(offer), first(answer)];
  if (!both[0] || !both[1]) return [];
  list ??= fetch("/shared/words4.json", { credentials: "same-origin" }).then((found) => (found.ok ? found.json() : Promise.reject(new Error("no words"))));
  try {
    const words = await list;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(both.sort().join("\n"))));
    return Array.from(digest.slice(0, 4), (byte) => words[byte]);
  } catch {
    list = null;
    return [];
  }
}
