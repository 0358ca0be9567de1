// SPDX-License-Identifier: Apache-2.0
// Keeps the screen on during a call or a film; the browser lets go of it whenever the page is hidden.

let lock = null;
let wanted = false;

async function take() {
  if (!wanted || lock || document.visibilityState !== "visible" || !navigator.wakeLock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => { lock = null; });
    if (!wanted) lock.release();
  } catch { /* low battery: the screen goes dark as always */ }
}

document.addEventListener("visibilitychange", take);

export function stayAwake(on) {
  wanted = on;
  if (on) take();
  else lock?.release().catch(() => {});
}
