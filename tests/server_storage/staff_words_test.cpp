// SPDX-License-Identifier: Apache-2.0
#include "platform/server/staff_words.hpp"

#include <gtest/gtest.h>

namespace anju::server {
namespace {

std::string why(std::string_view typed, const std::vector<std::string>& names = {}) {
    const auto settled = settled_password(typed, names);
    return settled ? "" : settled.error();
}

TEST(StaffPassword, NeedsLengthAndNothingElse) {
    EXPECT_EQ(why("ninechars"), "password_too_short");
    EXPECT_EQ(why(""), "password_too_short");
    EXPECT_EQ(why("ten charac"), "");
    EXPECT_EQ(why("一二三四五六七八九"), "password_too_short") << "characters count, not bytes";
    EXPECT_EQ(why("一二三四五六七八九十"), "");
    EXPECT_EQ(why("          "), "") << "no rules of composition";
    EXPECT_EQ(why(std::string(200, 'x')), "");
    EXPECT_EQ(why(std::string(201, 'x')), "password_too_long");
    EXPECT_EQ(why("\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe"), "not_text");
}

TEST(StaffPassword, IsNoneOfThoseTriedFirstWhateverItsCase) {
    for (const char* common : {"1234567890", "Password123", "QWERTYUIOP", "woaini1314520", "5201314520", "１２３４５６７８９０"}) EXPECT_EQ(why(common), "password_common") << common;
    EXPECT_EQ(why("1234567890 "), "");
    EXPECT_EQ(why("xiaomei-liu", {"Xiaomei-Liu", "刘小梅"}), "password_is_name");
}

TEST(StaffPassword, IsTheSameWhicheverKeyboardWroteIt) {
    EXPECT_EQ(settled_password("ｄｏｎｇｇｕａｎ-401", {}), "dongguan-401");
    EXPECT_EQ(settled_password("cafe\u0301 au lait", {}), settled_password("caf\u00e9 au lait", {}));
    EXPECT_EQ(composed("e\u0301"), "\u00e9");
    EXPECT_EQ(composed("\xff"), "");
}

TEST(StaffNames, AreCleanedAndCounted) {
    EXPECT_EQ(settled_sign_in_name(" ｌｉｕ "), "liu");
    EXPECT_EQ(settled_sign_in_name("刘师傅"), "刘师傅");
    for (const char* wrong : {"", "x", "two words", "\u202E\u200B"}) EXPECT_EQ(settled_sign_in_name(wrong).error(), "name_malformed") << wrong;
    EXPECT_EQ(settled_sign_in_name(std::string(41, 'x')).error(), "name_malformed");
    EXPECT_EQ(settled_title("  东关 \n 街道 "), "东关 街道");
    EXPECT_EQ(settled_title(" \u3000 ").error(), "title_empty");
    EXPECT_EQ(settled_title(std::string(41, 'x')).error(), "title_too_long");
    EXPECT_EQ(settled_title("\xff").error(), "not_text");
}

}  // namespace
}  // namespace anju::server
