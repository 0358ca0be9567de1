// SPDX-License-Identifier: Apache-2.0
// Places and staff: somebody is invited and comes in by the link, two administrators do not overwrite each other, who
// ends is out.
import { inspect, inspectBoth } from "./support/pages.mjs";
import { startPlatform } from "./support/platform.mjs";
import { check, same, test, until } from "./support/suite.mjs";

const kDesk = { size: [1440, 900] };
const kGood = "一句只有我知道的话 401";

async function city(tools) {
  const own = await startPlatform(tools.bin);
  tools.atEnd(async () => { await own.stop(); own.forget(); });
  const pages = tools.pages(tools.atEnd);
  const signIn = async (page, login) => {
    await page.getByLabel(/^(名字|Name)$/).fill(login.name);
    await page.getByLabel(/^(密码|Password)$/).fill(login.password);
    await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
  };
  const enter = async (login = own.administrator, { path = "/people/", ...more } = {}) => {
    const page = await pages.open(own.url + path, { ...kDesk, ...more });
    await signIn(page, login);
    await page.locator("#view h1").first().waitFor();
    return page;
  };
  return { own, enter, pages, signIn };
}

const line = (page, name) => page.locator(`[data-fact="${name}"]`);
const toStation = async (page) => { await page.locator(".tree a", { hasText: "东关居家养老服务站" }).click(); await page.getByRole("heading", { name: /^东关居家养老服务站，\d 人$/ }).waitFor(); };

// The link that stands on the page.
async function invite(page, { name, title, roles = [] }) {
  await page.getByRole("link", { name: "邀请一位" }).click();
  await page.getByRole("textbox", { name: "姓名" }).fill(title);
  await page.getByRole("textbox", { name: /^登录名/ }).fill(name);
  for (const role of roles) await page.getByRole("checkbox", { name: new RegExp(`^${role}`) }).check();
  await page.getByRole("button", { name: "给一个链接" }).click();
  await page.getByRole("heading", { name: `把这个链接发给${title}` }).waitFor();
  return page.getByRole("textbox", { name: "链接" }).inputValue();
}

test("The tree stands at the left with what is in each place, who works there at the right", async (tools) => {
  const { enter } = await city(tools);
  const page = await enter();
  await page.getByRole("heading", { name: "安和市，5 人" }).waitFor();
  await until(async () => (await page.locator(".tree a").count()) === 4, "the tree with the four places that are left");
  same(await page.locator(".tree a").first().locator(".beside").textContent().then((text) => text.replaceAll("\u00a0", " ")), "3 家 · 0 台盒子 · 5 人", "what is in the city");
  await inspect(page, "people-city", tools.shots);
  await toStation(page);
  await page.locator(".person", { hasText: "孙丽" }).getByText("站长").waitFor();
  same(await page.getByRole("link", { name: "下面加一处" }).count(), 0, "below a station is nothing");
});

test("A responder is added with a number and without a link, and the number is changed in its line", async (tools) => {
  const { enter } = await city(tools);
  const page = await enter();
  await toStation(page);
  await page.locator(".person", { hasText: "张师傅" }).getByText("不用登录").waitFor();
  await page.getByRole("link", { name: "邀请一位" }).click();
  await page.getByRole("textbox", { name: "姓名" }).fill("冯强");
  await page.getByRole("checkbox", { name: /^站长/ }).uncheck();
  await page.getByRole("checkbox", { name: /^上门员/ }).check();
  same(await page.getByRole("textbox", { name: /^登录名/ }).isVisible(), false, "no name to sign in by");
  await inspect(page, "people-responder", tools.shots);
  await page.getByRole("button", { name: "加上" }).click();
  await page.getByText("上门员要写电话").waitFor();
  await page.getByRole("textbox", { name: /^电话/ }).fill("138 0546 0102");
  await page.getByRole("button", { name: "加上" }).click();
  await page.getByText("冯强加好了，值班台可以请他上门").waitFor();
  await page.locator(".person", { hasText: "冯强" }).click();
  await page.getByRole("heading", { name: "冯强" }).waitFor();
  same([await page.getByRole("link", { name: "给一个新链接" }).count(), await page.getByText("在哪里登录着").count()], [0, 0], "no way in, none to give");
  await line(page, "phone").getByRole("button").click();
  await line(page, "phone").locator("input").fill("0546 8601011");
  await page.keyboard.press("Enter");
  await line(page, "phone").getByText("0546").waitFor();
  await inspect(page, "people-responder-file", tools.shots);
});

