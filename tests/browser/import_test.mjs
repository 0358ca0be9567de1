// SPDX-License-Identifier: Apache-2.0
// A manager brings a list of homes: it is tried, looked at, and written, and nothing is lost or doubled.
import { readFile } from "node:fs/promises";
import { inspect } from "./support/pages.mjs";
import { startPlatform } from "./support/platform.mjs";
import { check, same, test } from "./support/suite.mjs";

const kDesk = { size: [1440, 900] };

async function station(tools, { who = "manager", lang = "", ...options } = {}) {
  const own = await startPlatform(tools.bin);
  tools.atEnd(async () => { await own.stop(); own.forget(); });
  const pages = tools.pages(tools.atEnd);
  const enter = async (path = `/import/${lang}`, more = options) => {
    const page = await pages.open(`${own.url}${path}`, { ...kDesk, ...more });
    await page.getByLabel(/^(名字|Name)$/).fill(own[who].name);
    await page.getByLabel(/^(密码|Password)$/).fill(own[who].password);
    await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
    return page;
  };
  return { own, enter, pages };
}

const kList = [
  "姓名,地址,电话,门码,身份证号,出生日期,血型",
  "周玉珍,北桥 5 号楼 2 单元 301,138 0535 1102,#1,,1944-03-09,A",
  "王桂兰,幸福里 3 号楼 2 单元 401,,#1207,,,",
  "孙秀云,幸福里 1 号楼 1 单元 502,,,11010519491231002Y,,",
  "张建国,幸福里 7 号楼 3 单元 201,,,,44.3.9,",
  "周玉珍,北桥 5 号楼 2 单元 301,,,,,",
].join("\r\n");

const bring = (page, text, name = "东关街道老人台账.csv") => page.locator("#file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.isBuffer(text) ? text : Buffer.from(text) });
const address = async (page, own) => {
  const homes = await page.request.get(`${own.url}/v1/staff/households?q=wgl`);
  return (await homes.json()).households.find((one) => one.person.name === "王桂兰").address;
};

test("A list is tried, looked at and its good rows are written; the refused ones come back with their reasons", async (tools) => {
  const { own, enter } = await station(tools);
  const page = await enter("/homes/");
  await page.getByRole("link", { name: "导入" }).click();
  await page.getByRole("heading", { name: "带一份名单来" }).waitFor();
  await inspect(page, "import-choose", tools.shots);
  const list = kList.replace("幸福里 3 号楼 2 单元 401", await address(page, own));
  await bring(page, list);
  await page.getByRole("heading", { name: "先试一遍，什么都还没写进去" }).waitFor();
  same(await page.locator(".count strong").allTextContents(), ["1 行", "1 行", "0 行", "3 行"], "the four counts");
  await page.getByText("这几列不认得，没有读：血型").waitFor();
  await page.getByText("和第 2 行是同一个人，只留一行").waitFor();
  await page.getByText("出生日期“44.3.9”看不懂，请写成 1944-03-09").waitFor();
  await page.locator("tr.change", { hasText: "#1207" }).waitFor();
  same(await page.locator("tr.change s").textContent(), "#2580", "what stands there now");
  await inspect(page, "import-tried", tools.shots);
  await page.getByRole("button", { name: "不收", exact: true }).click();
  await page.locator("tr.create").waitFor({ state: "detached" });
  same(await page.locator("tbody tr").count(), 3, "refused rows");
  same(await page.getByRole("button", { name: "全部写进去：还有 3 行没改" }).isDisabled(), true, "not all while some are refused");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /下载 3 行不收的/ }).click()]);
  const refused = (await readFile(await download.path(), "utf8")).split("\r\n");
  check(refused[0].endsWith("血型,不收的理由"), refused[0]);
  check(refused[2].endsWith("出生日期“44.3.9”看不懂，请写成 1944-03-09"), refused[2]);
  await page.getByRole("button", { name: "只写好的 2 行" }).click();
  await page.getByRole("heading", { name: "写进去了" }).waitFor();
  await page.getByText("写好了 2 行").waitFor();
  await inspect(page, "import-written", tools.shots);
  await page.getByRole("link", { name: "去看家庭" }).click();
  await page.getByRole("searchbox").fill("zyz");
  await page.locator(".row", { hasText: "周玉珍" }).click();
  await page.locator('[data-fact="door_code"]', { hasText: "#1" }).waitFor();
  check(/^导入 \d+:\d\d 孙丽$/.test(await page.locator('[data-fact="door_code"] .by').textContent()), "who brought the home, and when");
  await page.locator(".changes li", { hasText: "登记了这一家" }).getByText("导入 孙丽").waitFor();
  await inspect(page, "import-home", tools.shots);
  await page.getByRole("searchbox").fill("wgl");
  await page.locator(".row", { hasText: "王桂兰" }).click();
  await page.locator('[data-fact="door_code"]', { hasText: "#1207" }).waitFor();
  check(/^导入 \d+:\d\d 孙丽$/.test(await page.locator('[data-fact="door_code"] .by').textContent()), "who set it");
});

