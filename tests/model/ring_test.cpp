// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/terminal_driver.hpp"
#include "tests/model/visiting.hpp"

namespace anju::test {
namespace {

using contract::BoxRings;
using contract::RingHow;
using keys::Key;

const std::string kLine = "站里的孙丽让盒子响一声，好找到它";

BoxRings asked_at(Time now, std::string id = "R1") { return {std::move(id), "孙丽", now + contract::kRingLasts}; }

TerminalDriver& ring(TerminalDriver& tv, const BoxRings& rings) { return tv.happens(model::Heard{{0, rings}}); }
TerminalDriver& ring(TerminalDriver& tv) { return ring(tv, asked_at(tv.state.now)); }

int chimes(const TerminalDriver& tv) { return static_cast<int>(tv.all<model::PlayChime>().size()); }
std::optional<RingHow> answer(const TerminalDriver& tv) {
    const auto* said = tv.find<model::AnswerRing>();
    return said ? std::optional(said->how) : std::nullopt;
}
std::string notice_text(const TerminalDriver& tv) { return tv.scene().notice ? tv.scene().notice->text : ""; }

TEST(BoxRing, SoundsThreeTimesSaysWhoAskedAndTellsThePlatform) {
    auto tv = at_home();
    const auto focus = tv.focus();
    ring(tv);
    ASSERT_EQ(chimes(tv), 1);
    EXPECT_TRUE(tv.find<model::PlayChime>()->to_be_found) << "whatever sound is chosen";
    EXPECT_EQ(answer(tv), RingHow::Rang);
    EXPECT_EQ(notice_text(tv), kLine);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.focus(), focus);
    int later = 0;
    for (int second = 1; second < 10; ++second) {
        tv.wait(1s);
        later += chimes(tv);
        EXPECT_EQ(notice_text(tv), kLine) << second;
    }
    EXPECT_EQ(later, 2);
    tv.wait(1s);
    EXPECT_EQ(notice_text(tv), "") << "it goes by itself";
    EXPECT_EQ(tv.focus(), focus);
}

TEST(BoxRing, ItsChimesAndItsEndAreDeadlines) {
    auto tv = at_home();
    ring(tv);
    const Time began = tv.state.now;
    EXPECT_EQ(model::next_deadline(tv.state), began + 2s);
    tv.wait(2s).wait(2s);
    EXPECT_EQ(model::next_deadline(tv.state), began + 10s);
}

TEST(BoxRing, TakesNoKey) {
    auto tv = at_home();
    auto still = at_home();
    ring(tv);
    for (const auto key : {Key::Up, Key::Ok, Key::VolumeUp, Key::Back}) {
        tv.press(key);
        still.press(key);
        EXPECT_EQ(tv.screen(), still.screen());
        EXPECT_EQ(tv.focus(), still.focus());
        EXPECT_EQ(tv.state.pages, still.state.pages);
    }
    EXPECT_EQ(notice_text(tv), kLine);
}

TEST(BoxRing, WhatWasToldBeforeComesBack) {
    auto tv = at_home();
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    tv.receives(text_message("a", "m1", "吃饭了吗", kMorning));
    const auto before = notice_text(tv);
    ASSERT_NE(before, "");
    ring(tv);
    EXPECT_EQ(notice_text(tv), kLine);
    tv.wait(10s);
    EXPECT_EQ(notice_text(tv), before);
}

TEST(BoxRing, ThatComesLateRingsNoMoreAndIsNotAnswered) {
    auto tv = at_home();
    ring(tv, asked_at(tv.state.now - 15s));
    EXPECT_TRUE(tv.asked.empty());
    EXPECT_EQ(notice_text(tv), "");
    ring(tv, asked_at(tv.state.now - 14s));
    EXPECT_EQ(chimes(tv), 1);
}

TEST(BoxRing, IsLateByThePlatformsClock) {
    auto tv = at_home();
    tv.state.platform_ahead = 1h;  // this box is an hour slow
    ring(tv, asked_at(tv.state.now));
    EXPECT_EQ(chimes(tv), 0);
    ring(tv, asked_at(tv.state.now + 1h));
    EXPECT_EQ(chimes(tv), 1);
}

TEST(BoxRing, ToldTwiceRingsOnce) {
    auto tv = at_home();
    ring(tv);
    ring(tv);
    EXPECT_TRUE(tv.asked.empty());
    ring(tv, asked_at(tv.state.now, "R2"));
    EXPECT_EQ(chimes(tv), 1);
    ASSERT_TRUE(tv.find<model::AnswerRing>());
    EXPECT_EQ(tv.find<model::AnswerRing>()->ring, "R2");
}

TEST(BoxRing, AtNightIsSilentAndWrittenInTheColoursOfTheNight) {
    auto tv = at_home({}, at(11, 21, 23, 0));
    ring(tv);
    EXPECT_EQ(chimes(tv), 0);
    EXPECT_EQ(answer(tv), RingHow::Night);
    EXPECT_EQ(tv.screen(), "night");
    EXPECT_FALSE(tv.scene().notice);
    ASSERT_EQ(tv.scene().text.size(), 2u);
    EXPECT_EQ(tv.scene().text[1], "站里的孙丽在找这台盒子");
    tv.wait(4s);
    EXPECT_EQ(chimes(tv), 0);
    tv.wait(6s);
    EXPECT_EQ(tv.scene().text.size(), 1u);
}

TEST(BoxRing, AwakeAtNightIsSilentToo) {
    auto tv = at_home({}, at(11, 21, 23, 0));
    tv.press(Key::Ok);
    ring(tv);
    EXPECT_EQ(chimes(tv), 0);
    EXPECT_EQ(answer(tv), RingHow::Night);
    EXPECT_EQ(notice_text(tv), "站里的孙丽在找这台盒子");
}

TEST(BoxRing, WithoutALoudspeakerIsWrittenAndSaidSo) {
    auto tv = at_home();
    tv.happens(model::SoundChanged{false, false});
    ring(tv);
    EXPECT_EQ(chimes(tv), 0);
    EXPECT_EQ(answer(tv), RingHow::NoSound);
    EXPECT_EQ(notice_text(tv), "站里的孙丽在找这台盒子");
}

TEST(BoxRing, ATvThatIsMutedRings) {
    auto tv = at_home();
    tv.press(Key::Mute);
    ring(tv);
    EXPECT_EQ(chimes(tv), 1);
    EXPECT_TRUE(tv.state.settings.muted) << "and stays muted afterwards";
}

TEST(BoxRing, GivesWayToAVisit) {
    auto tv = at_visiting_home();
    tv.hears(contract::VisitChanged{ring_of("v1", "m1", "小芳", tv.state.now)});
    ASSERT_EQ(tv.screen(), "ringing");
    ring(tv);
    EXPECT_EQ(answer(tv), RingHow::Busy);
    EXPECT_EQ(chimes(tv), 0);
    EXPECT_EQ(notice_text(tv), "");
    tv.wait(2s);
    EXPECT_EQ(chimes(tv), 0);
}

TEST(BoxRing, EndsWhenAVisitComes) {
    auto tv = at_visiting_home();
    ring(tv);
    ASSERT_EQ(chimes(tv), 1);
    tv.hears(contract::VisitChanged{ring_of("v1", "m1", "小芳", tv.state.now)});
    EXPECT_FALSE(tv.state.ring);
    tv.wait(2s);
    EXPECT_EQ(chimes(tv), 0);
}

TEST(BoxRing, TheAnswerIsRepeatedForAWhileAndNoLonger) {
    auto tv = at_home();
    ring(tv);
    auto id = tv.find<model::AnswerRing>()->id;
    tv.happens(model::RingAnswered{id, error(contract::ErrorKind::Timeout)});
    tv.wait(2s);
    ASSERT_TRUE(tv.did<model::AnswerRing>());
    id = tv.find<model::AnswerRing>()->id;
    tv.happens(model::RingAnswered{id, std::nullopt});
    tv.wait(5s);
    EXPECT_FALSE(tv.did<model::AnswerRing>());

    ring(tv, asked_at(tv.state.now, "R2"));
    tv.happens(model::RingAnswered{tv.find<model::AnswerRing>()->id, error(contract::ErrorKind::Offline)});
    tv.wait(20s);
    EXPECT_FALSE(tv.did<model::AnswerRing>()) << "nobody waits for it any more";
    EXPECT_FALSE(tv.state.ring_reply);
}

TEST(BoxRing, APlatformThatDoesNotKnowTheAnswerIsLeftAlone) {
    auto tv = at_home();
    ring(tv);
    tv.happens(model::RingAnswered{tv.find<model::AnswerRing>()->id, error(contract::ErrorKind::Refused, "not_found")});
    tv.wait(5s);
    EXPECT_FALSE(tv.did<model::AnswerRing>());
}

TEST(BoxRing, IsSaidInEnglish) {
    auto tv = at_home();
    tv.state.settings.language = model::Language::English;
    ring(tv, {"R1", "Sun Li", tv.state.now + 15s});
    EXPECT_EQ(notice_text(tv), "Sun Li of your care station is ringing this box to find it");
}

}  // namespace
}  // namespace anju::test
