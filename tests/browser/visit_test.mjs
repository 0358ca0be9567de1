// SPDX-License-Identifier: Apache-2.0
// A visit from the phone's side: what is asked, what is sent and when, how it comes back, how it ends.
import { inspect } from "./support/pages.mjs";
import { check, same, test, until } from "./support/suite.mjs";
import { picture, played, ringing, seesHer, talking } from "./support/visit.mjs";
import { webModule } from "./support/web_module.mjs";

const { Watch } = await webModule("line/quality.js");
const { beginningWith, namesOnly } = await webModule("line/sdp.js");

test("One tap, and nothing goes out before she answers; then both see and hear each other", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  const page = await pages.open(url);
  await ringing(page, tv);
  same([(await tv.stats()).video, (await tv.stats()).audio, await picture(page)], [0, 0, 0], "packets and pictures while it rings");
  check(await page.locator("#self").isVisible(), "one does not see oneself");
  tv.pressOk();
  await seesHer(page, 20);
  await until(async () => { const found = await tv.stats(); return found.frames >= 10 && found.audio >= 20; }, "pictures and sound on the TV");
  await page.getByText("画面清楚").waitFor();
  await page.getByText(/^0:0[1-9]$/).waitFor();
  check(/^妈妈电视上也是：(..) (..) (..) (..)$/.test(await page.locator("#four-words").textContent()), "four words");
  same(tv.states.at(-1), { sends: "picture", why: "chosen", microphone: true }, "what the TV was told");
  await page.getByRole("button", { name: "挂断" }).click();
  await page.getByText("挂好了").waitFor();
  await page.getByText(/看了 \d+ 秒/).waitFor();
  await until(() => tv.visit.stage === "ended", "the TV hears of it");
  same([tv.visit.end, tv.visit.ended_by], ["hung_up", "phone"], "how it ended");
  check(fake.seen.filter((one) => one === "POST /v1/visitor/visits").length === 1, "one visit was placed");
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByText("正在响").waitFor();
});

test("The four words are made as docs/visits.md says", async (tools) => {
  const { pages, fake } = await played(tools, { tv: false });
  const page = await pages.open(`${fake.url}/visit/`);
  const found = await page.evaluate(async () => {
    const { fourWords } = await import("/shared/four_words.js");
    const sdp = (pair) => `v=0\r\na=fingerprint:SHA-256 ${Array(32).fill(pair).join(":")}\r\nm=audio 9\r\n`;
    return [await fourWords(sdp("00"), sdp("ff")), await fourWords(sdp("ff"), sdp("00")), await fourWords(sdp("00").replace("SHA-256", "sha-1"), sdp("00"))];
  });
  same(found, [["帽子", "松树", "苹果", "樱桃"], ["帽子", "松树", "苹果", "樱桃"], []], "the words");
});

test("How long something took is said in whole seconds, a full minute as a minute", async (tools) => {
  const { pages, fake } = await played(tools, { tv: false });
  const page = await pages.open(`${fake.url}/visit/`);
  const found = await page.evaluate(async () => {
    const { durationWords } = await import("/shared/time.js");
    return [-1, 0.4, 59.4, 59.7, 60, 119.5, 530].map((seconds) => durationWords(seconds, "zh"));
  });
  same(found, ["0 秒", "0 秒", "59 秒", "1 分钟", "1 分钟", "2 分钟", "8 分 50 秒"], "the words");
});

// Looks every half second; each is {packets, frames, lost} more than the last, or a number of looks alike.
function words(looks, her = null) {
  const watch = new Watch(0);
  const sum = { packets: 0, frames: 0, lost: 0, bytes: 0, width: 640, height: 360 };
  let now = 0;
  let found = null;
  for (const [times, packets, frames, lost = 0] of looks) {
    for (let time = 0; time < times; ++time) {
      now += 500;
      sum.packets += packets;
      sum.frames += frames;
      sum.lost += lost;
      sum.bytes += packets * 100;
      found = watch.look({ ...sum }, now, her);
    }
  }
  return [found.word, found.silent];
}

