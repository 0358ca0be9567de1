// SPDX-License-Identifier: Apache-2.0
// A list of 100,000 homes comes in while TVs listen and a family writes: how long the rows take, and how late a message is meanwhile.
import {execFileSync} from 'node:child_process';
import * as fs from 'node:fs';
import {writeList} from './search.mjs';

// tools: {bin, at, say, line, startPlatform, end, quick, Crowd, child, postOf}.
export async function importing({bin, at, say, line, startPlatform, end, quick, Crowd, child, postOf}, name, database, {whole = false} = {}) {
  const rows = quick ? 5000 : 100_000, tvs = quick ? 100 : 500, idle = quick ? 2 : 5, most = 150;
  const of = `${name}${whole ? '_whole' : ''}`;
  const list = at('import.csv'), homes = at(`${of}.served`), streams = at(`${of}.served_streams`), posts = at(`${of}.served_posts`);
  if (!fs.existsSync(list)) writeList(list, rows);
  execFileSync(bin('platform_estate'), [database, String(tvs), homes], {stdio: ['ignore', 'ignore', 'inherit']});
  const served = fs.readFileSync(homes, 'utf8').trim().split('\n').map((text) => { const [key, session] = text.split(' '); return {key, session}; });
  fs.writeFileSync(streams, served.map((home) => `/v1/tv/events\tAuthorization: Bearer ${home.key}`).join('\n') + '\n');
  fs.writeFileSync(posts, served.map(postOf).join('\n') + '\n');

  const platform = await startPlatform(database);
  const crowd = new Crowd(platform.url.port, streams);
  try {
    const opened = await crowd.ask('open', tvs);
    if (opened.open !== tvs) throw new Error(`${opened.open} of ${tvs} streams opened`);
    await crowd.ask('post', 1, 2, posts);
    const before = await crowd.ask('post', 1, idle, posts);
    const running = at(`${of}.running`);
    fs.writeFileSync(running, '');
    const begin = Date.now();
    let seconds = 0;
    const program = child(bin('anju-platform'), ['import', list, '--database', database, '--organisation', '东关服务站', ...(whole ? [] : ['--keep-good'])]);
    const came = program.ended.then((code) => { seconds = (Date.now() - begin) / 1000; fs.rmSync(running, {force: true}); return code; });
    const told = await crowd.ask('post', 1, most, posts, running);
    if (fs.existsSync(running)) throw new Error(`${of}: the list was not in after ${most} s`);
    if (await came !== 0) throw new Error(`${of}: the program ended with ${program.exitCode ?? program.signalCode}`);
    say(`  ${of}: ${rows} rows in ${seconds.toFixed(1)} s; before it ${JSON.stringify(before)}; meanwhile ${JSON.stringify(told)}`);
    if (told.wrong || told.missing || before.wrong || before.missing) throw new Error(`${of}: ${JSON.stringify({before, told})}`);
    const still = await crowd.ask('figures');
    if (still.open !== tvs) throw new Error(`${of}: ${still.open} of ${tvs} streams are still open`);
    const more = {streams: tvs, rows, posts: told.answered};
    line(`import_rows_${of}`, 's', seconds, {goal: quick ? null : '<= 60', more});
    line(`import_post_to_tv_${of}_p99`, 'ms', told.told_p99, {more: {...more, told_p50: told.told_p50, told_max: told.told_max, durable_p99: told.durable_p99, idle_p50: before.told_p50, idle_p99: before.told_p99}});
  } finally { await crowd.end(); await end(platform); }
}
