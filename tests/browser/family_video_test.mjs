// SPDX-License-Identifier: Apache-2.0
// Moving pictures on the page of a relative: the elder calls, films both ways, and what is settled about visits.
import { inspect } from "./support/pages.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { kLink, played, seesHer } from "./support/visit.mjs";

async function family(tools, options) {
  const all = await played(tools, options);
  all.page = await all.pages.open(`${all.fake.url}/family/?lang=zh#${kLink}`);
  await all.page.getByRole("button", { name: "和妈妈视频" }).waitFor();
  return all;
}

test("From the family page one tap rings at her home", async (tools) => {
  const { page, tv } = await family(tools);
  await page.getByText("妈妈按“确定”以后，你们才看得到、听得到对方").waitFor();
  await page.getByRole("button", { name: "和妈妈视频" }).click();
  await page.getByText("正在响").waitFor();
  await until(() => tv.visit, "it rings");
  tv.pressOk();
  await seesHer(page);
  await page.getByRole("button", { name: "挂断" }).click();
  await page.getByRole("link", { name: "回家里的页面", exact: true }).last().click();
  await page.getByRole("button", { name: "和妈妈视频" }).waitFor();
});

test("The elder calls: the page rings with her face, and after the answer both see each other", async (tools) => {
  const { page, tv, fake } = await family(tools);
  fake.tvPlaces("me_1");
  const dialog = page.getByRole("dialog", { name: "妈妈想看看您" });
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  check(await dialog.isVisible(), "Escape ends the ringing");
  await inspect(page, "family-rings", tools.shots);
  await page.getByRole("button", { name: "接听" }).click();
  await seesHer(page);
  await until(async () => (await tv.stats()).frames > 5, "the TV sees the phone");
  same([tv.visit.stage, tv.visit.answer], ["answered", "pressed"], "the visit");
});

