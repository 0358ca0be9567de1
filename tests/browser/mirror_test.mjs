// SPDX-License-Identifier: Apache-2.0
// The shop window: draws what the TV sends, presses what the remote and the keyboard press, shows the phone.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort, root, readyFile, startPlatform, started, temporary } from "./support/platform.mjs";
import { inspect } from "./support/pages.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { approve } from "./support/box.mjs";
import { kFolder, part, played } from "./support/window.mjs";

// A moving picture: the same head with a coding, then a JPEG.
function jpegPart(type, x, y, width, height, sequence, jpeg) {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt8(type, 0);
  bytes.writeUInt8(1, 1);
  [x, y, width, height].forEach((value, index) => bytes.writeUInt16LE(value, 4 + 2 * index));
  bytes.writeUInt32LE(sequence, 12);
  return Buffer.concat([bytes, jpeg]);
}

const pixel = (page, x, y) => page.evaluate(([left, top]) => Array.from(document.getElementById("screen").getContext("2d").getImageData(left, top, 1, 1).data.slice(0, 3)), [x, y]);

test("The phone in the shop window may use camera, microphone and sound: a visit starts there", async ({ atEnd, pages }) => {
  const { page } = await played(pages(atEnd), { familyUrl: "http://127.0.0.1:8423/family/#t" });
  const may = await page.evaluate(() => { const { featurePolicy } = document.getElementById("phone"); return ["camera", "microphone", "autoplay"].filter((one) => featurePolicy.allowsFeature(one, "http://127.0.0.1:8423")); });
  same(may, ["camera", "microphone", "autoplay"], "what the frame may use");
});

test("The shop window draws each box where it belongs and acknowledges the picture once", async ({ atEnd, pages, shots }) => {
  const { page, tv, said } = await played(pages(atEnd));
  await page.getByText("正在打开电视").first().waitFor();
  tv.line.send(part(2, 0, 0, 1920, 1080, 1, [10, 20, 31]));
  await until(() => said.some((one) => one.ack === 1), "the first picture is acknowledged");
  check(await page.locator("#curtain").isHidden(), "the curtain is still closed");
  tv.line.send(part(1, 100, 200, 50, 60, 2, [200, 0, 0]));
  tv.line.send(part(2, 1900, 1060, 20, 20, 2, [0, 200, 0]));
  await until(() => said.some((one) => one.ack === 2), "the second picture is acknowledged");
  same([await pixel(page, 100, 200), await pixel(page, 149, 259), await pixel(page, 150, 260), await pixel(page, 1919, 1079)],
    [[200, 0, 0], [200, 0, 0], [10, 20, 31], [0, 200, 0]], "pixels");
  same(said.filter((one) => one.ack).length, 2, "acknowledgements");
  await inspect(page, "mirror-alone", shots);
});

test("A moving picture comes as a JPEG, is drawn, and then acknowledged; a broken one stops nothing", async ({ atEnd, pages }) => {
  const { page, tv, said } = await played(pages(atEnd));
  tv.line.send(part(2, 0, 0, 1920, 1080, 1, [10, 20, 31]));
  await until(() => said.some((one) => one.ack === 1), "a picture");
  const jpeg = Buffer.from(await page.evaluate(async () => {
    const drawn = new OffscreenCanvas(64, 48);
    const context = drawn.getContext("2d");
    context.fillStyle = "rgb(200, 40, 60)";
    context.fillRect(0, 0, 64, 48);
    return Array.from(new Uint8Array(await (await drawn.convertToBlob({ type: "image/jpeg", quality: 0.95 })).arrayBuffer()));
  }));
  tv.line.send(jpegPart(1, 300, 400, 64, 48, 2, jpeg));
  tv.line.send(part(2, 100, 200, 50, 60, 2, [0, 200, 0]));
  await until(() => said.some((one) => one.ack === 2), "the moving picture is acknowledged");
  const [red, green, blue] = await pixel(page, 330, 420);
  check(Math.abs(red - 200) < 6 && Math.abs(green - 40) < 6 && Math.abs(blue - 60) < 6, `the JPEG is ${red} ${green} ${blue}`);
  same([await pixel(page, 299, 420), await pixel(page, 120, 220)], [[10, 20, 31], [0, 200, 0]], "beside it");
  tv.line.send(jpegPart(2, 300, 400, 64, 48, 3, jpeg.subarray(0, 40)));
  await until(() => said.some((one) => one.ack === 3), "the broken one is acknowledged too");
});

