// SPDX-License-Identifier: Apache-2.0
// F4, F5 and F6 with a real platform: somebody is sent and answers on a phone of 360 px, 120 is rung, the call is handed over.
import { invited, pressers } from "./support/desk.mjs";
import { deskOf, end, ready, stands } from "./support/desk_ground.mjs";
import { inspect, inspectBoth } from "./support/pages.mjs";
import { startPlatform } from "./support/platform.mjs";
import { check, same, test, until } from "./support/suite.mjs";

const kPhone = { size: [360, 740] };

let shared = null;
async function ground(tools) {
  shared ??= (async () => {
    const own = await startPlatform(tools.bin);
    tools.atAllEnd(async () => { await own.stop(); own.forget(); });
    return { own, li: await invited(own, "li", "李姐"), qiang: await invited(own, "qiang", "王强"), homes: await pressers(own, 2) };
  })();
  const all = await shared;
  const pages = tools.pages(tools.atEnd);
  const enter = (login) => deskOf(pages, `${all.own.url}/desk/`, login);
  return { ...all, enter, pages, box: all.homes.find((one) => one.name === "王桂兰").box };
}

async function answered(page) {
  await stands(page, "王桂兰");
  await ready(page);
  await page.keyboard.press("F1");
  await page.locator('[data-key="act send"]').waitFor();
}
const step = (page, what) => page.locator(`[data-step="${what}"]`);

test("Somebody is sent with F4, reads the door on a phone, and what is answered there is on the desk and told to the TV", async (tools) => {
  const { own, li, enter, box, pages } = await ground(tools);
  const page = await enter(li);
  await box.press();
  await answered(page);
  await page.locator(".body", { hasText: "吃没吃：平台还没有记录" }).waitFor();
  await page.keyboard.press("F4");
  await page.locator("dialog .choice").first().waitFor();
  same(await page.locator("dialog .choice strong").allTextContents(), ["派张师傅，东关居家养老服务站"], "who can be sent");
  same(await page.locator("dialog a.number").getAttribute("href"), "tel:13805460101", "rung right here");
  await inspectBoth(page, "going-list", tools.shots);
  await page.keyboard.press("Enter");
  const link = page.locator("dialog input.link");
  await link.waitFor();
  const address = await link.inputValue();
  check(/\/respond\/#[\w-]{22}$/.test(address), "the link");
  await inspect(page, "going-sent", tools.shots);
  await page.keyboard.press("Escape");
  await page.locator(".going-now", { hasText: "张师傅" }).getByText(/^派了 \d:\d\d，还没回话$/).waitFor();
  same(await page.getByText(address.split("#")[1]).count(), 0, "the link is nowhere any more");

  const phone = await pages.open(address, kPhone);
  await phone.getByRole("heading", { name: "王奶奶按了红键求助" }).waitFor();
  same([await phone.locator(".code strong").textContent(), await phone.locator(".allergies strong").textContent()], ["#2580", "青霉素"], "what is needed at the door");
  check(!(await phone.locator("body").textContent()).includes("高血压"), "no illness");
  await inspectBoth(phone, "respond-asked", tools.shots);
  await phone.getByRole("button", { name: "我去" }).click();
  await inspect(phone, "respond-minutes", tools.shots);

  // A network that is away: it says so, and goes on trying.
  await phone.route("**/v1/responder/answer", (route) => route.abort("connectionreset"));
  await phone.getByRole("button", { name: "8 分钟" }).click();
  await phone.getByText("没网，“我去，8 分钟”还没告诉值班台，正在一遍遍发").waitFor();
  await inspect(phone, "respond-unsent", tools.shots);
  await phone.unroute("**/v1/responder/answer");
  await phone.getByText("家里的电视也看到了").waitFor();
  await page.locator(".going-now").getByText(/^在路上，\d+:\d\d 到，还有 [78] 分钟$/).waitFor();
  await inspectBoth(page, "going-on-the-way", tools.shots);
  const told = await box.ask("GET", `/v1/tv/alarms/${box.run.id}`);
  same([told.responder.name, told.responder.state], ["张师傅", "on_the_way"], "the TV is told");
  await phone.reload();
  await phone.getByRole("button", { name: "到了" }).click();
  await page.locator(".going-now").getByText("到了", { exact: true }).waitFor();
  await inspect(phone, "respond-arrived", tools.shots);

  // 120: the sentence, and the time.
  await page.locator(".note textarea").fill("在厕所门口滑了一下，右膝疼");
  await page.keyboard.press("F5");
  const read = page.locator("dialog textarea");
  await read.waitFor();
  check(/^在厕所门口滑了一下，右膝疼。王桂兰，女，8\d 岁。地址：幸福里 3 号楼 2 单元 401，4 楼，电梯：有，要刷卡，门码 #2580/.test(await read.inputValue()), await read.inputValue());
  await inspectBoth(page, "going-120", tools.shots);
  await page.getByRole("button", { name: "已经打了" }).click();
  await step(page, "ambulance").getByText(/李姐打了 120/).waitFor();

  await end(page);
  await phone.getByRole("heading", { name: "这件事已经结束" }).waitFor({ timeout: 20000 });
  check(!(await phone.locator("body").textContent()).includes("#2580"), "nothing of the home is shown");
  await inspectBoth(phone, "respond-over", tools.shots);
  await phone.goto(`${own.url}/respond/#AAAAAAAAAAAAAAAAAAAAAA`);
  await phone.getByRole("heading", { name: "这个链接打不开" }).waitFor();
  await inspect(phone, "respond-wrong", tools.shots);
});

test("A call is handed over with F6: it stays with the first until the second takes it, and then at once it is theirs", async (tools) => {
  const { li, qiang, enter, box } = await ground(tools);
  const [first, second] = [await enter(li), await enter(qiang)];
  await box.press();
  await answered(first);
  await first.keyboard.press("F6");
  await first.locator("dialog .choice", { hasText: "转给王强" }).waitFor();
  await inspectBoth(first, "hand-over-ask", tools.shots);
  await first.keyboard.press("Enter");
  await first.locator("#queue .row").getByText(/^转给王强，等他接，还有 \d+ 秒/).waitFor();
  await second.locator("#queue .row.red").getByText(/^李姐要转给您，\d+ 秒内接$/).waitFor();
  await inspectBoth(second, "hand-over-offered", tools.shots);
  same((await box.ask("GET", `/v1/tv/alarms/${box.run.id}`)).by.name, "李姐", "the home reads whose it is");
  await second.locator('[data-key="act accept"]:not([aria-disabled])', { hasText: "接过来：王桂兰" }).waitFor();
  await second.keyboard.press("F1");
  await second.locator('[data-key="act close"]').waitFor();
  await step(second, "handed_over").getByText("王强从李姐手里接过去").waitFor();
  await until(async () => (await first.locator('[data-key="act close"]').count()) === 0, "the first has no keys on it any more");
  same((await box.ask("GET", `/v1/tv/alarms/${box.run.id}`)).by.name, "王强", "the home reads the other");
  await end(second);
});
