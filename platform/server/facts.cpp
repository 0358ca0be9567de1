// SPDX-License-Identifier: Apache-2.0
#include "platform/server/facts.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>

#include "platform/server/plain_text.hpp"
#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

using Settled = tl::expected<std::string, std::string>;

Settled no(const char* code) { return tl::unexpected(std::string(code)); }

constexpr FactWord kSexes[] = {{"female", "女"}, {"male", "男"}};
constexpr FactWord kLiving[] = {{"alone", "一个人住"}, {"spouse", "和老伴住"}, {"family", "和家人住"}, {"carer", "和护工住"}, {"home", "住养老院"}};
constexpr FactWord kLanguages[] = {{"zh", "中文"}, {"en", "英文"}};
constexpr FactWord kSizes[] = {{"1", "标准"}, {"1.25", "大"}, {"1.6", "特大"}};

// 兴趣爱好 and 服务需求 as the 智慧养老库 of districts and the notices of home care name them.
constexpr FactWord kLikes[] = {{"opera", "戏曲"},     {"singing", "唱歌"},   {"dancing", "跳舞"},     {"instruments", "乐器"},  {"calligraphy", "书法"},
                               {"painting", "绘画"},  {"chess", "棋牌"},     {"reading", "读书看报"}, {"handicraft", "编织手工"}, {"gardening", "种花"},
                               {"tai_chi", "太极"},   {"walking", "散步"},   {"fishing", "钓鱼"},     {"television", "看电视"}, {"radio", "听广播"},
                               {"photography", "摄影"}, {"travel", "旅游"},  {"cooking", "做饭"},     {"pets", "养宠物"},       {"chatting", "聊天"}};
constexpr FactWord kWishes[] = {{"meals", "助餐"},         {"cleaning", "助洁"},      {"bathing", "助浴"},       {"medical", "助医"},
                                {"getting_about", "助行"}, {"urgent", "助急"},        {"errands", "代购代办"},   {"care", "照料看护"},
                                {"rehabilitation", "康复护理"}, {"health", "健康管理"}, {"day_care", "日间照料"}, {"short_stay", "短期托养"},
                                {"comfort", "精神慰藉"},   {"culture", "文化娱乐"},   {"learning", "老年教育"},  {"company", "上门探访"},
                                {"adaptation", "适老化改造"}, {"assistive_devices", "辅具"}, {"devices", "智能设备"}};

