// SPDX-License-Identifier: Apache-2.0
// Somebody rings, and the countdown after which it answers itself: what the screen says and shows.
#include <gtest/gtest.h>

#include "tests/support/visits.hpp"

namespace anju::test {
namespace {

using keys::Key;
using screens::Form;

TEST(Ringing, SaysWhoAndThatNothingIsSeenYet) {
    const auto tv = ringing_at(visiting(), "m1");
    const auto scene = tv.scene();
    EXPECT_EQ(scene.form, Form::Ringing);
    EXPECT_EQ(scene.from, "小芳");
    EXPECT_EQ(scene.text.front(), "您的女儿");
    EXPECT_EQ(scene.lines.front().text, "接听以后，小芳才能看到您");
    EXPECT_EQ(scene.spoken, "您的女儿，小芳想和您视频见面。接听");
    EXPECT_TRUE(scene.videos.empty());
    EXPECT_FALSE(scene.live.camera || scene.live.microphone);
    EXPECT_EQ(meaning(tv, Key::Ok), model::Intent(model::AnswerCall{}));
    EXPECT_EQ(meaning(tv, Key::Back), model::Intent(model::DeclineCall{}));
    EXPECT_EQ(scene.shortcuts.back().label, "不方便，告诉她等会儿打");
}

TEST(Ringing, ANeighbourIsNeverCalledHeOrShe) {
    const auto scene = ringing_at(visiting(), "m4").scene();
    EXPECT_EQ(scene.shortcuts.back().label, "不方便，告诉李阿姨等会儿打");
}

TEST(Ringing, AGuestIsNamedAsTyped) {
    const auto scene = ringing_at(visiting(), "").scene();
    EXPECT_EQ(scene.from, "周老师");
    EXPECT_EQ(scene.text.front(), "一位客人") << "nothing is known of how she came";
}

// A relative's link may have come into other hands: nobody vouches for her. Who got the digits from nobody but the elder:
// she can hear whether that is so.
TEST(Ringing, AGuestIsSaidToBeHersOrTheFamilysWhereThatIsKnown) {
    auto tv = ringing_at(visiting(), "");
    auto& visit = tv.state.visit.emplace();
    visit.id = "c1";
    visit.visitor.came_by = contract::GuestWay::Code;
    EXPECT_EQ(tv.scene().text.front(), "您给过 6 个数的客人");
    EXPECT_EQ(tv.scene().spoken, "您给过 6 个数的客人，周老师想和您视频见面。接听");
    visit.visitor.came_by = contract::GuestWay::Link;
    EXPECT_EQ(tv.scene().text.front(), "家里请来的客人");
    visit.visitor.came_by.reset();
    EXPECT_EQ(tv.scene().text.front(), "一位客人");
    visit.visitor.came_by = contract::GuestWay::Code;
    visit.id = "another";
    EXPECT_EQ(tv.scene().text.front(), "一位客人") << "that is said of somebody else";
}

TEST(AutoAnswer, CountsDownInFiguresAndSaysWhoAllowedIt) {
    auto tv = ringing_at(visiting(agreed_household()), "m2", true);
    tv.state.now += 3s;
    const auto scene = tv.scene();
    ASSERT_TRUE(scene.countdown);
    EXPECT_EQ(scene.countdown->figures, "12");
    EXPECT_EQ(scene.countdown->after, "秒后自动接通");
    EXPECT_DOUBLE_EQ(scene.countdown->left, 0.8);
    EXPECT_EQ(scene.countdown->spoken, "");
    EXPECT_EQ(scene.lines.front().text, "您 10月2日 同意过：白天大伟来电可以自动接。接通前他看不到您。");
    tv.state.now += 7s;
    EXPECT_EQ(tv.scene().countdown->figures, "5");
    EXPECT_EQ(tv.scene().countdown->spoken, "还有 5 秒就接通");
    EXPECT_EQ(meaning(tv, Key::Back), model::Intent(model::DeclineCall{}));
}

TEST(Ringing, ASilentTvSaysSo) {
    const auto silent = [](const TerminalDriver& tv) {
        const auto scene = tv.scene();
        return std::ranges::find(scene.lines, std::string("声音关着，按音量加打开"), &screens::Line::text) != scene.lines.end();
    };
    for (auto tv : {ringing_at(visiting(), "m1"), dialing_at(visiting(), "m1")}) {
        EXPECT_FALSE(silent(tv));
        tv.happens(model::Asked{model::ToggleMute{}});
        EXPECT_TRUE(silent(tv));
        tv.happens(model::Asked{model::ChangeVolume{1}});
        EXPECT_FALSE(silent(tv)) << "the key that it names";
        tv.happens(model::Asked{model::ChangeVolume{-10}});
        EXPECT_TRUE(silent(tv));
    }
}

TEST(Ringing, SaysWhyItDoesNotAnswerByItselfThisTime) {
    const auto says = [](const TerminalDriver& tv, const char* words) {
        const auto scene = tv.scene();
        EXPECT_EQ(scene.screen, "ringing");
        return std::ranges::find(scene.lines, std::string(words), &screens::Line::text) != scene.lines.end();
    };
    constexpr auto kOff = "声音关着，不自动接。按音量加打开", kSpeaker = "没有音箱，这次不自动接", kVoice = "念不出声，这次不自动接";
    const auto counted = ringing_at(visiting(agreed_household()), "m2", true);
    auto muted = counted, mute = counted, deaf = counted;
    muted.happens(model::Asked{model::ToggleMute{}});
    EXPECT_TRUE(says(muted, kOff));
    EXPECT_FALSE(says(muted, "声音关着，按音量加打开")) << "one word about it is enough";
    muted.happens(model::Asked{model::ChangeVolume{1}});
    EXPECT_FALSE(says(muted, kOff)) << "it is on now";
    mute.happens(model::SoundChanged{true, false});
    EXPECT_TRUE(says(mute, kVoice));
    deaf.happens(model::SoundChanged{false, false});
    EXPECT_TRUE(says(deaf, kSpeaker));
    auto never = ringing_at(visiting(agreed_household()), "m1");
    never.happens(model::SoundChanged{false, false});
    EXPECT_FALSE(says(never, kSpeaker)) << "it would not have";
}

TEST(AutoAnswer, ChangesOnceASecondAndNotMoreOften) {
    auto tv = ringing_at(visiting(agreed_household()), "m2", true);
    tv.state.now += 1100ms;
    const auto before = tv.scene();
    tv.state.now += 800ms;
    EXPECT_EQ(before.countdown, tv.scene().countdown);
}

}  // namespace
}  // namespace anju::test
