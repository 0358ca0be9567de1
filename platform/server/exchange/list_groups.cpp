// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/list_groups.hpp"

#include <algorithm>
#include <iterator>

#include "platform/contract/codec.hpp"
#include "platform/server/care_record.hpp"
#include "platform/server/relative_facts.hpp"
#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

using contract::CareRecord;
using contract::CareRecordEdit;
using contract::Relation;
using contract::Rights;

constexpr GroupPart kRelativeParts[] = {{"name", "姓名"},     {"relation", "关系"}, {"calls_elder", "称呼老人"}, {"message", "发消息"},
                                        {"visit", "视频"}, {"order", "代订"},    {"health", "看健康"}};
constexpr GroupPart kSubsidyParts[] = {{"kind", "种类"}, {"yuan", "金额"},  {"period", "发放"}, {"authority", "批准单位"},
                                       {"number", "文号"}, {"from", "开始"}, {"until", "到期"},   {"note", "备注"}};
constexpr GroupPart kAssessmentParts[] = {{"grade", "结果"}, {"authority", "单位"}, {"number", "报告号"}, {"date", "日期"}, {"until", "有效到"}, {"note", "备注"}};
// As many as a home may have: what is exported comes in again whole.
constexpr ColumnGroup kGroups[] = {{"relative", "家属", "relatives", "家属", kMostRelatives, kRelativeParts},
                                   {"subsidy", "补贴", "subsidies", "补贴", kMostCareRecords, kSubsidyParts},
                                   {"assessment", "评估", "", "", 0, kAssessmentParts}};

// The first of a word is how we write it.
constexpr FactWord kMay[] = {{"yes", "可以"}, {"no", "不可以"}, {"yes", "是"}, {"no", "否"}, {"yes", "true"}, {"no", "false"}, {"yes", "1"}, {"no", "0"},
                            {"yes", "真"},   {"no", "假"},     {"yes", "√"},  {"yes", "✓"}, {"yes", "✔"}};

constexpr Fact kRelativeName{.name = "name", .written = "", .column = "", .limit = 20, .required = true};
constexpr Fact kCallsElder{.name = "calls_elder", .written = "", .column = "", .limit = 20};
constexpr Fact kRelation{.name = "relation", .written = "", .column = "", .kind = FactKind::Word, .words = kRelations};
constexpr Fact kRight{.name = "right", .written = "", .column = "", .kind = FactKind::Word, .words = kMay};

struct Right {
    std::string_view name;
    std::optional<bool> GivenRights::*given;
    bool Rights::*kept;
};
constexpr Right kRights[] = {{"message", &GivenRights::message, &Rights::message},
                             {"visit", &GivenRights::visit, &Rights::visit},
                             {"order", &GivenRights::order, &Rights::order},
                             {"health", &GivenRights::health, &Rights::health}};

std::string written_word(std::span<const FactWord> words, std::string_view word, bool chinese) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const FactWord& one) { return one.word == word; });
    return std::string(chinese && found != words.end() ? found->written : word);
}

const std::string& cell(const GroupCells& cells, std::string_view part) {
    static const std::string none;
    const auto found = cells.find(part);
    return found == cells.end() ? none : found->second;
}

// 1,234.5 or ￥1234.50元 in fen; 0: no amount.
int fen_of(std::string_view typed) {
    constexpr std::size_t kMostDigits = 7;
    std::string text = half_width(one_line(typed));
    for (const std::string_view beside : {"¥", "￥", "元", ",", " "}) {
        for (auto at = text.find(beside); at != std::string::npos; at = text.find(beside)) {
            text.erase(at, beside.size());
        }
    }
    const auto dot = text.find('.');
    const std::string whole = text.substr(0, dot);
    std::string part = dot == std::string::npos ? "" : text.substr(dot + 1);
    const auto digits = [](const std::string& those) { return std::all_of(those.begin(), those.end(), [](char c) { return c >= '0' && c <= '9'; }); };
    if (whole.empty() || whole.size() > kMostDigits || part.size() > 2 || (dot != std::string::npos && part.empty()) || !digits(whole) || !digits(part)) {
        return 0;
    }
    part.resize(2, '0');
    return std::stoi(whole) * 100 + std::stoi(part);
}

// The part of a list in which a value of a record stands.
std::string part_of(const ColumnGroup& group, const std::string& field) {
    if (&group == &assessment_group()) {
        return field == "kind" ? "grade" : field == "from" ? "date" : field;
    }
    return field == "fen" ? "yuan" : field;
}

}  // namespace

