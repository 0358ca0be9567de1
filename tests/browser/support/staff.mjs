// SPDX-License-Identifier: Apache-2.0
// What the tests of the technician's pages begin with.

export async function signIn(page, { name, password }) {
  await page.getByLabel("名字", { exact: true }).fill(name);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}
