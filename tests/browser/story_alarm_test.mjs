// SPDX-License-Identifier: Apache-2.0
// The whole story of a call for help: ./run with its platform, guard and TV, a TV that has frozen, a desk in a real browser,
// and nobody plays anything.
import fs from "node:fs";
import path from "node:path";
import { deskOf, end, ready, row, stands, waits } from "./support/desk_ground.mjs";
import { readyFile, root, started, temporary } from "./support/platform.mjs";
import { figures, heard, hears, overloaded, phonesFor, until, watchPeers } from "./support/story.mjs";
import { check, same, test } from "./support/suite.mjs";

// The guard's loudspeaker, of which everything that was played is kept. The TV has one of its own (heard).
function loudspeaker(folder) {
  const file = path.join(folder, "played.raw"), words = path.join(folder, "alsa.conf");
  fs.writeFileSync(words, `pcm.nobody { type null }\npcm.default { type file slave.pcm "nobody" file "${file}" format "raw" }\n`);
  return { words, played: () => (fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0)) };
}

const kRed = 398, kKey = 1;
function event(type, code, value) {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(type, 16);
  bytes.writeUInt16LE(code, 18);
  bytes.writeInt32LE(value, 20);
  return bytes;
}
// As the kernel tells of a remote: down, up.
const tap = (fifo) => {
  const pipe = fs.openSync(fifo, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
  fs.writeSync(pipe, Buffer.concat([event(kKey, kRed, 1), event(0, 0, 0), event(kKey, kRed, 0), event(0, 0, 0)]));
  fs.closeSync(pipe);
};

// What the TV shows; nothing while it cannot say so.
async function sceneOf(home, number) {
  const file = path.join(home.folder, `scene-${number}.json`);
  try {
    const pipe = fs.openSync(home.info.paths.script, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
    fs.writeSync(pipe, `scene ${file}\n`);
    fs.closeSync(pipe);
  } catch {
    return null;
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}

async function wholeHome(tools) {
  const folder = temporary();
  const sound = loudspeaker(folder);
  const file = path.join(folder, "info.json");
  const { inside: [, tvs] } = await heard(tools);
  const run = started("env", [tvs, `ANJU_BUILD=${path.dirname(tools.bin)}`, "ANJU_PLATFORM_PORT=0", "ANJU_MIRROR_PORT=0", `ALSA_CONFIG_PATH=${sound.words}`,
    path.join(root, "run"), "--headless", "--data", path.join(folder, "data"), "--info", file, "--language", "zh", "--now", "2026-11-26T12:00:00+08:00", "--camera", "test", "--microphone", "test"]);
  tools.atEnd(async () => { await run.stop(); fs.rmSync(folder, { recursive: true, force: true }); });
  await readyFile(file, run.child, run.words);
  let scenes = 0;
  const home = {
    folder, sound,
    get info() { return JSON.parse(fs.readFileSync(file, "utf8")); },
    async shows(find, what, patience = 60000) {
      let last = null;
      try {
        return await until(async () => (last = await sceneOf(home, ++scenes)) && find(last), what, patience);
      } catch (error) {
        error.message += `; the TV shows ${JSON.stringify({ ...last, items: undefined })}; ${run.words()}`;
        throw error;
      }
    },
  };
  return home;
}

test("Story: pressed while the TV is frozen, the guard alone calls and speaks; the TV comes again and shows it, the desk answers, both see and hear, it is ended, and each step stands there", async (tools) => {
  const home = await wholeHome(tools);
  const { info } = home;
  const login = info.logins.find(({ role }) => role === "operator");
  const desk = await deskOf(phonesFor(tools), info.urls.desk, login, { init: watchPeers });
  await home.shows(({ screen }) => screen === "home", "the TV is at home");

  process.kill(info.pids.tv, "SIGSTOP");
  const before = home.sound.played().length;
  const pressed = performance.now();
  tap(info.paths.alarm_input);
  await waits(desk, "王桂兰");
  const took = performance.now() - pressed;
  check(took < (overloaded() ? 10000 : 1000), `from the key to the desk ${Math.round(took)} ms`);
  await until(() => home.sound.played().subarray(before).some((byte) => byte !== 0), "the guard speaks, because nothing is shown");

  const back = await until(() => home.info.pids.tv !== info.pids.tv && home.info.pids.tv, "the TV that hangs is started anew");
  process.kill(back, 0);
  const shown = await home.shows(({ screen, title }) => screen === "alarm" && title, "the TV shows the call as it is");
  check(/收到/.test(shown), `what the platform has: ${shown}`);

  await stands(desk, "王桂兰");
  await ready(desk);
  await desk.keyboard.press("F1");
  await row(desk, "王桂兰").getByText("您接了").waitFor();
  await desk.locator(".talk-frame.on").waitFor({ timeout: 40000 });
  await until(async () => (await figures(desk)).frames > 10, "the desk sees her");
  await hears(desk);
  const talk = await home.shows((scene) => scene.live.camera && scene.live.microphone && scene.videos[0]?.pictures > 10 && scene, "the TV sees the desk");
  check(talk.title.includes("说话"), `who talks: ${talk.title}`);
  same(talk.live_words, "摄像头开着", "what is open is said");

  await end(desk);
  const over = await home.shows((scene) => !scene.live.camera && !scene.live.microphone && scene.screen === "alarm" && scene.title !== talk.title && scene, "it is ended, and nothing is open");
  check(/结束|好了/.test(over.title), `how it ended: ${over.title}`);

  const told = await desk.evaluate(async () => {
    const { call_back: back, alarms } = await (await fetch("/v1/desk")).json();
    return { open: alarms.length, back: back.length };
  });
  same(told, { open: 0, back: 0 }, "nobody is owed anything");
  const steps = await desk.locator(".steps").innerText();
  const inOrder = ["按", "平台", "接", "通上话", "结"].map((word) => steps.indexOf(word));
  check(inOrder.every((at) => at >= 0), `each step stands there: ${steps}`);
});
