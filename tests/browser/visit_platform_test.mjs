// SPDX-License-Identifier: Apache-2.0
// A visit over the real platform; the TV is a second page that offers.
import { pairedBox } from "./support/box.mjs";
import { FakeTv } from "./support/fake_tv.mjs";
import { inspect } from "./support/pages.mjs";
import { startPlatform } from "./support/platform.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { picture, ringing, seesHer } from "./support/visit.mjs";

// At noon, so that no quiet hours stand in the way.
async function real({ atEnd, bin, browser, pages }, now = "2026-11-26T12:00:00+08:00") {
  const own = await startPlatform(bin, { now });
  const box = await pairedBox(own);
  let tv = null;
  const door = await box.door(() => tv);
  tv = await FakeTv.start(browser, door);
  const all = pages(atEnd);
  atEnd(async (how) => { await tv.stop(how); door.off(); await own.stop(); own.forget(); });
  const token = (name) => own.demo.family.find((one) => one.name === name).token;
  return { own, box, tv, pages: all, url: (name = "小芳") => `${own.url}/visit/#${token(name)}`, family: (name = "小芳") => `${own.url}/family/?lang=zh#${token(name)}` };
}

test("Over the platform: rings, both see each other, reload, silence, the end with its length", async (tools) => {
  const { tv, pages, url } = await real(tools);
  const page = await pages.open(url());
  await ringing(page, tv);
  same([(await tv.stats()).video, (await tv.stats()).audio, await picture(page)], [0, 0, 0], "packets and pictures while it rings");
  await tv.pressOk();
  await seesHer(page, 10);
  await until(async () => { const found = await tv.stats(); return found.frames > 5 && found.audio > 10; }, "picture and sound on the TV");
  const began = performance.now();
  await page.reload();
  await seesHer(page, 3);
  check(performance.now() - began < 5000, `back after ${performance.now() - began} ms`);
  const asked = tv.agains;
  await tv.kill();
  await until(() => tv.agains > asked, "asked for a new connection");
  await seesHer(page, 3);
  await tv.hangUp();
  await page.getByText("妈妈挂断了").waitFor();
  await page.getByText(/看了 \d+/).waitFor();
});

test("Over the platform: not now, given up, and a brother who comes meanwhile hears that she is busy", async (tools) => {
  const { tv, pages, url } = await real(tools);
  const page = await pages.open(url());
  await ringing(page, tv);
  await tv.decline();
  await page.getByText("妈妈这会儿不方便").waitFor();
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByText("正在响").waitFor();
  await page.getByRole("button", { name: "不等了" }).click();
  await until(() => tv.visit.end === "cancelled", "the TV stops ringing");
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByText("正在响").waitFor();
  await until(() => tv.visit.stage === "ringing", "it rings again");
  await tv.pressOk();
  await seesHer(page);
  const brother = await pages.open(url("大伟"));
  await brother.getByRole("button", { name: /^去看/ }).click();
  await brother.getByText("正在和别人说话").waitFor();
});

test("Over the platform: the elder calls, one phone answers, the other stops ringing", async (tools) => {
  const { box, tv, pages, family } = await real(tools);
  const first = await pages.open(family());
  const second = await pages.open(family());
  for (const page of [first, second]) await page.getByText("电视开着").waitFor();
  const { household } = await box.snapshot();
  const { id: member } = household.members.find((one) => one.name === "小芳");
  const visit = Array.from({ length: 26 }, () => "abcdefghijklmnopqrstuvwxyz234567"[Math.floor(Math.random() * 32)]).join("");
  const ticket = await box.ask("POST", "/v1/tv/visits", { id: visit, member });
  tv.heardVisit(ticket.visit);
  for (const page of [first, second]) await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
  await first.getByRole("button", { name: "接听" }).click();
  await seesHer(first);
  await second.getByRole("dialog").waitFor({ state: "detached" });
  await until(async () => (await tv.stats()).frames > 5, "the TV sees the phone");
});

test("Over the platform: the TV hears that a page shows the call, that it rings aloud, and that the page is gone", async (tools) => {
  const { box, pages, family } = await real(tools);
  const page = await pages.open(family());
  await page.getByText("电视开着").waitFor();
  const { household } = await box.snapshot();
  const { id: member } = household.members.find((one) => one.name === "小芳");
  await box.ask("POST", "/v1/tv/visits", { id: "a2bcdefghijklmnopqrstuvwx3", member });
  const rings = async () => (await box.snapshot()).visits[0].rings;
  await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
  await until(async () => (await rings()) === false, "it shows, and nobody has touched it");
  await page.locator(".ringing-promise").click();
  await until(async () => (await rings()) === true, "it rings aloud from the first touch on");
  await page.reload();
  await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
  await until(async () => (await rings()) === false, "it shows again after a reload");
  await page.close();
  // A word of the page that was under way as it closed is taken back 15 s later.
  await until(async () => (await rings()) === undefined, "nobody is there", 25000);
});

