// SPDX-License-Identifier: Apache-2.0
// The elder calls: her face over the page, a ring, two answers. On the family page and on the visit page alike.
import { Problem, ask } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { pick } from "/shared/language.js";
import { startTone, stopTone, toneReady } from "/shared/tone.js";

const words = pick({
  zh: {
    calls: (her) => `${her}想看看您`,
    promise: "您接了以后，你们才看得到、听得到对方",
    touch: "点一下屏幕，就有铃声",
    answer: "接听", decline: "这会儿不方便",
    offline: "没有网络，没告诉她。再点一次",
    portrait: (her) => `${her}的照片`,
  },
  en: {
    calls: (her) => `${her} would like to see you`,
    promise: "You see and hear each other once you answer",
    touch: "Tap the screen to hear the ring",
    answer: "Answer", decline: "Not now",
    offline: "No network, so she was not told. Tap again",
    portrait: (her) => `Photo of ${her}`,
  },
});

const kAnswer = "anju-answer";
const kFresh = 15000;

// The visit page opens after the tap and answers at once; a link from elsewhere cannot do that.
export function goAndAnswer(visit) {
  sessionStorage.setItem(kAnswer, JSON.stringify({ visit, at: Date.now() }));
  location.assign(`/visit/${location.search}${location.hash}`);
}

// The same for a visit that this page's button asked for: visit is empty.
export const goAndVisit = () => goAndAnswer("");

// What the page before asked for: {visit} or null. Told once.
export function askedBefore() {
  try {
    const found = JSON.parse(sessionStorage.getItem(kAnswer) ?? "null");
    sessionStorage.removeItem(kAnswer);
    return found && Date.now() - found.at < kFresh ? found : null;
  } catch { return null; }
}

export class Ringing {
  visit = null;
  #dialog = null;
  #title = "";  // of the page, while another tab's name tells who calls

  // answer(visit): the tap on 接听
  constructor(answer) {
    this.answer = answer;
  }

  // Every visit that the stream tells: rings while it is the elder's and nobody has answered.
  heard(visit, her, photo) {
    if (visit.placed_by === "tv" && visit.stage === "ringing") this.#show(visit, her, photo);
    else if (visit.id === this.visit?.id) this.hide();
  }

  hide() {
    if (this.visit) document.title = this.#title;
    this.visit = null;
    stopTone();
    this.#dialog?.remove();
    this.#dialog = null;
  }

  #show(visit, her, photo) {
    if (this.visit?.id === visit.id) return;
    this.hide();
    this.visit = visit;
    this.#title = document.title;
    document.title = words.calls(her);
    const said = el("p", { class: "ringing-said", role: "alert", hidden: true }, words.offline);
    const touch = el("p", { class: "ringing-touch" }, words.touch);
    touch.hidden = toneReady();
    this.#dialog = el("dialog", { class: "ringing", "aria-label": words.calls(her) },
      el("div", { class: "ringing-face" },
        el("span", { class: "icon icon-face", "aria-hidden": "true" }),
        photo && el("img", { src: photo, alt: words.portrait(her), onerror: (event) => event.target.remove() })),
      el("h2", {}, words.calls(her)),
      el("p", { class: "ringing-promise" }, words.promise),
      touch, said,
      el("div", { class: "ringing-keys" },
        el("button", { type: "button", class: "answer", onclick: () => { stopTone(); this.answer(visit); } }, icon("videocam"), el("span", {}, words.answer)),
        el("button", { type: "button", class: "decline", onclick: () => this.#decline(visit, said) }, icon("call_end"), el("span", {}, words.decline))));
    // Nothing but an answer ends it: a stray key must not.
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    this.#dialog.addEventListener("pointerdown", () => { touch.hidden = true; });
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    startTone("ring");
  }

  async #decline(visit, said) {
    try {
      await ask("POST", `/v1/visitor/visits/${encodeURIComponent(visit.id)}/end`, { body: { end: "declined" } });
      this.hide();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.passing) said.hidden = false;
      else this.hide();
    }
  }
}
