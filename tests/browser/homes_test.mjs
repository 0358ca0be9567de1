// SPDX-License-Identifier: Apache-2.0
// A manager finds homes and keeps their files; what two people change at once is never lost silently.
import { boxOf } from "./support/family.mjs";
import { inspect } from "./support/pages.mjs";
import { openWang, station } from "./support/station.mjs";
import { check, same, test, until } from "./support/suite.mjs";

const factLine = (page, name) => page.locator(`[data-fact="${name}"]`);

test("The manager finds a home by the first letters of its name, by address and not at all", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await page.getByRole("heading", { name: "3 家" }).waitFor();
  await page.locator(".counted .chip", { hasText: "助浴：1 家" }).waitFor();
  await inspect(page, "homes-list", tools.shots);
  let counted = null;
  await page.route("**/v1/staff/words", async (route) => { await new Promise((go) => { counted = go; }); await route.continue(); });
  await page.reload();
  await page.locator(".row", { hasText: "王桂兰" }).waitFor();
  same(await page.locator(".counted").count(), 0, "counts that nobody has told yet");
  await until(() => counted, "they are asked for");
  counted();
  await page.locator(".counted .chip", { hasText: "助浴：1 家" }).waitFor();
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
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
  await page.getByText(`${Number(today.slice(0, 4)) - 1944 - (today.slice(5) < "03-09" ? 1 : 0)} 岁`).waitFor();
  await page.locator(".chip.red", { hasText: "青霉素" }).waitFor();
  await inspect(page, "homes-file", tools.shots);
  await page.getByRole("button", { name: "改电梯，有，要刷卡" }).click();
  await factLine(page, "lift").getByRole("textbox").fill("在修，走楼梯");
  await factLine(page, "lift").getByRole("textbox").press("Enter");
  await page.locator(".changes").getByText("电梯 “有，要刷卡”改成“在修，走楼梯”").waitFor();
  await page.getByRole("button", { name: "改门码，#2580" }).click();
  const field = factLine(page, "door_code").getByRole("textbox");
  same(await field.inputValue(), "#2580", "what stands there");
  await page.getByText(/原来 #2580，孙丽 .+ 写的/).waitFor();
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
  await page.getByRole("button", { name: /^改字号/ }).click();
  await factLine(page, "tv_text_size").getByRole("combobox").selectOption({ label: "特大" });
  await page.getByRole("button", { name: "存", exact: true }).click();
  await factLine(page, "tv_text_size").getByText("特大").waitFor();
  same((await box.snapshot()).household.screen.text_size, "1.6", "how large the TV writes");
});

