// SPDX-License-Identifier: Apache-2.0
// The whole product over a bad line: the TV's program on one end; the platform, with a certificate of its own, and the phone
// on the other. The line carries the pictures and what the two tell the platform.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { kFlags } from "../browser/support/pages.mjs";
import { chromium } from "../browser/support/modules.mjs";
import { root, temporary } from "../browser/support/platform.mjs";
import { Home, sees, talk, watchPeers } from "../browser/support/story.mjs";
import { check, same, skipped, test, until } from "../browser/support/suite.mjs";
import { Namespace, noNamespaces } from "./lab.mjs";
import { BadNetwork, kPhone } from "./line.mjs";

const slow = Boolean(process.env.ANJU_SLOW);
const kPort = 8443;
const kClear = { delay_ms: 20 };
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// This program has to reach both ends: it goes into a namespace of its own first.
const why = noNamespaces() || (fs.existsSync("/dev/net/tun") ? "" : "no /dev/net/tun");
if (!why && !process.env.ANJU_INSIDE) {
  const { status } = spawnSync("unshare", ["--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", process.execPath, ...process.argv.slice(1)],
    { stdio: "inherit", env: { ...process.env, ANJU_INSIDE: "1" } });
  process.exit(status ?? 1);
}

const whole = (sentence, body) => test(`The whole over a bad line: ${sentence}`, async (tools) => {
  if (why) return skipped(why);
  return body(tools);
});

function authority(address) {
  const folder = temporary();
  execFileSync(path.join(root, "packaging/lan/certificates"), [folder, address]);
  return { ca: path.join(folder, "ca.pem"), options: ["--certificate", path.join(folder, "server.pem"), "--key", path.join(folder, "server-key.pem")] };
}

async function talking(tools) {
  const network = await BadNetwork.make(tools.bin, tools.atEnd, new Namespace(process.pid));
  await network.set(kClear);
  const { ca, options } = authority(kPhone);
  const origin = `https://${kPhone}:${kPort}`;
  const home = await Home.start(tools, {
    origin, inside: network.tv.inside, tv: ["--ca", ca],
    platform: { options: ["--listen-tls", `${kPhone}:${kPort}`, ...options, "--public-url", origin] },
  });
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: [...kFlags, "--ignore-certificate-errors"], ignoreDefaultArgs: ["--headless"] });
  tools.atEnd(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN", ignoreHTTPSErrors: true });
  await context.addInitScript(watchPeers);
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  await page.goto(home.visit());
  await talk(home, page);
  await sees(page, 30);
  return { network, home, page };
}

const onPhone = (page) => page.evaluate(() => document.getElementById("her").getVideoPlaybackQuality().totalVideoFrames);
const onTv = async (home) => { const { screen, videos } = await home.scene(); return { screen, pictures: videos?.[0]?.which === "remote" ? videos[0].pictures : null }; };

// Milliseconds until both have seen five new pictures; each side counts from 0 in a new connection.
async function back({ home, page }, limit) {
  const began = performance.now();
  const counted = (last, found) => (found === null ? last : { found, more: found < last.found ? found : last.more + found - last.found });
  let phone = { found: await onPhone(page), more: 0 }, tv = { found: (await onTv(home)).pictures ?? 0, more: 0 };
  const at = {};
  while (!(at.phone && at.tv)) {
    phone = counted(phone, await onPhone(page));
    const seen = await onTv(home);
    same(seen.screen, "call", "what the TV shows");
    tv = counted(tv, seen.pictures);
    if (phone.more >= 5) at.phone ??= performance.now() - began;
    if (tv.more >= 5) at.tv ??= performance.now() - began;
    check(performance.now() - began < limit + 10000, `not back: ${JSON.stringify({ phone, tv, limit })}`);
    await pause(20);
  }
  console.log(`#   moving again: phone ${Math.round(at.phone)} ms, TV ${Math.round(at.tv)} ms, load ${fs.readFileSync("/proc/loadavg", "utf8").split(" ")[0]}`);
  check(Math.max(at.phone, at.tv) <= limit, `back after ${Math.round(Math.max(at.phone, at.tv))} ms, at most ${limit}`);
}

async function cut(visit, seconds) {
  await visit.network.set({ cut: true });
  await until(async () => (await visit.page.getByText("断了，正在接回来").count()) > 0, "the phone says so");
  await visit.home.until(({ screen, banner }) => screen === "call" && banner.includes("正在接回来"), "the TV says so");
  await pause(seconds * 1000 - 3000);
  await visit.network.set(kClear);
  console.log(`# a cut of ${seconds} s`);
}

whole("after a cut, and in another network, both see each other again by themselves", async (tools) => {
  const visit = await talking(tools);
  await cut(visit, 6);
  await back(visit, slow ? 2500 : 8000);
  await visit.page.getByText("断了，正在接回来").first().waitFor({ state: "hidden" });
  await visit.network.moveTv();
  console.log("# another address");
  await back(visit, slow ? 3000 : 8000);
  await visit.home.hangUp();
  await visit.page.getByText("妈妈挂断了").waitFor();
});

if (slow) whole("after a cut of a minute both see each other within three seconds", async (tools) => {
  const visit = await talking(tools);
  await cut(visit, 60);
  await back(visit, 3000);
});

whole("a TV that was given another authority tells this platform nothing and says that it is not reached", async (tools) => {
  const [own, other] = [authority("127.0.0.1"), authority("127.0.0.1")];
  const home = await Home.begin(tools, {
    origin: `https://127.0.0.1:${kPort}`, tv: ["--ca", other.ca],
    platform: { options: ["--listen-tls", `127.0.0.1:${kPort}`, ...own.options] },
  });
  await home.until(({ screen, title }) => screen === "pairing" && title === "连到的不是安居平台", "the TV says so");
  await pause(1000);
  const { text, code } = await home.scene();
  same([code, text.some((line) => line.includes("证书"))], ["", true], "a code, and what is wrong");
});
