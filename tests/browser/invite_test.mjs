// SPDX-License-Identifier: Apache-2.0
// The card for a relative: made, read by a phone, printed on one sheet, replaced, taken back; who is the first contact.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { boxOf } from "./support/family.mjs";
import { inspect } from "./support/pages.mjs";
import { station } from "./support/station.mjs";
import { check, same, test, until } from "./support/suite.mjs";

const address = async (page) => (await page.locator(".address").textContent()).trim();

test("A card is made for a new relative, and the phone that opens its address is let in", async (tools) => {
  const { own, enter, pages } = await station(tools, { wangs: true });
  const page = await enter();
  await page.getByRole("link", { name: "加一位家属" }).click();
  await page.getByRole("button", { name: "加上，再做卡" }).click();
  await page.getByText("这一样不能空着").waitFor();
  await page.getByLabel("怎么叫，电视上就写这个").fill("小 芳");
  await page.getByRole("button", { name: "加上，再做卡" }).click();
  await page.getByText("这一家已经有女儿小芳了，再来一位同名的，电视上分不清").waitFor();
  await inspect(page, "invite-name-taken", tools.shots);
  await page.getByLabel("怎么叫，电视上就写这个").fill("小军");
  await page.getByLabel("是老人的").selectOption({ label: "侄子" });
  await inspect(page, "invite-add", tools.shots);
  await page.getByRole("button", { name: "加上，再做卡" }).click();
  await page.getByText("还没有链接，做一张卡就有了").waitFor();
  await page.getByRole("button", { name: "做一张卡" }).click();
  await page.getByText("卡做好了").waitFor();
  await page.getByText("只给小军一个人用").waitFor();
  await inspect(page, "invite-card", tools.shots);
  const told = await address(page);
  // The picture says the same as the address.
  const modules = await page.evaluate(() => document.querySelector(".paper svg").getBoundingClientRect().width);
  check(modules > 100, "a code one can scan");
  const phone = await pages.open(told);
  await phone.getByText("王奶奶").first().waitFor();
  await until(async () => { await page.reload(); await page.locator(".link-state").waitFor(); return (await page.locator(".link-state").textContent()).includes("1 部手机在用"); }, "the phone is counted");
});

test("The code in the picture is the address, and one sheet of A6 holds the card alone", async (tools) => {
  const { enter } = await station(tools, { wangs: true });
  const page = await enter();
  await page.getByRole("link", { name: "表妹秀英" }).click();
  await page.getByRole("button", { name: "另做一张卡" }).click();
  await page.getByText("原来的卡和链接马上就打不开了").waitFor();
  await inspect(page, "invite-sure", tools.shots);
  await page.getByRole("button", { name: "对，另做一张" }).click();
  await page.locator(".paper svg").waitFor();
  const told = await address(page);
  const folder = fs.mkdtempSync("/tmp/anju-card-");
  tools.atEnd(() => fs.rmSync(folder, { recursive: true, force: true }));
  const pdf = path.join(folder, "card.pdf");
  fs.writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  const text = execFileSync("pdftotext", [pdf, "-"], { encoding: "utf8" });
  same((text.match(/\f/g) ?? []).length, 1, "sheets");
  check(text.includes("表妹秀英") && !text.includes("打印") && !text.includes(told), `on the paper: ${text}`);
  const size = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
  check(/Page size: +4(19|20)[\d.]* x 29[78]/.test(size), `the sheet: ${size}`);
  if (tools.shots) execFileSync("pdftoppm", ["-r", "110", "-png", "-singlefile", pdf, path.join(tools.shots, "invite-printed")]);
  execFileSync("pdftoppm", ["-r", "200", "-png", "-singlefile", pdf, path.join(folder, "card")]);
  same(execFileSync("zbarimg", ["-q", "--raw", path.join(folder, "card.png")], { encoding: "utf8" }).trim(), told, "what a phone reads off the paper");
});

test("A link is taken back, and the first contact is changed against what was seen; the TV hears it", async (tools) => {
  const { own, enter } = await station(tools, { wangs: true });
  const box = await boxOf(own);
  const [first, second] = [await enter(), await enter()];
  await first.getByRole("link", { name: "大伟" }).click();
  await second.getByRole("link", { name: "表妹秀英" }).click();
  await second.getByRole("button", { name: "请表妹秀英当管家人" }).waitFor();
  await first.getByRole("button", { name: "请大伟当管家人" }).click();
  await first.getByText("大伟是管家人了，电视上写着").waitFor();
  const { household } = await box.snapshot();
  same(household.members.find((one) => one.id === household.visits.first_contact).name, "大伟", "what the TV knows");
  await second.getByRole("button", { name: "请表妹秀英当管家人" }).click();
  await second.getByText(/孙丽 .+刚把管家人改成大伟/).waitFor();
  await inspect(second, "invite-meanwhile", tools.shots);
  await second.getByRole("button", { name: "请表妹秀英当管家人" }).click();
  await second.getByText("表妹秀英是管家人了").waitFor();
  await first.getByRole("button", { name: "收回" }).click();
  await first.getByText("大伟的手机马上打不开").waitFor();
  await first.getByRole("button", { name: "对，收回" }).click();
  await first.getByText("大伟的链接收回了").waitFor();
  const gone = own.demo.family.find((one) => one.name === "大伟").token;
  same((await fetch(`${own.url}/v1/family/session`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token: gone }) })).status, 403, "the old link");
  const reader = await enter(own.technician);
  await reader.getByRole("link", { name: "小芳" }).click();
  await reader.getByText("小芳是这一家的管家人", { exact: false }).or(reader.getByText("管家人是第一联系人")).first().waitFor();
  same(await reader.locator(".invite button").count(), 0, "what a technician could do");
});

test("On a phone and in English the card is whole", async (tools) => {
  const { own, enter } = await station(tools, { wangs: true });
  const phone = await enter(own.manager, { size: [360, 740] });
  await phone.getByRole("link", { name: "豆豆" }).click();
  await phone.getByRole("button", { name: "另做一张卡" }).click();
  await phone.getByRole("button", { name: "对，另做一张" }).click();
  await phone.locator(".paper svg").waitFor();
  await inspect(phone, "invite-phone", tools.shots);
  await phone.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await inspect(phone, "invite-phone-200", tools.shots);
  const english = await enter(own.manager, { size: [1180, 820], language: "en-GB" });
  await english.getByRole("link", { name: "豆豆" }).click();
  await english.getByRole("button", { name: "Make another card" }).click();
  await english.getByRole("button", { name: "Yes, another card" }).click();
  await english.locator(".paper svg").waitFor();
  await inspect(english, "invite-english", tools.shots);
});
