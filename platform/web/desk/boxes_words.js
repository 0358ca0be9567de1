// SPDX-License-Identifier: Apache-2.0
// What the desk says of boxes, Chinese first.
import { pick } from "/shared/language.js";

const zh = {
  title: "盒子",
  allWell: "都好",
  counted: { offline: (count) => `离线 ${count}`, faults: (count) => `故障 ${count}`, overdue: (count) => `检查过期 ${count}` },
  kinds: { offline: "离线", faults: "故障", overdue: "检查过期", planned_off: "关着" },
  since: (when) => `从 ${when} 起`,
  neverSince: "从来没联系上",
  tested: (when) => `上次检查 ${when}`,
  neverTested: "还没检查过",
  none: "没有要看的盒子。",
  more: "这里只列前 200 台，别的在“盒子”页面。",
  offline: "现在按求助叫不到人。打电话问问，是不是停电、断网，或者拔了插头。",
  never: "装好以后还没联系上。打电话问问，或者派人去看看。",
  planned: "有人关的，或者写了家里没人，不用管。",
  overdue: "该做的检查没做成。问问电视和网络是不是开着，两天不好就报修。",
  faults: {
    unclean_start: "上次没有正常关机。问问是不是停过电。",
    watchdog: "程序自己停过，已经重开。再有就报修。",
    disk_full: "求助记不到盘上，还能呼叫。尽快换盒子。",
    clock_wrong: "盒子的钟不准。看看网络，不好就报修。",
    camera_lost: "摄像头找不到了。问问是不是碰掉了线。",
    microphone_lost: "话筒找不到了。问问是不是碰掉了线。",
    remote_silent: "遥控器 7 天没人按。打电话问问老人，看看电池。",
    path_down: "两条路断了一条，还能呼叫。告诉管网络的人。",
  },
};

const en = {
  title: "Boxes",
  allWell: "all well",
  counted: { offline: (count) => `${count} off`, faults: (count) => `${count} with faults`, overdue: (count) => `${count} overdue` },
  kinds: { offline: "Off", faults: "Fault", overdue: "Check overdue", planned_off: "Switched off" },
  since: (when) => `since ${when}`,
  neverSince: "never heard",
  tested: (when) => `last check ${when}`,
  neverTested: "never checked",
  none: "No box needs a look.",
  more: "Only the first 200 are listed here; the others are on the page of boxes.",
  offline: "A call for help would reach nobody now. Ring the home: is the power off, the network, or the plug out?",
  never: "It was never heard since it was installed. Ring the home, or send somebody.",
  planned: "Somebody switched it off, or wrote that nobody is at home. Nothing to do.",
  overdue: "A check that was due did not happen. Ask whether the TV and the network are on; after two days have it repaired.",
  faults: {
    unclean_start: "It was not shut down last time. Ask whether the power was off.",
    watchdog: "Its program stopped and was started again. If it happens again, have it repaired.",
    disk_full: "It cannot write down calls, and calls all the same. Replace it soon.",
    clock_wrong: "Its clock is wrong. Look at the network; else have it repaired.",
    camera_lost: "Its camera is gone. Ask whether a cable came off.",
    microphone_lost: "Its microphone is gone. Ask whether a cable came off.",
    remote_silent: "Nobody pressed the remote for 7 days. Ring the home and have the battery looked at.",
    path_down: "One of its two ways is down; it calls by the other. Tell whoever keeps the network.",
  },
};

export const words = pick({ zh, en });
