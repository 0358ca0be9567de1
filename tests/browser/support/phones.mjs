// SPDX-License-Identifier: Apache-2.0
// The phones of a story: pages of Chromium or of Firefox, and one whose whole browser can be killed.
import { kVisiting, launchFirefox, openedIn } from "./firefox.mjs";
import { FirefoxPage } from "./firefox_page.mjs";
import { chromium } from "./modules.mjs";
import { kFlags } from "./pages.mjs";
import { same } from "./suite.mjs";

// A relative has at most five phones, and every test opens the same link: one that is done is taken back.
async function takeBack() {
  const { phones } = await (await fetch("/v1/family/phones")).json();
  await fetch(`/v1/family/phones/${phones.find((one) => one.this_one).id}`, { method: "DELETE" });
}

async function firefoxPage(browser, atEnd, url, { init, patience }) {
  const { page, errors } = await openedIn(browser);
  if (init) await page.evaluateOnNewDocument(init);
  await page.goto(url);
  atEnd(async () => {
    if (browser.connected && !page.isClosed()) {
      await page.evaluate(takeBack).catch(() => {});  // a guest has none
      await page.close();
    }
    same(errors, [], "errors of the page");
  });
  return new FirefoxPage(page, patience);
}

const kPhones = {
  chromium: {
    open: ({ pages, atEnd }) => {
      const all = pages(atEnd);
      return (url, options) => all.open(url, options);
    },
    async mortal({ atEnd }, url, { init, patience }) {
      const server = await chromium.launchServer({ executablePath: "/usr/bin/chromium", args: kFlags, ignoreDefaultArgs: ["--headless"] });
      atEnd(() => server.kill());
      const context = await (await chromium.connect(server.wsEndpoint())).newContext({ locale: "zh-CN" });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      await page.addInitScript(init);
      await page.goto(url);
      return { page, kill: () => server.process().kill("SIGKILL") };
    },
  },
  firefox: {
    shared: null,
    // One Firefox for all tests of a part.
    open({ atEnd, atAllEnd }) {
      return async (url, options) => {
        this.shared ??= await launchFirefox(atAllEnd, kVisiting);
        return firefoxPage(this.shared, atEnd, url, options);
      };
    },
    async mortal({ atEnd }, url, options) {
      const browser = await launchFirefox(atEnd, kVisiting);
      return { page: await firefoxPage(browser, atEnd, url, options), kill: () => browser.process().kill("SIGKILL") };
    },
  },
};

// {open(url, {init}), mortal(url, {init}) → {page, kill()}}
export function phonesOf(tools, patience) {
  const phone = kPhones[tools.phone ?? "chromium"];
  const open = phone.open(tools);
  return {
    open: (url, options) => open(url, { patience, ...options }),
    mortal: (url, options) => phone.mortal(tools, url, { patience, ...options }),
  };
}