test("The word about the line comes from the browser's figures", async () => {
  same(words([[4, 40, 15]]), ["clear", false], "30 pictures a second");
  same(words([[6, 0, 0]]), ["connecting", false], "nothing yet, the TV opens its camera");
  same(words([[13, 0, 0]]), ["connecting", true], "nothing for six seconds");
  same(words([[4, 40, 15], [4, 0, 0]]), ["soft", false], "two seconds without a packet");
  same(words([[4, 40, 15], [5, 0, 0]]), ["lost", true], "more than two seconds without a packet");
  same(words([[4, 40, 15], [6, 25, 0]]), ["weak", false], "sound goes on, the picture stands");
  same(words([[8, 40, 4]]), ["soft", false], "8 pictures a second");
  same(words([[8, 40, 15, 4]]), ["soft", false], "9 % lost");
  same(words([[4, 40, 15], [1, 0, 0]], { sends: "sound_only", why: "chosen", microphone: true }), ["sound", false], "she chose sound only");
  same(words([[8, 40, 15]], { sends: "still", why: "weak_network", microphone: true }), ["weak", false], "her network is weak");
  same(words([[4, 40, 15], [10, 0, 0]], { sends: "nothing", why: "chosen", microphone: false }), ["sound", false], "she sends nothing: reports come every few seconds");
});

test("Where packets are lost, pictures wait for what is repeated: as long as the way is, and shown at once again after a while", async () => {
  const watch = new Watch(0);
  const sum = { packets: 0, frames: 0, lost: 0, bytes: 0, width: 640, height: 360, roundTrip: 100 };
  let now = 0;
  const after = (looks, lost, roundTrip = 100) => {
    let found = null;
    for (let i = 0; i < looks; ++i) found = watch.look(Object.assign(sum, { packets: sum.packets + 60, frames: sum.frames + 15, lost: sum.lost + lost, bytes: sum.bytes + 1, roundTrip }) && { ...sum }, now += 500, null);
    return found.patience;
  };
  same(after(8, 0), 0, "no loss");
  same(after(8, 1), 0, "1.6 %");
  same(after(8, 4), 250, "6 % at 100 ms there and back");
  same(after(8, 4, 40), 250, "it does not swing");
  same(after(8, 4, 900), 400, "no longer than that");
  same(after(18, 0), 400, "nine seconds without loss");
  same(after(10, 0), 0, "a good while without loss");
  same(after(8, 4, 4), 0, "in one home what is repeated comes at once");
});

test("An offer is taken only from the certificate that the box registered, and from no second one beside it", async () => {
  const own = `sha-256 ${Array(32).fill("AB").join(":")}`;
  const line = (text) => `v=0\r\na=fingerprint:${text}\r\n`;
  same(namesOnly(line(own), own.toLowerCase()), true, "its own, in whatever case");
  same(namesOnly(line(own.replace("AB", "AC")), own), false, "another");
  same(namesOnly(line(own) + line(own.replace("AB", "AC")), own), false, "another beside it");
  same(namesOnly("v=0\r\n", own), false, "none in the offer");
  same(namesOnly(line(own), ""), false, "none registered");
});

test("The line is said to be good at the pictures that are known, and nowhere else", async () => {
  const offer = ["v=0", "m=audio 9 RTP 111", "a=rtpmap:111 OPUS/48000/2", "a=fmtp:111 minptime=10", "m=video 9 RTP 102 97 96", "a=rtpmap:102 H264/90000",
    "a=fmtp:102 packetization-mode=1", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=102", "a=rtpmap:96 VP8/90000", ""].join("\r\n");
  same(beginningWith(800, offer), offer.replace("packetization-mode=1", "packetization-mode=1;x-google-start-bitrate=800")
    .replace("a=rtpmap:96 VP8/90000", "a=rtpmap:96 VP8/90000\r\na=fmtp:96 x-google-start-bitrate=800"), "said of both");
  same(beginningWith(800, "v=0\r\nm=audio 9 RTP 111\r\na=fmtp:111 minptime=10\r\n"), "v=0\r\nm=audio 9 RTP 111\r\na=fmtp:111 minptime=10\r\n", "no pictures");
});

test("A reload goes back into the same visit within 5 s", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  const page = await pages.open(url);
  await talking(page, tv);
  const { id } = tv.visit;
  const began = performance.now();
  await page.reload();
  await seesHer(page, 3);
  const took = performance.now() - began;
  check(took < 5000, `back after ${took} ms`);
  same([tv.visit.id, tv.round], [id, 1], "visit and round");
  await until(async () => (await tv.stats()).frames > 3, "the TV sees the phone again");
  check(fake.seen.filter((one) => one === "POST /v1/visitor/session").length === 1, "the reload opened the link a second time");
});

