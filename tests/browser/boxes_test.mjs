// SPDX-License-Identifier: Apache-2.0
// The station's boxes: found, looked at, moved, lent, taken back, lost; never more is said than a box has told.
import { Box, approve } from "./support/box.mjs";
import { inspect, inspectBoth } from "./support/pages.mjs";
import { startPlatform } from "./support/platform.mjs";
import { signIn } from "./support/staff.mjs";
import { check, same, test, until } from "./support/suite.mjs";

const kDesk = { size: [1440, 900] };

async function station(tools) {
  const own = await startPlatform(tools.bin);
  tools.atEnd(async () => { await own.stop(); own.forget(); });
  const pages = tools.pages(tools.atEnd);
  const enter = async (login = own.manager, more = {}) => {
    const page = await pages.open(`${own.url}/boxes/`, { ...kDesk, ...more });
    await page.getByLabel(/^(名字|Name)$/).fill(login.name);
    await page.getByLabel(/^(密码|Password)$/).fill(login.password);
    await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
    await page.locator("#boxes tr").first().waitFor();
    return page;
  };
  const signedIn = await fetch(`${own.url}/v1/staff/session`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: own.manager.name, password: own.manager.password }) });
  const cookie = signedIn.headers.get("set-cookie").split(";")[0];
  const { households } = await (await fetch(`${own.url}/v1/staff/households`, { headers: { Cookie: cookie } })).json();
  const homeOf = (name) => households.find((one) => one.person.name === name).id;
  // A TV in this home; `on`: with its stream.
  const install = async (name, { on = false, says = "", heard = {} } = {}) => {
    const box = new Box(own);
    box.says = says;
    await approve(own, await box.code(), homeOf(name));
    box.number = (await box.snapshot()).box_number;
    if (on) { box.off = await box.on(heard); tools.atEnd(() => box.off()); }
    return box;
  };
  return { own, enter, install };
}

const line = (page, box) => page.locator("#boxes tr", { hasText: box.number });
const open = async (page, box) => { await page.getByRole("link", { name: box.number, exact: true }).click(); await page.getByRole("heading", { name: box.number, exact: true }).waitFor(); };