test("Over the platform: when the page that rang is gone, another only shows it, or rings on and says so", async (tools) => {
  const { box, pages, family } = await real(tools);
  const [one, two, three] = [await pages.open(family()), await pages.open(family()), await pages.open(family())];
  for (const page of [one, two, three]) await page.getByText("电视开着").waitFor();
  const { household } = await box.snapshot();
  const { id: member } = household.members.find((one) => one.name === "小芳");
  await box.ask("POST", "/v1/tv/visits", { id: "a2bcdefghijklmnopqrstuvwx4", member });
  const rings = async () => (await box.snapshot()).visits[0].rings;
  const said = { one: 0, two: 0 };
  for (const [name, page] of Object.entries({ one, two })) page.on("request", (request) => { if (request.url().endsWith("/rings") && request.postData().includes("true")) ++said[name]; });
  for (const page of [one, two, three]) await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
  for (const page of [one, two]) await page.locator(".ringing-promise").click();
  await until(async () => (await rings()) === true, "it rings aloud");
  const before = said.two;
  await one.context().close();
  await until(() => said.two > before, "the other that rings says so again");
  await until(async () => (await rings()) === true, "it rings aloud");
  await two.context().close();
  await until(async () => (await rings()) === false, "the third only shows it");
  await three.context().close();
  await until(async () => (await rings()) === undefined, "nobody is there");
});

test("Over the platform: what the elder placed in vain is shown when the page is opened, until it was seen", async (tools) => {
  const { box, pages, family } = await real(tools);
  const { household } = await box.snapshot();
  const { id: member } = household.members.find((one) => one.name === "小芳");
  const visit = "a2bcdefghijklmnopqrstuvwx2";
  await box.ask("POST", "/v1/tv/visits", { id: visit, member });
  await box.ask("POST", `/v1/tv/visits/${visit}/end`, { end: "missed" });
  const page = await pages.open(family());
  await page.getByText(/妈妈 \d+:\d\d 想看看您，没接到/).waitFor();
  await page.getByRole("button", { name: "知道了" }).click();
  await page.locator("#missed").waitFor({ state: "hidden" });
});

test("Over the platform: in quiet hours nothing rings, and until when is said", async (tools) => {
  const { tv, pages, url } = await real(tools, "2026-11-26T22:30:00+08:00");
  const page = await pages.open(url());
  await page.getByText("妈妈休息了，到早上7点不响铃").waitFor();
  check(await page.getByRole("button", { name: "去看妈妈" }).isDisabled(), "it can be rung");
  check(!tv.visit, "it rang");
});


// The platform lets her in, and the phone never hears of it: no answer, no cookie.
async function loseAnswers(page, path, count) {
  let lost = 0;
  await page.route(`**${path}`, async (route) => {
    const request = route.request();
    if (lost >= count) { await route.continue(); return; }
    const { cookie, ...headers } = await request.allHeaders();  // with Node's own fetch: nothing of it reaches the browser
    delete headers["content-length"];
    const answer = await fetch(request.url(), { method: "POST", headers, body: request.postData() });
    check(answer.ok, `the platform said ${answer.status}`);
    await answer.text();
    lost += 1;
    await route.abort("connectionreset");
  });
  return () => lost;
}

test("Over the platform: a guest who never heard that the digits were right gets in with the next try", async (tools) => {
  const { box, tv, pages, own } = await real(tools);
  const { code } = await box.ask("POST", "/v1/tv/invitations");
  const page = await pages.open(`${own.url}/visit/`);
  const lost = await loseAnswers(page, "/v1/visitor/session", 1);
  await page.getByLabel("电视上的 6 个数").fill(code);
  await page.getByLabel("您是谁").fill("张老师");
  await page.getByRole("button", { name: "去看看" }).click();
  await page.getByText("正在响").waitFor();
  same(lost(), 1, "answers lost");
  await until(() => tv.visit?.visitor.name === "张老师", "it rings with the name typed");
});

test("Over the platform: … and also when nothing came back until the page was opened again", async (tools) => {
  const { box, tv, pages, own } = await real(tools);
  const { code } = await box.ask("POST", "/v1/tv/invitations");
  const page = await pages.open(`${own.url}/visit/`);
  const lost = await loseAnswers(page, "/v1/visitor/session", 3);
  const typed = async () => {
    await page.getByLabel("电视上的 6 个数").fill(code);
    await page.getByLabel("您是谁").fill("张老师");
    await page.getByRole("button", { name: "去看看" }).click();
  };
  await typed();
  await page.getByText("没有网络，没打出去").waitFor();
  same(lost(), 3, "answers lost");
  await page.reload();
  await typed();
  await page.getByText("正在响").waitFor();
  await until(() => tv.visit?.visitor.name === "张老师", "it rings with the name typed");
  same(await page.evaluate(() => sessionStorage.length), 0, "keys kept once an answer came");
});

