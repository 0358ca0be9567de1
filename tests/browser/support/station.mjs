// SPDX-License-Identifier: Apache-2.0
// A platform of its own whose staff signs in on the page of homes; `wangs`: on Mrs Wang's file there. `platform`: what it is started with.
import { startPlatform } from "./platform.mjs";

const kDesk = { size: [1440, 900] };

export async function station(tools, { who = "manager", wangs = false, platform = {}, ...options } = {}) {
  const own = await startPlatform(tools.bin, platform);
  tools.atEnd(async () => { await own.stop(); own.forget(); });
  const pages = tools.pages(tools.atEnd);
  const enter = async (login = own[who], more = options) => {
    const page = await pages.open(`${own.url}/homes/${wangs ? `#${own.demo.household.id}` : ""}`, { ...kDesk, ...more });
    await page.getByLabel(/^(名字|Name)$/).fill(login.name);
    await page.getByLabel(/^(密码|Password)$/).fill(login.password);
    await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
    await page.locator(wangs ? ".members" : ".rows .row").first().waitFor();
    return page;
  };
  return { own, enter, pages };
}

const openHome = async (page, name) => { await page.locator(".row", { hasText: name }).click(); await page.getByRole("heading", { name: /^(人和住处|Person and home)$/ }).waitFor(); };
export const openWang = (page) => openHome(page, "王桂兰");
export const openWu = (page) => openHome(page, "吴广林");  // of whom nothing is written down yet
