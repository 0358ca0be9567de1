// SPDX-License-Identifier: Apache-2.0
// A video visit beside its own codecs and beside two Chromiums: processor time, how soon, how old, how much of everything after many calls.
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import {cpuOf, cpuOfTree, loadNow, sizesOf} from './visit/cpu.mjs';
import {rings} from './visit/ring.mjs';
import {BrowserCall, Piped, callGstPhone, engineOf, engineSeeing, servePages, startChromium} from './visit/sides.mjs';

const [build, root] = [process.env.ANJU_BUILD, process.env.ANJU_ROOT];
process.env.ANJU_NODE_MODULES ??= path.join(root, 'build/browser/node_modules');
const {chromium} = await import('../browser/support/modules.mjs');
const quick = process.argv.includes('--quick');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const say = (text) => process.stderr.write(`${text}\n`);
const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, part) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))];
const median = (values) => quantile(values, 0.5);
const settle = quick ? 8 : 20, seconds = quick ? 10 : 30, rounds = quick ? 1 : 3;

const work = fs.mkdtempSync(path.join(process.env.TMPDIR ?? os.tmpdir(), 'anju-bench-'));

const lines = [];
function line(figure, unit, values, {peers = null, peerName = null, of = 'ours', goal, ours = median(values), value}) {
  const peer = peers && median(peers);
  const ratio = peer ? ours / peer : null;
  const judged = value ?? (of === 'ratio' ? ratio : ours);
  const met = goal === null || (goal.startsWith('<=') ? judged <= Number(goal.slice(2)) : judged >= Number(goal.slice(2)));
  const one = {bench: 'visit', figure, unit, ours, peer, peer_name: peerName, ratio, low: Math.min(...values), high: Math.max(...values),
    runs: values.length, of: goal === null ? null : of, goal, met};
  for (const [key, held] of Object.entries(one)) if (typeof held === 'number') one[key] = Number(held.toPrecision(4));
  lines.push(one);
  process.stdout.write(`${JSON.stringify(one)}\n`);
}

async function used(pids, seconds_) {
  const before = pids.map((cpu) => cpu());
  const begin = performance.now();
  await sleep(seconds_ * 1000);
  const gone = (performance.now() - begin) / 1000;
  return pids.map((cpu, i) => ((cpu() - before[i]) / gone) * 100);
}

// The engine's call with a phone of GStreamer that sends what the engine sends, beside the codecs alone, at the same time.
async function overCodecs(codec) {
  const ours = [], alone = [];
  for (let turn = 0; turn < rounds; ++turn) {
    const engine = engineOf(build, codec);
    const phone = new Piped(path.join(build, 'bin/visit_phone'), [codec, 1_656_000]);
    try {
      await callGstPhone(engine, phone);
      engine.order('open', 1, 1);
      phone.order('send');
      const codecs = new Piped(path.join(build, 'bin/codecs_alone'), [codec, 1_656_000]);
      try {
        await sleep(settle * 500);
        const before = await engine.ask('figures');
        const [call, bare] = await used([() => cpuOf(engine.pid), () => cpuOf(codecs.pid)], seconds);
        const after = await engine.ask('figures');
        const fps = (after.pictures - before.pictures) / ((after.at - before.at) / 1000);
        say(`  ${codec} call ${call.toFixed(1)} %, codecs alone ${bare.toFixed(1)} %, ratio ${(call / bare).toFixed(3)}, ${fps.toFixed(1)} fps ${after.width}x${after.height}, load ${loadNow()}`);
        if (fps < 28 || after.height !== 720) throw new Error(`the call had ${fps.toFixed(1)} fps of ${after.height} lines`);
        ours.push(call);
        alone.push(bare);
      } finally { await codecs.end(); }
    } finally { await engine.end(); await phone.end(); }
  }
  line(`cpu_over_codecs_${codec.toLowerCase()}`, '% of a core', ours, {peers: alone, peerName: 'the codecs alone', of: 'ratio', goal: '<= 1.25'});
}

