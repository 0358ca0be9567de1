// SPDX-License-Identifier: Apache-2.0
// The red key as the screen knows it: at once, and never more than the guard has said.
#include <gtest/gtest.h>

#include "tests/support/alarms.hpp"

namespace anju::test {
namespace {

using contract::AlarmSource;
using keys::Key;
using model::AlarmStage;

screens::Scene pressed_by_device(TerminalDriver& tv, Key key) {
    const auto intent = screens::interpret(tv.scene(), {key, false, true});
    EXPECT_TRUE(intent);
    tv.happens(model::KeyTouched{});
    auto before = tv.asked;
    tv.happens(model::Asked{intent.value_or(model::Wake{})});
    return tv.scene();
}

TEST(HelpKey, IsOnTheScreenAtOnceWhateverWasThere) {
    std::vector<std::pair<std::string, TerminalDriver>> all{{"home", with_guard()}, {"night", with_guard(helped_household(), at(11, 21, 23, 0))}};
    for (auto& [name, tv] : visit_states()) {
        all.emplace_back(name, guarded(tv));
    }
    for (auto& [name, tv] : all) {
        for (const auto key : {Key::Red, Key::Sos}) {
            auto one = tv;
            one.press(key);  // no time passes
            EXPECT_EQ(one.screen(), "alarm") << name;
            EXPECT_EQ(one.scene().title, "正在给您叫人") << name;
            ASSERT_FALSE(one.scene().steps.empty());
            EXPECT_EQ(one.scene().steps.front().state, screens::Step::State::Now);
            EXPECT_TRUE(one.did<model::SendPress>()) << name;
            EXPECT_TRUE(model::alarm_in_progress(one.state));
        }
    }
}

TEST(HelpKey, OfAScriptIsToldAndOneThatTheGuardReadsItselfIsNot) {
    auto tv = with_guard();
    tv.press(Key::Sos);
    EXPECT_EQ(tv.find<model::SendPress>()->source, AlarmSource::Sos);
    tv = with_guard();
    EXPECT_EQ(pressed_by_device(tv, Key::Red).screen, "alarm");
    EXPECT_FALSE(tv.did<model::SendPress>());
    EXPECT_FALSE((pressed_by_device(tv, Key::Back), tv.did<model::SendBack>()));
    EXPECT_TRUE(model::taking_back(tv.state));
}

TEST(HelpKey, HeldDownIsOnePress) {
    auto tv = with_guard();
    tv.press(Key::Red);
    for (int i = 0; i < 20; ++i) {
        tv.press(Key::Red, true);
        EXPECT_FALSE(tv.did<model::SendPress>());
    }
    EXPECT_EQ(model::alarm_presses(tv.state), 1);
}

TEST(HelpKey, TheTileIsOne) {
    auto tv = with_guard();
    ASSERT_NE(tv.item("help"), nullptr);
    tv.happens(model::Asked{model::FocusItem{"help"}}).press(Key::Ok);
    EXPECT_EQ(tv.screen(), "alarm");
    EXPECT_EQ(tv.find<model::SendPress>()->source, AlarmSource::Tile);
}

TEST(HelpKey, ComesThroughWhereEveryOtherKeyIsIgnored) {
    auto tv = guarded(ringing_at(visiting(), "m1"));
    tv.state.ignore_keys_until = tv.state.now + 700ms;
    tv.press(Key::Red);
    EXPECT_EQ(tv.screen(), "alarm");
}

TEST(HelpKey, ThatAnotherWayIsTriedIsSaidOnceTheGuardSaysSo) {
    EXPECT_EQ(alarmed(with_guard(), Stage::Calling, {}, 12s).scene().spoken, "还在给您叫人，别着急");
    const auto on = [](Stage stage) { return alarmed(with_guard(), stage, [](auto& said) { said.rung = 1; }, 12s).scene(); };
    EXPECT_EQ(on(Stage::Calling).spoken, "换一条路再打。还在给您叫人，别着急");
    EXPECT_EQ(on(Stage::Calling).steps.front().sub, "换一条路再打");
    EXPECT_EQ(on(Stage::Lost).spoken.find("换一条路"), std::string::npos) << "that the power must stay on comes first";
}

TEST(HelpKey, PressedAgainCountsAndIsAnswered) {
    auto tv = with_guard();
    Guard guard;
    tv.press(Key::Red).happens(guard.says(Stage::Calling, tv.state.now));
    tv.press(Key::Red);
    EXPECT_EQ(tv.all<model::SendPress>().size(), 1u);
    EXPECT_EQ(model::alarm_presses(tv.state), 2);
    EXPECT_NE(tv.scene().spoken.find("别着急，不用再按"), std::string::npos);
    EXPECT_NE(tv.scene().notice->text.find("别着急，不用再按"), std::string::npos);
    tv.happens(guard.says(Stage::Calling, tv.state.now, 2));
    EXPECT_EQ(model::alarm_presses(tv.state), 2);
}

TEST(HelpKey, ThatOnlyTheGuardReadsIsShownWhenItSaysSo) {
    auto tv = alarmed(with_guard(), Stage::Ended, {}, 60s);
    Guard guard;
    const auto pressed = tv.state.now;
    tv.happens(guard.says(Stage::Calling, pressed));
    EXPECT_EQ(tv.scene().title, "正在给您叫人");
    EXPECT_EQ(tv.state.alarm.began, pressed) << "of this alarm, not of the last one";
    tv.happens(guard.says(Stage::Calling, pressed, 2));
    EXPECT_EQ(tv.state.alarm.again, pressed);
}

TEST(Truth, TheScreenSaysReceivedAndAcceptedOnlyWhenTheGuardDoes) {
    for (auto& [name, tv] : alarm_states()) {
        const auto scene = tv.scene();
        const auto stage = model::alarm_stage(tv.state);
        ASSERT_TRUE(stage) << name;
        std::string all = scene.title + scene.spoken;
        for (const auto& step : scene.steps) {
            all += step.state == screens::Step::State::Later ? "" : step.title + step.sub;
        }
        const bool received = *stage != AlarmStage::Calling && *stage != AlarmStage::NotOut && *stage != AlarmStage::Lost && tv.state.alarm.said->alarm;
        const bool accepted = *stage == AlarmStage::Accepted || *stage == AlarmStage::Ended;
        const bool told = all.find("平台已收到") != std::string::npos;
        EXPECT_TRUE(!told || received) << name << " " << all;
        EXPECT_EQ(all.find("已接听") != std::string::npos, accepted) << name << " " << all;
        const bool family = all.find("也已经知道了") != std::string::npos || (scene.notice && scene.notice->text.find("也已经知道了") != std::string::npos);
        EXPECT_TRUE(!family || !tv.state.alarm.said->alarm->family.empty()) << name;
    }
}

TEST(Guard, ThatIsNotThereIsSaidAtOnceWithTheNumber) {
    auto home = helped_household();
    home.help_number = "010-12349";
    auto tv = visiting(home);
    tv.press(Key::Red);
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::NotOut);
    EXPECT_EQ(tv.scene().figures.front()[1], "010-12349");
    EXPECT_NE(tv.scene().spoken.find("0 1 0 - 1 2 3 4 9"), std::string::npos) << tv.scene().spoken;
}

TEST(Guard, ThatHangsIsSaidAfterASecond) {
    auto tv = with_guard();
    tv.press(Key::Red).wait(900ms);
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::Calling);
    EXPECT_LE(model::next_deadline(tv.state), tv.state.now + 100ms);
    tv.wait(100ms);
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::NotOut);
    Guard guard;
    tv.happens(guard.says(Stage::Calling, tv.state.now));
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::Calling) << "it woke up";
}