test("Two reloads at once, and a new tab after the old one was killed: back all the same", async (tools) => {
  const { tv, pages, url } = await played(tools);
  const page = await pages.open(url);
  await talking(page, tv);
  // The first reload's offer is on its way when the second one comes.
  await page.reload();
  await until(() => tv.agains === 1, "asked");
  await page.reload();
  await seesHer(page, 3);
  await page.evaluate(() => localStorage.removeItem("anju-round"));
  await page.reload();
  await seesHer(page, 3);
  await until(async () => (await tv.stats()).frames > 3, "the TV sees the phone");
});

test("A TV that falls silent is asked for a new connection after 2 s, and the words stay", async (tools) => {
  const { tv, pages, url } = await played(tools);
  const page = await pages.open(url);
  await talking(page, tv);
  const four = await page.locator("#four-words").textContent();
  const began = performance.now();
  await tv.kill();
  await page.getByText("断了，正在接回来").first().waitFor();
  await until(() => tv.agains === 1, "the page asks");
  const took = performance.now() - began;
  check(took > 1500 && took < 4000, `asked after ${took} ms`);
  await seesHer(page, 3);
  await page.getByText("断了，正在接回来").first().waitFor({ state: "hidden" });
  same(await page.locator("#four-words").textContent(), four, "the words");
});

test("Whoever is not her TV gets no answer", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  tv.forged = true;
  const page = await pages.open(url);
  const signals = [];
  page.on("request", (request) => { if (request.url().endsWith("/signals")) signals.push(JSON.parse(request.postData()).kind); });
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await page.getByText("不是那家的电视").waitFor();
  await until(() => Array.from(fake.visits.values())[0].visit.end === "failed", "the visit is over");
  same(signals, [], "signals of the phone");
});

test("H264 is answered where H264 is offered, VP8 where VP8 is offered", async (tools) => {
  const { tv, pages, url } = await played(tools);
  for (const codec of ["H264", "VP8"]) {
    tv.codecs = [codec];
    const page = await pages.open(url);
    await talking(page, tv);
    await until(async () => (await tv.stats()).frames > 2, `${codec} on the TV`);
    same((await tv.stats()).codec, `video/${codec}`, "what the phone sends");
    await page.getByRole("button", { name: "挂断" }).click();
    await page.close();
  }
});

test("The relay's credentials are asked for anew in time, also in a call that just goes on", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  const page = await (await pages.context()).newPage();
  await page.clock.install();
  await page.goto(url);
  await talking(page, tv);
  const asked = () => fake.seen.filter((one) => one === `GET /v1/visitor/visits/${tv.visit.id}`).length;
  const before = asked();
  await page.clock.fastForward("29:00");
  await seesHer(page, 5);
  same(asked(), before, "asked, while they are good for longer");
  await page.clock.fastForward("02:00");
  await until(() => asked() === before + 1, "asked for new ones");
  await seesHer(page, 5);
  same(tv.agains, 0, "wishes for another connection");
});

test("The relay of the ticket is used, and a new connection asks for new credentials", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  fake.ice = [{ urls: ["turn:127.0.0.1:9?transport=tcp"], username: "1764100000:v", credential: "secret" }];
  const context = await pages.context();
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.ice = [];
    const Peer = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Peer { constructor(options) { super(options); window.ice.push(options.iceServers[0]?.credential); } static generateCertificate(...all) { return Peer.generateCertificate(...all); } };
  });
  await page.goto(url);
  await talking(page, tv);
  fake.ice = [{ ...fake.ice[0], credential: "newer" }];
  await tv.kill();
  await until(() => tv.agains === 1, "asked again");
  await seesHer(page, 2);
  await tv.kill();
  await until(() => tv.agains === 2, "asked again");
  await seesHer(page, 2);
  same(await page.evaluate(() => window.ice), ["secret", "secret", "newer"], "credentials of the rounds");
});

