// SPDX-License-Identifier: Apache-2.0
// What a server on the other side of a socket may do to us.
#include <atomic>
#include <barrier>
#include <future>
#include <latch>
#include <thread>

#include "tests/server_storage/storage_test.hpp"

namespace anju::server {
namespace {

using testing::SizeIs;

class Connection : public Storage {
  protected:
    // Every connection but the asking one.
    static void cut_all(Database& database) {
        must(database.write([](Transaction& tx) -> Stored<void> {
            tx.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND application_name = 'anju-platform'");
            return {};
        }));
    }
};

INSTANTIATE_TEST_SUITE_P(On, Connection, testing::Values(Dialect::Postgres),
                         [](const auto&) { return "Postgres"; });

TEST_P(Connection, CutWhileIdleIsMadeAgainUnnoticed) {
    const Street street = a_street();
    cut_all(*raw());
    says(street, "又连上了");
    EXPECT_THAT(must(repository().snapshot(street.tv, now_)).messages, SizeIs(1));
}

// Each of them waits for something: more than there are connections of their kind.
TEST_P(Connection, WhoAnswersWaitsForNoStormOfReportsNorTheseForWhatIsRoutine) {
    const auto database = raw();
    std::latch goes(1);
    std::vector<std::future<void>> waiting;
    const auto write = [&](Urgency urgency, const Body& body) { must(database->write(body, urgency)); };
    const Body waits = [&](Transaction&) -> Stored<void> {
        goes.wait();
        return {};
    };
    const Body goes_on = [](Transaction& tx) -> Stored<void> {
        EXPECT_THAT(tx.run("SELECT 1"), SizeIs(1));
        return {};
    };
    const auto storm = [&](Urgency urgency) {
        for (int i = 0; i < 12; ++i) {
            waiting.push_back(std::async(std::launch::async, [&, urgency] { write(urgency, waits); }));
        }
    };
    storm(Urgency::Routine);
    write(Urgency::Report, goes_on);
    storm(Urgency::Report);
    write(Urgency::Alarm, goes_on);
    goes.count_down();
}

TEST_P(Connection, CutWithinATransactionChangesNothingAndSaysSo) {
    a_street();
    const auto database = raw();
    const auto other = raw();
    const auto before = count("audit");
    const auto answer = database->write([&](Transaction& tx) -> Stored<void> {
        tx.run(
            "INSERT INTO audit (who, what, subject, household, path, before, after, at)"
            " VALUES ('x', 'x', 'x', '', '/', '', '', 0)");
        cut_all(*other);
        tx.run("SELECT 1");
        return {};
    });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Trouble::Unavailable);
    EXPECT_EQ(count("audit"), before);
    must(repository().ready(now_));
    must(database->read([](Transaction& tx) -> Stored<void> {
        EXPECT_THAT(tx.run("SELECT 1"), SizeIs(1));
        return {};
    }));
}

TEST_P(Connection, IsThereForWhoReadsWhileAllThatWriteAreTaken) {
    const auto database = raw();  // two of each
    std::latch both_write(2);
    std::latch was_read(1);
    const auto holds = [&] {
        must(database->write([&](Transaction& tx) -> Stored<void> {
            tx.run("SELECT 1");
            both_write.count_down();
            was_read.wait();
            return {};
        }));
    };
    std::jthread one(holds);
    std::jthread two(holds);
    both_write.wait();
    auto read = std::async(std::launch::async, [&] {
        must(database->read([](Transaction& tx) -> Stored<void> {
            EXPECT_THAT(tx.run("SELECT 1"), SizeIs(1));
            return {};
        }));
    });
    EXPECT_EQ(read.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    was_read.count_down();
}

TEST_P(Connection, OfTwoThatWaitForEachOtherOneRunsAgain) {
    const auto database = raw();
    must(database->write([](Transaction& tx) -> Stored<void> {
        tx.script(
            "CREATE TABLE pair (id INTEGER PRIMARY KEY, n INTEGER);"
            "INSERT INTO pair VALUES (1, 0), (2, 0)");
        return {};
    }));
    std::barrier both_hold_one(2);
    std::atomic<int> runs{0};
    const auto add = [&](int first, int second) {
        bool again = false;
        must(database->write([&](Transaction& tx) -> Stored<void> {
            ++runs;
            tx.run("UPDATE pair SET n = n + 1 WHERE id = $1", {first});
            if (!std::exchange(again, true)) {
                both_hold_one.arrive_and_wait();
            }
            tx.run("UPDATE pair SET n = n + 1 WHERE id = $1", {second});
            return {};
        }));
    };
    {
        std::jthread one([&] { add(1, 2); });
        std::jthread two([&] { add(2, 1); });
    }
    EXPECT_EQ(runs, 3);
    must(database->read([](Transaction& tx) -> Stored<void> {
        for (const Row& row : tx.run("SELECT n FROM pair")) {
            EXPECT_EQ(row.number(0), 2);
        }
        return {};
    }));
}

TEST_P(Connection, CommitsReachTheDiskWhateverTheServersDefault) {
    must(raw()->read([](Transaction& tx) -> Stored<void> {
        EXPECT_EQ(tx.run("SHOW synchronous_commit").at(0).text(0), "on");
        return {};
    }));
}

TEST_P(Connection, BytesComeBackAsTheyWent) {
    const Street street = a_street();
    NewPhoto photo;
    for (int i = 0; i < 1024; ++i) {
        photo.full += static_cast<char>(i * 7);
    }
    const auto stored = must(repository().add_photo(street.family, photo, {}, now_));
    EXPECT_EQ(must(repository().photo(street.family, stored.id, PhotoSize::Full)), photo.full);
    EXPECT_EQ(must(repository().photo(street.family, stored.id, PhotoSize::Small)), "");
}

}  // namespace
}  // namespace anju::server
