// SPDX-License-Identifier: Apache-2.0
// The family page and a visit in Debian's Firefox, driven over WebDriver BiDi.
import path from "node:path";
import { boxOf } from "./support/family.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { startFake } from "./support/fake_platform.mjs";
import { fakeTvOf } from "./support/fake_tv.mjs";
import { firefox, kVisiting } from "./support/firefox.mjs";
import { kLink } from "./support/visit.mjs";

test("In Firefox a sentence is written, reaches the TV, and is seen", async ({ atEnd, platform, shots }) => {
  const box = await boxOf(platform);
  const { page, errors } = await firefox(atEnd);
  await page.goto(`${platform.url}/family/?lang=zh#${platform.demo.family[0].token}`);
  await page.waitForSelector("#page:not([hidden])");
  await page.type("#text", "火狐里写的");
  await page.click("#send");
  const shown = (word) => page.evaluate((wanted) => Array.from(document.querySelectorAll("[data-message]")).some((row) => row.textContent.includes("火狐里写的") && row.textContent.includes(wanted)), word);
  await until(() => shown("发好了"), "the sentence is in the list", 20000);
  const [newest] = (await box.snapshot()).messages;
  same(newest.text, "火狐里写的", "on the TV");
  await box.seen(newest.id);
  await until(() => shown("看到了"), "the phone says it was seen", 20000);
  if (shots) await page.screenshot({ path: path.join(shots, "firefox-family.png") });
  same(errors, [], "errors of the page");
});

test("In Firefox a visit shows both sides, comes back after a reload and after silence, and ends", async ({ atEnd, browser, shots }) => {
  const fake = await startFake();
  const tv = await fakeTvOf(browser, fake);
  atEnd(async () => { await tv.stop(); await fake.stop(); });
  const { page, errors } = await firefox(atEnd, kVisiting);
  const shown = (text) => page.evaluate((wanted) => document.body.innerText.includes(wanted), text);
  // Firefox counts no frames of a stream by itself.
  const pictures = () => page.evaluate(() => {
    const her = document.getElementById("her");
    const count = () => { ++window.pictures; her.requestVideoFrameCallback(count); };
    if (window.pictures === undefined) { window.pictures = 0; her.requestVideoFrameCallback(count); }
    return window.pictures;
  });
  await page.goto(`${fake.url}/visit/?lang=zh#${kLink}`);
  await page.waitForSelector("#door:not([hidden])");
  await page.click("#go");
  await until(() => shown("正在响"), "it rings", 20000);
  await until(async () => (await tv.stats()).state === "connected", "the line is up while it rings", 20000);
  same([(await tv.stats()).video, (await tv.stats()).audio], [0, 0], "packets before she answers");
  tv.pressOk();
  await until(async () => (await pictures()) > 10, "her picture", 20000);
  await until(async () => { const found = await tv.stats(); return found.frames > 5 && found.audio > 20; }, "the phone's picture and sound on the TV", 20000);
  same((await tv.stats()).codec, "video/VP8", "the codec");
  if (shots) await page.screenshot({ path: path.join(shots, "firefox-visit.png") });
  await page.reload();
  await until(async () => tv.round === 1 && (await pictures()) > 3, "back in the same visit", 20000);
  same(fake.seen.filter((one) => one.endsWith("/left")).length, 1, "the page that went said so");
  await tv.kill();
  await until(async () => tv.round === 2 && (await tv.stats()).frames > 3, "a new connection after silence", 20000);
  await tv.hangUp();
  await until(() => shown("妈妈挂断了"), "the end is told");
  same(errors, [], "errors of the page");
  check(await page.evaluate(() => !document.getElementById("me").srcObject), "the camera still runs");
});
