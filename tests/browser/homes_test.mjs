// SPDX-License-Identifier: Apache-2.0
// A manager finds homes and keeps their files; what two people change at once is never lost silently.
import { boxOf } from "./support/family.mjs";
import { inspect } from "./support/pages.mjs";
import { startPlatform } from "./support/platform.mjs";
import { check, same, test, until } from "./support/suite.mjs";

const kDesk = { size: [1440, 900] };

async function station(tools, { who = "manager", ...options } = {}) {
  const own = await startPlatform(tools.bin);
  tools.atEnd(async () => { await own.stop(); own.forget(); });
  const pages = tools.pages(tools.atEnd);
  const enter = async (login = own[who], more = options) => {
    const page = await pages.open(`${own.url}/homes/`, { ...kDesk, ...more });
    await page.getByLabel(/^(名字|Name)$/).fill(login.name);
    await page.getByLabel(/^(密码|Password)$/).fill(login.password);
    await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
    await page.locator(".rows .row").first().waitFor();
    return page;
  };
  return { own, enter, pages };
}

const openWang = async (page) => { await page.locator(".row", { hasText: "王桂兰" }).click(); await page.getByRole("heading", { name: "人和住处" }).waitFor(); };
const factLine = (page, name) => page.locator(`[data-fact="${name}"]`);

test("The manager finds a home by the first letters of its name, by address and not at all", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await page.getByRole("heading", { name: "3 家" }).waitFor();
  await inspect(page, "homes-list", tools.shots);
  await page.getByRole("searchbox").fill("wgl");
  await page.getByRole("heading", { name: "“wgl”找到 3 家" }).waitFor();
  await page.getByRole("searchbox").fill("wanggui");
  await page.getByRole("heading", { name: "“wanggui”找到 1 家" }).waitFor();
  await page.getByRole("searchbox").fill("北桥");
  await page.locator(".row", { hasText: "魏桂莲" }).waitFor();
  same(await page.locator(".row").count(), 1, "homes at that address");
  await page.getByRole("searchbox").fill("没有的人");
  await page.getByText("没找到“没有的人”，换个写法试试").waitFor();
  await inspect(page, "homes-none", tools.shots);
});

