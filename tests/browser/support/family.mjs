// SPDX-License-Identifier: Apache-2.0
// What the tests of a relative's page begin with.
import { pairedBox } from "./box.mjs";

// One TV for all tests of one platform.
export const boxOf = (platform) => (platform.box ??= pairedBox(platform));

export async function openFamily(pages, link, options) {
  const page = await pages.open(link, options);
  await page.locator("#days > *").first().waitFor();
  return page;
}

export async function write(page, text) {
  await page.locator("#text").fill(text);
  await page.locator("#send").click();
}
