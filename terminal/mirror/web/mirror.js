// SPDX-License-Identifier: Apache-2.0
// The TV in a page: draws the boxes that changed, sends the keys of the drawn remote and of the keyboard.

const parameters = new URLSearchParams(location.search);
const token = parameters.get("token") ?? "";
const asked = parameters.get("lang");
const language = asked === "zh" || asked === "en" ? asked : navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";

const words = {
  zh: {
    product: "安居电视", lead: "没有电视，也能试：这里的每个键都是真的", sound: "声音从开着它的那台电脑出来",
    listen: "打开声音", listening: "声音开着", listenMore: "通话和留言的声音，这一页上也能听到",
    here: "电视和平台都在这台电脑上", waiting: "正在打开电视", lost: "电视停了，等它回来", refused: "这个链接不对，用 ./run 打印的那个",
    tv: "电视", picture: "电视画面", remote: "遥控器",
    storyTitle: "一分钟，看一句话怎么到奶奶眼前",
    step1: "在手机上写一句话", step1More: "手机就在这一页上，\n写完点发送。",
    step2: "看它到电视上", step2More: "不到 0.1 秒，还会响一声，\n电视念给奶奶听。",
    step3: "按“确定”", step3More: "手机上马上写着\n几点几分看到了。",
    move: "走动", enter: "回车", ok: "确定", back: "返回", home: "主页", volume: "声音", mute: "静音",
    up: "上", down: "下", left: "左", right: "右", louder: "声音大一点", quieter: "声音小一点",
    phone: "家里人的手机", phoneOf: (name) => `${name}的手机`, phoneMore: "真的网页，可以打字、点按",
    typing: "键盘现在归手机；点一下电视，又归遥控器",
    night: "那边是夜里：电视暗着，不出声。按任意一个键，它就亮了。想看白天，启动 ./run 时加",
    atNight: {
      step2More: "夜里不响、不念，\n只添一行字：早上再看。",
      step3: "按三次“确定”", step3More: "叫醒电视，打开消息，\n再告诉手机几点看到了。",
    },
    tooManyPhones: "这个链接已经在五个浏览器里打开过，这部手机进不去。按 Ctrl-C 停下，再 ./run 一次，就腾出两个位置。", own: "想用自己的手机试：启动时加 --lan，\n再扫终端里的码。",
    open: "在新窗口打开",
  },
  en: {
    product: "Anju TV", lead: "No TV needed to try it: every key here is real", sound: "Sound comes from the computer that runs it",
    listen: "Turn sound on", listening: "Sound is on", listenMore: "Calls and films are heard on this page too",
    here: "TV and platform run on this computer", waiting: "Switching the TV on", lost: "The TV has stopped; waiting for it", refused: "This link is not right; use the one that ./run printed",
    tv: "TV", picture: "The TV's picture", remote: "Remote",
    storyTitle: "One minute: how a few words reach Grandma",
    step1: "Write on the phone", step1More: "The family's phone is on this page:\nwrite, then send.",
    step2: "See it on the TV", step2More: "Within 0.1 s, with a chime, and the TV reads it to her.",
    step3: "Press OK", step3More: "The phone says at once when she saw it.",
    move: "Move", enter: "Enter", ok: "OK", back: "Back", home: "Home", volume: "Volume", mute: "Mute",
    up: "Up", down: "Down", left: "Left", right: "Right", louder: "Louder", quieter: "Quieter",
    phone: "The family's phone", phoneOf: (name) => `${name}'s phone`, phoneMore: "The real page: type and tap in it",
    typing: "The keyboard is the phone's; click the TV to have it back",
    night: "It is night there: the TV is dark and silent. Any key wakes it. To see the day, start ./run with",
    atNight: {
      step2More: "Nothing sounds at night: one dim line says that a message has come.",
      step3: "Press OK three times", step3More: "It wakes the TV, opens the message, and tells the phone.",
    },
    tooManyPhones: "Five browsers have opened this link, so this phone stays out. Stop with Ctrl-C and start ./run again: that makes room for two.", own: "With your own phone: start with --lan\nand scan the code in the terminal.",
    open: "Open in a new window",
  },
}[language];

const byId = (id) => document.getElementById(id);

function fillWords() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = words.product;
  for (const node of document.querySelectorAll("[data-words]")) node.textContent = words[node.dataset.words];
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", words[node.dataset.label]);
  for (const node of document.querySelectorAll("[data-title]")) node.title = words[node.dataset.title];
}

// The TV says with each picture whether it is night there: then it neither chimes nor lights up.
let night = false;