test("A fact is changed in its line; who did it and when stands beside it and among the changes", async (tools) => {
  const { own, enter } = await station(tools);
  const page = await enter();
  await openWang(page);
  await page.getByText("82 岁").waitFor();
  await page.locator(".chip.red", { hasText: "青霉素" }).waitFor();
  await inspect(page, "homes-file", tools.shots);
  await page.getByRole("button", { name: "改门码，#2580" }).click();
  const field = factLine(page, "door_code").getByRole("textbox");
  same(await field.inputValue(), "#2580", "what stands there");
  await page.getByText(/原来 #2580，孙丽 \d+:\d\d 写的/).waitFor();
  await field.fill("#2588");
  await inspect(page, "homes-editing", tools.shots);
  await field.press("Enter");
  await page.getByText("门码存好了").waitFor();
  await factLine(page, "door_code").getByText("#2588").waitFor();
  check(/孙丽 \d+:\d\d/.test(await factLine(page, "door_code").locator(".by").textContent()), "who and when");
  await page.locator(".changes").getByText("门码 “#2580”改成“#2588”").waitFor();
  // The words on the TV follow.
  const box = await boxOf(own);
  same((await box.snapshot()).household.person.called, "王奶奶", "before");
  await page.getByRole("button", { name: "改称呼，王奶奶" }).click();
  await factLine(page, "called").getByRole("textbox").fill("王老师");
  await page.getByRole("button", { name: "存", exact: true }).click();
  await page.getByText("称呼存好了").waitFor();
  await until(async () => (await box.snapshot()).household.person.called === "王老师", "the TV greets as written");
});

test("Two people change one fact: the second sees what the first wrote, and nothing is overwritten silently", async (tools) => {
  const { enter } = await station(tools);
  const [first, second] = [await enter(), await enter()];
  for (const page of [first, second]) {
    await openWang(page);
    await page.getByRole("button", { name: /^改门码/ }).click();
  }
  await factLine(first, "door_code").getByRole("textbox").fill("#1111");
  await first.getByRole("button", { name: "存", exact: true }).click();
  await first.getByText("门码存好了").waitFor();
  await factLine(second, "door_code").getByRole("textbox").fill("#2222");
  await second.getByRole("button", { name: "存", exact: true }).click();
  await second.getByText("孙丽刚刚改成了“#1111”。要改成您写的，再按一次“存”").waitFor();
  same(await factLine(second, "door_code").getByRole("textbox").inputValue(), "#2222", "what was typed stays");
  await inspect(second, "homes-meanwhile", tools.shots);
  await factLine(first, "door_code").getByText("#1111").waitFor();
  await second.getByRole("button", { name: "存", exact: true }).click();
  await second.getByText("门码存好了").waitFor();
  await second.locator(".changes").getByText("门码 “#1111”改成“#2222”").waitFor();
});

test("What cannot be is refused in its line, in words; Esc leaves it as it was", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await openWang(page);
  await page.getByRole("button", { name: /^改出生/ }).click();
  const field = factLine(page, "birth_date").getByRole("textbox");
  await field.fill("44.3.9");
  await field.press("Enter");
  await page.getByText("日子看不懂，写成 1944-03-09").waitFor();
  same(await field.inputValue(), "44.3.9", "what was typed stays");
  await inspect(page, "homes-refused", tools.shots);
  await field.fill("1944年3月10日");
  await field.press("Enter");
  await factLine(page, "birth_date").getByText("1944年3月10日").waitFor();
  await page.getByRole("button", { name: /^改身份证/ }).click();
  await factLine(page, "id_number").getByRole("textbox").fill("370602194403090027");
  await page.getByRole("button", { name: "存", exact: true }).click();
  await page.getByText("身份证号最后一位不对").waitFor();
  await factLine(page, "id_number").getByRole("textbox").press("Escape");
  await factLine(page, "id_number").getByText("没写").waitFor();
  await page.getByRole("button", { name: /^改和谁住/ }).click();
  await factLine(page, "living").getByRole("combobox").selectOption({ label: "和家人住" });
  await page.getByRole("button", { name: "存", exact: true }).click();
  await factLine(page, "living").getByText("和家人住").waitFor();
});

test("Without the platform what was typed stays in its line, and is stored by the next press", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await openWang(page);
  await page.getByRole("button", { name: /^改楼层/ }).click();
  await page.route("**/facts", (route) => route.abort("internetdisconnected"));
  const field = factLine(page, "floor").getByRole("textbox");
  await field.fill("5 楼");
  await field.press("Enter");
  await page.getByText("没有网络，等有了再试一次").waitFor();
  same(await field.inputValue(), "5 楼", "what was typed");
  await page.unroute("**/facts");
  await field.press("Enter");
  await factLine(page, "floor").getByText("5 楼").waitFor();
});

test("A home is registered with what one has at hand, and can be found at once", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await page.getByRole("button", { name: "登记一家" }).click();
  await inspect(page, "homes-make", tools.shots);
  await page.getByRole("textbox", { name: "姓名" }).fill("周玉珍");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByText("这一样不能空着").waitFor();
  await page.getByRole("textbox", { name: "地址" }).fill("北桥 5 号楼 2 单元 301");
  await page.getByRole("textbox", { name: "电话" }).fill("12");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByText("电话要 3 到 15 个数字").waitFor();
  await inspect(page, "homes-make-refused", tools.shots);
  await page.getByRole("textbox", { name: "电话" }).fill("");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByText("周玉珍家登记好了").waitFor();
  await page.getByRole("heading", { name: "周玉珍" }).waitFor();
  await page.locator(".changes").getByText("登记了这一家").waitFor();
  await inspect(page, "homes-new", tools.shots);
  await page.getByRole("searchbox").fill("zyz");
  await page.locator(".row", { hasText: "周玉珍" }).waitFor();
  same(await page.locator(".row").count(), 1, "one home");
});

