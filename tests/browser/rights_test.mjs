// SPDX-License-Identifier: Apache-2.0
// What each relative may do: switched by staff, in force on the relative's open page at once.
import { pairedBox } from "./support/box.mjs";
import { openFamily, write } from "./support/family.mjs";
import { FakeTv } from "./support/fake_tv.mjs";
import { inspect } from "./support/pages.mjs";
import { station } from "./support/station.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { ringing, seesHer } from "./support/visit.mjs";

const toggle = (page, name, right) => page.getByRole("switch", { name: `${name}：${right}`, exact: true });
const isOn = async (page, name, right) => (await toggle(page, name, right).getAttribute("aria-checked")) === "true";
const row = (page, name) => page.locator(".members tr", { hasText: name });
const kNoVisit = "这家人没有为您打开视频，请找东关居家养老服务站";
const kNoMessage = "这家人没有为您打开发消息，请找东关居家养老服务站";

test("Who is invited may do what the switches say, and an open page follows each of them at once", async (tools) => {
  const { own, enter, pages } = await station(tools, { wangs: true });
  await pairedBox(own);
  const page = await enter();
  await page.getByRole("link", { name: "加一位家属" }).click();
  await page.getByLabel("怎么叫，电视上就写这个").fill("小军");
  same([await isOn(page, "这位家属", "发消息和照片"), await isOn(page, "这位家属", "视频"), await isOn(page, "这位家属", "替老人订饭、订服务"), await isOn(page, "这位家属", "看血压和吃药")],
    [true, true, false, false], "what a relative may do unless it is said otherwise");
  await toggle(page, "这位家属", "视频").click();
  await inspect(page, "rights-add", tools.shots);
  await page.goBack();
  await page.getByRole("link", { name: "加一位家属" }).click();
  same([await page.getByLabel("怎么叫，电视上就写这个").inputValue(), await isOn(page, "这位家属", "视频")], ["小军", false], "what stays of it on the way back");
  await page.getByRole("button", { name: "加上，再做卡" }).click();
  await page.getByRole("heading", { name: "小军可以做什么" }).waitFor();
  await page.getByRole("button", { name: "做一张卡" }).click();
  await page.getByText("就能发照片、写话").waitFor();
  await inspect(page, "rights-card", tools.shots);

  const phone = await openFamily(pages, (await page.locator(".address").textContent()).trim());
  await phone.getByText(kNoVisit, { exact: false }).waitFor();
  same(await phone.locator("#visit").isVisible(), false, "a button for what is not allowed");
  await inspect(phone, "rights-no-visit", tools.shots);
  await toggle(page, "小军", "视频").click();
  await page.getByText("小军可以视频了").waitFor();
  await page.getByText("就能发照片、说话、视频").waitFor();
  await phone.locator("#visit").waitFor({ timeout: 2000 });
  await phone.locator("#text").fill("写了一半");
  await toggle(page, "小军", "发消息和照片").click();
  await phone.getByText(kNoMessage, { exact: false }).waitFor({ timeout: 2000 });
  same([await phone.locator("#composer").isVisible(), await phone.locator("#add").isVisible(), await phone.locator("#to-film").isVisible()], [false, false, false], "places to write");
  await inspect(phone, "rights-no-message", tools.shots);
  await toggle(page, "小军", "视频").click();
  await phone.getByText(kNoVisit, { exact: false }).waitFor({ timeout: 2000 });
  await inspect(phone, "rights-nothing", tools.shots);
  await toggle(page, "小军", "发消息和照片").click();
  await phone.locator("#composer").waitFor({ timeout: 2000 });
  same(await phone.locator("#text").inputValue(), "写了一半", "what was being written");
});

