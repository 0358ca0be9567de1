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

TEST(AboutView, SaysThatVisitsAreImpossibleWhereTheyWerePromised) {
    auto tv = about();
    tv.happens(model::VisitsLacking{"webrtc nice"});
    EXPECT_EQ(fact(tv, "视频"), "not there") << "nobody expects it in this household";
    tv.state.household->capabilities.push_back(contract::Capability::Visits);
    EXPECT_EQ(fact(tv, "视频"), "这台电视缺零件，还不能视频");
    tv.press(keys::Key::Down).press(keys::Key::Ok);
    ASSERT_TRUE(tv.scene().gauges);
    EXPECT_EQ(tv.scene().gauges->rows.back()[1], "缺 webrtc nice") << "what the technician installs";
}

TEST(AboutView, SaysSinceWhenThereIsNoNetwork) {
    auto tv = about();
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    tv.wait(1h);
    EXPECT_EQ(fact(tv, "网络"), "从今天上午9点41分起没有");
    EXPECT_EQ(fact(tv, "平台"), "第 0.1.0 版，今天上午9点41分联系过");
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline, contract::kDown)});
    EXPECT_EQ(fact(tv, "网络"), "通着");
    EXPECT_EQ(fact(tv, "平台"), "第 0.1.0 版，从今天上午9点41分起连不上");
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline, contract::kStranger)});
    EXPECT_EQ(fact(tv, "平台"), "第 0.1.0 版，连到的是别的机器");
}

TEST(AboutView, TheBoxNumberIsEasyToReadOut) {
    auto tv = about();
    EXPECT_EQ(tv.scene().figures[0], (std::array<std::string, 2>{"盒子号", "DT 47 C"}));
    EXPECT_EQ(tv.scene().figures[1], (std::array<std::string, 2>{"有事打电话", "12349"}));
    tv.state.household->help_number = "66001234";
    EXPECT_EQ(tv.scene().figures[1][1], "66001234");
}

std::string gauge(const TerminalDriver& tv, const std::string& name) {
    const auto scene = tv.scene();
    for (const auto& row : scene.gauges->rows) {
        if (row[0] == name) {
            return row[1];
        }
    }
    return "not there";
}

TEST(GaugesView, SaysWhatATechnicianAsks) {
    auto tv = about();
    tv.press(keys::Key::Down).press(keys::Key::Ok);
    EXPECT_EQ(gauge(tv, "画一幅"), "还没量");
    EXPECT_EQ(gauge(tv, "画面"), "没有屏幕");
    tv.happens(model::GaugesRead{{"Noto Sans CJK SC Regular", 1920, 1080, 1240us, 23800us, 0}});
    EXPECT_EQ(gauge(tv, "画面"), "1920×1080，没有屏幕");
    EXPECT_EQ(gauge(tv, "字体"), "Noto Sans CJK SC Regular");
    EXPECT_EQ(gauge(tv, "画一幅"), "平均 1.2 毫秒，最慢 24 毫秒");
    EXPECT_EQ(gauge(tv, "动起来"), "还没动过");
    EXPECT_EQ(gauge(tv, "平台"), "127.0.0.1");
    EXPECT_EQ(gauge(tv, "版本"), "电视 0.1.0，平台 0.1.0");
    EXPECT_EQ(gauge(tv, "声音"), "能响铃，能念");
    tv.happens(model::GaugesRead{{"F", 1, 1, 90us, 10050us, 58}});
    EXPECT_EQ(gauge(tv, "画一幅"), "平均 0.1 毫秒，最慢 10 毫秒");
    EXPECT_EQ(gauge(tv, "动起来"), "每秒 58 幅");
    EXPECT_EQ(tv.scene().gauges->history.size(), 60U);
    EXPECT_EQ(tv.scene().focus, "read_aloud");
    tv.press(keys::Key::Ok);
    ASSERT_TRUE(tv.did<model::SayAloud>());
    EXPECT_NE(tv.find<model::SayAloud>()->text.find("动起来，每秒 58 幅。字体"), std::string::npos);
}

TEST(GaugesView, SaysHowThePictureIsMade) {
    auto tv = about();
    tv.press(keys::Key::Down).press(keys::Key::Ok);
    tv.state.device.presenter = "window surface";
    EXPECT_EQ(gauge(tv, "画面"), "不用显卡");
    tv.state.device.presenter = "opengles2";
    EXPECT_EQ(gauge(tv, "画面"), "用显卡 opengles2");
}

TEST(GaugesView, SpeaksOfNoMinuteBeforeTheStart) {
    auto tv = about();
    tv.press(keys::Key::Down).press(keys::Key::Ok);
    EXPECT_EQ(tv.scene().gauges->value, "还没量");
    tv.wait(10s);
    EXPECT_EQ(tv.scene().gauges->title, "这 1 分钟里连着");
    EXPECT_EQ(tv.scene().gauges->value, "100%");
    tv.wait(50s);
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)}).wait(30min);
    tv.happens(model::StreamOpened{}).wait(10min);
    EXPECT_EQ(tv.scene().gauges->title, "这 41 分钟里连着");
    EXPECT_EQ(tv.scene().gauges->value, "26%");
    tv.wait(5h);
    EXPECT_EQ(tv.scene().gauges->title, "这 60 分钟里连着");
    EXPECT_EQ(tv.scene().gauges->value, "100%");
}

}  // namespace
}  // namespace anju::test