const rate = (before, after, name, seconds_) => ((after[name]?.bytes ?? 0) - (before[name]?.bytes ?? 0)) * 8 / seconds_ / 1000;

// The same moving picture as a film for Chromium's camera and, frame by frame, for the TV's: both read it from files. Chromium sends 30
// pictures a second of it at its most, 1.5 Mbit/s; of the TV's own bars with their field of snow it sent 13.
const seen = path.join(work, 'camera.y4m'), frames = path.join(work, '%03d.i420');
function makePictures() {
  if (fs.existsSync(seen)) return;
  const drawn = 'videotestsrc pattern=zone-plate kx2=4 ky2=4 kt=5 num-buffers=60 ! video/x-raw,format=I420,width=1280,height=720,framerate=30/1 ! tee name=t';
  execFileSync('gst-launch-1.0', ['-q', ...`${drawn} t. ! queue ! y4menc ! filesink location=${seen} t. ! queue ! multifilesink location=${frames}`.split(' ')]);
}
const theirCamera = `--use-file-for-fake-video-capture=${seen}`;
const ourCamera = `multifilesrc location=${frames} loop=true ! rawvideoparse format=i420 width=1280 height=720 framerate=30/1 ! identity sync=true`;

async function overChromium(codec, pages) {
  const ours = [], theirs = [], ourRate = [], theirRate = [];
  makePictures();
  for (let turn = 0; turn < rounds; ++turn) {
    const alone = await startChromium(chromium, [theirCamera]);
    try {
      const page = await alone.browser.newPage();
      await page.goto(pages.url);
      await page.evaluate((name) => pair.begin(name), codec);
      await sleep(settle * 1000);
      const before = await page.evaluate(() => pair.stats());
      const [both] = await used([() => cpuOfTree(alone.pid)], seconds);
      const after = await page.evaluate(() => pair.stats());
      const kbit = before.map((one, i) => rate(one, after[i], 'outbound_video', seconds));
      const fps = before.map((one, i) => (after[i].inbound_video.frames - one.inbound_video.frames) / seconds);
      say(`  ${codec} Chromium with Chromium: half ${(both / 2).toFixed(1)} %, ${kbit.map((k) => k.toFixed(0)).join(' and ')} kbit/s, ${fps.map((f) => f.toFixed(1)).join(' and ')} fps, ${after.map((one) => one.inbound_video.height).join(' and ')} lines, load ${loadNow()}`);
      theirs.push(both / 2);
      theirRate.push((kbit[0] + kbit[1]) / 2);
    } finally { await alone.close(); }
    const other = await startChromium(chromium, [theirCamera]);
    const engine = engineSeeing(build, codec, ourCamera, path.join(work, 'registry'));
    try {
      const call = await BrowserCall.open(engine, other.browser, pages.url);
      await call.connect('camera');
      await call.openDevices();
      await sleep(settle * 1000);
      const before = await call.stats(), figures = await engine.ask('figures');
      const [mine] = await used([() => cpuOf(engine.pid)], seconds);
      const after = await call.stats(), then = await engine.ask('figures');
      const kbit = rate(before, after, 'inbound_video', seconds);
      say(`  ${codec} TV with Chromium: ${mine.toFixed(1)} %, sends ${kbit.toFixed(0)} kbit/s ${((after.inbound_video.frames - before.inbound_video.frames) / seconds).toFixed(1)} fps ${after.inbound_video.height} lines, gets ${rate(before, after, 'outbound_video', seconds).toFixed(0)} kbit/s ${((then.pictures - figures.pictures) / seconds).toFixed(1)} fps ${then.height} lines, load ${loadNow()}`);
      ours.push(mine);
      ourRate.push(kbit);
      await call.hangUp();
    } finally { await engine.end(); await other.close(); }
  }
  const name = codec.toLowerCase();
  line(`cpu_over_chromium_${name}`, '% of a core', ours, {peers: theirs, peerName: 'half of Chromium with Chromium', of: 'ratio', goal: '<= 0.6'});
  line(`rate_over_chromium_${name}`, 'kbit/s sent', ourRate, {peers: theirRate, peerName: 'Chromium with Chromium', of: 'ratio', goal: '>= 1'});
}