test("打开声音: one press and a call is heard; another and it is quiet again", async ({ atEnd, pages }) => {
  const { page, tv, said, keys } = await played(pages(atEnd), { sound: true });
  tv.line.send(part(2, 0, 0, 1920, 1080, 1, [10, 20, 31]));
  await until(() => said.length === 1, "a picture");
  check(!tv.ears, "it listens before anybody asked");
  const button = page.getByRole("button", { name: "打开声音" });
  const box = await button.boundingBox();
  check(box.height >= 44, `the button is ${box.height} high`);
  await button.click();
  await until(() => tv.ears, "the page listens");
  const block = Buffer.alloc(960 * 2);
  for (let i = 0; i < 960; ++i) block.writeInt16LE(16384, 2 * i);
  for (let i = 0; i < 60 && (await page.evaluate(() => window.heard.length)) < 10; ++i) {
    tv.ears.send(block);
    await page.waitForTimeout(20);
  }
  const heard = await page.evaluate(() => window.heard);
  check(heard.length >= 10, `${heard.length} blocks were played`);
  same([heard[0].samples, heard[0].rate, heard[0].first], [960, 48000, 0.5], "a block");
  const gaps = heard.slice(1).map((one, i) => one.when - heard[i].when);
  check(gaps.filter((gap) => Math.abs(gap - 0.02) < 0.001).length >= gaps.length / 2, `one behind the other: ${gaps}`);
  await page.keyboard.press("Enter");
  await until(() => keys().length === 2, "Enter is the remote's");
  await page.getByRole("button", { name: "声音开着" }).click();
  await until(() => !tv.ears, "it listens no more");
  await page.getByRole("button", { name: "打开声音" }).waitFor();
});

test("Without a loudspeaker to listen to there is no such button", async ({ atEnd, pages }) => {
  const { page } = await played(pages(atEnd));
  same(await page.locator("#listen").isVisible(), false, "the button");
});

test("Keys of the drawn remote, by mouse, touch and keyboard, go out as down and up and light while held", async ({ atEnd, pages }) => {
  const { page, tv, said, keys } = await played(pages(atEnd), { hasTouch: true });
  tv.line.send(part(2, 0, 0, 1920, 1080, 1, [10, 20, 31]));
  await until(() => said.length === 1, "a picture");
  const ok = page.getByRole("button", { name: "确定", exact: true });
  await ok.hover();
  await page.mouse.down();
  await until(async () => (await ok.getAttribute("class")).includes("lit"), "the key lights");
  same(keys(), ["ok down"], "while held");
  await page.mouse.up();
  await until(() => keys().length === 2, "the key is let go");
  check(!(await ok.getAttribute("class")).includes("lit"), "the light stays on");
  await page.getByRole("button", { name: "返回" }).tap();
  await until(() => keys().length === 4, "a tap");
  for (const key of ["ArrowLeft", "Enter", "Escape", "h", "7", "+", "-", "F1"]) await page.keyboard.press(key);
  await until(() => keys().length === 20, "the keyboard");
  const words = ["ok", "back", "left", "ok", "back", "home", "7", "volume_up", "volume_down", "red"];
  same(keys(), words.flatMap((word) => [`${word} down`, `${word} up`]), "keys");
});

test("A held key is let go when the window loses its focus", async ({ atEnd, pages }) => {
  const { page, tv, said, keys } = await played(pages(atEnd));
  tv.line.send(part(2, 0, 0, 1920, 1080, 1, [10, 20, 31]));
  await until(() => said.length === 1, "a picture");
  await page.keyboard.down("ArrowDown");
  await until(() => keys().length === 1, "the key is down");
  await page.evaluate(() => dispatchEvent(new Event("blur")));
  await until(() => keys().length === 2, "the key is let go");
  same(keys(), ["down down", "down up"], "keys");
});

test("Every key of the drawn remote is at least 44 pixels and has a name", async ({ atEnd, pages }) => {
  const { page } = await played(pages(atEnd));
  for (const key of await page.locator("[data-key]").all()) {
    const box = await key.boundingBox();
    const name = await key.getAttribute("data-key");
    check(box.width >= 44 && box.height >= 44, `${name} is ${box.width}×${box.height}`);
  }
});

test("When the TV stops, the window says so and finds it again by itself", async ({ atEnd, pages }) => {
  const { page, tv, said } = await played(pages(atEnd));
  tv.line.send(part(2, 0, 0, 1920, 1080, 1, [10, 20, 31]));
  await until(() => said.length === 1, "a picture");
  const first = tv.line;
  await first.close();
  await page.getByText("电视停了，等它回来").first().waitFor();
  await until(() => tv.line !== first, "the page calls again");
  tv.line.send(part(2, 0, 0, 1920, 1080, 7, [10, 20, 31]));
  await until(() => said.some((one) => one.ack === 7), "a picture again");
  await page.locator("#curtain").waitFor({ state: "hidden" });
});

const kMorning = "2026-11-21T09:38:00+08:00";  // at night the TV would stay dark

