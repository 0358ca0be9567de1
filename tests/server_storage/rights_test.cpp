// SPDX-License-Identifier: Apache-2.0
// What a household allows a relative: set with the invitation, changed against what was seen, in force at once.
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::MayDo;
using contract::Relation;
using contract::Relatives;
using contract::VisitPolicy;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr contract::Rights kAsInvited{true, true, false, false};

class RightsStorage : public VisitStorage {
  protected:
    MayDo may(const Street& street, const std::string& member) {
        for (const auto& one : must(repository().home_file(street.administrator, street.household)).may) {
            if (one.member == member) return one;
        }
        ADD_FAILURE() << member;
        return {};
    }
    Stored<Relatives> set(const Street& street, const std::string& member, const contract::Rights& rights) {
        return repository().set_rights(street.administrator, member, {rights, may(street, member).change}, now_);
    }
    void without(const Street& street, const std::string& member, bool contract::Rights::*right) {
        auto rights = may(street, member).rights;
        rights.*right = false;
        must(set(street, member, rights));
    }
    contract::FamilyHome page(const Street& street) { return must(repository().family_home(street.family, now_)); }
};
class Rights : public RightsStorage {};
INSTANTIATE_TEST_SUITE_P(On, Rights, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

const auto kNoMessage = Fails(Trouble::Refused, "message_not_allowed");
const auto kNoVisit = Fails(Trouble::Refused, "visit_not_allowed");

TEST_P(Rights, BeginAsTheInvitationSays) {
    const Street street = a_street();
    EXPECT_EQ(may(street, street.member).rights, kAsInvited) << "nothing was said";
    EXPECT_EQ(page(street).rights, kAsInvited);
    EXPECT_EQ(page(street).station, "东关");
    const contract::Rights wanted{true, false, true, false};
    const Relatives all = must(repository().add_relative(street.administrator, street.household, {"秀英", Relation::Other, "", wanted}, {"k", "b"}, now_));
    must(repository().add_relative(street.administrator, street.household, {"大伟", Relation::Son, ""}, {"k2", "b"}, now_));
    EXPECT_EQ(must(repository().add_relative(street.administrator, street.household, {"秀英", Relation::Other, "", wanted}, {"k", "b"}, now_)).added, all.added)
        << "asked again, after another one came";
    EXPECT_EQ(may(street, all.added).rights, wanted);
    const std::string link = must(repository().create_link(street.administrator, all.added, now_));
    const auto her = must(repository().family_with_session(must(repository().exchange_link(link, now_)).token, now_));
    EXPECT_EQ(must(repository().family_home(her, now_)).rights, wanted);
}

TEST_P(Rights, AreChangedAgainstWhatWasSeenAndHerPageHearsIt) {
    const Street street = a_street();
    const auto cursor = page(street).cursor;
    const contract::Rights first{true, true, true, false}, second{true, true, false, true};
    const Relatives all = must(repository().set_rights(street.administrator, street.member, {first, 0}, now_));
    EXPECT_EQ(all.relatives[0].may.rights, first);
    EXPECT_FALSE(all.relatives[0].may.who.empty());
    EXPECT_EQ(all.relatives[0].may.at, now_);
    EXPECT_EQ(all.relatives[0].may, may(street, street.member)) << "one truth on both pages";
    const auto events = events_of(recipient_of(street.family), cursor);
    ASSERT_THAT(events, SizeIs(1));
    EXPECT_EQ(events[0].name, "household");
    EXPECT_EQ(page(street).rights, first);

    EXPECT_THAT(repository().set_rights(street.administrator, street.member, {second, 0}, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_EQ(page(street).rights, first);
    must(repository().set_rights(street.administrator, street.member, {first, 0}, now_));  // the same: nothing to lose
    must(repository().set_rights(street.administrator, street.member, {second, all.relatives[0].may.change}, now_));
    const auto change = must(repository().home_file(street.administrator, street.household)).changes.at(0);
    EXPECT_EQ(change.field, "rights " + street.member);
    EXPECT_EQ(change.before, "message,visit,order");
    EXPECT_EQ(change.after, "message,visit,health");
}

TEST_P(Rights, AreKeptByManagersOfTheirPlaceAndAreNoneInAClosedHome) {
    const Street street = a_street();
    const Street other = a_street("西关");
    const contract::RightsEdit edit{{false, false, false, false}, 0};
    EXPECT_THAT(repository().set_rights(street.technician, street.member, edit, now_), Fails(Trouble::Refused, "role_missing"));
    StaffCaller stranger = other.technician;
    stranger.roles = {contract::Role::Manager};
    EXPECT_THAT(repository().set_rights(stranger, street.member, edit, now_), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(repository().set_rights(street.administrator, "nobody", edit, now_), Fails(Trouble::NotFound, "member_not_found"));
    must(repository().close_home(street.administrator, street.household, now_));
    EXPECT_THAT(repository().set_rights(street.administrator, street.member, edit, now_), Fails(Trouble::Conflict, "household_closed"));
}

TEST_P(Rights, WithoutMessageNothingIsSentAndAllIsRead) {
    const Street street = a_street();
    must(repository().post_message(street.family, {"饭好了", {}, ""}, {"before", "b"}, now_));
    without(street, street.member, &contract::Rights::message);
    const auto refused = repository().post_message(street.family, {"饭好了", {}, ""}, {"after", "b"}, now_);
    EXPECT_THAT(refused, kNoMessage);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().context, HasSubstr("请找东关")) << "who can change it";
    EXPECT_THAT(repository().add_photo(street.family, a_photo(), {"photo", "b"}, now_), kNoMessage);
    EXPECT_THAT(repository().add_film(street.family, {{"", 4s, 640, 480, "video/mp4"}, "film"}, {"film", "b"}, now_), kNoMessage);
    EXPECT_THAT(page(street).messages, SizeIs(1));
    must(repository().post_message(street.family, {"饭好了", {}, ""}, {"before", "b"}, now_));  // was sent, and stays so
    EXPECT_FALSE(must(repository().visitor_home(VisitorCaller{street.family}, now_)).can_leave_message);
    must(repository().leave_film(street.tv, street.member, {{"", 4s, 640, 480, "video/mp4"}, "film"}, {"hers", "b"}, now_));  // the elder's own
    must(place(street));
    must(set(street, street.member, kAsInvited));
    must(repository().post_message(street.family, {"饭好了", {}, ""}, {"after", "b"}, now_));
}

// A film is written in several transactions; the right goes with the first of them.
TEST_P(Rights, WithdrawnBetweenThePartsOfAFilmRefuseItAndKeepNothing) {
    const Street street = a_street();
    must(raw()->write([](Transaction& tx) -> Stored<void> {
        tx.script(GetParam() == Dialect::Sqlite
                      ? "CREATE TRIGGER withdraws AFTER INSERT ON film_part BEGIN UPDATE member SET may_message = 0; END;"
                      : "CREATE FUNCTION withdraws() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE member SET may_message = 0; RETURN NEW; END';"
                        "CREATE TRIGGER withdraws AFTER INSERT ON film_part FOR EACH ROW EXECUTE FUNCTION withdraws();");
        return {};
    }));
    const std::string bytes(2'500'000, 'f');
    EXPECT_THAT(repository().add_film(street.family, {{"", 4s, 640, 480, "video/mp4"}, bytes}, {"film", "b"}, now_), kNoMessage);
    EXPECT_EQ(count("film WHERE pending = 2"), 1) << "nobody's";
    must(repository().prune(now_ + 25h));
    EXPECT_EQ(count("film"), 0);
    EXPECT_EQ(count("film_part"), 0);
}

TEST_P(Rights, WithoutVisitNobodyRingsAndTheElderCallsAllTheSame) {
    const Street street = a_street();
    first_contact(street, street.member);
    without(street, street.member, &contract::Rights::visit);
    EXPECT_THAT(place(street), kNoVisit);
    EXPECT_THAT(repository().invite(street.family, {now_ + 1h, "张老师"}, now_), kNoVisit);
    EXPECT_THAT(repository().propose_rule(street.family, {street.member, VisitPolicy::Automatic}, now_), kNoVisit);
    EXPECT_THAT(repository().set_free_from(street.family, "18:00", now_), kNoVisit);
    must(repository().set_free_from(street.family, "", now_));
    must(repository().propose_rule(street.family, {street.member, VisitPolicy::Ring}, now_));  // less is always allowed
    must(repository().set_quiet_hours(street.family, {20, 8}, now_));
    const auto home = must(repository().visitor_home(VisitorCaller{street.family}, now_));
    EXPECT_FALSE(home.can_visit);
    EXPECT_EQ(home.station, "东关");
    EXPECT_THAT(heard_visits(street.tv), IsEmpty());
    const auto called = must(repository().call_member(street.tv, {std::string(26, 'a'), street.member}, now_));
    must(repository().answer_visit(VisitorCaller{street.family}, called.visit.id, {true, contract::VisitAnswer::Pressed}, now_));
    must(repository().post_message(street.family, {"饭好了", {}, ""}, {"k", "b"}, now_));
}

TEST_P(Rights, NobodyIsAnsweredByItselfWhoMayNotRing) {
    const Street street = a_street();
    first_contact(street, street.member);
    const std::string dawei = a_member(street, "大伟");
    must(repository().propose_rule(street.family, {dawei, VisitPolicy::Automatic}, now_));
    must(repository().answer_rule(street.tv, {dawei, VisitPolicy::Automatic, true}, now_));
    without(street, dawei, &contract::Rights::visit);
    const auto rules = must(repository().snapshot(street.tv, now_)).household.visits.rules;
    EXPECT_EQ(rules.at(0).policy, VisitPolicy::Ring);
    EXPECT_EQ(heard(recipient_of(street.tv), &contract::HouseholdChanged::household).back().visits.rules, rules) << "the TV follows";
    EXPECT_THAT(repository().propose_rule(street.family, {dawei, VisitPolicy::Automatic}, now_), Fails(Trouble::Refused, "relative_may_not_visit"));
    must(set(street, dawei, kAsInvited));
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.visits.rules.at(0).policy, VisitPolicy::Ring) << "that needs another OK of the elder";
}

TEST_P(Rights, WithdrawnInACallEndWhatSheHasPlacedAndNotWhatTheElderHas) {
    const Street street = a_street();
    const auto placed = must(place(street));
    must(repository().answer_visit(street.tv, placed.visit.id, {true, contract::VisitAnswer::Pressed}, now_));
    without(street, street.member, &contract::Rights::visit);
    expect_stopped(recipient_of_visit(placed.visit.id), placed.visit.id);
    expect_stopped(recipient_of(street.tv), placed.visit.id);  // and with it camera and microphone

    must(set(street, street.member, kAsInvited));
    const auto ringing = must(place(street));
    without(street, street.member, &contract::Rights::visit);
    expect_stopped(recipient_of_visit(ringing.visit.id), ringing.visit.id);
    EXPECT_FALSE(heard_visits(street.tv).back().seen) << "somebody was at the door";

    must(set(street, street.member, kAsInvited));
    const auto called = must(repository().call_member(street.tv, {std::string(26, 'a'), street.member}, now_));
    must(repository().answer_visit(VisitorCaller{street.family}, called.visit.id, {true, contract::VisitAnswer::Pressed}, now_));
    without(street, street.member, &contract::Rights::visit);
    EXPECT_EQ(heard_visits(street.tv).back().stage, VisitStage::Answered);
    must(repository().end_visit(VisitorCaller{street.family}, called.visit.id, VisitEnd::HungUp, now_));
}

TEST_P(Rights, HerLinksForGuestsEndWithHerVisits) {
    const Street street = a_street();
    first_contact(street, street.member);
    const auto link = must(repository().invite(street.family, {now_, "张老师"}, now_));
    const auto guest = must(repository().enter_as_guest({link.link, "", "张老师", "", "198.51.100.1"}, now_));
    const auto digits = must(repository().show_code(street.tv, now_));
    const auto placed = must(repository().place_visit(VisitorCaller{guest.guest}, {}, everybody(), {}, now_));
    must(repository().answer_visit(street.tv, placed.visit.id, {true, contract::VisitAnswer::Pressed}, now_));
    without(street, street.member, &contract::Rights::visit);
    expect_stopped(recipient_of_visit(placed.visit.id), placed.visit.id);
    expect_stopped(recipient_of(street.tv), placed.visit.id);
    EXPECT_THAT(repository().guest_with_session(guest.session.token, now_), Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_THAT(repository().enter_as_guest({link.link, "", "张老师", "", "198.51.100.1"}, now_), Fails(Trouble::NotFound, "link_not_valid"));
    must(repository().enter_as_guest({"", digits.code, "张老师", "", "198.51.100.1"}, now_));  // those the elder gave
    EXPECT_THAT(must(repository().invitations(street.family, now_)).invitations, SizeIs(1));
}

TEST_P(Rights, AFirstContactWhoIsTakenBackIsNoneAnyMore) {
    const Street street = a_street();
    const FamilyCaller dawei = a_relative(street, "大伟");
    first_contact(street, street.member);
    must(repository().set_quiet_hours(street.family, {20, 8}, now_));
    must(repository().propose_rule(street.family, {dawei.member, VisitPolicy::Automatic}, now_));
    must(repository().answer_rule(street.tv, {dawei.member, VisitPolicy::Automatic, true}, now_));
    const auto link = must(repository().invite(street.family, {now_, "张老师"}, now_));
    must(repository().revoke_links(street.administrator, street.member, now_));
    const auto visits = must(repository().snapshot(street.tv, now_)).household.visits;
    EXPECT_EQ(visits.first_contact, "");
    EXPECT_EQ(visits.quiet, (contract::Night{20, 8})) << "the rules stay";
    EXPECT_EQ(visits.rules.at(0).policy, VisitPolicy::Automatic);
    EXPECT_EQ(heard(recipient_of(street.tv), &contract::HouseholdChanged::household).back().visits.first_contact, "");
    EXPECT_EQ(must(repository().family_home(dawei, now_)).rules.first_contact, "");
    const auto file = must(repository().home_file(street.administrator, street.household));
    EXPECT_EQ(file.first_contact, "");
    EXPECT_THAT(file.changes, testing::Contains(testing::AllOf(testing::Field(&contract::FileChange::field, "first_contact"),
                                                               testing::Field(&contract::FileChange::before, "小芳"), testing::Field(&contract::FileChange::after, ""))));
    EXPECT_THAT(repository().enter_as_guest({link.link, "", "张老师", "", "198.51.100.1"}, now_), Fails(Trouble::NotFound, "link_not_valid"));
    must(repository().create_link(street.administrator, street.member, now_));
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.visits.first_contact, "") << "back, and no more than a relative";
    const auto seen = must(repository().relatives(street.administrator, street.household)).change;
    must(repository().set_first_contact(street.administrator, street.household, {dawei.member, seen}, now_));
}

TEST_P(Rights, WhatSheAskedForOthersWaitsNoLongerOnceSheMayNotHaveAsked) {
    const Street street = a_street();
    const FamilyCaller dawei = a_relative(street, "大伟");
    first_contact(street, street.member);
    must(repository().propose_rule(street.family, {dawei.member, VisitPolicy::Automatic}, now_));
    must(repository().revoke_links(street.administrator, street.member, now_));
    for (const auto& rule : must(repository().snapshot(street.tv, now_)).household.visits.rules) {
        EXPECT_FALSE(rule.proposed.has_value());
    }
    (void)repository().answer_rule(street.tv, {dawei.member, VisitPolicy::Automatic, true}, now_);
    for (const auto& rule : must(repository().snapshot(street.tv, now_)).household.visits.rules) {
        EXPECT_EQ(rule.policy, VisitPolicy::Ring);
    }
}

TEST_P(Rights, TheEldersYesEndsWithTheLinkAndANewCardNeedsANewOne) {
    const Street street = a_street();
    const FamilyCaller dawei = a_relative(street, "大伟");
    first_contact(street, street.member);
    must(repository().propose_rule(street.family, {dawei.member, VisitPolicy::Automatic}, now_));
    must(repository().answer_rule(street.tv, {dawei.member, VisitPolicy::Automatic, true}, now_));
    must(repository().revoke_links(street.administrator, dawei.member, now_));
    must(repository().exchange_link(must(repository().create_link(street.administrator, dawei.member, now_)), now_));
    for (const auto& rule : must(repository().snapshot(street.tv, now_)).household.visits.rules) {
        EXPECT_EQ(rule.policy, VisitPolicy::Ring);
    }
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        EXPECT_EQ(tx.run("SELECT 1 FROM audit WHERE what = 'visit_rule.ended' AND subject = $1", {dawei.member}).size(), 1u);
        return {};
    }));
}

}  // namespace
}  // namespace anju::server