test("The words of the two answers stay whole on a small phone and with large letters", async (tools) => {
  const { page, fake } = await family(tools);
  fake.tvPlaces("me_1");
  await page.locator(".ringing button.answer:not([disabled])").waitFor();  // in its first 0.7 s nothing in it can be reached
  for (const [width, size] of [[390, ""], [360, ""], [360, "200%"]]) {
    await page.setViewportSize({ width, height: 844 });
    await page.evaluate((wanted) => { document.documentElement.style.fontSize = wanted; }, size);
    same(await page.locator(".ringing-keys button > span:not(.icon)").evaluateAll((words) => words.map((word) => Math.round(word.getBoundingClientRect().height / parseFloat(getComputedStyle(word).lineHeight)))), [1, 1], `lines of the answers, ${width} px ${size}`);
    await inspect(page, `family-rings-${width}${size ? "-200" : ""}`, tools.shots);
  }
  await page.getByRole("button", { name: "不方便" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("An answer from before she called does not end the ringing", async (tools) => {
  const { page, fake } = await family(tools);
  await until(() => fake.seen.filter((one) => one === "GET /v1/family/home").length === 2, "the page before the reload asks nothing any more");
  let held = false, again = false;
  await page.route("**/v1/family/home", async (route) => {
    const response = await route.fetch().catch(() => null);
    if (!response) return;  // the test is over, and its page gone
    again = held;
    if (!held && await page.getByRole("button", { name: "和妈妈视频" }).isVisible()) {  // what the page asks once its stream is open
      held = true;
      fake.tvPlaces("me_1");
      await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
    }
    await route.fulfill({ response });
  });
  await page.reload();
  await until(() => again, "the page asks again");
  check(await page.getByRole("dialog").isVisible(), "it rings on");
});

test("The first tap of a finger lets the ring be heard, and the TV is told so", async (tools) => {
  const { fake, pages } = await played(tools);
  const page = await pages.open(`${fake.url}/family/?lang=zh#${kLink}`, { hasTouch: true });
  await page.getByRole("button", { name: "和妈妈视频" }).waitFor();
  const { id } = fake.tvPlaces("me_1");
  const wish = page.getByText("点一下屏幕，就有铃声");
  await wish.waitFor();
  same(fake.visits.get(id).visit.rings ?? false, false, "heard, before any touch");
  await page.locator(".ringing-promise").tap();
  await until(() => fake.visits.get(id).visit.rings === true, "the TV hears that her phone rings aloud");
  await wish.waitFor({ state: "hidden" });
});

test("The answer to not now does not end the ringing of her next call", async (tools) => {
  const { page, tv, fake } = await family(tools);
  let second = null, answered = false;
  await page.route("**/v1/visitor/visits/*/end", async (route) => {
    const response = await route.fetch();
    second = fake.tvPlaces("me_1");
    await until(() => page.getByRole("dialog").isVisible(), "it rings again");
    await route.fulfill({ response });
    answered = true;
  });
  const first = fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "不方便" }).click();
  await until(() => answered, "the platform's answer");
  same(fake.visits.get(first.id).visit.end, "declined", "the first");
  await page.waitForTimeout(100);
  check(await page.getByRole("dialog", { name: "妈妈想看看您" }).isVisible(), "it rings on");
  await page.getByRole("button", { name: "接听" }).click();
  await seesHer(page);
  same([tv.visit.id, tv.visit.stage], [second.id, "answered"], "the second");
});

test("Not now is told to the TV; another phone's answer ends the ringing; who did not hear it is told afterwards", async (tools) => {
  const { page, tv, fake } = await family(tools);
  const first = fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "不方便" }).click();
  await until(() => tv.visit.id === first.id && tv.visit.end === "declined", "the TV hears it");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const second = fake.tvPlaces("me_1");
  await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
  fake.tvAnswers(second.id);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  fake.tvEnds(second.id);
  const third = fake.tvPlaces("me_1");
  await page.getByRole("dialog", { name: "妈妈想看看您" }).waitFor();
  fake.tvEnds(third.id, "missed");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText(/妈妈 \d+:\d\d 想看看您，没接到/).waitFor();
  await page.reload();
  await page.getByText(/妈妈 \d+:\d\d 想看看您，没接到/).waitFor();
  fake.tvPlaces("me_2");
  await new Promise((resolve) => setTimeout(resolve, 300));
  check(await page.getByRole("dialog").isHidden(), "a call for the brother rings here");
  await page.getByRole("button", { name: "现在打过去" }).click();
  await page.getByText("正在响").waitFor();
  await page.getByRole("button", { name: "不等了" }).click();
});

test("A call that was missed while the page was closed is shown until it was seen", async (tools) => {
  const { pages, fake, url } = await played(tools, { tv: false });
  fake.tvEnds(fake.tvPlaces("me_1").id, "missed");
  const page = await pages.open(url.replace("/visit/", "/family/"));
  await page.getByText(/妈妈 \d+:\d\d 想看看您，没接到/).waitFor();
  await inspect(page, "family-missed", tools.shots);
  await page.getByRole("button", { name: "知道了" }).click();
  await page.reload();
  await page.getByRole("button", { name: "和妈妈视频" }).waitFor();
  check(await page.locator("#missed").isHidden(), "it is shown again");
});

test("The elder's call also rings where only the visit page is open", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  const page = await pages.open(url);
  await page.getByRole("button", { name: "去看妈妈" }).waitFor();
  await until(() => fake.log("me_1").listeners.size === 1, "the page listens");
  fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "接听" }).click();
  await seesHer(page);
  await tv.hangUp();
  await page.getByText("妈妈挂断了").waitFor();
});