function showHours(now) {
  if (now === night) return;
  night = now;
  byId("night").hidden = !night;
  for (const node of document.querySelectorAll("#steps [data-words]")) {
    node.textContent = (night && words.atNight[node.dataset.words]) || words[node.dataset.words];
  }
}

function showState(word) {
  byId("state").classList.toggle("lost", word !== "here");
  byId("state-words").textContent = words[word];
  byId("curtain").hidden = word === "here";
  byId("curtain-words").textContent = words[word];
}

// ---- picture: {u8 type, u8 coding, u16 night, u16 x, y, width, height, u32 sequence} little-endian, then RGBA or a JPEG

const kHeaderBytes = 16;
const kLastBox = 2;
const kJpeg = 1;
const kNight = 1;

const screen = byId("screen");
const paper = screen.getContext("2d", { alpha: false });
let socket = null;
let tries = 0;
let boxes = [];  // of the picture that is arriving; drawn together, or one would see half of it

async function take(buffer, from) {
  const head = new DataView(buffer);
  const type = head.getUint8(0);
  const hours = head.getUint16(2, true);
  const [x, y, width, height] = [4, 6, 8, 10].map((at) => head.getUint16(at, true));
  const sequence = head.getUint32(12, true);
  if (head.getUint8(1) === kJpeg) {
    const image = createImageBitmap(new Blob([new Uint8Array(buffer, kHeaderBytes)], { type: "image/jpeg" })).catch(() => null);
    boxes.push({ draw: async () => { const bitmap = await image; return () => { if (bitmap) { paper.drawImage(bitmap, x, y); bitmap.close(); } }; } });
  } else if (width && height && buffer.byteLength >= kHeaderBytes + width * height * 4) {
    const image = new ImageData(new Uint8ClampedArray(buffer, kHeaderBytes, width * height * 4), width, height);
    boxes.push({ draw: () => () => paper.putImageData(image, x, y) });
  }
  if (type !== kLastBox) return;
  const arrived = boxes;
  boxes = [];
  // The next picture comes only when this one is acknowledged, so none overtakes another.
  for (const draw of await Promise.all(arrived.map((box) => box.draw()))) draw();
  if (from !== socket) return;
  showState("here");
  showHours(hours === kNight);
  from.send(JSON.stringify({ ack: sequence }));
}

function connect() {
  const address = new URL(`/ws?token=${encodeURIComponent(token)}`, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const line = new WebSocket(address);
  socket = line;
  boxes = [];
  socket.binaryType = "arraybuffer";
  socket.addEventListener("open", () => { tries = 0; });
  socket.addEventListener("message", ({ data }) => { if (data instanceof ArrayBuffer && data.byteLength >= kHeaderBytes) take(data, line); });
  socket.addEventListener("close", () => {
    releaseAll();
    showState("lost");
    setTimeout(connect, Math.min(250 * 2 ** tries++, 4000));
  });
}

// ---- sound: 16-bit samples, 48,000 a second, one channel; a browser plays only after a person asked for it

const kRate = 48000;
const kAhead = 0.06;      // seconds kept for a late block
const kMostAhead = 0.25;  // more than this is old: what follows is played at once

let ears = null;  // {context, line, until}

function hear(buffer) {
  const samples = new Int16Array(buffer);
  const { context } = ears;
  if (!samples.length || context.state !== "running") return;
  const block = context.createBuffer(1, samples.length, kRate);
  const to = block.getChannelData(0);
  for (let i = 0; i < samples.length; ++i) to[i] = samples[i] / 32768;
  const now = context.currentTime;
  if (ears.until > now + kMostAhead) return;
  if (ears.until < now + 0.005) ears.until = now + kAhead;
  const player = context.createBufferSource();
  player.buffer = block;
  player.connect(context.destination);
  player.start(ears.until);
  ears.until += samples.length / kRate;
}

function showEars() {
  const button = byId("listen");
  button.setAttribute("aria-pressed", String(Boolean(ears)));
  byId("listen-words").textContent = words[ears ? "listening" : "listen"];
}

function closeEars() {
  const old = ears;
  ears = null;
  old?.line.close();
  old?.context.close();
  showEars();
}

function openEars() {
  const address = new URL(`/sound?token=${encodeURIComponent(token)}`, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const line = new WebSocket(address);
  line.binaryType = "arraybuffer";
  ears = { context: new AudioContext({ sampleRate: kRate, latencyHint: "interactive" }), line, until: 0 };
  line.addEventListener("message", ({ data }) => { if (ears?.line === line) hear(data); });
  line.addEventListener("close", () => { if (ears?.line === line) closeEars(); });
  showEars();
}

function readyEars() {
  const button = byId("listen");
  button.hidden = false;
  button.title = words.listenMore;
  button.addEventListener("click", (event) => {
    if (ears) closeEars();
    else openEars();
    if (event.detail) button.blur();  // Enter is the remote's again
  });
  showEars();
}

// ---- keys: down when pressed, up when let go; the TV knows no difference between a short and a long press

const held = new Set();

function send(key, type) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ key, type }));
}

