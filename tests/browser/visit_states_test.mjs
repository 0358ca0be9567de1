// SPDX-License-Identifier: Apache-2.0
// Every state of the visit page: axe finds nothing, nothing sticks out, and what stands there is true.
import { inspect } from "./support/pages.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { played, ringing, seesHer } from "./support/visit.mjs";

const large = (page, size = "200%") => page.evaluate((wanted) => { document.documentElement.style.fontSize = wanted; }, size);

// Lines end behind a clause only.
const wholeClauses = (place) => place.evaluate((node) => {
  const { firstChild } = node;
  const range = document.createRange();
  const tops = Array.from(firstChild.data, (_, at) => { range.setStart(firstChild, at); range.setEnd(firstChild, at + 1); return range.getBoundingClientRect().top; });
  return tops.every((top, at) => !at || top - tops[at - 1] < 4 || /[，。 ]/.test(firstChild.data[at - 1]));
});

test("The visit page is fit for everyone: door, ringing, talking, ended; also lying, small, large and in English", async (tools) => {
  const { tv, pages, url } = await played(tools);
  const page = await pages.open(url);
  await page.getByRole("button", { name: "去看妈妈" }).waitFor();
  await inspect(page, "visit-door", tools.shots);
  await ringing(page, tv);
  await page.getByText(/还会响 4[0-3] 秒/).waitFor();
  await inspect(page, "visit-ringing", tools.shots);
  tv.pressOk();
  await seesHer(page);
  await page.getByText("画面清楚").waitFor();
  await inspect(page, "visit-talking", tools.shots);
  await page.setViewportSize({ width: 844, height: 390 });
  await inspect(page, "visit-talking-lying", tools.shots);
  await page.setViewportSize({ width: 360, height: 740 });
  await large(page);
  await inspect(page, "visit-talking-200", tools.shots);
  same(await page.locator(".four-word").evaluateAll((words) => words.map((word) => word.getClientRects().length)), [1, 1, 1, 1], "lines of each of the four words");
  check(await page.getByRole("button", { name: "挂断" }).evaluate((key) => { const box = key.getBoundingClientRect(); return box.bottom <= innerHeight && box.right <= innerWidth; }), "the red key is out of sight at 200 %");
  await large(page, "");
  await tv.say({ round: tv.round, kind: "state", state: { sends: "still", why: "weak_network", microphone: true } });
  await page.getByText("先听声音，好了画面自己回来").waitFor();
  check(await wholeClauses(page.locator("#said")), "a clause is broken at 390 px");
  await inspect(page, "visit-weak", tools.shots);
  await tv.say({ round: tv.round, kind: "state", state: { sends: "sound_only", why: "chosen", microphone: true } });
  await page.getByText("妈妈把画面关了").waitFor();
  await inspect(page, "visit-sound-only", tools.shots);
  await tv.hangUp();
  await page.getByText("妈妈挂断了").waitFor();
  await inspect(page, "visit-ended", tools.shots);
  await large(page);
  await inspect(page, "visit-ended-200", tools.shots);
});

test("In English, on a small phone, with large letters: door and ringing", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  const page = await pages.open(url, { language: "en-GB", size: [360, 740] });
  await page.getByRole("button", { name: "Visit 妈妈" }).waitFor();
  await inspect(page, "visit-door-english", tools.shots);
  await page.getByRole("button", { name: "Visit 妈妈" }).click();
  await page.getByText("It is ringing").waitFor();
  await until(() => tv.visit, "it rings");
  await large(page);
  await inspect(page, "visit-ringing-english-200", tools.shots);
  await large(page, "");
  await page.setViewportSize({ width: 844, height: 390 });
  await inspect(page, "visit-ringing-lying", tools.shots);
  fake.tvEnds(tv.visit.id, "declined");
  await page.getByText("can't talk right now").waitFor();
  await inspect(page, "visit-declined-english", tools.shots);
});

