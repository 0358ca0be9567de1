// SPDX-License-Identifier: Apache-2.0
// A lost phone, and a relative who has no way in any more: other links in place of the old ones.
import { openFamily } from "./support/family.mjs";
import { inspect } from "./support/pages.mjs";
import { check, same, test } from "./support/suite.mjs";

const settings = async (page) => page.getByRole("button", { name: "视频的设置" }).click();
const told = async (part) => (await part.locator(".guest-link").textContent()).trim();
// Whom the link lets in, on a phone that has no cookie.
async function shut(all, link) {
  const page = await all.open(link);
  await page.getByText("这个链接打不开").waitFor();
}

test("A lost phone is taken back, and after the link was changed it does not come in again", async (tools) => {
  const { atEnd, pages, platform } = tools;
  const old = platform.link("大伟");
  const lost = await openFamily(pages(atEnd), old);
  const page = await openFamily(pages(atEnd), old);
  await settings(page);
  const phones = page.locator("section", { has: page.getByRole("heading", { name: "打开过我的链接的手机" }) });
  await phones.getByRole("button", { name: /^收回 / }).first().waitFor();
  const others = phones.locator("li").filter({ hasNotText: "就是这部" });
  await others.first().getByRole("button").click();
  await phones.getByText("它马上用不了").waitFor();
  await phones.getByRole("button", { name: "收回", exact: true }).click();
  await phones.getByText("点一下又能进来").waitFor();
  await lost.getByText("这个链接打不开").waitFor();
  // So it is: the link is still good.
  await lost.goto("about:blank");
  await lost.goto(old);
  await lost.locator("#days > *").first().waitFor();
  await phones.getByRole("button", { name: "换一个链接" }).click();
  await phones.getByText("旧链接马上打不开", { exact: false }).last().waitFor();
  await inspect(page, "family-link-sure", tools.shots);
  await page.route("**/v1/family/link", (route) => route.abort("internetdisconnected"), { times: 1 });
  await phones.getByRole("button", { name: "换一个链接" }).click();
  await phones.getByText("没换好，旧链接还能用").waitFor();
  await phones.getByRole("button", { name: "换一个链接" }).click();
  await phones.getByText("换好了").waitFor();
  await inspect(page, "family-link-new", tools.shots);
  const fresh = await told(phones);
  check(fresh !== old && fresh.includes("/family/#"), `the new link: ${fresh}`);
  await shut(pages(atEnd), old);
  const another = await openFamily(pages(atEnd), fresh);
  same(await another.locator("#link-of").textContent(), await page.locator("#link-of").textContent(), "whose link it is");
  await page.reload();
  await page.locator("#days > *").first().waitFor();
});

test("The first contact sends a relative another link, and it lets this one in", async (tools) => {
  const { atEnd, pages, platform } = tools;
  const old = platform.link("豆豆");
  const his = await openFamily(pages(atEnd), old);
  const page = await openFamily(pages(atEnd), platform.link());
  await settings(page);
  const name = (await his.locator("#link-of").textContent()).replace("的专用链接", "");
  const part = page.locator("section", { has: page.getByRole("heading", { name: "家里人的链接" }) });
  const row = part.locator("li", { hasText: name });
  await row.getByRole("button", { name: `给${name}另发一个链接` }).click();
  await row.getByLabel("打开过的手机也都要用新链接再打开").waitFor();
  await inspect(page, "family-link-other", tools.shots);
  await row.getByRole("button", { name: "另发一个链接" }).click();
  await row.getByText(`发给${name}`).waitFor();
  await inspect(page, "family-link-other-new", tools.shots);
  await his.getByText("这个链接打不开").waitFor();
  await shut(pages(atEnd), old);
  const again = await openFamily(pages(atEnd), await told(row));
  same(await again.locator("#link-of").textContent(), `${name}的专用链接`, "whose link it is");
  await settings(again);
  await again.getByText("打开过我的链接的手机").waitFor();
  same(await again.getByText("家里人的链接").count(), 0, "who is no first contact makes none");
});
