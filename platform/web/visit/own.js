// SPDX-License-Identifier: Apache-2.0
// What this phone does not send, and why: one sentence for each combination. Pure; the words are given.

// At the door, where neither was got.
export function doorWords(words, { camera, microphone }, her) {
  const [picture, sound] = [camera || "none", microphone || "none"];
  return picture === sound ? words.noDevices[sound] : words.own([words.cameraAway[picture], words.microphoneAway[sound]], words.neither(her));
}

// In the visit: {text, missing}. devices: {video, audio, wantsPicture, muted, trouble}; missing: something that was wanted.
export function ownWords(words, { video, audio, wantsPicture, muted, trouble }, her) {
  const noCamera = wantsPicture && !video ? trouble.camera : "";
  const noMicrophone = audio ? "" : trouble.microphone;
  const missing = Boolean(noCamera || noMicrophone);
  if (missing && noCamera === noMicrophone) {
    const both = words.nothingHere[noCamera];
    return { missing, text: typeof both === "function" ? both(her) : both };
  }
  const picture = noCamera ? words.cameraAway[noCamera] : wantsPicture ? "" : words.pictureOff;
  const sound = noMicrophone ? words.microphoneAway[noMicrophone] : audio && muted ? words.soundOff : "";
  if (!missing && !(picture && sound)) return { missing, text: sound ? words.youMuted(her) : "" };
  const result = picture && sound ? words.neither : picture ? words.heardOnly : words.seenOnly;
  return { missing, text: words.own([picture, sound].filter(Boolean), result(her)) };
}
