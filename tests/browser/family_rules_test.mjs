// SPDX-License-Identifier: Apache-2.0
// What the first contact settles about visits on the family page, and what is offered to be settled.
import { inspect } from "./support/pages.mjs";
import { same, test, until } from "./support/suite.mjs";
import { kLink, played } from "./support/visit.mjs";

async function settings({ pages, fake }, language = "zh") {
  const page = await pages.open(`${fake.url}/family/?lang=${language}#${kLink}`, { language });
  await page.getByRole("button", { name: { zh: "视频的设置", en: "Video settings" }[language] }).click();
  await page.locator(".rules select").first().waitFor();
  return page;
}

const offered = (page) => page.locator("#rule-me_2 option").evaluateAll((options) => options.map((option) => option.value));

test("Answering during a call for help is offered only where the home can call for help", async (tools) => {
  const { fake, ...all } = await played(tools, { tv: false });
  same(await offered(await settings({ fake, ...all })), ["ring", "automatic", "automatic_by_day"], "what is offered");
  fake.capabilities.push("help");
  const page = await settings({ fake, ...all });
  same(await offered(page), ["ring", "automatic", "automatic_by_day", "automatic_in_alarm"], "where the TV can call for help");
  await page.getByLabel("大伟来的时候").selectOption({ label: "只在求助的时候自动接" });
  await page.getByText("等妈妈按“确定”：只在求助的时候自动接").waitFor();
  same(await page.getByText("还不能求助").count(), 0, "said that it cannot");
});

test("A rule for a call for help that was agreed to is shown with why it does nothing, and can be changed", async (tools) => {
  const { fake, ...all } = await played(tools, { tv: false });
  Object.assign(fake.rules.rules[0], { policy: "automatic_in_alarm" });
  const page = await settings({ fake, ...all });
  await page.getByText("妈妈 昨天同意了：只在求助的时候自动接").waitFor();
  await page.getByText("妈妈的电视还不能求助，“求助的时候自动接”先用不上").waitFor();
  same(await page.locator("#rule-me_2").inputValue(), "automatic_in_alarm", "what is chosen");
  await page.locator("#rule-me_2").scrollIntoViewIfNeeded();
  await inspect(page, "family-rule-no-help", tools.shots);
  await page.getByLabel("大伟来的时候").selectOption({ label: "只响铃，不自动接" });
  await page.getByText("等妈妈按“确定”：只响铃，不自动接").waitFor();
  const brother = await all.pages.open(`${fake.url}/family/?lang=en#dawei-dawei-dawei-1234`, { language: "en" });
  await brother.getByRole("button", { name: "Video settings" }).click();
  await brother.getByText("妈妈's TV cannot call for help yet, so nothing is answered during one").waitFor();
});

test("What stands in the settings stays under the finger until something changes", async (tools) => {
  const { fake, ...all } = await played(tools, { tv: false });
  const page = await settings({ fake, ...all });
  const asked = () => fake.seen.filter((one) => one === "GET /v1/family/home").length;
  const toldAnew = async () => {
    const before = asked();
    fake.log("me_1").tell("household", {});
    await until(() => asked() > before, "the page asks");
    await page.evaluate(() => fetch("/v1/family/home").then((answer) => answer.json()));  // its own answer came before
  };
  await until(() => asked() === 2, "the stream stands");
  await page.locator("#rule-me_2").evaluate((choice) => { window.choice = choice; });
  await toldAnew();
  same(await page.evaluate(() => window.choice.isConnected), true, "the same choice stands there");
  Object.assign(fake.rules.rules[0], { policy: "automatic" });
  await toldAnew();
  await page.getByText("妈妈 昨天同意了：响 15 秒后自动接").waitFor();
});

test("What the elder would not change is told to the first contact, until it is proposed again", async (tools) => {
  const { fake, pages } = await played(tools, { tv: false });
  const day = (days) => new Date(Date.now() - days * 86400000).toISOString();
  const [rule] = fake.rules.rules;
  Object.assign(rule, { policy: "automatic_by_day", agreed_at: day(1), proposed_at: day(2) });
  const page = await pages.open(`${fake.url}/family/?lang=zh#${kLink}`);
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByText(/妈妈 昨天同意了/).waitFor();
  same(await page.getByText("按了“不改”").count(), 0, "a no, where she agreed afterwards");
  Object.assign(rule, { agreed_at: day(3), proposed_at: day(1) });
  await page.reload();
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByText("妈妈 昨天按了“不改”").waitFor();
  await page.getByText("妈妈 昨天按了“不改”").scrollIntoViewIfNeeded();
  await inspect(page, "family-rule-declined", tools.shots);
  await page.getByLabel("大伟来的时候").selectOption({ label: "响 15 秒后自动接" });
  await page.getByText("等妈妈按“确定”：响 15 秒后自动接").waitFor();
  await page.getByText("按了“不改”").waitFor({ state: "detached" });
});

test("The first contact proposes rules, which wait for the elder's OK; others only read them", async (tools) => {
  const { fake, pages } = await played(tools, { tv: false });
  const page = await settings({ fake, pages });
  await page.getByText(/妈妈 昨天同意了：白天响 15 秒后自动接/).waitFor();
  await page.getByLabel("大伟来的时候").selectOption({ label: "响 15 秒后自动接" });
  await page.getByText("等妈妈按“确定”：响 15 秒后自动接").waitFor();
  same(fake.rules.rules[0].policy, "automatic_by_day", "what is in force");
  await page.getByLabel("安静的时间，谁来都不响, 从").selectOption({ label: "夜里10点" });
  await until(() => fake.rules.quiet.from === 22 && fake.rules.quiet.to === 7, "the quiet hours");
  await page.getByRole("button", { name: "要一个链接" }).click();
  await page.getByText(`${fake.url}/visit/#guest-guest-guest-1234`).waitFor();
  await inspect(page, "family-settings", tools.shots);
  const brother = await pages.open(`${fake.url}/family/#dawei-dawei-dawei-1234`, { size: [360, 740] });
  await brother.getByRole("button", { name: "视频的设置" }).click();
  await brother.getByText("自动接通、安静的时间由小芳管").waitFor();
  same(await brother.getByLabel("小芳来的时候").count(), 0, "rules that he can change");
  await brother.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(brother, "family-settings-200", tools.shots);
});