test("Closing asks for the name; then the TV is shut out and the file is only read", async (tools) => {
  const { own, enter } = await station(tools);
  const box = await boxOf(own);
  const page = await enter();
  await openWang(page);
  await page.getByRole("button", { name: "销户" }).click();
  const sure = page.getByRole("button", { name: "对，销户" });
  check(await sure.isDisabled(), "closed without the name");
  await inspect(page, "homes-closing", tools.shots);
  await page.getByLabel("写上“王桂兰家”，再按下面的红键").fill("王桂兰");
  check(await sure.isDisabled(), "closed with half the name");
  await page.getByRole("button", { name: "不销户" }).click();
  await page.getByRole("heading", { name: "人和住处" }).waitFor();
  await page.getByRole("button", { name: "销户" }).click();
  await page.getByLabel("写上“王桂兰家”，再按下面的红键").fill("王桂兰家");
  await sure.click();
  await page.getByText("王桂兰家销户了").waitFor();
  await page.getByText(/已销户，只能看，不能改/).waitFor();
  same(await page.getByRole("button", { name: /^改/ }).count(), 0, "lines that can be changed");
  await inspect(page, "homes-closed", tools.shots);
  const refused = await box.snapshot().then(() => "", (error) => error.message);
  check(refused.startsWith("401"), `the TV of a closed home still reads: ${refused}`);
  await page.getByRole("searchbox").fill("王桂兰");
  await page.getByText("没找到“王桂兰”").waitFor();
});

test("All changes can be read; a stranger's address of a home says so; a technician only reads", async (tools) => {
  const { own, enter } = await station(tools);
  const page = await enter();
  await openWang(page);
  await page.getByRole("button", { name: "全部改动" }).click();
  await page.getByText("过敏 写上“青霉素”").waitFor();
  await inspect(page, "homes-changes", tools.shots);
  await page.getByRole("button", { name: "回到王桂兰家" }).click();
  await page.getByRole("heading", { name: "人和住处" }).waitFor();
  await page.evaluate(() => { location.hash = "#nobody"; });
  await page.getByText("没有这一家，或者不归您这里管").waitFor();
  const reader = await enter(own.technician);
  await openWang(reader);
  await reader.getByText("您只能看这一家，改要找站长").waitFor();
  same(await reader.getByRole("button", { name: /^改|^销户/ }).count(), 0, "what a technician could change");
  same(await reader.getByRole("button", { name: "登记一家" }).count(), 0, "homes a technician could make");
});

test("On a phone, in English, with large letters and long words nothing sticks out", async (tools) => {
  const { own, enter } = await station(tools);
  const phone = await enter(own.manager, { size: [390, 844] });
  await inspect(phone, "homes-phone-list", tools.shots);
  await openWang(phone);
  await phone.getByRole("button", { name: /^改爱好|^改喜欢/ }).click();
  await factLine(phone, "likes").getByRole("textbox").fill("长".repeat(180));
  await phone.getByRole("button", { name: "存", exact: true }).click();
  await phone.getByText("喜欢存好了").waitFor();
  await inspect(phone, "homes-phone-file", tools.shots);
  const english = await enter(own.manager, { size: [1180, 820], language: "en-GB" });
  await openWangEnglish(english);
  await inspect(english, "homes-english", tools.shots);
  await english.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(english, "homes-english-200", tools.shots);
});

async function openWangEnglish(page) {
  await page.locator(".row", { hasText: "王桂兰" }).click();
  await page.getByRole("heading", { name: "Person and home" }).waitFor();
}
