// SPDX-License-Identifier: Apache-2.0
// The certificate with which a page offers. It is kept: after a reload it must be the one that the other side was told of.
import { fingerprints } from "/line/sdp.js";

const kName = "anju-certificate";
const kStays = 86400000;  // milliseconds that it must hold at least

let certificate = null;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function store() {
  const open = indexedDB.open(kName, 1);
  open.onupgradeneeded = () => open.result.createObjectStore(kName);
  return done(open);
}

async function keptOrNew() {
  let database = null;
  try {
    database = await store();
    const kept = await done(database.transaction(kName).objectStore(kName).get(kName));
    if (kept && kept.expires > Date.now() + kStays) return kept;
  } catch { /* then it lives as long as this page */ }
  const made = await RTCPeerConnection.generateCertificate({ name: "ECDSA", namedCurve: "P-256" });
  try { await done(database.transaction(kName, "readwrite").objectStore(kName).put(made, kName)); } catch { /* the same */ }
  return made;
}

export const offeringCertificate = () => (certificate ??= keptOrNew());

// "sha-256 AB:CD…", as an offer names it.
export async function offeringFingerprint() {
  const peer = new RTCPeerConnection({ certificates: [await offeringCertificate()] });
  try {
    peer.addTransceiver("audio");
    return fingerprints((await peer.createOffer()).sdp)[0] ?? "";
  } finally {
    peer.close();
  }
}
