// SPDX-License-Identifier: Apache-2.0
// The story of a visit that goes wrong: a phone that sends nothing, and programs that end in a call.
import path from "node:path";
import { homeOf, overloaded, sees, talk, until, watchPeers } from "./support/story.mjs";
import { check, skipped, test } from "./support/suite.mjs";

const off = ({ live }) => !live.camera && !live.microphone;

test("Story: a phone with neither camera nor microphone visits: its silence is media, and the visit stays", async (tools) => {
  if (tools.phone === "firefox") return skipped("Firefox makes no silence, either, on a machine without a loudspeaker");
  const { home, pages, shots } = await homeOf(tools);
  const page = await pages.open(home.visit(), { init: watchPeers });
  await page.addInitScript(() => { MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError")); });
  await page.reload();
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await page.getByRole("button", { name: "先这样去看" }).click();
  await home.shows("ringing");
  await home.answer();
  await sees(page, 10);
  // Without a packet the TV waits 20 s and ends the visit.
  await home.until(({ screen, text }) => { check(screen === "call", `the TV shows ${screen}`); return !text.includes("正在接通…"); }, "the TV hears that the phone is there", 15000);
  const quiet = await home.until(({ text, ...scene }) => text.some((line) => /话筒|听不到/.test(line)) && { text, ...scene }, "the TV says why nothing is heard");
  check(!quiet.banner && quiet.live.camera, `${quiet.banner} ${JSON.stringify(quiet.live)}`);
  if (shots) await Promise.all([home.shot(path.join(shots, "story-tv-neither.png")), page.screenshot({ path: path.join(shots, "story-neither.png") })]);
  await page.getByRole("button", { name: "挂断" }).click();
  await home.until((scene) => scene.screen === "visit_ended" && off(scene), "the TV says that it is over");
  return null;
});

test("Story: the phone's browser is killed in a call: the TV says so, and after 返回 nothing runs any more", async (tools) => {
  const { home, pages } = await homeOf(tools);
  const { page, kill } = await pages.mortal(home.visit(), { init: watchPeers });
  await talk(home, page);
  kill();
  const lost = await home.until((scene) => scene.banner.startsWith("断了一下，正在接回来") && scene, "the TV says that the line is gone");
  check(lost.videos[0].dimmed && lost.live_words === "摄像头开着", `${JSON.stringify(lost.videos)} ${lost.live_words}`);
  if (process.env.ANJU_SLOW) await home.until(({ screen }) => screen === "visit_ended", "the TV gives up by itself", 100000);
  else await home.say("back");
  const ended = await home.until((scene) => scene.screen === "visit_ended" && off(scene) && scene, "it is over");
  check(ended.text.includes("摄像头和话筒都关了"), ended.text.join(" / "));
});

test("Story: a reload stays in the call; the tab is closed, and soon it is over and the TV's camera is off", async (tools) => {
  const { home, pages, shots } = await homeOf(tools);
  const page = await pages.open(home.visit(), { init: watchPeers });
  await talk(home, page);
  const began = performance.now();
  await page.reload();
  await sees(page, 3);
  while (performance.now() - began < 4000) {
    await home.until(({ screen }) => { check(screen === "call", `the TV shows ${screen}`); return true; }, "the call goes on");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const closed = performance.now();
  await page.close();
  const over = await home.until((scene) => scene.screen === "visit_ended" && off(scene) && scene, "it is over");
  const waited = performance.now() - closed;
  check(waited < (overloaded() ? 35000 : 24000), `over after ${Math.round(waited)} ms`);
  check(over.text.includes("摄像头和话筒都关了"), `${over.title}: ${over.text.join(" / ")}`);
  if (shots) await home.shot(path.join(shots, "story-tv-closed.png"));
});

test("Story: the TV is killed in a call: the phone says so, and when the TV is back the visit is over", async (tools) => {
  const { home, pages, shots } = await homeOf(tools);
  const page = await pages.open(home.visit(), { init: watchPeers });
  await talk(home, page);
  await home.kill();
  await page.locator("#quality").getByText("断了，正在接回来").waitFor();
  if (shots) await page.screenshot({ path: path.join(shots, "story-lost.png") });
  await home.on();
  check(off(await home.shows("home")), "a camera runs after the start");
  await page.locator("#ended").waitFor();
  if (shots) await page.screenshot({ path: path.join(shots, "story-lost-ended.png") });
});
