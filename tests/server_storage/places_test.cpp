// SPDX-License-Identifier: Apache-2.0
#include "tests/server_storage/both_databases.hpp"
#include "tests/server_storage/people.hpp"

namespace anju::server {
namespace {

using contract::Place;
using contract::PlaceKind;
using testing::ElementsAre;
using testing::SizeIs;

class Places : public People {
  protected:
    std::vector<std::string> names(const StaffCaller& who) {
        std::vector<std::string> all;
        for (const Place& one : must(repository().places(who)).places) all.push_back(one.name);
        return all;
    }
    Place named(const StaffCaller& who, const std::string& id) {
        for (const Place& one : must(repository().places(who)).places) {
            if (one.id == id) return one;
        }
        ADD_FAILURE() << id;
        return {};
    }
    std::string a_home(const std::string& place) {
        return must(repository().make_home(system_caller(), {place, {{"name", "周玉珍"}, {"address", "北桥，" + place}}}, {}, now_)).id;
    }
};
INSTANTIATE_TEST_SUITE_P(On, Places, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(Places, AreSeenFromOnesOwnDown) {
    EXPECT_THAT(names(top_), ElementsAre("安和市", "东关街道", "东关服务站", "西关街道"));
    EXPECT_THAT(names(boss_), ElementsAre("东关街道", "东关服务站"));
    EXPECT_EQ(named(boss_, east_).parent, "") << "of what is above nothing is said";
    EXPECT_EQ(named(boss_, station_).parent, east_);
    EXPECT_EQ(named(top_, east_).parent, city_);
}

TEST_P(Places, CountWhatIsThereAndBelow) {
    const std::string home = a_home(station_), other = a_home(west_);
    const auto code = a_code(now_);
    must(repository().approve_pairing(system_caller(), code.user_code, home, kStaffDesk, {}, now_));
    const auto zhou = invites(top_, station_).person.id;
    EXPECT_EQ(named(top_, city_).homes, 2);
    EXPECT_EQ(named(top_, east_).homes, 1);
    EXPECT_EQ(named(top_, west_).homes, 1);
    EXPECT_EQ(named(top_, city_).boxes, 1);
    EXPECT_EQ(named(top_, west_).boxes, 0);
    EXPECT_EQ(named(top_, city_).staff, 3);
    EXPECT_EQ(named(top_, east_).staff, 2);
    must(repository().close_home(system_caller(), home, now_));
    must(repository().end_staff(top_, zhou, now_));
    const Place east = named(top_, east_);
    EXPECT_EQ(east.homes + east.boxes, 0);
    EXPECT_EQ(east.staff, 1);
    EXPECT_EQ(named(top_, city_).homes, 1);
}

TEST_P(Places, AreMadeBelowOnesOwnInTheirOrder) {
    const Place made = must(repository().make_place(boss_, {east_, PlaceKind::Institution, " 北桥服务站 "}, {"k", "b"}, now_));
    EXPECT_EQ(made.name, "北桥服务站");
    EXPECT_EQ(made.parent, east_);
    EXPECT_EQ(must(repository().make_place(boss_, {east_, PlaceKind::Institution, " 北桥服务站 "}, {"k", "b"}, now_)), made) << "the same request again";
    EXPECT_THAT(names(boss_), SizeIs(3));
    EXPECT_THAT(repository().make_place(boss_, {east_, PlaceKind::Institution, "北桥服务站"}, {}, now_), Fails(Trouble::Conflict, "place_name_taken"));
    EXPECT_THAT(repository().make_place(boss_, {station_, PlaceKind::Institution, "里面"}, {}, now_), Fails(Trouble::Refused, "kind_misplaced"));
    EXPECT_THAT(repository().make_place(boss_, {east_, PlaceKind::City, "市"}, {}, now_), Fails(Trouble::Refused, "kind_misplaced"));
    EXPECT_THAT(repository().make_place(boss_, {east_, PlaceKind::Institution, " "}, {}, now_), Fails(Trouble::Refused, "title_empty"));
    for (const std::string& not_mine : {city_, west_, std::string("nowhere"), std::string()}) {
        EXPECT_THAT(repository().make_place(boss_, {not_mine, PlaceKind::Institution, "x"}, {}, now_), Fails(Trouble::NotFound, "organisation_not_found"));
    }
}

TEST_P(Places, TheSecondOfTwoWhoRenameOverwritesNothing) {
    const Place first = must(repository().rename_place(boss_, station_, {"东关中心", 0}, now_));
    EXPECT_GT(first.change, 0U);
    EXPECT_THAT(repository().rename_place(top_, station_, {"东关之家", 0}, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_EQ(must(repository().rename_place(top_, station_, {"东关中心", 0}, now_)).change, first.change) << "the same is no change";
    EXPECT_GT(must(repository().rename_place(top_, station_, {"东关之家", first.change}, now_)).change, first.change);
    EXPECT_THAT(repository().rename_place(boss_, west_, {"x", 0}, now_), Fails(Trouble::NotFound, "organisation_not_found"));
    EXPECT_THAT(repository().rename_place(boss_, city_, {"x", 0}, now_), Fails(Trouble::NotFound, "organisation_not_found"));
    EXPECT_THAT(repository().rename_place(top_, west_, {"东关街道", 0}, now_), Fails(Trouble::Conflict, "place_name_taken"));
}

TEST_P(Places, CloseOnlyWhenNothingIsThere) {
    const auto full = Fails(Trouble::Conflict, "place_not_empty");
    EXPECT_THAT(repository().close_place(top_, east_, now_), full) << "a station and its administrator";
    EXPECT_THAT(repository().close_place(boss_, east_, now_), Fails(Trouble::Conflict, "place_own"));
    const std::string home = a_home(station_);
    EXPECT_THAT(repository().close_place(boss_, station_, now_), full);
    must(repository().close_home(system_caller(), home, now_));
    const auto zhou = invites(boss_, station_).person.id;
    EXPECT_THAT(repository().close_place(boss_, station_, now_), full);
    must(repository().end_staff(boss_, zhou, now_));
    must(repository().close_place(boss_, station_, now_));
    EXPECT_THAT(names(boss_), ElementsAre("东关街道"));
    EXPECT_THAT(repository().close_place(boss_, station_, now_), Fails(Trouble::Conflict, "place_closed"));
    EXPECT_THAT(repository().rename_place(boss_, station_, {"x", 0}, now_), Fails(Trouble::Conflict, "place_closed"));
    EXPECT_THAT(repository().invite_staff(boss_, {station_, "wu", "吴", {contract::Role::Manager}}, {}, now_), Fails(Trouble::Conflict, "place_closed"));
    EXPECT_THAT(repository().renew_staff_link(boss_, zhou, now_), Fails(Trouble::Conflict, "place_closed"));
    EXPECT_THAT(repository().make_home(boss_, {station_, {{"name", "周玉珍"}, {"address", "北桥"}}}, {}, now_), Fails(Trouble::NotFound, "organisation_not_found"));
    must(repository().make_place(boss_, {east_, PlaceKind::Institution, "东关服务站"}, {}, now_));  // its name is free again
}

TEST_P(Places, AreCountedFromTheirIndexesAlone) {
    if (GetParam() != Dialect::Sqlite) GTEST_SKIP() << "PostgreSQL chooses by how much there is";
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        for (const auto& [table, open, index] : {std::tuple("household", "closed_at", "household_open"), std::tuple("terminal", "unpaired_at", "terminal_here"), std::tuple("staff", "ended_at", "staff_here")}) {
            const std::string sql = std::string("EXPLAIN QUERY PLAN SELECT path, count(*) FROM ") + table + " WHERE path >= $1 AND path < $2 AND " + open + " IS NULL GROUP BY path";
            const Rows plan = tx.run(sql, {"/", "/~"});
            EXPECT_EQ(plan.size(), 1U) << table;
            EXPECT_THAT(plan.empty() ? "" : plan[0].text(3), testing::HasSubstr(std::string("COVERING INDEX ") + index));
        }
        return {};
    }));
}

TEST_P(Places, AreForAdministrators) {
    const StaffCaller liu = works(city_, "liu", "刘师傅", {contract::Role::Technician, contract::Role::Manager});
    const auto none = Fails(Trouble::Refused, "role_missing");
    EXPECT_THAT(repository().places(liu), none);
    EXPECT_THAT(repository().make_place(liu, {city_, PlaceKind::Town, "x"}, {}, now_), none);
    EXPECT_THAT(repository().rename_place(liu, east_, {"x", 0}, now_), none);
    EXPECT_THAT(repository().close_place(liu, station_, now_), none);
    EXPECT_THAT(repository().staff_list(liu, "", ""), none);
    EXPECT_THAT(repository().staff_file(liu, boss_.staff, now_), none);
    EXPECT_THAT(repository().invite_staff(liu, {city_, "wu", "吴", {contract::Role::Manager}}, {}, now_), none);
    EXPECT_THAT(repository().renew_staff_link(liu, boss_.staff, now_), none);
    EXPECT_THAT(repository().edit_staff(liu, boss_.staff, {"display_name", "x", 0}, now_), none);
    EXPECT_THAT(repository().end_staff(liu, boss_.staff, now_), none);
    EXPECT_THAT(repository().end_sign_in(liu, boss_.session, now_), Fails(Trouble::NotFound, "session_not_found"));
}

}  // namespace
}  // namespace anju::server
