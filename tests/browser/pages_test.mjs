// SPDX-License-Identifier: Apache-2.0
// Every page in every state: axe finds nothing, nothing sticks out, nobody else frames it.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { Box } from "./support/box.mjs";
import { inspect, inspectBoth } from "./support/pages.mjs";
import { root, startPlatform } from "./support/platform.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { boxOf, openFamily, write } from "./support/family.mjs";
import { signIn } from "./support/staff.mjs";

const kNarrow = { size: [360, 740] };

test("The family page is fit for everyone: empty, full, in trouble, in English, at 200 %", async (tools) => {
  const { atEnd, bin, shots } = tools;
  const own = await startPlatform(bin);
  atEnd(async () => { await own.stop(); own.forget(); });
  const pages = tools.pages(atEnd);
  const empty = await openFamily(pages, own.link());
  await empty.getByText("还没有消息").waitFor();
  await empty.getByText("家里的电视还没装好").waitFor();
  await inspect(empty, "family-empty", shots);

  const box = await boxOf(own);
  await write(empty, "妈，中午我过来吃饭");
  await empty.locator("#files").setInputFiles(["photo-park.png", "portrait-grandchild.png"].map((name) => path.join(own.art, name)));
  await empty.locator("#thumbs li").nth(1).waitFor();
  await empty.locator("#text").fill("豆豆今天会自己骑车了，您快看！");
  await inspect(empty, "family-picked", shots);
  await empty.locator("#send").click();
  await empty.locator("[data-message]", { hasText: "2 张照片" }).waitFor();
  for (const message of (await box.snapshot()).messages) await box.seen(message.id);
  await until(async () => (await empty.getByText("看到了").count()) === 2, "both are seen");
  await inspect(empty, "family-full", shots);

  const english = await openFamily(pages, own.link("大伟"), { ...kNarrow, language: "en-GB" });
  await english.getByText("The TV is off").waitFor();
  await inspect(english, "family-english", shots);
  await english.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(english, "family-english-200", shots);

  const long = await openFamily(pages, own.link("豆豆"), kNarrow);
  await long.route("**/v1/family/messages", (route) => route.abort("internetdisconnected"));
  await write(long, `${"长".repeat(300)}https://example.org/${"a".repeat(150)}`);
  await long.locator("[data-state=waiting]").waitFor();
  await inspect(long, "family-waiting-long", shots);
  await long.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(long, "family-waiting-long-200", shots);

  await own.stop();
  await empty.getByText("您写的先留在这里").waitFor();
  await inspect(empty, "family-offline", shots);
});

test("The family's dead ends are fit for everyone: no link, taken back, no JavaScript", async (tools) => {
  const { atEnd, platform, shots } = tools;
  const pages = tools.pages(atEnd);
  const none = await pages.open(`${platform.url}/family`, kNarrow);
  await none.getByText("请点家里发来的链接").waitFor();
  await inspect(none, "family-no-link", shots);
  const back = await pages.open(`${platform.url}/family#AAAAAAAAAAAAAAAAAAAAAA`, kNarrow);
  await back.getByText("这个链接打不开").waitFor();
  await inspect(back, "family-taken-back", shots);
  const bare = await pages.open(platform.link(), { ...kNarrow, javaScriptEnabled: false });
  check((await bare.locator("noscript").innerText()).includes("没有打开 JavaScript"), "nothing is said without JavaScript");
  same(await bare.locator("#page, #message-page").evaluateAll((nodes) => nodes.filter((node) => node.checkVisibility()).length), 0, "parts that cannot work");
  if (shots) await bare.screenshot({ path: path.join(shots, "family-no-script.png") });
});

test("The technician's pages are fit for everyone in each step", async (tools) => {
  const { atEnd, bin, shots } = tools;
  const own = await startPlatform(bin);
  atEnd(async () => { await own.stop(); own.forget(); });
  const page = await tools.pages(atEnd).open(`${own.url}/boxes`, kNarrow);
  await page.getByLabel("名字", { exact: true }).waitFor();
  await inspect(page, "staff-sign-in", shots);
  await signIn(page, { name: "x", password: "y" });
  await page.getByText("名字或密码不对").waitFor();
  await inspect(page, "staff-wrong", shots);
  await signIn(page, own.technician);
  await page.getByRole("heading", { name: "1 台盒子" }).waitFor();
  await inspect(page, "boxes-phone-first", shots);
  await page.getByRole("link", { name: "装一台" }).click();
  await page.getByText("照着电视屏幕输 8 个字母").waitFor();
  await inspectBoth(page, "approve-code", shots);
  const box = new Box(own);
  await page.getByLabel("电视上的 8 个字母").fill("BBBBBBBB");
  await page.getByText("没有电视在等这个码").waitFor();
  await inspectBoth(page, "approve-not-found", shots);
  await page.getByLabel("电视上的 8 个字母").fill(await box.code());
  await page.locator(".home-row", { hasText: "魏桂莲" }).waitFor();
  await inspectBoth(page, "approve-homes", shots);
  await page.getByRole("searchbox").fill("没有这一家");
  await page.getByText("没找到“没有这一家”").waitFor();
  await inspectBoth(page, "approve-no-home", shots);
  await page.getByRole("searchbox").fill("魏桂");
  await page.locator(".home-row", { hasText: "魏桂莲" }).click();
  await page.getByRole("button", { name: "对，装在魏桂莲家" }).waitFor();
  await inspectBoth(page, "approve-sure", shots);
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(page, "approve-sure-200", shots);
  await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
  await page.getByRole("button", { name: "对，装在魏桂莲家" }).click();
  await page.getByText("装好了").waitFor();
  await inspectBoth(page, "approve-done", shots);
  await page.getByRole("link", { name: "看所有盒子" }).click();
  await page.getByRole("heading", { name: "2 台盒子" }).waitFor();
});

