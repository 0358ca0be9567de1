// SPDX-License-Identifier: Apache-2.0
// Homes with every kind of value, made at random from a fixed seed: written and read again they are the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "platform/server/care_record.hpp"
#include "platform/server/contact_list.hpp"
#include "platform/server/exchange/plan_groups.hpp"
#include "platform/server/exchange/write.hpp"
#include "platform/server/relative_facts.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::year_month_day kWritten = 2026y / 11 / 27;

class Chance {
  public:
    explicit Chance(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t limit) { return engine_() % limit; }
    std::string digits(std::size_t count) {
        std::string out;
        while (out.size() < count) out += static_cast<char>('0' + below(10));
        return out;
    }
    std::string text(std::size_t most) {
        static const std::string pieces[] = {"王", "桂", "𠮷", "a", "Z", "0", " ", ",", ";", "\"", "'", "=", "+", "-", "@", "＝", "👵🏽", "é", "|", "\\", "/", "：", "#", "\t", "\n", "<b>"};
        std::string out;
        for (std::size_t i = below(most) + 1; i > 0; --i) out += pieces[below(std::size(pieces))];
        return out;
    }

  private:
    std::mt19937 engine_;
};

std::string id_number(Chance& chance) {
    constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    std::string text = "110105" + std::to_string(1930 + chance.below(40)) + "03" + std::to_string(10 + chance.below(18)) + chance.digits(3);
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) sum += (text[i] - '0') * kWeights[i];
    return text + "10X98765432"[sum % 11];
}

std::string given(const Fact& fact, Chance& chance) {
    switch (fact.kind) {
        case FactKind::Line: return chance.text(std::min<std::size_t>(fact.limit, 12));
        case FactKind::Date: return std::to_string(1920 + chance.below(60)) + "-0" + std::to_string(1 + chance.below(9)) + "-1" + chance.digits(1);
        case FactKind::Phone: return (chance.below(3) == 0 ? "+" : "") + chance.digits(3 + chance.below(12));
        case FactKind::IdNumber: return id_number(chance);
        case FactKind::Word: return std::string(fact.words[chance.below(fact.words.size())].word);
        case FactKind::Words: {
            std::string some;
            for (std::size_t i = chance.below(4); i > 0; --i) some += (chance.below(3) == 0 ? "other:" + chance.text(4) : std::string(fact.words[chance.below(fact.words.size())].word)) + "、";
            return some;
        }
    }
    return "";
}

contract::CareRecord a_record(Chance& chance, bool subsidy) {
    const auto kinds = record_kinds(subsidy);
    contract::CareRecordEdit given;
    given.sort = subsidy ? "subsidy" : "assessment";
    given.kind = kinds[chance.below(kinds.size())].word;
    given.fen = static_cast<int>(1 + chance.below(100'000'000));
    given.period = chance.below(3) == 0 ? "once" : "month";
    given.authority = "局" + chance.text(5);
    given.number = chance.below(2) == 0 ? chance.text(5) : "";
    given.from = "20" + std::to_string(10 + chance.below(16)) + "-0" + std::to_string(1 + chance.below(9)) + "-1" + chance.digits(1);
    given.until = chance.below(2) == 0 ? "" : "2027-03-0" + std::to_string(1 + chance.below(9));
    given.note = chance.below(2) == 0 ? chance.text(8) : "";
    const auto kept = settled(given, kWritten);
    EXPECT_TRUE(kept) << (kept ? "" : kept.error().code);
    contract::CareRecord record;
    if (!kept) return record;
    record.sort = kept->sort, record.kind = kept->kind, record.fen = kept->fen, record.period = kept->period, record.authority = kept->authority;
    record.number = kept->number, record.from = kept->from, record.until = kept->until, record.note = kept->note;
    return record;
}

// Subsidies with kinds of their own: of one kind they would stand in each other's months.
void give_records(ListedHome& home, Chance& chance) {
    if (chance.below(2) == 0) home.records.push_back(a_record(chance, false));
    for (std::size_t i = chance.below(4); i > 0; --i) {
        home.records.push_back(a_record(chance, true));
        if (i > 1) home.records.back().kind = "other";
    }
}

void give_relatives(ListedHome& home, Chance& chance) {
    for (std::size_t i = chance.below(4); i > 0; --i) {
        StoredRelative one;
        one.name = chance.below(5) == 0 ? "同名" : one_line("小" + chance.text(4));
        one.relation = static_cast<contract::Relation>(chance.below(15));
        one.calls_elder = one_line(chance.text(4));
        one.rights = {chance.below(2) == 0, chance.below(2) == 0, chance.below(2) == 0, chance.below(2) == 0};
        home.relatives.push_back(one);
    }
}

