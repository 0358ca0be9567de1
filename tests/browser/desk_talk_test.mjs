// SPDX-License-Identifier: Apache-2.0
// The talk of the desk with a home: a real platform, two operators, a TV that answers by itself.
import { end, ground, moves, ready, row, smallCamera, stands, waits } from "./support/desk_ground.mjs";
import { FakeTv } from "./support/fake_tv.mjs";
import { openFamily } from "./support/family.mjs";
import { inspect } from "./support/pages.mjs";
import { check, same, test, until } from "./support/suite.mjs";

const kSmall = [160, 90, 10];
async function sees(page) {
  await page.locator(".talk-frame.on").waitFor();
  await moves(page, ".talk-her");
}
// Both kinds arrive at the TV, and pictures are shown there.
async function heard(tv) {
  const before = await tv.stats();
  await until(async () => { const now = await tv.stats(); return now.audio > before.audio + 10 && now.video > before.video + 10 && now.frames > before.frames; }, "sound and picture of the desk arrive");
}

// A browser that plays no sound before the first key.
function noSoundUntouched() {
  const play = HTMLMediaElement.prototype.play;
  addEventListener("keydown", () => { window.touched = true; }, true);
  HTMLMediaElement.prototype.play = function () {
    if (this.muted || window.touched) return play.call(this);
    this.pause();
    return Promise.reject(new DOMException("no", "NotAllowedError"));
  };
}

// A TV beside the guard of this box: what the desk places it answers by itself, a relative has a leg of its own.
async function tvOf(tools, box) {
  let tv = null, second = null;
  const legOf = (visit) => (visit.visitor.member ? second : tv);
  const door = await box.door(() => ({
    heardVisit: (visit) => legOf(visit)?.heardVisit(visit),
    heardSignal: (signal) => { for (const leg of [tv, second]) leg?.heardSignal(signal); },
  }));
  tv = await FakeTv.start(tools.browser, door, kSmall);
  second = tv.leg("relative");
  tools.atEnd(async (how) => { door.off(); await tv.stop(how); });
  return { tv, second, answers: async () => { await until(() => tv.visit?.stage === "ringing", "the talk comes to the TV"); await tv.pressOk(); return tv.visit; } };
}

async function answersTheCall(page, box, name) {
  await box.press();
  await waits(page, name);
  await stands(page, name);
  await ready(page);
  await page.keyboard.press("F1");
  await row(page, name).getByText(/您接了|You have it/).waitFor();
}

