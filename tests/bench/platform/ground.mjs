// SPDX-License-Identifier: Apache-2.0
// What benches of the platform stand on: a folder, programs that end with it, a crowd, and a line for each figure.
import {execFileSync, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const [build, root] = [process.env.ANJU_BUILD, process.env.ANJU_ROOT];
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// Memory that the process has taken for itself, in KiB: no files, no programs.
export const memoryOf = (pid) => Number(/^Anonymous:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);
export const cpuOf = (pid) => { const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '); return (Number(fields[11]) + Number(fields[12])) * 10; };

export function ground(bench) {
  const say = (text) => process.stderr.write(`${text}\n`);
  // ANJU_BENCH_WORK keeps the databases for the next run.
  const kept = process.env.ANJU_BENCH_WORK;
  const work = kept ?? fs.mkdtempSync(path.join(process.env.TMPDIR ?? os.tmpdir(), 'anju-bench-'));
  if (kept) fs.mkdirSync(kept, {recursive: true});
  const at = (name) => path.join(work, name);
  const bin = (name) => path.join(build, 'bin', name);
  const children = [];
  // However it ends, also by a limit of time: no program stays behind.
  process.on('exit', () => { for (const one of children) one.kill('SIGKILL'); });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

  function child(command, args, options = {}) {
    const one = spawn(command, args, {stdio: ['ignore', 'ignore', 'inherit'], ...options});
    one.ended = new Promise((done) => one.once('exit', done));
    children.push(one);
    return one;
  }
  async function end(one, signal = 'SIGTERM') {
    if (one.exitCode === null && one.signalCode === null) one.kill(signal);
    await one.ended;
  }

  function line(figure, unit, ours, {peer = null, peerName = null, of = 'ours', goal = null, more = {}}) {
    const ratio = peer === null ? null : ours / peer;
    const judged = of === 'ratio' ? ratio : ours;
    const met = goal === null || (goal.startsWith('<=') ? judged <= Number(goal.slice(2)) : judged >= Number(goal.slice(2)));
    const one = {bench, figure, unit, ours, peer, peer_name: peerName, ratio, of: goal === null ? null : of, goal, met, ...more};
    for (const [key, held] of Object.entries(one)) if (typeof held === 'number') one[key] = Number(held.toPrecision(4));
    process.stdout.write(`${JSON.stringify(one)}\n`);
  }

  class Crowd {
    constructor(port, streams, tls) {
      this.process = child(bin('platform_crowd'), ['127.0.0.1', String(port), streams, ...(tls ? ['tls'] : [])], {stdio: ['pipe', 'pipe', 'inherit']});
      this.lines = createInterface({input: this.process.stdout})[Symbol.asyncIterator]();
    }
    async ask(...words) {
      this.process.stdin.write(`${words.join(' ')}\n`);
      const {value, done} = await this.lines.next();
      if (done) throw new Error('the crowd ended');
      return JSON.parse(value);
    }
    end() { this.process.stdin.end(); return this.process.ended; }
  }

  async function startPlatform(database, more = [], port = 0) {
    const ready = at('platform.json');
    fs.rmSync(ready, {force: true});
    const one = child(bin('anju-platform'), ['--listen', `127.0.0.1:${port}`, '--database', database, '--web', path.join(root, 'platform/web'), '--ready', ready, '--metrics-listen', '127.0.0.1:0', ...more]);
    for (const until = Date.now() + 60_000; Date.now() < until; await sleep(10)) {
      if (one.exitCode !== null) throw new Error('the platform ended');
      try {
        const said = JSON.parse(fs.readFileSync(ready, 'utf8'));
        one.url = new URL(said.url);
        one.tls = said.tls_port;
        one.metrics = `http://127.0.0.1:${said.metrics_port}/metrics`;
        return one;
      } catch { /* not yet */ }
    }
    throw new Error('the platform did not start');
  }

  function startPostgres() {
    const cluster = at('pg'), versions = fs.readdirSync('/usr/lib/postgresql').sort();
    const tools = `/usr/lib/postgresql/${versions.at(-1)}/bin`;
    const as = (command, args) => (process.getuid() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args]);
    const made = kept && fs.existsSync(path.join(cluster, 'PG_VERSION'));
    if (!made) fs.mkdirSync(cluster);
    if (process.getuid() === 0) { fs.chmodSync(work, 0o755); execFileSync('chown', ['postgres', cluster]); }
    if (!made) execFileSync(...as(`${tools}/initdb`, ['-D', cluster, '-U', 'anju', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']), {stdio: 'ignore'});
    fs.writeFileSync(path.join(cluster, 'postgresql.conf'), `listen_addresses=''\nunix_socket_directories='${cluster}'\nmax_connections=60\nshared_buffers=256MB\n`);
    const [command, args] = as(`${tools}/postgres`, ['-D', cluster]);
    const server = child(command, args, {stdio: 'ignore'});
    for (let tries = 0; ; ++tries) {
      try { execFileSync(...as(`${tools}/${made ? 'pg_isready' : 'createdb'}`, ['-h', cluster, '-U', 'anju', ...(made ? [] : ['anju'])]), {stdio: 'ignore'}); break; } catch (error) { if (tries > 50) throw error; execFileSync('sleep', ['0.2']); }
    }
    const another = (name) => {
      try { execFileSync(...as(`${tools}/createdb`, ['-h', cluster, '-U', 'anju', name]), {stdio: 'ignore'}); } catch { /* a kept one is there */ }
      return `postgres:host=${cluster} user=anju dbname=${name}`;
    };
    return {database: `postgres:host=${cluster} user=anju dbname=anju`, another, end: () => { const pid = Number(fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]); process.kill(pid, 'SIGINT'); return server.ended; }};
  }

  async function endAll(postgres) {
    for (const one of children) if (one.exitCode === null && one.signalCode === null && one !== postgres) one.kill('SIGKILL');
    await postgres?.end().catch(() => {});
    if (!kept) fs.rmSync(work, {recursive: true, force: true});
  }
  return {at, bin, child, Crowd, end, endAll, kept, line, say, startPlatform, startPostgres, work};
}
