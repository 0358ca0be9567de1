// SPDX-License-Identifier: Apache-2.0
// Subsidies and assessments, what was measured, and the photo of the person in a home's file.
import { inspect } from "./support/pages.mjs";
import { openWu, station } from "./support/station.mjs";
import { check, same, test } from "./support/suite.mjs";

const local = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" });
const day = (ahead) => local.format(new Date(Date.now() + ahead * 86400000));
const card = (page) => page.locator(".card.records");
const fieldOf = (page, label) => page.locator("label", { has: page.getByText(label, { exact: true }) }).locator("input, select");
const store = (page) => card(page).getByRole("button", { name: /^(存|Save)$/ }).click();

async function add(page, what, values) {
  await card(page).getByRole("button", { name: what }).click();
  for (const [label, value] of Object.entries(values)) {
    const field = fieldOf(page, label);
    if (await field.evaluate((node) => node.tagName) === "SELECT") await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await store(page);
}

test("Subsidies and assessments: what holds today first, what ends soon in words, the history last; a wrong one is refused in words", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await openWu(page);
  await card(page).getByText("还没有补贴和评估").waitFor();
  await add(page, "加一次评估", { 结果: "能力完好", 哪天评的: day(-500), 有效到: day(-135), 谁评的: "评估中心 周晓" });
  await page.getByText("评估存好了").waitFor();
  await add(page, "加一次评估", { 结果: "轻度失能", 哪天评的: day(-100), 有效到: day(265), 谁评的: "评估中心 周晓" });
  await card(page).getByText("能力评估：轻度失能").waitFor();
  await add(page, "加一笔补贴", { 哪一种: "高龄津贴", "多少钱（元）": "一百", 从哪天: day(-320), 到哪天: day(40) });
  await card(page).getByText("多少钱（元）：写 0.01 到 1000000 元").waitFor();
  await inspect(page, "records-refused", tools.shots);
  await fieldOf(page, "多少钱（元）").fill("100");
  await fieldOf(page, "谁批的").fill("芝罘区民政局");
  await store(page);
  await card(page).locator(".record.valid", { hasText: "高龄津贴，每月 100 元" }).getByText(/还剩 40 天/).waitFor();
  same(await card(page).locator(".record .value").allTextContents(), ["能力评估：轻度失能", "高龄津贴，每月 100 元", "能力评估：能力完好"], "the order");
  await card(page).getByText(/已过期/).waitFor();
  await add(page, "加一笔补贴", { 哪一种: "其他补贴", 怎么发: "一次", "多少钱（元）": "500", 从哪天: day(-1) });
  await card(page).locator(".record.over", { hasText: "其他补贴，一次 500 元" }).getByText(/日子已过/).waitFor();
  check(/孙丽 \d+:\d\d/.test(await card(page).locator(".record .by").first().textContent()), "who and when");
  await page.locator(".changes").getByText(/补贴 写上“高龄津贴，每月 100 元.+芝罘区民政局/).waitFor();
  await inspect(page, "records", tools.shots);
  await page.setViewportSize({ width: 390, height: 844 });
  await inspect(page, "records-phone", tools.shots);
});

test("A subsidy of the same kind is not paid twice: the new one follows the old one, which ends the day before", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await openWu(page);
  await add(page, "加一笔补贴", { 哪一种: "护理补贴", "多少钱（元）": "80.5", 从哪天: "2026-01-01" });
  await card(page).getByText("护理补贴，每月 80.50 元").waitFor();
  await add(page, "加一笔补贴", { 哪一种: "护理补贴", "多少钱（元）": "120", 从哪天: day(10) });
  await card(page).getByText(/这几个月已经有一笔同样的补贴/).waitFor();
  await card(page).getByRole("button", { name: "不改" }).click();
  await card(page).getByRole("button", { name: /^换新的/ }).click();
  await card(page).getByText(/新的一笔开始，前一笔就在前一天结束/).waitFor();
  await fieldOf(page, "多少钱（元）").fill("120");
  await fieldOf(page, "从哪天").fill(day(10));
  await inspect(page, "records-following", tools.shots);
  await store(page);
  await card(page).locator(".record.to_come", { hasText: "护理补贴，每月 120 元" }).getByText(/还没开始/).waitFor();
  await card(page).locator(".record.valid", { hasText: "护理补贴，每月 80.50 元" }).getByText(/还剩 9 天/).waitFor();
});

test("Two people correct one row: the second sees what stands there now; a mistake is crossed out and stays", async (tools) => {
  const { enter } = await station(tools);
  const first = await enter();
  await openWu(first);
  await add(first, "加一笔补贴", { 哪一种: "失能补贴", "多少钱（元）": "200", 从哪天: "2026-01-01" });
  await card(first).getByText("失能补贴，每月 200 元").waitFor();
  const second = await enter();
  await openWu(second);
  for (const page of [first, second]) await card(page).getByRole("button", { name: /^改失能补贴/ }).click();
  await fieldOf(first, "多少钱（元）").fill("210");
  await store(first);
  await card(first).getByText("失能补贴，每月 210 元").waitFor();
  await fieldOf(second, "多少钱（元）").fill("220");
  await store(second);
  await card(second).getByText(/孙丽 .+改成了“失能补贴，每月 210 元.+再按一次“存”/).waitFor();
  same(await fieldOf(second, "多少钱（元）").inputValue(), "220", "what was typed stays");
  await store(second);
  await card(second).getByText("失能补贴，每月 220 元").waitFor();
  await second.locator(".changes").getByText(/每月 210 元.+改成.+每月 220 元/).waitFor();
  await card(second).getByRole("button", { name: /^改失能补贴/ }).click();
  await card(second).getByRole("button", { name: "写错了，不算" }).click();
  await card(second).locator(".record.withdrawn .gone", { hasText: "失能补贴" }).waitFor();
  await card(second).getByText("今天有效的一笔也没有").waitFor();
});