TEST(Guard, ThatComesBackIsToldWhatItHasNotCounted) {
    for (const bool device : {false, true}) {
        auto tv = visiting(helped_household());
        if (device) {
            pressed_by_device(tv, Key::Red);
            pressed_by_device(tv, Key::Red);
        } else {
            tv.press(Key::Red).press(Key::Red);
        }
        EXPECT_FALSE(tv.did<model::SendPress>()) << "there is nobody to tell";
        Guard guard;
        tv.happens(guard.says(Stage::Idle, tv.state.now));
        EXPECT_EQ(tv.all<model::SendPress>().size(), 2u);
        EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::Calling) << "it is there now";
        tv.happens(guard.says(Stage::Calling, tv.state.now, 2));
        EXPECT_FALSE(tv.did<model::SendPress>());
        EXPECT_FALSE(tv.state.alarm.press);
    }
}

TEST(Guard, ThatWroteAPressDownBeforeItDiedIsNotToldAgain) {
    auto tv = with_guard();
    tv.press(Key::Red).happens(model::GuardGone{});
    Guard guard;
    tv.happens(guard.says(Stage::Calling, tv.state.now, 1));
    EXPECT_FALSE(tv.did<model::SendPress>());
    EXPECT_FALSE(tv.state.alarm.press);
    // The second press fell into its absence.
    tv.happens(model::GuardGone{}).press(Key::Red).happens(guard.says(Stage::Calling, tv.state.now, 1));
    EXPECT_EQ(tv.all<model::SendPress>().size(), 1u);
}

