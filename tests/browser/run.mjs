// SPDX-License-Identifier: Apache-2.0
// node run.mjs [--bin DIR] [--shots DIR] [--part PART] [NAME]: the web pages, in real browsers.
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
const part = option("--part", "");

// Each part in a minute or less. What is played needs no program: a platform and a TV live in
// the test. A story has a platform and a TV of its own.
const parts = {
  family: ["family", "offline", "family_links"],
  pages: ["pages", "staff"],
  homes: ["homes", "hostile_names"],
  records: ["records"],
  import: ["import"],
  people: ["people"],
  boxes: ["boxes"],
  desk: ["desk_rules", "going_rules", "desk"],
  desk_talk: ["desk_talk"],
  going: ["going"],
  invite: ["invite"],
  rights: ["rights"],
  visits: ["visit_platform"],
  mirror: ["mirror"],
  window: ["window"],
  firefox: ["firefox"],
  visit: ["visit"],
  visit_states: ["visit_states", "visit_edges"],
  visit_door: ["visit_own", "visit_door"],
  family_video: ["family_video", "family_rules"],
  visit_again: ["visit_again"],
  away: ["away"],
  ring: ["ring"],
  story: ["story"],
  story_more: ["story_more"],
  story_lost: ["story_lost"],
  story_alarm: ["story_alarm"],
  story_firefox: ["story"],
  story_more_firefox: ["story_more"],
  story_lost_firefox: ["story_lost"],
};
const played = ["homes", "records", "boxes", "desk", "desk_talk", "going", "invite", "rights", "import", "people", "visit", "visit_states", "visit_door", "family_video", "visit_again", "away", "ring", "story", "story_more", "story_lost", "story_alarm"];  // without a platform for all of them
const slow = ["story_more_firefox", "story_lost_firefox"];  // the visit itself, with Firefox, is in every run
if (slow.includes(part) && !process.env.ANJU_SLOW) {
  console.log("SKIPPED: runs with ./test --slow");
  process.exit(77);
}
const phone = part.endsWith("_firefox") ? "firefox" : "chromium";  // the browser of the phones in a story
for (const name of part ? parts[part] : Object.values(parts).flat()) await import(`./${name}_test.mjs`);

const browser = await launch();
let platform = null;
let failures = 1;
try {
  if (!played.includes(part.replace("_firefox", ""))) platform = await startPlatform(bin);
  const tools = { bin, shots, browser, platform, phone, pages: (atEnd) => pagesOf(browser, atEnd, shots) };
  failures = await runAll(tools, words[0]);
} catch (error) {
  console.log(`not ok the tests could not start\n    ${error.message}\n0 passed, 1 failed`);
} finally {
  await browser.close();
  await platform?.stop();
  platform?.forget();
}
process.exit(failures ? 1 : 0);