// From the tap's request to the scene that rings: the whole TV, the platform between.
async function ringing(count) {
  const took = await rings(build, root, work, count);
  say(`  ring p50 ${median(took).toFixed(0)} p95 ${quantile(took, 0.95).toFixed(0)} most ${Math.max(...took).toFixed(0)} ms, load ${loadNow()}`);
  line('ring_p95', 'ms from the tap', took, {ours: quantile(took, 0.95), goal: '<= 150'});
}

// From the OK to the first picture on each side, call after call.
async function firstPictures(codec, pages, count) {
  const other = await startChromium(chromium);
  const engine = engineOf(build, codec);
  const there = [], here = [];
  try {
    const call = await BrowserCall.open(engine, other.browser, pages.url);
    for (let i = 0; i < count; ++i) {
      await call.connect('camera');
      await sleep(300);  // it rings
      const took = await call.openDevices();
      there.push(took.there);
      here.push(took.here);
      await sleep(200);
      await call.hangUp();
      await sleep(100);
    }
  } finally { await engine.end(); await other.close(); }
  const name = codec.toLowerCase();
  say(`  ${codec} to the first picture: browser p50 ${median(there).toFixed(0)} p95 ${quantile(there, 0.95).toFixed(0)}, TV p50 ${median(here).toFixed(0)} p95 ${quantile(here, 0.95).toFixed(0)}, load ${loadNow()}`);
  const both = there.map((ms, i) => Math.max(ms, here[i]));
  line(`first_picture_p50_${name}`, 'ms, both sides', both, {goal: '<= 250'});
  line(`first_picture_p95_${name}`, 'ms, both sides', both, {ours: quantile(both, 0.95), goal: '<= 500'});
}

// Each click belongs to the full second before it.
const soundAges = (clicks) => clicks.map((ms) => ms % 1000).map((ms) => (ms > 900 ? ms - 1000 : ms));

// How old a picture is where it is seen, by the time burned into it, and how late the sound is against it.
async function ages(codec, pages) {
  const other = await startChromium(chromium);
  const engine = engineOf(build, codec, '--speaker', 'listen');
  try {
    const call = await BrowserCall.open(engine, other.browser, pages.url);
    await call.connect('timed');
    await call.openDevices();
    await sleep(20000);  // the promise is about what comes after
    await call.times();
    await engine.ask('times');
    const before = await call.stats();
    const there = {ages: [], skew: [], clicks: 0}, here = {ages: [], skew: [], clicks: 0};
    // Pictures of each second beside that second's clicks.
    for (let i = 0; i < (quick ? 10 : 40); ++i) {
      await sleep(1000);
      for (const [side, found] of [[there, await call.times()], [here, await engine.ask('times')]]) {
        if (found.ages.length === 0) continue;
        side.ages.push(...found.ages);
        for (const age of soundAges(found.clicks)) side.skew.push(age - median(found.ages));
      }
    }
    const after = await call.stats();
    const kept = (stream, what) => (1000 * (after[stream][what] - before[stream][what]) / (after[stream].heldCount - before[stream].heldCount)).toFixed(0);
    const own = ['inbound_video', 'inbound_audio'].map((one) => `${kept(one, 'held')} ms (wanted ${kept(one, 'wanted')}, without lip sync ${kept(one, 'alone')})`);
    say(`  ${codec} the browser's own buffers: picture ${own[0]}, sound ${own[1]}, ${((after.inbound_video.frames - before.inbound_video.frames) / (quick ? 10 : 40)).toFixed(1)} fps`);
    const name = codec.toLowerCase();
    for (const [side, where] of [[there, 'tv_to_browser'], [here, 'browser_to_tv']]) {
      if (side.ages.length < 50 || side.skew.length < 5) throw new Error(`${where}: ${side.ages.length} pictures and ${side.skew.length} clicks were read`);
      const [low, high] = [quantile(side.skew, 0.05), quantile(side.skew, 0.95)];
      say(`  ${codec} ${where}: picture p50 ${median(side.ages)} p95 ${quantile(side.ages, 0.95)} ms, sound against picture ${low.toFixed(0)}..${high.toFixed(0)} ms (p50 ${median(side.skew).toFixed(0)}), ${side.ages.length} pictures, ${side.skew.length} clicks, load ${loadNow()}`);
      line(`${where}_${name}`, 'ms', side.ages, {goal: '<= 60'});
      line(`${where}_sound_${name}`, 'ms off the picture', side.skew, {ours: Math.max(Math.abs(low), Math.abs(high)), goal: '<= 45'});
    }
    await call.hangUp();
  } finally { await engine.end(); await other.close(); }
}