TEST(Guard, ThatDiesWhileItCallsIsSaidAfterASecondAndTheTruthStays) {
    auto tv = alarmed(with_guard(), Stage::Calling);
    tv.happens(model::GuardGone{});
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::Calling) << "it may be starting again";
    tv.wait(1s);
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::NotOut);
    tv = alarmed(with_guard(), Stage::Accepted);
    tv.happens(model::GuardGone{}).wait(5s);
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::Accepted) << "a person has it, whatever this box does";
    EXPECT_NE(tv.scene().notice->text.find("12349"), std::string::npos);
}

TEST(Guard, ThatWasStartedAgainAndHasNoNamesYetTakesNoneAway) {
    auto tv = alarmed(with_guard(), Stage::Accepted);
    auto again = tv.state.alarm.said.value_or(model::GuardState{});
    again.alarm.reset();
    tv.happens(model::GuardGone{}).happens(model::GuardSaid{again});
    EXPECT_EQ(tv.scene().title, "李姐已接听");
}

TEST(TakeBack, OnlyByBackInTimeAndBeforeAPersonHasIt) {
    auto tv = with_guard();
    Guard guard;
    tv.press(Key::Red).happens(guard.says(Stage::Calling, tv.state.now));
    for (const auto key : {Key::Ok, Key::Left, Key::Home, Key::Digit3, Key::Mute, Key::Menu, Key::VolumeUp}) {
        tv.press(key);
        EXPECT_EQ(tv.screen(), "alarm") << keys::name(key);
        EXPECT_FALSE(tv.did<model::SendBack>()) << keys::name(key);
    }
    tv.press(Key::Back);
    EXPECT_TRUE(tv.did<model::SendBack>());
    EXPECT_EQ(tv.scene().title, "正在取消");
    tv.press(Key::Back);
    EXPECT_FALSE(tv.did<model::SendBack>()) << "once";
    tv.happens(guard.says(Stage::Cancelled, tv.state.now));
    EXPECT_EQ(tv.scene().title, "求助取消了");
    EXPECT_FALSE(model::alarm_in_progress(tv.state));
}

