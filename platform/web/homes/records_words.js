// SPDX-License-Identifier: Apache-2.0
// Words for subsidies and assessments; kinds are those of platform/server/care_record.cpp, grades those of GB/T 42195-2022.
import { pick } from "/shared/language.js";

const zh = {
  head: "补贴和评估",
  none: "还没有补贴和评估",
  noneNow: "今天有效的一笔也没有",
  before: (count) => `以前的 ${count} 笔`,
  sorts: { subsidy: "补贴", assessment: "评估" },
  adds: { subsidy: "加一笔补贴", assessment: "加一次评估" },
  kinds: {
    subsidy: { old_age: "高龄津贴", care_service: "养老服务补贴", nursing: "护理补贴", disability: "失能补贴", other: "其他补贴" },
    assessment: { able: "能力完好", mild: "轻度失能", moderate: "中度失能", severe: "重度失能", total: "完全失能" },
  },
  periods: { month: "每月", once: "一次" },
  parts: {
    subsidy: { kind: "哪一种", yuan: "多少钱（元）", period: "怎么发", authority: "谁批的", number: "文号", from: "从哪天", until: "到哪天", note: "备注" },
    assessment: { kind: "结果", authority: "谁评的", number: "报告号", from: "哪天评的", until: "有效到", note: "备注" },
  },
  assessed: (grade) => `能力评估：${grade}`,
  granted: (kind, yuan, period) => `${kind}，${period === "once" ? "一次" : "每月"} ${yuan} 元`,
  span: (from, until) => (until ? `${from}起，有效到${until}` : `${from}起`),
  left: (count) => `还剩 ${count} 天`,
  lastDay: "今天是最后一天",
  states: { to_come: "还没开始", over: "已过期", followed: "已有新的评估", withdrawn: "写错了，不算" },
  dayOver: "日子已过",
  follow: "换新的",
  followMeans: (before) => `新的一笔开始，前一笔就在前一天结束：${before}`,
  mistake: "写错了，不算",
  trouble: (part, why) => `${part}：${why}`,
};

const en = {
  head: "Subsidies and assessments",
  none: "No subsidies or assessments yet",
  noneNow: "None is valid today",
  before: (count) => `${count} earlier`,
  sorts: { subsidy: "Subsidy", assessment: "Assessment" },
  adds: { subsidy: "Add a subsidy", assessment: "Add an assessment" },
  kinds: {
    subsidy: { old_age: "Old-age allowance", care_service: "Care service subsidy", nursing: "Nursing subsidy", disability: "Disability subsidy", other: "Other subsidy" },
    assessment: { able: "able", mild: "mildly impaired", moderate: "moderately impaired", severe: "severely impaired", total: "totally impaired" },
  },
  periods: { month: "each month", once: "once" },
  parts: {
    subsidy: { kind: "Kind", yuan: "Amount (yuan)", period: "Paid", authority: "Granted by", number: "Decision no.", from: "From", until: "Until", note: "Note" },
    assessment: { kind: "Result", authority: "Assessed by", number: "Report no.", from: "Assessed on", until: "Valid until", note: "Note" },
  },
  assessed: (grade) => `Ability: ${grade}`,
  granted: (kind, yuan, period) => `${kind}, ${yuan} yuan ${period === "once" ? "once" : "a month"}`,
  span: (from, until) => (until ? `${from} until ${until}` : `since ${from}`),
  left: (count) => (count === 1 ? "1 day left" : `${count} days left`),
  lastDay: "today is its last day",
  states: { to_come: "not yet begun", over: "over", followed: "assessed anew since", withdrawn: "written by mistake" },
  dayOver: "its day is over",
  follow: "Follow with a new one",
  followMeans: (before) => `When the new one begins, this one ends the day before: ${before}`,
  mistake: "It was a mistake",
  trouble: (part, why) => `${part}: ${why}`,
};

export const words = pick({ zh, en });
