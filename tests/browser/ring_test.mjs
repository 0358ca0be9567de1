// SPDX-License-Identifier: Apache-2.0
// Her call on an open page: what answers it, what does not, and what is said when the answer goes wrong.
import { inspect } from "./support/pages.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { calls, listening, played } from "./support/visit.mjs";

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
