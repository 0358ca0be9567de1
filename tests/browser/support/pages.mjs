// SPDX-License-Identifier: Apache-2.0
// Pages in Debian's Chromium: every broken rule of the content security policy and every uncaught error fails the test.
import fs from "node:fs";
import path from "node:path";
import { axeSource, chromium } from "./modules.mjs";
import { check } from "./suite.mjs";

export const kFlags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  // Cameras and microphones that the browser draws itself; an address that is no loopback.
  "--use-fake-device-for-media-stream=device-count=3", "--use-fake-ui-for-media-stream", "--host-resolver-rules=MAP anju.test 127.0.0.1"];

export async function launch(more = []) {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: [...kFlags, ...more], ignoreDefaultArgs: ["--headless"] });
}

const inspected = new Set();  // pages in which axe is at work: it tries inline styles, which the policy refuses

// A relative has at most five phones, and many tests open the same link: a phone that is done is taken back.
async function takeBack(context) {
  if (!(await context.cookies()).some((one) => one.name === "anju_family")) return;
  for (const origin of new Set(context.pages().map((page) => new URL(page.url()).origin))) {
    if (!origin.startsWith("http")) continue;
    const phones = await context.request.get(`${origin}/v1/family/phones`, { timeout: 2000 });
    const mine = phones.ok() && (await phones.json()).phones.find((one) => one.this_one);
    if (mine) await context.request.delete(`${origin}/v1/family/phones/${mine.id}`, { timeout: 2000 });
  }
}

// The browser of one test. `open` gives a page; at the end all of them are looked over and closed.
export function pagesOf(browser, atEnd, shots) {
  const complaints = [];
  const contexts = [];
  const watch = (page) => {
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.stack}`));
    page.on("console", (message) => {
      if (!inspected.has(page) && /content.security.policy|trusted ?type/i.test(message.text())) complaints.push(message.text());
    });
  };
  const context = async ({ size = [390, 844], language = "zh-CN", init, patience = 10000, ...more } = {}) => {
    const made = await browser.newContext({ viewport: { width: size[0], height: size[1] }, locale: language, timezoneId: "Asia/Shanghai", ...more });
    made.setDefaultTimeout(patience);
    if (init) await made.addInitScript(init);
    made.on("page", watch);
    contexts.push(made);
    return made;
  };
  atEnd(async ({ failed } = {}) => {
    for (const one of contexts) {
      if (failed && shots) for (const [index, page] of one.pages().entries()) await page.screenshot({ path: path.join(shots, `failed-${index}.png`) }).catch(() => {});
      await takeBack(one).catch(() => {});  // its platform may be gone already
      await one.close();
    }
    check(complaints.length === 0, complaints.join("\n"));
  });
  return { context, open: async (url, options) => { const page = await (await context(options)).newPage(); await page.goto(url); return page; } };
}

// axe's findings, none allowed; also nothing may stick out sideways. Keeps a picture of the whole page when asked to.
export async function inspect(page, name, shots) {
  if (shots) {
    fs.mkdirSync(shots, { recursive: true });
    const at = await page.evaluate(() => { const { scrollY } = window; scrollTo(0, 0); return scrollY; });  // what sticks to the top stands there
    await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
    await page.evaluate((y) => scrollTo(0, y), at);
  }
  // evaluate runs past the policy of the page, which would not let a script in
  inspected.add(page);
  await page.evaluate(axeSource());
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join("; ")}`);
  check(told.length === 0, `${name}: ${told.join("\n")}`);
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  inspected.delete(page);
  check(inner <= outer, `${name}: ${inner} px wide in ${outer} px`);
}

// On a phone and, as what is on the page stands, on a desk.
export async function inspectBoth(page, name, shots) {
  await inspect(page, name, shots);
  const phone = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 800 });
  await inspect(page, `${name}-desk`, shots);
  await page.setViewportSize(phone);
}
