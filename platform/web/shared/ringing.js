// SPDX-License-Identifier: Apache-2.0
// The elder calls: her face over the page, a ring, two answers. On the family page and on the visit page alike.
import { Problem, ask, askSurely } from "/shared/api.js";
import { el, icon } from "/shared/dom.js";
import { pick } from "/shared/language.js";
import { startTone, stopTone, toneReady, whenToneReady } from "/shared/tone.js";
import { keepWish, takeWish } from "/shared/wish.js";

const words = pick({
  zh: {
    calls: (her) => `${her}想看看您`,
    helps: (her) => `${her}在求助，12349 请您一起说话`,
    promise: "您接了以后，你们才看得到、听得到对方",
    touch: "点一下屏幕，就有铃声",
    answer: "接听", decline: "不方便",
    offline: { decline: "没有网络，没告诉对方。再点一次", answer: "网络不好，没接上。再点一次" },
    trouble: { decline: "没告诉对方，再点一次", answer: "没接上，再点一次" },
    portrait: (her) => `${her}的照片`,
  },
  en: {
    calls: (her) => `${her} would like to see you`,
    helps: (her) => `${her} called for help; 12349 asks you to join`,
    promise: "You see and hear each other once you answer",
    touch: "Tap the screen to hear the ring",
    answer: "Answer", decline: "Not now",
    offline: { decline: "No network, so nobody was told. Tap again", answer: "The network is weak and it did not connect. Tap again" },
    trouble: { decline: "Nobody was told; tap again", answer: "It did not connect; tap again" },
    portrait: (her) => `Photo of ${her}`,
  },
});

const kAnswer = "anju-answer";
const kNotYet = 700;  // milliseconds, as on the TV: a tap or a key that was meant for the page before answers nothing

// The visit page opens after the tap and answers at once; a link from elsewhere cannot do that. There, too, she is who she
// is here, also when a guest's link was opened on this phone.
export function goAndAnswer(visit) {
  keepWish(kAnswer, { visit });
  const search = new URLSearchParams(location.search);
  search.set("as", "family");
  location.assign(`/visit/?${search}${location.hash}`);
}

// The same for a visit that this page's button asked for: visit is empty.
export const goAndVisit = () => goAndAnswer("");

// What the page before asked for: {visit} or null. Told once.
export const askedBefore = () => takeWish(kAnswer);

const tell = (visit, aloud) => askSurely("POST", `/v1/visitor/visits/${encodeURIComponent(visit.id)}/rings`, { body: { aloud }, tries: 3 }).catch(() => {});

// The elder's TV says that a phone rings only when the phone says so: here it is shown, and from the first touch on it
// is heard. Another page may have said more or less: told is only what is not known, or two pages would go on answering each other.
function tellRings(visit, heardHere) {
  if (!toneReady() && visit.rings === undefined) tell(visit, false);
  whenToneReady(() => { heardHere(); if (visit.rings !== true) tell(visit, true); });
}

// It is here, and fell silent.
export const tellSilent = (visit) => tell(visit, false);

// Her own call, or that of the desk that asks for her about a call for help.
const saysWhat = (visit, her) => (visit.alarm ? words.helps : words.calls)(her);

const saidOf = (problem) => (problem.status === 0 ? words.offline : words.trouble);

export const declineWords = words.decline;

// Returns what to say where nobody was told; "": she was, or it rings no more.
export async function decline(visit) {
  try {
    await ask("POST", `/v1/visitor/visits/${encodeURIComponent(visit.id)}/end`, { body: { end: "declined" } });
    return "";
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.passing ? saidOf(error).decline : "";
  }
}

export class Ringing {
  visit = null;
  #dialog = null;
  #touch = null;  // that a tap lets it be heard
  #title = "";  // of the page, while another tab's name tells who calls

  // answer(visit): the tap on 接听
  constructor(answer) {
    this.answer = answer;
  }

  // Every visit that the stream tells: rings while it is the elder's and nobody has answered.
  heard(visit, her, photo) {
    if (visit.placed_by === "tv" && visit.stage === "ringing") { this.#show(visit, her, photo); tellRings(visit, () => { this.#touch.hidden = true; }); }
    else this.#over(visit);
  }

  hide() {
    if (this.visit) document.title = this.#title;
    whenToneReady(null);
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
    document.title = saysWhat(visit, her);
    const said = el("p", { class: "ringing-said", role: "alert", hidden: true });
    this.#touch = el("p", { class: "ringing-touch" }, words.touch);
    this.#touch.hidden = toneReady();
    const keys = [
      el("button", { type: "button", class: "answer", disabled: true, onclick: () => { stopTone(); this.answer(visit); } }, icon("videocam"), el("span", {}, words.answer)),
      el("button", { type: "button", class: "decline", disabled: true, onclick: () => this.#decline(visit) }, icon("call_end"), el("span", {}, words.decline)),
    ];
    setTimeout(() => { for (const key of keys) key.disabled = false; }, kNotYet);
    // The dialog has the focus itself: whoever is typing goes on, and nothing is pressed by it.
    this.#dialog = el("dialog", { class: "ringing", autofocus: true, "aria-label": saysWhat(visit, her) },
      el("div", { class: "ringing-face" },
        el("span", { class: "icon icon-face", "aria-hidden": "true" }),
        photo && el("img", { src: photo, alt: words.portrait(her), onerror: (event) => event.target.remove() })),
      el("h2", {}, saysWhat(visit, her)),
      el("p", { class: "ringing-promise" }, words.promise),
      this.#touch, said,
      el("div", { class: "ringing-keys" }, ...keys));
    // Nothing but an answer ends it: a stray key must not.
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    startTone("ring");
  }

  async #decline(visit) {
    const trouble = await decline(visit);
    if (!trouble) this.#over(visit);
    else if (this.visit?.id === visit.id) this.#say(trouble);
  }

  // She may have called again before this answer came.
  #over(visit) {
    if (visit.id === this.visit?.id) this.hide();
  }

  // The tap on 接听 did not get through, and it rings on.
  notAnswered(problem) {
    this.#say(saidOf(problem).answer);
  }

  #say(text) {
    const said = this.#dialog?.querySelector(".ringing-said");
    if (said) { said.textContent = text; said.hidden = false; }
  }
}
