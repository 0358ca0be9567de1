// SPDX-License-Identifier: Apache-2.0
// What two people do to places and staff at the same moment.
#include <array>
#include <functional>
#include <latch>
#include <thread>

#include "platform/server/exchange/list.hpp"
#include "platform/server/facts.hpp"
#include "tests/server_storage/both_databases.hpp"
#include "tests/server_storage/people.hpp"

namespace anju::server {
namespace {

constexpr int kRounds = 8;

class PeopleAtOnce : public People {
  protected:
    static std::array<Stored<void>, 2> both(const std::function<Stored<void>()>& first, const std::function<Stored<void>()>& second) {
        std::array<Stored<void>, 2> answers;
        std::latch start(2);
        std::thread one([&] { start.arrive_and_wait(); answers[0] = first(); });
        start.arrive_and_wait();
        answers[1] = second();
        one.join();
        return answers;
    }
    template <class T>
    static Stored<void> only(const Stored<T>& answer) {
        return answer ? Stored<void>{} : tl::unexpected(answer.error());
    }
};
INSTANTIATE_TEST_SUITE_P(On, PeopleAtOnce, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(PeopleAtOnce, OfTwoLastAdministratorsWhoEndEachOtherOneStays) {
    StaffCaller one = top_;
    for (int i = 0; i < kRounds; ++i) {
        const StaffCaller other = works(city_, "other" + std::to_string(i), "另一位");
        const auto ended = both([&] { return repository().end_staff(one, other.staff, now_); }, [&] { return repository().end_staff(other, one.staff, now_); });
        ASSERT_EQ(int{ended[0].has_value()} + int{ended[1].has_value()}, 1) << i;
        EXPECT_THAT(ended[ended[0] ? 1 : 0], Fails(Trouble::Conflict, "last_administrator"));
        if (ended[1]) one = other;
    }
}

TEST_P(PeopleAtOnce, ALinkOpensForOne) {
    for (int i = 0; i < kRounds; ++i) {
        const std::string token = invites(top_, station_, "zhou" + std::to_string(i)).link.token;
        const auto choose = [&] { return only(repository().choose_password({token, kGood}, {kStaffDesk}, now_)); };
        const auto chosen = both(choose, choose);
        ASSERT_EQ(int{chosen[0].has_value()} + int{chosen[1].has_value()}, 1) << i;
        EXPECT_THAT(chosen[chosen[0] ? 1 : 0], Fails(Trouble::Refused, "link_not_valid"));
    }
}

TEST_P(PeopleAtOnce, NoHomeAndNobodyIsLeftInAPlaceThatCloses) {
    for (int i = 0; i < kRounds; ++i) {
        const std::string place = must(repository().make_place(top_, {east_, OrganisationKind::Institution, "新站" + std::to_string(i)}, {}, now_)).id;
        const auto done = both([&] { return repository().close_place(top_, place, now_); },
                               [&] {
                                   return i % 2 ? only(repository().make_home(boss_, {place, {{"name", "周玉珍"}, {"address", "北桥"}}}, {}, now_))
                                                : only(repository().invite_staff(boss_, {place, "new" + std::to_string(i), "周", {contract::Role::Manager}}, {}, now_));
                               });
        EXPECT_EQ(int{done[0].has_value()} + int{done[1].has_value()}, 1) << i << ": one of them was first";
    }
}

// A list knows no more of a home that is being made by hand than that of the list.
TEST_P(PeopleAtOnce, AHomeThatIsMadeByHandDuringAnImportIsMadeOnce) {
    for (int i = 0; i < kRounds; ++i) {
        const std::string address = "北桥 " + std::to_string(i) + " 号楼";
        const auto list = read_list("姓名,地址\n周玉珍," + address + "\n", day_in_china(now_));
        ASSERT_TRUE(list);
        const auto done = both([&] { return only(repository().import_homes(top_, *list, station_, Keep::Good, "", now_)); },
                               [&] { return only(repository().make_home(boss_, {station_, {{"name", "周玉珍"}, {"address", address}}}, {}, now_)); });
        EXPECT_TRUE(done[0]);
        EXPECT_TRUE(done[1].has_value() || done[1].error().code == "household_exists") << done[1].error().code;
        EXPECT_EQ(must(repository().search_households(top_, address)).households.size(), 1U) << i;
    }
}

TEST_P(PeopleAtOnce, TwoEditorsAreNeverBothRight) {
    const auto zhou = works(station_, "zhou", "周敏");
    for (int i = 0; i < kRounds; ++i) {
        const auto seen = fact(top_, zhou.staff, "display_name").change;
        const auto edit = [&](const StaffCaller& who, const char* name) { return only(repository().edit_staff(who, zhou.staff, {"display_name", name + std::to_string(i), seen}, now_)); };
        const auto edited = both([&] { return edit(top_, "甲"); }, [&] { return edit(boss_, "乙"); });
        ASSERT_EQ(int{edited[0].has_value()} + int{edited[1].has_value()}, 1) << i;
        EXPECT_THAT(edited[edited[0] ? 1 : 0], Fails(Trouble::Conflict, "changed_meanwhile"));
    }
}

}  // namespace
}  // namespace anju::server