test("The list says which box is where and how, those that are off first, and nothing that a box has not told", async (tools) => {
  const { own, enter, install } = await station(tools);
  const rings = [];
  const wang = await install("王桂兰", { on: true, says: "version=0.1.0; network=wireless; started=2026-11-18T01:12:00.000Z", heard: { ring: (ring) => rings.push(ring) } });
  const wu = await install("吴广林");
  const wei = await install("魏桂莲", { on: true, says: "version=0.2.0; network=", heard: { ring: (ring) => wei.ask("POST", `/v1/tv/rings/${ring.id}`, { how: "busy" }) } });
  const page = await enter();
  await page.getByText("4 台盒子，1 台要有人看一眼").waitFor();
  same((await page.locator("#boxes th a").allTextContents())[0], wu.number, "the first line");
  await line(page, wu).getByText("离线").waitFor();
  await line(page, wang).getByText("无线").waitFor();
  await line(page, wang).getByText("要更新").waitFor();
  await line(page, wei).getByText("在线").waitFor();
  check(!/有线|无线/.test(await line(page, wei).textContent()), "a network that nobody told");
  await open(page, wang);
  await page.getByText("王桂兰家，").waitFor();
  await page.locator(".facts").getByText("11月18日").first().waitFor();
  same(await page.locator(".facts dd", { hasText: "还没说过" }).count(), 4, "what it has not said");
  await inspect(page, "boxes-list", tools.shots);

  // It is looked for. The page says that it rang when the box has said so, and not before.
  const ring = page.locator(".act.ring");
  await ring.click();
  await page.getByText("正在让它响…").waitFor();
  await until(() => rings.length === 1, "the box is told");
  same(rings[0].by, "孙丽", "who asked");
  same(await page.getByText("响了").count(), 0, "said too early");
  await inspect(page, "boxes-ringing", tools.shots);
  await wang.ask("POST", `/v1/tv/rings/${rings[0].id}`, { how: "rang" });
  await page.getByText("听不见就看看电视的音量").waitFor();
  await ring.getByText("响了", { exact: true }).waitFor();

  // What it says of itself.
  await wang.ask("POST", "/v1/tv/condition", { camera: "ready", microphone: "ready", speaker: "ready", signal: "good", key_at: new Date().toISOString(), stop: { why: "update", at: "2026-11-17T19:12:00.000Z" } });
  for (const words of ["无线，信号好", "接好，现在关着", "找到了音箱和话筒", /今天 \d+:\d\d 按过/, /，更新$/]) await page.locator(".facts dd").getByText(words).waitFor();
  await inspect(page, "boxes-says", tools.shots);

  // Its guard says that it is there, and what is wrong with it; staff writes that nobody is at home.
  await page.locator(".facts").getByText("叫得到人").waitFor({ state: "hidden" });
  await wang.beat({ faults: ["camera_lost", "remote_silent"] });
  await page.locator(".facts").getByText("叫得到人").waitFor({ timeout: 20000 });
  await page.locator(".facts").getByText("摄像头找不到了").waitFor();
  await page.getByRole("button", { name: /^有故障 1/ }).click();
  await line(page, wang).getByText("摄像头找不到了").waitFor();
  await page.getByRole("button", { name: /^全部/ }).click();
  await page.locator('[data-key="act away"]').click();
  await page.locator('[data-key="yes"]').click();
  await page.getByText("日子看不懂").waitFor();
  await page.getByLabel("最后一天").fill(`${new Date().getFullYear() + 1}-01-31`);
  await inspect(page, "boxes-away", tools.shots);
  await page.locator('[data-key="yes"]').click();
  await page.locator(".facts").getByText(/写了家里没人，到/).waitFor();
  await wang.beat({ leaving: true });
  await page.locator(".facts").getByText(/起关着，有人关的或家里没人/).waitFor({ timeout: 20000 });
  await inspect(page, "boxes-watch", tools.shots);
  await page.locator('[data-key="act back"]').click();
  await page.locator(".facts").getByText(/起没有消息，现在叫不到人/).waitFor();

  // One whose TV is in use answers at once, and is pressed again at once; where a busy machine took the 5 s for that, once more.
  await open(page, wei);
  await until(async () => {
    await ring.click();
    await ring.getByText(/^没有响：电视正在用$|等 5 秒/).waitFor();
    return ring.getByText("刚让它响过，等 5 秒再按").isVisible();
  }, "a second press is refused", 30000);
  await inspect(page, "boxes-rang-just-now", tools.shots);

  await open(page, wu);
  await page.getByText("它离线，现在响不了").waitFor();
  await inspect(page, "boxes-offline-ring", tools.shots);
  wang.off();
  await open(page, wang);
  await line(page, wang).getByText("离线").waitFor();
  await page.locator(".facts dd.then").getByText("接好，现在关着").waitFor();
  await page.getByText("盒子自己，那时是").waitFor();
  await inspect(page, "boxes-then", tools.shots);
  wang.off = await wang.on();
  await line(page, wang).getByText("要更新").waitFor();
  await page.getByRole("button", { name: /^没装 1/ }).click();
  await page.getByText("站里仓库").waitFor();
  await page.getByText("等它下次开机就抹掉").first().waitFor();
  await page.getByRole("button", { name: /^全部 4/ }).click();
  await page.getByRole("searchbox").fill("wgl");
  await until(async () => (await page.locator("#boxes tr").count()) === 4, "wgl is three people, one of them with an earlier box");
  await page.getByRole("searchbox").fill(wu.number.toLowerCase());
  await until(async () => (await page.locator("#boxes tr").count()) === 1, "one number");
  await page.getByRole("searchbox").fill("没有的");
  await page.getByText("没找到“没有的”").waitFor();
  await inspect(page, "boxes-none", tools.shots);
  const reader = await enter(own.technician);
  await reader.getByText("4 台盒子").waitFor();
});

