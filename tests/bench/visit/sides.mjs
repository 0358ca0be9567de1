// SPDX-License-Identifier: Apache-2.0
// Both sides of a call without a platform between: the media engine on a pipe, a phone of GStreamer, a page in Chromium.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import * as fs from 'node:fs';
import http from 'node:http';
import * as path from 'node:path';
import {createInterface} from 'node:readline';

// A program that takes lines of fields and tells JSON lines.
export class Piped {
  #waiting = [];
  heard = () => {};

  constructor(command, args, environment = {}) {
    this.process = spawn(command, args, {stdio: ['pipe', 'pipe', 'inherit'], env: {...process.env, ...environment}});
    this.process.stdin.on('error', () => {});
    createInterface({input: this.process.stdout}).on('line', (line) => {
      const one = {...JSON.parse(line), at: performance.timeOrigin + performance.now()};
      this.#waiting = this.#waiting.filter(({name, done}) => name !== one.news || done(one));
      this.heard(one);
    });
  }
  get pid() { return this.process.pid; }
  order(...words) {
    this.process.stdin.write(`${words.map((word) => String(word).replaceAll('\r', '').replaceAll('\n', '\\n')).join('\t')}\n`);
  }
  // The next news of this name.
  news(name, seconds = 15) {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`no ${name} in ${seconds} s`)), seconds * 1000);
      this.#waiting.push({name, done: (one) => { clearTimeout(timer); done(one); }});
    });
  }
  async ask(order, answer = order) {
    const came = this.news(answer);
    this.order(order);
    return came;
  }
  async end() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.stdin.end('quit\n');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
  }
}

// With a camera in GStreamer's words, which may need any plugin there is.
export const engineSeeing = (build, codec, camera, registry) =>
  new Piped(path.join(build, 'bin/media_driver'), ['--codecs', codec === 'VP8' ? 'VP8' : 'H264,VP8', '--camera', camera], {GST_REGISTRY_DISABLE: 'no', GST_REGISTRY: registry});

export const engineOf = (build, codec, ...more) =>
  new Piped(path.join(build, 'bin/media_driver'), ['--codecs', codec === 'VP8' ? 'VP8' : 'H264,VP8', ...more]);

// The engine calls a phone of GStreamer. `open` is the elder's OK; resolves with both first pictures.
export async function callGstPhone(engine, phone) {
  engine.heard = (one) => {
    if (one.news === 'offered') phone.order('take', one.sdp);
    else if (one.news === 'candidate') phone.order('candidate', one.mline, one.candidate);
  };
  phone.heard = (one) => {
    if (one.news === 'answer') engine.order('answer', 0, one.sdp);
    else if (one.news === 'candidate') engine.order('candidate', 0, one.mline, one.candidate);
  };
  const answered = phone.news('answer');
  engine.order('connect', 0);
  await answered;
  for (const end = Date.now() + 15000; ; await new Promise((done) => setTimeout(done, 5))) {
    const {connected, error} = await phone.ask('figures');
    if (connected) break;
    if (Date.now() > end) throw new Error(`the phone of GStreamer did not connect: ${error}`);
  }
}

const kinds = {'.html': 'text/html', '.js': 'text/javascript'};

// Serves the bench's page and the visit page's own modules.
export async function servePages(root) {
  const server = http.createServer((request, answer) => {
    const name = new URL(request.url, 'http://here').pathname;
    const file = name.startsWith('/visit/') ? path.join(root, 'platform/web', path.normalize(name)) : path.join(root, 'tests/bench/visit', path.basename(name) || 'page.html');
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return answer.writeHead(404).end();
    answer.setHeader('Content-Type', `${kinds[path.extname(file)] ?? 'text/plain'}; charset=utf-8`);
    answer.end(fs.readFileSync(file));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {url: `http://127.0.0.1:${server.address().port}/page.html`, close: () => server.close()};
}

export async function startChromium(chromium, more = []) {
  const server = await chromium.launchServer({executablePath: '/usr/bin/chromium', ignoreDefaultArgs: ['--headless'],
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream=fps=30', '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required', ...more]});
  const browser = await chromium.connect(server.wsEndpoint());
  return {browser, pid: server.process().pid, close: async () => { await browser.close(); await server.close(); }};
}

// The engine and the page: `connect` builds the line as while it rings, `open` is the OK.
export class BrowserCall {
  constructor(engine, page) {
    this.engine = engine;
    this.page = page;
    engine.heard = (one) => {
      if (one.news === 'offered') this.#told(page.evaluate((sdp) => side.take(sdp), one.sdp));
      else if (one.news === 'candidate') this.#told(page.evaluate(([text, line]) => side.candidate(text, line), [one.candidate, one.mline]));
    };
  }
  #told(promise) { promise.catch((error) => { this.error = error; }); }

  static async open(engine, browser, url) {
    const page = await browser.newPage();
    const call = new BrowserCall(engine, page);
    page.on('pageerror', (error) => { call.error = error; });
    await page.exposeFunction('tell', (...words) => call.#heard(words));
    await page.goto(url);
    return call;
  }
  #heard([name, ...words]) {
    if (name === 'answer' || name === 'candidate') this.engine.order(name, 0, ...words);
    else if (name === 'ready') this.ready?.();
    else if (name === 'first') this.first?.(words[0]);
  }
  async connect(source) {
    await this.page.evaluate((what) => side.begin(what), source);
    const ready = new Promise((done) => { this.ready = done; });
    this.engine.order('connect', 0);
    let timer;
    await Promise.race([ready, new Promise((_, fail) => { timer = setTimeout(() => fail(this.error ?? new Error('the page did not connect')), 15000); })]);
    clearTimeout(timer);
  }
  // → ms from the OK to the first picture: on the page, on the TV.
  async openDevices() {
    const there = new Promise((done) => { this.first = done; });
    const here = this.engine.news('picture');
    const agreed = performance.timeOrigin + performance.now();
    this.engine.order('open', 1, 1);
    this.#told(this.page.evaluate(() => side.send()));
    const [at, {at: seen}] = await Promise.all([there, here]);
    return {there: at - agreed, here: seen - agreed};
  }
  stats() { return this.page.evaluate(() => side.stats()); }
  times() { return this.page.evaluate(() => side.times()); }
  async hangUp() {
    this.engine.order('stop');
    await this.page.evaluate(() => side.end());
  }
}
