// SPDX-License-Identifier: Apache-2.0
// Lists beside each other, and beside who makes homes and changes places: nobody waits for somebody who waits for him.
#include <functional>
#include <thread>

#include "platform/server/exchange/list.hpp"
#include "platform/server/facts.hpp"
#include "tests/server_storage/both_databases.hpp"
#include "tests/server_storage/people.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;

class ImportAtOnce : public People {
  protected:
    void SetUp() override {
        People::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        before_ = deadlocks_ever();
    }
    HomeList list(const std::string& bytes) const {
        auto read = read_list(bytes, day_in_china(now_));
        EXPECT_TRUE(read) << (read ? "" : read.error().code);
        return read ? *std::move(read) : HomeList{};
    }
    Stored<ImportPlan> brings(const StaffCaller& who, const HomeList& list, Keep keep = Keep::AllOrNothing) {
        return repository().import_homes(who, list, station_, keep, "", now_);
    }
    std::string a_home(const std::string& name) { return must(repository().make_home(top_, {station_, {{"name", name}, {"address", "北桥 " + name}}}, {}, now_)).id; }

    // Until so many wait for what another holds; of SQLite whoever writes waits, and that is not asked.
    static void until_waiting(Transaction& tx, int many) {
        for (const auto until = std::chrono::steady_clock::now() + 8s; std::chrono::steady_clock::now() < until; std::this_thread::sleep_for(2ms)) {
            const Rows rows = tx.run("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted");
            if (rows.empty() || rows[0].number(0) >= many) return;
        }
        ADD_FAILURE() << "nobody waits";
    }
    // Once the platform has hung up: each of its connections has told what it counted.
    std::int64_t deadlocks() { return deadlocks_ever() - before_; }
    std::int64_t deadlocks_ever() {
        if (GetParam() == Dialect::Sqlite) return 0;
        close();
        std::int64_t counted = -1;
        const auto beside = raw();  // which has two connections
        for (const auto until = std::chrono::steady_clock::now() + 8s; counted < 0 && std::chrono::steady_clock::now() < until; std::this_thread::sleep_for(2ms)) {
            must(beside->read([&](Transaction& tx) -> Stored<void> {
                const bool alone = tx.run("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'")[0].number(0) <= 2;
                counted = alone ? tx.run("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")[0].number(0) : -1;
                return {};
            }));
        }
        open();
        return counted;
    }

    std::int64_t before_ = 0;  // those of the tests that ran before in this database
};
INSTANTIATE_TEST_SUITE_P(On, ImportAtOnce, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(ImportAtOnce, ListsWithCrossedRowsBothEnd) {
    const std::string first = a_home("甲"), middle = a_home("乙"), last = a_home("丙");
    const auto noting = [&](const std::vector<std::string>& homes, const char* note) {
        std::string text = "编号,备注\n";
        for (const std::string& home : homes) text += home + "," + note + "\n";
        return list(text);
    };
    const HomeList down = noting({first, middle, last}, "一"), up = noting({last, middle, first}, "二");
    Stored<ImportPlan> one, other;
    std::thread bringing, crossing;
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        const bool shared = GetParam() == Dialect::Postgres;
        if (shared) tx.run("UPDATE household SET activity = activity WHERE id = $1", {middle});
        bringing = std::thread([&] { one = brings(top_, down); });
        if (shared) until_waiting(tx, 1);
        crossing = std::thread([&] { other = brings(top_, up); });
        if (shared) until_waiting(tx, 2);
        return {};
    }));
    bringing.join();
    crossing.join();
    // Whoever came second saw other notes than it had planned for, or those of the first.
    for (const auto* answer : {&one, &other}) EXPECT_TRUE(*answer || answer->error().code == "changed_meanwhile") << answer->error().code;
    EXPECT_TRUE(one || other);
    EXPECT_EQ(deadlocks(), 0);
}

// Homes that both make, in two places in another order.
TEST_P(ImportAtOnce, ListsThatMakeTheSameHomesMakeThemOnce) {
    const std::string head = "姓名,地址,机构\n";
    for (int i = 0; i < 4; ++i) {
        const std::string n = std::to_string(i), east = "甲" + n + ",南园,东关街道\n", west = "乙" + n + ",南园,西关街道\n";
        Stored<ImportPlan> one, other;
        std::thread bringing([&] { one = brings(top_, list(head + east + west)); });
        other = brings(top_, list(head + west + east));
        bringing.join();
        for (const auto* answer : {&one, &other}) EXPECT_TRUE(*answer || answer->error().code == "changed_meanwhile") << answer->error().code;
        EXPECT_TRUE(one || other);
        EXPECT_EQ(must(repository().search_households(top_, "甲" + n)).households.size() + must(repository().search_households(top_, "乙" + n)).households.size(), 2U);
    }
    EXPECT_EQ(deadlocks(), 0);
}

