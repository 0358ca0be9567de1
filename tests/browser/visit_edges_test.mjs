// SPDX-License-Identifier: Apache-2.0
// What comes too late or at the wrong moment on the visit page: a camera after the end, a broken offer, two calls at once, candidates before their offer.
import { check, same, test, until } from "./support/suite.mjs";
import { played, ringing, seesHer, slowCamera, talking } from "./support/visit.mjs";

async function ringingPage(tools) {
  const all = await played(tools, { tv: false });
  all.page = await all.pages.open(all.url, { init: slowCamera });
  await all.page.getByRole("button", { name: "去看妈妈" }).click();
  await all.page.getByText("正在响").waitFor();
  return all;
}

const giveUp = async (page) => {
  await page.getByRole("button", { name: "不等了" }).click();
  await page.getByText("妈妈会看到您打来过").waitFor();
};

// What was asked for comes now, after the end: as many tracks as before and more, and none runs.
async function comesTooLate(page, what) {
  const before = await page.evaluate(() => { const { length } = window.given; window.held = false; window.letGo(); return length; });
  await until(() => page.evaluate((length) => window.given.length > length, before), `${what}: the browser gives it`);
  await until(() => page.evaluate(() => window.given.every((track) => track.readyState === "ended")), `${what}: no camera and no microphone runs`, 2000);
}

test("A camera that comes after the end of the visit is let go: after a reload, a turn, and 开画面", async (tools) => {
  const { page } = await ringingPage(tools);
  await page.evaluate(() => sessionStorage.setItem("held", "1"));
  await page.reload();
  await page.getByText("正在响").waitFor();
  await until(() => page.evaluate(() => Boolean(window.letGo)), "the page asks for the camera");
  await giveUp(page);
  await comesTooLate(page, "reload");
  for (const key of ["换镜头", "开画面"]) {
    await page.getByRole("button", { name: "再打一次" }).click();
    await page.getByText("正在响").waitFor();
    check(await page.locator("#me").isVisible(), `before ${key}: one does not see oneself`);
    if (key === "开画面") await page.getByRole("button", { name: "关画面" }).click();
    await page.evaluate(() => { window.held = true; window.letGo = null; });
    await page.getByRole("button", { name: key }).click();
    await until(() => page.evaluate(() => Boolean(window.letGo)), "the page asks for the camera");
    await giveUp(page);
    await comesTooLate(page, key);
  }
  // What came too late leaves nothing behind: the next visit has its picture.
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByText("正在响").waitFor();
  await page.locator("#me").waitFor();
});

test("A prompt that is refused after the end does not ask for the microphone alone", async (tools) => {
  const { page } = await ringingPage(tools);
  await page.evaluate(() => sessionStorage.setItem("held", "1"));
  await page.reload();
  await until(() => page.evaluate(() => Boolean(window.letGo)), "the page asks for the camera");
  await page.evaluate(() => {
    window.asks = 0;
    const slow = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = function (wanted) { ++window.asks; return slow.call(this, wanted); };
    // What is held was asked for with both; the browser's answer to it is now a refusal.
    window.given.push = () => { throw new DOMException("no", "NotAllowedError"); };
  });
  await giveUp(page);
  await page.evaluate(() => { window.held = false; window.letGo(); });
  await new Promise((resolve) => setTimeout(resolve, 300));
  same(await page.evaluate(() => window.asks), 0, "times that it asked again");
});

const kFingerprint = `sha-256 ${Array(32).fill("AB").join(":")}`;

test("An offer that this browser cannot take ends the visit in words, and one can call again and be called", async (tools) => {
  const { page, fake } = await ringingPage(tools);
  await giveUp(page);
  fake.fingerprint = kFingerprint;
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByText("正在响").waitFor();
  const { visit } = Array.from(fake.visits.values()).at(-1);
  fake.tvSignals(visit.id, { round: 0, kind: "offer", text: `v=0\r\na=fingerprint:${kFingerprint}\r\nthis is no offer` });
  await page.getByText("没接通").waitFor();
  same(await page.locator("#ended-text").textContent(), "这个浏览器接不上。换一个浏览器打开这个链接，再试一次。", "why, and what can be done");
  await until(() => fake.visits.get(visit.id).visit.end === "failed", "the platform knows");
  check(await page.evaluate(() => window.given.every((track) => track.readyState === "ended")), "the camera runs on");
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByText("正在响").waitFor();
  await giveUp(page);
  await until(() => fake.log("me_1").listeners.size === 1, "the page listens");
  fake.tvPlaces("me_1");
  await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
});

