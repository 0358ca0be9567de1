// SPDX-License-Identifier: Apache-2.0
#include "platform/server/plain_text.hpp"

#include <gtest/gtest.h>

namespace anju::server {
namespace {

TEST(PlainText, StaysAsItIs) {
    for (const char* text : {"", "妈，中午吃面吗？", "两行\n字", "a  b ", "\u3000\u3000段落", "e\u0301", "<b>&\"", "\U0001F389"}) {
        EXPECT_EQ(plain_text(text), text);
    }
}

TEST(PlainText, KeepsWhatHoldsEmojiAndLettersTogether) {
    for (const char* text : {"\U0001F468\u200D\U0001F469\u200D\U0001F467", "\u2764\uFE0F", "1\uFE0F\u20E3", "\U0001F44D\U0001F3FD",
                             "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "می\u200Cخواهم"}) {
        EXPECT_EQ(plain_text(text), text);
    }
}

TEST(PlainText, HasNoControls) {
    EXPECT_EQ(plain_text("一\x01二\x1b[31m三\x7f四\u0085五\u009b六"), "一二[31m三四五六");
    EXPECT_EQ(plain_text("一\r\n二\t三\r"), "一\n二 三");
    EXPECT_EQ(plain_text("一\u2028二\u2029三"), "一\n二\n三");
}

TEST(PlainText, RunsItsOwnWay) {
    for (const char* mark : {"\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068",
                             "\u2069", "\u206A", "\u206F"}) {
        EXPECT_EQ(plain_text(std::string("给") + mark + "你"), "给你") << mark;
        EXPECT_EQ(plain_text(mark), "");
    }
}

TEST(PlainText, IsEmptyWhenNothingWouldBeSeen) {
    for (const char* text : {" \n\u3000", "\u200B", "\u200D\uFE0F", "\uFEFF", "\u2060", "\u00AD", "\u00A0", "\u3164", "\u115F", "\uFFA0", "\u2800",
                             "\u180E", "\u034F", "\U000E0041", "\x01\x02", "\u202E \u202C", "\u0301", "\uFFF9\uFFFB", "\t\r\n"}) {
        EXPECT_EQ(plain_text(text), "") << text;
    }
    EXPECT_EQ(plain_text("\u200B好"), "\u200B好") << "one letter is seen";
}

TEST(PlainText, LeavesBytesThatAreNoTextToWhoRefusesThem) {
    EXPECT_EQ(plain_text("\xff\xfe"), "\xff\xfe");
    EXPECT_EQ(plain_text("好\xe7\x8e"), "好\xe7\x8e");
}

}  // namespace
}  // namespace anju::server