// Of the second root: its row is not the one by which lists come one after the other.
TEST_P(ImportAtOnce, AListAndAChangeOfATreeBothEnd) {
    const auto root = must(repository().create_organisation(system_caller(), {"", OrganisationKind::City, "北岸市"}, now_));
    const auto town = must(repository().create_organisation(system_caller(), {root, OrganisationKind::Town, "河口街道"}, now_));
    const StaffCaller north = works(root, "he", "何静");
    const HomeList both = list("姓名,地址,机构\n甲,南园,河口街道\n乙,南园,北岸市\n");
    Stored<ImportPlan> brought;
    Stored<contract::Invited> invited;
    std::thread importing, inviting;
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        const bool shared = GetParam() == Dialect::Postgres;
        if (shared) tx.run("UPDATE organisation SET closed_at = closed_at WHERE id = $1", {town});
        importing = std::thread([&] { brought = brings(north, both, Keep::Good); });
        if (shared) until_waiting(tx, 1);
        inviting = std::thread([&] { invited = repository().invite_staff(north, {town, "zhou", "周敏", {contract::Role::Technician}}, {}, now_); });
        if (shared) until_waiting(tx, 2);
        return {};
    }));
    importing.join();
    inviting.join();
    EXPECT_EQ(must(std::move(brought)).created, 2U);
    EXPECT_EQ(must(std::move(invited)).person.display_name, "周敏");
    EXPECT_EQ(deadlocks(), 0);
}

// The first has written most of its homes, then somebody else anything, before the second looks what there is.
TEST_P(ImportAtOnce, LongListsOfTheSameHomesMakeThemOnceWhateverIsWrittenBetween) {
    if (GetParam() == Dialect::Sqlite) GTEST_SKIP() << "one writes at a time";
    constexpr int kHomes = 65, kTogether = 64;  // so many are written together
    const auto homes = [](int count, int with_contact) {
        std::string text = "姓名,地址,联系人1姓名,联系人1电话\n";
        for (int i = 0; i < count; ++i) text += "庚" + std::to_string(i) + ",南园" + (i == with_contact ? ",李,120\n" : ",,\n");
        return text;
    };
    const HomeList first = list(homes(kHomes, kHomes - 1)), second = list(homes(kTogether, 0));
    Stored<ImportPlan> one, other;
    std::thread bringing, after;
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        tx.run("LOCK TABLE contact IN EXCLUSIVE MODE");
        bringing = std::thread([&] { one = brings(top_, first); });
        until_waiting(tx, 1);
        must(repository().create_organisation(system_caller(), {"", OrganisationKind::City, "北岸市"}, now_));
        after = std::thread([&] { other = brings(top_, second); });
        until_waiting(tx, 2);
        return {};
    }));
    bringing.join();
    after.join();
    for (const auto* answer : {&one, &other}) EXPECT_TRUE(*answer || answer->error().code == "changed_meanwhile") << answer->error().code;
    EXPECT_TRUE(one || other);
    EXPECT_EQ(must(repository().search_households(top_, "庚")).total, one ? kHomes : kTogether);
}

// While the many homes of a list are written, others make theirs.
TEST_P(ImportAtOnce, WhoMakesAHomeDoesNotWaitForALongList) {
    if (GetParam() == Dialect::Sqlite) GTEST_SKIP() << "one writes at a time";
    for (const bool same : {false, true}) {
        const std::string name = same ? "戊" : "丁";
        const HomeList two = list("姓名,地址,联系人1姓名,联系人1电话\n丙" + name + ",南园,李,120\n" + name + ",南园,李,120\n");
        Stored<ImportPlan> brought;
        std::thread importing;
        must(raw()->write([&](Transaction& tx) -> Stored<void> {
            tx.run("LOCK TABLE contact IN EXCLUSIVE MODE");  // the list is in the middle of its work
            importing = std::thread([&] { brought = brings(top_, two); });
            until_waiting(tx, 1);
            must(repository().make_home(boss_, {station_, {{"name", same ? name : "己"}, {"address", "南园"}}}, {}, now_));
            return {};
        }));
        importing.join();
        if (same) {
            EXPECT_THAT(brought, Fails(Trouble::Conflict, "changed_meanwhile")) << "one of its homes was made by hand meanwhile";
        } else {
            EXPECT_EQ(must(std::move(brought)).created, 2U);
        }
        EXPECT_EQ(must(repository().search_households(top_, name)).households.size(), same ? 1U : 2U);
    }
}

}  // namespace
}  // namespace anju::server
