// SPDX-License-Identifier: Apache-2.0
// What the first contact proposes about visits, and the elder agrees to on the TV or not.
#include <gtest/gtest.h>

#include "tests/model/visiting.hpp"

namespace anju::test {
namespace {

using contract::VisitPolicy;
using model::Screen;

// About m2, whom no rule had been made for.
contract::Household asked_home(VisitPolicy proposed) {
    auto home = visiting_household();
    contract::VisitRule rule;
    rule.member = "m2";
    rule.proposed = proposed;
    home.visits.rules = {rule};
    return home;
}

TEST(Rule, IsAskedOnTheTvAndAnsweredOnce) {
    auto home = asked_home(VisitPolicy::AutomaticByDay);
    home.visits.rules.front().proposed_by = "m1";
    home.visits.rules.front().proposed_at = kMorning - 1h;
    auto tv = at_visiting_home(home);
    ASSERT_NE(model::proposed_rule(tv.state), nullptr);
    asks(tv, model::Open{model::Route::VisitRule});
    EXPECT_EQ(screen_of(tv), Screen::VisitRule);
    EXPECT_EQ(tv.state.pages.back().member, "m2");
    asks(tv, model::AgreeRule{"m2", VisitPolicy::Automatic, true});
    EXPECT_FALSE(tv.did<model::AnswerRule>()) << "not what was asked";
    asks(tv, model::AgreeRule{"m2", VisitPolicy::AutomaticByDay, true});
    EXPECT_EQ(screen_of(tv), Screen::Home);
    ASSERT_TRUE(tv.did<model::AnswerRule>());
    EXPECT_TRUE(tv.did<model::SaveErrands>()) << "kept before it is sent";
    EXPECT_EQ(model::proposed_rule(tv.state), nullptr);
    EXPECT_TRUE(model::rule_of(tv.state, "m2")->agreed_at);
    const auto id = tv.find<model::AnswerRule>()->id;
    asks(tv, model::AgreeRule{"m2", VisitPolicy::AutomaticByDay, false});
    EXPECT_FALSE(tv.did<model::AnswerRule>());
    tv.happens(model::ErrandDone{id, error(contract::ErrorKind::Timeout)});
    tv.wait(2s);
    ASSERT_TRUE(tv.did<model::AnswerRule>());
    tv.happens(model::ErrandDone{tv.find<model::AnswerRule>()->id, {}});
    EXPECT_TRUE(tv.state.errands.empty());
    EXPECT_FALSE(tv.wait(10min).did<model::AnswerRule>());
}

TEST(Rule, LeavingItAsItIsIsAnAnswerToo) {
    auto home = visiting_household();
    contract::VisitRule rule = agreed_rule("m2", VisitPolicy::Ring);
    rule.proposed = VisitPolicy::Automatic;
    home.visits.rules = {rule};
    auto tv = at_visiting_home(home);
    asks(tv, model::Open{model::Route::VisitRule});
    asks(tv, model::AgreeRule{"m2", VisitPolicy::Automatic, false});
    EXPECT_FALSE(tv.find<model::AnswerRule>()->answer.agreed);
    EXPECT_EQ(model::rule_of(tv.state, "m2")->policy, VisitPolicy::Ring);
}

TEST(Rule, IsReadBeforeAKeyAgreesToIt) {
    auto home = asked_home(VisitPolicy::AutomaticByDay);
    auto tv = at_visiting_home(home);
    const auto pressed_after = [&](std::chrono::milliseconds time, VisitPolicy policy) {
        tv.wait(time).happens(model::Asked{model::AgreeRule{"m2", policy, true}});
        return tv.did<model::AnswerRule>();
    };
    asks(tv, model::Open{model::Route::VisitRule});
    EXPECT_FALSE(pressed_after(500ms, VisitPolicy::AutomaticByDay)) << "the second OK of two";
    tv.wait(2s);
    home.visits.rules[0].proposed = VisitPolicy::Automatic;
    home.version = 2;
    tv.hears(contract::HouseholdChanged{home});
    EXPECT_FALSE(pressed_after(1s, VisitPolicy::Automatic)) << "it asks something else now";
    home.version = 3;
    tv.hears(contract::HouseholdChanged{home});
    EXPECT_TRUE(pressed_after(600ms, VisitPolicy::Automatic)) << "the same question begins no new time";
}

TEST(Rule, IsReadAnewAfterACallThatLayOverIt) {
    auto tv = at_visiting_home(asked_home(VisitPolicy::AutomaticByDay));
    asks(tv, model::Open{model::Route::VisitRule});
    talks(tv);
    asks(tv, model::HangUp{});
    tv.wait(1s);
    const auto presses_ok = [&](std::chrono::milliseconds after) { return tv.wait(after).press(keys::Key::Ok).did<model::AnswerRule>(); };
    presses_ok(1s);
    ASSERT_EQ(screen_of(tv), Screen::VisitRule);
    EXPECT_FALSE(presses_ok(300ms)) << "the second OK of two";
    EXPECT_TRUE(presses_ok(1500ms));
}

TEST(Rule, ThatBecameAnotherUnderACallIsReadAfterIt) {
    auto home = asked_home(VisitPolicy::AutomaticByDay);
    auto tv = at_visiting_home(home);
    asks(tv, model::Open{model::Route::VisitRule});
    talks(tv);
    home.visits.rules[0].proposed = VisitPolicy::Automatic;
    home.version = 2;
    tv.hears(contract::HouseholdChanged{home});
    tv.happens(model::Asked{model::HangUp{}});
    asks(tv, model::DismissCall{});
    ASSERT_EQ(screen_of(tv), Screen::VisitRule);
    tv.wait(300ms).happens(model::Asked{model::AgreeRule{"m2", VisitPolicy::Automatic, true}});
    EXPECT_FALSE(tv.did<model::AnswerRule>());
    tv.wait(1200ms).happens(model::Asked{model::AgreeRule{"m2", VisitPolicy::Automatic, true}});
    EXPECT_TRUE(tv.did<model::AnswerRule>());
}

TEST(Rule, ThatBecomesAnotherUnderARingKeepsNoKeyFromTheRing) {
    auto home = asked_home(VisitPolicy::AutomaticByDay);
    auto tv = at_visiting_home(home);
    asks(tv, model::Open{model::Route::VisitRule});
    fang_rings(tv);
    tv.wait(1s);
    home.visits.rules[0].proposed = VisitPolicy::Automatic;
    home.version = 2;
    tv.hears(contract::HouseholdChanged{home});
    tv.happens(model::Asked{model::AnswerCall{}});
    EXPECT_EQ(screen_of(tv), Screen::Call);
}

TEST(Rule, AQuestionThatWasTakenBackLeavesTheScreen) {
    auto home = asked_home(VisitPolicy::Automatic);
    auto tv = at_visiting_home(home);
    asks(tv, model::Open{model::Route::VisitRule});
    home.visits.rules.clear();
    home.version = 2;
    tv.hears(contract::HouseholdChanged{home});
    EXPECT_EQ(screen_of(tv), Screen::Home);
}

}  // namespace
}  // namespace anju::test
