// SPDX-License-Identifier: Apache-2.0
// The whole story of a visit: a real platform, a real TV, a real browser on the phone's page, and nobody plays anything.
import path from "node:path";
import { inspect } from "./support/pages.mjs";
import { figures, hears, homeOf, overloaded, sees, talk, until, watchPeers } from "./support/story.mjs";
import { check, same, test } from "./support/suite.mjs";

const off = ({ live }) => !live.camera && !live.microphone;

test("Story: she visits, nothing leaves the home before OK, then both see and hear each other, and she hangs up", async (tools) => {
  const { home, pages, shots } = await homeOf(tools);
  const page = await pages.open(home.visit(), { init: watchPeers });
  await page.getByRole("button", { name: "去看妈妈" }).waitFor();
  if (shots) await page.screenshot({ path: path.join(shots, "story-door.png") });
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await page.getByText("正在响").waitFor();
  const ring = await home.shows("ringing");
  same([ring.from, ring.text[0], ring.title, ring.focus], ["小芳", "您的女儿", "小芳想和您视频见面", "answer"], "who rings");
  check(ring.spoken.includes("小芳想和您视频见面"), `said: ${ring.spoken}`);
  await until(async () => (await figures(page)).connected, "the line is up while it rings");
  const before = await figures(page);
  same([before.packets, before.sent, off(ring), ring.videos], [{ video: 0, audio: 0 }, 0, true, []], "before OK");
  if (shots) await Promise.all([home.shot(path.join(shots, "story-tv-ring.png")), page.screenshot({ path: path.join(shots, "story-ring.png") })]);
  await home.answer();
  await sees(page, 15);
  await hears(page);
  // Debian's Firefox knows no other.
  if (tools.phone === "firefox") same((await figures(page)).codec, "video/VP8", "the codec of the TV's picture");
  const seen = await home.until(({ videos, live, ...scene }) => videos[0]?.pictures > 15 && live.camera && live.microphone && { videos, ...scene }, "the TV sees the phone");
  same([seen.screen, seen.title, seen.live_words, seen.videos.map(({ which }) => which)], ["call", "女儿小芳", "摄像头开着", ["remote", "self"]], "the call on the TV");
  check((await home.loudest(1000)) > 1000, "the TV hears the phone");
  const words = seen.text.find((line) => line.startsWith("她手机上也是："))?.slice(7);
  await page.getByText(`妈妈电视上也是：${words}`).waitFor();
  if (shots) await Promise.all([home.shot(path.join(shots, "story-tv-call.png")), page.screenshot({ path: path.join(shots, "story-call.png") })]);
  await page.getByRole("button", { name: "挂断" }).click();
  await page.getByText("挂好了").waitFor();
  const ended = await home.until((scene) => scene.screen === "visit_ended" && off(scene) && scene, "the TV says that it is over");
  check(ended.text.some((line) => line.startsWith("是小芳挂的")) && ended.text.includes("摄像头和话筒都关了"), ended.text.join(" / "));
  if (shots) await home.shot(path.join(shots, "story-tv-ended.png"));
});

test("Story: after a reload the phone is back in the same visit within 5 s, and the elder hangs up", async (tools) => {
  const { home, pages } = await homeOf(tools);
  const page = await pages.open(home.visit(), { init: watchPeers });
  await talk(home, page);
  const began = performance.now();
  await page.reload();
  await sees(page, 3);
  const back = performance.now() - began;
  check(back < (overloaded() ? 20000 : 5000), `back after ${Math.round(back)} ms`);
  await home.until(({ screen, videos }) => screen === "call" && videos[0]?.pictures > 3 && !videos[0].dimmed, "the TV sees the phone again");
  await home.hangUp();
  await page.getByText("妈妈挂断了").waitFor();
  const ended = await home.until((scene) => scene.screen === "visit_ended" && off(scene) && scene, "the TV says that it is over");
  check(ended.text.includes("摄像头和话筒都关了"), ended.text.join(" / "));
});