test("Mute, picture off and the other camera: the TV is told, and the light goes out", async (tools) => {
  const { tv, pages, url } = await played(tools);
  const page = await pages.open(url);
  await talking(page, tv);
  const label = () => page.evaluate(() => document.getElementById("me").srcObject?.getVideoTracks()[0]?.label ?? "");
  const first = await label();
  // The second of the browser's own cameras measures depth, which no connection carries: on to the third.
  for (const wanted of ["fake_device_1", "fake_device_2"]) {
    await page.getByRole("button", { name: "换镜头" }).click();
    await until(async () => (await label()) === wanted, `the other camera, ${wanted} after ${first}`);
  }
  const sent = (await tv.stats()).frames;
  await until(async () => (await tv.stats()).frames > sent + 3, "its picture on the TV");
  await page.getByRole("button", { name: "静音" }).click();
  await page.getByText("妈妈现在听不到您").waitFor();
  await until(() => tv.states.at(-1).microphone === false, "the TV knows that the phone is mute");
  await page.getByRole("button", { name: "开话筒" }).click();
  await page.getByRole("button", { name: "关画面" }).click();
  await page.getByText("画面关着").waitFor();
  await until(() => tv.states.at(-1).sends === "sound_only", "the TV knows that there is no picture");
  same([tv.states.at(-1).why, await label()], ["chosen", ""], "why, and no camera runs");
  await page.getByRole("button", { name: "开画面" }).click();
  const still = (await tv.stats()).frames;
  await until(async () => (await tv.stats()).frames > still + 3, "the picture is back on the TV");
  same(tv.states.at(-1), { sends: "picture", why: "chosen", microphone: true }, "told at last");
});

test("What she sends is said in words: picture off, muted, weak network", async (tools) => {
  const { tv, pages, url } = await played(tools);
  const page = await pages.open(url);
  await talking(page, tv);
  const says = (state) => tv.say({ round: tv.round, kind: "state", state });
  await says({ sends: "sound_only", why: "chosen", microphone: true });
  await page.getByText("妈妈把画面关了").waitFor();
  check(await page.locator("#her-cover").isVisible(), "her old picture stands there");
  await says({ sends: "picture", why: "chosen", microphone: false });
  await page.getByText("听不到妈妈").waitFor();
  check(await page.locator("#her-cover").isHidden(), "her picture is hidden");
  await says({ sends: "still", why: "weak_network", microphone: true });
  await page.getByText("先听声音，好了画面自己回来").waitFor();
  await page.getByText("网络慢，先听声音", { exact: true }).waitFor();
  await says({ sends: "picture", why: "chosen", microphone: true });
  await page.getByText("画面清楚").waitFor();
});

test("Without a camera it goes on with sound, and both are told", async (tools) => {
  const { tv, pages, url } = await played(tools);
  const context = await pages.context();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const open = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = function (wanted) { return wanted.video ? Promise.reject(new DOMException("no", "NotAllowedError")) : open.call(this, wanted); };
  });
  await page.goto(url);
  await ringing(page, tv);
  await page.getByText("手机没让用摄像头，妈妈只能听到您的声音").waitFor();
  same(tv.visit.camera, false, "the TV's word on the camera");
  tv.pressOk();
  await seesHer(page);
  await until(async () => (await tv.stats()).audio > 20, "sound on the TV");
  same([(await tv.stats()).frames, tv.states.at(-1)], [0, { sends: "sound_only", why: "no_device", microphone: true }], "what the TV gets");
});

test("Without camera and microphone one is told how, and may still go and see her", async (tools) => {
  const { tv, pages, url } = await played(tools);
  const context = await pages.context();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const open = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = function (wanted) { return window.allowed ? open.call(this, wanted) : Promise.reject(new DOMException("no", "NotAllowedError")); };
  });
  await page.goto(url);
  await page.getByRole("button", { name: "去看妈妈" }).click();
  await page.getByText("改成“允许”").waitFor();
  check(!tv.visit, "it rang");
  await page.getByRole("button", { name: "先这样去看看" }).click();
  await page.getByText("正在响").waitFor();
  await until(() => tv.visit, "it rings");
  tv.pressOk();
  await seesHer(page);
  same(tv.states.at(-1), { sends: "nothing", why: "no_device", microphone: false }, "what the TV is told");
  await until(async () => (await tv.stats()).audio > 20, "silence on the TV");
  await page.getByText("再点“开话筒”和“开画面”").waitFor();
  await inspect(page, "visit-nothing-here", tools.shots);
  const [left, right] = await page.locator("#device-notice").evaluate((notice) => { const box = notice.getBoundingClientRect(); return [box.left, innerWidth - box.right]; });
  check(left >= 16 && right >= 16, `the notice stands ${left} and ${right} px from the edges`);
  // Allowed by now: no reload is needed.
  await page.evaluate(() => { window.allowed = true; });
  await page.getByRole("button", { name: "开话筒" }).click();
  await until(() => tv.states.at(-1).microphone, "the TV knows that the phone has a microphone");
  await page.getByRole("button", { name: "静音" }).waitFor();
  await page.getByText("手机没让用摄像头，妈妈只能听到您的声音").waitFor();
});

