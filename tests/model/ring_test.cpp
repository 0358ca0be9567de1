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

// With a loudspeaker that has answered.
TerminalDriver heard_home(TerminalDriver tv = at_home()) { return tv.happens(model::SoundChanged{true, true}); }

contract::Household home_with_question() {
    auto home = visiting_household();
    home.visits.rules.emplace_back();
    home.visits.rules.front().member = "m2";
    home.visits.rules.front().proposed = contract::VisitPolicy::Automatic;
    return home;
}

int chimes(const TerminalDriver& tv) { return static_cast<int>(tv.all<model::PlayChime>().size()); }
std::optional<RingHow> answer(const TerminalDriver& tv) {
    const auto* said = tv.find<model::AnswerRing>();
    return said ? std::optional(said->how) : std::nullopt;
}
std::string notice_text(const TerminalDriver& tv) { return tv.scene().notice ? tv.scene().notice->text : ""; }

TEST(BoxRing, SoundsThreeTimesSaysWhoAskedAndTellsThePlatform) {
    auto tv = heard_home();
    const auto focus = tv.focus();
    ring(tv);
    ASSERT_EQ(chimes(tv), 1);
    EXPECT_TRUE(tv.find<model::PlayChime>()->to_be_found) << "whatever sound is chosen";
    EXPECT_FALSE(answer(tv)) << "asked for is not played";
    EXPECT_EQ(notice_text(tv), kLine);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.focus(), focus);
    int later = 0;
    for (int second = 1; second < 10; ++second) {
        tv.wait(1s);
        later += chimes(tv);
        EXPECT_EQ(notice_text(tv), kLine) << second;
        EXPECT_EQ(answer(tv), second == 2 ? std::optional(RingHow::Rang) : std::nullopt) << second;
    }
    EXPECT_EQ(later, 2);
    tv.wait(1s);
    EXPECT_EQ(notice_text(tv), "") << "it goes by itself";
    EXPECT_EQ(tv.focus(), focus);
}

TEST(BoxRing, ItsChimesAndItsEndAreDeadlines) {
    auto tv = heard_home();
    ring(tv);
    const Time began = tv.state.now;
    EXPECT_EQ(model::next_deadline(tv.state), began + 1500ms) << "the answer";
    tv.wait(1500ms);
    ASSERT_TRUE(answer(tv));
    EXPECT_EQ(model::next_deadline(tv.state), began + 2s);
    tv.wait(500ms).wait(2s);
    EXPECT_EQ(model::next_deadline(tv.state), began + 10s);
}

TEST(BoxRing, TakesNoKey) {
    auto tv = heard_home();
    auto still = heard_home();
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
    auto tv = heard_home();
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
    auto tv = heard_home();
    ring(tv, asked_at(tv.state.now - 15s));
    EXPECT_TRUE(tv.asked.empty());
    EXPECT_EQ(notice_text(tv), "");
    ring(tv, asked_at(tv.state.now - 14s));
    EXPECT_EQ(chimes(tv), 1);
}

TEST(BoxRing, IsLateByThePlatformsClock) {
    auto tv = heard_home();
    tv.state.platform_ahead = 1h;  // this box is an hour slow
    ring(tv, asked_at(tv.state.now));
    EXPECT_EQ(chimes(tv), 0);
    ring(tv, asked_at(tv.state.now + 1h));
    EXPECT_EQ(chimes(tv), 1);
}

TEST(BoxRing, ToldTwiceRingsOnce) {
    auto tv = heard_home();
    ring(tv);
    ring(tv);
    EXPECT_TRUE(tv.asked.empty());
    ring(tv, asked_at(tv.state.now, "R2"));
    EXPECT_EQ(chimes(tv), 1);
    tv.wait(2s);
    ASSERT_TRUE(tv.find<model::AnswerRing>());
    EXPECT_EQ(tv.find<model::AnswerRing>()->ring, "R2");
}

TEST(BoxRing, AtNightIsSilentAndWrittenInTheColoursOfTheNight) {
    auto tv = heard_home(at_home({}, at(11, 21, 23, 0)));
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
    auto tv = heard_home(at_home({}, at(11, 21, 23, 0)));
    tv.press(Key::Ok);
    ring(tv);
    EXPECT_EQ(chimes(tv), 0);
    EXPECT_EQ(answer(tv), RingHow::Night);
    EXPECT_EQ(notice_text(tv), "站里的孙丽在找这台盒子");
}

TEST(BoxRing, WithoutALoudspeakerIsWrittenAndSaidSo) {
    auto tv = heard_home();
    tv.happens(model::SoundChanged{false, false});
    ring(tv);
    EXPECT_EQ(chimes(tv), 0);
    EXPECT_EQ(answer(tv), RingHow::NoSound);
    EXPECT_EQ(notice_text(tv), "站里的孙丽在找这台盒子");
}

TEST(BoxRing, BeforeALoudspeakerHasAnsweredNothingRings) {
    auto tv = at_home();
    ring(tv);
    EXPECT_EQ(chimes(tv), 0);
    EXPECT_EQ(answer(tv), RingHow::NoSound);
}

TEST(BoxRing, AChimeThatCouldNotBePlayedIsTakenBack) {
    auto tv = heard_home();
    ring(tv);
    ASSERT_EQ(chimes(tv), 1);
    tv.wait(300ms).happens(model::SoundChanged{false, true});
    EXPECT_EQ(answer(tv), RingHow::NoSound);
    EXPECT_EQ(notice_text(tv), "站里的孙丽在找这台盒子");
    for (int second = 0; second < 5; ++second) {
        tv.wait(1s);
        EXPECT_EQ(chimes(tv), 0);
        EXPECT_FALSE(answer(tv));
    }
}