test("A box that is off is shut out at once, and counts as wiped when it has said so itself", async (tools) => {
  const { enter, install } = await station(tools);
  const box = await install("王桂兰");
  const page = await enter();
  // The list is read while the mouse is down: the press still counts.
  await page.getByRole("link", { name: box.number, exact: true }).hover();
  await page.mouse.down();
  const read = page.waitForResponse((answer) => answer.url().includes("/v1/staff/boxes?"));
  await page.getByRole("searchbox").dispatchEvent("input");
  await (await read).finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await page.mouse.up();
  await page.getByRole("heading", { name: box.number, exact: true }).waitFor();
  await page.getByRole("button", { name: "收回并抹掉" }).click();
  await page.getByLabel(`写上“${box.number}”`).fill("XXXXX");
  await page.getByRole("button", { name: "对，收回并抹掉" }).click();
  await page.getByText("盒子号不对，照着盒子再看一遍").waitFor();
  await inspect(page, "boxes-take-back", tools.shots);
  await box.snapshot();
  await page.getByLabel(`写上“${box.number}”`).fill(box.number);
  await page.getByRole("button", { name: "对，收回并抹掉" }).click();
  await page.getByText("还没抹：等它下次开机、连上网，就会抹掉").waitFor();
  await line(page, box).getByText("等它下次开机就抹掉").waitFor();
  same(await page.getByText(/，已抹掉|抹掉了，盒子自己报的/).count(), 0, "said too early");
  const refused = await box.snapshot().then(() => "", (error) => error.message);
  check(refused.includes("box_taken_back"), `what the box hears: ${refused}`);
  await inspect(page, "boxes-not-wiped", tools.shots);
  await box.wipe();
  await page.getByText("抹掉了，盒子自己报的").waitFor();
  await line(page, box).getByText("已抹掉").waitFor();
  await inspect(page, "boxes-wiped", tools.shots);
});

test("Moved to another home a box wipes, shows a code, and is installed by who enters it there, with the same number", async (tools) => {
  const { own, enter, install } = await station(tools);
  const box = await install("王桂兰", { on: true });
  const page = await enter();
  await open(page, box);
  await page.getByRole("button", { name: "换到别家" }).click();
  await page.getByText("抹掉王桂兰家的照片、消息和设置").waitFor();
  check(await page.getByRole("button", { name: "先挑一家" }).isDisabled(), "moved nowhere");
  await page.getByPlaceholder("名字、拼音、电话、地址", { exact: true }).fill("wei");
  await page.getByRole("radio", { name: /魏桂莲/ }).check();
  await inspect(page, "boxes-move", tools.shots);
  await page.getByRole("button", { name: "对，换到魏桂莲家" }).click();
  await page.getByText("盒子号不对，照着盒子再看一遍").waitFor();
  await box.snapshot();
  await page.getByLabel(`写上“${box.number}”，才能换走`).fill(box.number.toLowerCase());
  await page.getByRole("button", { name: "对，换到魏桂莲家" }).click();
  await page.getByText(`${box.number} 记好了，要换到魏桂莲家`).waitFor();
  await line(page, box).getByText("正在换家").waitFor();
  await inspect(page, "boxes-moving", tools.shots);
  const code = await box.wipe();
  const refused = await box.snapshot().then(() => "", (error) => error.message);
  check(refused.startsWith("401"), `nobody has entered its code: ${refused}`);
  const there = await tools.pages(tools.atEnd).open(`${own.url}/approve/#${code}`, { size: [390, 844] });
  await signIn(there, own.technician);
  await there.getByText(`盒子 ${box.number} 说好了换到魏桂莲家`).waitFor();
  await there.getByRole("button", { name: "对，装在魏桂莲家" }).waitFor();
  await inspectBoth(there, "approve-moved", tools.shots);
  await there.getByRole("button", { name: "对，装在魏桂莲家" }).click();
  await there.getByText("装好了").waitFor();
  same((await box.snapshot()).household.person.name, "魏桂莲", "the home of the new key");
  await line(page, box).getByText("魏桂莲").first().waitFor();
  await page.getByText("魏桂莲家，").waitFor();
  same(await line(page, box).count(), 1, "lines of one box");
});

test("Taken back while somebody has it, the list says both: who has it, and that it is not wiped", async (tools) => {
  const { enter, install } = await station(tools);
  const box = await install("吴广林");
  const page = await enter();
  await open(page, box);
  await page.getByRole("button", { name: "丢了，马上停用" }).click();
  await page.getByRole("button", { name: "对，马上停用" }).click();
  await page.getByRole("button", { name: "找到了" }).click();
  await page.getByRole("button", { name: "借出去" }).click();
  await page.getByLabel("谁借").fill("陈晓");
  await page.getByLabel("哪天还").fill("2031-12-01");
  await page.getByRole("button", { name: "记上" }).click();
  await line(page, box).getByText(/借给陈晓.*等它下次开机就抹掉/).waitFor();
});

