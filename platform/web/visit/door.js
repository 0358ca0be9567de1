// SPDX-License-Identifier: Apache-2.0
// Before the visit: her face, who asks when it is a guest, and one button.
import { byId } from "/shared/dom.js";
import { declineWords } from "/shared/ringing.js";
import { showFace } from "/visit/faces.js";
import { words } from "/visit/words.js";

const kName = "anju-visitor-name";

export const keptName = () => { try { return localStorage.getItem(kName) ?? ""; } catch { return ""; } };
const keepName = (name) => { try { localStorage.setItem(kName, name); } catch { /* asked again next time */ } };

// Full-width digits and blanks are as good as others.
export const onlyDigits = (text) => text.normalize("NFKC").replace(/\D/g, "").slice(0, 6);

// door: {home, code, name, notice: {icon, text}, held, listenOnly, way, message}
//   code, name: this is asked; held: it cannot be pressed yet; listenOnly: goes on without devices; way.rings: her call that it answers;
//   message: where one is left
export function showDoor(door) {
  const { home } = door;
  byId("message-page").hidden = byId("call").hidden = byId("ended").hidden = true;
  byId("door").hidden = false;
  byId("door-title").textContent = home ? words.title(home.elder) : words.codeTitle;
  document.title = `${byId("door-title").textContent} · ${words.product}`;
  if (home) showFace(byId("door-face"), home, byId("door-behind"));
  byId("to-family").hidden = !home?.me.member;
  const presence = byId("door-presence");
  presence.hidden = !home;
  presence.classList.toggle("on", Boolean(home?.tv_online));
  byId("door-presence-words").textContent = home?.tv_online ? words.tvOn : words.tvOff;
  byId("code-part").hidden = !door.code;
  byId("name-part").hidden = !door.name;
  byId("go-words").textContent = home ? words.go(home.elder) : words.goThere;
  byId("go").disabled = Boolean(door.held);
  byId("go-promise").textContent = words.promise(home?.elder);
  byId("go-promise").hidden = Boolean(door.held);
  byId("listen-only").hidden = !door.listenOnly;
  byId("decline").hidden = !(door.listenOnly && door.way?.rings);
  byId("decline-words").textContent = declineWords;
  byId("leave-instead").hidden = !door.message;
  if (door.message) {
    byId("leave-instead").href = door.message;
    byId("leave-instead-words").textContent = words.leave(home.elder);
  }
  sayAtDoor(door.notice);
}

export function sayAtDoor(notice) {
  byId("door-notice").hidden = !notice;
  byId("door-notice-icon").className = `icon icon-${notice?.icon ?? "error"}`;
  byId("door-notice-words").textContent = notice?.text ?? "";
}

// go({code, name}) and listenOnly are called with what was asked, all of it there.
export function readyDoor(go, listenOnly, decline) {
  const code = byId("code");
  const name = byId("name");
  name.value = keptName();
  code.addEventListener("input", () => {
    const digits = onlyDigits(code.value);
    const shown = digits.length > 3 ? `${digits.slice(0, 3)} ${digits.slice(3)}` : digits;
    if (code.value !== shown) code.value = shown;
  });
  const asked = () => {
    const digits = onlyDigits(code.value);
    if (!byId("code-part").hidden && digits.length < 6) { sayAtDoor({ icon: "error", text: words.codeShort }); code.focus(); return null; }
    if (!byId("name-part").hidden && !name.value.trim()) { sayAtDoor({ icon: "error", text: words.nameMissing }); name.focus(); return null; }
    if (!byId("name-part").hidden) keepName(name.value.trim());
    return { code: byId("code-part").hidden ? "" : digits, name: name.value.trim() };
  };
  byId("door-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (byId("go").disabled) return;
    const found = asked();
    if (found) go(found);
  });
  byId("decline").addEventListener("click", decline);
  byId("listen-only").addEventListener("click", () => { const found = asked(); if (found) listenOnly(found); });
}
