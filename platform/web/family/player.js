// SPDX-License-Identifier: Apache-2.0
// A film, over the page; what the elder left is told to be seen when it has begun to play.
import { Problem, askSurely } from "/shared/api.js";
import { stayAwake } from "/shared/awake.js";
import { byId } from "/shared/dom.js";
import { words } from "/family/words.js";

let told = null;  // id of the clip that is to be told as seen

// 0:07 · 1:00
export const filmClock = (seconds) => {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

export function openFilm(message, hers) {
  const film = byId("player-film");
  told = hers && !message.seen_at ? message.clip.id : null;
  byId("player-said").textContent = "";
  film.src = `/v1/family/clips/${encodeURIComponent(message.clip.id)}`;
  film.setAttribute("aria-label", words.filmLength(filmClock(message.clip.length / 1000)));
  byId("player").setAttribute("aria-label", film.getAttribute("aria-label"));
  byId("player").showModal();
  stayAwake(true);
  film.play().catch(() => { /* its own key plays it */ });
}

export function readyPlayer() {
  const film = byId("player-film");
  const player = byId("player");
  byId("player-close").addEventListener("click", () => player.close());
  player.addEventListener("close", () => { film.pause(); film.removeAttribute("src"); film.load(); stayAwake(false); });
  film.addEventListener("error", () => { if (player.open && film.hasAttribute("src")) byId("player-said").textContent = words.filmGone; });
  film.addEventListener("playing", async () => {
    const clip = told;
    told = null;
    if (!clip) return;
    try {
      await askSurely("POST", `/v1/family/clips/${encodeURIComponent(clip)}/seen`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      told = clip;  // told the next time
    }
  });
}