TEST(BoxRing, WhatWasAnsweredStands) {
    auto tv = heard_home();
    ring(tv).wait(1500ms);
    ASSERT_EQ(answer(tv), RingHow::Rang);
    tv.happens(model::SoundChanged{false, true});
    EXPECT_FALSE(answer(tv)) << "the first chime was heard";
    tv.happens(model::RingAnswered{*tv.state.ring_reply->in_flight, error(contract::ErrorKind::Timeout)});
    tv.wait(2s);
    EXPECT_EQ(answer(tv), RingHow::Rang) << "said again as it was said";
    EXPECT_EQ(chimes(tv), 0);
}

TEST(BoxRing, ATvThatIsMutedRings) {
    auto tv = heard_home();
    tv.press(Key::Mute);
    ring(tv);
    EXPECT_EQ(chimes(tv), 1);
    EXPECT_TRUE(tv.state.settings.muted) << "and stays muted afterwards";
}

TEST(BoxRing, GivesWayToAVisit) {
    auto tv = heard_home(at_visiting_home());
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
    auto tv = heard_home(at_visiting_home());
    ring(tv);
    ASSERT_EQ(chimes(tv), 1);
    tv.hears(contract::VisitChanged{ring_of("v1", "m1", "小芳", tv.state.now)});
    EXPECT_FALSE(tv.state.ring);
    tv.wait(2s);
    EXPECT_EQ(chimes(tv), 0);
}

// Every screen has the line, or the TV says that nothing was done.
TEST(BoxRing, IsWrittenOrSaidToBeBusy) {
    const auto shown = [](TerminalDriver tv) {
        tv = heard_home(tv.wait(2s));
        ring(tv);
        const auto how = tv.state.ring_reply->how;
        EXPECT_EQ(notice_text(tv), how == RingHow::Busy ? "" : kLine) << tv.screen();
        EXPECT_EQ(tv.state.ring.has_value(), how != RingHow::Busy) << tv.screen();
        return how;
    };
    using model::Route;
    auto home = home_with_question();
    const auto tv = at_visiting_home(home);
    for (const auto route : {Route::Home, Route::Messages, Route::Settings, Route::About, Route::Family, Route::VisitCode, Route::VisitLog}) {
        auto there = tv;
        EXPECT_EQ(shown(asks(there, model::Open{route})), RingHow::Rang);
    }
    auto question = tv;
    asks(question, model::Open{Route::VisitRule});
    EXPECT_EQ(shown(question), RingHow::Busy);
    home.visits.rules.clear();
    home.version = 2;
    EXPECT_EQ(shown(question.hears(contract::HouseholdChanged{home})), RingHow::Rang) << "nothing is asked any more";

    auto film = tv;
    asks(film, model::Open{Route::Family});
    asks(film, model::StartMessage{"m1"});
    EXPECT_EQ(shown(film), RingHow::Busy);
    asks(film, model::FinishMessage{true});
    film.happens(model::RecordingEnded{film.state.recording->id, false});
    EXPECT_EQ(shown(film), RingHow::Busy) << "it is on its way";
}

TEST(BoxRing, EndsWhenAQuestionOpens) {
    auto home = home_with_question();
    auto tv = heard_home(at_visiting_home(home)).wait(2s);
    ring(tv);
    ASSERT_EQ(chimes(tv), 1);
    tv.happens(model::Asked{model::Open{model::Route::VisitRule}});
    EXPECT_FALSE(tv.state.ring);
    EXPECT_EQ(chimes(tv.wait(2s)), 0);
}

TEST(BoxRing, TheAnswerIsRepeatedForAWhileAndNoLonger) {
    auto tv = heard_home();
    ring(tv).wait(2s);
    auto id = tv.find<model::AnswerRing>()->id;
    tv.happens(model::RingAnswered{id, error(contract::ErrorKind::Timeout)});
    tv.wait(2s);
    ASSERT_TRUE(tv.did<model::AnswerRing>());
    id = tv.find<model::AnswerRing>()->id;
    tv.happens(model::RingAnswered{id, std::nullopt});
    tv.wait(5s);
    EXPECT_FALSE(tv.did<model::AnswerRing>());

    ring(tv, asked_at(tv.state.now, "R2")).wait(2s);
    tv.happens(model::RingAnswered{tv.find<model::AnswerRing>()->id, error(contract::ErrorKind::Offline)});
    tv.wait(20s);
    EXPECT_FALSE(tv.did<model::AnswerRing>()) << "nobody waits for it any more";
    EXPECT_FALSE(tv.state.ring_reply);
}

TEST(BoxRing, APlatformThatDoesNotKnowTheAnswerIsLeftAlone) {
    auto tv = heard_home();
    ring(tv).wait(2s);
    tv.happens(model::RingAnswered{tv.find<model::AnswerRing>()->id, error(contract::ErrorKind::Refused, "not_found")});
    tv.wait(5s);
    EXPECT_FALSE(tv.did<model::AnswerRing>());
}

TEST(BoxRing, IsSaidInEnglish) {
    auto tv = heard_home();
    tv.state.settings.language = model::Language::English;
    ring(tv, {"R1", "Sun Li", tv.state.now + 15s});
    EXPECT_EQ(notice_text(tv), "Sun Li of your care station is ringing this box to find it");
}

}  // namespace
}  // namespace anju::test
