// SPDX-License-Identifier: Apache-2.0
// What this phone does not want to send in a visit: a reload keeps to it, and so does a second tab.

const kChoice = "anju-choice";

// {muted, wantsPicture} of this visit
export function keptChoice(visit) {
  try {
    const kept = JSON.parse(localStorage.getItem(kChoice) ?? "null");
    if (kept?.visit === visit) return { muted: Boolean(kept.muted), wantsPicture: Boolean(kept.wantsPicture) };
  } catch { /* as at the beginning */ }
  return { muted: false, wantsPicture: true };
}

export function keepChoice(visit, { muted, wantsPicture }) {
  try { localStorage.setItem(kChoice, JSON.stringify({ visit, muted, wantsPicture })); } catch { /* then a reload begins with both */ }
}