test("Not now, nobody there, busy, lost, another phone, given up: each in one honest sentence", async (tools) => {
  const { tv, pages, url, fake } = await played(tools);
  const page = await pages.open(url);
  for (const [end, sentence] of [["declined", "妈妈这会儿不方便"], ["missed", "妈妈没接"], ["busy", "妈妈正在和别人说话"], ["lost", "断了，就结束了"], ["failed", "过一会儿再试。还是不行，就换个网络，或者打电话告诉妈妈。"]]) {
    await page.getByRole("button", { name: /^(去看妈妈|再打一次)$/ }).click();
    await page.getByText("正在响").waitFor();
    fake.tvEnds(tv.visit.id, end);
    await page.getByText(sentence).waitFor();
    check(await page.getByRole("link", { name: "给妈妈留一段视频" }).isVisible(), "no message can be left");
    check(await page.evaluate(() => !document.getElementById("me").srcObject), "the camera still runs");
  }
  await page.getByRole("button", { name: "再打一次" }).click();
  await page.getByRole("button", { name: "不等了" }).click();
  await page.getByText("妈妈会看到您打来过").waitFor();
  await until(() => tv.visit.end === "cancelled", "the TV stops ringing");
});

test("A guest with six digits writes them and a name, and is on the way with one tap", async (tools) => {
  const { tv, pages, fake } = await played(tools);
  const page = await pages.open(`${fake.url}/visit/`);
  await page.getByRole("button", { name: "去看看" }).click();
  await page.getByText("要 6 个数").waitFor();
  await page.getByLabel("电视上的 6 个数").fill("４７２-906");
  await page.getByRole("button", { name: "去看看" }).click();
  await page.getByText("请写上您是谁").waitFor();
  await page.getByLabel("您是谁").fill("老同学李敏");
  await page.getByRole("button", { name: "去看看" }).click();
  await page.getByText("没找到这 6 个数").waitFor();
  await page.getByLabel("电视上的 6 个数").fill("472905");
  await page.getByRole("button", { name: "去看看" }).click();
  await page.getByText("正在响").waitFor();
  same(tv.visit.visitor.name, "老同学李敏", "who comes");
  tv.pressOk();
  await seesHer(page);
  check(!fake.seen.some((one) => one.includes("/family/")), "a guest asked for the family's things");
});

test("A guest's link asks only for the name, before its time not even a tap", async (tools) => {
  const { tv, pages, fake } = await played(tools);
  fake.validFrom = new Date(Date.now() + 3600000).toISOString();
  const early = await pages.open(`${fake.url}/visit/#guest-guest-guest-1234`);
  await early.getByText("约的时间还没到").waitFor();
  check(await early.getByRole("button", { name: "去看王奶奶" }).isDisabled(), "it can be pressed too early");
  fake.validFrom = new Date(Date.now() - 600000).toISOString();
  const page = await pages.open(`${fake.url}/visit/#guest-guest-guest-1234`);
  await page.getByLabel("您是谁").fill("李敏");
  await page.getByRole("button", { name: "去看王奶奶" }).click();
  await page.getByText("王奶奶家的电视上是您的名字").waitFor();
  await until(() => tv.visit?.visitor.name === "李敏", "her name on the TV");
  fake.validUntil = new Date(Date.now() - 1000).toISOString();
  const late = await pages.open(`${fake.url}/visit/#guest-guest-guest-1234`);
  await late.getByText("约好的时间过了").waitFor();
});