// Call after call in one process, the phone in another.
async function manyCalls(count) {
  const engine = engineOf(build, 'H264');
  const phone = new Piped(path.join(build, 'bin/visit_phone'), ['H264', 600_000]);
  const sizes = [], ends = [];
  try {
    let idle = 0;
    for (let i = 0; i < count; ++i) {
      if (i < 2) idle = sizesOf(engine.pid).files;  // the first call leaves what a process has once
      await callGstPhone(engine, phone);
      const came = engine.news('picture');
      engine.order('open', 1, 1);
      phone.order('send');
      await came;
      await sleep(150);
      // Over is what has closed its sockets.
      const begin = performance.now();
      engine.order('stop');
      while (sizesOf(engine.pid).files > idle && performance.now() < begin + 5000) await sleep(1);
      if (i > 0) ends.push(performance.now() - begin);
      await phone.ask('hang', 'hung');
      await sleep(50);
      sizes.push(sizesOf(engine.pid));
    }
    say(`  ${count} calls: ${[0, Math.floor(count / 4), Math.floor(count / 2), count - 1].map((i) => `${i + 1}: ${(sizes[i].rss / 1e6).toFixed(1)} MB ${sizes[i].threads} threads ${sizes[i].files} files`).join(', ')}; peak ${(sizes.at(-1).peak / 1e6).toFixed(1)} MB; hang-up p50 ${median(ends).toFixed(0)} p95 ${quantile(ends, 0.95).toFixed(0)} most ${Math.max(...ends).toFixed(0)} ms, load ${loadNow()}`);
  } finally { await engine.end(); await phone.end(); }
  // The first quarter fills pools and arenas.
  const later = sizes.slice(Math.floor(count / 4)).map(({rss}) => rss / 1000);
  const middle = (later.length - 1) / 2, mean = later.reduce((a, b) => a + b) / later.length;
  const slope = later.reduce((sum, kb, i) => sum + (i - middle) * (kb - mean), 0) / later.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  line('memory_a_call', 'kB', [slope], {goal: '<= 20'});
  line('memory_peak', 'MB', [sizes.at(-1).peak / 1e6], {goal: '<= 120'});
  for (const [figure, key] of [['threads_grown', 'threads'], ['descriptors_grown', 'files']]) {
    const grown = sizes.at(-1)[key] - sizes[Math.floor(count / 4)][key];
    line(figure, `in ${count} calls`, [grown], {goal: '<= 0'});
  }
  line('hang_up_p95', 'ms', ends, {ours: quantile(ends, 0.95), goal: '<= 100'});
}

