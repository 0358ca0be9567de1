// SPDX-License-Identifier: Apache-2.0
// The shop window with a TV that the test plays.
import fs from "node:fs";
import path from "node:path";
import { root } from "./platform.mjs";
import { until } from "./suite.mjs";

export const kFolder = path.join(root, "terminal/mirror/web");
const kAddress = "http://127.0.0.1:9";  // nobody listens there: every answer comes from the test
const kTypes = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };

// A part of a picture as the TV sends it; hours: 1 at night.
export function part(type, x, y, width, height, sequence, [red, green, blue], hours = 0) {
  const bytes = Buffer.alloc(16 + width * height * 4);
  bytes.writeUInt16LE(type, 0);
  bytes.writeUInt16LE(hours, 2);
  [x, y, width, height].forEach((value, index) => bytes.writeUInt16LE(value, 4 + 2 * index));
  bytes.writeUInt32LE(sequence, 12);
  for (let at = 16; at < bytes.length; at += 4) bytes.set([red, green, blue, 255], at);
  return bytes;
}

// The page with a TV (and a phone) played by the test. Returns the page, what it sent, and the line to it.
export async function played(pages, { familyUrl = "", familyName = "", phone = "", answer = null, sound = false, ...options } = {}) {
  const context = await pages.context({ size: [1440, 900], ...options });
  const page = await context.newPage();
  const said = [];
  const tv = { line: null };
  await page.route(`${kAddress}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/config") return route.fulfill({ json: { family_url: familyUrl, family_name: familyName, width: 1920, height: 1080, name: "王桂兰家", sound } });
    const file = path.join(kFolder, pathname === "/" ? "index.html" : pathname);
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws://127.0.0.1:9; frame-src ${familyUrl ? new URL(familyUrl).origin : "'none'"}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;
    return route.fulfill({ body: fs.readFileSync(file), contentType: kTypes[file.split(".").pop()], headers: { "Content-Security-Policy": policy } });
  });
  // The page in the frame: a script that says something to the window.
  if (phone) await page.route(`${new URL(familyUrl).origin}/**`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html><html lang="zh"><title>.</title><main><h1>.</h1></main><script>${phone}</script>` }));
  // Chromium lets a page that came from nowhere frame nothing of this machine: what the frame gets comes through the test, too.
  if (answer) await page.route(`${new URL(familyUrl).origin}/**`, answer);
  await page.routeWebSocket(/\/ws\?/, (line) => {
    tv.line = line;
    line.onMessage((message) => said.push(JSON.parse(message)));
  });
  await page.routeWebSocket(/\/sound\?/, (line) => {
    tv.ears = line;
    line.onClose(() => { tv.ears = null; line.close(); });
  });
  await page.addInitScript(() => {
    const real = AudioBufferSourceNode.prototype.start;
    window.heard = [];
    AudioBufferSourceNode.prototype.start = function (when) {
      window.heard.push({ when, samples: this.buffer.length, rate: this.buffer.sampleRate, first: this.buffer.getChannelData(0)[0] });
      real.call(this, when);
    };
  });
  await page.goto(`${kAddress}/?token=t`);
  await until(() => tv.line, "the page opens its line");
  const keys = () => said.filter((one) => one.key).map((one) => `${one.key} ${one.type}`);
  return { page, tv, said, keys };
}
