// SPDX-License-Identifier: Apache-2.0
#include "platform/server/pinyin.hpp"

#include <gtest/gtest.h>

namespace anju::server {
namespace {

TEST(Pinyin, IsTheSyllablesTogetherAndTheirInitials) {
    EXPECT_EQ(pinyin_of("王桂兰"), "wangguilan wgl");
    EXPECT_EQ(pinyin_of("欧阳修"), "ouyangxiu oyx");
    EXPECT_EQ(pinyin_of("吕绿"), "lulu ll");
}

TEST(Pinyin, ReadsASurnameAsOne) { EXPECT_EQ(pinyin_of("单玉珍"), "shanyuzhen syz"); }

TEST(Pinyin, KeepsOtherLetters) {
    EXPECT_EQ(pinyin_of("José Ma"), "josema jm");
    EXPECT_EQ(pinyin_of("王 3 号"), "wanghao wh");
}

TEST(Pinyin, IsNothingWithoutLetters) {
    EXPECT_EQ(pinyin_of(""), "");
    EXPECT_EQ(pinyin_of("…12"), "");
    EXPECT_EQ(pinyin_of("\xff\xfe"), "");
}

}  // namespace
}  // namespace anju::server
