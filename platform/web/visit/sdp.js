// SPDX-License-Identifier: Apache-2.0
// What must be read out of a description: whose certificate it names.

const shape = (text) => {
  const [hash = "", value = ""] = text.trim().split(/\s+/);
  return `${hash.toLowerCase()} ${value.toUpperCase()}`;
};

// Every fingerprint of a description, "sha-256 AB:CD…".
export function fingerprints(sdp) {
  return Array.from(sdp.matchAll(/^a=fingerprint:(.+)$/gm), ([, text]) => shape(text));
}

// True when the description names this certificate and no other. Nothing known is nothing trusted.
export function namesOnly(sdp, fingerprint) {
  const named = fingerprints(sdp);
  return Boolean(fingerprint) && named.length > 0 && named.every((one) => one === shape(fingerprint));
}