test("Interests and needs are chosen, others in one's own words; of two editors the second sees what stands there now", async (tools) => {
  const { own, enter } = await station(tools);
  const [page, other] = [await enter(), await enter()];
  const needs = factLine(page, "wishes");
  for (const one of [page, other]) {
    await openWang(one);
    await one.getByRole("button", { name: "改需求，助浴、助行、精神慰藉、学发照片" }).click();
  }
  await needs.getByLabel("助洁").check();
  await needs.getByLabel("助行").uncheck();
  await needs.getByLabel("别的").fill("学发照片，去公园");
  await inspect(page, "homes-needs", tools.shots);
  await needs.getByRole("button", { name: "存" }).click();
  await page.getByText("需求存好了").waitFor();
  await needs.getByText("助洁、助浴、精神慰藉、学发照片、去公园").waitFor();
  check(/孙丽 \d+:\d\d/.test(await needs.locator(".by").textContent()), "who and when");
  await page.locator(".changes").getByText("需求 “助浴、助行、精神慰藉、学发照片”改成“助洁、助浴、精神慰藉、学发照片、去公园”").waitFor();
  const theirs = factLine(other, "wishes");
  await theirs.getByLabel("助餐").check();
  await theirs.getByRole("button", { name: "存" }).click();
  await theirs.getByText(/孙丽 .+改成了“助洁、助浴、精神慰藉、学发照片、去公园”。要改成您写的，再按一次“存”/).waitFor();
  check(await theirs.getByLabel("助餐").isChecked(), "what was chosen stays");
  await theirs.getByRole("button", { name: "存" }).click();
  await theirs.getByText("助餐、助浴、助行、精神慰藉、学发照片").waitFor();
  const english = await enter(own.manager, { size: [360, 740], language: "en-GB" });
  await openWangEnglish(english);
  await english.getByRole("button", { name: /^Change: Needs, meals, bathing, getting about/ }).click();
  await inspect(english, "homes-needs-phone-english", tools.shots);
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
  await second.getByText(/孙丽 .+改成了“#1111”。要改成您写的，再按一次“存”/).waitFor();
  same(await factLine(second, "door_code").getByRole("textbox").inputValue(), "#2222", "what was typed stays");
  await inspect(second, "homes-meanwhile", tools.shots);
  await factLine(first, "door_code").getByText("#1111").waitFor();
  await second.getByRole("button", { name: "存", exact: true }).click();
  await second.getByText("门码存好了").waitFor();
  await second.locator(".changes").getByText("门码 “#1111”改成“#2222”").waitFor();
});

test("Whom to call is one list in order: added, moved, taken out; a bad number is named; two people do not overwrite each other", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await openWang(page);
  await page.getByRole("button", { name: "再加一位" }).click();
  const field = (who, place, part) => who.getByRole("textbox", { name: `第 ${place} 位的${part}`, exact: true });
  const add = async (who, place, name, relation, phone, note) => {
    if (await field(who, place, "姓名").count() === 0) await who.getByRole("button", { name: "再加一位" }).click();
    await field(who, place, "姓名").fill(name);
    await field(who, place, "是谁").fill(relation);
    await field(who, place, "电话").fill(phone);
    await field(who, place, "备注").fill(note);
  };
  const count = await page.locator(".contacts .contact").count();
  await add(page, count, "小芳", "女儿，管家人", "138 0535 2216", "济南，2 小时到");
  await add(page, count + 1, "李阿姨", "对门邻居", "12", "有备用钥匙，5 分钟到");
  await page.getByRole("button", { name: "存", exact: true }).click();
  await page.getByText(`第 ${count + 1} 位的电话：电话要 3 到 15 个数字`).waitFor();
  await inspect(page, "homes-contacts-refused", tools.shots);
  await field(page, count + 1, "电话").fill("0535 622 1840");
  await page.getByRole("button", { name: `第 ${count + 1} 位往上` }).click();
  same(await field(page, count, "姓名").inputValue(), "李阿姨", "who was moved up");
  await page.getByRole("button", { name: "存", exact: true }).click();
  await page.getByText("出事先打给谁存好了").waitFor();
  same(await page.locator(".contact strong").allTextContents(), ["李阿姨", "小芳"], "the order");
  await page.getByText("138 0535 2216").waitFor();
  await inspect(page, "homes-contacts", tools.shots);

  const other = await enter();
  await openWang(other);
  for (const one of [page, other]) await one.getByRole("button", { name: "改名单和先后" }).click();
  await page.getByRole("button", { name: "去掉第 2 位" }).click();
  await page.getByRole("button", { name: "存", exact: true }).click();
  await page.getByText("出事先打给谁存好了").waitFor();
  await field(other, 1, "备注").fill("出差了");
  await other.getByRole("button", { name: "存", exact: true }).click();
  await other.getByText("改成了“李阿姨”。要改成您写的，再按一次“存”").waitFor();
  same(await field(other, 1, "备注").inputValue(), "出差了", "what was typed stays");
  await other.getByRole("button", { name: "不改" }).click();
  same(await other.locator(".contact strong").allTextContents(), ["李阿姨"], "what stands there now");
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

test("What is written stays while one looks at something else, until it is stored or given up", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await openWang(page);
  await page.getByRole("button", { name: /^改备注/ }).click();
  await factLine(page, "note").getByRole("textbox").fill("周三来电话再问");
  await page.getByRole("button", { name: /^改楼层/ }).click();  // another line beside it
  await factLine(page, "floor").getByRole("textbox").fill("5 楼");
  await page.getByRole("link", { name: "全部改动" }).click();
  await page.getByRole("heading", { name: "王桂兰家的全部改动" }).waitFor();
  await page.getByRole("searchbox").fill("吴");
  await page.locator(".row", { hasText: "吴广林" }).click();
  await page.getByRole("heading", { name: "吴广林" }).waitFor();
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await page.getByRole("heading", { name: "人和住处" }).waitFor();
  same(await factLine(page, "note").getByRole("textbox").inputValue(), "周三来电话再问", "what was written");
  await factLine(page, "floor").getByRole("button", { name: "存" }).click();
  await page.getByText("楼层存好了").waitFor();
  same(await factLine(page, "note").getByRole("textbox").inputValue(), "周三来电话再问", "the other line after a save");
  await factLine(page, "note").getByRole("button", { name: "不改" }).click();
  await factLine(page, "note").getByText("没写").waitFor();
  // Nothing was written: the line closes, and nothing is sent.
  await page.getByRole("button", { name: /^改门码/ }).click();
  await factLine(page, "door_code").getByRole("textbox").press("Enter");
  await page.getByRole("button", { name: "改门码，#2580" }).waitFor();
  await page.getByRole("link", { name: "家庭" }).click();
  await page.getByRole("link", { name: "登记一家" }).click();
  await page.getByRole("textbox", { name: "姓名" }).fill("周玉珍");
  await page.goBack();
  await page.getByRole("link", { name: "登记一家" }).click();
  same(await page.getByRole("textbox", { name: "姓名" }).inputValue(), "周玉珍", "the form");
  await page.getByRole("button", { name: "不登记了" }).click();
  await page.getByRole("link", { name: "登记一家" }).click();
  same(await page.getByRole("textbox", { name: "姓名" }).inputValue(), "", "the form that was given up");
});

test("An answer that comes late changes only its own line", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await openWang(page);
  let free;
  const held = new Promise((done) => { free = done; });
  await page.route("**/facts", async (route) => { await held; await route.continue(); });
  await page.getByRole("button", { name: /^改门码/ }).click();
  await factLine(page, "door_code").getByRole("textbox").fill("#2588");
  await factLine(page, "door_code").getByRole("textbox").press("Enter");
  await page.getByRole("button", { name: /^改楼层/ }).click();
  await factLine(page, "floor").getByRole("textbox").fill("5 楼");
  free();
  await page.getByText("门码存好了").waitFor();
  await page.getByRole("button", { name: "改门码，#2588" }).waitFor();
  same(await factLine(page, "floor").getByRole("textbox").inputValue(), "5 楼", "the other line");
});