test("Lent until a day, back again; lost, found", async (tools) => {
  const { own, enter, install } = await station(tools);
  const box = await install("吴广林", { on: true });
  const page = await enter();
  await open(page, box);
  await page.getByRole("button", { name: "借出去" }).click();
  await page.getByText("它还归吴广林家").waitFor();
  await page.getByRole("button", { name: "记上" }).click();
  await page.getByText("谁借要写上").waitFor();
  await page.getByLabel("谁借").fill("东关日间照料中心 陈晓");
  await page.getByLabel("哪天还").fill("2031-12-01");
  await inspect(page, "boxes-lend", tools.shots);
  await page.getByRole("button", { name: "记上" }).click();
  await line(page, box).getByText("借给东关日间照料中心 陈晓").waitFor();
  await page.getByRole("button", { name: /^借出 1/ }).click();
  await line(page, box).waitFor();
  await page.getByRole("button", { name: "还回来了" }).click();
  await page.getByText("这里一台也没有").waitFor();
  await page.getByRole("button", { name: /^全部/ }).click();
  await page.getByRole("button", { name: "丢了，马上停用" }).click();
  await inspect(page, "boxes-lost-ask", tools.shots);
  // "At once" is a second: what it listens to ends, and nothing lets it in again.
  const pressed = performance.now();
  await Promise.all([page.getByRole("button", { name: "对，马上停用" }).click(), box.listening]);
  const stream = await fetch(`${own.url}/v1/tv/events?last=0`, { headers: { Authorization: `Bearer ${box.key}` } });
  const refused = await box.snapshot().then(() => "", (error) => error.message);
  const took = Math.round(performance.now() - pressed);
  check(stream.status === 401 && refused.includes("box_lost"), `what the box hears: ${stream.status}, ${refused}`);
  check(took <= 1000, `shut out after ${took} ms`);
  await line(page, box).getByText("丢了，已停用").waitFor();
  await inspect(page, "boxes-lost", tools.shots);
  const there = await tools.pages(tools.atEnd).open(`${own.url}/approve/#${await box.wipe()}`, { size: [390, 844] });
  await signIn(there, own.technician);
  await there.getByText("这台盒子报过丢失").waitFor();
  await inspectBoth(there, "approve-lost", tools.shots);
  await page.getByRole("button", { name: "找到了" }).click();
  await line(page, box).getByText("没装").waitFor();
});

test("Two people act on one box: the second is told what the first did, and nothing happens twice", async (tools) => {
  const { own, enter, install } = await station(tools);
  const box = await install("王桂兰");
  const [first, second] = [await enter(), await enter(own.technician)];
  for (const page of [first, second]) await open(page, box);
  await second.getByRole("button", { name: "丢了，马上停用" }).click();
  await first.getByRole("button", { name: "借出去" }).click();
  await first.getByLabel("谁借").fill("陈晓");
  await first.getByLabel("哪天还").fill("2031-12-01");
  await first.getByRole("button", { name: "记上" }).click();
  await line(first, box).getByText("借给陈晓").waitFor();
  await second.getByRole("button", { name: "对，马上停用" }).click();
  await second.getByText(/孙丽 .+刚动过：借出/).waitFor();
  await box.snapshot();
  await inspect(second, "boxes-meanwhile", tools.shots);
  await second.getByRole("button", { name: "对，马上停用" }).click();
  await line(second, box).getByText("丢了，已停用").waitFor();
});

test("On a phone, in English, with large letters nothing sticks out", async (tools) => {
  const { own, enter, install } = await station(tools);
  const box = await install("王桂兰", { on: true, says: "version=0.1.0; network=wired; started=2026-11-18T01:12:00.000Z" });
  const phone = await enter(own.manager, { size: [360, 740] });
  await inspect(phone, "boxes-phone", tools.shots);
  await open(phone, box);
  await box.ask("POST", "/v1/tv/condition", { camera: "missing", microphone: "unknown", speaker: "missing", stop: { why: "power_lost" } });
  await phone.getByText("没找到音箱").waitFor();
  await inspect(phone, "boxes-phone-one", tools.shots);
  await phone.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(phone, "boxes-phone-200", tools.shots);
  const english = await enter(own.manager, { size: [1180, 820], language: "en-GB" });
  await open(english, box);
  await english.getByText("No loudspeaker found").waitFor();
  await english.getByText("Reported by").waitFor();
  await inspect(english, "boxes-english-one", tools.shots);
  await english.getByRole("button", { name: "Move to another home" }).click();
  await english.getByText("Which home does").waitFor();
  await inspect(english, "boxes-english", tools.shots);
});
