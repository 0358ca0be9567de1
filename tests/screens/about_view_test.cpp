// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

TerminalDriver about() {
    auto tv = at_home();
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    tv.happens(model::Asked{model::Open{model::Route::About}});
    return tv;
}

std::string fact(const TerminalDriver& tv, const std::string& label) {
    for (const auto& fact : tv.scene().facts) {
        if (fact.label == label) {
            return fact.value;
        }
    }
    return "not there";
}

TEST(AboutView, SaysWhatIsTrueNow) {
    auto tv = about();
    EXPECT_EQ(fact(tv, "电视"), "第 0.1.0 版");
    EXPECT_EQ(fact(tv, "网络"), "正常");
    EXPECT_EQ(fact(tv, "平台"), "第 0.1.0 版，现在连着");
    EXPECT_EQ(fact(tv, "声音"), "能响铃，能念");
    EXPECT_EQ(fact(tv, "遥控器"), "开机后还没按过");
    EXPECT_EQ(fact(tv, "摄像头"), "not there") << "this terminal has none yet";
    EXPECT_EQ(fact(tv, "时间"), "not there");
}

TEST(SettingsView, IsSpokenAsOneWouldReadIt) {
    auto tv = at_home();
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    EXPECT_EQ(tv.scene().spoken.find("？。"), std::string::npos) << tv.scene().spoken;
    EXPECT_EQ(tv.scene().spoken.find("看得清、听得清吗？字的大小"), 0U) << tv.scene().spoken;
}

TEST(AboutView, KnowsWhenTheRemoteWasPressed) {
    auto tv = about();
    tv.press(keys::Key::Up).wait(10min);
    EXPECT_EQ(fact(tv, "遥控器"), "今天上午9点41分按过");
}

TEST(AboutView, AFalseTimeIsARedLine) {
    auto tv = about();
    tv.state.device.test_clock = true;
    EXPECT_EQ(fact(tv, "时间"), "测试用的时间，不是真的");
    EXPECT_EQ(tv.scene().facts.back().tone, screens::Tone::Bad);
}

TEST(AboutView, SaysThatThereIsNoSound) {
    auto tv = about();
    tv.happens(model::SoundChanged{false, false});
    EXPECT_EQ(fact(tv, "声音"), "没有音箱，出不了声");
    tv.happens(model::SoundChanged{true, false});
    EXPECT_EQ(fact(tv, "声音"), "能响铃，念不了");
}

TEST(AboutView, SaysSinceWhenThereIsNoNetwork) {
    auto tv = about();
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    tv.wait(1h);
    EXPECT_EQ(fact(tv, "网络"), "从今天上午9点41分起没有");
    EXPECT_EQ(fact(tv, "平台"), "第 0.1.0 版，今天上午9点41分联系过");
}

TEST(AboutView, TheBoxNumberIsEasyToReadOut) {
    auto tv = about();
    EXPECT_EQ(tv.scene().figures[0], (std::array<std::string, 2>{"盒子号", "DT 47 C"}));
    EXPECT_EQ(tv.scene().figures[1], (std::array<std::string, 2>{"有事打电话", "12349"}));
    tv.state.household->help_number = "66001234";
    EXPECT_EQ(tv.scene().figures[1][1], "66001234");
}

}  // namespace
}  // namespace anju::test
