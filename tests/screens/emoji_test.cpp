// SPDX-License-Identifier: Apache-2.0
// Which characters are pictures, and what is said of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "screens/emoji.hpp"
#include "screens/pages.hpp"
#include "screens/people.hpp"
#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

using namespace screens;

TEST(Emoji, ArePicturesByPresentationSelectorToneJoinerKeycapAndFlag) {
    for (const char* picture : {"😂", "🌹", "❤️", "☺️", "✌️", "☝🏽", "👍🏻", "👨‍👩‍👧", "❤‍🔥", "🇨🇳", "1️⃣", "#⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "⌚", "🧧", "©️"}) {
        EXPECT_TRUE(is_picture(picture)) << picture;
    }
    for (const char* letter : {"妈", "1", "#", "1\uFE0F", "a", "，", "℃", "❤\uFE0E", "⌚\uFE0E", "❤", "©", "e\u0301", "\u200D", "\uFE0F", "", " ", "★", "\xF0\x9F"}) {
        EXPECT_FALSE(is_picture(letter)) << letter;
    }
}

TEST(Emoji, ClustersKeepAllBytesAndNeverTearAPicture) {
    const std::string words = "妈👨‍👩‍👧e\u0301🇨🇳🇨🇳❤️👍🏻1️⃣好\xFF!";
    std::string joined;
    std::vector<std::string> pictures;
    for (const auto& cluster : clusters(words)) {
        joined += cluster.text;
        if (cluster.picture) {
            pictures.emplace_back(cluster.text);
        }
    }
    EXPECT_EQ(joined, words);
    EXPECT_EQ(pictures, (std::vector<std::string>{"👨‍👩‍👧", "🇨🇳", "🇨🇳", "❤️", "👍🏻", "1️⃣"}));
}

TEST(Emoji, OrdinaryWordsHoldNone) {
    EXPECT_FALSE(may_hold_pictures("妈，周末我和大伟带豆豆回来吃饭，您别忙。12:30 “好”！"));
    EXPECT_FALSE(may_hold_pictures("Mum, we are all coming at 5 #1 *"));
    EXPECT_TRUE(may_hold_pictures("好❤️"));
    EXPECT_TRUE(may_hold_pictures("1️⃣"));
}

TEST(Emoji, OnlyPicturesMeansThatNothingElseIsSeen) {
    EXPECT_TRUE(only_pictures("❤️❤️👍"));
    EXPECT_TRUE(only_pictures(" ❤️\n\u200B👍🏻 "));
    EXPECT_FALSE(only_pictures("好❤️"));
    EXPECT_FALSE(only_pictures("❤️!"));
    EXPECT_FALSE(only_pictures(""));
    EXPECT_FALSE(only_pictures(" \u200D\uFE0F"));
}

TEST(Emoji, AreNamedOnceInARunAndAtMostThree) {
    EXPECT_EQ(for_the_ear("妈妈早上好"), "妈妈早上好");
    EXPECT_EQ(for_the_ear("我❤️你"), "我❤你");
    EXPECT_EQ(for_the_ear("哈哈😂😂😂😂！"), "哈哈😂！");
    EXPECT_EQ(for_the_ear("好👍🏻👍🏿"), "好👍");
    EXPECT_EQ(for_the_ear("🌹🎂🎉🧧👏"), "🌹🎂🎉");
    EXPECT_EQ(for_the_ear("😂来了😂"), "😂来了😂");
    EXPECT_EQ(for_the_ear("👨‍👩‍👧🇨🇳"), "👨‍👩‍👧🇨🇳");
    EXPECT_EQ(for_the_ear("1️⃣吃药"), "1吃药");
}

TEST(Emoji, HostileOnesEndSomewhere) {
    std::string joined = "👨";
    for (int i = 0; i < 200; ++i) {
        joined += "\u200D👨\u0301";
    }
    for (const auto& bad : {joined, std::string(9000, '\xF0'), std::string("\xED\xA0\xBD\xED\xB8\x80"), std::string("🇨🇨🇨"), std::string("\uFE0F\u20E3"), std::string("\0❤️", 7)}) {
        std::size_t bytes = 0;
        for (const auto& cluster : clusters(bad)) {
            bytes += cluster.text.size();
        }
        EXPECT_EQ(bytes, bad.size());
        only_pictures(bad);
        EXPECT_LE(for_the_ear(bad).size(), bad.size());
    }
}

TEST(Emoji, CountAsOneCharacterAndPagesKeepThemWhole) {
    EXPECT_NEAR(width_of("👨‍👩‍👧‍👦"), 1.2, 0.01);
    EXPECT_NEAR(width_of("好❤️"), 2.2, 0.01);
    std::string words;
    for (int i = 0; i < 40; ++i) {
        words += "👨‍👩‍👧👍🏻";
    }
    std::string joined;
    for (const auto& page : pages_of(words, 10)) {
        EXPECT_LE(width_of(page), 10.0);
        for (const auto& cluster : clusters(page)) {
            EXPECT_TRUE(cluster.text == "👨‍👩‍👧" || cluster.text == "👍🏻") << cluster.text;
        }
        joined += page;
    }
    EXPECT_EQ(joined, words);
}

TEST(Emoji, AMessageOfNothingElseIsSaidInWords) {
    auto tv = at_home({text_message("a", "m1", "❤️❤️👍", at(11, 21, 9, 38))});
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    EXPECT_THAT(tv.scene().spoken, testing::HasSubstr("发来了表情，❤️❤️👍"));
    EXPECT_EQ(tv.scene().items.front().sub, "❤️❤️👍");
    EXPECT_EQ(tv.scene().emoji_words, "发来了表情");
    tv.happens(model::Asked{model::OpenMessage{"a"}});
    EXPECT_THAT(tv.scene().spoken, testing::HasSubstr("发来了表情，❤️❤️👍"));
}

TEST(Emoji, AMessageWithWordsIsSaidAsItIs) {
    auto tv = at_home({text_message("a", "m1", "好的❤️", at(11, 21, 9, 38))});
    tv.happens(model::Asked{model::OpenMessage{"a"}});
    EXPECT_THAT(tv.scene().spoken, testing::HasSubstr("好的❤️"));
    EXPECT_THAT(tv.scene().spoken, testing::Not(testing::HasSubstr("表情")));
}

}  // namespace
}  // namespace anju::test
