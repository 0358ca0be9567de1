// SPDX-License-Identifier: Apache-2.0
// After the visit: how it ended, how long it was, and what one can do now.
import { byId } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { durationWords } from "/shared/time.js";
import { showFace } from "/visit/faces.js";
import { words } from "/visit/words.js";

// Neither of the two has ended it: who was in it may not stay.
export const isStopped = (visit) => visit.end === "blocked" && !visit.ended_by;

// [title, what happens next] of one that was stopped. asked: what the platform has said of it since; "": not yet.
function stoppedWords(home, visit, asked) {
  const title = visit.answered_at ? words.stopped : words.stoppedRinging;
  if (!asked) return [title, ""];
  if (asked === "out") return [title, home.me.member ? words.stoppedLink : words.stoppedGuest];
  return [title, home.can_visit === false ? words.stoppedRight(home.station, home.elder) : words.stoppedOther];
}

// visit: the platform's last word on it; mine: this page ended it; taken: another page of this phone has it; unfit: this browser
// could not take what the TV offered; asked: of one that was stopped, "home" once the platform has said how things stand, "out":
// this phone is let in no more; again: shown once more.
export function showEnded(home, visit, { mine = false, taken = false, unfit = false, asked = "", again = false, message = "" } = {}) {
  byId("message-page").hidden = byId("door").hidden = byId("call").hidden = true;
  byId("ended").hidden = false;
  showFace(byId("ended-face"), home);
  // The platform ends it in a phone's name, too: for who has signed out, and for who was not heard of any more.
  const called = !mine && visit.alarm && visit.ended_by !== "phone" && words.endedCalled[visit.end];
  const byNobody = !mine && visit.ended_by === "phone" && ["hung_up", "cancelled"].includes(visit.end);
  const stopped = isStopped(visit);
  // What is tried again once the right is back is not said before.
  const shut = home.can_visit === false && !taken && !stopped;
  const [title, then] = taken ? words.takenElsewhere : unfit ? words.unfit : stopped ? stoppedWords(home, visit, asked) : called ? called(home.elder) : byNobody ? words.endedByNobody : (words.ended[visit.end] ?? words.ended.hung_up)(home.elder, mine);
  const next = shut ? words.stoppedRight(home.station, home.elder) : then;
  const seconds = visit.answered_at && visit.ended_at ? (Date.parse(visit.ended_at) - Date.parse(visit.answered_at)) / 1000 : 0;
  byId("ended-title").textContent = title;
  byId("ended-text").textContent = [seconds >= 1 && !taken ? words.talked(durationWords(seconds, language)) : "", next].filter(Boolean).join(language !== "zh" ? ". " : stopped || shut ? "。" : "，");
  byId("ended-text").hidden = !byId("ended-text").textContent;
  document.title = `${title} · ${words.product}`;
  byId("again").hidden = taken || home.can_visit === false || (stopped ? asked !== "home" : visit.end === "blocked");
  byId("again-words").textContent = words.again;
  byId("take-back").hidden = !taken;
  byId("ended-off").hidden = taken;
  byId("leave").hidden = !message || taken || asked === "out";
  byId("leave-words").textContent = words.leave(home.elder);
  if (message) byId("leave").href = message;
  byId("home").hidden = !home.me.member || asked === "out";
  if (!again) byId("ended-title").focus();
}
