// SPDX-License-Identifier: Apache-2.0
// The words of an alarm: what happens, who has it, what comes next.
#include <gtest/gtest.h>

#include "tests/support/alarms.hpp"

namespace anju::test {
namespace {

using screens::Kind;
using screens::Step;

TerminalDriver alarm_state(const std::string& name) {
    static const auto all = alarm_states();
    const auto found = std::ranges::find(all, name, &AlarmState::name);
    EXPECT_NE(found, all.end()) << name;
    return found->tv;
}

TEST(AlarmView, CallingAsItIsDrawn) {
    const auto scene = alarm_state("alarm calling").scene();
    EXPECT_EQ(scene.title, "正在给您叫人");
    EXPECT_EQ(scene.aside, "王奶奶家　上午9点41分");
    ASSERT_TRUE(scene.countdown);
    EXPECT_EQ(scene.countdown->before, "按错了？");
    EXPECT_EQ(scene.countdown->figures, "7");
    EXPECT_EQ(scene.countdown->after, "秒内按返回取消");
    EXPECT_NEAR(scene.countdown->left, 0.7, 0.01);
    ASSERT_EQ(scene.steps.size(), 3u);
    EXPECT_EQ(scene.steps[0].title, "正在呼叫 12349");
    EXPECT_EQ(scene.steps[0].when, "9点41分00秒");
    EXPECT_EQ(scene.steps[1].state, Step::State::Later);
    EXPECT_EQ(scene.notice->text, "别着急。您不用再按，我们一直叫到有人接。");
    EXPECT_TRUE(scene.notice->quiet);
    ASSERT_EQ(scene.shortcuts.size(), 1u) << "the red key has been pressed";
    EXPECT_EQ(scene.shortcuts[0].label, "我按错了，取消");
    EXPECT_EQ(scene.status->text, "取消了，值班员也会打来问一声");
}

TEST(AlarmView, AcceptedNamesWhoAndFromWhereAndWhoComes) {
    const auto scene = alarm_state("alarm with a responder").scene();
    EXPECT_EQ(scene.title, "李姐已接听");
    EXPECT_EQ(scene.faces.front().name, "值班员 李姐");
    ASSERT_EQ(scene.steps.size(), 4u);
    EXPECT_EQ(scene.steps[1].title, "12349 平台已收到");
    EXPECT_EQ(scene.steps[2].sub, "东关服务站");
    EXPECT_EQ(scene.steps[2].when, "9点41分08秒");
    EXPECT_EQ(scene.steps[3].title, "网格员张师傅在路上");
    EXPECT_EQ(scene.steps[3].when, "约 8 分钟");
    EXPECT_EQ(scene.notice->text, "请坐着别动。女儿小芳也已经知道了。");
    EXPECT_EQ(scene.spoken, "东关服务站的李姐已接听。网格员张师傅在路上，约 8 分钟。女儿小芳也已经知道了");
    EXPECT_TRUE(scene.videos.empty());
}

TEST(AlarmView, WithoutFamilyToldNobodyIsNamed) {
    const auto scene = alarm_state("alarm with somebody at the door").scene();
    EXPECT_EQ(scene.notice->text, "请坐着别动，已经有人在管了。");
    EXPECT_EQ(scene.steps[3].title, "张师傅到了");
}

TEST(AlarmView, UpAndDownChangeTheVolumeWhereAPersonSpeaks) {
    auto tv = alarm_state("alarm accepted");
    const int before = tv.state.settings.volume;
    tv.press(keys::Key::Up);
    EXPECT_EQ(tv.state.settings.volume, before + 1);
    tv.press(keys::Key::Down, true);
    EXPECT_EQ(tv.state.settings.volume, before);
    EXPECT_EQ(tv.scene().shortcuts.front().key_label, "上 下");
}

TEST(AlarmView, CancelledSaysWhatDidNotHappenAndWhoRings) {
    const auto scene = alarm_state("alarm cancelled").scene();
    EXPECT_EQ(scene.kind, Kind::Neutral);
    EXPECT_EQ(scene.lines.front().text, "没有派人来");
    EXPECT_EQ(scene.text.front(), "也没有惊动小芳");
    EXPECT_EQ(scene.steps[1].title, "您按返回，取消了");
    EXPECT_EQ(scene.steps[1].sub, "刚过 6 秒，来得及");
    EXPECT_EQ(scene.steps[2].title, "值班员会打来问一声");
    EXPECT_EQ(scene.steps[2].when, "上午10点01分前");
    EXPECT_EQ(scene.items[0].label, "知道了，回主页");
    EXPECT_EQ(scene.items[1].label, "还是要叫人");
    EXPECT_EQ(scene.shortcuts.back().keys.front(), keys::Key::Red);
}

TEST(AlarmView, CancelledBeforeThePlatformHeardPromisesNoCall) {
    const auto scene = alarm_state("alarm cancelled and not told yet").scene();
    EXPECT_EQ(scene.steps[0].title, "您按了求助") << "nothing went out";
    EXPECT_EQ(scene.steps[2].title, "正在告诉平台您取消了");
    EXPECT_TRUE(scene.steps[2].when.empty());
}

TEST(AlarmView, FamilyThatWasToldBeforeTheCancelIsNotDenied) {
    auto tv = alarmed(with_guard(), Stage::Cancelled, [](auto& said) { said.alarm->family = {"小芳"}; }, 40s);
    EXPECT_EQ(tv.scene().text.front(), "女儿小芳已经知道了");
}

TEST(AlarmView, OfThePlatformsClockIsShownByTheOneOnTheWall) {
    auto tv = with_guard();
    tv.state.platform_ahead = 90s;
    Guard guard;
    tv.press(keys::Key::Red).happens(guard.says(Stage::Calling, tv.state.now));
    auto said = std::get<model::GuardSaid>(guard.says(Stage::Received, tv.state.now));
    said.said.alarm = incident(tv.state.now + 90s + 4s);
    tv.happens(said);
    EXPECT_EQ(tv.scene().steps[1].when, "9点41分04秒");
}

TEST(AlarmView, TheRedKeyStandsAtTheRightEndOfEveryOtherScreenWhereThereIsHelp) {
    auto tv = with_guard();
    for (const auto route : {model::Route::Home, model::Route::Messages, model::Route::Settings, model::Route::Family}) {
        tv.happens(model::Asked{model::Open{route}});
        EXPECT_EQ(tv.scene().shortcuts.back().keys, std::vector{keys::Key::Red}) << tv.screen();
        EXPECT_FALSE(tv.scene().status) << "a network that is well makes room";
        tv.happens(model::Asked{model::GoHome{}});
    }
    EXPECT_NE(visiting().scene().shortcuts.back().keys, std::vector{keys::Key::Red}) << "a household without help";
}

}  // namespace
}  // namespace anju::test
