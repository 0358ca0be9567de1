// SPDX-License-Identifier: Apache-2.0
// After the visit: how it ended, how long it was, and what one can do now.
import { byId } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { durationWords } from "/shared/time.js";
import { showFace } from "/visit/faces.js";
import { words } from "/visit/words.js";

// visit: the platform's last word on it; mine: this page ended it; taken: another page of this phone has it; unfit: this browser
// could not take what the TV offered.
export function showEnded(home, visit, { mine = false, taken = false, unfit = false, message = "" } = {}) {
  byId("message-page").hidden = byId("door").hidden = byId("call").hidden = true;
  byId("ended").hidden = false;
  showFace(byId("ended-face"), home);
  // The platform ends it in a phone's name, too: for who was sent away, and for who was not heard of any more.
  const byNobody = !mine && visit.ended_by === "phone" && ["hung_up", "cancelled"].includes(visit.end);
  const [title, next] = taken ? words.takenElsewhere : unfit ? words.unfit : visit.end === "blocked" && visit.answered_at ? words.endedNotAllowed : byNobody ? words.endedByNobody : (words.ended[visit.end] ?? words.ended.hung_up)(home.elder, mine);
  const seconds = visit.answered_at && visit.ended_at ? (Date.parse(visit.ended_at) - Date.parse(visit.answered_at)) / 1000 : 0;
  byId("ended-title").textContent = title;
  byId("ended-text").textContent = [seconds >= 1 && !taken ? words.talked(durationWords(seconds, language)) : "", next].filter(Boolean).join(language === "zh" ? "，" : ". ");
  byId("ended-text").hidden = !byId("ended-text").textContent;
  document.title = `${title} · ${words.product}`;
  byId("again").hidden = taken || visit.end === "blocked";
  byId("again-words").textContent = words.again;
  byId("take-back").hidden = !taken;
  byId("ended-off").hidden = taken;
  byId("leave").hidden = !message;
  byId("leave-words").textContent = words.leave(home.elder);
  if (message) byId("leave").href = message;
  byId("home").hidden = !home.me.member;
  byId("ended-title").focus();
}