test("Story: 返回 while it rings says 不方便 politely", async (tools) => {
  const { home, pages, shots } = await homeOf(tools);
  const page = await pages.open(home.visit(), { init: watchPeers });
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await home.shows("ringing");
  await home.press("back", ({ screen }) => screen !== "ringing", "she refuses");
  await page.getByText("妈妈这会儿不方便").waitFor();
  await page.getByText("过一会儿再打，妈妈知道您来过").waitFor();
  const after = await home.scene();
  same([off(after), after.videos], [true, []], "the TV");
  await inspect(page, "story-declined", shots);
});

test("Story: the elder chooses her daughter, the page rings, and they see each other", async (tools) => {
  const { home, pages, shots } = await homeOf(tools);
  const page = await pages.open(home.family(), { init: watchPeers });
  await page.getByText("电视开着").click();  // a phone that was touched may ring aloud
  await home.until(({ items }) => items.find(({ id }) => id === "visits")?.sub === "小芳现在有空", "the TV says that her page is open");
  await home.choose(({ id }) => id === "visits");
  await home.shows("family");
  const chosen = await home.choose(({ label }) => label === "小芳");
  check(chosen.note === "现在有空", `the daughter is ${chosen.note}`);
  await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
  await home.shows("calling");
  // Firefox makes no sound on a machine without a loudspeaker, and the TV says so.
  const rings = tools.phone === "firefox" ? ["她的手机在响", "她的手机上看得到，没有铃声"] : ["她的手机在响"];
  const calling = await home.until((scene) => scene.text.some((line) => rings.includes(line)) && scene, "the TV says that her phone rings");
  check(off(calling), "the camera or the microphone is live");
  if (shots) await Promise.all([home.shot(path.join(shots, "story-tv-calling.png")), page.screenshot({ path: path.join(shots, "story-rings.png") })]);
  await page.getByRole("button", { name: "接听" }).click();
  await sees(page, 5);
  await hears(page);
  await home.until(({ screen, videos }) => screen === "call" && videos[0]?.pictures > 5, "the TV sees the phone");
  await home.hangUp();
  await page.getByText("妈妈挂断了").waitFor();
});

test("Story: a guest with the digits of the TV rings as hers, is answered, and the daughter sends the guest away", async (tools) => {
  const { home, pages, shots } = await homeOf(tools);
  await home.choose(({ id }) => id === "visits");
  await home.shows("family");
  await home.choose(({ id }) => id === "visit_code");
  const { code } = await home.until((scene) => /^\d{6}$/.test(scene.code ?? "") && scene, "the TV shows six digits");
  const guest = await pages.open(`${home.platform.url}/visit/`, { init: watchPeers });
  await guest.getByLabel("电视上的 6 个数").fill(code);
  await guest.getByLabel("您是谁").fill("张老师");
  await guest.getByRole("button", { name: "去看看" }).click();
  const rings = await home.shows("ringing");
  check(off(rings) && rings.from === "张老师" && rings.text.includes("您给过 6 个数的客人"), rings.text.join(" / "));
  if (shots) await home.shot(path.join(shots, "story-tv-guest.png"));
  await home.press("ok", ({ screen }) => screen === "call", "she answers");
  await sees(guest, 3);
  const daughter = await pages.open(home.family());
  await daughter.getByRole("button", { name: "视频的设置" }).click();
  await daughter.getByText("正在打视频").waitFor();
  await daughter.getByRole("button", { name: "收回 张老师" }).click();
  await daughter.getByRole("button", { name: "收回", exact: true }).click();
  await home.until((scene) => scene.screen !== "call" && off(scene), "the visit ends, and nothing is on");
  await daughter.getByText("张老师", { exact: true }).waitFor({ state: "detached" });
  await guest.reload();
  await guest.getByLabel("电视上的 6 个数").waitFor();
});
