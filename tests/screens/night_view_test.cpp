// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

TEST(NightView, IsAClockTheDateAndOneHint) {
    auto tv = at_home({}, at(11, 22, 2, 14));
    const auto scene = tv.scene();
    EXPECT_EQ(scene.form, screens::Form::Night);
    EXPECT_EQ(scene.title, "凌晨，天还没亮");
    EXPECT_EQ(scene.clock.figures, "2:14");
    EXPECT_EQ(scene.text, std::vector<std::string>{"11月22日 星期日"});
    ASSERT_EQ(scene.shortcuts.size(), 1u);
    EXPECT_EQ(scene.shortcuts[0].key_label, "任意键");
    EXPECT_TRUE(scene.items.empty());
    EXPECT_FALSE(scene.notice);
    EXPECT_FALSE(scene.banner);
}

TEST(NightView, SaysWhatNightItIs) {
    EXPECT_EQ(at_home({}, at(11, 21, 22, 30)).scene().title, "夜里了，好好休息");
    EXPECT_EQ(at_home({}, at(11, 22, 5, 30)).scene().title, "清早，还能再睡会儿");
}

TEST(NightView, ALossOfTheNetworkDoesNotLightItUp) {
    auto tv = at_home({}, at(11, 21, 23, 0));
    const auto before = tv.scene();
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    EXPECT_EQ(tv.scene().text, before.text);
    EXPECT_FALSE(tv.scene().banner);
}

}  // namespace
}  // namespace anju::test
