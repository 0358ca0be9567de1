// SPDX-License-Identifier: Apache-2.0
#include "tests/server_storage/both_databases.hpp"
#include "tests/server_storage/people.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::Role;
using contract::StaffState;
using testing::Contains;
using testing::ElementsAre;
using testing::SizeIs;

class StaffOfPlaces : public People {
  protected:
    std::vector<std::string> names(const StaffCaller& who, const std::string& place = "", const std::string& query = "") {
        std::vector<std::string> all;
        for (const auto& one : must(repository().staff_list(who, place, query)).staff) all.push_back(one.name);
        return all;
    }
    auto choose(const std::string& token, const std::string& password = kGood) { return repository().choose_password({token, password}, {kStaffDesk, "iPad · Safari"}, now_); }
};
INSTANTIATE_TEST_SUITE_P(On, StaffOfPlaces, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(StaffOfPlaces, IsInvitedByALinkThatOpensOnce) {
    const auto invited = invites(boss_, station_);
    EXPECT_EQ(invited.person.state, StaffState::Invited);
    EXPECT_EQ(invited.link.until, now_ + 72h);
    EXPECT_EQ(invited.person.link_until, invited.link.until);
    EXPECT_THAT(repository().sign_in({"zhou", ""}, kStaffDesk, now_), Fails(Trouble::Refused, "wrong_name_or_password"));
    const auto said = must(repository().welcome(invited.link.token, now_));
    EXPECT_EQ(said.display_name, "周敏");
    EXPECT_EQ(said.place, "东关服务站");
    EXPECT_FALSE(said.again);
    EXPECT_THAT(choose(invited.link.token, "123456789"), Fails(Trouble::Refused, "password_too_short"));
    EXPECT_THAT(choose(invited.link.token, "1234567890"), Fails(Trouble::Refused, "password_common"));
    const auto session = must(choose(invited.link.token));
    EXPECT_EQ(session.self.name, "zhou");
    const auto zhou = must(repository().staff_with_session(session.session.token, now_));
    EXPECT_EQ(zhou.roles, std::vector{Role::Technician});
    EXPECT_EQ(state_of(zhou.staff), "active");
    EXPECT_EQ(must(repository().staff_file(boss_, zhou.staff, now_)).person.signed_in_at, now_);
    const auto dead = Fails(Trouble::Refused, "link_not_valid");
    EXPECT_THAT(choose(invited.link.token, "another good one"), dead);
    EXPECT_THAT(repository().welcome(invited.link.token, now_), dead);
    EXPECT_THAT(repository().welcome("", now_), dead);
    enters("zhou");
}

TEST_P(StaffOfPlaces, ALinkRunsOutAndIsReplaced) {
    const auto invited = invites(boss_, station_);
    const auto dead = Fails(Trouble::Refused, "link_not_valid");
    must(repository().welcome(invited.link.token, now_ + 72h - 1ms));
    EXPECT_THAT(repository().welcome(invited.link.token, now_ + 72h), dead);
    EXPECT_THAT(repository().choose_password({invited.link.token, kGood}, {kStaffDesk}, now_ + 72h), dead);
    const auto second = must(repository().renew_staff_link(boss_, invited.person.id, now_));
    EXPECT_THAT(choose(invited.link.token), dead);
    must(choose(second.token));
}

TEST_P(StaffOfPlaces, TheSameInvitationAgainIsOnePersonWithANewLink) {
    const contract::NewPerson given{station_, "zhou", "周敏", {Role::Technician}};
    const auto first = must(repository().invite_staff(boss_, given, {"k", "b"}, now_));
    const auto again = must(repository().invite_staff(boss_, given, {"k", "b"}, now_));
    EXPECT_EQ(again.person.id, first.person.id);
    EXPECT_THAT(repository().welcome(first.link.token, now_), Fails(Trouble::Refused, "link_not_valid"));
    must(repository().welcome(again.link.token, now_));
    EXPECT_THAT(repository().invite_staff(boss_, given, {}, now_), Fails(Trouble::Conflict, "name_taken"));
    EXPECT_THAT(repository().invite_staff(boss_, {station_, "x y", "周", {Role::Technician}}, {}, now_), Fails(Trouble::Refused, "name_malformed"));
    EXPECT_THAT(repository().invite_staff(boss_, {station_, "xy", " ", {Role::Technician}}, {}, now_), Fails(Trouble::Refused, "title_empty"));
    EXPECT_THAT(repository().invite_staff(boss_, {station_, "xy", "周", {}}, {}, now_), Fails(Trouble::Refused, "role_unknown"));
    EXPECT_THAT(repository().invite_staff(boss_, {station_, "xy", "周", {Role::Manager, Role::Manager}}, {}, now_), Fails(Trouble::Refused, "role_unknown"));
}

TEST_P(StaffOfPlaces, IsReachedAtOnesOwnPlaceAndBelowNeverAboveOrBeside) {
    const auto zhou = invites(top_, station_).person.id;
    const auto chen = works(west_, "chen", "陈晓").staff;
    EXPECT_THAT(names(top_), testing::UnorderedElementsAre("zheng", "ma", "chen", "zhou"));
    EXPECT_THAT(names(boss_), ElementsAre("ma", "zhou"));
    EXPECT_THAT(names(top_, west_), ElementsAre("chen"));
    EXPECT_THAT(names(top_, "", "周"), ElementsAre("zhou"));
    EXPECT_THAT(names(top_, "", "CHE"), ElementsAre("chen"));
    EXPECT_THAT(names(top_, "", "%"), ElementsAre());
    const auto place = Fails(Trouble::NotFound, "organisation_not_found"), person = Fails(Trouble::NotFound, "staff_not_found");
    for (const std::string& not_mine : {city_, west_}) {
        EXPECT_THAT(repository().staff_list(boss_, not_mine, ""), place);
        EXPECT_THAT(repository().invite_staff(boss_, {not_mine, "wu", "吴", {Role::Manager}}, {}, now_), place);
        EXPECT_THAT(repository().edit_staff(boss_, zhou, {"place", not_mine, 0}, now_), place);
    }
    for (const std::string& not_mine : {top_.staff, chen, std::string("nobody")}) {
        EXPECT_THAT(repository().staff_file(boss_, not_mine, now_), person);
        EXPECT_THAT(repository().edit_staff(boss_, not_mine, {"display_name", "x", 0}, now_), person);
        EXPECT_THAT(repository().renew_staff_link(boss_, not_mine, now_), person);
        EXPECT_THAT(repository().end_staff(boss_, not_mine, now_), person);
    }
    EXPECT_THAT(repository().end_sign_in(boss_, top_.session, now_), Fails(Trouble::NotFound, "session_not_found"));
}

TEST_P(StaffOfPlaces, IsChangedValueByValueAndTheSecondOverwritesNothing) {
    const auto zhou = works(station_, "zhou", "周敏", {Role::Technician});
    const auto first = must(repository().edit_staff(boss_, zhou.staff, {"roles", "manager,technician", 0}, now_));
    EXPECT_EQ(first.value, "technician,manager");
    EXPECT_EQ(first.who, "马强");
    EXPECT_THAT(repository().edit_staff(top_, zhou.staff, {"roles", "manager", 0}, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_EQ(fact(top_, zhou.staff, "roles"), first) << "what the second then sees";
    must(repository().edit_staff(top_, zhou.staff, {"display_name", "周小敏", 0}, now_));  // another value is no conflict
    const auto second = must(repository().edit_staff(top_, zhou.staff, {"roles", "manager", first.change}, now_));
    EXPECT_GT(second.change, first.change);
    for (const char* wrong : {"", "boss", "manager,manager", ",", "Manager"}) {
        EXPECT_THAT(repository().edit_staff(top_, zhou.staff, {"roles", wrong, second.change}, now_), Fails(Trouble::Refused, "role_unknown")) << wrong;
    }
    EXPECT_THAT(repository().edit_staff(top_, zhou.staff, {"password", "x", 0}, now_), Fails(Trouble::Refused, "fact_unknown"));

    // What she may reach follows at once, in the sign-in that she has.
    must(repository().edit_staff(top_, zhou.staff, {"place", west_, 0}, now_));
    const auto moved = must(repository().staff_with_session(must(repository().sign_in({"zhou", kGood}, kStaffDesk, now_)).session.token, now_));
    EXPECT_EQ(moved.roles, std::vector{Role::Manager});
    EXPECT_THAT(repository().staff_file(boss_, zhou.staff, now_), Fails(Trouble::NotFound, "staff_not_found"));
    const auto changes = must(repository().staff_file(top_, zhou.staff, now_)).changes;
    EXPECT_EQ(changes.at(0).field, "place");
    EXPECT_EQ(changes.at(0).before, "东关服务站");
    EXPECT_EQ(changes.at(0).after, "西关街道");
    EXPECT_EQ(changes.at(0).who, "郑敏");
}

TEST_P(StaffOfPlaces, WhoEndsIsOutAtOnceAndMayBeInvitedAgain) {
    const auto zhou = works(station_, "zhou", "周敏", {Role::Technician});
    const auto session = must(repository().sign_in({"zhou", kGood}, kStaffDesk, now_)).session;
    const auto link = must(repository().renew_staff_link(boss_, zhou.staff, now_));
    must(repository().end_staff(boss_, zhou.staff, now_));
    EXPECT_THAT(repository().staff_with_session(session.token, now_), Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_THAT(repository().sign_in({"zhou", kGood}, kStaffDesk, now_), Fails(Trouble::Refused, "wrong_name_or_password"));
    EXPECT_THAT(choose(link.token), Fails(Trouble::Refused, "link_not_valid"));
    EXPECT_THAT(repository().end_staff(boss_, zhou.staff, now_), Fails(Trouble::Conflict, "staff_ended"));
    EXPECT_THAT(repository().edit_staff(boss_, zhou.staff, {"display_name", "x", 0}, now_), Fails(Trouble::Conflict, "staff_ended"));
    EXPECT_EQ(state_of(zhou.staff), "ended");
    const auto again = must(repository().renew_staff_link(boss_, zhou.staff, now_));
    EXPECT_EQ(state_of(zhou.staff), "invited");
    EXPECT_THAT(repository().sign_in({"zhou", kGood}, kStaffDesk, now_), Fails(Trouble::Refused, "wrong_name_or_password"));
    must(choose(again.token, "another good one"));
    EXPECT_EQ(state_of(zhou.staff), "active");
}

TEST_P(StaffOfPlaces, ALinkEndsWithWhoMadeIt) {
    const auto second = works(east_, "sun", "孙丽");
    const auto invited = invites(second, station_);
    const auto other = invites(boss_, station_, "qian");
    must(repository().end_staff(boss_, second.staff, now_));
    EXPECT_THAT(choose(invited.link.token), Fails(Trouble::Refused, "link_not_valid")) << "she may have kept it";
    must(choose(other.link.token));
    must(choose(must(repository().renew_staff_link(boss_, invited.person.id, now_)).token));
}

TEST_P(StaffOfPlaces, ALinkEndsWhenWhoMadeItIsMovedOrAdministersNoMore) {
    const auto second = works(east_, "sun", "孙丽");
    const auto third = works(east_, "hou", "侯静");
    const auto by_second = invites(second, station_);
    const auto by_third = invites(third, station_, "qian");
    must(repository().edit_staff(top_, second.staff, {"roles", "manager", 0}, now_));
    must(repository().edit_staff(top_, third.staff, {"place", west_, 0}, now_));
    EXPECT_THAT(choose(by_second.link.token), Fails(Trouble::Refused, "link_not_valid"));
    EXPECT_THAT(choose(by_third.link.token), Fails(Trouble::Refused, "link_not_valid"));
}

TEST_P(StaffOfPlaces, TheLastAdministratorOfTheRootStays) {
    const auto last = Fails(Trouble::Conflict, "last_administrator");
    const auto invited = must(repository().invite_staff(top_, {city_, "wu", "吴军", {Role::Administrator}}, {}, now_));  // is none yet
    EXPECT_THAT(repository().end_staff(top_, top_.staff, now_), last);
    EXPECT_THAT(repository().edit_staff(top_, top_.staff, {"roles", "manager", 0}, now_), last);
    EXPECT_THAT(repository().edit_staff(top_, top_.staff, {"place", east_, 0}, now_), last);
    must(repository().edit_staff(top_, top_.staff, {"roles", "administrator,manager", 0}, now_));
    must(repository().edit_staff(top_, top_.staff, {"display_name", "郑", 0}, now_));
    must(choose(invited.link.token));
    must(repository().end_staff(top_, top_.staff, now_));
    EXPECT_THAT(repository().end_staff(system_caller(), invited.person.id, now_), last);
    must(repository().end_staff(system_caller(), boss_.staff, now_));  // of a place below the last one may end
}

TEST_P(StaffOfPlaces, EachChangeLeavesAnEntry) {
    const auto zhou = invites(boss_, station_);
    must(choose(zhou.link.token));
    must(repository().edit_staff(boss_, zhou.person.id, {"roles", "manager", 0}, now_));
    must(repository().renew_staff_link(boss_, zhou.person.id, now_));
    must(repository().end_staff(boss_, zhou.person.id, now_));
    std::vector<std::string> what;
    for (const auto& change : must(repository().staff_file(boss_, zhou.person.id, now_)).changes) what.push_back(change.what);
    EXPECT_THAT(what, ElementsAre("staff.ended", "staff_link.created", "staff.edited", "staff.joined", "staff.invited"));
}

}  // namespace
}  // namespace anju::server
