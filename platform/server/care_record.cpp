// SPDX-License-Identifier: Apache-2.0
#include "platform/server/care_record.hpp"

#include <array>
#include <cstdio>

#include "platform/contract/codec.hpp"

namespace anju::server {
namespace {

using contract::CareRecordEdit;

constexpr FactWord kSorts[] = {{"subsidy", "补贴"}, {"assessment", "评估"}};
constexpr FactWord kSubsidies[] = {{"old_age", "高龄津贴"}, {"care_service", "养老服务补贴"}, {"nursing", "护理补贴"}, {"disability", "失能补贴"}, {"other", "其他补贴"}};
constexpr FactWord kGrades[] = {{"able", "能力完好"}, {"mild", "轻度失能"}, {"moderate", "中度失能"}, {"severe", "重度失能"}, {"total", "完全失能"}};
constexpr FactWord kPeriods[] = {{"month", "每月"}, {"once", "一次"}};
constexpr int kMostFen = 100'000'000;
constexpr std::chrono::year_month_day kNoEnd{std::chrono::year(2199), std::chrono::month(12), std::chrono::day(31)};

constexpr Fact kSort{.name = "sort", .written = "", .column = "", .kind = FactKind::Word, .required = true, .words = kSorts};
constexpr Fact kPeriod{.name = "period", .written = "", .column = "", .kind = FactKind::Word, .required = true, .words = kPeriods};
constexpr Fact kFrom{.name = "from", .written = "", .column = "", .kind = FactKind::Date, .required = true};
constexpr Fact kUntil{.name = "until", .written = "", .column = "", .kind = FactKind::Date};
constexpr Fact kNumber{.name = "number", .written = "", .column = "", .limit = 60};
constexpr Fact kNote{.name = "note", .written = "", .column = "", .limit = 200};

Fact kind_of(bool subsidy) {
    Fact fact{.name = "kind", .written = "", .column = "", .kind = FactKind::Word, .required = true};
    fact.words = record_kinds(subsidy);
    return fact;
}

// Who assessed is part of what an assessment is worth; who grants may be known to everybody.
Fact authority_of(bool subsidy) { return {.name = "authority", .written = "", .column = "", .limit = 60, .required = !subsidy}; }

tl::unexpected<RepositoryError> no_record(std::string code, std::string_view field) {
    return tl::unexpected(RepositoryError{Trouble::Refused, std::move(code), std::string(field), {}});
}

std::string_view word_of(std::span<const FactWord> words, std::string_view word) {
    for (const FactWord& one : words) {
        if (one.word == word) {
            return one.written;
        }
    }
    return word;
}

}  // namespace

std::string yuan_of(int fen) {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%d.%02d", fen / 100, fen % 100);
    return text.data();
}

std::span<const FactWord> record_kinds(bool subsidy) { return subsidy ? std::span<const FactWord>(kSubsidies) : std::span<const FactWord>(kGrades); }
std::span<const FactWord> record_periods() { return kPeriods; }

CareRecordEdit values_of(const contract::CareRecord& record) {
    return {"", "", record.sort, record.kind, record.fen, record.period, record.authority, record.number, record.from, record.until, record.note, record.withdrawn};
}

std::string kept(CareRecordEdit record) {
    record.corrects = record.replaces = "";
    return contract::encode(record);
}

std::optional<CareRecordEdit> kept_record(std::string_view text) {
    auto record = contract::decode<CareRecordEdit>(text);
    return record ? std::optional(*std::move(record)) : std::nullopt;
}

std::string written(const CareRecordEdit& record, bool chinese) {
    const bool subsidy = record.sort == "subsidy";
    const auto word = [chinese](std::span<const FactWord> words, const std::string& one) { return chinese ? std::string(word_of(words, one)) : one; };
    std::string out = word(record_kinds(subsidy), record.kind);
    const auto add = [&](const std::string& text) { out += text.empty() ? "" : (chinese ? "，" : ", ") + text; };
    if (subsidy) {
        add(chinese ? word(kPeriods, record.period) + " " + yuan_of(record.fen) + " 元" : yuan_of(record.fen) + (record.period == "month" ? " yuan each month" : " yuan once"));
    }
    add(record.authority);
    add(record.number);
    add(chinese ? record.from + " 起" : "from " + record.from);
    add(record.until.empty() ? "" : (chinese ? "到 " : "until ") + record.until);
    add(record.note);
    return out + (!record.withdrawn ? "" : chinese ? "（写错了，不算）" : " (a mistake)");
}

Stored<CareRecordEdit> settled(CareRecordEdit record, std::chrono::year_month_day today) {
    const auto settle = [](const Fact& fact, std::string& value, std::chrono::year_month_day last) -> Stored<void> {
        auto kept = settled(fact, value, last);
        if (!kept) {
            return no_record(kept.error(), fact.name);
        }
        value = *std::move(kept);
        return {};
    };
    if (const auto sort = settle(kSort, record.sort, today); !sort) {
        return tl::unexpected(sort.error());
    }
    const bool subsidy = record.sort == "subsidy";
    const Fact kind = kind_of(subsidy), authority = authority_of(subsidy);
    if (!subsidy) {
        record.fen = 0;
        record.period = "once";
    }
    struct Part {
        const Fact& fact;
        std::string& value;
        std::chrono::year_month_day last;
    };
    for (const Part& part : {Part{kind, record.kind, today}, Part{kPeriod, record.period, today}, Part{authority, record.authority, today},
                             Part{kNumber, record.number, today}, Part{kFrom, record.from, subsidy ? kNoEnd : today},
                             Part{kUntil, record.until, kNoEnd}, Part{kNote, record.note, today}}) {
        if (const auto fine = settle(part.fact, part.value, part.last); !fine) {
            return tl::unexpected(fine.error());
        }
    }
    if (!subsidy) {
        record.period.clear();
    } else if (record.fen < 1 || record.fen > kMostFen) {
        return no_record("amount_impossible", "fen");
    }
    if (!record.until.empty() && record.until < record.from) {
        return no_record("until_before_from", "until");
    }
    return record;
}

bool overlap(const CareRecordEdit& one, const CareRecordEdit& other) {
    if (one.sort != "subsidy" || other.sort != "subsidy" || one.kind != other.kind || one.kind == "other" || one.withdrawn || other.withdrawn ||
        one.period != "month" || other.period != "month") {
        return false;
    }
    const auto begins_in = [](const CareRecordEdit& later, const CareRecordEdit& first) {
        return later.from >= first.from && (first.until.empty() || later.from <= first.until);
    };
    return begins_in(one, other) || begins_in(other, one);
}

std::string day_before(const std::string& date) {
    using std::chrono::sys_days;
    const auto number = [&](std::size_t at, std::size_t digits) { return std::stoi(date.substr(at, digits)); };
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)), std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    return written_day(sys_days(day) - std::chrono::days(1));
}

std::string written_day(std::chrono::year_month_day day) {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return text.data();
}

bool stands_on(const contract::CareRecord& record, const std::string& day) {
    // What is paid once is over with its day.
    const std::string& last = record.until.empty() && record.period == "once" ? record.from : record.until;
    return !record.withdrawn && (last.empty() || last >= day);
}

}  // namespace anju::server
