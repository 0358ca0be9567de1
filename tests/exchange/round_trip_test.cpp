// SPDX-License-Identifier: Apache-2.0
// Homes with every kind of value, made at random from a fixed seed: written and read again they are the same.
#include <gtest/gtest.h>

#include <random>

#include "platform/server/contact_list.hpp"
#include "platform/server/exchange/write.hpp"

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
    }
    return "";
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
    return home;
}

TEST(RoundTrip, EveryHomeComesBackAsItWas) {
    Chance chance(20261127);
    std::vector<ListedHome> homes;
    for (int i = 0; i < 500; ++i) homes.push_back(a_home(chance));
    for (const auto form : {ListForm::Csv, ListForm::Json}) {
        for (const auto language : {HeaderLanguage::Chinese, HeaderLanguage::English}) {
            ListWriter writer(form, language, 3);
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
            }
        }
    }
}

}  // namespace
}  // namespace anju::server
