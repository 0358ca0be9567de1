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
