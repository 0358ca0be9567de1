// SPDX-License-Identifier: Apache-2.0
// Who may do what on a visit: proposed by the first contact, in force with the elder's OK.
#include "platform/server/storage/schema.hpp"
#include "platform/server/tokens.hpp"
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::VisitPolicy;
using testing::IsEmpty;
using testing::SizeIs;

VISITS_ON_BOTH_DATABASES(VisitRuling);

TEST_P(VisitRuling, AProposalIsInForceOnceTheElderAgrees) {
    const Street street = a_street();
    first_contact(street, street.member);
    const std::string son = a_member(street, "大伟");
    const auto proposed = must(repository().propose_rule(street.family, {son, VisitPolicy::AutomaticByDay}, now_));
    ASSERT_THAT(proposed.rules, SizeIs(1));
    EXPECT_EQ(proposed.rules[0].policy, VisitPolicy::Ring) << "not yet";
    EXPECT_EQ(proposed.rules[0].proposed, VisitPolicy::AutomaticByDay);
    EXPECT_EQ(proposed.rules[0].proposed_by, street.member);
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.visits, proposed);
    EXPECT_EQ(heard(recipient_of(street.tv), &contract::HouseholdChanged::household).back().visits, proposed);

    const auto agreed = must(repository().answer_rule(street.tv, {son, VisitPolicy::AutomaticByDay, true}, now_ + 1min));
    EXPECT_EQ(agreed.visits.rules.at(0).policy, VisitPolicy::AutomaticByDay);
    EXPECT_EQ(agreed.visits.rules.at(0).agreed_at, now_ + 1min);
    EXPECT_FALSE(agreed.visits.rules.at(0).proposed || agreed.visits.rules.at(0).proposed_at) << "whatever the clock said in between";
    EXPECT_EQ(must(repository().family_home(street.family, now_)).rules, agreed.visits);
    EXPECT_EQ(must(repository().answer_rule(street.tv, {son, VisitPolicy::AutomaticByDay, true}, now_ + 2min)).visits, agreed.visits) << "said twice";
    EXPECT_EQ(must(repository().propose_rule(street.family, {son, VisitPolicy::AutomaticByDay}, now_ + 3min)).rules.at(0).proposed, std::nullopt) << "in force already";
    EXPECT_FALSE(must(repository().family_home(street.family, now_)).rules.rules.at(0).proposed_at) << "she has not declined it";
}

TEST_P(VisitRuling, WhatTheElderDeclinesIsGone) {
    const Street street = a_street();
    first_contact(street, street.member);
    must(repository().propose_rule(street.family, {street.member, VisitPolicy::Automatic}, now_));
    const auto declined = must(repository().answer_rule(street.tv, {street.member, VisitPolicy::Automatic, false}, now_));
    EXPECT_EQ(declined.visits.rules.at(0).policy, VisitPolicy::Ring);
    EXPECT_FALSE(declined.visits.rules.at(0).proposed);
    EXPECT_EQ(must(repository().family_home(street.family, now_)).rules.rules.at(0).proposed_at, now_) << "the first contact reads that she said no";
    EXPECT_THAT(repository().answer_rule(street.tv, {street.member, VisitPolicy::Automatic, true}, now_), Fails(Trouble::Conflict, "rule_changed"));
}

// Earlier platforms kept the time of what was in force already and proposed once more: the page read it as a no.
TEST_P(VisitRuling, ANoThatWasNeverSaidIsTakenOutOfAnOldDatabase) {
    const Street street = a_street();
    first_contact(street, street.member);
    const std::string son = a_member(street, "大伟");
    const std::string cousin = a_member(street, "阿明");
    for (const auto& member : {street.member, son}) {
        must(repository().propose_rule(street.family, {member, VisitPolicy::Automatic}, now_));
        must(repository().answer_rule(street.tv, {member, VisitPolicy::Automatic, true}, now_));
    }
    for (const auto& [member, at] : {std::pair{son, 2min}, std::pair{cousin, 3min}}) {
        must(repository().propose_rule(street.family, {member, VisitPolicy::AutomaticByDay}, now_ + at));
        must(repository().answer_rule(street.tv, {member, VisitPolicy::AutomaticByDay, false}, now_ + at));
    }
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        tx.run("UPDATE visit_rule SET proposed_at = $2 WHERE member = $1", {street.member, now_ + 1min});
        for (const Migration& one : schema()) {
            if (one.number == 13) tx.script(in_dialect(one.text, GetParam()));
        }
        return {};
    }));
    for (const auto& rule : must(repository().family_home(street.family, now_)).rules.rules) {
        EXPECT_EQ(rule.proposed_at.has_value(), rule.member != street.member) << rule.member;
    }
}

