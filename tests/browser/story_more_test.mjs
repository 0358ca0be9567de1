// SPDX-License-Identifier: Apache-2.0
// The rest of the story of a visit: answered by a rule, and films both ways.
import path from "node:path";
import { Home, heard, homeOf, overloaded, phonesFor, sees, until, watchPeers } from "./support/story.mjs";
import { check, test } from "./support/suite.mjs";

const off = ({ live }) => !live.camera && !live.microphone;

// First of all: nobody has a page open.
test("Story: nobody is there, so the elder leaves a film, and the son's phone plays it", async (tools) => {
  const { home, pages, shots } = await homeOf(tools);
  await home.choose(({ id }) => id === "visits");
  await home.shows("family");
  await home.choose(({ label }) => label === "大伟");
  await home.shows("calling");
  await home.until(({ text }) => text.some((line) => line.includes("没开着网页，可以留言")), "the TV says that nobody is there");
  await home.press("ok", ({ screen }) => screen === "leave_message", "she records");
  const filmed = await home.until((scene) => scene.videos[0]?.which === "self" && scene.videos[0].pictures > 30 && scene, "her picture is filmed");
  check(filmed.live_words === "正在录", filmed.live_words);
  if (shots) await home.shot(path.join(shots, "story-tv-film.png"));
  await home.say("ok");
  await home.until((scene) => scene.title === "发给大伟了" && off(scene), "it was sent");
  const page = await pages.open(home.family("大伟"));
  await page.getByRole("button", { name: /播放妈的视频/ }).click();
  await until(() => page.locator("#player-film").evaluate((film) => film.currentTime > 0.3 && film.videoWidth > 0 && film.getVideoPlaybackQuality().totalVideoFrames > 3), "it plays on the phone");
  if (shots) await page.screenshot({ path: path.join(shots, "story-film-phone.png") });
  await page.keyboard.press("Escape");
  await page.getByText(/您 \d+:\d\d 看过了/).waitFor();
});

test("Story: a rule that the daughter asks for and the elder agrees to answers the son by itself, after 15 s that are heard", async (tools) => {
  const home = await Home.start(tools, await heard(tools));
  const { shots } = tools;
  const pages = phonesFor(tools);
  const daughter = await pages.open(home.family());
  await daughter.getByRole("button", { name: "视频的设置" }).click();
  await daughter.getByLabel("大伟来的时候").selectOption({ label: "响 15 秒后自动接" });
  await daughter.getByText("等妈妈按“确定”：响 15 秒后自动接").waitFor();
  await home.until(({ shortcuts, screen }) => screen === "visit_rule" || shortcuts.some(({ label }) => label === "看看问什么"), "the TV asks");
  await home.press("ok", ({ screen }) => screen === "visit_rule", "the question opens");
  const question = await home.shows("visit_rule");
  check(question.title === "大伟来电，自动接通？" && question.focus === "agree", question.title);
  if (shots) await home.shot(path.join(shots, "story-tv-rule.png"));
  await home.press("ok", ({ screen }) => screen !== "visit_rule", "she agrees");
  await daughter.getByText(/同意了：响 15 秒后自动接/).first().waitFor();
  const son = await pages.open(home.visit("大伟"), { init: watchPeers });
  await son.getByRole("button", { name: "去看妈" }).click();
  const counted = await home.shows("auto_answer");
  const began = performance.now();
  check(off(counted) && counted.from === "大伟" && counted.spoken.includes("15 秒后自动接通，按返回就不接"), `${counted.from}: ${counted.spoken}`);
  if (shots) await home.shot(path.join(shots, "story-tv-countdown.png"));
  await home.until((scene) => { check(scene.screen === "call" || off(scene), "live before the countdown is over"); return scene.screen === "call"; }, "it is answered");
  const waited = performance.now() - began;
  check(waited > 13000 && waited < (overloaded() ? 40000 : 18000), `answered after ${Math.round(waited)} ms`);
  await sees(son, 5);
  await home.until(({ live, videos }) => live.camera && videos[0]?.pictures > 3, "the TV sees the son");
  await home.hangUp();
  const ended = await home.until((scene) => off(scene) && scene, "camera and microphone are off");
  check(ended.text.includes("摄像头和话筒都关了"), ended.text.join(" / "));
  await son.getByText("妈挂断了").waitFor();
});

test("Story: the daughter leaves a film, the TV plays it, and the daughter reads that it was seen", async (tools) => {
  const { home, pages, shots } = await homeOf(tools);
  const page = await pages.open(home.family());
  await page.getByRole("button", { name: "留言视频" }).click();
  await page.getByRole("button", { name: "开始录" }).click();
  await page.getByText(/正在录 0:0[2-9] \/ 1:00/).waitFor();
  await page.getByRole("button", { name: "录好了" }).click();
  await page.getByRole("button", { name: "发给妈妈" }).click();
  await page.getByText("发好了，还没看").waitFor();
  await home.shows("message");
  await home.press("ok", ({ videos }) => videos[0]?.which === "remote", "she plays it");
  const playing = await home.until((scene) => scene.videos[0]?.pictures > 10 && scene, "the film is shown");
  check(off(playing), "the camera runs while a film plays");
  if (shots) await home.shot(path.join(shots, "story-tv-plays.png"));
  await home.say("ok");
  await page.getByText(/妈妈 \d+:\d\d 看到了/).waitFor();
});
