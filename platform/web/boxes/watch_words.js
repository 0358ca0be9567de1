// SPDX-License-Identifier: Apache-2.0
// What the page about boxes says of the key for help, Chinese first.
import { pick } from "/shared/language.js";

const zh = {
  online: "叫得到人",
  never: "装好以后还没联系上，现在叫不到人",
  off: { offline: (when) => `从 ${when} 起没有消息，现在叫不到人`, planned_off: (when) => `从 ${when} 起关着，有人关的或家里没人` },
  away: (day) => `写了家里没人，到${day}`,
  tested: (when) => `上次检查 ${when}`,
  notTested: "还没检查过",
  aloud: (when) => `出声检查 ${when}`,
  overdue: "该做的检查过期了",
  overdueShort: "检查过期",
  offFromTo: (from, to, planned) => `${from} 到 ${to}${planned ? "，有人关的" : ""}`,
  offFrom: (from, planned) => `${from} 起${planned ? "，有人关的" : ""}`,
  faults: {
    unclean_start: "上次没有正常关机", watchdog: "程序自己停过，又重开了", disk_full: "求助记不到盘上", clock_wrong: "钟不准",
    camera_lost: "摄像头找不到了", microphone_lost: "话筒找不到了", remote_silent: "遥控器 7 天没人按", path_down: "两条路断了一条",
  },
};

const en = {
  online: "A call would get through",
  never: "Never heard since it was installed; a call would reach nobody",
  off: { offline: (when) => `Silent since ${when}; a call would reach nobody`, planned_off: (when) => `Off since ${when}, as somebody wanted` },
  away: (day) => `Nobody at home until ${day}, as written`,
  tested: (when) => `Last check ${when}`,
  notTested: "Not checked yet",
  aloud: (when) => `Checked aloud ${when}`,
  overdue: "A check is overdue",
  overdueShort: "Check overdue",
  offFromTo: (from, to, planned) => `${from} to ${to}${planned ? ", as wanted" : ""}`,
  offFrom: (from, planned) => `since ${from}${planned ? ", as wanted" : ""}`,
  faults: {
    unclean_start: "Not shut down last time", watchdog: "Its program stopped and was started again", disk_full: "Calls cannot be written down", clock_wrong: "Its clock is wrong",
    camera_lost: "Camera gone", microphone_lost: "Microphone gone", remote_silent: "Remote not pressed for 7 days", path_down: "One of two ways is down",
  },
};

export const words = pick({ zh, en });
