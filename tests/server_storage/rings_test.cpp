// SPDX-License-Identifier: Apache-2.0
// The TV may say that a phone rings when a page said so, and no longer than that page is there.
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;

class RingStorage : public VisitStorage {
  protected:
    std::string call(const Street& street) {
        const std::string id(26, 'c');
        must(repository().call_member(street.tv, {id, street.member}, now_));
        return id;
    }
    Stored<void> rings(const FamilyCaller& who, const std::string& visit, bool aloud = true) {
        return repository().visit_rings(VisitorCaller{who}, visit, aloud, now_);
    }
    std::optional<bool> heard_last(const Street& street) { return heard_visits(street.tv).back().rings; }
};
class Rings : public RingStorage {};
INSTANTIATE_TEST_SUITE_P(On, Rings, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(Rings, AreToldToTheTvByThePageItself) {
    const Street street = a_street();
    const std::string id = call(street);
    EXPECT_EQ(heard_last(street), std::nullopt) << "an open page alone says nothing";
    must(rings(street.family, id, false));
    EXPECT_EQ(heard_last(street), false);
    must(rings(another_phone(street), id, true));
    EXPECT_EQ(heard_last(street), true);
    const auto told = heard_visits(street.tv).size();
    must(rings(street.family, id, true));
    EXPECT_EQ(heard_visits(street.tv).size(), told) << "one that is loud is enough, and once";
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).visits.front().rings, true);
}

// The page that is gone may have been the loud one: those that remain are told, and a loud one says so again.
TEST_P(Rings, AreLoweredWithEveryPageThatLeavesAndTheOthersHearOfIt) {
    const Street street = a_street();
    const std::string id = call(street);
    must(rings(street.family, id));
    const auto heard = heard_visits(recipient_of_member(street.member)).size();
    must(repository().rings_no_more(street.member, true, now_));
    EXPECT_EQ(heard_last(street), false) << "another page shows it";
    ASSERT_EQ(heard_visits(recipient_of_member(street.member)).size(), heard + 1);
    EXPECT_EQ(heard_visits(recipient_of_member(street.member)).back().rings, false);
    const auto told = heard_visits(street.tv).size();
    must(repository().rings_no_more(street.member, true, now_));
    EXPECT_EQ(heard_visits(street.tv).size(), told);
    must(rings(street.family, id));
    EXPECT_EQ(heard_last(street), true);
    EXPECT_EQ(heard_visits(recipient_of_member(street.member)).size(), heard + 1) << "what a page says is no news to pages";
}

TEST_P(Rings, AreLoweredByAPageThatFellSilent) {
    const Street street = a_street();
    const std::string id = call(street);
    must(rings(street.family, id));
    must(rings(street.family, id, false));
    EXPECT_EQ(heard_last(street), false);
    EXPECT_EQ(heard_visits(recipient_of_member(street.member)).back().rings, false);
}

TEST_P(Rings, WhoseEndNobodyHeardAreTakenBackByTheSweep) {
    const Street street = a_street();
    const std::string id = call(street);
    must(rings(street.family, id));
    Listening listening = everybody();
    for (const auto at : {5s, 10s}) must(repository().sweep_visits(listening, now_ + at));
    EXPECT_EQ(heard_last(street), true);
    listening.member = [&](const std::string& member) { return member != street.member; };
    must(repository().sweep_visits(listening, now_ + 24s));
    EXPECT_EQ(heard_last(street), true) << "of a platform that starts anew every page comes back in this time";
    must(repository().sweep_visits(listening, now_ + 25s));
    EXPECT_EQ(heard_last(street), std::nullopt);
    const auto told = heard_visits(street.tv).size();
    must(repository().sweep_visits(listening, now_ + 26s));
    EXPECT_EQ(heard_visits(street.tv).size(), told);
}

// Two programs over one database: each sweeps, and each knows its own streams only.
TEST_P(Rings, OnAPageOfAnotherProgramAreLeftAlone) {
    const Street street = a_street();
    const std::string id = call(street);
    must(rings(street.family, id));
    for (auto at = 1s; at < 45s; at += 1s) {
        must(repository().sweep_visits(nobody(), now_ + at));
        must(repository().sweep_visits(everybody(), now_ + at));
    }
    EXPECT_EQ(heard_last(street), true);
    EXPECT_EQ(heard_visits(street.tv).size(), 2U) << "placed, and rung";
}

TEST_P(Rings, EndWithTheLastPageAndComeBackWithTheNext) {
    const Street street = a_street();
    const std::string id = call(street);
    must(rings(street.family, id));
    must(repository().rings_no_more(street.member, false, now_));
    EXPECT_EQ(heard_last(street), std::nullopt);
    const auto told = heard_visits(street.tv).size();
    must(repository().rings_no_more(street.member, false, now_));
    EXPECT_EQ(heard_visits(street.tv).size(), told);
    must(rings(street.family, id, false));
    EXPECT_EQ(heard_last(street), false);
}

TEST_P(Rings, AreOfTheRelativeWhomSheCallsAlone) {
    const Street street = a_street();
    const FamilyCaller brother = a_relative(street, "大伟");
    const Street other = a_street("西关");
    const std::string id = call(street);
    for (const FamilyCaller& who : {brother, other.family}) EXPECT_THAT(rings(who, id), Fails(Trouble::NotFound, "visit_not_found"));
    EXPECT_THAT(rings(street.family, std::string(26, 'z')), Fails(Trouble::NotFound, "visit_not_found"));
    const auto code = must(repository().show_code(street.tv, now_)).code;
    const auto guest = must(repository().enter_as_guest({"", code, "张老师", "", "x"}, now_));
    EXPECT_THAT(repository().visit_rings(VisitorCaller{guest.guest}, id, true, now_), Fails(Trouble::NotFound, "visit_not_found"));
    EXPECT_EQ(heard_last(street), std::nullopt);
    must(rings(street.family, id));
    must(repository().rings_no_more(brother.member, false, now_));
    EXPECT_EQ(heard_last(street), true) << "his page was not hers";
}

TEST_P(Rings, AreNothingOnceItWasAnsweredOrIsTheirOwnCall) {
    const Street street = a_street();
    const std::string id = call(street);
    must(repository().answer_visit(VisitorCaller{street.family}, id, {}, now_));
    const auto told = heard_visits(street.tv).size();
    must(rings(street.family, id));
    must(repository().rings_no_more(street.member, false, now_));
    EXPECT_EQ(heard_visits(street.tv).size(), told);
    must(repository().end_visit(street.tv, id, VisitEnd::HungUp, now_));
    const auto placed = must(place(street));
    EXPECT_THAT(rings(street.family, placed.visit.id), Fails(Trouble::NotFound, "visit_not_found"));
}

}  // namespace
}  // namespace anju::server
