// SPDX-License-Identifier: Apache-2.0
// A real guard of a box: its remote is a FIFO, its TV a socket that this program holds.
import {execFileSync} from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';

const kRed = 0x18e, kSos = 0x27f;  // KEY_RED; KEY_SOS: twice the same within a moment is a tremor

export class BoxGuard {
  #keys = 0;
  #text = '';
  #waiting = [];

  // home: {key}; url: of the platform. tools: ground().
  constructor(tools, name, home, url, more = []) {
    Object.assign(this, {tools, home, url, more, folder: tools.at(name)});
    fs.mkdirSync(this.folder, {recursive: true});
    fs.writeFileSync(`${this.folder}/key`, `${home.key}\n`);
    if (!fs.existsSync(`${this.folder}/input`)) execFileSync('mkfifo', [`${this.folder}/input`]);
    this.input = fs.openSync(`${this.folder}/input`, fs.constants.O_RDWR);
  }

  async start({fresh = false} = {}) {
    if (fresh) fs.rmSync(`${this.folder}/data`, {recursive: true, force: true});
    this.process = this.tools.child(this.tools.bin('anju-alarmd'), ['--data', `${this.folder}/data`, '--socket', `${this.folder}/socket`, '--input', `${this.folder}/input`, '--speaker', 'none',
      '--platform', this.url, '--key-file', `${this.folder}/key`, ...this.more], {stdio: 'ignore'});
    for (const until = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 5))) {
      this.socket = await new Promise((done) => { const one = net.connect(`${this.folder}/socket`); one.once('connect', () => done(one)); one.once('error', () => done(null)); });
      if (this.socket) break;
      if (Date.now() > until) throw new Error('the guard did not start');
    }
    this.#text = '';
    this.socket.on('error', () => {});
    this.socket.on('data', (part) => {
      const came = performance.now();
      this.#text += part;
      for (let end = this.#text.indexOf('\n'); end >= 0; end = this.#text.indexOf('\n')) {
        const {guard} = JSON.parse(this.#text.slice(0, end));
        this.#text = this.#text.slice(end + 1);
        this.said = guard;
        // A TV that shows what it is told; the guard is silent then.
        this.socket.write(`{"shown":{"version":${guard.version}}}\n`);
        this.#waiting = this.#waiting.filter(({is, done}) => !(is(guard) && (done(came), true)));
      }
    });
  }

  // When it first says so, by performance.now().
  until(is, seconds = 60) {
    const said = new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new Error(`the guard says ${JSON.stringify(this.said)}`)), seconds * 1000);
      this.#waiting.push({is, done: (came) => { clearTimeout(timer); done(came); }});
    });
    said.catch(() => {});  // nobody may be waiting for this one yet when another has failed
    return said;
  }

  press() {
    const code = this.#keys++ % 2 ? kSos : kRed;
    const bytes = Buffer.alloc(48);
    for (const [at, value] of [[0, 1], [24, 0]]) { bytes.writeUInt16LE(1, at + 16); bytes.writeUInt16LE(code, at + 18); bytes.writeInt32LE(value, at + 20); }
    fs.writeSync(this.input, bytes);
    return performance.now();
  }

  async end() {
    this.socket?.destroy();
    await this.tools.end(this.process, 'SIGKILL');
  }
}
