// SPDX-License-Identifier: Apache-2.0
// What the stream did not tell: before it stood, while it was away, beside an answer on its way, by a platform from a copy.
import { write } from "./support/family.mjs";
import { inspect } from "./support/pages.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { kLink, played } from "./support/visit.mjs";

const kHome = "GET /v1/family/home";
const dialogOf = (page) => page.getByRole("dialog", { name: "妈妈想看看您" });
const quiet = () => new Promise((resolve) => setTimeout(resolve, 400));

async function opened(tools, where) {
  const all = await played(tools, { tv: false });
  all.fake.log("me_1").tell("household", {});
  all.fake.log("me_1").tell("household", {});
  all.page = await all.pages.open(`${all.fake.url}/${where}/?lang=zh#${kLink}`);
  await all.page.getByText("电视开着").waitFor();
  await until(() => all.fake.log("me_1").listeners.size === 1, "the page listens");
  await quiet();  // what it asks once its stream stands is answered
  return all;
}

for (const where of ["family", "visit"]) {
  test(`A platform restored from an older copy, or one that keeps no old numbers: the ${where} page goes on, with few requests`, async (tools) => {
    const { page, fake } = await opened(tools, where);
    for (const [what, change] of [["older copy", () => fake.restore(1)], ["numbers gone", () => {
      fake.cut();
      for (let i = 0; i < 3; ++i) fake.log("me_1").tell("unheard", {});
      fake.log("me_1").gone = 3;
      fake.mend();
    }]]) {
      const asked = fake.seen.filter((one) => one === kHome).length;
      const { stood } = fake.log("me_1");
      change();
      await until(() => fake.log("me_1").stood > stood && fake.log("me_1").listeners.size === 1, `${what}: the page listens again`);
      await quiet();
      const { id } = fake.tvPlaces("me_1");
      await dialogOf(page).waitFor();
      fake.tvEnds(id, "busy");
      await dialogOf(page).waitFor({ state: "detached" });
      const more = fake.seen.filter((one) => one === kHome).length - asked;
      check(more <= 8, `${what}: ${more} requests for the home`);
    }
  });

  test(`What the TV does while the ${where} page's line is away is true again afterwards`, async (tools) => {
    const { page, fake } = await opened(tools, where);
    fake.cut();
    fake.tvOnline = false;
    const { id } = fake.tvPlaces("me_1");
    fake.mend();
    await page.getByText(/电视没开着/).first().waitFor();
    await dialogOf(page).waitFor();
    fake.cut();
    fake.tvOnline = true;
    fake.tvEnds(id, "busy");
    fake.log("me_1").gone = fake.log("me_1").events.length;
    fake.mend();
    await dialogOf(page).waitFor({ state: "detached" });
    await page.getByText("电视开着").waitFor();
  });

  test(`What is told while an answer is on its way counts on the ${where} page`, async (tools) => {
    const { page, fake } = await opened(tools, where);
    let late = false;
    await page.route("**/v1/family/home", async (route) => {
      const response = await route.fetch().catch(() => null);
      if (!response) return;  // the test is over, and its platform gone
      if (!late && fake.log("me_1").listeners.size) {
        late = true;
        fake.tvIsOn(false);
        await page.getByText(/电视没开着/).first().waitFor();
      }
      await route.fulfill({ response });
    });
    fake.restore(99);  // it breaks the line
    await until(() => late, "the page asks once its stream stands again");
    await quiet();
    same(await page.getByText("电视开着").count(), 0, "the older answer's word");
  });
}

test("A TV that goes off before the stream of the visit page stands is told at the door", async (tools) => {
  const { fake, pages, url } = await played(tools, { tv: false });
  const context = await pages.context();
  const page = await context.newPage();
  await page.route("**/v1/family/home", async (route) => { fake.tvOnline = false; await route.continue(); });
  await page.goto(url);
  await page.getByText("妈妈家的电视没开着，响不了").waitFor();
});

test("A platform that answers and cannot is not said to be a missing network: as the family page opens, while it is open, of what waits", async (tools) => {
  const { fake, pages, url } = await played(tools, { tv: false });
  const page = await (await pages.context()).newPage();
  const broken = (status) => (route) => route.fulfill({ status, json: { code: "unavailable" } });
  const nothingOfANetwork = async (when) => same(await page.getByText(/没有网络|有了网络/).filter({ visible: true }).count(), 0, `said of the network ${when}`);
  const opening = broken(503);
  await page.route("**/v1/**", opening);
  await page.goto(url.replace("/visit/", "/family/"));
  await page.getByText("平台暂时没有回应").waitFor();
  await nothingOfANetwork("at the opening");
  await inspect(page, "family-no-answer", tools.shots);
  await page.unroute("**/v1/**", opening);
  for (const status of [503, 500]) {
    await until(() => fake.log("me_1").listeners.size === 1, "the page listens");
    const way = broken(status);
    await page.route("**/v1/**", way);
    fake.restore(99);  // it breaks the line
    await page.getByText("平台暂时没有回应，正在重试").waitFor();
    await write(page, `平台回了 ${status}`);
    await page.locator("[data-state=busy]").getByText("没发出去，过一下自动再发").waitFor();
    await nothingOfANetwork(`after ${status}`);
    if (status === 500) await inspect(page, "family-unanswered", tools.shots);
    await page.unroute("**/v1/**", way);
    await page.locator("[data-message]", { hasText: `平台回了 ${status}` }).waitFor({ timeout: 20000 });
    await page.getByText("平台暂时没有回应，正在重试").waitFor({ state: "hidden" });
  }
});