test("Who was signed out is told so, and keeps what was written", async (tools) => {
  const { own, enter } = await station(tools);
  const page = await enter();
  await openWang(page);
  await page.getByRole("button", { name: /^改楼层/ }).click();
  await factLine(page, "floor").getByRole("textbox").fill("5 楼");
  await page.context().clearCookies();
  await factLine(page, "floor").getByRole("button", { name: "存" }).click();
  await page.getByText("登录过期了。写的还在这里").waitFor();
  await page.request.post(`${own.url}/v1/staff/session`, { data: { name: own.manager.name, password: own.manager.password } });
  await factLine(page, "floor").getByRole("button", { name: "存" }).click();
  await factLine(page, "floor").getByText("5 楼").waitFor();
});

test("A home that could not be opened is opened by the next try", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await page.route("**/v1/staff/households/*", (route) => route.abort("internetdisconnected"));
  await page.locator(".row", { hasText: "王桂兰" }).click();
  await page.getByText("没有网络，等有了再试一次").waitFor();
  await page.unroute("**/v1/staff/households/*");
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.getByRole("heading", { name: "人和住处" }).waitFor();
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
  await page.getByRole("link", { name: "登记一家" }).click();
  await inspect(page, "homes-make", tools.shots);
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.locator("#trouble-name", { hasText: "这一样不能空着" }).waitFor();
  await page.getByRole("textbox", { name: "姓名" }).fill("周玉珍");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.locator("#trouble-address", { hasText: "这一样不能空着" }).waitFor();
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
  check(/^孙丽 \d+:\d\d 登记$/.test(await factLine(page, "address").locator(".by").textContent()), "who registered it, and when");
  await inspect(page, "homes-new", tools.shots);
  await page.getByRole("searchbox").fill("zyz");
  await page.locator(".row", { hasText: "周玉珍" }).waitFor();
  same(await page.locator(".row").count(), 1, "one home");
  await page.getByRole("link", { name: "登记一家" }).click();
  await page.getByRole("textbox", { name: "姓名" }).fill("周玉珍");
  await page.getByRole("textbox", { name: "地址" }).fill("北桥 5 号楼 2 单元 301");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.locator("#trouble-address", { hasText: "已经登记过了" }).waitFor();
  await inspect(page, "homes-make-again", tools.shots);
});