test("Over the platform: a guest's link is listed, taken back, and does not open any more", async (tools) => {
  const { pages, family } = await real(tools);
  const page = await pages.open(family());
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByLabel("什么时候", { exact: true }).fill("2026-11-26T12:30");
  await page.getByRole("button", { name: "要一个链接" }).click();
  const address = await page.locator(".guest-link").textContent();
  await page.getByText("今天中午12点30分", { exact: true }).waitFor();
  const guest = await pages.open(address);
  await guest.getByLabel("您是谁").waitFor();
  await page.getByRole("button", { name: "收回 今天中午12点30分" }).click();
  await page.getByRole("button", { name: "收回", exact: true }).click();
  await page.locator(".guest-link").waitFor({ state: "detached" });
  await page.getByText("今天中午12点30分", { exact: true }).waitFor({ state: "detached" });
  await guest.reload();
  await guest.getByText("这个链接用不了了").waitFor();
});

test("Over the platform: a guest who came by the digits is seen in the list, sent away in a call, and cannot come back", async (tools) => {
  const { box, tv, pages, own, family } = await real(tools);
  const { code } = await box.ask("POST", "/v1/tv/invitations");
  const guest = await pages.open(`${own.url}/visit/`);
  await guest.getByLabel("电视上的 6 个数").fill(code);
  await guest.getByLabel("您是谁").fill("张老师");
  await guest.getByRole("button", { name: "去看看" }).click();
  await guest.getByText("正在响").waitFor();
  await until(() => tv.visit?.visitor.came_by === "code", "the TV hears how the guest came");
  await tv.pressOk();
  await seesHer(guest);
  const page = await pages.open(family());
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByText(/用电视上的 6 个数来的，到(中午12点|下午1点)\d*分?能打/).waitFor();
  await page.getByText("正在打视频").waitFor();
  await page.getByRole("button", { name: "收回 张老师" }).click();
  const asked = page.waitForRequest((request) => request.method() === "DELETE").then(() => performance.now());
  await page.getByRole("button", { name: "收回", exact: true }).click();
  const began = await asked;
  await until(() => tv.visit.stage === "ended", "the visit ends on the TV");
  check(performance.now() - began < 1000, `ended after ${performance.now() - began} ms`);
  await guest.getByRole("heading", { name: "视频断开了" }).waitFor();
  await guest.getByText("请您来的邀请收回了，打不进去了。想再来看看，请家里人再请一次").waitFor();
  same(await guest.locator("#again").isVisible(), false, "a button that could not help");
  await inspect(guest, "visit-guest-taken-back", tools.shots);
  await page.getByText("张老师", { exact: true }).waitFor({ state: "detached" });
  await guest.reload();
  await guest.getByLabel("电视上的 6 个数").waitFor();
});

test("Over the platform: a phone that opened a guest's link rings, declines, answers and calls as the relative's that it is", async (tools) => {
  const { own, box, tv, pages, family } = await real(tools);
  const { household } = await box.snapshot();
  const member = (name) => household.members.find((one) => one.name === name).id;
  const context = await pages.context();
  const page = await context.newPage();
  await page.goto(family());
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByLabel("什么时候", { exact: true }).fill("2026-11-26T15:00");
  await page.getByRole("button", { name: "要一个链接" }).click();
  const guest = await context.newPage();
  await guest.goto(await page.locator(".guest-link").textContent());
  await guest.getByText("约的时间还没到").waitFor();
  await guest.close();
  await page.goto(`${own.url}/family/?lang=zh`);  // as a notice brings her
  await page.getByText("电视开着").waitFor();

  const call = async (letter) => {
    const id = letter.repeat(26);
    tv.heardVisit((await box.ask("POST", "/v1/tv/visits", { id, member: member("小芳") })).visit);
    await page.getByRole("dialog").waitFor();
    await page.locator(".ringing-promise").click();
    return async () => (await box.snapshot()).visits.find((one) => one.id === id);
  };
  const first = await call("a");
  await until(async () => (await first()).rings === true, "the TV hears that her phone rings");
  await page.getByRole("button", { name: "不方便" }).click();
  await until(async () => (await first()).end === "declined", "that she cannot now");

  const second = await call("b");
  await page.getByRole("button", { name: "接听" }).click();
  await until(async () => (await second()).stage === "answered", "that she answered");
  await seesHer(page);
  await page.reload();
  await seesHer(page);
  await page.getByRole("button", { name: "挂断" }).click();
  await page.getByText("挂好了").waitFor();

  await page.goto(`${own.url}/family/?lang=zh`);
  await page.getByRole("button", { name: "和妈妈视频" }).click();
  await until(() => tv.visit?.stage === "ringing" && tv.visit.visitor.member === member("小芳"), "it rings as her, not as the guest");
});
