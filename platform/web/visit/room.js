// SPDX-License-Identifier: Apache-2.0
// The visit on the screen: waiting, seeing each other, what is wrong with the line, and the four keys.
import { byId, el } from "/shared/dom.js";
import { showFace } from "/visit/faces.js";
import { ownWords } from "/visit/own.js";
import { words } from "/visit/words.js";

const kRingsFor = 45;  // seconds, as on the TV

// 3:20 · 1:03:20
export function clockOf(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index ? String(part).padStart(2, "0") : String(part))).join(":");
}

function showKeys(devices) {
  const picture = Boolean(devices.wantsPicture && devices.video);
  const missing = !devices.audio && Boolean(devices.trouble.microphone);
  const silent = devices.muted || missing;
  byId("mute").setAttribute("aria-pressed", String(silent));
  byId("mute").disabled = !devices.audio && !missing;
  byId("mute-words").textContent = silent ? words.unmute : words.mute;
  byId("camera").setAttribute("aria-pressed", String(!picture));
  byId("camera").querySelector(".icon").className = `icon icon-${picture ? "videocam" : "videocam_off"}`;
  byId("camera-words").textContent = picture ? words.cameraOff : words.cameraOn;
  byId("turn").hidden = devices.cameras < 2;
  byId("turn").disabled = !picture;
}

function showSelf(devices) {
  const picture = Boolean(devices.wantsPicture && devices.video);
  const me = byId("me");
  byId("self").hidden = false;
  const track = picture ? devices.video : null;
  if (me.srcObject?.getVideoTracks()[0] !== (track ?? undefined)) {
    me.srcObject = track ? new MediaStream([track]) : null;
    if (track) me.play().catch(() => {});
  }
  me.hidden = !picture;
  me.classList.toggle("mirrored", devices.mirrored);
  byId("me-off").hidden = picture;
  byId("me-off-words").textContent = devices.wantsPicture ? words.noPicture : words.pictureOff;
}

// A line may end between two of the words, not within one.
function showFour(before, four) {
  const line = byId("four-words");
  if (line.textContent === before + four.join(" ")) return;
  line.replaceChildren(before, ...four.flatMap((word, index) => [index ? " " : "", el("span", { class: "four-word" }, word)]));
}

// What matters most about the line and both sides, one sentence.
function sentence(room, own) {
  const { word, her, home } = room;
  if (word === "offline" || word === "lost") return words.quality[word];
  if (her && her.sends !== "picture" && her.sends !== "low_picture" && (her.why === "weak_network" || her.why === "slow")) return words.herWeak(home.elder);
  if (her && !her.microphone) return words.herSilent(home.elder);
  if (her && (her.sends === "sound_only" || her.sends === "nothing")) return her.why === "no_device" ? words.herNoCamera(home.elder) : words.herPictureOff(home.elder);
  return own.missing ? "" : own.text;
}

// Without a picture of hers her portrait stands there; when the line is weak the last picture stays, darker.
function showHer(room) {
  const { word, her, remote } = room;
  const noPicture = her && ["sound_only", "nothing"].includes(her.sends) && her.why !== "weak_network";
  const cover = !room.answered || !remote || noPicture || !room.pictureCame;
  byId("her-cover").hidden = !cover;
  byId("her").classList.toggle("old", !cover && ["weak", "lost", "offline"].includes(word));
}

// room: {home, visit, answered, devices, her, word, words4, remote, pictureCame, now()}
export function showRoom(room) {
  const { home, visit, devices } = room;
  byId("message-page").hidden = byId("door").hidden = byId("ended").hidden = true;
  byId("call").hidden = false;
  byId("call").classList.toggle("talking", room.answered);
  byId("her-name").textContent = home.elder;
  document.title = `${home.elder} · ${words.product}`;
  showFace(byId("her-face"), home);
  showKeys(devices);
  showSelf(devices);
  showHer(room);
  byId("hang-up-words").textContent = room.answered ? words.hangUp : words.giveUp;

  const connecting = room.answered && !room.pictureCame && !["sound", "weak"].includes(room.word);
  byId("waiting").hidden = room.answered && !connecting;
  byId("waiting-title").textContent = !room.answered ? words.ringing : room.word === "lost" ? words.returning : visit?.placed_by === "tv" ? words.answering : words.connecting(home.elder);
  byId("waiting-text").textContent = room.answered ? "" : words.ringingText(home.elder);
  byId("ring-left").parentElement.hidden = byId("waiting-left").hidden = room.answered;

  const talking = room.answered && !connecting;
  byId("quality").textContent = talking ? words.quality[room.word] : "";
  byId("quality-dot").hidden = !talking;
  byId("quality-dot").className = `dot ${room.word}`;
  const own = ownWords(words, devices, home.elder);
  const said = talking ? sentence(room, own) : "";
  byId("said").hidden = !said;
  if (byId("said").textContent !== said) byId("said").textContent = said;
  const notice = own.missing ? own.text : "";
  byId("device-notice").hidden = !notice;
  if (byId("device-notice").textContent !== notice) byId("device-notice").textContent = notice;
  byId("four").hidden = !talking || room.words4.length === 0 || Boolean(visit?.alarm);  // in an alarm the TV does not show them
  showFour(words.four(home.elder), room.words4);
  showTime(room);
}

// Each second, without touching the rest.
export function showTime(room) {
  const { visit, home } = room;
  if (room.answered) {
    const since = Date.parse(visit?.answered_at ?? "") || room.now();
    byId("duration").textContent = room.pictureCame || byId("waiting").hidden ? clockOf(Math.max(0, (room.now() - since) / 1000)) : "";
    return;
  }
  byId("duration").textContent = "";
  const placed = Date.parse(visit?.placed_at ?? "") || room.now();
  // This phone's idea of the platform's clock is late by the way of one answer.
  const left = Math.min(kRingsFor, Math.max(0, Math.ceil(kRingsFor - (room.now() - placed) / 1000)));
  byId("ring-left").value = left;
  byId("waiting-left").textContent = home.can_leave_message ? words.left(left) : words.leftGuest(left);
}

// Gives her picture and sound to the page. Returns false when the browser wants a tap before it plays sound.
export async function playHer(stream) {
  const her = byId("her");
  if (her.srcObject !== stream) her.srcObject = stream;
  try {
    her.muted = false;
    await her.play();
    byId("hear").hidden = true;
  } catch (error) {
    if (error.name !== "NotAllowedError") return;
    her.muted = true;
    byId("hear").hidden = false;
    her.play().catch(() => {});
  }
}

export function stopHer() {
  byId("her").srcObject = null;
  byId("me").srcObject = null;
  byId("hear").hidden = true;
}

// on: {mute(), camera(), turn(), hangUp(), picture()}
export function readyRoom(on) {
  byId("mute").addEventListener("click", on.mute);
  byId("camera").addEventListener("click", on.camera);
  byId("turn").addEventListener("click", on.turn);
  byId("hang-up").addEventListener("click", on.hangUp);
  byId("hear").addEventListener("click", () => playHer(byId("her").srcObject));
  // The first picture of each connection, not its first packet.
  byId("her").addEventListener("resize", on.picture);
  byId("her").addEventListener("loadeddata", on.picture);
}
