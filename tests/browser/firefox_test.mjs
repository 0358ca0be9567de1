// SPDX-License-Identifier: Apache-2.0
// The family page in Debian's Firefox, driven over WebDriver BiDi.
import fs from "node:fs";
import path from "node:path";
import { puppeteer } from "./support/modules.mjs";
import { boxOf } from "./support/family.mjs";
import { same, test, until } from "./support/suite.mjs";
import { temporary } from "./support/platform.mjs";

test("In Firefox a sentence is written, reaches the TV, and is seen", async ({ atEnd, platform, shots }) => {
  const box = await boxOf(platform);
  const profile = temporary();
  atEnd(() => fs.rmSync(profile, { recursive: true, force: true }));
  const { default: driver } = await puppeteer();
  const browser = await driver.launch({
    browser: "firefox", executablePath: "/usr/bin/firefox-esr", headless: true, userDataDir: profile,
    extraPrefsFirefox: { "intl.accept_languages": "zh-CN" },
  });
  atEnd(() => browser.close());
  const page = await browser.newPage();
  await page.setViewport({ width: 390, height: 844 });
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
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