TEST_P(VisitRuling, TheElderAgreesToWhatIsAskedNowOnly) {
    const Street street = a_street();
    first_contact(street, street.member);
    EXPECT_THAT(repository().answer_rule(street.tv, {street.member, VisitPolicy::Automatic, true}, now_), Fails(Trouble::NotFound, "rule_not_found"));
    must(repository().propose_rule(street.family, {street.member, VisitPolicy::AutomaticInAlarm}, now_));
    must(repository().propose_rule(street.family, {street.member, VisitPolicy::Automatic}, now_));
    EXPECT_THAT(repository().answer_rule(street.tv, {street.member, VisitPolicy::AutomaticInAlarm, true}, now_), Fails(Trouble::Conflict, "rule_changed"));
    const Street other = a_street("西关");
    EXPECT_THAT(repository().answer_rule(other.tv, {street.member, VisitPolicy::Automatic, true}, now_), Fails(Trouble::NotFound, "rule_not_found"));
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.visits.rules.at(0).policy, VisitPolicy::Ring);
}

TEST_P(VisitRuling, RingingOnlyNeedsNobodysConsent) {
    const Street street = a_street();
    first_contact(street, street.member);
    for (const bool by_the_elder : {true, false}) {
        must(repository().propose_rule(street.family, {street.member, VisitPolicy::Automatic}, now_));
        must(repository().answer_rule(street.tv, {street.member, VisitPolicy::Automatic, true}, now_));
        must(repository().propose_rule(street.family, {street.member, VisitPolicy::AutomaticByDay}, now_));
        if (by_the_elder) {
            must(repository().answer_rule(street.tv, {street.member, VisitPolicy::Ring, true}, now_));
        } else {
            must(repository().propose_rule(street.family, {street.member, VisitPolicy::Ring}, now_));
        }
        const auto rule = must(repository().snapshot(street.tv, now_)).household.visits.rules.at(0);
        EXPECT_EQ(rule.policy, VisitPolicy::Ring);
        EXPECT_FALSE(rule.proposed);
        EXPECT_FALSE(rule.agreed_at);
    }
}

TEST_P(VisitRuling, NobodyButTheFirstContactProposes) {
    const Street street = a_street();
    const FamilyCaller son = a_relative(street, "大伟");
    const auto wrong = Fails(Trouble::Refused, "not_first_contact");
    EXPECT_THAT(repository().propose_rule(street.family, {street.member, VisitPolicy::Automatic}, now_), wrong) << "nobody is it";
    first_contact(street, street.member);
    EXPECT_THAT(repository().propose_rule(son, {son.member, VisitPolicy::Automatic}, now_), wrong);
    EXPECT_THAT(repository().set_quiet_hours(son, {0, 0}, now_), wrong);
    const Street other = a_street("西关");
    first_contact(other, other.member);
    EXPECT_THAT(repository().propose_rule(street.family, {other.member, VisitPolicy::Automatic}, now_), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(must(repository().snapshot(other.tv, now_)).household.visits.rules, IsEmpty());
    must(repository().revoke_links(street.administrator, street.member, now_));
    EXPECT_THAT(repository().propose_rule(street.family, {son.member, VisitPolicy::Automatic}, now_), wrong) << "no longer of the family";
    HouseholdEdit edit;
    edit.first_contact = other.member;
    EXPECT_THAT(repository().edit_household(street.administrator, street.household, edit, now_), Fails(Trouble::NotFound, "member_not_found"));
}

TEST_P(VisitRuling, QuietHoursAreTheFirstContactsToSet) {
    const Street street = a_street();
    first_contact(street, street.member);
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.visits.quiet, (contract::Night{21, 7}));
    EXPECT_EQ(must(repository().set_quiet_hours(street.family, {9, 10}, now_)).quiet, (contract::Night{9, 10}));
    EXPECT_THAT(place(street), Fails(Trouble::Conflict, "quiet_hours")) << "09:41 there";
    must(repository().set_quiet_hours(street.family, {9, 9}, now_));
    EXPECT_TRUE(place(street)) << "never";
}

