// SPDX-License-Identifier: Apache-2.0
// From the red key to the picture of a real TV, which says at once that it is calling; the guard takes the key meanwhile.
import {execFileSync} from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import {startHome} from '../home.mjs';
import {Probe, startDisplay} from '../probe.mjs';

const quote = (words) => words.map((word) => `'${word}'`).join(' ');

// {p50, p99, max} in ms of `presses`, each after 返回 had taken the one before back; every other picture is the home screen's or 已取消.
export async function pressToPicture({at, child}, presses) {
  const [build, root] = [process.env.ANJU_BUILD, process.env.ANJU_ROOT];
  const work = at('screen');
  fs.rmSync(work, {recursive: true, force: true});
  fs.mkdirSync(work, {mode: 0o700});
  await startDisplay(child);
  const photo = path.join(work, 'photo.png');
  execFileSync('rsvg-convert', ['-w', '1251', path.join(root, 'art/photo-park.svg'), '-o', photo]);
  const home = await startHome({build, root, work, photo, child, guard: true});
  const probe = new Probe(child, build);
  await probe.answer();
  try {
    await probe.ask('spawn', 1600, 690, '981F1F', 16, quote(home.command));  // the tile that calls for help
    await home.settled();
    const area = [928, 20, 64, 64];  // of the top, where no screen but this one has its colour
    const {timeouts, first} = await probe.ask('latency', presses * 2, 'F1', ...area, 'Escape', ...area);
    if (timeouts > 0) throw new Error(`${timeouts} of ${presses * 2} keys changed nothing on the screen`);
    return first;
  } finally { await probe.ask('end'); }
}