test("A technician sees no money and no grades; a page in English has its own words", async (tools) => {
  const { own, enter } = await station(tools);
  const page = await enter(own.technician);
  await openWu(page);
  same(await card(page).count(), 0, "subsidies and assessments");
  const english = await enter(own.manager, { language: "en-GB" });
  await openWu(english);
  await add(english, "Add an assessment", { Result: "moderately impaired", "Assessed on": day(-10), "Assessed by": "Zhou Xiao" });
  await card(english).getByText("Ability: moderately impaired").waitFor();
  await english.locator(".changes").getByText(/Assessment.+Ability: moderately impaired, since .+Zhou Xiao/).waitFor();
  same((await english.locator(".changes").textContent()).match(/[失津每月起评]/), null, "Chinese in what is changed");
  await inspect(english, "records-english", tools.shots);
});

const measured = (page) => page.locator(".card.readings");
test("What was measured: entered with its unit, refused in words when no living person has it, shown with how it went, crossed out when it was a mistake", async (tools) => {
  const { own, enter } = await station(tools);
  const page = await enter();
  await openWu(page);
  await measured(page).getByText("还没有量过的数").waitFor();
  const enterOne = async (values) => {
    await measured(page).getByRole("button", { name: "记一次" }).click();
    for (const [name, value] of Object.entries(values)) {
      const field = measured(page).locator(`[name=${name}]`);
      if (await field.evaluate((node) => node.tagName) === "SELECT") await field.selectOption(value);
      else await field.fill(value);
    }
    await measured(page).getByRole("button", { name: "存" }).click();
  };
  for (const [index, above] of [128, 141, 136].entries()) {
    await enterOne({ kind: "blood_pressure", value: String(above), second: "82", pulse: "71", measured_at: `${day(index - 5)}T08:30` });
    await page.getByText("血压存好了").waitFor();
    await measured(page).getByText(new RegExp(`血压 ${index + 1} 次`)).waitFor();
  }
  await measured(page).getByRole("img", { name: "血压最近 3 次的走势，最低 82，最高 141" }).waitFor();
  await enterOne({ kind: "blood_sugar", value: "110", meal: "fasting" });
  await measured(page).getByText("多少（毫摩/升）：要写 0.5 到 50，最多一位小数。再看一眼单位").waitFor();
  await inspect(page, "readings-refused", tools.shots);
  await measured(page).locator("[name=value]").fill("6.1");
  await measured(page).getByRole("button", { name: "存" }).click();
  await measured(page).locator("[data-reading=blood_sugar] strong", { hasText: "6.1" }).waitFor();
  await measured(page).getByText("血压 3 次").click();
  await measured(page).getByRole("button", { name: /^记错了，136\/82 毫米汞柱/ }).click();
  await measured(page).locator("tr.gone", { hasText: "136/82" }).getByText("记错了，不算").waitFor();
  await measured(page).locator("[data-reading=blood_pressure] strong", { hasText: "141/82" }).waitFor();
  await measured(page).locator("[data-reading=blood_pressure] .by", { hasText: /日，孙丽 记$/ }).waitFor();
  await inspect(page, "readings", tools.shots);
  await page.setViewportSize({ width: 390, height: 844 });
  await inspect(page, "readings-phone", tools.shots);
  const other = await enter(own.technician);
  await openWu(other);
  same(await measured(other).count(), 0, "what a technician sees");
});

test("The photo of the person is put in, changed and removed; who was slower sees that; a text is no photo", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await openWu(page);
  const shown = () => page.locator(".head .face img").getAttribute("src").catch(() => "");
  const before = await shown();
  const jpeg = { name: "a.png", mimeType: "image/png", buffer: await page.locator(".top").screenshot() };
  const choose = (on, file) => on.locator(".face input").setInputFiles(file);
  await choose(page, { name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
  await page.getByText("这不是照片，要 JPEG、PNG 或 WebP").waitFor();
  const other = await enter();
  await openWu(other);
  await choose(page, jpeg);
  await page.getByText("照片存好了").waitFor();
  check(await shown() !== before, "another photo");
  await page.locator(".head .face .by", { hasText: /^孙丽 \d+:\d\d$/ }).waitFor();
  await page.locator(".changes").getByText("换了照片").waitFor();
  await choose(other, jpeg);
  await other.getByText("别人刚换了照片。先看一眼，要换再换一次").waitFor();
  await inspect(page, "person-photo", tools.shots);
  await page.getByRole("button", { name: "去掉照片" }).click();
  await page.getByRole("button", { name: "真去掉？再按一次" }).click();
  await page.getByText("照片去掉了").waitFor();
  await page.getByText("加照片").waitFor();
  same(await page.locator(".head .face .by").count(), 0, "who put no photo");
});

test("An identity number is shown in part; whoever looks at the whole stands among the changes", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await openWu(page);
  const line = page.locator('[data-fact="id_number"]');
  await line.getByRole("button", { name: /^改身份证/ }).click();
  await line.getByRole("textbox").fill("11010519491231002X");
  await line.getByRole("button", { name: "存" }).click();
  await line.getByText("1101··········002X").waitFor();
  await line.getByRole("button", { name: "看全号" }).click();
  await line.getByText("11010519491231002X").waitFor();
  await page.reload();
  await line.getByText("1101··········002X").waitFor();
  await page.locator(".changes").getByText("看了身份证全号").waitFor();
});
