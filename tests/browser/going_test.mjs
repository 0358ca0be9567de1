// SPDX-License-Identifier: Apache-2.0
// F4, F5 and F6 with a real platform: somebody is sent and answers on a phone of 360 px, 120 is rung, the call is handed over.
import { invited, pressers } from "./support/desk.mjs";
import { deskOf, end, ready, stands } from "./support/desk_ground.mjs";
import { inspect, inspectBoth } from "./support/pages.mjs";
import { startPlatform } from "./support/platform.mjs";
import { check, same, test, until } from "./support/suite.mjs";

const kPhone = { size: [360, 740] };
const kNobodys = "A".repeat(22);
const tap = (page, name) => page.getByRole("button", { name, exact: true, disabled: false }).click();  // keys that are new do nothing yet
const look = async (page, name, shots) => { await page.locator(".answer:not(:has([aria-disabled]))").waitFor(); await inspect(page, name, shots); };
const standing = (page, text) => page.locator(".standing", { hasText: text }).waitFor();

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
// Requests that wait until they are let go.
async function held(page, address) {
  let go = null;
  const free = new Promise((resolve) => { go = resolve; });
  await page.route(address, async (route) => { await free; await route.continue(); });
  return go;
}
const step = (page, what) => page.locator(`[data-step="${what}"]`);

