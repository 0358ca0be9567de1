// SPDX-License-Identifier: Apache-2.0
// Her call on an open page: what answers it, what does not, and what is said when the answer goes wrong.
import { inspect } from "./support/pages.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { calls, listening, lose, noDevices, placed, played, seesHer, slowCamera } from "./support/visit.mjs";

const answers = (fake) => fake.seen.filter((one) => /\/(answer|end)$/.test(one));

// For a page's beginning: a finger that was on its way meets both buttons the moment they are there.
function hastyFinger() {
  addEventListener("DOMContentLoaded", () => {
    const seen = new MutationObserver(() => {
      for (const key of document.querySelectorAll(".ringing-keys button")) { seen.disconnect(); key.click(); }
    });
    seen.observe(document.body, { childList: true });
  });
}

for (const where of ["family", "visit"]) {
  test(`What was typed or tapped as she begins to ring answers nothing on the ${where} page; a tap on it does`, async (tools) => {
    const all = await played(tools, { tv: false });
    const page = await listening(all, { where, init: hastyFinger });
    if (where === "family") await page.locator("#text").focus();
    const hers = all.fake.tvPlaces("me_1");
    await calls(page).waitFor();
    for (const key of ["Space", "Enter", "a"]) await page.keyboard.press(key);
    const answer = page.getByRole("button", { name: "接听" });
    await inspect(page, `ring-${where}-first-moment`, tools.shots);
    await until(() => answer.isEnabled(), "it can be answered");
    for (const key of ["Space", "Enter"]) await page.keyboard.press(key);
    check(await calls(page).isVisible(), "it does not ring on");
    same([answers(all.fake), new URL(page.url()).pathname], [[], `/${where}/`], "what was answered, and the page");
    await answer.click();
    await until(() => all.fake.visits.get(hers.id).visit.stage === "answered", "hers is answered");
  });
}

test("An answer that got through, and whose answer was lost, leads into the visit: no ring, no other call", async (tools) => {
  const all = await played(tools);
  const { fake, tv } = all;
  const page = await listening(all);
  const lost = await lose(page, "**/answer", 2, "POST");
  const kept = await lose(page, "**/answer", 1, "POST", { kept: true });
  const hers = fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "接听" }).click();
  await seesHer(page);
  await until(async () => (await tv.stats()).frames > 5, "the TV sees the phone");
  same([kept(), lost(), tv.visit.id, placed(fake), await calls(page).count()], [1, 2, hers.id, 0, 0], "answers lost, requests lost, visit, others placed, dialogs");
});

test("A call that another phone answered, while the tap here got lost, is said to be taken", async (tools) => {
  const all = await played(tools, { tv: false });
  const { fake } = all;
  const page = await listening(all);
  const brother = await listening(all);
  await lose(page, "**/answer", 3, "POST");
  const hers = fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "接听" }).click();
  await page.getByText("没接上").waitFor();
  await brother.getByRole("button", { name: "接听" }).click();
  await until(() => fake.visits.get(hers.id).visit.stage === "answered", "hers is answered");
  await page.getByText("在另一部手机上接了").waitFor();
  same([placed(fake), await calls(page).count(), await page.locator("#door").isVisible()], [0, 0, true], "visits placed, dialogs, and the door");
});

test("An answer to a call that she gave up meanwhile says that it rings no more", async (tools) => {
  const all = await played(tools, { tv: false });
  const page = await listening(all, { init: slowCamera });
  await page.evaluate(() => { window.held = true; window.letGo = null; });
  const hers = all.fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "接听" }).click();
  await until(() => page.evaluate(() => Boolean(window.letGo)), "the page asks for the camera");
  all.fake.tvEnds(hers.id, "cancelled");
  await page.evaluate(() => { window.held = false; window.letGo(); });
  await page.getByText("已经不响了").waitFor();
  check(await page.evaluate(() => window.given.every((track) => track.readyState === "ended")), "the camera runs on");
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await page.getByText("正在响").waitFor();
});

test("While the browser asks for the camera it rings here no more, and the TV is told so; her call that only meets it is not said to ring", async (tools) => {
  const all = await played(tools, { tv: false });
  const { fake } = all;
  const page = await listening(all, { init: slowCamera });
  await page.getByText("安居电视").first().click();  // from here on it may sound
  const rings = (visit) => fake.visits.get(visit.id).visit.rings;
  const hers = fake.tvPlaces("me_1");
  await until(() => rings(hers) === true, "it rings aloud");
  await page.evaluate(() => { window.held = true; window.letGo = null; });
  await page.getByRole("button", { name: "接听" }).click();
  await until(() => rings(hers) === false, "it fell silent");
  fake.tvEnds(hers.id, "cancelled");
  await page.evaluate(() => { window.held = false; window.letGo(); });
  await page.getByText("已经不响了").waitFor();
  await page.evaluate(() => { window.held = true; window.letGo = null; });
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await until(() => page.evaluate(() => Boolean(window.letGo)), "the page asks for the camera");
  const meets = fake.tvPlaces("me_1");
  await page.waitForTimeout(300);
  await page.evaluate(() => { window.held = false; window.letGo(); });
  await page.getByText("正在响").waitFor();
  same([rings(meets), fake.seen.filter((one) => one.includes(meets.id))], [undefined, []], "what was said of it");
});