// What the TV shows, asked through its script.
async function scene(script, folder) {
  const file = path.join(folder, "scene.json");
  fs.rmSync(file, { force: true });
  await fs.promises.appendFile(script, `scene ${file}\n`);
  await until(() => fs.existsSync(file), "the TV tells its scene");
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

// A real TV with its window, paired. Returns the page.
async function realWindow(tools) {
  const { atEnd, bin } = tools;
  const program = path.join(bin, "anju-tv");
  if (!fs.existsSync(program)) throw new Error(`${program} is not built`);
  const mirror = await freePort();
  const own = await startPlatform(bin, { frameAncestor: `http://127.0.0.1:${mirror}`, now: kMorning });
  atEnd(async () => { await own.stop(); own.forget(); });
  const data = temporary();
  atEnd(() => fs.rmSync(data, { recursive: true, force: true }));
  const ready = path.join(data, "tv.json");
  const script = path.join(data, "script");
  execFileSync("mkfifo", ["-m", "600", script]);
  const family = path.join(data, "family-url");
  fs.writeFileSync(family, `${own.link()}\n小芳\n`, { mode: 0o600 });
  const tv = started(program, ["--headless", "--mirror", String(mirror), "--platform", own.url, "--data", path.join(data, "tv"),
    "--ready", ready, "--family-url-file", family, "--web", kFolder, "--language", "zh", "--now", kMorning, "--script", script]);
  atEnd(tv.stop);
  const { mirror: address } = await readyFile(ready, tv.child, tv.words);
  await approve(own, await until(async () => (await scene(script, data)).text.find((line) => /^[B-Z]{8}$/.test(line)), "the TV shows its code"));

  const pages = tools.pages(atEnd);
  const context = await pages.context({ size: [1440, 900] });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const real = CanvasRenderingContext2D.prototype.putImageData;
    window.drawnAt = 0;
    CanvasRenderingContext2D.prototype.putImageData = function (...given) { real.apply(this, given); window.drawnAt = performance.now(); };
  });
  await page.goto(address);
  await page.locator("#curtain").waitFor({ state: "hidden" });
  await page.frameLocator("#phone").getByText("电视开着").waitFor({ timeout: 20000 });
  await until(async () => (await scene(script, data)).screen === "home", "the TV is at home");
  return page;
}

test("A key's effect stands in the window within 150 ms", async (tools) => {
  const page = await realWindow(tools);
  // What else this machine does can only add: the best of three rounds counts. On a machine that others
  // overload, every hop waits for a core, and only a gross fault can be told from that.
  const overloaded = os.loadavg()[0] > 2 * os.availableParallelism();
  const bound = overloaded ? 600 : 150;
  const rounds = [];
  while (rounds.length < 3 && !rounds.some((one) => one.p50 <= bound)) rounds.push(await keysToPixels(page, process.env.ANJU_SLOW ? 60 : 12));
  const words = rounds.map(({ count, p50, p90, most }) => `p50 ${p50.toFixed(1)}, p90 ${p90.toFixed(1)}, most ${most.toFixed(1)} of ${count}`).join("; ");
  console.log(`    key to pixels in the page, ms: ${words}${overloaded ? " (machine overloaded)" : ""}`);
  check(rounds.some((one) => one.p50 <= bound), words);
});

// From the key's event to the first pixels that answer it; then still, so that the next key is measured alone.
async function keysToPixels(page, count) {
  const times = [];
  for (let press = 0; press < count; ++press) {
    times.push(await page.evaluate(async (key) => {
      const frame = () => new Promise(requestAnimationFrame);
      while (performance.now() - window.drawnAt < 300) await frame();
      const began = performance.now();
      dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
      while (window.drawnAt < began && performance.now() - began < 3000) await new Promise((resolve) => setTimeout(resolve, 1));
      dispatchEvent(new KeyboardEvent("keyup", { key, code: key, bubbles: true, cancelable: true }));
      return window.drawnAt > began ? window.drawnAt - began : Infinity;
    }, press % 2 ? "ArrowDown" : "ArrowUp"));
  }
  times.sort((a, b) => a - b);
  return { count, p50: times[Math.floor(count / 2)], p90: times[Math.ceil(count * 0.9) - 1], most: times.at(-1) };
}

test("The whole story in the shop window: written on the phone beside it, seen on the TV, told on the phone", async (tools) => {
  const { shots } = tools;
  const page = await realWindow(tools);
  const phone = page.frameLocator("#phone");
  await inspect(page, "mirror-home", shots);
  const picture = () => page.evaluate(async () => {
    const { width, height } = document.getElementById("screen");
    const bytes = document.getElementById("screen").getContext("2d").getImageData(0, 0, width, height).data;
    return Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  });
  const before = JSON.stringify(await picture());
  await page.getByRole("heading", { name: "小芳的手机" }).waitFor();
  await page.getByText("真的网页").waitFor();
  await phone.locator("#text").click();
  await page.getByText("键盘现在归手机").waitFor();
  await phone.locator("#text").fill("妈，豆豆今天会自己骑车了，您快看！");
  await phone.locator("#send").click();
  await phone.locator("[data-message]").getByText("发好了").waitFor();
  await until(async () => JSON.stringify(await picture()) !== before, "the message opens on the TV");
  if (shots) await page.screenshot({ path: path.join(shots, "mirror-message.png") });
  await page.locator("#screen").click();
  await page.getByText("真的网页").waitFor();
  // OK counts only 0.7 s after the message opened: pressed as a person would, until it is seen.
  const seen = phone.locator("[data-message]").getByText("看到了");
  await until(async () => {
    await page.keyboard.press("Enter");
    return seen.waitFor({ timeout: 600 }).then(() => true, () => false);
  }, "the phone says that it was seen");
  same(await seen.textContent(), "妈妈 9:38 看到了", "what the phone says");
  if (shots) await page.screenshot({ path: path.join(shots, "mirror-seen.png") });
});