// A page that is new is seen here, too, before anybody has said who one is.
test("Whatever the platform serves as a page is fit for everyone as it first stands, small and large, in both languages", async (tools) => {
  const { atEnd, platform, shots } = tools;
  const folder = path.join(root, "platform/web");
  const names = ["", ...fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, "index.html"))).map((name) => `${name}/`)];
  check(names.length >= 10, `pages: ${names}`);
  const pages = tools.pages(atEnd);
  for (const [size, language] of [[[360, 740], "zh-CN"], [[1280, 800], "en-GB"]]) {
    const page = await pages.open("about:blank", { size, language });
    for (const name of names) {
      await page.goto(`${platform.url}/${name}`);
      await page.locator("h1").filter({ visible: true }).first().waitFor();
      await inspect(page, `served-${name.replace("/", "") || "root"}-${size[0]}`, shots);
    }
  }
});

// A page of another origin that frames `inner`.
function framing(inner) {  // called at each request
  const server = http.createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>outside</title><iframe src="${inner()}" width="390" height="800"></iframe>`);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve({
    url: `http://127.0.0.1:${server.address().port}`, close: () => { server.closeAllConnections(); return new Promise((done) => server.close(done)); },
  })));
}

// The policy's complaint is what is wanted here, so these pages are not watched.
async function framedText(browser, atEnd, url) {
  const context = await browser.newContext({ locale: "zh-CN" });
  atEnd(() => context.close());
  const page = await context.newPage();
  const told = page.waitForEvent("console", { predicate: (message) => /frame-ancestors/.test(message.text()), timeout: 10000 }).then(() => "refused", () => "");
  await page.goto(url);
  const shown = page.frameLocator("iframe").locator("#days > *").first().waitFor({ timeout: 10000 }).then(() => "shown", () => "");
  return Promise.race([told, shown].map((one) => one.then((word) => word || new Promise((_, no) => setTimeout(no, 10000, new Error("neither shown nor refused"))))));
}

test("The family page is framed by nobody, or only by the address that was given", async ({ atEnd, bin, browser, platform }) => {
  const outside = await framing(() => platform.link());
  atEnd(outside.close);
  same(await framedText(browser, atEnd, outside.url), "refused", "without an address");
  let own = null;
  const friend = await framing(() => own.link());
  const stranger = await framing(() => own.link());
  atEnd(friend.close);
  atEnd(stranger.close);
  own = await startPlatform(bin, { frameAncestor: friend.url });
  atEnd(async () => { await own.stop(); own.forget(); });
  same(await framedText(browser, atEnd, friend.url), "shown", "by the address that was given");
  same(await framedText(browser, atEnd, stranger.url), "refused", "by a stranger");
  const headers = (await fetch(`${own.url}/family/`)).headers.get("content-security-policy");
  check(headers.includes(`frame-ancestors ${friend.url}`), `the policy: ${headers}`);
  for (const page of ["boxes/", "homes/", "approve/"]) {
    const policy = (await fetch(`${own.url}/${page}`)).headers.get("content-security-policy");
    check(policy.includes("frame-ancestors 'none'") && policy.includes("require-trusted-types-for 'script'") && !policy.includes("unsafe"), `${page}: ${policy}`);
  }
});

test("Where the TV has an icon, that of the pages is the same", async () => {
  const own = path.join(root, "platform/web/shared/icons");
  for (const name of fs.readdirSync(own)) {
    const tv = path.join(root, "art/icons", name);
    check(!fs.existsSync(tv) || fs.readFileSync(path.join(own, name)).equals(fs.readFileSync(tv)), `${name} differs from art/icons`);
  }
  const styles = fs.readFileSync(path.join(root, "platform/web/shared/base.css"), "utf8");
  for (const [, name] of styles.matchAll(/icons\/([a-z_]+\.svg)/g)) check(fs.existsSync(path.join(own, name)), `${name} is missing`);
});

// The elder may be a man. Names in the code (`her`) are no words of the page.
test("No word of the family's pages says 她, she or her", () => {
  for (const file of ["family/words.js", "visit/words.js", "shared/ringing.js", "family/index.html", "visit/index.html"]) {
    const text = fs.readFileSync(path.join(root, "platform/web", file), "utf8");
    const code = text.replace(/^\s*\/\/.*$/gm, "");
    const said = file.endsWith(".html") ? [text.replace(/<[^>]*>/g, " ")] : [...code.matchAll(/"[^"\n]*"|`[^`]*`/g)].map(([words]) => words.replace(/\$\{[^{}]*\}/g, (code) => (code.match(/"[^"]*"/g) ?? []).join(" ")));
    check(file.endsWith(".html") || said.length > 10, `${file}: words are found`);
    same(said.filter((words) => /她|\b(she|her|hers|herself)\b/i.test(words)), [], file);
  }
});

test("No page names two words alike", () => {
  for (const page of ["family", "staff", "visit", "homes", "boxes"]) {
    // Of homes some words stand in files of their own and become one.
    const files = page === "homes" ? ["words.js", "fact_words.js", "family_words.js"] : ["words.js"];
    const texts = files.map((file) => fs.readFileSync(path.join(root, "platform/web", page, file), "utf8").split(/^const /m).slice(1));
    for (const language of texts[0].keys()) {
      const names = texts.flatMap((text) => [...text[language].matchAll(/^  (\w+):/gm)]).map(([, name]) => name);
      check(names.length > 5, `${page}: words are found`);
      same(names.filter((name, at) => names.indexOf(name) !== at), [], `${page}: names used twice`);
    }
  }
});
