// SPDX-License-Identifier: Apache-2.0
// What processes use, read from /proc.
import * as fs from 'node:fs';

function statOf(pid) {
  const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');  // the name may hold blanks and brackets
  return {parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]), threads: Number(fields[17])};
}

export function treeOf(root) {
  const children = new Map();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const {parent} = statOf(name);
      if (!children.has(parent)) children.set(parent, []);
      children.get(parent).push(Number(name));
    } catch { /* gone meanwhile */ }
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

// Seconds on a CPU since the start, threads that ended too; a process that ends in between is lost with what it used.
export const cpuOf = (pid) => { try { return statOf(pid).ticks / 100; } catch { return 0; } };
export const cpuOfTree = (root) => treeOf(root).reduce((sum, pid) => sum + cpuOf(pid), 0);

export function sizesOf(pid) {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  const kb = (name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1] ?? 0);
  return {rss: kb('VmRSS') * 1024, peak: kb('VmHWM') * 1024, threads: statOf(pid).threads, files: fs.readdirSync(`/proc/${pid}/fd`).length};
}

export const loadNow = () => Number(fs.readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