test("Who is invited opens the link, chooses a password and works; the link opens once", async (tools) => {
  const { enter, pages } = await city(tools);
  const page = await enter();
  await toStation(page);
  await page.getByRole("link", { name: "邀请一位" }).click();
  await page.getByRole("textbox", { name: "姓名" }).fill("周敏");
  await page.getByRole("textbox", { name: /^登录名/ }).fill("liu");
  await inspect(page, "people-invite", tools.shots);
  await page.getByRole("button", { name: "给一个链接" }).click();
  await page.getByText("这个登录名有人用了，换一个").waitFor();
  await page.getByRole("textbox", { name: /^登录名/ }).fill("zhou");
  await page.getByRole("button", { name: "给一个链接" }).click();
  await page.getByRole("heading", { name: "把这个链接发给周敏" }).waitFor();
  const link = await page.getByRole("textbox", { name: "链接" }).inputValue();
  check(/\/welcome\/#[\w-]{22}$/.test(link), link);
  check(/\d月\d+日 \d+:\d\d 前有效，只能用一次/.test(await page.locator(".told").textContent()), "until when, with the day");
  await inspect(page, "people-link", tools.shots);
  await page.getByRole("button", { name: "复制链接" }).click();
  await page.getByText("链接复制好了").waitFor();
  await page.getByRole("button", { name: "发好了" }).click();
  await page.locator(".person", { hasText: "周敏" }).getByText("还没来过").waitFor();
  same(await page.getByText(link.split("#")[1]).count(), 0, "the link is nowhere any more");

  const phone = await pages.open(link, { size: [390, 844] });
  await phone.getByRole("heading", { name: "周敏，您好" }).waitFor();
  check(!phone.url().includes("#"), `the secret is out of the address: ${phone.url()}`);
  await inspectBoth(phone, "welcome", tools.shots);
  await phone.reload();
  await phone.getByRole("heading", { name: "周敏，您好" }).waitFor();
  const wanted = phone.getByLabel("自己定一个密码");
  await wanted.fill("short");
  await phone.getByRole("button", { name: "就用这个密码" }).click();
  await phone.getByText("太短了，要 10 个字以上").waitFor();
  await wanted.fill("Woaini1314520");
  await phone.getByRole("button", { name: "就用这个密码" }).click();
  await phone.getByText("这个密码大家都会先猜，换一个").waitFor();
  await inspectBoth(phone, "welcome-refused", tools.shots);
  await wanted.fill(kGood);
  await phone.getByRole("button", { name: "就用这个密码" }).click();
  await phone.locator(".rows .row").first().waitFor();
  same(new URL(phone.url()).pathname, "/homes/", "where a manager works");

  const late = await pages.open(link, { size: [390, 844] });
  await late.getByText("链接过期了，或者已经用过。请管理员再给一个").waitFor();
  await inspectBoth(late, "welcome-used", tools.shots);
  await page.reload();
  await page.locator(".person", { hasText: "周敏" }).getByText("在岗").waitFor();
});

test("Two administrators change one person: the second sees what the first wrote", async (tools) => {
  const { enter } = await city(tools);
  const [first, second] = [await enter(), await enter()];
  for (const page of [first, second]) {
    await page.locator(".person", { hasText: "刘师傅" }).click();
    await page.getByRole("button", { name: /^改职务/ }).click();
  }
  await inspect(first, "people-roles", tools.shots);
  await line(first, "roles").getByRole("checkbox", { name: /^站长/ }).check();
  await line(first, "roles").getByRole("button", { name: "存" }).click();
  await first.getByText("职务存好了").waitFor();
  await line(second, "roles").getByRole("checkbox", { name: /^装机师傅/ }).uncheck();
  await line(second, "roles").getByRole("checkbox", { name: /^管理员/ }).check();
  await line(second, "roles").getByRole("button", { name: "存" }).click();
  await second.getByText(/郑敏 .+改成了“站长，装机师傅”/).waitFor();
  check(await line(second, "roles").getByRole("checkbox", { name: /^管理员/ }).isChecked(), "what was chosen stays");
  await inspect(second, "people-meanwhile", tools.shots);
  await line(second, "roles").getByRole("button", { name: "存" }).click();
  await second.getByText("职务存好了").waitFor();
  await second.locator(".changes").getByText("职务 “站长，装机师傅”改成“管理员”").waitFor();
});

test("Who ends is out at once, and comes back by a link", async (tools) => {
  const { own, enter, pages, signIn } = await city(tools);
  const page = await enter();
  const sun = await enter(own.manager, { path: "/homes/" });
  await page.locator(".person", { hasText: "孙丽" }).click();
  await page.locator(".sign-ins li").waitFor();
  await inspect(page, "people-person", tools.shots);
  await page.getByRole("link", { name: "停用" }).click();
  await page.getByRole("heading", { name: "停用孙丽？" }).waitFor();
  await inspect(page, "people-end", tools.shots);
  await page.getByRole("button", { name: "对，停用孙丽" }).click();
  await page.getByText("孙丽停用了").waitFor();
  await page.getByText("现在没有登录").waitFor();
  await sun.locator(".row").first().click();
  await sun.getByRole("button", { name: "登录" }).waitFor();
  await signIn(sun, own.manager);
  await sun.getByText("名字或密码不对，再看一眼").waitFor();
  await page.getByRole("link", { name: "请回来" }).click();
  await page.getByRole("button", { name: "请回来" }).click();
  const phone = await pages.open(await page.getByRole("textbox", { name: "链接" }).inputValue());
  await phone.getByLabel("自己定一个密码").fill(kGood);
  await phone.getByRole("button", { name: "就用这个密码" }).click();
  await phone.locator(".rows .row").first().waitFor();
});

test("The last administrator of the whole stays one, in words", async (tools) => {
  const { enter } = await city(tools);
  const page = await enter();
  await page.locator(".person", { hasText: "郑敏" }).click();
  await page.getByRole("link", { name: "停用" }).click();
  await page.getByRole("button", { name: "对，停用郑敏" }).click();
  await page.getByText("整个地方只剩这一位管理员了，先请另一位来当").waitFor();
});

test("Places are made below, renamed, and closed when nothing is there", async (tools) => {
  const { enter } = await city(tools);
  const page = await enter();
  await page.locator(".tree a", { hasText: "东湖区" }).click();
  await page.getByRole("heading", { name: /^东湖区/ }).waitFor();
  await page.getByRole("link", { name: "下面加一处" }).click();
  await page.getByRole("textbox", { name: "名称" }).fill("西关街道");
  await inspect(page, "people-make", tools.shots);
  await page.getByRole("button", { name: "加上" }).click();
  await page.getByText("西关街道加好了").waitFor();
  await page.getByRole("link", { name: "改名" }).click();
  await page.getByRole("textbox", { name: /^名称/ }).fill("西门街道");
  await page.getByRole("button", { name: "存" }).click();
  await page.getByText("现在叫西门街道").waitFor();
  await page.getByRole("link", { name: "关掉这一处" }).click();
  await page.getByRole("button", { name: "对，关掉西门街道" }).click();
  await page.getByText("西门街道关掉了").waitFor();
  await until(async () => (await page.locator(".tree a").count()) === 4, "the tree with the four places that are left");
  await page.locator(".tree a", { hasText: "东关街道" }).click();
  await page.getByRole("heading", { name: /^东关街道/ }).waitFor();
  await page.getByRole("link", { name: "关掉这一处" }).click();
  await page.getByRole("button", { name: "对，关掉东关街道" }).click();
  await page.getByText("这里还有地方、家庭、盒子或人，先挪走或停用").waitFor();
});

test("One's own page: a new password ends the other sign-ins, and each can be ended alone", async (tools) => {
  const { own, enter, signIn } = await city(tools);
  const [here, there, third] = [await enter(own.manager, { path: "/people/" }), await enter(own.manager, { path: "/homes/" }), await enter(own.manager, { path: "/people/" })];
  same(await here.getByRole("link", { name: "人员", exact: true }).count(), 0, "for administrators");
  await here.reload();
  await here.locator(".sign-ins li").nth(2).waitFor();
  await inspect(here, "people-me", tools.shots);
  await here.locator(".sign-ins li", { hasNotText: "现在这一处" }).first().getByRole("button").click();
  await here.getByText("那一处退出了").waitFor();
  same(await here.locator(".sign-ins li").count(), 2, "sign-ins");
  await here.getByLabel("现在的密码").fill("not this one");
  await here.getByLabel(/^新密码/).fill(kGood);
  await here.getByRole("button", { name: "换密码" }).click();
  await here.getByText("现在的密码不对，再看一眼").waitFor();
  await here.getByLabel("现在的密码").fill(own.manager.password);
  await here.getByRole("button", { name: "换密码" }).click();
  await here.getByText("密码换好了，别处都退出了").waitFor();
  same(await here.locator(".sign-ins li").count(), 1, "sign-ins");
  for (const page of [there, third]) {
    await page.reload();
    await page.getByRole("button", { name: "登录" }).waitFor();
  }
  await signIn(there, { name: own.manager.name, password: kGood });
  await there.locator(".rows .row").first().waitFor();
});

test("A narrow phone, letters twice as large, and English", async (tools) => {
  const { enter } = await city(tools);
  const narrow = await enter(undefined, { size: [360, 740] });
  await inspect(narrow, "people-360", tools.shots);
  await narrow.locator(".person", { hasText: "孙丽" }).click();
  await narrow.getByRole("heading", { name: "孙丽" }).waitFor();
  await inspect(narrow, "people-person-360", tools.shots);
  const large = await enter(undefined, { size: [360, 740] });
  await large.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(large, "people-large", tools.shots);
  await large.locator(".person", { hasText: "孙丽" }).click();
  await large.getByRole("button", { name: /^改职务/ }).click();
  await inspect(large, "people-person-large", tools.shots);
  await large.evaluate(() => { location.hash = "#me"; });
  await large.getByRole("button", { name: "换密码" }).waitFor();
  await inspect(large, "people-me-large", tools.shots);
  await large.evaluate(() => { location.hash = ""; });
  await large.getByRole("link", { name: "邀请一位" }).click();
  await large.getByRole("textbox", { name: "姓名" }).fill("长".repeat(40));
  await large.getByRole("textbox", { name: /^登录名/ }).fill("x".repeat(40));
  await large.getByRole("button", { name: "给一个链接" }).click();
  await large.getByRole("button", { name: "复制链接" }).waitFor();
  await inspect(large, "people-link-large", tools.shots);
  await large.getByRole("button", { name: "发好了" }).click();
  await large.locator(".person", { hasText: "长长长" }).waitFor();
  await inspect(large, "people-long-names", tools.shots);
  const english = await enter(undefined, { language: "en-GB" });
  await english.getByRole("heading", { name: "安和市, 6 people" }).waitFor();
  await inspect(english, "people-en", tools.shots);
  await english.locator(".person", { hasText: "孙丽" }).click();
  await english.getByRole("link", { name: "End" }).waitFor();
  await inspect(english, "people-person-en", tools.shots);
});

test("A large tree shows the way to the chosen place and what is next below; somebody is found by name", async (tools) => {
  const { enter } = await city(tools);
  const page = await enter();
  const made = await page.evaluate(async () => {
    const send = async (path, body, key) => (await fetch(path, { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": key }, body: JSON.stringify(body) })).json();
    const { places } = await (await fetch("/v1/staff/places")).json();
    const [district, town] = [places.find((one) => one.kind === "district"), places.find((one) => one.kind === "town")];
    for (let i = 0; i < 20; ++i) await send("/v1/staff/places", { parent: district.id, kind: "town", name: `第 ${i} 街道` }, `t${i}`);
    for (let i = 0; i < 20; ++i) await send("/v1/staff/places", { parent: town.id, kind: "institution", name: `第 ${i} 站` }, `s${i}`);
    for (let i = 0; i < 9; ++i) await send("/v1/staff/people", { place: town.id, name: `person${i}`, display_name: `第 ${i} 位`, roles: ["technician"] }, `p${i}`);
    return { town: town.id };
  });
  await page.reload();
  await page.locator(".tree a").nth(1).waitFor();
  same(await page.locator(".tree a").count(), 2, "the city and its district");
  await page.locator(".tree a", { hasText: "东湖区" }).click();
  await page.getByRole("heading", { name: /^东湖区/ }).waitFor();
  same(await page.locator(".tree a").count(), 23, "and its towns");
  await page.locator(`.tree a[href="#${made.town}"]`).click();
  await page.getByRole("heading", { name: "东关街道，13 人" }).waitFor();
  await inspect(page, "people-large-tree", tools.shots);
  const field = page.getByRole("searchbox", { name: "在这里找人：姓名、登录名" });
  await field.pressSequentially("Person3");
  await page.getByRole("heading", { name: "“Person3”找到 1 人" }).waitFor();
  same(await page.locator(".person").count(), 1, "people");
  same(await field.inputValue(), "Person3", "what was typed");
  check(await field.evaluate((node) => node === document.activeElement), "one types on");
});
