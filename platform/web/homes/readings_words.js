// SPDX-License-Identifier: Apache-2.0
// Words for what was measured; kinds, sources and ranges are those of platform/server/reading.cpp.
import { pick } from "/shared/language.js";

const zh = {
  head: "量的数",
  none: "还没有量过的数",
  unread: "现在读不到，过一会儿自己再读",
  noneOf: "没有算数的",
  add: "记一次",
  kinds: { blood_pressure: "血压", blood_sugar: "血糖", heart_rate: "心率", oxygen: "血氧", temperature: "体温", weight: "体重", height: "身高" },
  units: { blood_pressure: "毫米汞柱", blood_sugar: "毫摩/升", heart_rate: "次/分", oxygen: "%", temperature: "℃", weight: "公斤", height: "厘米" },
  ranges: {
    blood_pressure: "50 到 300", second: "20 到 200", pulse: "20 到 300", blood_sugar: "0.5 到 50，最多一位小数", heart_rate: "20 到 300", oxygen: "50 到 100",
    temperature: "30 到 44，最多一位小数", weight: "20 到 300，最多一位小数", height: "80 到 230，最多一位小数",
  },
  meals: { fasting: "空腹", before: "饭前", after: "饭后", unknown: "不知道饭前饭后" },
  sources: { visit: "上门量的", station: "站里量的", clinic: "医院量的", family: "家属报的", told: "老人自己报的", device: "设备传的" },
  parts: { kind: "量的什么", second: "低压（毫米汞柱）", pulse: "脉搏（次/分，可以不写）", meal: "饭前还是饭后", measured_at: "几时量的", source: "怎么来的", note: "备注" },
  above: (kind) => (kind === "blood_pressure" ? "高压" : "多少"),
  inUnit: (unit) => `（${unit}）`,
  pulse: (count) => `脉搏 ${count}`,
  trend: (kind, count, least, most) => `${kind}最近 ${count} 次的走势，最低 ${least}，最高 ${most}`,
  all: (kind) => `${kind}，最近的在前`,
  count: (count, kind) => `${kind} ${count} 次`,
  measured: "几时", figure: "多少", source: "怎么来的",
  mistake: "记错了",
  gone: "记错了，不算",
  withdrawn: "划掉了，不再算数",
  enteredBy: (when, who) => `${when}，${who} 记`,
  impossible: (range) => `要写 ${range}。再看一眼单位`,
  trouble: (part, why) => `${part}：${why}`,
};

const en = {
  head: "Measured",
  none: "Nothing was measured yet",
  unread: "This cannot be read now; it is tried again by itself",
  noneOf: "none that counts",
  add: "Enter one",
  kinds: { blood_pressure: "Blood pressure", blood_sugar: "Blood sugar", heart_rate: "Heart rate", oxygen: "Oxygen", temperature: "Temperature", weight: "Weight", height: "Height" },
  units: { blood_pressure: "mmHg", blood_sugar: "mmol/L", heart_rate: "/min", oxygen: "%", temperature: "°C", weight: "kg", height: "cm" },
  ranges: {
    blood_pressure: "50 to 300", second: "20 to 200", pulse: "20 to 300", blood_sugar: "0.5 to 50, one decimal at most", heart_rate: "20 to 300", oxygen: "50 to 100",
    temperature: "30 to 44, one decimal at most", weight: "20 to 300, one decimal at most", height: "80 to 230, one decimal at most",
  },
  meals: { fasting: "fasting", before: "before a meal", after: "after a meal", unknown: "not known" },
  sources: { visit: "at a visit", station: "at the station", clinic: "at the clinic", family: "told by family", told: "told by the elder", device: "by a device" },
  parts: { kind: "What", second: "Below (mmHg)", pulse: "Pulse (/min, may be empty)", meal: "Meal", measured_at: "Measured at", source: "How it is known", note: "Note" },
  above: (kind) => (kind === "blood_pressure" ? "Above" : "Value"),
  inUnit: (unit) => ` (${unit})`,
  pulse: (count) => `pulse ${count}`,
  trend: (kind, count, least, most) => `${kind}: the last ${count}, lowest ${least}, highest ${most}`,
  all: (kind) => `${kind}, the latest first`,
  count: (count, kind) => `${kind}: ${count}`,
  measured: "When", figure: "Value", source: "How",
  mistake: "A mistake",
  gone: "a mistake, does not count",
  withdrawn: "Crossed out; it no longer counts",
  enteredBy: (when, who) => `${when}, entered by ${who}`,
  impossible: (range) => `Write ${range}. Look at the unit again`,
  trouble: (part, why) => `${part}: ${why}`,
};

export const words = pick({ zh, en });
