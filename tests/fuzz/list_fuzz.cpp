// SPDX-License-Identifier: Apache-2.0
// Any bytes as a list of homes: refused, or rows whose every value is one that is kept as it is, and that come back from a list of ours.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/server/care_record.hpp"
#include "platform/server/exchange/plan.hpp"
#include "platform/server/exchange/words.hpp"
#include "platform/server/exchange/write.hpp"

using namespace anju::server;

namespace {

constexpr std::chrono::year_month_day kToday{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(27)};

void must(bool true_) {
    if (!true_) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto list = read_list({reinterpret_cast<const char*>(data), size}, kToday);
    if (!list) {
        must(!said(list.error(), Language::Chinese).empty());
        return 0;
    }
    Identities known(*list);
    std::size_t subsidies = 0;
    for (const ListRow& row : list->rows) {
        subsidies = std::max(subsidies, row.records.size());
    }
    ListWriter csv(ListForm::Csv, HeaderLanguage::Chinese, {20, 40, subsidies}), json(ListForm::Json, HeaderLanguage::English, {});
    std::string csv_text = csv.head(), json_text = json.head();
    std::size_t taken = 0;
    for (const ListRow& row : list->rows) {
        const RowPlan plan = plan_of(row, known.find(row), {});
        must(!said(plan, Language::English).empty());
        if (plan.fate != Fate::Create) {
            continue;
        }
        ListedHome home;
        for (const ValueChange& value : plan.changes) {
            if (const Fact* fact = fact_named(value.field)) {
                must(settled(*fact, value.after, kToday) == value.after);
                home.facts.emplace(value.field, value.after);
            }
        }
        home.contacts = row.contacts;
        for (const anju::contract::CareRecordEdit& one : plan.records) {
            must(kept_record(kept(one)) == one && settled(one, kToday) == one);
            anju::contract::CareRecord record;
            record.sort = one.sort;
            record.kind = one.kind;
            record.fen = one.fen;
            record.period = one.period;
            record.authority = one.authority;
            record.number = one.number;
            record.from = one.from;
            record.until = one.until;
            record.note = one.note;
            home.records.push_back(record);
        }
        for (const RelativePlan& one : plan.relatives) {
            home.relatives.push_back({"", true, one.name, one.relation, one.calls_elder, one.rights});
        }
        csv_text += csv.home(home);
        json_text += json.home(home);
        ++taken;
    }
    for (const std::string& text : {csv_text + csv.tail(), json_text + json.tail()}) {
        const auto again = read_list(text, kToday);
        must(again ? again->rows.size() == taken : taken == 0);
        for (std::size_t i = 0; again && i < taken; ++i) {
            must(!again->rows[i].refusal);
        }
    }
    return 0;
}
