// SPDX-License-Identifier: Apache-2.0
// A ring made of three tones. Browsers allow sound only after a touch: the first one anywhere on the page unlocks it.

let audio = null;
let timer = 0;
let onReady = null;  // told once, when sound is allowed

function unlock() {
  audio ??= "AudioContext" in window ? new AudioContext() : null;
  if (audio?.state === "suspended") audio.resume().then(allowed).catch(() => {});
  else allowed();
}

function allowed() {
  if (!toneReady()) return;
  onReady?.();
  onReady = null;
}

// A finger counts when it is lifted, a mouse when it is pressed.
export function readyTone() {
  for (const name of ["pointerdown", "pointerup", "touchend", "keydown"]) addEventListener(name, unlock, { capture: true, passive: true });
}

export const toneReady = () => audio?.state === "running";
export function whenToneReady(act) { onReady = act; allowed(); }

function note(frequency, at, length, loud) {
  const source = audio.createOscillator();
  const gain = audio.createGain();
  source.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loud, at + 0.02);
  gain.gain.setValueAtTime(loud, at + length - 0.05);
  gain.gain.linearRampToValueAtTime(0, at + length);
  source.connect(gain).connect(audio.destination);
  source.start(at);
  source.stop(at + length);
}

// On a press: whether it can be heard from now on.
export async function wakeTone() {
  unlock();
  if (audio?.state === "suspended") await audio.resume().catch(() => {});
  return toneReady();
}

// notes: [frequency, seconds from now, length]. False: the browser does not let it be heard.
export function play(notes, loud) {
  if (!toneReady()) return false;
  for (const [frequency, after, length] of notes) note(frequency, audio.currentTime + 0.02 + after, length, loud);
  return true;
}

// "ring": somebody calls here. "wait": it rings there, softly. Goes on until stopTone.
export function startTone(kind) {
  stopTone();
  const once = () => {
    if (!toneReady()) return;
    const at = audio.currentTime + 0.02;
    if (kind === "wait") note(520, at, 0.9, 0.05);
    else for (const [index, frequency] of [520, 780, 660, 520, 780, 660].entries()) note(frequency, at + index * 0.32, 0.3, 0.25);
    if (kind === "ring") navigator.vibrate?.([400, 200, 400]);
  };
  once();
  timer = setInterval(once, kind === "wait" ? 3500 : 3000);
}

export function stopTone() {
  clearInterval(timer);
  timer = 0;
  if (audio && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(0);
}