TEST_P(VisitRuling, StandInTheAuditWithBothStates) {
    const Street street = a_street();
    first_contact(street, street.member);
    must(repository().propose_rule(street.family, {street.member, VisitPolicy::Automatic}, now_));
    must(repository().answer_rule(street.tv, {street.member, VisitPolicy::Automatic, true}, now_));
    must(repository().set_quiet_hours(street.family, {22, 6}, now_));
    const auto audit = must(repository().audit(street.administrator, street.household, 3));
    EXPECT_EQ(audit[0].what, "quiet_hours.set");
    EXPECT_EQ(audit[1].what, "visit_rule.agreed");
    EXPECT_EQ(audit[1].who, "tv:" + street.tv.terminal);
    EXPECT_NE(audit[1].before.find("\"proposed\":\"automatic\""), std::string::npos) << audit[1].before;
    EXPECT_NE(audit[1].after.find("\"policy\":\"automatic\""), std::string::npos) << audit[1].after;
    EXPECT_EQ(audit[2].what, "visit_rule.proposed");
    EXPECT_EQ(audit[2].who, "member:" + street.member);
}

VISITS_ON_BOTH_DATABASES(Reachable);

TEST_P(Reachable, TheHourThatWasSetHoldsForItsDay) {
    const Street street = a_street();
    const auto moment = [](const char* when) { return *contract::from_rfc3339(when); };
    EXPECT_EQ(must(repository().set_free_from(street.family, "18:00", now_)),
              (contract::Presence{street.member, false, "18:00", moment("2026-11-25T18:00:00+08:00"), moment("2026-11-26T00:00:00+08:00")}));
    const auto said_at = [&](const char* when) { return must(repository().presence_of(street.member, *contract::from_rfc3339(when))).free_from; };
    EXPECT_EQ(said_at("2026-11-25T12:00:00+08:00"), "18:00");
    EXPECT_EQ(said_at("2026-11-25T23:59:59+08:00"), "18:00");
    EXPECT_EQ(said_at("2026-11-26T00:00:00+08:00"), "");
    now_ = *contract::from_rfc3339("2026-11-25T20:00:00+08:00");
    must(repository().set_free_from(street.family, "08:30", now_));
    EXPECT_EQ(said_at("2026-11-26T08:30:00+08:00"), "08:30") << "tomorrow's";
    EXPECT_EQ(said_at("2026-11-27T00:00:00+08:00"), "");
    EXPECT_EQ(must(repository().family_home(street.family, now_)).free_from, "08:30");
    EXPECT_EQ(must(repository().family_home(street.family, now_)).free_at, moment("2026-11-26T08:30:00+08:00"));
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).presence.at(0),
              (contract::Presence{street.member, false, "08:30", moment("2026-11-26T08:30:00+08:00"), moment("2026-11-27T00:00:00+08:00")}));
    EXPECT_EQ(must(repository().set_free_from(street.family, "", now_)), (contract::Presence{street.member, false, ""}));
    EXPECT_EQ(must(repository().presence_of(street.member, now_)), (contract::Presence{street.member, false, ""}));
    for (const char* wrong : {"24:00", "18:60", "6:00", "18-00", "18:0x", " 8:00", "18:000", "now"}) {
        EXPECT_THAT(repository().set_free_from(street.family, wrong, now_), Fails(Trouble::Refused, "free_from_malformed")) << wrong;
    }
}

TEST_P(Reachable, ABoxIsKnownByItsCertificate) {
    const Street street = Storage::a_street();
    const std::string& fingerprint = kFingerprint;
    EXPECT_THAT(place(street), Fails(Trouble::Conflict, "tv_offline")) << "paired a moment ago: no phone could tell it from another";
    const contract::NewTvVisit call{std::string(26, 'a'), street.member};
    EXPECT_THAT(repository().call_member(street.tv, call, now_), Fails(Trouble::Conflict, "certificate_unknown"));
    EXPECT_EQ(count("visit"), 0) << "nothing rang, and nobody is told of it";
    EXPECT_EQ(count("notice"), 0);
    must(repository().register_certificate(street.tv, fingerprint, now_));
    EXPECT_EQ(must(repository().call_member(street.tv, call, now_)).box_fingerprint, fingerprint);
    must(repository().end_visit(street.tv, call.id, VisitEnd::HungUp, now_));
    EXPECT_EQ(must(place(street)).box_fingerprint, fingerprint);
    for (const std::string& wrong : {std::string(), fingerprint + ":00", "sha-1" + fingerprint.substr(7), fingerprint.substr(0, 40), std::string(fingerprint).replace(9, 1, "g"), std::string(fingerprint).replace(10, 1, "-")}) {
        EXPECT_THAT(repository().register_certificate(street.tv, wrong, now_), Fails(Trouble::Refused, "fingerprint_malformed")) << wrong;
    }
    must(repository().unpair(street.administrator, street.tv.terminal, now_));
    EXPECT_THAT(repository().register_certificate(street.tv, fingerprint, now_), Fails(Trouble::NotFound, "terminal_unknown"));
}

}  // namespace
}  // namespace anju::server