test("A film is recorded only after a tap, looked at, sent, and played where it lies", async (tools) => {
  const { page, fake } = await family(tools, { tv: false });
  await page.getByRole("button", { name: "留言视频" }).click();
  await page.getByText("最长 60 秒").waitFor();
  await page.getByRole("button", { name: "开始录" }).click();
  await page.getByText(/正在录 0:0[1-9] \/ 1:00/).waitFor();
  await inspect(page, "family-film-recording", tools.shots);
  await page.getByRole("button", { name: "录好了" }).click();
  await page.getByText("看一遍再发").waitFor();
  await until(() => page.locator("#film-review").evaluate((film) => film.readyState >= 2 && film.videoWidth > 0), "one can look at it");
  same(fake.seen.filter((one) => one.includes("/clips")), [], "what was sent before 发给妈妈");
  await page.getByRole("button", { name: "发给妈妈" }).click();
  await page.getByText("发好了，还没看").waitFor();
  const [message] = fake.messages;
  const kept = fake.clips.get(message.clip.id);
  check(["video/mp4", "video/webm"].includes(kept.clip.type) && kept.bytes.length > 10000, `${kept.clip.type}, ${kept.bytes.length} bytes`);
  await page.getByRole("button", { name: /播放小芳的视频/ }).click();
  await until(() => page.locator("#player-film").evaluate((film) => film.currentTime > 0.2), "it plays");
  await page.keyboard.press("Escape");
  check(!fake.seen.some((one) => one.endsWith("/seen")), "one's own film was told as seen");
  // What she leaves comes back the same way, and playing it is told once.
  fake.tvClip("me_1", kept.bytes, kept.clip.type, 2000);
  await page.getByText("还没看", { exact: true }).waitFor();
  await page.getByRole("button", { name: "播放妈妈的视频，0:02" }).click();
  await page.getByText(/您 \d+:\d\d 看过了/).waitFor();
  same(fake.seen.filter((one) => one.endsWith("/seen")).length, 1, "times that it was told");
});