test("What a workbook, a torn file and a file of another kind are is said, and another can be chosen at once", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  await page.getByRole("heading", { name: "带一份名单来" }).waitFor();
  await bring(page, Buffer.from("PK\x03\x04bomb"), "老人.csv");
  await page.getByText("这不是 CSV，是压缩包或者 Excel 工作簿").waitFor();
  await bring(page, "姓名,地址\n\"周,北桥\n");
  await page.getByText("第 2 行的引号不成对").waitFor();
  await bring(page, "姓名,地址\n<img src=x onerror=alert(1)>,=1+1\n");
  await page.locator("td.name", { hasText: "<img src=x" }).waitFor();
});

test("A list that somebody overtakes is tried again before anything is written", async (tools) => {
  const { own, enter } = await station(tools);
  const page = await enter();
  await page.getByRole("heading", { name: "带一份名单来" }).waitFor();
  const there = await address(page, own);
  await bring(page, `姓名,地址,门码\n王桂兰,${there},#1207\n`);
  await page.locator("tr.change", { hasText: "#1207" }).waitFor();
  const homes = await (await page.request.get(`${own.url}/v1/staff/households?q=wgl`)).json();
  const { id } = homes.households.find((one) => one.person.name === "王桂兰");
  const file = await (await page.request.get(`${own.url}/v1/staff/households/${id}`)).json();
  const seen = file.facts.find((one) => one.name === "door_code").change;
  const edited = await page.request.post(`${own.url}/v1/staff/households/${id}/facts`, { data: { name: "door_code", value: "#9999", seen }, headers: { Origin: own.url } });
  same(edited.status(), 200, "another hand");
  await page.getByRole("button", { name: "全部写进去" }).click();
  await page.getByText("刚才有人改了其中的一户").waitFor();
  same(await page.locator("tr.change s").textContent(), "#9999", "what the other wrote");
  await page.getByRole("button", { name: "全部写进去" }).click();
  await page.getByRole("heading", { name: "写进去了" }).waitFor();
  // What has a time begins anew, rights are other ones, and an unknown word is named by its column.
  await page.reload();
  await page.getByRole("heading", { name: "带一份名单来" }).waitFor();
  await bring(page, `姓名,地址,补贴1种类,补贴1金额,补贴1开始,家属1姓名,家属1看健康,服务需求\n王桂兰,${there},高龄津贴,120,2099-01-01,小芳,可以,助餐\n赵德福,南园,,,,,,陪聊\n`);
  const changed = page.locator("tr.change");
  await changed.getByText(/高龄津贴，每月 120\.00 元，2099-01-01 起/).waitFor();
  await changed.getByText("发消息、视频、看健康").waitFor();
  await page.getByText("服务需求“陪聊”不认得，词表里没有的请写成“其他：陪聊”").waitFor();
  await inspect(page, "import-groups", tools.shots);
  // What staff did by hand since an old list was made stays, and the page says so.
  const told = async (what, data) => same((await page.request.post(`${own.url}/v1/staff/households/${id}/records`, { data, headers: { Origin: own.url, "Idempotency-Key": what } })).ok(), true, what);
  const granted = { sort: "subsidy", kind: "disability", fen: 10000, period: "month", from: "2026-01-01" };
  await told("granted", granted);
  const { records, members, may } = await (await page.request.get(`${own.url}/v1/staff/households/${id}`)).json();
  await told("corrected", { ...granted, kind: "nursing", corrects: records.find((one) => one.kind === "disability").id });
  const daughter = members.find((one) => one.name === "小芳").id;
  const without = { rights: { message: true, visit: false, order: false, health: false }, seen: may.find((one) => one.member === daughter).change };
  same((await page.request.post(`${own.url}/v1/staff/members/${daughter}/rights`, { data: without, headers: { Origin: own.url } })).status(), 200, "taken away");
  await page.reload();
  await page.getByRole("heading", { name: "带一份名单来" }).waitFor();
  await bring(page, `编号,补贴1种类,补贴1金额,补贴1开始,家属1姓名,家属1视频\n${id},失能补贴,100,2026-01-01,小芳,可以\n`);
  await page.getByText(/家属1视频：“小芳”的这一样 .*收回了，名单不再给。要给，请在这一家的页面上打开/).waitFor();
  await inspect(page, "import-taken-away", tools.shots);
  const again = `编号,补贴1种类,补贴1金额,补贴1开始,补贴2种类,补贴2金额,补贴2开始\n${id},失能补贴,100,2026-01-01,护理补贴,120,2099-01-01\n`;
  await page.getByRole("button", { name: "换个文件" }).click();
  await bring(page, again);
  await page.getByRole("button", { name: "要看一眼 1" }).click();
  const remarked = page.locator("tr.change");
  await remarked.getByText(/补贴1开始“2026-01-01”：这一笔 .*改过了，名单不动它/).waitFor();
  await remarked.getByText(/原来的那一笔到 2098-12-31 为止/).waitFor();
  await inspect(page, "import-corrected-since", tools.shots);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${own.url}/import/?lang=en`);
  await bring(page, again);
  await page.getByRole("button", { name: "Worth a look 1" }).click();
  await page.getByText(/subsidy1_from “2026-01-01”: corrected since, on .*the list leaves it/).waitFor();
  await inspect(page, "import-corrected-since-phone", tools.shots);
});

test("The present list is kept as a file, and changes nothing when it is brought back", async (tools) => {
  const { enter } = await station(tools);
  const page = await enter();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /把现在的名单存下来 \(CSV\)/ }).click()]);
  await page.locator("#file").setInputFiles(await download.path());
  await page.getByText("和站里记的都一样，没有要写的").waitFor();
  same(await page.locator(".count strong").allTextContents(), ["0 行", "0 行", "3 行", "0 行"], "the four counts");
});

test("On a phone, in English and with letters twice as large, nothing sticks out", async (tools) => {
  const { own, enter } = await station(tools, { lang: "?lang=en", size: [360, 740], language: "en-US" });
  const page = await enter();
  await page.getByRole("heading", { name: "Bring a list" }).waitFor();
  await inspect(page, "import-choose-phone", tools.shots);
  await bring(page, kList.replace("幸福里 3 号楼 2 单元 401", await address(page, own)));
  await page.getByRole("heading", { name: "Only tried: nothing is written yet" }).waitFor();
  await page.locator("tr.refused").first().waitFor();
  await inspect(page, "import-tried-phone", tools.shots);
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(page, "import-tried-phone-large", tools.shots);
});

test("A technician is told whom to ask", async (tools) => {
  const { enter } = await station(tools, { who: "technician" });
  const page = await enter();
  await page.getByRole("heading", { name: "带一份名单来" }).waitFor();
  await bring(page, kList);
  await page.getByText("您没有导入的权限，请找站长").waitFor();
});