bool has_two_alike(const std::vector<StoredRelative>& relatives) {
    std::set<std::string> names;
    for (const StoredRelative& one : relatives) names.insert(name_as_seen(one.name));
    return names.size() < relatives.size();
}

ListedHome a_home(Chance& chance) {
    ListedHome home;
    for (const Fact& fact : facts()) {
        if (!fact.required && chance.below(3) == 0) continue;
        auto value = settled(fact, given(fact, chance), kWritten);
        if (value && value->empty() && fact.required) value = "王";
        if (value && !value->empty()) home.facts.emplace(fact.name, *value);
    }
    std::vector<contract::Contact> contacts;
    for (std::size_t i = chance.below(4); i > 0; --i) contacts.push_back({"李" + chance.text(6), chance.text(6), chance.digits(11), chance.text(10)});
    home.contacts = settled(contacts).value_or(std::vector<contract::Contact>{});
    give_records(home, chance);
    give_relatives(home, chance);
    return home;
}

// With as much as may be kept of a home.
ListedHome a_full_home(Chance& chance) {
    ListedHome home = a_home(chance);
    home.records.resize(0);
    home.records.push_back(a_record(chance, false));
    while (home.records.size() < kMostCareRecords) {
        home.records.push_back(a_record(chance, true));
        home.records.back().kind = "other";
    }
    while (home.relatives.size() < kMostRelatives) give_relatives(home, chance);
    home.relatives.resize(kMostRelatives);
    std::vector<contract::Contact> contacts;
    while (contacts.size() < kMostContacts) contacts.push_back({"李" + chance.text(6), chance.text(6), chance.digits(11), chance.text(10)});
    home.contacts = settled(contacts).value();
    return home;
}

TEST(RoundTrip, EveryHomeComesBackAsItWas) {
    Chance chance(20261127);
    std::vector<ListedHome> homes;
    for (int i = 0; i < 500; ++i) homes.push_back(a_home(chance));
    homes.push_back(a_full_home(chance));
    for (const auto form : {ListForm::Csv, ListForm::Json}) {
        for (const auto language : {HeaderLanguage::Chinese, HeaderLanguage::English}) {
            ListWriter writer(form, language, {kMostContacts, kMostRelatives, kMostCareRecords});
            std::string text = writer.head();
            for (const ListedHome& home : homes) text += writer.home(home);
            const auto list = read_list(text + writer.tail(), kWritten);
            ASSERT_TRUE(list) << list.error().code << list.error().row;
            ASSERT_EQ(list->form, form);
            ASSERT_EQ(list->rows.size(), homes.size());
            for (std::size_t i = 0; i < homes.size(); ++i) {
                const ListRow& row = list->rows[i];
                ASSERT_FALSE(row.refusal) << row.refusal->code << " " << row.refusal->column << " " << row.refusal->value;
                FactTexts back;
                for (const auto& [fact, value] : row.facts) back.emplace(fact->name, value);
                EXPECT_EQ(back, homes[i].facts);
                EXPECT_EQ(row.contacts, homes[i].contacts);
                // In a home that is new, and again where it is there.
                RowPlan made;
                ASSERT_FALSE(plan_records(row.records, {}, made));
                // Two of one name were there before they were refused: they stay, and are not made anew.
                const bool alike = has_two_alike(homes[i].relatives);
                ASSERT_EQ(plan_relatives(row.relatives, {}, made).has_value(), alike);
                ASSERT_EQ(made.records.size(), homes[i].records.size());
                for (const contract::CareRecord& record : homes[i].records) {
                    EXPECT_EQ(std::count(made.records.begin(), made.records.end(), values_of(record)), std::count_if(homes[i].records.begin(), homes[i].records.end(), [&](const auto& other) {
                                  return values_of(other) == values_of(record);
                              }));
                }
                ASSERT_TRUE(alike || made.relatives.size() == homes[i].relatives.size());
                for (std::size_t k = 0; k < made.relatives.size(); ++k) {
                    const StoredRelative& was = homes[i].relatives[k];
                    EXPECT_EQ(made.relatives[k], (RelativePlan{"", was.name, was.calls_elder, was.relation, {}, was.rights}));
                }
                RowPlan again;
                ASSERT_FALSE(plan_records(row.records, homes[i], again));
                ASSERT_FALSE(plan_relatives(row.relatives, homes[i].relatives, again));
                EXPECT_TRUE(again.changes.empty()) << again.changes.front().after;
            }
        }
    }
}

}  // namespace
}  // namespace anju::server
