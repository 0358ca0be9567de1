// SPDX-License-Identifier: Apache-2.0
// The TV program beside a Chromium kiosk that shows the same home: start, memory, idle, movement, latency.
// Both run on one Xvfb in turn; the better of Chromium with and without --disable-gpu is the peer.
import {spawn, execFileSync} from 'node:child_process';
import {once} from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import {startHome} from './home.mjs';
import {Probe, startDisplay} from './probe.mjs';

const [build, root] = [process.env.ANJU_BUILD, process.env.ANJU_ROOT];
const quick = process.argv.includes('--quick');
const runs = quick ? 1 : 3;
const idleSeconds = quick ? 10 : 30;
const keysCounted = quick ? 20 : 44;
const work = fs.mkdtempSync(path.join(process.env.TMPDIR ?? '/tmp', 'anju-bench-'));
const ended = [];
const say = (text) => process.stderr.write(`${text}\n`);

function child(command, args, options = {}) {
  const process_ = spawn(command, args, {stdio: ['ignore', 'ignore', 'ignore'], ...options});
  ended.push(process_);
  return process_;
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const quote = (words) => words.map((w) => `'${w}'`).join(' ');

async function measure(probe, programme, turn) {
  const command = await programme.command(turn);
  const result = {};
  result.start = (await probe.ask('spawn', ...programme.firstPicture, command)).start_ms;
  try {
    await sleep(4000);
    await programme.settled?.();
    const idle = await probe.ask('idle', idleSeconds);
    result.idle = idle.cpu_percent;
    result.idleFrames = idle.frames;
    // One move each way first, so that what is baked on first use is baked.
    await probe.ask('moves', 1.4, 350, 'Right', 'Left', 'Right', 'Left');
    const moves = await probe.ask('moves', quick ? 5 : 10, 350, 'Right', 'Left');
    result.cpu = moves.cpu_percent;
    result.frames = moves.frames / (quick ? 5 : 10);
    await sleep(800);
    // A strip across the ring's edge at either place: the ring's own pixels change there.
    const latency = await probe.ask('latency', keysCounted, 'Right', ...programme.tileEdge, 'Left', ...programme.cardEdge);
    Object.assign(result, {p50: latency.p50, p90: latency.p90, timeouts: latency.timeouts});
    // After all that: with whatever sound, speech and sprites the use has brought in.
    result.pss = (await probe.ask('pss')).mb;
  } finally {
    await probe.ask('end');
  }
  say(`  ${programme.name}: ${Object.entries(result).map(([k, v]) => `${k} ${v.toFixed ? v.toFixed(2) : v}`).join('  ')}`);
  return result;
}

function chromium(name, extra, page) {
  return {
    name,
    firstPicture: [1600, 600, '7F294F', 16],
    tileEdge: [1352, 540, 30, 8],
    cardEdge: [70, 540, 30, 8],
    command: async (turn) => quote(['chromium', '--no-sandbox', '--kiosk', '--no-first-run', '--disable-quic', '--hide-scrollbars',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-features=Translate',
      '--noerrdialogs', '--window-size=1920,1080', '--window-position=0,0', `--user-data-dir=${work}/profile-${name.replace(/\W/g, '')}-${turn}`,
      ...extra, `file://${page}/index.html`]),
  };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function main() {
  await startDisplay(child);
  const page = path.join(work, 'page');
  fs.cpSync(path.join(root, 'tests/bench/home'), page, {recursive: true});
  for (const icon of ['settings', 'mail', 'cloud_done'])
    fs.writeFileSync(path.join(page, `${icon}.svg`), fs.readFileSync(path.join(root, `art/icons/${icon}.svg`), 'utf8').replace('<path', '<path fill="#fff"'));
  const draw = (svg, file, width) => execFileSync('rsvg-convert', ['-w', String(width), path.join(root, 'art', svg), '-o', path.join(page, file)]);
  draw('photo-park.svg', 'photo.png', 1251);
  draw('portrait-daughter.svg', 'face.png', 132);

  const home = await startHome({build, root, work, photo: path.join(page, 'photo.png'), child});
  const ours = {
    name: 'anju-tv',
    firstPicture: [1600, 600, '7F294F', 16],
    tileEdge: [1352, 540, 30, 8],
    cardEdge: [70, 540, 30, 8],
    command: async () => quote(home.command),
    settled: home.settled,
  };
  const peers = [chromium('chromium kiosk', [], page), chromium('chromium kiosk --disable-gpu', ['--disable-gpu'], page)];
  const probe = new Probe(child, build);
  await probe.answer();
  const results = new Map([ours, ...peers].map((p) => [p.name, []]));
  for (let turn = 0; turn < runs; ++turn) {
    say(`run ${turn + 1} of ${runs}`);
    for (const programme of turn % 2 ? [...peers].reverse().concat(ours) : [ours, ...peers])
      results.get(programme.name).push(await measure(probe, programme, turn));
  }

  const of = (name, key) => results.get(name).map((r) => r[key]);
  const best = (key) => peers.map((p) => p.name).reduce((a, b) => (median(of(a, key)) <= median(of(b, key)) ? a : b));
  const lines = [];
  const line = (figure, unit, key, what, goal) => {
    const mine = of('anju-tv', key);
    const peerName = what === 'alone' ? null : best(key);
    const peer = peerName && median(of(peerName, key));
    const value = what === 'ratio' ? median(mine) / peer : median(mine);
    const met = goal === null || (goal.startsWith('<=') ? value <= Number(goal.slice(2)) : value >= Number(goal.slice(2)));
    lines.push({bench: 'ui', figure, unit, ours: median(mine), peer, peer_name: peerName, ratio: peer ? median(mine) / peer : null,
      low: Math.min(...mine), high: Math.max(...mine), runs, of: goal === null ? null : what === 'ratio' ? 'ratio' : 'ours', goal, met});
  };
  line('start_ratio', 'ms', 'start', 'ratio', '<= 0.15');
  line('pss', 'MB', 'pss', 'ours', '<= 55');
  line('pss_ratio', 'MB', 'pss', 'ratio', '<= 0.12');
  line('idle_cpu', '% of a core', 'idle', 'ours', '<= 0.1');
  line('idle_frames', 'frames', 'idleFrames', 'ours', '<= 1');
  line('move_cpu_ratio', '% of a core', 'cpu', 'ratio', '<= 0.2');
  line('move_frames', 'frames/s', 'frames', 'ours', '>= 24');
  line('key_to_pixel_p50_ratio', 'ms', 'p50', 'ratio', '<= 0.3');
  line('key_to_pixel_p50', 'ms', 'p50', 'ours', '<= 10');
  line('key_to_pixel_p90', 'ms', 'p90', 'ours', '<= 16');
  const headless = await home.headlessIdle(quick ? 10 : 30);
  lines.push({bench: 'ui', figure: 'idle_cpu_headless', unit: '% of a core', ours: headless, peer: null, peer_name: null, ratio: null,
    low: headless, high: headless, runs: 1, of: 'ours', goal: '<= 0.1', met: headless <= 0.1});
  for (const each of lines) {
    for (const key of ['ours', 'peer', 'ratio', 'low', 'high']) if (typeof each[key] === 'number') each[key] = Number(each[key].toPrecision(4));
    process.stdout.write(`${JSON.stringify(each)}\n`);
  }
  say('');
  for (const l of lines)
    say(`${l.met ? 'met   ' : 'MISSED'} ${l.figure.padEnd(24)} ours ${String(l.ours).padStart(8)} ${l.unit.padEnd(12)} peer ${String(l.peer ?? '-').padStart(8)}  ratio ${String(l.ratio ?? '-').padStart(8)}  goal ${l.of ?? ''} ${l.goal ?? '-'}`);
}

let code = 0;
try {
  await main();
} catch (error) {
  process.stdout.write(`${JSON.stringify({bench: 'ui', error: String(error.message ?? error)})}\n`);
  code = 1;
}
for (const each of ended.reverse()) each.kill('SIGTERM');
await Promise.race([Promise.all(ended.map((p) => p.exitCode ?? p.signalCode ?? once(p, 'exit'))), sleep(5000)]);
for (const each of ended) if (each.exitCode === null && each.signalCode === null) each.kill('SIGKILL');
fs.rmSync(work, {recursive: true, force: true});
process.exit(code);
