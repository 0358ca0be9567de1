// SPDX-License-Identifier: Apache-2.0
// The talk in the card: her picture with the red frame, one's own small one, and in one line what is not as it should be.
import { el, icon } from "/shared/dom.js";
import { minutes } from "/desk/clock.js";
import { legOf } from "/desk/talk_rules.js";
import { words } from "/desk/talk_words.js";

const kLate = 8000;  // milliseconds without an answer of the TV, from which it is said

export class TalkView {
  #her = el("video", { class: "talk-her", autoplay: true, playsinline: true });
  #me = el("video", { class: "talk-me", autoplay: true, playsinline: true, muted: true, hidden: true });
  #badge = el("p", { class: "talk-badge", hidden: true }, icon("videocam"), el("span", {}));
  #third = el("video", { class: "talk-third", autoplay: true, playsinline: true });
  #thirdName = el("span", {});
  #thirdFrame = el("div", { class: "talk-third-frame", hidden: true }, this.#third, this.#thirdName);
  #cover = el("div", { class: "talk-cover" }, icon("videocam"), el("p", { class: "talk-stage", role: "status" }), el("a", { class: "talk-number", hidden: true }));
  #frame = el("div", { class: "talk-frame" });
  #lines = el("p", { class: "talk-lines", role: "status" });
  #came = false;
  #held = false;  // the browser wants a key before it plays sound
  node = el("section", { class: "talk", hidden: true });

  constructor(changed) {
    this.changed = changed;
    this.#me.muted = true;
    this.#frame.append(this.#her, this.#cover, this.#badge, this.#thirdFrame, this.#me);
    this.node.append(this.#lines, this.#frame);  // what is not as it should be stands where nothing covers it
    for (const what of ["resize", "loadeddata"]) this.#her.addEventListener(what, () => { if (this.#her.srcObject) { this.#came = true; changed(); } });
    const allow = () => {
      if (this.#held) this.play(this.#her.srcObject);
      if (this.#third.srcObject && this.#third.paused) this.#third.play().catch(() => {});
    };
    addEventListener("keydown", allow, true);
    addEventListener("pointerdown", allow, true);
  }

  async play(stream) {
    if (this.#her.srcObject !== stream) { this.#her.srcObject = stream; if (!stream) this.#came = false; }
    this.#held = false;
    if (!stream) return;
    try {
      this.#her.muted = false;
      await this.#her.play();
    } catch (error) {
      if (error.name !== "NotAllowedError" || this.#her.srcObject !== stream) return;
      this.#held = true;
      this.#her.muted = true;
      this.#her.play().catch(() => {});
    }
    this.changed();
  }

  // talk; line: in the middle, of this seat, or null; card; at: the platform's time
  draw(talk, line, card, at) {
    const shown = Boolean(line) && talk.alarm === line.alarm.id && talk.stage !== "";
    this.node.hidden = !shown;
    this.node.parentElement?.classList.toggle("talking", shown);
    if (!shown) return;
    const name = line.person;
    const { stage, devices, her, word } = talk;
    this.node.setAttribute("aria-label", words.talk(name));
    this.#her.setAttribute("aria-label", words.herPicture(name));
    this.#me.setAttribute("aria-label", words.ownPicture);
    const noPicture = Boolean(her && ["sound_only", "nothing"].includes(her.sends));
    const picture = stage === "talking" && this.#came && !noPicture;
    this.#frame.classList.toggle("on", stage === "talking");
    this.#frame.classList.toggle("old", picture && ["weak", "lost", "offline"].includes(word));
    this.#drawCover(picture, talk, noPicture, line, card);
    const since = Date.parse(talk.visit?.answered_at ?? "") || at;
    this.#badge.hidden = stage !== "talking";
    const badge = this.#badge.lastElementChild;
    const said = (noPicture ? words.microphone : words.camera)(minutes(Math.max(0, Math.floor((at - since) / 1000))));
    if (badge.textContent !== said) badge.textContent = said;
    const own = talk.on && devices.wantsPicture && devices.video;
    this.#me.hidden = !own;
    if (!own) this.#me.srcObject = null;
    else if (this.#me.srcObject?.getVideoTracks()[0] !== own) { this.#me.srcObject = new MediaStream([own]); this.#me.play().catch(() => {}); }
    this.#drawThird(talk.third);
    this.#say(this.#linesOf(talk, name, at));
  }

  #drawThird(third) {
    this.#thirdFrame.hidden = !third;
    const stream = third?.stream ?? null;
    if (this.#third.srcObject !== stream) {
      this.#third.srcObject = stream;
      if (stream) this.#third.play().catch(() => {});
    }
    if (third && this.#thirdName.textContent !== third.name) {
      this.#thirdName.textContent = third.name;
      this.#third.setAttribute("aria-label", words.herPicture(third.name));
    }
  }

  #drawCover(picture, talk, noPicture, line, card) {
    const { stage } = talk;
    const [, sentence, number] = this.#cover.children;
    this.#cover.hidden = picture;
    const late = stage === "waiting" && performance.now() - talk.since > kLate;
    const text = stage === "over" ? words.over[talk.why] ?? words.over.failed
      : stage === "talking" ? (noPicture ? words.soundOnly[talk.her.why] ?? words.soundOnly.chosen : words.coming)
        : late ? words.late : words.placing(line.person);
    if (sentence.textContent !== text) sentence.textContent = text;
    this.#cover.classList.toggle("bad", (stage === "over" && !["", "mine"].includes(talk.why)) || late);
    const phone = card?.home.facts.find((one) => one.name === "phone")?.value ?? "";
    number.hidden = stage === "talking" || !phone || !(stage === "over" || late);
    if (!number.hidden) {
      number.textContent = `${words.homeLine} ${phone}`;
      number.href = `tel:${phone}`;
    }
  }

  // [text, red]
  #linesOf(talk, name, at) {
    if (!talk.on) return [];
    const { devices, her, word, stage } = talk;
    const missing = (table, why) => (why ? [table[why] ?? table.none, true] : null);
    const people = [...talk.others.values()].map((visit) => this.#other(visit, at));
    return [
      this.#held && [words.hold, true],
      stage === "talking" && words.quality[word] && [words.quality[word], true],
      stage === "talking" && her && !her.microphone && [words.sheCannotBeHeard(name), true],
      devices.audio ? devices.muted && [words.youMuted, true] : missing(words.youCannotBeHeard, devices.trouble.microphone) ?? (stage === "talking" && [words.notOpenYet, true]),
      !devices.video && missing(words.youCannotBeSeen, devices.trouble.camera)?.[0] && [words.youCannotBeSeen[devices.trouble.camera] ?? words.youCannotBeSeen.none, false],
      ...people,
    ].filter(Boolean);
  }

  #other(visit, at) {
    const is = legOf(visit, at);
    return [words[is](visit.visitor.name), is === "noThird" || is === "unreached"];
  }

  #say(lines) {
    const said = JSON.stringify(lines);
    if (this.#lines.dataset.said === said) return;
    this.#lines.dataset.said = said;
    this.#lines.replaceChildren(...lines.map(([text, red]) => el("span", { class: red ? "red" : "beside" }, text)));
  }
}
