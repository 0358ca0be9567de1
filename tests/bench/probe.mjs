// SPDX-License-Identifier: Apache-2.0
// A display of its own and the stopwatch on it (ui_probe). `child` starts a program that ends with the bench.
import {once} from 'node:events';
import * as path from 'node:path';
import {createInterface} from 'node:readline';

// 1920 × 1080, in $DISPLAY from then on.
export async function startDisplay(child) {
  const xvfb = child('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'],
    {stdio: ['ignore', 'ignore', 'ignore', 'pipe']});
  const [number] = await once(xvfb.stdio[3], 'data');
  process.env.DISPLAY = `:${String(number).trim()}`;
}

export class Probe {
  constructor(child, build) {
    this.process = child(path.join(build, 'bin/ui_probe'), [], {stdio: ['pipe', 'pipe', 'ignore']});
    this.lines = createInterface({input: this.process.stdout})[Symbol.asyncIterator]();
  }
  async answer() {
    const {value, done} = await this.lines.next();
    if (done) throw new Error('the probe ended');
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(answer.error);
    return answer;
  }
  ask(...words) {
    this.process.stdin.write(`${words.join(' ')}\n`);
    return this.answer();
  }
}
