// SPDX-License-Identifier: Apache-2.0
// One key for help, measured: with 18,000 boxes that listen and families that write, from the key to the guard's word and to the desk; 10,000
// calls in 10 s; a line that loses 20 % each way; from the key to the picture; what the guard takes. Its parts: screen, press, storm, loss, guard; those that are named, else all.
// `postgres` keeps it there instead of in SQLite. No peer does this: alarm receivers are not in Debian, and what brokers acknowledge is in no
// disk yet. Beside an acknowledgement stands what the disk takes for 4 KiB.
import {execFileSync, spawnSync} from 'node:child_process';
import * as fs from 'node:fs';
import {syncOf} from './alarm/floor.mjs';
import {BoxGuard} from './alarm/guard.mjs';
import {takeSeat} from './alarm/desk.mjs';
import {pressToPicture} from './alarm/screen.mjs';
import {ground, median, sleep} from './platform/ground.mjs';

const tools = ground('alarm');
const {at, bin, Crowd, end, endAll, kept, line, say, startPlatform, startPostgres} = tools;
const quick = process.argv.includes('--quick');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--') && word !== 'postgres');
const asked = (part) => only.length === 0 || only.includes(part);
const inPostgres = process.argv.includes('postgres');
const kHomes = quick ? 2000 : 18000, kPresses = quick ? 60 : 1000, kStorm = quick ? 1000 : 10_000, kStormRate = 1000, kRoutine = 200;
const kName = inPostgres ? 'postgres' : 'sqlite';
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const figures = (values) => ({p50: median(values), p99: quantile(values, 0.99), max: Math.max(...values), count: values.length});

let postgres = null, database = '';
let homes = [];
function fill() {
  if (inPostgres) postgres = startPostgres();
  database = postgres ? postgres.database : `sqlite:${at('alarm.db')}`;
  const file = at(`${kName}.homes`);
  if (!kept || !fs.existsSync(file)) execFileSync(bin('platform_estate'), [database, String(kHomes), file], {stdio: ['ignore', 'ignore', 'inherit']});
  homes = fs.readFileSync(file, 'utf8').trim().split('\n').map((text) => { const [key, session, id] = text.split(' '); return {key, session, id}; });
  const write = (name, lines) => fs.writeFileSync(at(name), `${lines.join('\n')}\n`);
  write('streams', homes.map((home) => `/v1/tv/events\tAuthorization: Bearer ${home.key}`));
  write('none', ['/healthz']);
  write('posts', homes.map((home) => `/v1/family/messages\tCookie: anju_family=${home.session}|Content-Type: application/json|Idempotency-Key: @ID@\t{"text":"妈，豆豆会走路了！@ID@","photos":[],"clip":""}\t-1`));
  const run = Date.now();
  write('alarms', homes.slice(0, kStorm).map((home, i) => `/v1/tv/alarms\tAuthorization: Bearer ${home.key}|Content-Type: application/json\t{"id":"storm-${run}-${i}","sequence":${run},"source":"red","pressed_at":"${new Date(run).toISOString()}","presses":1,"taken_back":0}\t0`));
}

// The boxes listen, families write; `work` meanwhile.
async function withTheEstate(platform, routine, work) {
  const crowd = new Crowd(platform.url.port, at('streams')), families = new Crowd(platform.url.port, at('none'));
  try {
    const opened = await crowd.ask('open', kHomes);
    if (opened.open !== kHomes) throw new Error(`${opened.open} of ${kHomes} streams opened`);
    await sleep(3000);
    return await work({crowd, routine: (seconds, rate = routine) => families.ask('pace', 32, seconds, at('posts'), rate)});
  } finally { await crowd.end(); await families.end(); }
}

