// SPDX-License-Identifier: Apache-2.0
// What the tests of a visit begin with.
import { startFake } from "./fake_platform.mjs";
import { fakeTvOf } from "./fake_tv.mjs";
import { until } from "./suite.mjs";

export const kLink = "xiaofang-xiaofang-1234";

// A platform, a TV and the page's address, for one test.
export async function played({ atEnd, browser, pages }, { tv: withTv = true } = {}) {
  const fake = await startFake();
  const tv = withTv ? await fakeTvOf(browser, fake) : null;
  const all = pages(atEnd);
  atEnd(async (how) => { await tv?.stop(how); await fake.stop(); });
  return { fake, tv, pages: all, url: `${fake.url}/visit/#${kLink}` };
}

export const picture = (page) => page.evaluate(() => document.getElementById("her")?.getVideoPlaybackQuality().totalVideoFrames ?? 0);

// Her picture moves: frames are counted until there are this many.
export async function seesHer(page, frames = 5) {
  const before = await picture(page);
  await until(async () => (await picture(page)) >= before + frames, `${frames} more pictures on the phone`);
}

export async function ringing(page, tv) {
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await page.getByText("正在响").waitFor();
  await until(async () => (await tv.stats()).state === "connected", "the line is up while it rings");
}

export async function talking(page, tv) {
  await ringing(page, tv);
  tv.pressOk();
  await seesHer(page);
}

// The dialog of her call.
export const calls = (page) => page.getByRole("dialog", { name: "妈妈想看看您" });
export const placed = (fake) => fake.seen.filter((one) => one === "POST /v1/visitor/visits").length;

// An open page that hears of her calls; where: visit, family.
export async function listening({ fake, pages, url }, { where = "visit", ...options } = {}) {
  const before = fake.log("me_1").listeners.size;
  const page = await pages.open(url.replace("/visit/", `/${where}/`), options);
  await until(() => fake.log("me_1").listeners.size > before, "the page listens");
  return page;
}

// The first `count` requests of this kind are lost on the way; with `kept` only their answers are. Returns how many were.
export async function lose(page, address, count, method = "GET", { kept = false } = {}) {
  let lost = 0;
  await page.route(address, async (route) => {
    if (route.request().method() !== method || lost >= count) { await route.fallback(); return; }
    lost += 1;
    if (kept) await route.fetch();
    await route.abort("connectionreset");
  });
  return () => lost;
}

// For a page's beginning: every track that the browser gave stands in window.given; with window.held it comes only with window.letGo().
export function slowCamera() {
  if (!window.MediaDevices) return;  // the empty page before
  const open = MediaDevices.prototype.getUserMedia;
  window.given = [];
  window.held = sessionStorage.getItem("held") === "1";
  MediaDevices.prototype.getUserMedia = async function (wanted) {
    if (window.held) await new Promise((resolve) => { window.letGo = resolve; });
    const stream = await open.call(this, wanted);
    window.given.push(...stream.getTracks());
    return stream;
  };
}

// … and a phone that lets the page have no camera and no microphone until window.allowed.
export function noDevices() {
  if (!window.MediaDevices) return;
  const open = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = function (wanted) { return window.allowed ? open.call(this, wanted) : Promise.reject(new DOMException("no", "NotAllowedError")); };
}
