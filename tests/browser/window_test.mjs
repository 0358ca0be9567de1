// SPDX-License-Identifier: Apache-2.0
// The shop window's words and room: night, whose phone it is, a phone that stays out, nothing to scroll.
import { startPlatform } from "./support/platform.mjs";
import { inspect } from "./support/pages.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { part, played } from "./support/window.mjs";

const kFamily = "http://127.0.0.1:8423/family/#t";
const kFace = `const drawn = new OffscreenCanvas(40, 50); drawn.getContext("2d").fillRect(0, 0, 40, 50); drawn.convertToBlob().then((photo) => parent.postMessage({ name: NAME, photo }, "*"));`;
const face = (name) => kFace.replace("NAME", JSON.stringify(name));
const shown = async (tv, said, hours = 0) => {
  const sequence = 1 + said.filter((one) => one.ack).length;
  tv.line.send(part(2, 0, 0, 1920, 1080, sequence, [10, 20, 31], hours));
  await until(() => said.some((one) => one.ack === sequence), "a picture");
};

for (const [language, words] of Object.entries({
  "zh-CN": { night: "那边是夜里", key: "按任意一个键", step: "夜里不响、不念", press: "按三次“确定”", day: "还会响一声" },
  "en-GB": { night: "It is night there", key: "Any key wakes it", step: "Nothing sounds at night", press: "Press OK three times", day: "with a chime" },
})) {
  test(`At night the window says so, and what happens then, ${language}`, async ({ atEnd, pages, shots }) => {
    const { page, tv, said } = await played(pages(atEnd), { language });
    const story = page.locator(".story");
    await shown(tv, said);
    await story.getByText(words.day).waitFor();
    check(await page.locator("#night").isHidden(), "by day nothing is said of the night");
    await shown(tv, said, 1);
    for (const word of [words.night, words.key, words.step, words.press, "--now"]) await story.getByText(word).first().waitFor();
    same(await story.getByText(words.day).count(), 0, "words of the day");
    await inspect(page, `mirror-night-${language}`, shots);
    await shown(tv, said);
    await story.getByText(words.day).waitFor();
    check(await page.locator("#night").isHidden(), "in the morning it is over");
  });
}

test("The phone in the frame says whose it is: a face, and one form of the name", async ({ atEnd, pages, shots }) => {
  for (const [language, name, heading] of [["zh-CN", "小芳", "小芳的手机"], ["en-GB", "Xiaofang", "Xiaofang's phone"]]) {
    const { page, tv, said } = await played(pages(atEnd), { language, familyUrl: kFamily, familyName: "小芳", phone: face(name) });
    await shown(tv, said);
    await page.getByRole("heading", { name: heading, exact: true }).waitFor();
    await until(() => page.evaluate(() => document.getElementById("face").naturalWidth === 40), "her face");
    if (language === "en-GB") check(!(await page.locator("body").innerText()).includes("小芳"), "both forms of the name");
    await inspect(page, `mirror-whose-${language}`, shots);
  }
});

test("Only the page in the frame is listened to", async ({ atEnd, pages }) => {
  const { page, tv, said } = await played(pages(atEnd), { familyUrl: kFamily, familyName: "小芳", phone: "parent.postMessage(null, '*'); parent.postMessage('x', '*'); parent.postMessage({ name: 7, photo: 'x' }, '*'); parent.postMessage({ name: '完' }, '*');" });
  await shown(tv, said);
  await page.getByRole("heading", { name: "完的手机", exact: true }).waitFor();
  await page.evaluate(() => new Promise((resolve) => {
    addEventListener("message", () => resolve(), { once: true });  // after the page's own
    postMessage({ name: "别人", refused: "too_many_phones" }, "*");
  }));
  same(await page.locator("#phone-name").textContent(), "完的手机", "whose phone");
  check(await page.locator("#phone-refused").isHidden(), "refused by a stranger");
});

test("A sixth browser is told what to do, and the next start has room again", async ({ atEnd, bin, browser, pages, shots }) => {
  let own = await startPlatform(bin, { frameAncestor: "http://127.0.0.1:9" });
  atEnd(async () => { await own.stop(); own.forget(); });
  const { token } = own.demo.family[0];
  const open = async () => {
    const context = await browser.newContext();
    atEnd(() => context.close());
    return context.request.post(`${own.url}/v1/family/session`, { data: { token } }).then((answer) => answer.status());
  };
  same([await open(), await open(), await open(), await open(), await open(), await open()], [204, 204, 204, 204, 204, 409], "six browsers");
  const { page, tv, said } = await played(pages(atEnd), { familyUrl: own.link(), answer: async (route) => route.fulfill({ response: await route.fetch() }) });
  await shown(tv, said);
  await page.frameLocator("#phone").getByText("五部手机").waitFor();
  await page.getByText("再 ./run 一次").waitFor();
  check(await page.locator("#phone-more").isHidden(), "it invites to type");
  await inspect(page, "mirror-refused", shots);
  await own.stop();
  own = await own.again();
  same([await open(), await open(), await open()], [204, 204, 409], "after the next start");
});

test("Nothing has to be scrolled beside a TV, by day and by night, in both languages", async ({ atEnd, pages, shots }) => {
  for (const [width, height] of [[1920, 1080], [1440, 900], [1366, 768], [1280, 720]]) {
    for (const language of ["zh-CN", "en-GB"]) {
      const { page, tv, said } = await played(pages(atEnd), { language, size: [width, height], sound: true, familyUrl: kFamily, phone: face("小芳") });
      for (const hours of [0, 1]) {
        await shown(tv, said, hours);
        const high = await page.evaluate(() => document.documentElement.scrollHeight);
        const where = `${width}×${height} ${language} ${hours ? "night" : "day"}`;
        check(high <= height, `${high} px high in ${where}`);
        for (const part of [".story", ".remote", ".side", ".keyboard", ".own"]) {
          const box = await page.locator(part).boundingBox();
          check(box.y >= 0 && box.y + box.height <= height, `${part} ends at ${box.y + box.height} in ${where}`);
        }
        const screen = await page.locator("#screen").boundingBox();
        check(screen.width >= width * 0.44 && Math.abs(screen.width / screen.height - 16 / 9) < 0.01, `the picture is ${screen.width}×${screen.height} in ${where}`);
        for (const key of await page.locator("[data-key]").all()) {
          const box = await key.boundingBox();
          check(box.width >= 44 && box.height >= 44, `${await key.getAttribute("data-key")} is ${box.width}×${box.height} in ${where}`);
        }
        if (shots) await inspect(page, `mirror-${width}-${language}-${hours}`, shots);
      }
      await page.context().close();
    }
  }
});