// One box at a time: a press, until the desk has it and the box knows; then an operator ends it, so that the next is a new call.
async function press() {
  const platform = await startPlatform(database);
  const feedback = [], durable = [], desk = [];
  let waits = null;
  const seat = await takeSeat(platform.url.origin, (one, came) => { if (waits && one.household && one.alarm.state === 'waiting') waits.done({one, came}); });
  const guard = new BoxGuard(tools, 'press', homes[homes.length - 1], platform.url.origin);
  try {
    await withTheEstate(platform, kRoutine, async ({routine}) => {
      await guard.start();
      let stop = false;
      const traffic = (async () => { let last = null; while (!stop) last = await routine(quick ? 3 : 20); return last; })();
      const floor = syncOf(at('floor'));
      for (let i = 0; i < kPresses; ++i) {
        const there = new Promise((done) => { waits = {done}; });
        const calling = guard.until(({state}) => state === 'calling'), received = guard.until(({state}) => state === 'received');
        const pressed = guard.press();
        feedback.push(await calling - pressed);
        durable.push(await received - pressed);
        const {one, came} = await there;
        waits = null;
        desk.push(came - pressed);
        const ended = guard.until(({state}) => state === 'ended');
        await seat.over(one.alarm.id);
        await ended;
      }
      stop = true;
      const meanwhile = await traffic;
      say(`  ${kName}: feedback ${JSON.stringify(figures(feedback))}; received ${JSON.stringify(figures(durable))}; desk ${JSON.stringify(figures(desk))}; families ${JSON.stringify(meanwhile)}`);
      const more = (values) => ({...figures(values), streams: kHomes, routine_per_second: kRoutine});
      line(`press_to_feedback_p99`, 'ms', figures(feedback).p99, {goal: '<= 100', more: more(feedback)});
      line(`press_to_desk_${kName}_p50`, 'ms', figures(desk).p50, {goal: '<= 100', more: more(desk)});
      line(`press_to_desk_${kName}_p99`, 'ms', figures(desk).p99, {goal: '<= 1000', more: more(desk)});
      line(`press_to_received_${kName}_p50`, 'ms', figures(durable).p50, {peer: median(floor), peerName: 'write and fdatasync of 4 KiB', more: more(durable)});
    });
  } finally { seat.end(); await guard.end(); await end(platform); }
}

async function openIncidents(url) {
  const seat = await takeSeat(url, () => {});
  const {alarms} = await seat.ask('GET', '/v1/desk');
  seat.end();
  return alarms;
}

async function storm() {
  let platform = await startPlatform(database), acknowledged = 0;
  const pressed = (alarms) => alarms.reduce((sum, one) => sum + one.alarm.presses, 0);  // a home that had an open one counts the press with it
  const before = pressed(await openIncidents(platform.url.origin));
  await withTheEstate(platform, 0, async ({routine}) => {
    const boxes = new Crowd(platform.url.port, at('none'));
    const seconds = kStorm / kStormRate;
    const traffic = routine(seconds, 500);
    const told = await boxes.ask('storm', kStorm, seconds + 60, at('alarms'), kStormRate);
    const families = await traffic;
    acknowledged = told.answered;
    await boxes.end();
    say(`  ${kName}: storm ${JSON.stringify(told)}; families ${JSON.stringify(families)}`);
    const more = {...told, homes: kStorm, families_answered: families.answered, families_refused: families.wrong, families_said: families.said, families_p99: families.durable_p99};
    line(`storm_durable_${kName}_p99`, 'ms', told.durable_p99, {goal: '<= 3000', more});
    line(`storm_refused_${kName}`, 'calls', told.asked - told.answered, {goal: '<= 0', more: {}});
  });
  // What was acknowledged stands after a kill, one incident a home.
  await end(platform, 'SIGKILL');
  platform = await startPlatform(database);
  const alarms = await openIncidents(platform.url.origin);
  const once = new Set(alarms.map((one) => one.household));
  await end(platform);
  line(`storm_lost_${kName}`, 'calls', acknowledged - (pressed(alarms) - before), {goal: '<= 0', more: {incidents: alarms.length, homes: once.size, presses: pressed(alarms)}});
  if (once.size !== alarms.length) throw new Error(`${alarms.length} incidents in ${once.size} homes`);
}

function startWithTls() {
  const [key, certificate] = [at('key.pem'), at('cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate, '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], {stdio: 'ignore'});
  return startPlatform(database, ['--listen-tls', '127.0.0.1:0', '--certificate', certificate, '--key', key]);
}

