// SPDX-License-Identifier: Apache-2.0
// A visit over the real platform; the TV is a second page that offers.
import { pairedBox } from "./support/box.mjs";
import { FakeTv } from "./support/fake_tv.mjs";
import { startPlatform } from "./support/platform.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { picture, ringing, seesHer } from "./support/visit.mjs";

// At noon, so that no quiet hours stand in the way.
async function real({ atEnd, bin, browser, pages }, now = "2026-11-26T12:00:00+08:00") {
  const own = await startPlatform(bin, { now });
  const box = await pairedBox(own);
  let tv = null;
  const door = await box.door(() => tv);
  tv = await FakeTv.start(browser, door);
  const all = pages(atEnd);
  atEnd(async () => { door.off(); await tv.stop(); await own.stop(); own.forget(); });
  const token = (name) => own.demo.family.find((one) => one.name === name).token;
  return { own, box, tv, pages: all, url: (name = "小芳") => `${own.url}/visit/#${token(name)}`, family: (name = "小芳") => `${own.url}/family/?lang=zh#${token(name)}` };
}

test("Over the platform: rings, both see each other, reload, silence, the end with its length", async (tools) => {
  const { tv, pages, url } = await real(tools);
  const page = await pages.open(url());
  await ringing(page, tv);
  same([(await tv.stats()).video, (await tv.stats()).audio, await picture(page)], [0, 0, 0], "packets and pictures while it rings");
  await tv.pressOk();
  await seesHer(page, 10);
  await until(async () => { const found = await tv.stats(); return found.frames > 5 && found.audio > 10; }, "picture and sound on the TV");
  const began = performance.now();
  await page.reload();
  await seesHer(page, 3);
  check(performance.now() - began < 5000, `back after ${performance.now() - began} ms`);
  await tv.kill();
  await until(() => tv.agains === 2, "asked for a new connection");
  await seesHer(page, 3);
  await tv.hangUp();
  await page.getByText("妈妈挂断了").waitFor();
  await page.getByText(/看了 \d+/).waitFor();
});

test("Over the platform: not now, given up, and a brother who comes meanwhile hears that she is busy", async (tools) => {
  const { tv, pages, url } = await real(tools);
  const page = await pages.open(url());
  await ringing(page, tv);
  await tv.decline();
  await page.getByText("妈妈这会儿不方便").waitFor();
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByText("正在响").waitFor();
  await page.getByRole("button", { name: "不等了" }).click();
  await until(() => tv.visit.end === "cancelled", "the TV stops ringing");
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByText("正在响").waitFor();
  await until(() => tv.visit.stage === "ringing", "it rings again");
  await tv.pressOk();
  await seesHer(page);
  const brother = await pages.open(url("大伟"));
  await brother.getByRole("button", { name: /^去看/ }).click();
  await brother.getByText("正在和别人说话").waitFor();
});

test("Over the platform: the elder calls, one phone answers, the other stops ringing", async (tools) => {
  const { box, tv, pages, family } = await real(tools);
  const first = await pages.open(family());
  const second = await pages.open(family());
  for (const page of [first, second]) await page.getByText("电视开着").waitFor();
  const { household } = await box.snapshot();
  const { id: member } = household.members.find((one) => one.name === "小芳");
  const visit = Array.from({ length: 26 }, () => "abcdefghijklmnopqrstuvwxyz234567"[Math.floor(Math.random() * 32)]).join("");
  const ticket = await box.ask("POST", "/v1/tv/visits", { id: visit, member });
  tv.heardVisit(ticket.visit);
  for (const page of [first, second]) await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
  await first.getByRole("button", { name: "接听" }).click();
  await seesHer(first);
  await second.getByRole("dialog").waitFor({ state: "detached" });
  await until(async () => (await tv.stats()).frames > 5, "the TV sees the phone");
});

test("Over the platform: what the elder placed in vain is shown when the page is opened, until it was seen", async (tools) => {
  const { box, pages, family } = await real(tools);
  const { household } = await box.snapshot();
  const { id: member } = household.members.find((one) => one.name === "小芳");
  const visit = "a2bcdefghijklmnopqrstuvwx2";
  await box.ask("POST", "/v1/tv/visits", { id: visit, member });
  await box.ask("POST", `/v1/tv/visits/${visit}/end`, { end: "missed" });
  const page = await pages.open(family());
  await page.getByText(/妈妈 \d+:\d\d 想看看您，没接到/).waitFor();
  await page.getByRole("button", { name: "知道了" }).click();
  await page.locator("#missed").waitFor({ state: "hidden" });
});

test("Over the platform: in quiet hours nothing rings, and until when is said", async (tools) => {
  const { tv, pages, url } = await real(tools, "2026-11-26T22:30:00+08:00");
  const page = await pages.open(url());
  await page.getByText("她休息了，到早上7点不响铃").waitFor();
  check(await page.getByRole("button", { name: "去看妈妈" }).isDisabled(), "it can be rung");
  check(!tv.visit, "it rang");
});


test("Over the platform: a guest's link is listed, taken back, and does not open any more", async (tools) => {
  const { pages, family } = await real(tools);
  const page = await pages.open(family());
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByLabel("什么时候", { exact: true }).fill("2026-11-26T12:30");
  await page.getByRole("button", { name: "要一个链接" }).click();
  const address = await page.locator(".guest-link").textContent();
  await page.getByText("今天中午12点30分", { exact: true }).waitFor();
  const guest = await pages.open(address);
  await guest.getByLabel("您是谁").waitFor();
  await page.getByRole("button", { name: "收回 今天中午12点30分" }).click();
  await page.getByRole("button", { name: "收回", exact: true }).click();
  await page.locator(".guest-link").waitFor({ state: "detached" });
  same(await page.getByText("今天中午12点30分", { exact: true }).count(), 0, "links in the list");
  await guest.reload();
  await guest.getByText("这个链接用不了了").waitFor();
});