// It is quiet, she rings, and the answer stops at the door for want of a camera.
async function stoppedInQuietHours(tools) {
  const all = await played(tools, { tv: false });
  const { fake } = all;
  fake.quietUntil = new Date(Date.now() + 3600000).toISOString();
  const page = await listening(all, { init: noDevices });
  const hers = fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "接听" }).click();
  await page.getByText("改成“允许”").waitFor();
  return { fake, page, hers };
}

test("In quiet hours, too, the door answers her own call without a camera", async (tools) => {
  const { fake, page, hers } = await stoppedInQuietHours(tools);
  await page.evaluate(() => { window.allowed = true; });
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await page.locator("#call").waitFor();
  same([fake.visits.get(hers.id).visit.stage, placed(fake)], ["answered", 0], "hers, and visits placed");
});

test("In quiet hours the door that her call leaves behind says that it rings no more, and why the button is held", async (tools) => {
  const { fake, page, hers } = await stoppedInQuietHours(tools);
  fake.tvEnds(hers.id, "cancelled");
  await page.getByText(/已经不响了。妈妈休息了，到.*不响铃/).waitFor();
  same([await page.locator("#go").isEnabled(), await page.getByRole("link", { name: "给妈妈留一段视频" }).isVisible()], [false, true], "the button, and the other way");
  await inspect(page, "ring-quiet-over", tools.shots);
});

test("A door without a camera has 不方便 while she rings; it says what got in its way, and is gone with her call", async (tools) => {
  const all = await played(tools, { tv: false });
  const { fake } = all;
  const page = await listening(all, { init: noDevices });
  const decline = page.getByRole("button", { name: "不方便" });
  same(await decline.count(), 0, "keys before she rings");
  const hers = fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "接听" }).click();
  await page.getByText("改成“允许”").waitFor();
  await inspect(page, "ring-door-decline", tools.shots);
  await lose(page, "**/end", 1, "POST");
  await decline.click();
  await page.getByText("没有网络，没告诉对方。再点一次").waitFor();
  await decline.click();
  await until(() => fake.visits.get(hers.id).visit.end === "declined", "she hears that it is not now");
  await decline.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "去看妈妈" }).waitFor();
  same([await page.locator("#door-notice").isVisible(), await calls(page).count()], [false, 0], "a notice, dialogs");
});

test("A TV that flickers leaves the door its answer to her call", async (tools) => {
  const all = await played(tools, { tv: false });
  const { fake } = all;
  const page = await listening(all, { init: noDevices });
  const hers = fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "接听" }).click();
  await page.getByText("改成“允许”").waitFor();
  fake.tvIsOn(false);
  await page.getByText("电视没开着").first().waitFor();
  fake.tvIsOn(true);
  await page.getByText("电视开着").waitFor();
  await page.getByText("改成“允许”").waitFor();
  await page.evaluate(() => { window.allowed = true; });
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await page.locator("#call").waitFor();
  same([fake.visits.get(hers.id).visit.stage, placed(fake)], ["answered", 0], "hers, and visits placed");
});

test("The recorder that was wished for does not cover her call", async (tools) => {
  const all = await played(tools, { tv: false });
  const { fake, url } = all;
  const page = await listening(all);
  fake.quietUntil = new Date(Date.now() + 7200000).toISOString();
  await page.reload();
  await page.getByText("不响铃").waitFor();
  await page.route("**/v1/family/home", async (route) => {
    const opens = new URL(route.request().frame().url()).pathname === "/family/";  // the page before it asks as well
    if (opens && !fake.visits.size) fake.tvPlaces("me_1");
    await route.fallback();
  });
  await page.getByRole("link", { name: "给妈妈留一段视频" }).click();
  await page.waitForURL(url.replace("/visit/", "/family/"));
  await calls(page).waitFor();
  await page.locator("#days > *").first().waitFor();
  same(await page.locator("#film").isVisible(), false, "the recorder");
  await page.getByRole("button", { name: "不方便" }).click();
  await calls(page).waitFor({ state: "detached" });
});

test("Where both call each other, the one who waits is not told that she talks with somebody else", async (tools) => {
  const all = await played(tools, { tv: false });
  const { fake } = all;
  const page = await listening(all);
  fake.refusal = { code: "busy" };
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await page.getByText("妈妈正在和别人说话").waitFor();
  fake.tvPlaces("me_1");
  await page.getByRole("button", { name: "不方便" }).click();
  await calls(page).waitFor({ state: "detached" });
  same(await page.locator("#door-notice").isVisible(), false, "a notice at the door");
});

test("No network is said only where nothing answered", async (tools) => {
  const all = await played(tools, { tv: false });
  const page = await listening(all);
  const answers = (status) => (route) => (status ? route.fulfill({ status, json: { code: "unavailable" } }) : route.abort("connectionreset"));
  all.fake.tvPlaces("me_1");
  for (const [status, decline, answer] of [[503, "没告诉对方，再点一次", "没接上，再点一次"], [0, "没有网络，没告诉对方。再点一次", "网络不好，没接上。再点一次"]]) {
    const way = answers(status);
    await page.route(/\/(end|answer)$/, way);
    await page.getByRole("button", { name: "不方便" }).click();
    await page.getByText(decline, { exact: true }).waitFor();
    await page.getByRole("button", { name: "接听" }).click();
    await page.getByText(answer, { exact: true }).waitFor();
    await page.unroute(/\/(end|answer)$/, way);
  }
});