std::span<const ColumnGroup> column_groups() { return kGroups; }
const ColumnGroup& relative_group() { return kGroups[0]; }
const ColumnGroup& subsidy_group() { return kGroups[1]; }
const ColumnGroup& assessment_group() { return kGroups[2]; }

std::string column_name(const ColumnGroup& group, std::size_t number, std::string_view part) {
    return std::string(group.name) + (group.most == 0 ? "" : std::to_string(number)) + "_" + std::string(part);
}

Rights GivenRights::over(Rights rights) const {
    for (const Right& right : kRights) {
        rights.*right.kept = (this->*right.given).value_or(rights.*right.kept);
    }
    return rights;
}

tl::expected<GivenRelative, CellTrouble> relative_of(std::size_t number, const GroupCells& cells) {
    const auto settle = [&](const Fact& fact, std::string_view part) -> tl::expected<std::string, CellTrouble> {
        auto value = settled(fact, cell(cells, part), std::chrono::year_month_day{});
        return value ? tl::expected<std::string, CellTrouble>(*std::move(value)) : tl::unexpected(CellTrouble{value.error(), std::string(part)});
    };
    GivenRelative out;
    out.number = number;
    const auto name = settle(kRelativeName, "name"), relation = settle(kRelation, "relation"), calls = settle(kCallsElder, "calls_elder");
    for (const auto* one : {&name, &relation, &calls}) {
        if (!*one) {
            return tl::unexpected(one->error());
        }
    }
    out.name = *name;
    out.calls_elder = *calls;
    if (!relation->empty()) {
        out.relation = from_word(*relation, Relation::Other).value_or(Relation::Other);
    }
    for (const Right& right : kRights) {
        // A spreadsheet writes TRUE.
        const auto may = settled(kRight, ascii_lower(half_width(cell(cells, right.name))), std::chrono::year_month_day{});
        if (!may) {
            return tl::unexpected(CellTrouble{may.error(), std::string(right.name)});
        }
        if (!may->empty()) {
            out.rights.*right.given = *may == "yes";
        }
    }
    return out;
}

tl::expected<GivenRecord, CellTrouble> record_of(const ColumnGroup& group, std::size_t number, const GroupCells& cells, std::chrono::year_month_day today) {
    const bool subsidy = &group == &subsidy_group();
    const auto value = [&](std::string_view field) { return cell(cells, part_of(group, std::string(field))); };
    CareRecordEdit record;
    record.sort = group.name;
    record.kind = value("kind");
    record.fen = subsidy ? fen_of(value("fen")) : 0;
    record.period = value("period");
    record.authority = value("authority");
    record.number = value("number");
    record.from = value("from");
    record.until = value("until");
    record.note = value("note");
    if (subsidy && one_line(value("fen")).empty()) {
        return tl::unexpected(CellTrouble{"fact_required", "yuan"});
    }
    const bool says_period = !one_line(record.period).empty();
    if (!says_period) {
        record.period = "month";
    }
    auto kept = settled(record, today);
    if (!kept) {
        return tl::unexpected(CellTrouble{kept.error().code, part_of(group, kept.error().context)});
    }
    return GivenRecord{number, *std::move(kept), says_period};
}

std::optional<std::string_view> given_back(const GivenRights& given, const StoredRelative& there) {
    const auto* found = std::find_if(std::begin(kRights), std::end(kRights), [&](const Right& right) {
        return (given.*right.given).value_or(false) && !(there.rights.*right.kept) && there.taken.contains(right.name);
    });
    return found == std::end(kRights) ? std::nullopt : std::optional(found->name);
}

GroupCells listed(const StoredRelative& relative, bool chinese) {
    GroupCells cells{{"name", relative.name}, {"relation", written_word(kRelations, contract::word(relative.relation), chinese)}, {"calls_elder", relative.calls_elder}};
    for (const Right& right : kRights) {
        cells.emplace(right.name, written_word(kMay, relative.rights.*right.kept ? "yes" : "no", chinese));
    }
    return cells;
}

GroupCells listed(const CareRecord& record, bool chinese) {
    const bool subsidy = record.sort == "subsidy";
    GroupCells cells{{"authority", record.authority}, {"number", record.number}, {"until", record.until}, {"note", record.note}};
    cells.emplace(subsidy ? "kind" : "grade", written_word(record_kinds(subsidy), record.kind, chinese));
    cells.emplace(subsidy ? "from" : "date", record.from);
    if (subsidy) {
        cells.emplace("yuan", yuan_of(record.fen));
        cells.emplace("period", written_word(record_periods(), record.period, chinese));
    }
    return cells;
}

std::string relation_written(std::string_view word) { return written_word(kRelations, word, true); }

}  // namespace anju::server