test("What stands in the way is said before anything rings", async (tools) => {
  const { pages, url, fake } = await played(tools, { tv: false });
  fake.quietUntil = new Date(Date.now() + 7200000).toISOString();
  const quiet = await pages.open(url);
  await quiet.getByText(/妈妈休息了，到.*不响铃/).waitFor();
  check(await quiet.getByRole("button", { name: "去看妈妈" }).isDisabled(), "it can be rung in quiet hours");
  check((await quiet.getByRole("link", { name: "给妈妈留一段视频" }).getAttribute("href")).startsWith("/family/"), "no message can be left");
  await inspect(quiet, "visit-quiet", tools.shots);
  fake.quietUntil = null;
  fake.tvOnline = false;
  const off = await pages.open(url);
  await off.getByText("妈妈家的电视没开着，响不了").waitFor();
  await inspect(off, "visit-tv-off", tools.shots);
  fake.tvOnline = true;
  const busy = await pages.open(url);
  await busy.getByRole("button", { name: "去看妈妈" }).waitFor();
  fake.refusal = { code: "busy" };
  await busy.getByRole("button", { name: "去看妈妈" }).click();
  await busy.getByText("妈妈正在和别人说话").waitFor();
  // Quiet hours that began after the page was opened.
  fake.refusal = { code: "quiet_hours", until: new Date(Date.now() + 3600000).toISOString() };
  await busy.getByRole("button", { name: "去看妈妈" }).click();
  await busy.getByText(/妈妈休息了，到.*不响铃/).waitFor();
  fake.refusal = { code: "tv_offline" };
  const late = await pages.open(url);
  await late.getByRole("button", { name: "去看妈妈" }).click();
  await late.getByText("妈妈家的电视没开着，响不了").waitFor();
  fake.refusal = { status: 429, code: "too_many", retry_after: 90 };
  const often = await pages.open(url);
  await often.getByRole("button", { name: "去看妈妈" }).click();
  await often.getByText("过 1 分 30 秒再试").waitFor();
});

test("Dead ends are none: a link that is not valid, no way to do video, no secure page, no network", async (tools) => {
  const { pages, url, fake } = await played(tools, { tv: false });
  const wrong = await pages.open(`${fake.url}/visit/#AAAAAAAAAAAAAAAAAAAAAA`);
  await wrong.getByText("这个链接用不了了").waitFor();
  await inspect(wrong, "visit-link-not-valid", tools.shots);
  await wrong.getByRole("button", { name: "我有电视上的 6 个数" }).click();
  await wrong.getByLabel("电视上的 6 个数").waitFor();
  await inspect(wrong, "visit-code", tools.shots);
  await wrong.setViewportSize({ width: 360, height: 740 });
  await large(wrong);
  await inspect(wrong, "visit-code-200", tools.shots);

  const plain = await pages.open(`http://anju.test:${fake.port}/visit/#xiaofang-xiaofang-1234`);
  await plain.getByText("还差两步才能用摄像头").waitFor();
  same(await plain.locator("#message-steps li").count(), 2, "steps");
  await inspect(plain, "visit-not-secure", tools.shots);

  const old = await (await pages.context()).newPage();
  await old.addInitScript(() => { delete window.RTCPeerConnection; });
  await old.goto(url);
  await old.getByText("这个浏览器不能视频").waitFor();

  const away = await (await pages.context()).newPage();
  await away.route("**/v1/**", (route) => route.abort("internetdisconnected"));
  await away.goto(url);
  await away.getByText("没有网络").waitFor();
  await away.unroute("**/v1/**");
  await away.route("**/v1/**", (route) => route.fulfill({ status: 503, json: { code: "unavailable" } }));
  await away.getByText("平台暂时没有回应").waitFor();
  same(await away.getByText("没有网络").count(), 0, "said of the network");
  await inspect(away, "visit-no-answer", tools.shots);
  await away.unroute("**/v1/**");
  await away.getByRole("button", { name: "去看妈妈" }).waitFor({ timeout: 15000 });
});
