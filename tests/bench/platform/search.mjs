// SPDX-License-Identifier: Apache-2.0
// How soon staff finds a home among many: by name, first letters of its pinyin, phone, address and box, over HTTP, one asker at a time.
import {execFileSync} from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';

const kFamily = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'];
const kGiven = [...'桂兰秀英玉珍淑华凤霞建国志强德明福生春梅秋菊丽萍永康世荣文斌长海金凤银花素芳美玲国栋家兴宝珠翠莲雪琴'];
// The first letters of their pinyin.
const kFamilyLetters = 'wlzlcyzhzwxshzglhgmllszxhtfydxccydxfszplsljcjdwxyyypddxzwtrjffsytlzxjlhkbckmqqjsghsmlwdlqtylycwqhlgw';
const kGivenLetters = 'glxyyzshfxjgzqdmfscmqjlpyksrwbchjfyhsfmlgdjxbzclxq';
const kStreets = ['幸福里', '南大街', '北桥', '东关', '海港路', '青年路', '文化宫', '纺织新村', '柳园', '二马路'];

// The same estate each time.
function random(seed) {
  let state = seed;
  return (most) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 2 ** 32 * most); };
}

export function writeList(file, homes) {
  const next = random(20261128), rows = ['姓名,地址,电话,联系人1姓名,联系人1关系,联系人1电话,联系人2姓名,联系人2关系,联系人2电话'], kept = [];
  const name = () => {
    const [family, first, second] = [next(kFamily.length), next(kGiven.length), next(8) ? next(kGiven.length) : -1];
    return {text: kFamily[family] + kGiven[first] + (kGiven[second] ?? ''), letters: kFamilyLetters[family] + kGivenLetters[first] + (kGivenLetters[second] ?? '')};
  };
  const phone = () => `13${String(100000000 + next(900000000))}`;
  for (let i = 0; i < homes; ++i) {
    const {text, letters} = name(), one = {name: text, letters, contact: phone(), phone: phone(), address: `${kStreets[next(kStreets.length)]} ${next(60) + 1} 号楼 ${next(6) + 1} 单元 ${i}`};
    rows.push([one.name, one.address, one.phone, name().text, '女儿', one.contact, name().text, '邻居', phone()].join(','));
    kept.push(one);
  }
  fs.writeFileSync(file, `${rows.join('\n')}\n`);
  return kept;
}

const kPassword = 'correct horse battery';  // of platform_estate
const agent = new http.Agent({keepAlive: true, maxSockets: 1});
function get(url, cookie) {
  return new Promise((done, failed) => {
    const begin = process.hrtime.bigint();
    http.get(url, {agent, headers: {Cookie: cookie}}, (answer) => {
      let text = '';
      answer.on('data', (part) => { text += part; });
      answer.on('end', () => done({status: answer.statusCode, text, ms: Number(process.hrtime.bigint() - begin) / 1e6}));
    }).on('error', failed);
  });
}

// env: {bin, at, say, line, startPlatform, end, quick}; database and its name; boxes: the file of homes that platform_estate paired.
export async function searching({bin, at, say, line, startPlatform, end, quick}, name, database) {
  const homes = quick ? 5000 : 100_000, boxed = quick ? 50 : 500, times = quick ? 40 : 60;
  const list = at('search.csv');
  const kept = writeList(list, homes - boxed);
  const begin = Date.now();
  const marker = at(`${name}.search`);
  if (!fs.existsSync(marker)) {
    execFileSync(bin('platform_estate'), [database, String(boxed), at(`${name}.boxed`)], {stdio: ['ignore', 'ignore', 'inherit']});
    execFileSync(bin('anju-platform'), ['import', list, '--database', database, '--organisation', '东关服务站'], {stdio: ['ignore', 'ignore', 'inherit']});
    fs.writeFileSync(marker, '');
    say(`  ${homes} homes written to ${name} in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  }
  const platform = await startPlatform(database);
  try {
    const signedIn = await fetch(new URL('/v1/staff/session', platform.url), {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({name: 'bench', password: kPassword})});
    const cookie = signedIn.headers.get('set-cookie').split(';')[0];
    const {terminals: boxes} = {terminals: fs.readFileSync(at(`${name}.boxed`), 'utf8').trim().split('\n').map((text) => text.split(' ')[3])};
    const next = random(7), any = (some) => some[next(some.length)];
    const kinds = {
      name: () => any(kept).name,
      part_of_name: () => any(kept).name.slice(1),
      one_letter: () => any(kept).name.slice(0, 1),
      initials: () => any(kept).letters,
      phone: () => any(kept).phone,
      end_of_phone: () => any(kept).phone.slice(-4),
      contact: () => any(kept).contact,
      address: () => any(kept).address.split(' 单元')[0],
      box: () => any(boxes),
      nobody: () => `没有这个人${next(1000)}`,
      everybody: () => '',
    };
    for (const [kind, query] of Object.entries(kinds)) {
      const took = [];
      for (let i = 0; i < times + 5; ++i) {
        const answer = await get(new URL(`/v1/staff/households?q=${encodeURIComponent(query())}`, platform.url), cookie);
        const found = JSON.parse(answer.text);
        if (answer.status !== 200 || (found.total === 0) !== (kind === 'nobody')) throw new Error(`${name} ${kind}: ${answer.status} ${answer.text.slice(0, 200)}`);
        if (i >= 5) took.push(answer.ms);
      }
      took.sort((a, b) => a - b);
      const [p50, p99] = [took[Math.floor(times / 2)], took[Math.min(times - 1, Math.ceil(times * 0.99) - 1)]];
      say(`  ${name}, ${kind}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
      line(`search_${kind}_${name}_p99`, 'ms', p99, {goal: '<= 100', more: {homes, p50}});
    }
  } finally { await end(platform); }
}
