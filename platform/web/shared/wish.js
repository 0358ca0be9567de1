// SPDX-License-Identifier: Apache-2.0
// What a tap on one page asks of the page that it opens: kept for 15 s in the tab, told once. No link can ask for it.

const kFresh = 15000;

export function keepWish(name, wish) {
  try { sessionStorage.setItem(name, JSON.stringify({ ...wish, at: Date.now() })); } catch { /* the page opens without it */ }
}

// The wish, or null.
export function takeWish(name) {
  try {
    const found = JSON.parse(sessionStorage.getItem(name) ?? "null");
    sessionStorage.removeItem(name);
    return found && Date.now() - found.at < kFresh ? found : null;
  } catch { return null; }
}

// A film for the elder: the family page opens its recorder.
const kFilm = "anju-film";
export const wishFilm = () => keepWish(kFilm, {});
export const filmWished = () => Boolean(takeWish(kFilm));