test("Closing asks for the name; then the TV is shut out and the file is only read", async (tools) => {
  const { own, enter } = await station(tools);
  const box = await boxOf(own);
  const page = await enter();
  await openWang(page);
  await page.getByRole("link", { name: "销户" }).click();
  const sure = page.getByRole("button", { name: "对，销户" });
  check(await sure.isDisabled(), "closed without the name");
  await inspect(page, "homes-closing", tools.shots);
  await page.getByLabel("写上“王桂兰家”，才能销户").fill("王桂兰");
  check(await sure.isDisabled(), "closed with half the name");
  await page.getByRole("button", { name: "不销户" }).click();
  await page.getByRole("heading", { name: "人和住处" }).waitFor();
  await page.getByRole("link", { name: "销户" }).click();
  await page.getByLabel("写上“王桂兰家”，才能销户").fill("王桂兰家");
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
  await page.getByRole("link", { name: "全部改动" }).click();
  await page.getByText("过敏 写上“青霉素”").waitFor();
  await inspect(page, "homes-changes", tools.shots);
  await page.getByRole("link", { name: "回到王桂兰家" }).click();
  await page.getByRole("heading", { name: "人和住处" }).waitFor();
  await page.evaluate(() => { location.hash = "#nobody"; });
  await page.getByText("没有这一家，或者不归您这里管").waitFor();
  const reader = await enter(own.technician);
  same(await reader.getByRole("link", { name: "登记一家" }).count(), 0, "homes a technician could make");
  await openWang(reader);
  await reader.getByText("您只能看这一家，改要找站长").waitFor();
  same(await reader.getByRole("button", { name: /^改/ }).count() + await reader.getByRole("link", { name: "销户" }).count(), 0, "what a technician could change");
});

test("On a phone, in English, with large letters and long words nothing sticks out", async (tools) => {
  const { own, enter } = await station(tools);
  const phone = await enter(own.manager, { size: [360, 740] });
  await inspect(phone, "homes-phone-list", tools.shots);
  await openWang(phone);
  await phone.getByRole("button", { name: /^改兴趣/ }).click();
  await factLine(phone, "likes").getByLabel("别的").fill("长".repeat(180));
  await phone.getByRole("button", { name: "存", exact: true }).click();
  await phone.getByText("兴趣存好了").waitFor();
  await inspect(phone, "homes-phone-file", tools.shots);
  await phone.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(phone, "homes-phone-200", tools.shots);
  const english = await enter(own.manager, { size: [1180, 820], language: "en-GB" });
  await openWangEnglish(english);
  await inspect(english, "homes-english", tools.shots);
  await english.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(english, "homes-english-200", tools.shots);
  const long = await enter(own.manager, { size: [360, 740], language: "en-GB" });
  await long.route(`**/v1/staff/households/${own.demo.household.id}`, async (route) => {
    const file = await (await route.fetch()).json();
    [...file.facts, file.photo_by, file.contacts, ...file.changes].forEach((one, index) => Object.assign(one, { at: file.made_at, ...(index % 2 ? { author: "import", who: "欧".repeat(40) } : { author: "staff", who: "W".repeat(40) }) }));
    await route.fulfill({ json: file });
  });
  await openWangEnglish(long);
  await long.locator("[data-fact] .by", { hasText: "W".repeat(40) }).first().waitFor();
  await inspect(long, "homes-long-authors", tools.shots);
});

async function openWangEnglish(page) {
  await page.locator(".row", { hasText: "王桂兰" }).click();
  await page.getByRole("heading", { name: "Person and home" }).waitFor();
}
