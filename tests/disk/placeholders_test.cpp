// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/placeholders.hpp"

#include <gtest/gtest.h>

namespace anju::disk {
namespace {

TEST(Placeholder, IsTheSameForTheSameText) {
    Placeholders placeholders(1);
    const auto one = placeholders.of("小芳");
    placeholders.of("大伟");
    EXPECT_EQ(placeholders.of("小芳"), one);
}

TEST(Placeholder, IsNeverTheTextNorThatOfAnother) {
    Placeholders placeholders(1);
    std::set<std::string> seen;
    for (char c = 'a'; c <= 'm'; ++c) {
        const std::string text(1, c);
        EXPECT_NE(placeholders.of(text), text);
        EXPECT_TRUE(seen.insert(placeholders.of(text)).second) << text;
    }
}

TEST(Placeholder, HasTheSameLengthAndKinds) {
    Placeholders placeholders(2);
    const std::string text = "妈妈, call me at 138-0000！Ünï 😀\n";
    const auto out = placeholders.of(text);
    ASSERT_EQ(out.size(), text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto a = static_cast<unsigned char>(text[i]);
        const auto b = static_cast<unsigned char>(out[i]);
        if (a >= 0xC0) {
            EXPECT_EQ(a < 0xE0, b < 0xE0);
            EXPECT_EQ(a < 0xF0, b < 0xF0);
        } else {
            EXPECT_EQ(std::isdigit(a), std::isdigit(b)) << i;
            EXPECT_EQ(std::isupper(a), std::isupper(b)) << i;
            EXPECT_EQ(std::islower(a), std::islower(b)) << i;
            EXPECT_EQ(std::isspace(a), std::isspace(b)) << i;
        }
    }
    EXPECT_NE(out.find("！"), out.npos) << "punctuation breaks lines and tells nothing";
    EXPECT_EQ(out.find("妈"), out.npos);
}

TEST(Placeholder, OfNothingIsNothing) { EXPECT_EQ(Placeholders(1).of(""), ""); }

TEST(Placeholder, OfBrokenBytesIsSomething) {
    Placeholders placeholders(3);
    for (const std::string text : {"\xFF", "\xE5\xA6", "\x80\x80\x80", "a\xF0", "\xF0\x9F\x98"}) {
        EXPECT_EQ(placeholders.of(text).size(), text.size());
    }
}

TEST(Placeholder, DiffersBetweenRecordings) {
    EXPECT_NE(Placeholders(1).of("王桂兰王桂兰"), Placeholders(2).of("王桂兰王桂兰"));
}

}  // namespace
}  // namespace anju::disk
