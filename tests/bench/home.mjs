// SPDX-License-Identifier: Apache-2.0
// The whole of the TV's side for a bench: platform, paired TV with one photo message, speech, a silent sound sink; and, with `guard`, the guard of its box.
import {execFileSync} from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(what, seconds, check) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(20)) {
    const value = await check();
    if (value) return value;
  }
  throw new Error(`${what} did not come in ${seconds} s`);
}
const readJson = (file) => { try { return JSON.parse(fs.readFileSync(file, 'utf8')); } catch { return null; } };

export async function startHome({build, root, work, photo, child, guard = false}) {
  const at = (name) => path.join(work, name);
  for (const folder of ['tv', 'demo', 'speech', 'pulse']) fs.mkdirSync(at(folder), {mode: 0o700});
  const log = (name) => fs.openSync(at(`${name}.log`), 'a');
  const env = {...process.env, HOME: work, XDG_RUNTIME_DIR: at('pulse'), PULSE_RUNTIME_PATH: at('pulse')};
  delete env.PULSE_SERVER;
  child('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '-L', 'module-null-sink', '-L', `module-native-protocol-unix socket=${at('pulse')}/native auth-anonymous=1`],
    {env, stdio: ['ignore', log('pulse'), log('pulse')]});
  process.env.PULSE_SERVER = `unix:${at('pulse')}/native`;
  child(path.join(root, 'packaging/speechd/start'), [at('speech')], {stdio: ['ignore', log('speech'), log('speech')]});
  child(path.join(build, 'bin/anju-platform'), ['--listen', '127.0.0.1:0', '--database', `sqlite:${at('anju.db')}`,
    '--web', path.join(root, 'platform/web'), '--demo', at('demo'), '--art', path.join(build, 'art'), '--ready', at('platform.json')],
    {stdio: ['ignore', log('platform'), log('platform')]});
  const platform = (await until('the platform', 20, () => readJson(at('platform.json')))).url;
  const demo = readJson(at('demo/demo.json'));

  if (guard) child(path.join(build, 'bin/anju-alarmd'), ['--data', at('guard'), '--socket', at('guard.sock'), '--speaker', 'none', '--now', '2026-11-21T09:41:00+08:00'], {stdio: ['ignore', log('guard'), log('guard')]});
  execFileSync('mkfifo', [at('script')]);
  const tv = (...more) => [path.join(build, 'bin/anju-tv'), '--platform', platform, '--data', at('tv'), '--ready', at('tv.json'),
    '--script', at('script'), '--speechd', at('speech/speechd.sock'), '--web', path.join(root, 'terminal/mirror/web'),
    '--now', '2026-11-21T09:41:00+08:00', ...(guard ? ['--guard', at('guard.sock')] : []), ...more];
  const order = (line) => fs.writeFileSync(at('script'), `${line}\n`);
  const scene = async () => {
    fs.rmSync(at('scene.json'), {force: true});
    order(`scene ${at('scene.json')}`);
    return until('the scene', 5, () => readJson(at('scene.json')));
  };
  const startHeadless = async () => {
    fs.rmSync(at('tv.json'), {force: true});
    const [program, ...args] = tv('--headless', '--mirror', '0');
    const process_ = child(program, args, {stdio: ['ignore', log('tv'), log('tv')]});
    await until('the TV', 20, () => readJson(at('tv.json')));
    return process_;
  };
  const stop = async (process_) => { process_.kill('SIGTERM'); await until('the end', 5, () => process_.exitCode !== null || process_.signalCode !== null); };

  const first = await startHeadless();
  const code = await until('a code', 10, async () => (await scene()).code);
  const jar = [];
  const call = async (method, where, body, type = 'application/json') => {
    const response = await fetch(platform + where, {method, body, headers: {'content-type': type, origin: platform, cookie: jar.join('; '),
      'idempotency-key': `bench-${Math.random().toString(36).slice(2)}`}});
    if (!response.ok) throw new Error(`${method} ${where}: ${response.status} ${await response.text()}`);
    for (const cookie of response.headers.getSetCookie?.() ?? [response.headers.get('set-cookie')].filter(Boolean)) jar.push(cookie.split(';')[0]);
    return response.status === 204 ? null : response.json();
  };
  await call('POST', '/v1/staff/session', JSON.stringify({name: demo.logins[0].name, password: demo.logins[0].password}));
  await call('POST', `/v1/staff/pairings/${code}/approve`, JSON.stringify({household: demo.household.id}));
  await until('home', 15, async () => (await scene()).screen === 'home');
  await call('POST', '/v1/family/session', JSON.stringify({token: demo.family[0].token}));
  const uploaded = await call('POST', '/v1/family/photos', fs.readFileSync(photo), 'image/png');
  await call('POST', '/v1/family/messages', JSON.stringify({text: '妈，豆豆今天会自己骑车了，您快看！', photos: [uploaded.id]}));
  await until('the photo', 15, async () => (await scene()).screen === 'message');
  order('settle');
  await scene();
  order('sleep 800');
  order('back');
  order('wait home');
  order('settle');
  await scene();
  await stop(first);

  return {
    command: tv(),
    settled: async () => { if ((await scene()).connection !== 'online') throw new Error('the TV is not online'); },
    headlessIdle: async (seconds) => {
      const process_ = await startHeadless();
      await until('online', 10, async () => (await scene()).connection === 'online');
      await sleep(3000);
      const cpu = () => fs.readdirSync(`/proc/${process_.pid}/task`).reduce((sum, task) =>
        sum + Number(fs.readFileSync(`/proc/${process_.pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e6;
      const before = cpu();
      await sleep(seconds * 1000);
      const used = (cpu() - before) / seconds / 10;
      await stop(process_);
      return used;
    },
  };
}