// In the order in which a list has them.
constexpr Fact kFacts[] = {
    {.name = "household", .written = "户名", .column = "h.name", .limit = 40, .required = true, .searched = true, .on_tv = true},
    {.name = "name", .written = "姓名", .column = "p.name", .limit = 40, .required = true, .searched = true, .on_tv = true, .identifies = true},
    {.name = "called", .written = "称呼", .column = "p.called", .limit = 20, .required = true, .searched = true, .on_tv = true},
    {.name = "called_latin", .written = "英文称呼", .column = "p.called_latin", .limit = 40, .searched = true, .on_tv = true},
    {.name = "sex", .written = "性别", .column = "f.sex", .kind = FactKind::Word, .words = kSexes},
    {.name = "birth_date", .written = "出生日期", .column = "f.birth_date", .kind = FactKind::Date},
    {.name = "id_number", .written = "身份证号", .column = "f.id_number", .kind = FactKind::IdNumber, .identifies = true},
    {.name = "phone", .written = "电话", .column = "f.phone", .kind = FactKind::Phone, .searched = true},
    {.name = "living", .written = "居住情况", .column = "f.living", .kind = FactKind::Word, .words = kLiving},
    {.name = "address", .written = "地址", .column = "h.address", .limit = 120, .required = true, .searched = true, .identifies = true},
    {.name = "door_code", .written = "门码", .column = "f.door_code", .limit = 20},
    {.name = "floor", .written = "楼层", .column = "f.floor", .limit = 60},
    {.name = "lift", .written = "电梯", .column = "f.lift", .limit = 60},
    {.name = "way_in", .written = "怎么进门", .column = "f.way_in", .limit = 120},
    {.name = "dialect", .written = "方言", .column = "f.dialect", .limit = 40},
    {.name = "hearing", .written = "听力", .column = "f.hearing", .limit = 60},
    {.name = "sight", .written = "视力", .column = "f.sight", .limit = 60},
    {.name = "mobility", .written = "行动", .column = "f.mobility", .limit = 60},
    {.name = "tv_language", .written = "电视语言", .column = "f.tv_language", .kind = FactKind::Word, .on_tv = true, .words = kLanguages},
    {.name = "tv_text_size", .written = "电视字号", .column = "f.tv_text_size", .kind = FactKind::Word, .on_tv = true, .words = kSizes},
    {.name = "illnesses", .written = "疾病", .column = "f.illnesses", .limit = 200},
    {.name = "allergies", .written = "过敏", .column = "f.allergies", .limit = 200},
    {.name = "medicines", .written = "用药", .column = "f.medicines", .limit = 400},
    {.name = "care", .written = "自理情况", .column = "f.care", .limit = 120},
    {.name = "clinic", .written = "就诊医院", .column = "f.clinic", .limit = 120},
    {.name = "likes", .written = "兴趣爱好", .column = "f.likes", .kind = FactKind::Words, .limit = 400, .words = kLikes},
    {.name = "wishes", .written = "服务需求", .column = "f.wishes", .kind = FactKind::Words, .limit = 400, .words = kWishes},
    {.name = "note", .written = "备注", .column = "f.note", .limit = 500},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The numbers of "1944-03-09", 1944年3月9日, 1944/3/9, 1944.3.9 or 19440309.
std::optional<std::array<int, 3>> numbers_of(std::string text) {
    if (text.size() == 8 && std::all_of(text.begin(), text.end(), is_digit)) {
        text = text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6);
    }
    std::array<int, 3> numbers{};
    constexpr std::array<std::string_view, 3> kWritten{"年", "月", "日"};
    char sign = 0;  // the same between all of them
    std::string_view rest = text;
    for (std::size_t i = 0; i < 3; ++i) {
        std::size_t digits = 0;
        while (digits < rest.size() && is_digit(rest[digits])) {
            numbers[i] = digits < 4 ? numbers[i] * 10 + (rest[digits] - '0') : numbers[i];
            ++digits;
        }
        if (i == 0 ? digits != 4 : digits < 1 || digits > 2) {
            return std::nullopt;
        }
        rest.remove_prefix(digits);
        if (rest.starts_with(kWritten[i]) && (i == 0 || sign == 'y')) {
            sign = 'y';
            rest.remove_prefix(kWritten[i].size());
        } else if (i < 2) {
            if (rest.empty() || std::string_view("-/.").find(rest.front()) == std::string_view::npos || (sign != 0 && rest.front() != sign)) {
                return std::nullopt;
            }
            sign = rest.front();
            rest.remove_prefix(1);
        }
    }
    return rest.empty() ? std::optional(numbers) : std::nullopt;
}

std::string two(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

Settled date(const std::string& text, std::chrono::year_month_day today) {
    const auto numbers = numbers_of(text);
    if (!numbers) {
        return no("date_malformed");
    }
    const auto [year, month, day] = *numbers;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || year < 1900 || date > today) {
        return no("date_impossible");
    }
    return std::to_string(year) + "-" + two(unsigned(date.month())) + "-" + two(unsigned(date.day()));
}

Settled phone(std::string_view text) {
    constexpr std::size_t kFewest = 3, kMost = 15;  // E.164
    std::string out;
    for (const char c : text) {
        if (is_digit(c) || (c == '+' && out.empty())) {
            out += c;
        } else if (std::string_view(" -()").find(c) == std::string_view::npos) {
            return no("phone_malformed");
        }
    }
    const std::size_t digits = out.size() - (out.starts_with('+') ? 1 : 0);
    return digits >= kFewest && digits <= kMost ? Settled(out) : no("phone_malformed");
}

