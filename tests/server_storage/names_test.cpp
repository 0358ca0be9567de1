// SPDX-License-Identifier: Apache-2.0
#include "platform/server/names.hpp"

#include <gtest/gtest.h>

namespace anju::server {
namespace {

TEST(GuestName, IsCleanedAndCounted) {
    EXPECT_EQ(guest_name("张老师"), "张老师");
    EXPECT_EQ(guest_name("  Anna \t\n  B\u3000C  "), "Anna B C");
    EXPECT_EQ(guest_name("\u202E王\u200B大\uFEFF夫\x01"), "王大夫");
    EXPECT_EQ(guest_name("e\u0301\u0302\u0303"), "e");
    EXPECT_EQ(guest_name(""), "");
    EXPECT_EQ(guest_name(" \u3000\u200D "), "");
    std::string twenty;
    for (int i = 0; i < 20; ++i) twenty += "王";
    EXPECT_EQ(guest_name(twenty), twenty);
    EXPECT_FALSE(guest_name(twenty + "x"));
    EXPECT_FALSE(guest_name("\xff\xfe"));
    EXPECT_FALSE(guest_name("\xe7\x8e"));
    EXPECT_FALSE(guest_name("\x80"));
    EXPECT_EQ(guest_name("<b>李&\"</b>"), "<b>李&\"</b>") << "as text it is harmless";
}

TEST(PhoneName, IsWhatTheBrowserSays) {
    EXPECT_EQ(phone_name("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"), "iPhone · Safari");
    EXPECT_EQ(phone_name("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36"), "Android · Chrome");
    EXPECT_EQ(phone_name("Mozilla/5.0 (Linux; Android 12; wv) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.49"), "Android · 微信");
    EXPECT_EQ(phone_name("Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/120.0 Mobile/15E148 Safari/604.1"), "iPad · Chrome");
    EXPECT_EQ(phone_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36 Edg/124.0"), "Windows · Edge");
    EXPECT_EQ(phone_name("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Linux · Firefox");
    EXPECT_EQ(phone_name("curl/7.88.1"), "?");
    EXPECT_EQ(phone_name(""), "?");
    EXPECT_EQ(phone_name(std::string(5000, '<')), "?");
}

}  // namespace
}  // namespace anju::server