test("On the home's page one press turns a right, everybody reads who did it, and of two the second sees what changed", async (tools) => {
  const { own, enter } = await station(tools, { wangs: true });
  const [first, second] = [await enter(), await enter()];
  await inspect(first, "rights-table", tools.shots);
  await toggle(first, "大伟", "替老人订饭、订服务").click();
  await first.getByText("大伟可以代订了").waitFor();
  await until(() => isOn(first, "大伟", "替老人订饭、订服务"), "it is on");
  same(await first.evaluate(() => document.activeElement.getAttribute("aria-label")), "大伟：替老人订饭、订服务", "where the focus is");
  await row(first, "大伟").getByText(/孙丽 .+ 改的/).waitFor();
  await first.getByText("大伟可以做的 “发消息，视频”改成“发消息，视频，代订”").waitFor();

  await toggle(second, "大伟", "视频").click();
  await second.getByText(/孙丽 .+ 刚改过，大伟现在可以：发消息，视频，代订/).waitFor();
  same([await isOn(second, "大伟", "视频"), await isOn(second, "大伟", "替老人订饭、订服务")], [true, true], "what the second sees by now");
  await inspect(second, "rights-meanwhile", tools.shots);
  await toggle(second, "大伟", "视频").click();
  await second.getByText("大伟不可以视频了").waitFor();
  same(await second.locator(".members .meanwhile").count(), 0, "what was said before");

  const reader = await enter(own.technician);
  same(await reader.getByRole("switch").count(), 0, "what a technician could turn");
  same((await row(reader, "大伟").locator("td").allTextContents()).map((text) => text.replace(/.*—|^(发消息|视频|代订|看健康)/, "")), ["可以", "不可以", "可以", "不可以"], "what a technician reads");
});

test("On a phone and in English the switches are whole", async (tools) => {
  const { own, enter } = await station(tools, { wangs: true });
  const phone = await enter(own.manager, { size: [360, 740] });
  await phone.locator(".family").scrollIntoViewIfNeeded();
  await inspect(phone, "rights-table-phone", tools.shots);
  await phone.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(phone, "rights-table-phone-200", tools.shots);
  await phone.evaluate(() => { document.documentElement.style.fontSize = ""; });
  await phone.getByRole("link", { name: "豆豆" }).click();
  await phone.getByRole("heading", { name: "豆豆可以做什么" }).waitFor();
  await inspect(phone, "rights-card-phone", tools.shots);
  await phone.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(phone, "rights-card-phone-200", tools.shots);
  const english = await enter(own.manager, { size: [1180, 820], language: "en-GB" });
  await english.getByRole("switch", { name: "豆豆: Video calls" }).click();
  await english.getByText("豆豆: Video is off").waitFor();
  await inspect(english, "rights-table-english", tools.shots);
  await english.getByRole("link", { name: "豆豆" }).click();
  await english.getByRole("heading", { name: "What 豆豆 may do" }).waitFor();
  await inspect(english, "rights-card-english", tools.shots);
});

test("The page of who may nothing reads on in both languages, on a phone and at a desk, and keeps what was written before", async (tools) => {
  const { own, enter, pages } = await station(tools, { wangs: true });
  await pairedBox(own);
  const staff = await enter();
  const page = await openFamily(pages, own.link("大伟"));
  await page.route("**/v1/family/messages", (route) => route.abort());
  await write(page, "妈，到家了");
  await page.getByText("没发出去，有了网络马上再发").waitFor();
  await toggle(staff, "大伟", "发消息和照片").click();
  await page.getByText(kNoMessage, { exact: false }).waitFor();
  await page.unroute("**/v1/family/messages");
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.getByText("这家人没有为您打开发消息，没发出去").waitFor();
  await toggle(staff, "大伟", "视频").click();
  await page.getByText(kNoVisit, { exact: false }).waitFor();
  await page.locator("#to-settings").click();
  await page.locator("#settings-parts").getByText(kNoVisit).waitFor();
  await inspect(page, "rights-settings", tools.shots);
  const wide = await openFamily(pages, `${own.link("大伟")}`, { size: [1280, 800], language: "en-GB" });
  await wide.getByText("This home has not opened video calls to you; ask 东关居家养老服务站").waitFor();
  await wide.getByText("This home has not opened messages to you").first().waitFor();
  await inspect(wide, "rights-nothing-english", tools.shots);
  await wide.goto(`${own.url}/visit/?lang=en#${own.demo.family.find((one) => one.name === "大伟").token}`);
  await wide.getByText("This home has not opened video calls to you; ask 东关居家养老服务站").waitFor();
  same(await wide.locator("#go").isDisabled(), true, "the door");
  await inspect(wide, "rights-door-english", tools.shots);
});