// The painter with pictures from memory beside a kiosk with the same, both at 1080p on one Xvfb without a GPU.
async function painted(pages) {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {stdio: ['ignore', 'ignore', 'ignore', 'pipe']});
  const ours = [], theirs = new Map(), shown = [], ages_ = [];
  try {
    const [number] = await once(xvfb.stdio[3], 'data');
    const env = {...process.env, DISPLAY: `:${String(number).trim()}`};
    for (let turn = 0; turn < rounds; ++turn) {
      const tv = JSON.parse(execFileSync(path.join(build, 'bin/video_bench'), [String(seconds / 2), '--server', String(xvfb.pid)], {env, encoding: 'utf8'}));
      if (tv.error) throw new Error(tv.error);
      ours.push(tv.cpu_percent);
      shown.push(tv.shown_per_second);
      ages_.push(tv.age_p95_ms);
      for (const more of [[], ['--disable-gpu']]) {
        const kiosk = spawn('chromium', ['--no-sandbox', '--kiosk', '--no-first-run', '--hide-scrollbars', '--disable-background-networking', '--disable-sync',
          '--disable-component-update', '--noerrdialogs', '--autoplay-policy=no-user-gesture-required', '--window-size=1920,1080', '--window-position=0,0',
          `--user-data-dir=${work}/kiosk-${turn}-${more.length}`, ...more, pages.url.replace('page.html', 'scene.html')], {env, stdio: 'ignore'});
        await sleep(6000);
        const [cpu] = await used([() => cpuOfTree(kiosk.pid)], seconds / 2);
        const ended = once(kiosk, 'exit');
        kiosk.kill('SIGTERM');
        await ended;
        const name = ['chromium kiosk', ...more].join(' ');
        theirs.set(name, [...(theirs.get(name) ?? []), cpu]);
        say(`  painter ${tv.cpu_percent.toFixed(1)} %, ${tv.shown_per_second} shown of ${tv.handed_per_second} a second, age p50 ${tv.age_p50_ms} p95 ${tv.age_p95_ms} ms; ${name} ${cpu.toFixed(1)} %, load ${loadNow()}`);
      }
    }
  } finally {
    xvfb.kill('SIGTERM');
  }
  const [peerName, peers] = [...theirs].sort((a, b) => median(a[1]) - median(b[1]))[0];
  line('painted_cpu_over_chromium', '% of a core', ours, {peers, peerName, of: 'ratio', goal: '<= 0.4'});
  line('painted_shown', 'frames/s', shown, {goal: '>= 29.5'});
  line('painted_age_p95', 'ms', ages_, {goal: '<= 12'});
}

const parts = {
  codecs: async () => { for (const codec of ['H264', 'VP8']) await overCodecs(codec); },
  chromium: async (pages) => { for (const codec of ['H264', 'VP8']) await overChromium(codec, pages); },
  ring: () => ringing(quick ? 10 : 30),
  first: async (pages) => { for (const codec of ['H264', 'VP8']) await firstPictures(codec, pages, quick ? 10 : 50); },
  ages: async (pages) => { for (const codec of ['H264', 'VP8']) await ages(codec, pages); },
  painted,
  many: () => manyCalls(quick ? 40 : 200),
};

let code = 0;
const pages = await servePages(root);
for (const [name, part] of Object.entries(parts)) {
  if (only.length > 0 && !only.includes(name)) continue;
  say(`${name} (load ${loadNow()})`);
  try {
    await part(pages);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({bench: 'visit', figure: name, error: String(error.message ?? error)})}\n`);
    code = 1;
  }
}
pages.close();
fs.rmSync(work, {recursive: true, force: true});
say('');
for (const l of lines)
  say(`${l.met ? 'met   ' : 'MISSED'} ${l.figure.padEnd(28)} ours ${String(l.ours).padStart(8)} ${l.unit.padEnd(12)} peer ${String(l.peer ?? '-').padStart(8)}  ratio ${String(l.ratio ?? '-').padStart(8)}  goal ${l.of ?? ''} ${l.goal ?? '-'}`);
process.exit(code);