TEST(TakeBack, IsOverAfterTenSecondsAndWhenAPersonHasIt) {
    auto tv = with_guard();
    Guard guard;
    tv.press(Key::Red).happens(guard.says(Stage::Calling, tv.state.now)).wait(10s);
    EXPECT_FALSE(model::take_back_until(tv.state));
    EXPECT_TRUE(tv.scene().shortcuts.empty());
    tv.press(Key::Back);
    EXPECT_FALSE(tv.did<model::SendBack>());
    EXPECT_EQ(tv.screen(), "alarm");
    tv = alarmed(with_guard(), Stage::Accepted, [](auto& said) { said.take_back_until = said.at + 10s; });  // whatever a guard still says
    tv.happens(model::Asked{model::TakeBack{}});
    EXPECT_FALSE(tv.did<model::SendBack>());
    tv.press(Key::Back);
    EXPECT_FALSE(tv.did<model::SendBack>());
    EXPECT_EQ(tv.screen(), "alarm");
}

TEST(TakeBack, TheFigureRunsDownWithTheSeconds) {
    auto tv = with_guard();
    Guard guard;
    tv.press(Key::Red);
    EXPECT_EQ(tv.scene().countdown->figures, "10");
    tv.happens(guard.says(Stage::Calling, tv.state.now));
    for (int left = 9; left > 0; --left) {
        tv.tick(model::next_deadline(tv.state));
        while (tv.scene().countdown->figures != std::to_string(left) && tv.state.now < kMorning + 10s) {
            tv.tick(model::next_deadline(tv.state));
        }
        EXPECT_EQ(tv.state.now, kMorning + std::chrono::seconds(10 - left));
    }
    tv.tick(kMorning + 10s);
    EXPECT_FALSE(tv.scene().countdown);
}

TEST(TakeBack, ThatTheGuardDoesNotTakeLeavesTheAlarmAsItIs) {
    auto tv = alarmed(with_guard(), Stage::Received);
    Guard guard;
    tv.press(Key::Back);
    EXPECT_EQ(tv.scene().title, "正在取消");
    tv.happens(std::get<model::GuardSaid>(alarmed(with_guard(), Stage::Accepted).history.end()[-2]));
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::Accepted) << "somebody was faster";
    tv = alarmed(with_guard(), Stage::Received);
    tv.press(Key::Back).wait(1s);
    EXPECT_EQ(tv.scene().title, "平台已收到，正在找人") << "no answer: nothing is cancelled";
}

TEST(TakeBack, OfAPressThatNobodyHeardReachesTheGuardLaterAsCancelled) {
    auto tv = visiting(helped_household());
    tv.press(Key::Red).press(Key::Back);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_FALSE(model::alarm_in_progress(tv.state));
    Guard guard;
    tv.happens(guard.says(Stage::Idle, tv.state.now));
    ASSERT_EQ(tv.all<model::SendPress>().size(), 1u);
    EXPECT_TRUE(tv.did<model::SendBack>()) << "the desk calls back";
    EXPECT_EQ(tv.screen(), "home");
    tv.happens(guard.says(Stage::Cancelled, tv.state.now, 1));
    EXPECT_EQ(tv.screen(), "alarm");
    EXPECT_FALSE(tv.state.alarm.press);
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::Cancelled);
}

TEST(TakeBack, AfterItAPressIsLiveAgain) {
    auto tv = alarmed(with_guard(), Stage::Cancelled, {}, 6s);
    EXPECT_EQ(tv.focus(), "home");
    tv.press(Key::Right).press(Key::Ok);
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::Calling);
    EXPECT_EQ(tv.find<model::SendPress>()->source, AlarmSource::Tile);
}

TEST(NoGuard, TheScreenCanBeLeftAndComesBackWhenItGoesOut) {
    auto tv = visiting(helped_household());
    tv.press(Key::Red).wait(10s);
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "alarm");
    tv.press(Key::Back);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_TRUE(model::alarm_in_progress(tv.state)) << "silence sends";
    Guard guard;
    tv.happens(guard.says(Stage::Idle, tv.state.now));
    EXPECT_TRUE(tv.did<model::SendPress>());
    tv.happens(guard.says(Stage::Calling, tv.state.now));
    EXPECT_EQ(tv.screen(), "alarm");
}

