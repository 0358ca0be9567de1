// SPDX-License-Identifier: Apache-2.0
#include "platform/server/facts.hpp"

#include <gtest/gtest.h>

#include <set>

namespace anju::server {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::year_month_day kToday = 2026y / 11 / 27;

std::string kept(std::string_view name, std::string_view given) {
    const Fact* fact = fact_named(name);
    if (fact == nullptr) return "no such fact";
    const auto value = settled(*fact, given, kToday);
    return value ? *value : "! " + value.error();
}

TEST(Facts, HaveOneNameEachInBothLanguages) {
    std::set<std::string_view> names;
    for (const Fact& fact : facts()) {
        EXPECT_TRUE(names.insert(fact.name).second) << fact.name;
        EXPECT_TRUE(names.insert(fact.written).second) << fact.written;
        EXPECT_EQ(fact_named(fact.name), &fact);
        EXPECT_EQ(fact.limit > 0, fact.kind == FactKind::Line || fact.kind == FactKind::Words) << fact.name;
        EXPECT_EQ(fact.words.empty(), fact.kind != FactKind::Word && fact.kind != FactKind::Words) << fact.name;
    }
    EXPECT_EQ(fact_named("door"), nullptr);
}

TEST(Facts, ALineHasOneBlankBetweenWordsAndNothingUnseen) {
    EXPECT_EQ(kept("floor", "  4 楼，\n有电梯\t "), "4 楼， 有电梯");
    EXPECT_EQ(kept("floor", "\u202E4楼\u202C\x01"), "4楼");
    EXPECT_EQ(kept("name", "𠮷田"), "𠮷田");
    EXPECT_EQ(kept("floor", " \n "), "");
    EXPECT_EQ(kept("floor", "\xC3"), "! not_text");
    EXPECT_EQ(kept("floor", std::string(1, '\0')), "! not_text");
}

TEST(Facts, ALineIsCountedInCharacters) {
    const auto many = [](int count) { std::string text; while (count-- > 0) text += "𠮷"; return text; };
    EXPECT_EQ(kept("name", many(40)), many(40));
    EXPECT_EQ(kept("name", many(41)), "! fact_too_long");
}

TEST(Facts, WhatIsRequiredIsNotEmpty) {
    EXPECT_EQ(kept("name", "\u200B"), "! fact_required");
    EXPECT_EQ(kept("address", ""), "! fact_required");
    EXPECT_EQ(kept("birth_date", ""), "");
}

TEST(Facts, ADateIsReadAsPeopleWriteIt) {
    for (const char* written : {"1944-03-09", "1944-3-9", "1944/3/9", "1944.03.9", "1944年3月9日", "1944年3月9", "19440309", "１９４４－３－９"}) {
        EXPECT_EQ(kept("birth_date", written), "1944-03-09") << written;
    }
    for (const char* written : {"44.3.9", "1944", "1944-03", "1944-3/9", "9.3.1944", "1944-03-09-", "1944-003-09", "三月九日", "1944-03-09T00:00", "19440309 "
                                "x", "1944月3年9日", "-944-03-09", "99999-1-1"}) {
        EXPECT_EQ(kept("birth_date", written), "! date_malformed") << written;
    }
    for (const char* written : {"1944-02-30", "1899-12-31", "2026-11-28", "1944-13-01", "1944-00-01", "1944-01-00"}) {
        EXPECT_EQ(kept("birth_date", written), "! date_impossible") << written;
    }
    EXPECT_EQ(kept("birth_date", "2026-11-27"), "2026-11-27");
}

TEST(Facts, SeveralWordsAreKeptInTheirOrderAndOnesOwnLast) {
    EXPECT_EQ(kept("wishes", "其他：学发照片、助洁，meals；助餐"), "meals、cleaning、other:学发照片");
    EXPECT_EQ(kept("wishes", "meals、cleaning、other:学发照片"), "meals、cleaning、other:学发照片") << "as it is kept";
    EXPECT_EQ(kept("likes", " 种花 | other: 听 吕剧,其它:听 吕剧\n其他：种花"), "gardening、other:听 吕剧");
    EXPECT_EQ(kept("likes", "、，;"), "");
    std::string many;
    for (int i = 0; i < 200'000; ++i) many += "other:a" + std::to_string(i) + ",";
    EXPECT_EQ(kept("likes", many), "! fact_too_long") << "at once";
    EXPECT_EQ(kept("wishes", "助餐、学发照片"), "! words_unknown");
    EXPECT_EQ(unknown_part(*fact_named("wishes"), "助餐、 学发照片"), "学发照片");
    EXPECT_EQ(kept("wishes", "其他：" + std::string(401, 'x')), "! fact_too_long");
    const Fact& likes = *fact_named("likes");
    // What was written before there were words had 200 characters, and stays what may be written.
    std::string before;
    for (int i = 0; i < 100; ++i) before += std::string(i == 0 ? "" : "、") + "\xE4" + static_cast<char>(0xB8 + i / 64) + static_cast<char>(0x80 + i % 64);  // U+4E00 …
    const std::string marked = shown(likes, before);
    EXPECT_EQ(kept("likes", marked), marked);
    EXPECT_EQ(shown(likes, "听吕剧、种花"), "gardening、other:听吕剧") << "as it was written before there were words";
    EXPECT_EQ(written_words(likes, "听吕剧、种花", true), "种花、其他：听吕剧");
    EXPECT_EQ(written_words(likes, "听吕剧、种花", false), "gardening, other: 听吕剧");
    EXPECT_TRUE(same_value(likes, "听吕剧、种花", "gardening、other:听吕剧"));
    EXPECT_FALSE(same_value(likes, "种花", "gardening、other:听吕剧"));
}

TEST(Facts, NoWordOfSeveralIsASign) {
    for (const Fact& fact : facts()) {
        for (const FactWord& one : fact.words) {
            if (fact.kind != FactKind::Words) continue;
            EXPECT_EQ(kept(fact.name, one.written), one.word);
            EXPECT_EQ(kept(fact.name, one.word), one.word);
        }
    }
}

TEST(Facts, APhoneIsItsDigits) {
    EXPECT_EQ(kept("phone", "138 0535 2216"), "13805352216");
    EXPECT_EQ(kept("phone", "(0535) 622-1840"), "05356221840");
    EXPECT_EQ(kept("phone", "+86 138 0535 2216"), "+8613805352216");
    EXPECT_EQ(kept("phone", "１３８０５３５２２１６"), "13805352216");
    for (const char* written : {"12", "1234567890123456", "138-0535-2216x", "+", "13+8", "小芳"}) EXPECT_EQ(kept("phone", written), "! phone_malformed") << written;
}

TEST(Facts, AnIdNumberHasItsCheckDigit) {
    EXPECT_EQ(kept("id_number", "11010519491231002X"), "11010519491231002X");
    EXPECT_EQ(kept("id_number", "11010519491231002x"), "11010519491231002X");
    EXPECT_EQ(kept("id_number", "110105 19491231 0021"), "! id_number_check");
    for (const char* written : {"11010519491231002", "11010519491331002X", "1101051949123100XX", "110105194912310A2X", "11010520991231002X"}) {
        EXPECT_EQ(kept("id_number", written), "! id_number_malformed") << written;
    }
}

TEST(Facts, AWordIsOneOfItsList) {
    EXPECT_EQ(kept("sex", "女"), "female");
    EXPECT_EQ(kept("sex", "male"), "male");
    EXPECT_EQ(kept("sex", "x"), "! word_unknown");
    EXPECT_EQ(kept("tv_text_size", "特大"), "1.6");
    EXPECT_EQ(kept("tv_text_size", "2"), "! word_unknown");
}

// What is kept is kept as it is when it comes again.
TEST(Facts, WhatWasKeptStaysAsItIs) {
    for (const Fact& fact : facts()) {
        for (const char* given : {"女", "1944年3月9日", "138 0535 2216", "11010519491231002x", "一个人住", "中文", "大", " a  b "}) {
            if (const auto once = settled(fact, given, kToday)) {
                EXPECT_EQ(settled(fact, *once, kToday), once) << fact.name << " " << given;
            }
        }
    }
}

}  // namespace
}  // namespace anju::server
