// SPDX-License-Identifier: Apache-2.0
// A technician: signs in, gives a TV to a home, takes it down again; wrong codes cost time.
import { signIn } from "./support/staff.mjs";
import { Box } from "./support/box.mjs";
import { startPlatform } from "./support/platform.mjs";
import { check, same, test, until } from "./support/suite.mjs";

test("A wrong password gets one sentence that blames nobody", async ({ atEnd, pages, platform }) => {
  const page = await pages(atEnd).open(`${platform.url}/boxes`);
  await signIn(page, { name: platform.technician.name, password: "not this one" });
  await page.getByText("名字或密码不对").waitFor();
  same(await page.getByLabel("密码").inputValue(), "", "the password box");
});

test("The technician gives the TV of the QR code to a home and takes it back, asked with its number", async ({ atEnd, bin, pages }) => {
  const own = await startPlatform(bin);
  atEnd(async () => { await own.stop(); own.forget(); });
  const box = new Box(own);
  const code = await box.code();
  const page = await pages(atEnd).open(new URL(box.pairing.verification_uri_complete).href);
  await signIn(page, own.technician);
  await page.getByText("找到了：正等着的电视").waitFor();
  same(await page.getByLabel("电视上的 8 个字母").inputValue(), code, "letters from the QR code");
  await page.getByRole("searchbox").fill("wgl");
  const home = page.locator(".home-row", { hasText: "王桂兰" });
  await home.getByText("还没有电视").waitFor();
  check(await page.locator("#confirm").isHidden(), "asked before a home is chosen");
  await home.click();
  const asked = (await page.locator("#ask").textContent()).trim();
  same(asked, `让电视 ${code.slice(0, 4)}-${code.slice(4)} 归王桂兰家？`, "the sentence");
  await page.getByRole("button", { name: "对，装在王桂兰家" }).click();
  await page.getByText("装好了").waitFor();
  const snapshot = await box.snapshot();
  same(snapshot.household.name, "王桂兰家", "the TV's home");
  await page.getByText(`盒子 ${snapshot.box_number}`).waitFor();

  await page.getByRole("link", { name: "看所有盒子" }).click();
  await page.getByRole("link", { name: snapshot.box_number }).click();
  await page.getByRole("button", { name: "收回并抹掉" }).click();
  await page.getByRole("button", { name: "不了" }).click();
  await box.snapshot();
  await page.getByRole("button", { name: "收回并抹掉" }).click();
  await page.getByLabel(`写上“${snapshot.box_number}”，才能收回`).fill(snapshot.box_number.toLowerCase());
  await page.getByRole("button", { name: "对，收回并抹掉" }).click();
  await page.getByText(`${snapshot.box_number} 停用了。里面的东西等盒子抹掉`).waitFor();
  const refused = await box.snapshot().then(() => "", (error) => error.message);
  check(refused.startsWith("401") && refused.includes("box_taken_back"), `a TV that was taken back still reads: ${refused}`);
  await page.getByRole("button", { name: "退出" }).click();
  await page.getByLabel("密码").waitFor();
});

test("Wrong letters say so, a used code says so, and five wrong tries cost a wait in figures", async ({ atEnd, bin, pages }) => {
  const own = await startPlatform(bin);
  atEnd(async () => { await own.stop(); own.forget(); });
  const page = await pages(atEnd).open(`${own.url}/approve`);
  await signIn(page, own.technician);
  const letters = page.getByLabel("电视上的 8 个字母");
  await letters.click();
  await letters.pressSequentially("ab1");
  await page.getByText("码里没有数字，也没有 A E I O U Y").waitFor();
  same(await letters.inputValue(), "B", "letters that can be in a code");
  const box = new Box(own);
  const code = await box.code();
  await letters.fill(`${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`);
  await page.getByText("找到了").waitFor();
  const wrong = ["BBBBBBBB", "BBBBBBBC", "BBBBBBBD", "BBBBBBBF", "BBBBBBBG"].filter((one) => one !== code);
  for (const [index, one] of wrong.entries()) {
    const answered = page.waitForResponse((answer) => answer.url().endsWith(`/pairings/${one}`));
    await letters.fill(one);
    same((await answered).status(), 404, `try ${index + 1}`);
    await page.getByText("没有电视在等这个码").waitFor();
  }
  await letters.fill("BBBBBBBH");
  await page.getByText(/试了太多次，过 1\d 分/).waitFor();
  check(await letters.isDisabled(), "one can go on guessing");
  await until(async () => /过 14 分 5\d 秒再试/.test(await page.locator("#code-said").textContent()), "the time runs");
});

test("Nobody sees the staff pages' data without signing in", async ({ platform }) => {
  for (const path of ["self", "boxes", "boxes/x", "households?q=", "pairings/BBBBBBBB"]) {
    same((await fetch(`${platform.url}/v1/staff/${path}`)).status, 401, path);
  }
});
