// SPDX-License-Identifier: Apache-2.0
// At the door: her face without a picture, a guest who comes early, and digits that were good once.
import { check, same, test, until } from "./support/suite.mjs";
import { played, ringing, seesHer } from "./support/visit.mjs";

const kGuest = "guest-guest-guest-1234";
const faces = (page) => page.locator("#door-face, #door-behind, #her-face, #ended-face").evaluateAll((all) => all.filter((one) => one.getClientRects().length).map((one) => one.id));

test("A picture of hers that is not there leaves the drawn face, at the door, while it rings and at the end", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  fake.photo = false;
  const page = await pages.open(url);
  await until(async () => (await faces(page)).length === 0, "the broken picture is gone from the door");
  await ringing(page, tv);
  await until(() => page.locator("#her-face").evaluate((face) => face.complete && face.hidden), "… and while it rings");
  // Each word of the line shows the room anew.
  await page.getByRole("button", { name: "静音" }).click();
  await page.getByRole("button", { name: "开话筒" }).waitFor();
  same(await faces(page), [], "faces that lie over the drawn one");
  await page.getByRole("button", { name: "不等了" }).click();
  await page.getByRole("button", { name: "再打一次" }).waitFor();
  await until(() => page.locator("#ended-face").evaluate((face) => face.complete && face.hidden), "… and at the end");
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByText("正在响").waitFor();
  same(await faces(page), [], "faces at the second ring");
});

// A guest's door, whose clock goes only by the test's hand.
async function early({ pages, fake }) {
  const page = await (await pages.context()).newPage();
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 5000);
  await page.goto(`${fake.url}/visit/#${kGuest}`);
  await page.locator("#go").waitFor();
  return page;
}
const asked = (fake) => fake.seen.filter((one) => one === "GET /v1/visitor/home").length;

test("A guest who waits at the door learns that the TV went off and came on, and that the time was moved", async (tools) => {
  const { fake, ...all } = await played(tools, { tv: false });
  fake.validFrom = new Date(Date.now() + 3600000).toISOString();
  const page = await early({ fake, ...all });
  await page.getByText("约的时间还没到").waitFor();
  await page.getByLabel("您是谁").fill("李敏");
  fake.tvIsOn(false);
  await page.clock.fastForward(16000);
  await page.getByText("电视没开着", { exact: true }).waitFor();
  same(await page.getByLabel("您是谁").inputValue(), "李敏", "what was written");
  fake.validFrom = null;
  await page.clock.fastForward(16000);
  await page.getByText("王奶奶家的电视没开着，响不了").waitFor();
  fake.tvIsOn(true);
  await page.clock.fastForward(16000);
  await page.getByText("王奶奶家的电视没开着，响不了").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "去看王奶奶" }).click();
  await page.getByText("正在响").waitFor();
});

test("The door asks again every 15 s, less often while nothing answers, and not in a visit", async (tools) => {
  const { fake, ...all } = await played(tools, { tv: false });
  const page = await early({ fake, ...all });
  await page.clock.fastForward(14000);
  same(asked(fake), 0, "asked within 15 s");
  await page.clock.fastForward(2000);
  await until(() => asked(fake) === 1, "asked after 15 s");
  await page.clock.fastForward(14000);
  let tries = 0;
  await page.route("**/v1/visitor/home*", (route) => { ++tries; return route.abort("connectionreset"); });
  await page.clock.fastForward(2000);
  await until(() => tries === 1, "asked again");
  await page.clock.fastForward(25000);
  same(tries, 1, "tries within 30 s of a failure");
  await page.clock.fastForward(6000);
  await until(() => tries === 2, "tried again after 30 s");
  await page.unroute("**/v1/visitor/home*");
  await page.getByLabel("您是谁").fill("李敏");
  await page.getByRole("button", { name: "去看王奶奶" }).click();
  await page.getByText("正在响").waitFor();
  const before = asked(fake);
  await page.clock.fastForward(40000);
  same(asked(fake), before, "asked in a visit");
});

test("An invitation that was taken back is said so at the door", async (tools) => {
  const { fake, ...all } = await played(tools, { tv: false });
  const page = await early({ fake, ...all });
  fake.phones.clear();
  await page.clock.fastForward(16000);
  await page.getByText("这个链接用不了了").waitFor();
});

test("Who came by digits in the address is back in the visit after a reload, and in again from the same address", async (tools) => {
  const { tv, pages, fake } = await played(tools);
  const page = await pages.open(`${fake.url}/visit/#472905`);
  await page.getByLabel("您是谁").fill("张老师");
  await page.getByRole("button", { name: "去看看" }).click();
  await page.getByText("正在响").waitFor();
  fake.guests = [];  // one entry
  tv.pressOk();
  await seesHer(page, 3);
  check(!page.url().includes("472905"), `the digits stand in ${page.url()}`);
  await page.reload();
  await seesHer(page, 3);
  await page.getByRole("button", { name: "挂断" }).click();
  await page.getByText("挂好了").waitFor();
  const again = await page.context().newPage();
  await again.goto(`${fake.url}/visit/#472905`);
  await again.getByRole("button", { name: "去看王奶奶" }).waitFor();
  check(!again.url().includes("472905"), `the digits stand in ${again.url()}`);
  const other = await pages.open(`${fake.url}/visit/#472905`);
  same(await other.getByLabel("电视上的 6 个数").inputValue(), "472905", "on another phone");
});