test("A right that is taken in a call ends it on both sides, and the door opens again with the right", async (tools) => {
  const { own, enter, pages } = await station(tools, { wangs: true, platform: { now: "2026-11-26T12:00:00+08:00" } });
  const box = await pairedBox(own);
  let tv = null;
  const door = await box.door(() => tv);
  tv = await FakeTv.start(tools.browser, door);
  tools.atEnd(async (how) => { await tv.stop(how); door.off(); });
  const staff = await enter();
  const page = await pages.open(`${own.url}/visit/#${own.demo.family.find((one) => one.name === "小芳").token}`);
  await ringing(page, tv);
  await tv.pressOk();
  await seesHer(page, 3);
  await toggle(staff, "小芳", "视频").click();
  await until(() => tv.visit.stage === "ended", "the TV has ended it", 2000);
  same([tv.visit.end, tv.visit.ended_by ?? ""], ["blocked", ""], "what the TV is told");
  await page.getByText("这家人现在没有为您打开视频").waitFor();
  await inspect(page, "rights-call-ended", tools.shots);
  same(await page.locator("#again").isVisible(), false, "a button for what is not allowed");
  await page.reload();
  await page.getByText(kNoVisit).waitFor();
  await inspect(page, "rights-door", tools.shots);
  check(await page.locator("#go").isDisabled(), "the door is held");
  await toggle(staff, "小芳", "视频").click();
  await until(async () => !(await page.locator("#go").isDisabled()), "the door opens by itself", 3000);
});

test("A first contact whose link is taken back is none: staff is told to choose another, the TV and the family see it", async (tools) => {
  const { own, enter, pages } = await station(tools, { wangs: true });
  const box = await pairedBox(own);
  const brother = await openFamily(pages, own.link("大伟"));
  const page = await enter();
  await page.getByRole("link", { name: "小芳" }).click();
  await page.getByRole("button", { name: "收回" }).click();
  await page.getByText("也不再是管家人").waitFor();
  await page.getByRole("button", { name: "对，收回" }).click();
  await page.getByText("这一家现在没有管家人，请另选一位").waitFor();
  same((await box.snapshot()).household.visits.first_contact ?? "", "", "what the TV knows");
  await brother.locator("#to-settings").click();
  await brother.getByText("管家人还没定").waitFor();
  await page.locator(".back").click();
  await page.getByText("点一位家属的名字，请这位当管家人").waitFor();
  await row(page, "小芳").getByText("链接收回了").first().waitFor();
  await inspect(page, "rights-no-first", tools.shots);
  await page.getByRole("link", { name: "大伟" }).click();
  await page.getByRole("button", { name: "请大伟当管家人" }).click();
  await page.getByText("大伟是管家人了，电视上写着").waitFor();
});

test("An answer that comes after one has gone elsewhere writes nothing there", async (tools) => {
  const { enter } = await station(tools, { wangs: true });
  const page = await enter();
  await page.getByRole("link", { name: "豆豆" }).click();
  await page.getByRole("button", { name: "请豆豆当管家人" }).waitFor();
  let answer = null;
  await page.route("**/first_contact", async (route) => { await new Promise((resolve) => { answer = resolve; }); await route.continue(); });
  const answered = page.waitForResponse("**/first_contact");
  await page.getByRole("button", { name: "请豆豆当管家人" }).click();
  await until(() => answer, "it is under way");
  await page.locator(".back").click();
  await page.getByRole("heading", { name: "人和住处" }).waitFor();
  await page.getByRole("button", { name: /^改门码/ }).click();
  await page.locator("[data-fact=door_code] input").fill("#77");
  answer();
  await (await answered).finished();
  await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 0); }));
  same([await page.locator("[data-fact=door_code] input").inputValue(), await page.locator("#said").isVisible()], ["#77", false], "what is being written, and said");
});