Settled id_number(std::string text, std::chrono::year_month_day today) {
    constexpr std::size_t kDigits = 17;
    constexpr std::array<int, kDigits> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view kCheck = "10X98765432";
    std::erase(text, ' ');
    if (text.size() != kDigits + 1 || !std::all_of(text.begin(), text.end() - 1, is_digit)) {
        return no("id_number_malformed");
    }
    char& last = text.back();
    last = last == 'x' ? 'X' : last;
    if ((!is_digit(last) && last != 'X') || !date(text.substr(6, 8), today)) {
        return no("id_number_malformed");
    }
    int sum = 0;
    for (std::size_t i = 0; i < kDigits; ++i) {
        sum += (text[i] - '0') * kWeights[i];
    }
    return kCheck[static_cast<std::size_t>(sum % 11)] == last ? Settled(text) : no("id_number_check");
}

Settled word(const Fact& fact, std::string_view text) {
    const auto found = std::find_if(fact.words.begin(), fact.words.end(), [&](const FactWord& one) { return one.word == text || one.written == text; });
    return found == fact.words.end() ? no("word_unknown") : Settled(std::string(found->word));
}

constexpr std::string_view kBetween = "、", kOwn = "other:", kOwnWritten[] = {"其他：", "其他:", "其它：", "其它:", "other：", "other:", "Other:", "Other："};

std::vector<std::string> parted(std::string_view text) {
    constexpr std::string_view kSigns[] = {"、", "，", "；", ",", ";", "\n", "|"};
    std::vector<std::string> parts(1);
    while (!text.empty()) {
        const auto* sign = std::find_if(std::begin(kSigns), std::end(kSigns), [&](std::string_view one) { return text.starts_with(one); });
        if (sign != std::end(kSigns)) {
            text.remove_prefix(sign->size());
            parts.emplace_back();
        } else {
            parts.back() += text.front();
            text.remove_prefix(1);
        }
    }
    return parts;
}

// Its parts in their order, or the first that is none. `free`: whatever is no word is one's own.
tl::expected<std::vector<std::string>, std::string> parts_of(const Fact& fact, std::string_view text, bool free) {
    std::vector<bool> chosen(fact.words.size());
    std::vector<std::string> own;
    for (const std::string& raw : parted(text)) {
        std::string part = one_line(raw);
        const auto* mark = std::find_if(std::begin(kOwnWritten), std::end(kOwnWritten), [&](std::string_view one) { return part.starts_with(one); });
        const bool marked = mark != std::end(kOwnWritten);
        part = marked ? one_line(std::string_view(part).substr(mark->size())) : part;
        const auto word = std::find_if(fact.words.begin(), fact.words.end(), [&](const FactWord& one) { return one.word == part || one.written == part; });
        if (word != fact.words.end()) {
            chosen[static_cast<std::size_t>(word - fact.words.begin())] = true;
        } else if (!part.empty()) {
            if (!marked && !free) {
                return tl::unexpected(part);
            }
            if (part = std::string(kOwn) + part; std::find(own.begin(), own.end(), part) == own.end()) {
                own.push_back(std::move(part));
            }
        }
    }
    std::vector<std::string> all;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) {
            all.emplace_back(fact.words[i].word);
        }
    }
    std::move(own.begin(), own.end(), std::back_inserter(all));
    return all;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
        out.append(out.empty() ? "" : kBetween).append(part);
    }
    return out;
}

Settled several(const Fact& fact, std::string_view given) {
    constexpr std::size_t kBytes = 16;  // of a letter with what may stand around it; each part is looked for among those before it
    if (given.size() > kBytes * fact.limit) {
        return no("fact_too_long");
    }
    const auto parts = parts_of(fact, given, false);
    if (!parts) {
        return no("words_unknown");
    }
    // The marks of one's own count not: text that was written before there were words stays what may be written.
    const auto own = static_cast<std::size_t>(std::count_if(parts->begin(), parts->end(), [](const std::string& part) { return part.starts_with(kOwn); }));
    std::string kept = joined(*parts);
    return code_points(kept) <= fact.limit + own * kOwn.size() ? Settled(std::move(kept)) : no("fact_too_long");
}

}  // namespace

