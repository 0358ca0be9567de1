// SPDX-License-Identifier: Apache-2.0
// What must be read out of a description, whose certificate it names, and what is added to one.

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

// Chromium begins at 300 kbit/s and so with 320×180 at 10 frames a second, and takes half a minute to the whole picture (measured). Told
// that the line is good it begins with the whole one; its own measure takes it down within a second where that was wrong.
export function beginningWith(kbits, sdp) {
  const begin = `x-google-start-bitrate=${kbits}`;
  return sdp.split(/(?=^m=)/m).map((media) => {
    if (!media.startsWith("m=video")) return media;
    const end = media.includes("\r\n") ? "\r\n" : "\n";
    return media.split(end).flatMap((line) => {
      const type = line.match(/^a=rtpmap:(\d+) (?:H264|VP8)\//)?.[1];
      if (type) return new RegExp(`^a=fmtp:${type} `, "m").test(media) ? [line] : [line, `a=fmtp:${type} ${begin}`];
      const of = line.match(/^a=fmtp:(\d+) (?!apt=)/)?.[1];
      return of && new RegExp(`^a=rtpmap:${of} (?:H264|VP8)/`, "m").test(media) ? [`${line};${begin}`] : [line];
    }).join(end);
  }).join("");
}