test("A film survives a dead network and a lost answer, and is sent once", async (tools) => {
  const { page, fake } = await family(tools, { tv: false });
  await page.getByRole("button", { name: "留言视频" }).click();
  await page.getByRole("button", { name: "开始录" }).click();
  await page.getByText(/正在录 0:0[1-9] \/ 1:00/).waitFor();
  await page.getByRole("button", { name: "录好了" }).click();
  const dead = (route) => route.abort("internetdisconnected");
  await page.route("**/v1/family/clips", dead);
  await page.getByRole("button", { name: "发给妈妈" }).click();
  await page.locator("[data-state=waiting]").waitFor();
  await page.reload();
  await page.locator("[data-going]").waitFor();
  await page.unroute("**/v1/family/clips", dead);
  let lost = 0;
  await page.route("**/v1/family/clips", async (route) => {
    if (lost++) { await route.continue(); return; }
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText("发好了，还没看").waitFor();
  same([fake.messages.length, fake.clips.size], [1, 1], "messages and films");
});

test("A relative says when she is free and takes an unknown phone back", async (tools) => {
  const { page, fake } = await family(tools, { tv: false });
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByLabel("我什么时候有空").selectOption({ label: "傍晚6点" });
  const passed = Number(new Date(Date.now() + 8 * 3600000).toISOString().slice(11, 13)) >= 18;
  await page.getByText(passed ? "妈妈电视上会写：明天傍晚6点后有空" : "今天妈妈电视上会写：傍晚6点后有空").waitFor();
  await until(() => fake.free.get("me_1") === "18:00", "it is kept");
  await page.getByText("存好了").waitFor();
  const answers = (free_at) => page.route("**/v1/family/free", (route) => route.fulfill({ json: { member: "me_1", online: true, free_from: route.request().postDataJSON().free_from, free_at } }), { times: 1 });
  await answers(new Date(Date.now() + 86400000));
  await page.getByLabel("我什么时候有空").selectOption({ label: "傍晚5点" });
  await page.getByText("妈妈电视上会写：明天傍晚5点后有空。过了明天再写一次").waitFor();
  await answers(new Date());
  await page.getByLabel("我什么时候有空").selectOption({ label: "傍晚6点" });
  await page.getByText("今天妈妈电视上会写：傍晚6点后有空。明天再写一次").waitFor();
  await page.route("**/v1/family/free", (route) => route.abort("internetdisconnected"));
  await page.getByLabel("我什么时候有空").selectOption({ label: "晚上8点" });
  await page.getByText("没存好，再点一次").waitFor();
  same(await page.getByLabel("我什么时候有空").inputValue(), "18:00", "what stands there is what is kept");
  await page.getByText("就是这部").waitFor();
  await page.getByRole("button", { name: "收回 iPhone · Safari" }).click();
  await page.getByText("收回“iPhone · Safari”？").waitFor();
  const lost = (route) => (route.request().method() === "DELETE" ? route.fulfill({ status: 409, json: { code: "no" } }) : route.continue());
  await page.route("**/v1/family/phones/*", lost);
  await page.getByRole("button", { name: "收回", exact: true }).click();
  await page.getByText("没收回，还能用。再点一次").waitFor();
  await inspect(page, "family-phone-not-back", tools.shots);
  await page.unroute("**/v1/family/phones/*", lost);
  await page.getByRole("button", { name: "收回", exact: true }).click();
  await page.getByText("iPhone · Safari", { exact: true }).waitFor({ state: "detached" });
  same(fake.phoneList.map((one) => one.id), ["p2"], "phones that are left");
  await page.getByText("“iPhone · Safari”收回了。它要是还留着您的链接，点一下又能进来").waitFor();
  await inspect(page, "family-phone-back", tools.shots);
});

test("Phones that cannot be read are no empty list: it is said, and one can try again", async (tools) => {
  const { page } = await family(tools, { tv: false });
  const away = (route) => route.abort("internetdisconnected");
  await page.route("**/v1/family/phones", away);
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByText("没看到打开过哪些手机，可能没有网络").waitFor();
  await page.unroute("**/v1/family/phones", away);
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.getByText("就是这部").waitFor();
  same(await page.getByText("没看到打开过哪些手机").count(), 0, "sentences about it");
});

test("A guest's link is listed with its time and taken back, also the one that was just made", async (tools) => {
  const { page, fake } = await family(tools, { tv: false });
  await page.getByRole("button", { name: "视频的设置" }).click();
  const make = async (day, time) => {
    await page.getByLabel("什么时候", { exact: true }).fill(`${new Date(Date.now() + (8 + 24 * day) * 3600000).toISOString().slice(0, 10)}T${time}`);
    await page.getByRole("button", { name: "要一个链接" }).click();
  };
  await make(1, "15:00");
  await page.getByText("明天下午3点", { exact: true }).waitFor();
  await page.getByText("下午2点45分到下午4点能用").waitFor();
  await make(2, "09:30");
  await page.getByText(/^\d+月\d+日上午9点30分$/).waitFor();
  await inspect(page, "family-guests", tools.shots);
  // The older one: the link that stands there stays.
  await page.getByRole("button", { name: "收回 明天下午3点" }).click();
  await page.getByText("收回明天下午3点的链接？客人就进不来了").waitFor();
  await page.getByText("收回明天下午3点的链接？客人就进不来了").scrollIntoViewIfNeeded();
  await inspect(page, "family-guest-sure", tools.shots);
  await page.getByRole("button", { name: "收回", exact: true }).click();
  await page.getByText("明天下午3点", { exact: true }).waitFor({ state: "detached" });
  same(fake.invitations.length, 1, "links that are left");
  await page.getByText("#guest-guest-guest-1234").waitFor();
  await page.getByRole("button", { name: /^收回 \d+月/ }).click();
  await page.getByRole("button", { name: "收回", exact: true }).click();
  await page.getByText("#guest-guest-guest-1234").waitFor({ state: "detached" });
  same(fake.invitations.length, 0, "links that are left");
});

test("Who came by the digits stands in the list by name, links say what they are, and each is taken back", async (tools) => {
  const { page, fake } = await family(tools, { tv: false });
  const at = (minutes) => new Date(Date.now() + minutes * 60000).toISOString();
  const noon = new Date(`${new Date(Date.now() + 32 * 3600000).toISOString().slice(0, 10)}T12:00+08:00`).getTime();
  const tomorrow = (minutes) => new Date(noon + minutes * 60000).toISOString();
  fake.invitations = [
    { id: "old", by: "link", valid_from: at(-90), valid_until: at(-15), used_up: false, calling: true },
    { id: "used", by: "link", valid_from: at(-10), valid_until: at(65), used_up: true, calling: false },
    { id: "code", by: "code", guest: "张老师", valid_from: at(-9), valid_until: at(52), used_up: true, calling: true },
    { id: "free", by: "link", valid_from: tomorrow(-15), valid_until: tomorrow(60), used_up: false, calling: false },
  ];
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByText("能来的客人").waitFor();
  const rows = page.locator(".lent li", { has: page.getByRole("button", { name: /^收回 / }) });
  const row = async (index, ...wanted) => {
    const text = await rows.nth(index).innerText();
    for (const one of wanted) check(text.includes(one), `“${one}” is missing in ${text}`);
    return text;
  };
  await row(0, "时间过了", "正在打视频");
  check(!(await row(1, "现在能用，到", "打开的次数用完了，来过的还能打")).includes("正在打视频"), "nobody calls by it");
  check(!(await row(2, "张老师", "用电视上的 6 个数来的，到", "正在打视频")).includes("次数"), "digits are for one");
  await row(3, "明天中午12点", "能用");
  await page.getByText("能来的客人").scrollIntoViewIfNeeded();
  await inspect(page, "family-guests-here", tools.shots);
  await page.getByRole("button", { name: "收回 张老师" }).click();
  await page.getByText("收回以后，张老师就进不来了，正在打的视频也断").waitFor();
  await inspect(page, "family-guest-code-sure", tools.shots);
  await page.getByRole("button", { name: "收回", exact: true }).click();
  await page.getByText("张老师", { exact: true }).waitFor({ state: "detached" });
  same(fake.invitations.map((one) => one.id), ["old", "used", "free"], "what is left");
});

test("What guests do is read again while the settings are open, and what is being decided stays", async (tools) => {
  const { fake, pages, url } = await played(tools, { tv: false });
  const everySoOften = () => { const every = window.setInterval; window.setInterval = (act, after) => { if (after === 15000) window.look = act; return every(act, after); }; };
  const page = await pages.open(url.replace("/visit/", "/family/"), { init: everySoOften });
  const guest = (calling) => ({ id: "code", by: "code", guest: "张老师", valid_from: new Date().toISOString(), valid_until: new Date(Date.now() + 3000000).toISOString(), used_up: true, calling });
  fake.invitations = [guest(true)];
  await page.getByRole("button", { name: "视频的设置" }).click();
  await page.getByText("正在打视频").waitFor();
  await page.getByRole("button", { name: "收回 张老师" }).click();
  await page.getByText("正在打的视频也断").waitFor();
  fake.invitations = [guest(false)];
  await page.evaluate(() => window.look());
  await page.getByText("正在打视频").waitFor({ state: "detached" });
  await page.getByText("收回以后，张老师就进不来了").waitFor();
  same(await page.getByText("正在打的视频也断").count(), 0, "what is not true any more");
  const asked = () => fake.seen.filter((one) => one === "GET /v1/family/invitations").length;
  await page.locator("#settings-close").click();
  const before = asked();
  await page.evaluate(() => window.look());
  await page.evaluate(() => fetch("/v1/family/home"));
  same(asked(), before, "questions while they are closed");
});

test("In English and with large letters: what was given out to guests and phones", async (tools) => {
  const { fake, pages } = await played(tools, { tv: false });
  const at = Date.now() + 86400000;
  fake.invitations = [
    { id: "inv0", by: "code", guest: "Mrs Catherine Llewellyn", valid_from: new Date().toISOString(), valid_until: new Date(Date.now() + 3600000).toISOString(), used_up: true, calling: true },
    { id: "inv1", by: "link", used_up: true, valid_from: new Date(at - 900000).toISOString(), valid_until: new Date(at + 3600000).toISOString() },
  ];
  const page = await pages.open(`${fake.url}/family/#${kLink}`, { language: "en-GB", size: [360, 740] });
  await page.getByRole("button", { name: "Video settings" }).click();
  await page.getByText(/^tomorrow at /).waitFor();
  await page.getByText("Guests who can come").scrollIntoViewIfNeeded();
  await inspect(page, "family-guests-english", tools.shots);
  await page.getByRole("button", { name: /^Take back tomorrow/ }).click();
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await page.getByText("Your guest cannot come in any more").scrollIntoViewIfNeeded();
  await inspect(page, "family-guest-sure-200", tools.shots);
});