test("Who answers a call sees and hears her at once and is seen and heard; mute, a reload, F2 and the end do what they say", async (tools) => {
  const { own, li, qiang, enter, home, pages } = await ground(tools);
  const box = home("王桂兰");
  const { tv, second, answers } = await tvOf(tools, box);
  const page = await enter(li, { init: smallCamera });
  const other = await enter(qiang, { size: [360, 740], language: "en-GB" });
  await answersTheCall(page, box, "王桂兰");
  await page.locator(".talk-stage", { hasText: "正在接通王桂兰家的电视" }).waitFor();
  const first = await answers();
  same([first.visitor.name, first.visitor.place, first.visitor.member ?? ""], ["李姐", "东关居家养老服务站", ""], "who talks");
  check(first.alarm, "the talk names its alarm");
  await sees(page);
  await heard(tv);
  await page.locator(".talk-badge", { hasText: /^摄像头开着 0:\d\d$/ }).waitFor();
  await page.locator(".steps", { hasText: "李姐和家里通上话" }).waitFor();
  check(await page.locator(".talk-me").isVisible(), "one's own picture, small");
  await page.locator(".talk-strip", { hasText: "正和王桂兰通话，摄像头和麦克风开着" }).waitFor();
  await inspect(page, "desk-talk", tools.shots);
  await row(other, "王桂兰").click();
  await stands(other, "王桂兰");
  same([await other.locator(".talk:visible").count(), await other.locator('[data-key="act talk"]').count()], [0, 0], "another seat has no part in it");

  await page.keyboard.press("Shift+F2");
  await page.locator(".talk-lines", { hasText: "您静音了，她听不到您" }).waitFor();
  await until(() => tv.states.at(-1)?.microphone === false, "the TV knows it");

  await page.reload();
  await stands(page, "王桂兰");
  await page.keyboard.press("Shift");
  await sees(page);
  await page.locator(".talk-strip", { hasText: "您静音了" }).waitFor();
  check(await page.evaluate(() => window.given.filter(({ kind }) => kind === "audio").every((track) => !track.enabled)), "muted stays muted over a reload");
  await page.keyboard.press("Shift+F2");
  await page.locator(".talk-lines", { hasText: "您静音了" }).waitFor({ state: "detached" });
  await heard(tv);
  same(tv.visit.id, first.id, "the same talk after a reload");

  // Another page of this browser takes it; what was open here is closed.
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await stands(tab, "王桂兰");
  await tab.keyboard.press("F2");
  await page.locator(".talk-stage", { hasText: "另一个页面接过去了" }).waitFor();
  check(await page.evaluate(() => window.given.every((track) => track.readyState === "ended")), "it is closed here");
  await inspect(page, "desk-talk-elsewhere", tools.shots);
  await sees(tab);
  await page.keyboard.press("F2");
  await tab.locator(".talk-stage", { hasText: "另一个页面接过去了" }).waitFor();
  await tab.close({ runBeforeUnload: false });
  await sees(page);
  same(tv.visit.id, first.id, "the same talk in all of them");

  await page.keyboard.press("F2");
  await page.locator(".talk-stage", { hasText: "您挂断了。按 F2 再通话" }).waitFor();
  await until(() => tv.visit.stage === "ended", "it is over at the TV");
  same(tv.visit.end, "hung_up", "how");
  await row(page, "王桂兰").getByText("您接了").waitFor();
  // Without microphone and camera it goes all the same, and says what is missing; the key of the microphone asks for it again.
  await page.evaluate(() => { window.refuse = true; });
  await page.keyboard.press("F2");
  await until(() => tv.visit.id !== first.id, "another talk");
  await answers();
  await sees(page);
  await page.locator(".talk-lines", { hasText: "她听不到您：浏览器没有允许用麦克风" }).waitFor();
  for (const [width, height] of [[1366, 768], [1440, 900]]) {
    await page.setViewportSize({ width, height });
    await inspect(page, `desk-talk-not-heard-${height}`, tools.shots);
    const [frame, work] = await page.evaluate(() => [".talk-frame", ".work"].map((one) => document.querySelector(one).getBoundingClientRect()));
    check(frame.bottom <= work.top, `the picture is cut at ${height}: ${frame.bottom} ${work.top}`);
  }
  await page.evaluate(() => { window.refuse = false; });
  await page.keyboard.press("Shift+F2");
  await page.locator(".talk-lines", { hasText: "她听不到您" }).waitFor({ state: "detached" });
  const deaf = tv.visit.id;
  await page.keyboard.press("F2");
  await page.locator(".talk-stage", { hasText: "您挂断了" }).waitFor();
  // An offer with another certificate than the box has said is nobody's home.
  tv.forged = true;
  await page.keyboard.press("F2");
  await page.locator(".talk-stage", { hasText: "接的不是这家的电视，已经挂断" }).waitFor();
  await until(() => tv.visit.id !== deaf && tv.visit.stage === "ended", "it is cut");
  tv.forged = false;
  const forged = tv.visit.id;
  await page.keyboard.press("F2");
  await until(() => tv.visit.id !== forged, "another talk");
  await answers();
  await sees(page);
  await heard(tv);

  // Who was not told yet is chosen from a list; her page rings as when the elder calls, and all three see and hear each other.
  const relative = await openFamily(pages, own.link(), { size: [360, 740], init: smallCamera });
  await page.keyboard.press("F3");
  const choice = page.locator("dialog .choice:not([aria-disabled])", { hasText: "叫小芳" });
  await choice.getByText("女儿").waitFor();
  await inspect(page, "desk-call-in", tools.shots);
  await choice.click();
  await page.locator(".talk-lines", { hasText: "正在叫小芳，那边在响" }).or(page.locator(".talk-lines", { hasText: "正在叫小芳，那边的网页上看得到，没有铃声" })).waitFor();
  const rings = relative.getByRole("dialog", { name: "妈妈在求助，12349 请您一起说话" });
  await rings.waitFor();
  await inspect(relative, "family-called-in", tools.shots);
  await page.locator(".steps", { hasText: "李姐叫小芳一起说话" }).waitFor();
  await rings.locator("button.answer:not([disabled])").click();
  await page.locator(".talk-lines", { hasText: "小芳在和家里说话" }).waitFor();
  await heard(second);
  await moves(relative, "#her");
  await moves(relative, "#third-picture");
  await moves(page, ".talk-third");
  await relative.locator("#third-name", { hasText: "12349 李姐" }).waitFor();
  await inspect(relative, "visit-three", tools.shots);
  await inspect(page, "desk-three", tools.shots);
  await page.keyboard.press("F3");
  await page.locator(".act-said", { hasText: "一次只能加一位家里人。小芳那边完了，再按 F3 叫别人" }).waitFor();

  // With another card in the middle it is still said what is open, and to whom; F2 asks, and names whom it hangs up.
  await home("吴广林").press();
  await row(page, "吴广林").click();
  await stands(page, "吴广林");
  await page.locator(".talk-strip", { hasText: "正和王桂兰通话" }).waitFor();
  await page.keyboard.press("Shift+F2");
  await page.locator(".talk-strip", { hasText: "您静音了，摄像头开着" }).waitFor();
  await page.keyboard.press("Shift+F2");
  await inspect(page, "desk-talk-other", tools.shots);
  await page.keyboard.press("F2");
  await page.getByRole("heading", { name: "挂断王桂兰？" }).waitFor();
  same(await page.locator("dialog").textContent(), "挂断王桂兰？王桂兰的求助还在您手里，可以再通话。挂断王桂兰接着和王桂兰说", "the whole question");
  await inspect(page, "desk-talk-leave", tools.shots);
  await page.keyboard.press("Escape");
  await page.locator(".talk-strip").click();
  await stands(page, "王桂兰");
  await sees(page);

  // Another load of the page, in English, keeps the third, too; one key lets both be heard where the browser holds them back.
  await page.addInitScript(noSoundUntouched);
  await page.goto(`${page.url()}?lang=en`);
  await page.locator(".talk-lines", { hasText: "Press any key to hear her" }).waitFor();
  await page.locator(".talk-lines", { hasText: "小芳 talks with the home" }).waitFor();
  await page.locator(".talk-third").waitFor();
  const silent = () => page.evaluate(() => [".talk-her", ".talk-third"].map((one) => document.querySelector(one)).map(({ paused, muted }) => paused || muted));
  same(await silent(), [true, true], "held back");
  await page.keyboard.press("Shift");
  await until(async () => !(await silent()).some(Boolean), "both are heard");
  await moves(page, ".talk-third");
  await moves(relative, "#third-picture");
  // The clock keeps its place beside all that the top line has to say.
  await page.setViewportSize({ width: 1366, height: 768 });
  const beside = await page.evaluate(() => ["#top", ".clock", ".talk-strip"].map((one) => document.querySelector(one).getBoundingClientRect()).map(({ top, bottom, right }) => ({ top, bottom, right })));
  await inspect(page, "desk-three-en", tools.shots);
  check(beside[0].bottom - beside[0].top < 64 && beside[1].right > 1300 && beside[1].top < beside[2].bottom, `the top line breaks: ${JSON.stringify(beside)}`);

  await end(page, "1", "But for 小芳, who was in the talk, the family was not told of it.");
  await until(() => tv.visit.stage === "ended" && second.visit.stage === "ended", "the talk ends with the alarm", 1000);
  same(tv.visit.end, "hung_up", "how");
  await relative.locator("#ended-title", { hasText: "视频结束了" }).waitFor();
  await relative.locator("#ended-text", { hasText: "12349 和妈妈那边的通话也结束了" }).waitFor();
  check(await relative.evaluate(() => window.given.every((track) => track.readyState === "ended")), "camera or microphone of the relative are on");
  await page.locator(".talk").waitFor({ state: "hidden" });
  check(await page.evaluate(() => window.given.every((track) => track.readyState === "ended")), "camera or microphone of the desk are on");

  // A TV that is off: said at once, with what is left.
  await answersTheCall(other, home("吴广林"), "吴广林");
  await other.locator(".talk-stage", { hasText: "The TV is not connected to the platform" }).waitFor();
  await inspect(other, "desk-talk-offline", tools.shots);
  await end(other);
});