std::vector<std::string> kept_words(const Fact& fact, std::string_view kept) { return parts_of(fact, kept, true).value_or(std::vector<std::string>{}); }

std::string written_words(const Fact& fact, std::string_view kept, bool chinese) {
    std::string out;
    for (const std::string& part : kept_words(fact, kept)) {
        const auto word = std::find_if(fact.words.begin(), fact.words.end(), [&](const FactWord& one) { return one.word == part; });
        out += out.empty() ? "" : chinese ? kBetween : ", ";
        if (word != fact.words.end()) {
            out += chinese ? word->written : word->word;
        } else {
            out.append(chinese ? "其他：" : "other: ").append(part.substr(kOwn.size()));
        }
    }
    return out;
}

std::string unknown_part(const Fact& fact, std::string_view given) {
    const auto parts = parts_of(fact, given, false);
    return parts ? "" : parts.error();
}

bool same_value(const Fact& fact, const std::string& kept, const std::string& settled) {
    return fact.kind == FactKind::Words ? joined(kept_words(fact, kept)) == settled : kept == settled;
}

std::span<const Fact> facts() { return kFacts; }

const Fact* fact_named(std::string_view name) {
    const auto found = std::find_if(std::begin(kFacts), std::end(kFacts), [&](const Fact& fact) { return fact.name == name; });
    return found == std::end(kFacts) ? nullptr : &*found;
}

std::string half_width(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
        if (byte(i) == 0xE3 && byte(i + 1) == 0x80 && byte(i + 2) == 0x80) {  // U+3000
            out += ' ';
            i += 2;
        } else if (byte(i) == 0xEF && (byte(i + 1) == 0xBC || byte(i + 1) == 0xBD)) {  // U+FF01 …
            const unsigned point = 0xF000U + ((byte(i + 1) & 0x3FU) << 6U) + (byte(i + 2) & 0x3FU);
            if (point >= 0xFF01 && point <= 0xFF5E) {
                out += static_cast<char>(point - 0xFEE0U);
            } else {
                out.append(text.substr(i, 3));
            }
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string one_line(std::string_view typed) {
    std::string out;
    for (const char c : plain_text(typed)) {
        const bool blank = c == ' ' || c == '\n';
        if (!blank || (!out.empty() && out.back() != ' ')) {
            out += blank ? ' ' : c;
        }
    }
    if (out.ends_with(' ')) {
        out.pop_back();
    }
    return out;
}

std::string named_after(const Fact& fact, const std::string& name) {
    const bool home = fact.name == "household" && code_points(name) < fact.limit;
    return home ? name + "家" : name;
}

Settled settled(const Fact& fact, std::string_view given, std::chrono::year_month_day today) {
    if (!is_storable(given)) {
        return no("not_text");
    }
    std::string text = one_line(given);
    if (text.empty()) {
        return fact.required ? no("fact_required") : Settled("");
    }
    switch (fact.kind) {
        case FactKind::Line: return code_points(text) <= fact.limit ? Settled(std::move(text)) : no("fact_too_long");
        case FactKind::Date: return date(half_width(text), today);
        case FactKind::Phone: return phone(half_width(text));
        case FactKind::IdNumber: return id_number(half_width(text), today);
        case FactKind::Word: return word(fact, text);
        case FactKind::Words: return several(fact, given);
    }
    return text;
}

std::string shown(const Fact& fact, const std::string& value) {
    constexpr std::size_t kOpen = 4;  // at either end
    if (fact.kind == FactKind::Words) {
        return joined(kept_words(fact, value));
    }
    if (fact.kind != FactKind::IdNumber || value.size() <= 2 * kOpen) {
        return value;
    }
    std::string dots;
    for (std::size_t i = 2 * kOpen; i < value.size(); ++i) {
        dots += "·";
    }
    return value.substr(0, kOpen) + dots + value.substr(value.size() - kOpen);
}

std::chrono::year_month_day day_in_china(std::chrono::sys_time<std::chrono::milliseconds> now) {
    constexpr std::chrono::hours kChina{8};
    return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now + kChina));
}

}  // namespace anju::server
