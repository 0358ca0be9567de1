// SPDX-License-Identifier: Apache-2.0
// A platform with two operators and homes whose boxes press, for all tests of the desk; and how one works there.
import { invited, pressers } from "./desk.mjs";
import { startPlatform } from "./platform.mjs";
import { until } from "./suite.mjs";

export const kDesk = { size: [1440, 900] };

// Counts what the page lets sound.
export function listen() {
  window.rung = 0;
  window.sources = [];  // event streams; one that is deaf says that it is open and tells nothing
  window.EventSource = class extends EventSource {
    constructor(...given) { super(...given); window.sources.push(this); }
    addEventListener(name, take, ...more) { super.addEventListener(name, (event) => { if (!this.deaf) take(event); }, ...more); }
  };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...given) { window.rung += 1; return start.apply(this, given); };
}

// Three parties encode six pictures on the cores of one machine.
export function smallCamera() {
  if (!window.MediaDevices) return;
  const open = MediaDevices.prototype.getUserMedia;
  window.given = [];
  MediaDevices.prototype.getUserMedia = async function (wanted) {
    if (window.refuse) throw new DOMException("no", "NotAllowedError");
    const stream = await open.call(this, wanted.video ? { ...wanted, video: { width: 160, height: 120, frameRate: 10 } } : wanted);
    window.given.push(...stream.getTracks());
    return stream;
  };
}

// A page of the desk at this address: signed in, and on duty unless not wanted.
export async function deskOf(pages, url, login, { duty = true, ...more } = {}) {
  const page = await pages.open(url, { ...kDesk, init: listen, ...more });
  await page.getByLabel(/^(名字|Name)$/).fill(login.name);
  await page.getByLabel(/^(密码|Password)$/).fill(login.password);
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
  await page.locator("#queue h2").first().waitFor();
  if (duty) {
    // On duty still, where the page of the test before has only just gone: sound begins with a key.
    const signOn = page.locator('[data-key="sign on"]');
    await signOn.or(page.locator(".on-duty")).first().waitFor();
    await page.keyboard.press("Shift");
    if (await signOn.isVisible()) {
      await signOn.click();
      await page.locator("dialog .good:not([aria-disabled])").click();
    }
    await page.locator(".on-duty").waitFor();
  }
  return page;
}

let shared = null;  // one platform for all of these
export async function ground(tools) {
  shared ??= (async () => {
    const own = await startPlatform(tools.bin);
    tools.atAllEnd(async () => { await own.stop(); own.forget(); });
    return { own, li: await invited(own, "li", "李姐"), qiang: await invited(own, "qiang", "王强"), homes: await pressers(own, 3) };
  })();
  const all = await shared;
  const pages = tools.pages(tools.atEnd);
  const home = (name) => all.homes.find((one) => one.name === name).box;
  const enter = (login, options) => deskOf(pages, `${all.own.url}/desk/`, login, options);
  return { ...all, enter, home, pages };
}

export const row = (page, name) => page.locator("#queue .row", { hasText: name });
export const stands = (page, name) => page.locator("#name strong", { hasText: name }).waitFor();
export const waits = (page, name) => page.locator(".row.waits", { hasText: name }).waitFor();
export const ready = (page) => page.locator('[data-key="act accept"]:not([aria-disabled])').waitFor();  // what was pressed for the card before does nothing to this one
export const rung = (page) => page.evaluate(() => window.rung);

// The picture in this element.
export async function moves(page, video) {
  const count = () => page.evaluate((one) => document.querySelector(one).getVideoPlaybackQuality().totalVideoFrames, video);
  await page.locator(video).waitFor();
  const before = await count();
  await until(async () => (await count()) >= before + 5, `${video} moves`, 30000);
}

// Ends what stands in the middle, with an outcome.
export async function end(page, key = "1", said = "") {
  await page.keyboard.press("F9");
  await page.locator(".panel-open .choices").waitFor();
  await page.keyboard.press(key);
  await page.locator(".outcome-is").waitFor();
  await page.keyboard.press("F10");
  await page.locator("dialog p", { hasText: said }).first().waitFor();
  await page.locator("dialog .key.red:not([aria-disabled])").click();
  await page.locator("dialog").waitFor({ state: "detached" });
}