test("Somebody is sent with F4, reads the door on a phone, and what is answered there is on the desk and told to the TV", async (tools) => {
  const { own, li, enter, box, pages } = await ground(tools);
  const page = await enter(li);
  await box.press();
  await answered(page);
  await page.locator(".body", { hasText: "吃没吃：平台还没有记录" }).waitFor();
  // The list is on its way: it can be left, and then it comes up nowhere.
  let go = await held(page, "**/responders");
  await page.keyboard.press("F4");
  await page.locator("dialog", { hasText: "正在取名单" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  const answer = page.waitForResponse("**/responders");
  go();
  await answer;
  same(await page.locator("dialog").count(), 0, "a list that is wanted no more");
  await page.keyboard.press("F4");
  await page.locator("dialog .choice").first().waitFor();
  same(await page.locator("dialog .choice strong").allTextContents(), ["派张师傅，东关居家养老服务站"], "who can be sent");
  same(await page.locator("dialog a.number").getAttribute("href"), "tel:13805460101", "rung right here");
  await inspectBoth(page, "going-list", tools.shots);
  await page.locator("dialog .choice:not([aria-disabled])").first().waitFor();
  // Left while it is being done, it is done all the same, and the link is told.
  go = await held(page, "**/responder");
  await page.keyboard.press("Enter");
  await page.locator("dialog .dialog-said", { hasText: "正在派" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  go();
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
  // A second tap where the first one was answers nothing.
  await tap(phone, "我去");
  await phone.evaluate(() => document.querySelector('[data-key="minutes 5"]').click());
  await phone.getByRole("heading", { name: "几分钟能到？" }).waitFor();
  await look(phone, "respond-minutes", tools.shots);

  // A network that is away: it says so, and goes on trying.
  await phone.route("**/v1/responder/answer", (route) => route.abort("connectionreset"));
  await tap(phone, "8 分钟");
  await phone.getByText("没网，“我去，8 分钟”还没告诉值班台，正在一遍遍发").waitFor();
  await look(phone, "respond-unsent", tools.shots);

  // Another link in the same tab has nothing of it; back here it is said still, until its minutes have passed.
  const strangers = [];
  phone.on("request", (one) => { if (one.method() === "POST" && one.headers().authorization?.includes(kNobodys)) strangers.push(one.url()); });
  await phone.goto(`${own.url}/respond/#${kNobodys}`);
  await phone.getByRole("heading", { name: "这个链接打不开" }).waitFor();
  check(!(await phone.locator("body").textContent()).includes("8 分钟"), "nothing of one home on the page of another");
  await phone.goto(address);
  await phone.getByText("没网，“我去，8 分钟”还没告诉值班台").waitFor();
  same(strangers, [], "sent with another link");
  await phone.evaluate((name) => sessionStorage.setItem(name, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(name)), at: Date.now() - 480000 })), `anju-respond ${address.split("#")[1]}`);
  await phone.reload();
  await phone.getByRole("heading", { name: "时间过了，几分钟能到？" }).waitFor();
  await look(phone, "respond-passed", tools.shots);

  // A platform that cannot answer is no network that is away.
  await phone.unroute("**/v1/responder/answer");
  await phone.route("**/v1/responder/answer", (route) => route.fulfill({ status: 503, body: "{}" }));
  await tap(phone, "8 分钟");
  await phone.getByText("值班台现在答不上来，正在再试。“我去，8 分钟”还没告诉值班台。").waitFor();
  await phone.unroute("**/v1/responder/answer");
  await phone.getByText(/^\d+:\d\d 告诉了值班台$/).waitFor();
  await standing(phone, /^您说 \d+:\d\d 到，还有 [78] 分钟$/);
  await page.locator(".going-now").getByText(/^在路上，\d+:\d\d 到，还有 [78] 分钟$/).waitFor();
  await inspectBoth(page, "going-on-the-way", tools.shots);
  const told = await box.ask("GET", `/v1/tv/alarms/${box.run.id}`);
  same([told.responder.name, told.responder.state], ["张师傅", "on_the_way"], "the TV is told");

  // A phone whose clock is an hour ahead: no minutes by it, the platform's once that is known.
  const fast = await pages.open(address.replace("#", "?lang=en#"), { ...kPhone, init: () => { const right = Date.now; Date.now = () => right() + 3600000; } });
  await standing(fast, /^You said \d+:\d\d [ap]m$/);
  await tap(fast, "Another time");
  await tap(fast, "20 min");
  await standing(fast, /^You said \d+:\d\d [ap]m, 20 min left$/);
  await look(fast, "respond-en-on-the-way", tools.shots);
  await page.locator(".going-now").getByText(/还有 (19|20) 分钟$/).waitFor();

  // What was asked before an answer was told, and comes after it, takes nothing back; and what was said too early can be.
  await phone.reload();
  await phone.getByRole("button", { name: "到了", disabled: false }).waitFor();
  let release;
  const later = new Promise((resolve) => { release = resolve; });
  await phone.route("**/v1/responder/home", async (route) => { const before = await route.fetch(); await later; await route.fulfill({ response: before }); });
  const older = phone.waitForResponse("**/v1/responder/home");
  const asked = phone.waitForRequest("**/v1/responder/home");
  await phone.evaluate(() => dispatchEvent(new Event("online")));
  await asked;
  await tap(phone, "到了");
  await page.locator(".going-now").getByText("到了", { exact: true }).waitFor();
  await phone.getByText(/^\d+:\d\d 告诉了值班台$/).waitFor();
  release();
  await (await older).finished();
  await phone.unroute("**/v1/responder/home");
  await phone.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await standing(phone, "您到了");
  await look(phone, "respond-arrived", tools.shots);
  await tap(phone, "还没到，改时间");
  await tap(phone, "5 分钟");
  await page.locator(".going-now").getByText(/^在路上，\d+:\d\d 到，还有 [45] 分钟$/).waitFor();
  await tap(phone, "去不了");
  await phone.getByText("去不了？值班台会知道您去不了。").waitFor();
  await tap(phone, "对，去不了");
  await standing(phone, "您说去不了，值班台知道了");

  // 120: the sentence, and the time.
  await page.locator(".note textarea").fill("在厕所门口滑了一下，右膝疼");
  await page.keyboard.press("F5");
  const read = page.locator("dialog textarea");
  await read.waitFor();
  check(/^在厕所门口滑了一下，右膝疼。王桂兰，女，8\d 岁。地址：幸福里 3 号楼 2 单元 401，4 楼，电梯：有，要刷卡，门码 #2580/.test(await read.inputValue()), await read.inputValue());
  await inspectBoth(page, "going-120", tools.shots);
  // The line is cut: what is read out stays, with what was changed, and only what is to be written down waits.
  const yes = page.locator('[data-key="ambulance yes"]:not([aria-disabled])');
  await read.press("End");
  await read.pressSequentially("有人在门口接");
  await page.context().setOffline(true);
  await page.locator("#cut", { hasText: "连不上平台" }).waitFor();
  await page.locator("dialog .dialog-cut", { hasText: "这里照样可以念" }).waitFor();
  await yes.click();
  await page.locator("dialog .dialog-said", { hasText: "没记下来" }).waitFor();
  check((await read.inputValue()).includes("有人在门口接"), "what was changed stays");
  await inspectBoth(page, "going-120-cut", tools.shots);
  await page.context().setOffline(false);
  await page.locator("#cut").waitFor({ state: "hidden" });
  await yes.click();
  await step(page, "ambulance").getByText(/李姐打了 120/).waitFor();
  await step(page, "ambulance").getByText(/门码见档案/).waitFor();
  check(!(await page.locator(".steps").textContent()).includes("#2580"), "the door code is kept nowhere");

  await end(page);
  await phone.evaluate(() => dispatchEvent(new Event("online")));
  await phone.getByRole("heading", { name: "这件事已经结束" }).waitFor();
  check(!(await phone.locator("body").textContent()).includes("#2580"), "nothing of the home is shown");
  await inspectBoth(phone, "respond-over", tools.shots);
  await phone.goto(`${own.url}/respond/#${kNobodys}`);
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
  await first.locator("dialog .choice:not([aria-disabled])").first().waitFor();
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
