// SPDX-License-Identifier: Apache-2.0
// A network that is dead, late or loses answers: nothing written is lost, nothing arrives twice.
import path from "node:path";
import { pairedBox } from "./support/box.mjs";
import { openFamily, write } from "./support/family.mjs";
import { startPlatform } from "./support/platform.mjs";
import { check, same, test, until } from "./support/suite.mjs";

const texts = async (box) => (await box.snapshot()).messages.map((message) => message.text);

test("What is written without a network waits, survives a reload, and arrives once and in order", async ({ atEnd, pages, platform }) => {
  const box = await (platform.box ??= pairedBox(platform));
  const page = await openFamily(pages(atEnd), platform.link());
  const dead = (route) => route.abort("internetdisconnected");
  await page.route("**/v1/**", dead);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await write(page, "第一句");
  await page.locator("[data-state=waiting]").getByText("第一句").waitFor();
  await page.locator("#files").setInputFiles(path.join(platform.art, "portrait-son.png"));
  await page.locator("#thumbs li").waitFor();
  await write(page, "第二句，有照片");
  await page.locator("[data-going]").nth(1).waitFor();
  await page.reload();
  await page.getByText("没有网络").first().waitFor();
  await page.unroute("**/v1/**", dead);
  await page.locator("[data-message]", { hasText: "第二句，有照片" }).waitFor({ timeout: 20000 });
  same((await texts(box)).slice(0, 2), ["第二句，有照片", "第一句"], "on the TV");
  same((await box.snapshot()).messages[0].photos.length, 1, "photos of the second");
  check((await page.locator("[data-going]").count()) === 0, "something still waits");
});

test("An answer that is lost on the way doubles nothing", async ({ atEnd, pages, platform }) => {
  const box = await (platform.box ??= pairedBox(platform));
  const page = await openFamily(pages(atEnd), platform.link());
  const keys = [];
  let lost = 0;
  await page.route("**/v1/family/messages", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (lost++ < 2) { await route.fetch(); await route.abort("connectionreset"); } else await route.continue();
  });
  await write(page, "只能有一句");
  await page.locator("[data-message]", { hasText: "只能有一句" }).waitFor();
  await until(() => keys.length === 3, "three tries", 20000);
  await page.locator("[data-going]").waitFor({ state: "detached" });
  same((await texts(box)).filter((text) => text === "只能有一句").length, 1, "times on the TV");
  same(await page.locator("[data-message]", { hasText: "只能有一句" }).count(), 1, "times on the phone");
  check(new Set(keys).size === 1, `keys of the tries: ${keys}`);
});

test("What was refused can be tried again, and its photos go along again", async ({ atEnd, pages, platform }) => {
  const box = await (platform.box ??= pairedBox(platform));
  const page = await openFamily(pages(atEnd), platform.link());
  let refused = false;
  await page.route("**/v1/family/messages", (route) => {
    if (refused) return route.continue();
    refused = true;
    return route.fulfill({ status: 422, contentType: "application/problem+json", json: { status: 422, code: "unknown_photo" } });
  });
  await page.locator("#files").setInputFiles(path.join(platform.art, "portrait-son.png"));
  await page.locator("#thumbs li").waitFor();
  await write(page, "再试一次就好");
  await page.locator("[data-state=failed]").getByText("没发出去").waitFor();
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.locator("[data-message]", { hasText: "再试一次就好" }).waitFor();
  await page.locator("[data-going]").waitFor({ state: "detached" });
  const found = (await box.snapshot()).messages.filter((message) => message.text === "再试一次就好");
  same(found.map((message) => message.photos.length), [1], "on the TV");
});

test("A browser that keeps nothing still sends", async ({ atEnd, pages, platform }) => {
  const context = await pages(atEnd).context();
  const page = await context.newPage();
  await page.addInitScript(() => { IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); }; });
  await page.goto(platform.link());
  await page.locator("#days > *").first().waitFor();
  await write(page, "没有地方存也要发");
  await page.locator("[data-message]", { hasText: "没有地方存也要发" }).waitFor();
});

test("The page outlives a restart of the platform", async ({ atEnd, bin, pages }) => {
  let own = await startPlatform(bin);
  atEnd(async () => { await own.stop(); own.forget(); });
  const box = await pairedBox(own);
  const page = await openFamily(pages(atEnd), own.link());
  const icons = [];
  page.on("requestfailed", (request) => { if (request.url().includes("/icons/")) icons.push(request.url()); });
  await own.stop();
  await page.getByText("您写的先留在这里").waitFor();
  await write(page, "停电的时候写的");
  await page.locator("[data-state=waiting]").getByText("停电的时候写的").waitFor();
  same(icons, [], "icons that were only asked for without a network");
  own = await own.again();
  box.platform = own;
  await page.locator("[data-message]", { hasText: "停电的时候写的" }).waitFor({ timeout: 30000 });
  await page.getByText("您写的先留在这里").waitFor({ state: "hidden" });
  await until(async () => (await texts(box)).includes("停电的时候写的"), "it is on the TV");
  const other = await openFamily(pages(atEnd), own.link("大伟"));
  await write(other, "线又通了");
  await page.locator("[data-message]", { hasText: "线又通了" }).waitFor({ timeout: 20000 });
});
