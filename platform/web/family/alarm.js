// SPDX-License-Identifier: Apache-2.0
// The band over the page while she calls for help, and after it: what is true, what happens next, who was told.
import { byId, el, icon } from "/shared/dom.js";
import { language } from "/shared/language.js";
import { clock, stamp } from "/shared/time.js";
import { isOpen, markOf, shown } from "/family/alarms.js";
import { memberName } from "/family/days.js";
import { words } from "/family/words.js";

const kAway = "anju-alarm";
let drawn = "";

function away() {
  try { return localStorage.getItem(kAway) ?? ""; } catch { return ""; }
}

function sentences(alarm, home) {
  const at = (moment) => clock(new Date(moment), home.zone, language);
  const by = alarm.by?.name ? words.alarmBy(alarm.by.name, alarm.by.place) : words.alarmSomebody;
  if (alarm.state === "waiting") return [alarm.reach === "breach" ? words.alarmBreach : words.alarmWaits, words.alarmCall(home.elder)];
  if (alarm.state === "changing") return [words.alarmChanging, words.alarmCall(home.elder)];
  if (alarm.state === "accepted") return [words.alarmAccepted(by, alarm.accepted_at ? at(alarm.accepted_at) : "")];
  const again = alarm.call_back_by && words.alarmCallBack(at(alarm.call_back_by));
  if (alarm.state === "cancelled") return [words.alarmCancelled(home.elder), again];
  return [words.alarmClosed(alarm.by?.name ? by : "", alarm.closed_at ? at(alarm.closed_at) : ""), again];
}

// Who said no is not told: another one is asked, or nobody; the page knows neither.
function goes(alarm, home) {
  const { name, state, expected_at } = alarm.responder ?? {};
  return isOpen(alarm) && words.alarmGoes[state]?.(name, expected_at && clock(new Date(expected_at), home.zone, language));
}

function told(alarm, home) {
  const names = (alarm.family ?? []).filter((name) => name !== home.me.name).map((name) => memberName(home.members.find((one) => one.name === name) ?? { name }));
  return names.length && words.alarmTold(names);
}

// again(): it was put away. Returns what the page is called meanwhile, or "".
export function showAlarm(home, now, cut, again) {
  const alarm = shown(home.alarm, away()) ? home.alarm : null;
  const band = byId("alarm");
  const title = alarm && words.alarm(home.elder, stamp(new Date(alarm.received_at), now, home.zone, language), alarm.presses);
  const lines = alarm ? [...sentences(alarm, home), goes(alarm, home), told(alarm, home), cut && words.alarmThen].filter(Boolean) : [];
  const said = JSON.stringify([title, lines, alarm?.state]);
  if (said !== drawn) {
    drawn = said;
    band.hidden = !alarm;
    band.classList.toggle("over", Boolean(alarm) && !isOpen(alarm));
    const close = () => {
      try { localStorage.setItem(kAway, markOf(alarm)); } catch { /* it comes again with the next opening */ }
      again();
    };
    band.replaceChildren(...(alarm ? [icon(isOpen(alarm) ? "error" : "check_circle"),
      el("div", {}, el("h2", {}, title), ...lines.map((line) => el("p", {}, line)),
        !isOpen(alarm) && el("p", { class: "keys" }, el("button", { type: "button", class: "quiet", onclick: close }, words.alarmSeen)))] : []));
  }
  return alarm && isOpen(alarm) ? words.alarmTitle(home.elder) : "";
}
