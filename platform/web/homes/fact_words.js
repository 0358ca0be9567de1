// SPDX-License-Identifier: Apache-2.0
// What a home's facts are called and what they may be; names and codes are those of platform/server/facts.cpp and relative_facts.hpp.
import { pick } from "/shared/language.js";

const zh = {
  chip: (label, text) => `${label}：${text}`,
  facts: { first_contact: "管家人", subsidy: "补贴", assessment: "评估",
    household: "户名", name: "姓名", called: "称呼", called_latin: "英文称呼", name_latin: "英文名", relation: "关系", calls_elder: "称呼老人", sex: "性别", birth_date: "出生", id_number: "身份证", phone: "电话",
    living: "和谁住", address: "地址", door_code: "门码", floor: "楼层", lift: "电梯", way_in: "怎么进", dialect: "说话", hearing: "听力", sight: "视力", mobility: "走路",
    contacts: "出事先打给谁", tv_language: "语言", tv_text_size: "字号", illnesses: "病", allergies: "过敏", medicines: "用药", care: "自理", clinic: "医院", likes: "兴趣", wishes: "需求", note: "备注",
  },
  values: {
    sex: { female: "女", male: "男" },
    living: { alone: "一个人住", spouse: "和老伴住", family: "和家人住", carer: "和护工住", home: "住养老院" },
    tv_language: { zh: "中文", en: "英文" },
    tv_text_size: { 1: "标准", 1.25: "大", 1.6: "特大" },
  },
  choices: {
    likes: {
      opera: "戏曲", singing: "唱歌", dancing: "跳舞", instruments: "乐器", calligraphy: "书法", painting: "绘画", chess: "棋牌", reading: "读书看报", handicraft: "编织手工", gardening: "种花",
      tai_chi: "太极", walking: "散步", fishing: "钓鱼", television: "看电视", radio: "听广播", photography: "摄影", travel: "旅游", cooking: "做饭", pets: "养宠物", chatting: "聊天",
    },
    wishes: {
      meals: "助餐", cleaning: "助洁", bathing: "助浴", medical: "助医", getting_about: "助行", urgent: "助急", errands: "代购代办", care: "照料看护", rehabilitation: "康复护理", health: "健康管理",
      day_care: "日间照料", short_stay: "短期托养", comfort: "精神慰藉", culture: "文化娱乐", learning: "老年教育", company: "上门探访", adaptation: "适老化改造", assistive_devices: "辅具", devices: "智能设备",
    },
  },
  between: "、",
  own: "别的",
  ownExample: { likes: "比如 听吕剧、看孙子画画", wishes: "比如 学发照片" },
  nothing: "（不写）",
};

const en = {
  chip: (label, text) => `${label}: ${text}`,
  facts: { first_contact: "First contact", subsidy: "Subsidy", assessment: "Assessment",
    household: "Home", name: "Name", called: "Called", called_latin: "English name", name_latin: "English name", relation: "Relation", calls_elder: "Calls the elder", sex: "Sex", birth_date: "Born", id_number: "Identity", phone: "Phone",
    living: "Living", address: "Address", door_code: "Door code", floor: "Floor", lift: "Lift", way_in: "Way in", dialect: "Speech", hearing: "Hearing", sight: "Sight", mobility: "Walking",
    contacts: "Whom to call", tv_language: "Language", tv_text_size: "Letters", illnesses: "Illnesses", allergies: "Allergies", medicines: "Medicines", care: "Care", clinic: "Clinic", likes: "Interests", wishes: "Needs", note: "Note",
  },
  values: {
    sex: { female: "woman", male: "man" },
    living: { alone: "lives alone", spouse: "with a partner", family: "with family", carer: "with a carer", home: "in a care home" },
    tv_language: { zh: "Chinese", en: "English" },
    tv_text_size: { 1: "usual", 1.25: "large", 1.6: "largest" },
  },
  choices: {
    likes: {
      opera: "opera", singing: "singing", dancing: "dancing", instruments: "instruments", calligraphy: "calligraphy", painting: "painting", chess: "chess and cards", reading: "reading", handicraft: "knitting, handicraft",
      gardening: "flowers", tai_chi: "tai chi", walking: "walks", fishing: "fishing", television: "television", radio: "radio", photography: "photography", travel: "travel", cooking: "cooking", pets: "pets", chatting: "a chat",
    },
    wishes: {
      meals: "meals", cleaning: "cleaning", bathing: "bathing", medical: "to the doctor", getting_about: "getting about", urgent: "urgent help", errands: "errands", care: "care", rehabilitation: "rehabilitation",
      health: "health care", day_care: "day care", short_stay: "short stay", comfort: "comfort", culture: "culture", learning: "learning", company: "visits", adaptation: "adapting the home", assistive_devices: "assistive devices", devices: "smart devices",
    },
  },
  between: ", ",
  own: "Others",
  ownExample: { likes: "e.g. Lü opera", wishes: "e.g. sending photos" },
  nothing: "(nothing)",
};

export const words = pick({ zh, en });