function light(key, on) {
  document.querySelector(`[data-key="${key}"]`)?.classList.toggle("lit", on);
}

function press(key) {
  if (held.has(key)) return;
  held.add(key);
  light(key, true);
  send(key, "down");
}

function release(key) {
  if (!held.delete(key)) return;
  light(key, false);
  send(key, "up");
}

function releaseAll() {
  for (const key of [...held]) release(key);
}

function readyRemote() {
  for (const button of document.querySelectorAll("[data-key]")) {
    const key = button.dataset.key;
    button.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();  // keeps Enter for 确定 instead of the key that was clicked last
      document.activeElement?.blur();
      button.setPointerCapture(event.pointerId);
      press(key);
    });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) button.addEventListener(name, () => release(key));
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    // A click without a pointer: a screen reader or a switch.
    button.addEventListener("click", (event) => { if (event.detail === 0 && !held.size) { press(key); setTimeout(() => release(key), 120); } });
  }
}

const kKeyboard = {
  ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right", Enter: "ok", Escape: "back",
  h: "home", H: "home", "+": "volume_up", "=": "volume_up", "-": "volume_down", "−": "volume_down", m: "mute", M: "mute", F1: "red",
};

function keyOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const focused = document.activeElement;
  // On a key of the remote that has focus, Enter and space press that key; on the link they open it.
  if (event.key === "Enter" || event.key === " ") {
    if (focused?.dataset?.key) return focused.dataset.key;
    if (focused instanceof HTMLAnchorElement || focused?.id === "listen") return null;
  }
  if (/^[0-9]$/.test(event.key)) return event.key;
  return kKeyboard[event.key] ?? null;
}

const fromKeyboard = new Map();  // code → key, so that the right one is let go

function readyKeyboard() {
  addEventListener("keydown", (event) => {
    const key = keyOf(event);
    if (!key) return;
    event.preventDefault();
    if (event.repeat) return;
    fromKeyboard.set(event.code, key);
    press(key);
  });
  addEventListener("keyup", (event) => {
    const key = fromKeyboard.get(event.code);
    if (!key) return;
    event.preventDefault();
    fromKeyboard.delete(event.code);
    release(key);
  });
  addEventListener("blur", () => {
    fromKeyboard.clear();
    releaseAll();
    showTyping(document.activeElement === byId("phone"));
  });
  addEventListener("focus", () => showTyping(false));
}

// ---- the phone

// Whoever types in the phone presses no key of the remote: it is a page of its own.
function showTyping(on) {
  byId("stage").classList.toggle("typing", on);
  byId("phone-more").textContent = words[on ? "typing" : "phoneMore"];
}

// The page in the frame says who has this phone, or why it stays out.
function hearPhone({ source, data }) {
  if (source !== byId("phone").contentWindow || typeof data !== "object" || !data) return;
  byId("phone-refused").hidden = data.refused !== "too_many_phones";
  byId("phone-refused").textContent = byId("phone-refused").hidden ? "" : words.tooManyPhones;
  byId("phone-more").hidden = !byId("phone-refused").hidden;
  if (typeof data.name === "string") byId("phone-name").textContent = words.phoneOf(data.name);
  if (!(data.photo instanceof Blob)) return;
  const face = byId("face");
  URL.revokeObjectURL(face.src);
  face.src = URL.createObjectURL(data.photo);
  face.hidden = false;
}

async function readyPhone() {
  const answer = await fetch(`/config?token=${encodeURIComponent(token)}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const config = await answer.json();
  screen.width = config.width || 1920;
  screen.height = config.height || 1080;
  if (config.sound) readyEars();
  const family = config.family_url;
  byId("stage").classList.toggle("alone", !family);
  byId("side").hidden = !family;
  if (!family) return;
  if (config.family_name && language === "zh") byId("phone-name").textContent = words.phoneOf(config.family_name);
  addEventListener("message", hearPhone);
  const address = new URL(family);
  if (asked) address.searchParams.set("lang", asked);
  byId("phone").src = address.href;
  byId("open").href = address.href;
}

async function start() {
  fillWords();
  showState("waiting");
  readyRemote();
  readyKeyboard();
  try {
    await readyPhone();
  } catch (error) {
    showState(/^4/.test(error.message) ? "refused" : "lost");
    if (!/^4/.test(error.message)) setTimeout(() => location.reload(), 2000);
    return;
  }
  connect();
}

start();