TEST(Over, StaysUntilItWasReadAndIsNotLeftByTheKeyThatCancelled) {
    for (const auto stage : {Stage::Cancelled, Stage::Ended}) {
        auto tv = with_guard();
        tv.happens(model::Asked{model::Open{model::Route::Settings}});
        Guard guard;
        tv.press(Key::Red).happens(guard.says(Stage::Calling, tv.state.now)).happens(guard.says(stage, tv.state.now));
        tv.press(Key::Back);
        EXPECT_EQ(tv.screen(), "alarm") << "a trembling hand";
        tv.wait(5min);
        EXPECT_EQ(tv.screen(), "alarm");
        tv.press(Key::Back);
        EXPECT_EQ(tv.screen(), "home");
        tv.happens(guard.again());
        EXPECT_EQ(tv.screen(), "home") << "it was read";
    }
    auto tv = alarmed(with_guard(), Stage::Cancelled);
    Guard guard;
    tv.press(Key::Ok).happens(guard.says(Stage::Ended, tv.state.now));
    EXPECT_EQ(tv.screen(), "home") << "closed after the call back: nothing new for whoever cancelled";
}

TEST(Over, GoesByItselfWhenTheGuardSaysIdle) {
    auto tv = alarmed(with_guard(), Stage::Cancelled);
    Guard guard;
    tv.happens(guard.says(Stage::Idle, tv.state.now));
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_FALSE(model::alarm_stage(tv.state));
}

TEST(AlarmAndVisit, ACallIsKeptUnderItAndComesBack) {
    auto tv = alarmed(in_call_with(with_guard(), "m1"), Stage::Received);
    EXPECT_EQ(tv.screen(), "alarm");
    EXPECT_TRUE(std::holds_alternative<call::Active>(tv.state.call));
    EXPECT_TRUE(tv.scene().live.camera) << "the red frame stays while it is live";
    for (const auto key : {Key::Back, Key::Ok, Key::Left, Key::Right}) {
        tv.press(key);
        EXPECT_TRUE(std::holds_alternative<call::Active>(tv.state.call)) << keys::name(key);
    }
    Guard guard;
    tv.happens(guard.says(Stage::Cancelled, tv.state.now)).wait(1s);
    EXPECT_EQ(tv.item("home")->label, "知道了，接着说话");
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "call");
}

TEST(AlarmAndVisit, TheBellIsSilentUnderItAndOkTakesTheCall) {
    auto tv = guarded(ringing_at(visiting(helped_household()), "m1"));
    tv.press(Key::Red);
    EXPECT_TRUE(tv.did<model::StopRing>());
    EXPECT_NE(tv.scene().notice->text.find("小芳打来了"), std::string::npos);
    Guard guard;
    tv.happens(guard.says(Stage::Received, tv.state.now)).press(Key::Ok);
    EXPECT_FALSE(std::holds_alternative<call::Ringing>(tv.state.call));
    EXPECT_EQ(tv.screen(), "alarm");
    tv = guarded(ringing_at(visiting(helped_household()), "m1"));
    tv.press(Key::Red).happens(guard.says(Stage::Calling, tv.state.now)).happens(guard.says(Stage::Cancelled, tv.state.now));
    EXPECT_TRUE(tv.did<model::StartRing>()) << "it still rings there";
    EXPECT_EQ(tv.screen(), "ringing");
}