test("Her call in the very moment of one's own does not cover it; when one's own is refused, hers rings", async (tools) => {
  const { pages, url, fake } = await played(tools, { tv: false });
  const page = await pages.open(url, { init: slowCamera });
  const both = async () => {
    await until(() => fake.log("me_1").listeners.size === 1, "the page listens");
    await page.evaluate(() => { window.held = true; window.letGo = null; });
    await page.getByRole("button", { name: /^(去看妈妈|再打一次)$/ }).click();
    await until(() => page.evaluate(() => Boolean(window.letGo)), "the page asks for the camera");
    const hers = fake.tvPlaces("me_1");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await page.evaluate(() => { window.held = false; window.letGo(); });
    return hers;
  };
  const dialog = page.getByRole("dialog", { name: "妈妈想看看您" });
  await page.getByRole("button", { name: "去看妈妈" }).waitFor();
  const first = await both();
  await page.getByText("正在响").waitFor();
  same(await dialog.count(), 0, "dialogs over the visit");
  fake.tvEnds(first.id, "busy");
  await giveUp(page);
  fake.refusal = { code: "busy" };
  const second = await both();
  await dialog.waitFor();
  await page.getByRole("button", { name: "接听" }).click();
  await until(() => fake.visits.get(second.id).visit.stage === "answered", "hers is answered");
  await dialog.waitFor({ state: "detached" });
  check(await page.evaluate(() => window.given.some((track) => track.readyState === "live")), "the camera does not run");
});

test("Who has signed out, or was given up for gone, is not said to have ended it; who did is, also after a reload", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  const page = await pages.open(url);
  await ringing(page, tv);
  fake.phoneEnds(tv.visit.id, "cancelled");
  await page.getByRole("heading", { name: "视频结束了" }).waitFor();
  await page.getByRole("button", { name: "再打一次" }).click();
  await until(() => tv.visit.stage === "ringing", "it rings again");
  await tv.pressOk();
  await seesHer(page);
  fake.phoneEnds(tv.visit.id, "hung_up");
  await page.getByRole("heading", { name: "视频结束了" }).waitFor();
  await page.getByRole("button", { name: "再打一次" }).click();
  await until(() => tv.visit.stage === "ringing", "it rings once more");
  await tv.pressOk();
  await seesHer(page);
  await page.reload();
  await seesHer(page, 3);
  await page.getByRole("button", { name: "挂断" }).click();
  await page.getByText("挂好了").waitFor();
  await page.getByRole("button", { name: "再打一次" }).click();
  await until(() => tv.visit.stage === "ringing", "it rings for the last time");
  fake.takesBackPhones(tv.visit.id);
  await page.getByRole("heading", { name: "不响了" }).waitFor();
  await page.getByText("这部手机的链接收回了，打不进去了。请家里人再发一个").waitFor();
  same([await page.locator("#again").isVisible(), await page.locator("#leave").isVisible(), await page.locator("#home").isVisible()], [false, false, false], "keys that lead nowhere");
});

test("Candidates that overtake their offer are used, in the first round and in the next", async (tools) => {
  const { tv, pages, url } = await played(tools);
  tv.late = 300;
  const page = await (await pages.context()).newPage();
  await page.addInitScript(() => {
    window.taken = [];
    const add = RTCPeerConnection.prototype.addIceCandidate;
    RTCPeerConnection.prototype.addIceCandidate = function taking(candidate) {
      if (candidate?.candidate) window.taken.push(this.remoteDescription.sdp.match(/ice-ufrag:(\S+)/)[1]);
      return add.call(this, candidate);
    };
  });
  const rounds = () => page.evaluate(() => new Set(window.taken).size);
  await page.goto(url);
  await talking(page, tv);
  same(await rounds(), 1, "rounds with candidates of the TV");
  await tv.kill();
  await until(() => tv.agains === 1, "asked again");
  await seesHer(page, 3);
  same(await rounds(), 2, "rounds with candidates of the TV, after another connection");
});
