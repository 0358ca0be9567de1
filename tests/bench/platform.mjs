// SPDX-License-Identifier: Apache-2.0
// The platform with 18,000 TVs that listen: how soon a post is durable and told, what a stream costs, how soon all are back. The peer is
// nchan, the event streams of nginx, on the same machine with the same crowd. Its parts: memory, tls, restart, post (sqlite, postgres), search,
// import (100,000 homes come in while 500 TVs are served); those that are named, else all.
import {execFileSync} from 'node:child_process';
import * as fs from 'node:fs';
import {cpuOf, ground, median, memoryOf, sleep} from './platform/ground.mjs';
import {importing} from './platform/import.mjs';
import {searching} from './platform/search.mjs';

const {at, bin, child, Crowd, end, endAll, kept, line, say, startPlatform, startPostgres, work} = ground('platform');
const quick = process.argv.includes('--quick');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const asked = (part) => only.length === 0 || only.includes(part);
const kHomes = quick ? 2000 : 18000, kTls = quick ? 500 : 6000;
const kPace = 500;
const seconds = quick ? 4 : 15, rounds = quick ? 1 : 3;
// --- databases ---
const post = (home, stream) => `/v1/family/messages\tCookie: anju_family=${home.session}|Content-Type: application/json|Idempotency-Key: @ID@\t{"text":"妈，豆豆会走路了！@ID@","photos":[],"clip":""}\t${stream}`;
function fill(database, name) {
  const file = at(`${name}.homes`);
  const begin = Date.now();
  if (kept && fs.existsSync(file)) return;
  execFileSync(bin('platform_estate'), [database, String(kHomes), file], {stdio: ['ignore', 'ignore', 'inherit']});
  say(`  ${kHomes} homes written to ${name} in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  const homes = fs.readFileSync(file, 'utf8').trim().split('\n').map((text) => { const [key, session, id] = text.split(' '); return {key, session, id}; });
  homes.sort((a, b) => (a.key < b.key ? -1 : 1));  // by nothing that the database knows
  const stream = (home) => `/v1/tv/events\tAuthorization: Bearer ${home.key}`;
  fs.writeFileSync(at(`${name}.streams`), homes.map(stream).join('\n') + '\n');
  fs.writeFileSync(at(`${name}.one`), homes.map(() => stream(homes[0])).join('\n') + '\n');
  fs.writeFileSync(at(`${name}.posts`), homes.map(post).join('\n') + '\n');
  fs.writeFileSync(at(`${name}.fan`), post(homes[0], -1) + '\n');
}

// --- the peer ---
function startNchan() {
  const port = 20000 + Math.floor(Math.random() * 20000);
  fs.writeFileSync(at('nginx.conf'), `load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
daemon off; worker_processes 1; worker_rlimit_nofile 100000; pid ${at('nginx.pid')}; error_log ${at('nginx.log')};
events { worker_connections 50000; use epoll; }
http { access_log off; client_body_temp_path ${at('body')}; proxy_temp_path ${at('proxy')}; fastcgi_temp_path ${at('fcgi')}; uwsgi_temp_path ${at('uwsgi')}; scgi_temp_path ${at('scgi')};
 nchan_max_reserved_memory 512M;
 server { listen 127.0.0.1:${port} backlog=4096; keepalive_requests 1000000;
  location = /pub { nchan_publisher; nchan_channel_id all; nchan_message_buffer_length 10; }
  location = /sub { nchan_subscriber eventsource; nchan_channel_id all; nchan_eventsource_ping_interval 5; } } }
`);
  const server = child('/usr/sbin/nginx', ['-c', at('nginx.conf'), '-p', work]);
  fs.writeFileSync(at('nchan.streams'), '/sub\n'.repeat(kHomes));
  fs.writeFileSync(at('nchan.fan'), '/pub\tContent-Type: text/plain\t妈，豆豆会走路了！@ID@ 妈，豆豆会走路了！ 妈，豆豆会走路了！ 妈，豆豆会走路了！\t-1\n');
  return {port, server, worker: async () => {
    for (let tries = 0; tries < 100; ++tries, await sleep(50)) {
      const found = execFileSync('sh', ['-c', `cat /proc/${server.pid}/task/*/children 2>/dev/null || true`], {encoding: 'utf8'}).trim();
      if (found) return Number(found.split(' ')[0]);
    }
    throw new Error('nginx has no worker');
  }};
}

// --- what is measured ---
// What one more stream costs: the first ones pay for caches and buffers that all share. Of ours it is what is allocated or what
// the process has taken, whichever is more (after a rush it takes from what it still holds); of a stranger what it has taken.
async function costOfStreams(port, process_, streams, count, {tls = false} = {}) {
  const crowd = new Crowd(port, streams, tls);
  const settle = quick ? 7000 : 15000, first = Math.round(count / 9);
  const open = async (wanted) => {
    const opened = await crowd.ask('open', wanted);
    if (opened.open !== wanted) throw new Error(`${opened.open} of ${wanted} streams opened`);
    await sleep(settle);  // past a ping, and past what is given back after a rush
    return {...opened, taken: memoryOf(process_.pid), heap: process_.metrics && await heapOf(process_.metrics)};
  };
  try {
    const few = await open(first), all = await open(count);
    const taken = (all.taken - few.taken) / (count - first);
    const each = process_.metrics ? Math.max(taken, (all.heap.in_use - few.heap.in_use) / 1024 / (count - first)) : taken;
    say(`  ${count} streams, the last ${count - first} in ${all.seconds} s, ${each.toFixed(2)} KiB each${tls ? ', TLS' : ''}; the process took ${taken.toFixed(2)} KiB for each, ${(all.taken / 1024).toFixed(1)} MiB in all`);
    return {crowd, each, taken};
  } catch (error) { await crowd.end(); throw error; }
}
async function heapOf(metrics) {
  const text = await (await fetch(metrics)).text();
  const value = (state) => Number(new RegExp(`^anju_heap_bytes\\{state="${state}"\\} (\\S+)$`, 'm').exec(text)[1]);
  return {in_use: value('in_use'), held: value('held')};
}
// Each connection to the database fills its cache before anything is counted.
async function warmUp(port, streams, count, tls) {
  const crowd = new Crowd(port, streams, tls);
  await crowd.ask('open', count);
  await crowd.ask('post', 32, quick ? 2 : 5, at('sqlite.posts'));
  await crowd.end();
  await sleep(4000);
}

async function memoryAndFan() {
  const fan = async (crowd, name, pid) => {
    await crowd.ask('post', 1, 2, at(`${name}.fan`));
    const cpu = cpuOf(pid);
    const told = await crowd.ask('post', 1, seconds, at(`${name}.fan`));
    if (told.wrong || told.missing > 1) throw new Error(`${name}: ${JSON.stringify(told)}`);
    return {last: told.told_p50, cpu: (cpuOf(pid) - cpu) / told.answered};
  };
  const ours = [], theirs = [], fans = [], peerFans = [], cpus = [], peerCpus = [];
  for (let turn = 0; turn < rounds; ++turn) {
    const platform = await startPlatform(`sqlite:${at('estate.db')}`);
    await warmUp(platform.url.port, at('sqlite.streams'), kHomes, false);
    const held = await costOfStreams(platform.url.port, platform, at('sqlite.streams'), kHomes);
    ours.push(held.each);
    await held.crowd.end();
    await end(platform);
    const again = await startPlatform(`sqlite:${at('estate.db')}`);
    const same = await costOfStreams(again.url.port, again, at('sqlite.one'), kHomes);
    const told = await fan(same.crowd, 'sqlite', again.pid);
    fans.push(told.last); cpus.push(told.cpu);
    await same.crowd.end();
    await end(again);
    const nchan = startNchan();
    const worker = await nchan.worker();
    const peer = await costOfStreams(nchan.port, {pid: worker}, at('nchan.streams'), kHomes);
    theirs.push(peer.each);
    const peerTold = await fan(peer.crowd, 'nchan', worker);
    peerFans.push(peerTold.last); peerCpus.push(peerTold.cpu);
    await peer.crowd.end();
    await end(nchan.server);
    say(`  one event to all: ${told.last.toFixed(0)} ms, ${told.cpu.toFixed(0)} ms of processor; nchan ${peerTold.last.toFixed(0)} ms, ${peerTold.cpu.toFixed(0)} ms`);
  }
  line('memory_per_stream', 'KiB', median(ours), {goal: '<= 1', more: {streams: kHomes}});
  line('memory_per_stream_over_nchan', 'KiB', median(ours), {peer: median(theirs), peerName: 'nchan', of: 'ratio', goal: '<= 0.25'});
  line('one_event_to_all', 'ms until the last has it', median(fans), {peer: median(peerFans), peerName: 'nchan', of: 'ratio', goal: '<= 1', more: {streams: kHomes, low: Math.min(...fans), high: Math.max(...fans)}});
  line('one_event_to_all_cpu', 'ms of processor', median(cpus), {peer: median(peerCpus), peerName: 'nchan', of: 'ratio'});
}

async function memoryUnderTls() {
  const [key, certificate] = [at('key.pem'), at('cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate, '-days', '2', '-subj', '/CN=localhost'], {stdio: 'ignore'});
  const ready = ['--listen-tls', '127.0.0.1:0', '--certificate', certificate, '--key', key];
  const platform = await startPlatform(`sqlite:${at('estate.db')}`, ready);
  await warmUp(platform.tls, at('sqlite.streams'), kTls, true);
  const held = await costOfStreams(platform.tls, platform, at('sqlite.streams'), kTls, {tls: true});
  line('memory_per_stream_tls', 'KiB', held.each, {goal: '<= 16', more: {streams: kTls}});
  await held.crowd.end();
  await end(platform);
}

async function posting(name, database) {
  const platform = await startPlatform(database);
  const crowd = new Crowd(platform.url.port, at(`${name}.streams`));
  try {
    const opened = await crowd.ask('open', kHomes);
    if (opened.open !== kHomes) throw new Error(`${opened.open} of ${kHomes} streams opened`);
    await sleep(3000);
    await crowd.ask('post', 32, 2, at(`${name}.posts`));
    // At a pace: 500 messages a second are what 18,000 homes send that all write every 36 s.
    const paced = await crowd.ask('pace', 32, seconds * 2, at(`${name}.posts`), kPace);
    say(`  ${name}, 32 posters, ${kPace} posts a second: ${JSON.stringify(paced)}`);
    if (paced.wrong || paced.missing) throw new Error(`${name}: ${JSON.stringify(paced)}`);
    line(`post_to_tv_${name}_paced_p99`, 'ms', paced.told_p99, {goal: '<= 10', more: {streams: kHomes, told_p50: paced.told_p50, told_max: paced.told_max, posts_per_second: paced.per_second}});
    for (const posters of [1, 32]) {
      const told = await crowd.ask('post', posters, seconds * 2, at(`${name}.posts`));
      say(`  ${name}, ${posters} posters: ${JSON.stringify(told)}`);
      if (told.wrong || told.missing) throw new Error(`${name}: ${JSON.stringify(told)}`);
      const more = {streams: kHomes, durable_p50: told.durable_p50, durable_p99: told.durable_p99, told_p50: told.told_p50, told_max: told.told_max, posts_per_second: told.per_second};
      line(`post_to_tv_${name}_${posters}_p99`, 'ms', told.told_p99, {goal: '<= 10', more});
      // A message is two events: one for the TV, one for the relative's other pages.
      if (posters === 32) line(`durable_events_${name}`, 'a second', told.per_second * 2, {goal: name === 'sqlite' ? '>= 5000' : null, more: {posts_per_second: told.per_second}});
    }
  } finally { await crowd.end(); await end(platform); }
}

async function restart() {
  let platform = await startPlatform(`sqlite:${at('estate.db')}`);
  const port = platform.url.port;
  const crowd = new Crowd(port, at('sqlite.streams'));
  try {
    await crowd.ask('open', kHomes);
    await sleep(2000);
    const back = crowd.ask('keep', 60);
    await end(platform, 'SIGKILL');
    platform = await startPlatform(`sqlite:${at('estate.db')}`, [], port);
    const told = await back;
    say(`  restart: ${JSON.stringify(told)}`);
    line('all_back_after_a_kill', 's', told.all_back_ms < 0 ? 60 : (told.all_back_ms - told.closed_ms) / 1000, {goal: '<= 10', more: {streams: kHomes, open: told.open}});
  } finally { await crowd.end(); await end(platform); }
}

let postgres = null;
try {
  if (['memory', 'tls', 'post', 'sqlite', 'restart'].some(asked)) fill(`sqlite:${at('estate.db')}`, 'sqlite');
  if (asked('memory')) await memoryAndFan();
  if (asked('tls')) await memoryUnderTls();
  if (asked('restart')) await restart();
  if (asked('post') || asked('sqlite')) await posting('sqlite', `sqlite:${at('estate.db')}`);
  if (asked('postgres') || asked('post')) {
    postgres = startPostgres();
    fill(postgres.database, 'postgres');
    await posting('postgres', postgres.database);
  }
  if (asked('search')) {
    const tools = {bin, at, say, line, startPlatform, end, quick};
    await searching(tools, 'sqlite', `sqlite:${at('search.db')}`);
    postgres ??= startPostgres();
    await searching(tools, 'postgres', postgres.another('search'));
  }
  if (asked('import')) {
    const tools = {bin, at, say, line, startPlatform, end, quick, Crowd, child, postOf: post};
    for (const name of ['import.db', 'import.db-wal', 'import.db-shm']) fs.rmSync(at(name), {force: true});  // what comes in is new each time
    await importing(tools, 'sqlite', `sqlite:${at('import.db')}`);
    postgres ??= startPostgres();
    await importing(tools, 'postgres', postgres.another(`import_${Date.now()}`));
    await importing(tools, 'postgres', postgres.another(`import_whole_${Date.now()}`), {whole: true});
  }
} catch (error) {
  process.stdout.write(`${JSON.stringify({bench: 'platform', error: String(error.message ?? error)})}\n`);
  process.exitCode = 1;
} finally {
  await endAll(postgres);
}
