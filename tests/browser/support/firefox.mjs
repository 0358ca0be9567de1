// SPDX-License-Identifier: Apache-2.0
// Debian's Firefox, driven over WebDriver BiDi.
import fs from "node:fs";
import { puppeteer } from "./modules.mjs";
import { temporary } from "./platform.mjs";

// As Debian ships it: without OpenH264, so that only VP8 is left. Its own pictures and no questions.
export const kVisiting = {
  "media.navigator.streams.fake": true, "media.navigator.permission.disabled": true, "media.peerconnection.ice.loopback": true,
  "media.peerconnection.ice.obfuscate_host_addresses": false, "media.gmp-provider.enabled": false, "media.autoplay.default": 0,
};

export async function launchFirefox(atEnd, preferences = {}) {
  const profile = temporary();
  atEnd(() => fs.rmSync(profile, { recursive: true, force: true }));
  const { default: driver } = await puppeteer();
  const browser = await driver.launch({
    browser: "firefox", executablePath: "/usr/bin/firefox-esr", headless: true, userDataDir: profile,
    extraPrefsFirefox: { "intl.accept_languages": "zh-CN", ...preferences },
  });
  atEnd(() => browser.close().catch(() => {}));  // it may have been killed
  return browser;
}

// A page of a phone of its own that keeps count of its errors.
export async function openedIn(browser) {
  const page = await (await browser.createBrowserContext()).newPage();
  await page.setViewport({ width: 390, height: 844 });
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  return { page, errors };
}

export const firefox = async (atEnd, preferences) => openedIn(await launchFirefox(atEnd, preferences));