TEST(AlarmAndVisit, WhoMayAnswerItselfInAnAlarmDoesSoOnlyThen) {
    auto home = helped_household();
    contract::VisitRule rule;
    rule.member = "m1";
    rule.policy = contract::VisitPolicy::AutomaticInAlarm;
    rule.agreed_at = kMorning - 24h;
    home.visits.rules = {rule};
    auto tv = with_guard(home);
    EXPECT_FALSE(model::rule_answers(tv.state, "m1"));
    tv.press(Key::Red);
    EXPECT_TRUE(model::rule_answers(tv.state, "m1"));
    Guard guard;
    tv.happens(guard.says(Stage::Accepted, tv.state.now));
    EXPECT_TRUE(model::rule_answers(tv.state, "m1"));
    tv.happens(guard.says(Stage::Ended, tv.state.now));
    EXPECT_FALSE(model::rule_answers(tv.state, "m1"));
}

TEST(AlarmAndNight, IsBrightAndSpeaksAndTheDarkComesBack) {
    auto tv = with_guard(helped_household(), at(11, 21, 23, 0));
    EXPECT_EQ(tv.screen(), "night");
    tv.press(Key::Red);
    EXPECT_EQ(tv.screen(), "alarm");
    EXPECT_FALSE(model::silent(tv.state));
    Guard guard;
    tv.happens(guard.says(Stage::Calling, tv.state.now)).happens(guard.says(Stage::Idle, tv.state.now)).wait(2min);
    EXPECT_EQ(tv.screen(), "night");
}

TEST(Shown, IsConfirmedForWhatStandsOnTheScreen) {
    auto tv = with_guard();
    Guard guard;
    guard.said.version = 41;
    tv.press(Key::Red).happens(guard.says(Stage::Calling, tv.state.now));
    ASSERT_TRUE(tv.did<model::ConfirmShown>());
    EXPECT_EQ(tv.find<model::ConfirmShown>()->version, 42u);
    tv.happens(model::SoundChanged{true, false}).happens(guard.says(Stage::Received, tv.state.now));
    EXPECT_FALSE(tv.did<model::ConfirmShown>()) << "this TV cannot say it: the guard does";
}

TEST(Box, IsToldWhenTheLineStandsAndWhenItChanges) {
    auto tv = visiting(helped_household());
    Guard guard;
    tv.happens(guard.says(Stage::Idle, tv.state.now));
    ASSERT_TRUE(tv.did<model::TellGuard>());
    EXPECT_EQ(*tv.find<model::TellGuard>(), (model::TellGuard{model::GuardBox{model::Language::Chinese, "12349", "王奶奶"}}));
    tv.happens(guard.again());
    EXPECT_FALSE(tv.did<model::TellGuard>());
    tv.happens(model::Asked{model::Open{model::Route::Settings}}).happens(model::Asked{model::Choose{model::Setting::Language, 1}}).happens(model::Asked{model::KeepChoices{}});
    ASSERT_TRUE(tv.did<model::TellGuard>());
    EXPECT_EQ(tv.find<model::TellGuard>()->box->called, "Mrs Wang");
    tv.happens(model::GuardGone{}).happens(guard.again());
    EXPECT_TRUE(tv.did<model::TellGuard>()) << "a new line";
}

TEST(Box, ThatLostItsHomeSaysSo) {
    auto tv = with_guard();
    tv.hears(contract::Unpaired{});
    EXPECT_FALSE(tv.did<model::TellGuard>()) << "not before its key is gone";
    auto start = started(kMorning);
    tv.happens(start);
    ASSERT_TRUE(tv.did<model::TellGuard>());
    EXPECT_FALSE(tv.find<model::TellGuard>()->box);
    tv.press(Key::Red);
    EXPECT_EQ(model::alarm_stage(tv.state), AlarmStage::NotOut) << "nobody can be told";
}

TEST(AlarmClock, ThatWasSetWrongTakesTheTenSecondsAlong) {
    auto tv = with_guard();
    Guard guard;
    tv.press(Key::Red).happens(guard.says(Stage::Calling, tv.state.now)).wait(3s);
    tv.tick(tv.state.now + std::chrono::hours(24 * 400));
    EXPECT_EQ(tv.scene().countdown->figures, "7");
}

}  // namespace
}  // namespace anju::test