// In a network of its own, all of which is loopback: each packet, whichever way it goes, is lost with one chance in five. TLS, as a box has it.
async function loss() {
  if (!process.env.ANJU_BENCH_LOSSY) {
    const rules = 'ip link set lo up && nft add table inet lossy && nft add chain inet lossy in "{ type filter hook input priority 0; }" && nft add rule inet lossy in numgen random mod 100 \\< 20 drop';
    const tried = spawnSync('unshare', ['-n', 'sh', '-c', rules], {encoding: 'utf8'});
    if (tried.status !== 0) { say(`SKIP loss: no network of its own here (${(tried.stderr || String(tried.error ?? '')).trim().split('\n')[0]})`); return; }
    const done = spawnSync('unshare', ['-n', 'sh', '-c', `${rules} && exec "$0" "$@"`, process.execPath, process.argv[1], 'loss', ...process.argv.slice(2).filter((word) => word !== 'loss' && (word.startsWith('--') || word === 'postgres'))],
      {stdio: 'inherit', env: {...process.env, ANJU_BENCH_LOSSY: '1'}});
    if (done.status !== 0) process.exitCode = 1;
    return;
  }
  const platform = await startWithTls();
  const boxes = quick ? 6 : 20, each = quick ? 5 : 25, took = [];
  try {
    await Promise.all(homes.slice(0, boxes).map(async (home, i) => {
      const guard = new BoxGuard(tools, `loss${i}`, home, `https://127.0.0.1:${platform.tls}`, ['--ca', at('cert.pem')]);
      for (let turn = 0; turn < each; ++turn) {
        await guard.start({fresh: true});  // no connection that stands, no run that is open: all of it is behind the loss
        const received = guard.until(({state}) => state === 'received', 120);
        const pressed = guard.press();
        took.push(await received - pressed);
        await guard.end();
      }
    }));
  } finally { await end(platform); }
  const told = figures(took);
  say(`  ${kName}: 20 % lost each way: ${JSON.stringify(told)}`);
  line(`lossy_press_to_received_${kName}_p99`, 'ms', told.p99, {goal: '<= 10000', more: told});
}

const privateOf = (pid) => [...fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+:\s+(\d+)/gm)].reduce((sum, one) => sum + Number(one[1]), 0);
// Nanoseconds that its threads ran.
const ranOf = (pid) => fs.readdirSync(`/proc/${pid}/task`).reduce((sum, task) => sum + Number(fs.readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]), 0);

// As a box has it: TLS, and all authorities of the system.
async function guardAlone() {
  const platform = await startWithTls();
  fs.writeFileSync(at('authorities.pem'), fs.readFileSync('/etc/ssl/certs/ca-certificates.crt', 'utf8') + fs.readFileSync(at('cert.pem'), 'utf8'));
  const seconds = quick ? 10 : 60;
  const seat = await takeSeat(platform.url.origin, () => {});
  const guard = new BoxGuard(tools, 'alone', homes[homes.length - 2], `https://127.0.0.1:${platform.tls}`, ['--ca', at('authorities.pem')]);
  try {
    await guard.start({fresh: true});
    const received = guard.until(({state, alarm}) => state === 'received' && alarm);
    guard.press();
    await received;
    const {id} = guard.said.alarm;  // its own, whatever else is open in a database that was kept
    const during = privateOf(guard.process.pid);
    const ended = guard.until(({state}) => state === 'ended');
    await seat.over(id);
    await ended;
    await sleep(5000);
    const begin = ranOf(guard.process.pid);
    await sleep(seconds * 1000);
    const cpu = (ranOf(guard.process.pid) - begin) / (seconds * 1e9) * 100;
    line('guard_private', 'MiB', privateOf(guard.process.pid) / 1024, {goal: '<= 8', more: {during_a_call: Number((during / 1024).toFixed(2))}});
    line('guard_idle_cpu', '% of a core', cpu, {goal: '<= 0.05', more: {seconds}});
  } finally { seat.end(); await guard.end(); await end(platform); }
}

async function screen() {
  const presses = quick ? 10 : 100;
  const took = await pressToPicture(tools, presses);
  line('press_to_picture_p99', 'ms', took.p99, {goal: '<= 100', more: {...took, count: presses}});
}

try {
  if (asked('screen')) await screen();
  if (['press', 'storm', 'loss', 'guard'].some(asked)) fill();
  if (asked('guard')) await guardAlone();
  if (asked('press')) await press();
  if (asked('storm')) await storm();
  if (asked('loss')) await loss();
} catch (error) {
  process.stdout.write(`${JSON.stringify({bench: 'alarm', error: String(error.stack ?? error)})}\n`);
  process.exitCode = 1;
} finally { await endAll(postgres); }
