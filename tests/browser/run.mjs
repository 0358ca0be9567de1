// SPDX-License-Identifier: Apache-2.0
// node run.mjs [--bin DIR] [--shots DIR] [NAME]: the web pages against the real programs, in real browsers.
import path from "node:path";
import { launch, pagesOf } from "./support/pages.mjs";
import { root, startPlatform } from "./support/platform.mjs";
import { runAll } from "./support/suite.mjs";

const words = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = words.indexOf(name);
  return at < 0 ? otherwise : words.splice(at, 2)[1];
};
const bin = path.resolve(option("--bin", path.join(root, "build/dev/bin")));
const shots = option("--shots", "");

await import("./pages_test.mjs");
await import("./family_test.mjs");
await import("./offline_test.mjs");
await import("./staff_test.mjs");
await import("./mirror_test.mjs");
await import("./firefox_test.mjs");

const browser = await launch();
let platform = null;
let failures = 1;
try {
  platform = await startPlatform(bin);
  const tools = { bin, shots, browser, platform, pages: (atEnd) => pagesOf(browser, atEnd, shots) };
  failures = await runAll(tools, words[0]);
} catch (error) {
  console.log(`not ok the tests could not start\n    ${error.message}\n0 passed, 1 failed`);
} finally {
  await browser.close();
  await platform?.stop();
  platform?.forget();
}
process.exit(failures ? 1 : 0);
