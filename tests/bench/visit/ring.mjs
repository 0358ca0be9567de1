// SPDX-License-Identifier: Apache-2.0
// How soon the TV rings: the whole program and the platform, without a window; from the request of the tap to the scene that rings.
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import {startPlatform} from '../../browser/support/platform.mjs';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const readJson = (file) => { try { return JSON.parse(fs.readFileSync(file, 'utf8')); } catch { return null; } };
async function until(what, seconds, check, every = 20) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(every)) {
    const value = await check();
    if (value) return value;
  }
  throw new Error(`${what} did not come in ${seconds} s`);
}

export async function rings(build, root, work, count) {
  const now = '2026-11-26T12:00:00+08:00';  // no quiet hours
  const platform = await startPlatform(path.join(build, 'bin'), {now});
  const at = (name) => path.join(work, `ring-${name}`);
  fs.mkdirSync(at('tv'));
  execFileSync('mkfifo', [at('script')]);
  const tv = spawn(path.join(build, 'bin/anju-tv'), ['--headless', '--mirror', '0', '--platform', platform.url, '--data', at('tv'), '--ready', at('tv.json'),
    '--script', at('script'), '--web', path.join(root, 'terminal/mirror/web'), '--camera', 'test', '--microphone', 'test', '--now', now], {stdio: 'ignore'});
  const script = fs.openSync(at('script'), 'w');
  let asked = 0;
  const scene = () => {
    const file = at(`scene-${++asked}.json`);
    fs.writeSync(script, `scene ${file}\n`);
    return until('the scene', 5, () => { const found = readJson(file); if (found) fs.rmSync(file); return found; }, 2);
  };
  const jar = new Map();
  const ask = async (method, where, body) => {
    const answer = await fetch(platform.url + where, {method, body: body && JSON.stringify(body), headers: {'content-type': 'application/json', origin: platform.url,
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), 'idempotency-key': `bench-${Math.random().toString(36).slice(2)}`}});
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${await answer.text()}`);
    for (const cookie of answer.headers.getSetCookie()) jar.set(...cookie.split(';')[0].split(/=(.*)/s));
    return answer.status === 204 ? null : answer.json();
  };
  try {
    await until('the TV', 20, () => readJson(at('tv.json')));
    const code = await until('a code', 10, async () => (await scene()).code);
    await ask('POST', '/v1/staff/session', {name: platform.technician.name, password: platform.technician.password});
    await ask('POST', `/v1/staff/pairings/${code}/approve`, {household: platform.demo.household.id});
    await until('home', 15, async () => (await scene()).screen === 'home');
    jar.clear();
    await ask('POST', '/v1/visitor/session', {link: platform.demo.family[0].token, code: '', name: ''});
    await sleep(2000);
    const took = [];
    for (let i = 0; i < count; ++i) {
      const begin = performance.now();
      const placed = ask('POST', '/v1/visitor/visits', {camera: true});
      await until('the ring', 10, async () => (await scene()).screen === 'ringing', 1);
      took.push(performance.now() - begin);
      const {visit} = await placed;
      await ask('POST', `/v1/visitor/visits/${visit.id}/end`, {end: 'cancelled'});
      await until('home again', 20, async () => { const {screen} = await scene(); if (screen !== 'home') fs.writeSync(script, 'back\n'); return screen === 'home'; }, 300);
      await sleep(300);
    }
    return took;
  } finally {
    fs.closeSync(script);
    const ended = once(tv, 'exit');
    tv.kill('SIGTERM');
    const late = setTimeout(() => tv.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(late);
    await platform.stop();
    platform.forget();
  }
}
