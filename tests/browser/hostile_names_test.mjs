// SPDX-License-Identifier: Apache-2.0
// Names that are no names: markup, marks of direction, letters from right to left, ten thousand of them. Shown as they are, whole, and nothing else moves.
import { inspect } from "./support/pages.mjs";
import { station } from "./support/station.mjs";
import { check, same, test } from "./support/suite.mjs";

const kMarkup = "<img src=x onerror=alert(7)>";
const kFamily = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}";  // one picture of three
const kHebrew = "\u05D0\u05D1\u05D2";
const kElder = `${kMarkup}\u{20BB7}${kFamily}王王王王王王`;  // 40 characters, the most there may be
const kTyped = `\u202E\u0007${kElder}\u2066`;
const kLong = "W".repeat(10000);

test("Markup, marks of direction, pictures and ten thousand letters for names are shown as they are, or refused in a sentence", async (tools) => {
  const { own, enter } = await station(tools, { size: [360, 740] });
  const page = await enter();
  const inert = async (name) => {
    same(await page.evaluate(() => [...document.querySelectorAll("img")].filter((one) => one.getAttribute("src") === "x").length), 0, `${name}: elements made of a name`);
    await inspect(page, name, tools.shots);
  };
  await page.getByRole("link", { name: "登记一家" }).click();
  await page.getByRole("textbox", { name: "姓名" }).fill(kLong);
  await page.getByRole("textbox", { name: "地址" }).fill("东关 9 号");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.locator(".trouble", { hasText: "太长了，写短一点" }).waitFor();
  await inert("hostile-too-long");
  await page.getByRole("textbox", { name: "姓名" }).fill(kTyped);
  await page.getByRole("textbox", { name: "称呼" }).fill(kHebrew);
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("heading", { name: "人和住处" }).waitFor();
  same(await page.locator("#view h1").textContent(), kElder, "the name as it is kept");
  await inert("hostile-file");
  const address = page.url();

  await page.getByRole("link", { name: "加一位家属" }).click();
  await page.getByLabel("怎么叫，电视上就写这个").fill(kLong);
  await page.getByRole("button", { name: "加上，再做卡" }).click();
  await page.locator("#problem:not([hidden])", { hasText: "太长了，写短一点" }).waitFor();
  await page.getByLabel("怎么叫，电视上就写这个").fill(`<b>\u202E${kHebrew} 1</b>\u{20BB7}`);
  await page.getByRole("button", { name: "加上，再做卡" }).click();
  const relative = `<b>${kHebrew} 1</b>\u{20BB7}`;
  await page.getByRole("heading", { name: "电视上的样子" }).waitFor();
  same(await page.locator("#view h1").textContent(), `请\u2068${relative}\u2069来看老人`, "a sentence with a name that runs from the right");
  await page.locator('[data-fact="calls_elder"]').getByText(kHebrew).waitFor();
  await inert("hostile-relative");
  await page.locator('[data-fact="name"] button').click();
  await page.locator('[data-fact="name"] input').fill(kLong);
  await page.locator('[data-fact="name"] .store').click();
  await page.locator('[data-fact="name"] .trouble', { hasText: "太长了，写短一点" }).waitFor();
  await page.locator('[data-fact="name"] .plain').click();
  await page.locator(".back").click();
  await page.getByRole("link", { name: relative }).waitFor();

  await page.getByRole("button", { name: /^改门码/ }).click();
  const door = page.locator('[data-fact="door_code"]');
  await door.getByRole("textbox").fill(kHebrew);
  await door.locator(".store").click();
  await door.getByText(kHebrew).waitFor();
  await door.getByRole("button").first().click();
  await door.getByRole("textbox").fill("12");
  await door.locator(".store").click();
  // What it was stands before what it is, in the order in which one reads.
  const changed = page.locator(".changes li", { hasText: `“\u2068${kHebrew}\u2069”改成“12”` }).first();
  await changed.waitFor();
  const [before, after] = await changed.evaluate((node, [one, other]) => [one, other].map((part) => {
    const text = node.lastChild.firstChild;
    const range = document.createRange();
    const at = text.data.indexOf(part);
    range.setStart(text, at);
    range.setEnd(text, at + part.length);
    const { left, top } = range.getBoundingClientRect();
    return [Math.round(top), left];
  }), [kHebrew, "12"]);
  check(before[0] < after[0] || before[1] < after[1], `${before} before ${after}`);
  await page.locator(".changes").scrollIntoViewIfNeeded();
  await inert("hostile-changes");

  await page.goto(`${own.url}/homes/`);
  await page.locator(".row", { hasText: kElder }).waitFor();
  await inert("hostile-list");
  await page.getByRole("searchbox").fill("\u{20BB7}");
  await page.getByRole("heading", { name: "“\u{20BB7}”找到 1 家" }).waitFor();
  await page.getByRole("searchbox").fill(kHebrew);
  await page.getByRole("heading", { name: `“\u2068${kHebrew}\u2069”找到 1 家` }).waitFor();
  await inert("hostile-found");
  const list = await (await page.request.get(`${own.url}/v1/staff/export?format=csv`)).text();
  check(list.includes(kElder) && list.includes(relative) && !/[\u0007\u202E\u2066\u2068]/.test(list), "the exported list");

  const wide = await enter(own.manager, { size: [1440, 900], language: "en-GB" });
  await wide.goto(address);
  await wide.getByRole("heading", { name: "Person and home" }).waitFor();
  await inspect(wide, "hostile-file-english", tools.shots);
});
