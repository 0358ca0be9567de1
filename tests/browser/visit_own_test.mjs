// SPDX-License-Identifier: Apache-2.0
// What the phone says of its own camera and microphone is what it sends.
import { same, test, until } from "./support/suite.mjs";
import { played, seesHer, talking } from "./support/visit.mjs";

// For a page's beginning: no camera or no microphone until sessionStorage says "allowed".
function denied(kind) {
  if (!window.MediaDevices) return;
  const open = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = function (wanted) {
    return wanted[kind] && !sessionStorage.getItem("allowed") ? Promise.reject(new DOMException("no", "NotAllowedError")) : open.call(this, wanted);
  };
}

async function opened({ pages, url }, kind) {
  const page = await (await pages.context()).newPage();
  await page.addInitScript(denied, kind);
  await page.goto(url);
  return page;
}

const kOn = { video: true, wantsPicture: true, camera: "" };
const kOff = { video: false, wantsPicture: false, camera: "" };
const kAway = (camera) => ({ video: false, wantsPicture: true, camera });
const kHeard = { audio: true, muted: false, microphone: "" };
const kMuted = { audio: true, muted: true, microphone: "" };
const kUnheard = (microphone) => ({ audio: false, muted: false, microphone });

// picture, sound, missing, Chinese, English
const kTable = [
  [kOn, kHeard, false, "", ""],
  [kOn, kMuted, false, "妈妈现在听不到您", "妈妈 cannot hear you now"],
  [kOn, kUnheard("denied"), true, "手机没让用话筒，妈妈看得到您，听不到您", "The phone does not allow the microphone: 妈妈 sees you but cannot hear you"],
  [kOn, kUnheard("none"), true, "没有话筒，妈妈看得到您，听不到您", "There is no microphone: 妈妈 sees you but cannot hear you"],
  [kOn, kUnheard("busy"), true, "话筒正被别的程序用着，妈妈看得到您，听不到您", "Another program has the microphone: 妈妈 sees you but cannot hear you"],
  [kOff, kHeard, false, "", ""],
  [kOff, kMuted, false, "画面关着，话筒关着，妈妈看不到您，也听不到您", "Picture is off, you are muted: 妈妈 neither sees nor hears you"],
  [kOff, kUnheard("denied"), true, "画面关着，手机没让用话筒，妈妈看不到您，也听不到您", "Picture is off, the phone does not allow the microphone: 妈妈 neither sees nor hears you"],
  [kAway("denied"), kHeard, true, "手机没让用摄像头，妈妈只能听到您的声音", "The phone does not allow the camera: 妈妈 only hears you"],
  [kAway("none"), kHeard, true, "这部手机没有摄像头，妈妈只能听到您的声音", "There is no camera here: 妈妈 only hears you"],
  [kAway("busy"), kHeard, true, "摄像头正被别的程序用着，妈妈只能听到您的声音", "Another program has the camera: 妈妈 only hears you"],
  [kAway("denied"), kMuted, true, "手机没让用摄像头，话筒关着，妈妈看不到您，也听不到您", "The phone does not allow the camera, you are muted: 妈妈 neither sees nor hears you"],
  [kAway("none"), kUnheard("none"), true, "这部机器没有摄像头，也没有话筒，妈妈看不到也听不到您", "This device has no camera and no microphone: 妈妈 neither sees nor hears you"],
  [kAway("denied"), kUnheard("denied"), true, "手机没让用摄像头和话筒。点地址栏旁边的小图标，改成“允许”，再点“开话筒”和“开画面”",
    "The phone does not let this page use camera and microphone. Tap the small icon beside the address, allow both, then tap “Unmute” and “Video on”"],
  [kAway("denied"), kUnheard("none"), true, "手机没让用摄像头，没有话筒，妈妈看不到您，也听不到您", "The phone does not allow the camera, there is no microphone: 妈妈 neither sees nor hears you"],
];

test("What is not sent and why: one true sentence for each combination of camera and microphone", async (tools) => {
  const { pages, fake } = await played(tools, { tv: false });
  const all = kTable.map(([{ camera, ...picture }, { microphone, ...sound }]) => ({ ...picture, ...sound, trouble: { camera, microphone } }));
  for (const [language, column] of [["zh-CN", 3], ["en-GB", 4]]) {
    const page = await pages.open(`${fake.url}/visit/`, { language });
    const found = await page.evaluate(async (devices) => {
      const [{ ownWords, doorWords }, { words }] = await Promise.all([import("/visit/own.js"), import("/visit/words.js")]);
      return [devices.map((one) => ownWords(words, one, "妈妈")), doorWords(words, { camera: "denied", microphone: "none" }, "妈妈"), words.noDevices.denied === doorWords(words, { camera: "denied", microphone: "denied" }, "妈妈")];
    }, all);
    same(found[0].map(({ missing, text }) => [missing, text]), kTable.map((row) => [row[2], row[column]]), `in ${language}`);
    same(found.slice(1), [kTable.at(-1)[column], true], "at the door");
  }
});

test("The microphone is denied and the picture turned off: it says that nothing of this phone comes", async (tools) => {
  const { tv, ...all } = await played(tools);
  const page = await opened(all, "audio");
  await talking(page, tv);
  await page.getByText("手机没让用话筒，妈妈看得到您，听不到您").waitFor();
  await page.getByRole("button", { name: "关画面" }).click();
  await page.getByText("画面关着，手机没让用话筒，妈妈看不到您，也听不到您").waitFor();
  await until(() => tv.states.at(-1).sends === "nothing", "the TV knows");
});

test("The camera is denied and a key asks for it again: it goes on saying why, and a reload asks once more", async (tools) => {
  const { tv, ...all } = await played(tools);
  const page = await opened(all, "video");
  await talking(page, tv);
  const told = tv.states.length;
  await page.getByRole("button", { name: "开画面" }).click();
  await until(() => tv.states.length > told, "the tap is over");
  await page.getByText("手机没让用摄像头，妈妈只能听到您的声音").waitFor();
  await page.getByText("没有画面", { exact: true }).waitFor();
  same(tv.states.at(-1), { sends: "sound_only", why: "no_device", microphone: true }, "what the TV is told");
  await page.getByRole("button", { name: "静音" }).click();
  await page.getByText("手机没让用摄像头，话筒关着，妈妈看不到您，也听不到您").waitFor();
  same(await page.getByText("妈妈现在听不到您").isVisible(), false, "the same said twice");
  await page.getByRole("button", { name: "开话筒" }).click();
  await page.evaluate(() => sessionStorage.setItem("allowed", "1"));
  await page.reload();
  await seesHer(page, 3);
  await until(() => tv.states.at(-1).sends === "picture", "it is asked for after a reload");
  await page.getByRole("button", { name: "关画面" }).waitFor();
});
