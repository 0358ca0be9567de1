// SPDX-License-Identifier: Apache-2.0
// Group commit: one COMMIT for whatever waited, each write still on its own.
#include <atomic>
#include <functional>
#include <future>
#include <latch>
#include <thread>

#include "platform/server/storage/sqlite_database.hpp"
#include "tests/server_storage/storage_test.hpp"

namespace anju::server {
namespace {

class Group : public testing::Test {
  protected:
    void SetUp() override {
        std::string folder = std::filesystem::temp_directory_path() / "anju-group-XXXXXX";
        ASSERT_NE(::mkdtemp(folder.data()), nullptr);
        folder_ = folder;
        database_ = open();
        must(database_->write([](Transaction& tx) -> Stored<void> {
            tx.script("CREATE TABLE word (text TEXT PRIMARY KEY)");
            return {};
        }));
    }
    void TearDown() override {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }
    std::unique_ptr<Database> open() const {
        auto opened = SqliteDatabase::open((folder_ / "anju.db").string(), 2);
        EXPECT_TRUE(opened);
        return *std::move(opened);
    }
    static Body inserts(const std::string& text) {
        return [text](Transaction& tx) -> Stored<void> {
            tx.run("INSERT INTO word (text) VALUES ($1)", {text});
            return {};
        };
    }
    static int words(Database& database) {
        int count = -1;
        must(database.read([&](Transaction& tx) -> Stored<void> {
            count = static_cast<int>(tx.run("SELECT count(*) FROM word")[0].number(0));
            return {};
        }));
        return count;
    }

    std::filesystem::path folder_;
    std::unique_ptr<Database> database_;
};

// How long a thread takes until it waits is the machine's affair.
bool come_to_wait(Database& database, std::size_t many, const std::function<bool()>& or_else = [] { return false; }) {
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(40); std::chrono::steady_clock::now() < end;) {
        if (or_else() || static_cast<SqliteDatabase&>(database).waiting() == many) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

// Holds the writing thread until all the others wait, so that they become one group.
class Gathered {
  public:
    Gathered(Database& database, std::vector<Body> bodies)
        : holder_([this, &database] {
              must(database.write([this](Transaction&) -> Stored<void> {
                  held_.count_down();
                  release_.wait();
                  return {};
              }));
          }) {
        held_.wait();
        for (Body& body : bodies) {
            answers_.push_back(
                std::async(std::launch::async, [&database, body = std::move(body)] { return database.write(body); }));
        }
        EXPECT_TRUE(come_to_wait(database, answers_.size()));
        release_.count_down();
    }
    std::vector<Stored<void>> answers() {
        std::vector<Stored<void>> all;
        for (auto& answer : answers_) {
            all.push_back(answer.get());
        }
        return all;
    }

  private:
    std::latch held_{1};
    std::latch release_{1};
    std::jthread holder_;
    std::vector<std::future<Stored<void>>> answers_;
};

TEST_F(Group, IsCommittedTogether) {
    const auto outside = open();
    std::atomic<int> seen_inside{0};
    std::atomic<int> seen_outside{0};
    std::vector<Body> bodies;
    for (int i = 0; i < 4; ++i) {
        bodies.emplace_back([&, i](Transaction& tx) -> Stored<void> {
            seen_inside += static_cast<int>(tx.run("SELECT count(*) FROM word")[0].number(0));
            seen_outside += words(*outside);
            return inserts(std::to_string(i))(tx);
        });
    }
    Gathered gathered(*database_, std::move(bodies));
    for (const auto& answer : gathered.answers()) {
        must(answer);
    }
    EXPECT_EQ(seen_inside, 0 + 1 + 2 + 3);
    EXPECT_EQ(seen_outside, 0);
    EXPECT_EQ(words(*outside), 4);
}

TEST_F(Group, LosesOnlyWhatFailed) {
    Gathered gathered(
        *database_,
        {inserts("一"), inserts("一"), inserts("二"), [](Transaction& tx) -> Stored<void> {
             tx.run("INSERT INTO word (text) VALUES ('三')");
             return tl::unexpected(RepositoryError{Trouble::NotFound, "no", "", {}});
         }});
    int failed = 0;
    for (const auto& answer : gathered.answers()) {
        failed += answer ? 0 : 1;
    }
    EXPECT_EQ(failed, 2);
    EXPECT_EQ(words(*database_), 2);
}

TEST_F(Group, SpoiledTransactionsRunNothingMore) {
    int rows = -1;
    const auto answer = database_->write([&](Transaction& tx) -> Stored<void> {
        tx.run("INSERT INTO word (text) VALUES ('一')");
        tx.run("INSERT INTO nothing (text) VALUES ('一')");
        rows = static_cast<int>(tx.run("SELECT 1").size());
        tx.script("CREATE TABLE more (text TEXT)");
        return {};
    });
    EXPECT_FALSE(answer);
    EXPECT_EQ(rows, 0);
    EXPECT_EQ(words(*database_), 0);
    must(database_->write(inserts("一")));
}

TEST_F(Group, ReadersCannotWrite) {
    EXPECT_FALSE(database_->read(inserts("一")));
    EXPECT_EQ(words(*database_), 0);
}

// Is being written from the start until end().
class LongChange {
  public:
    explicit LongChange(Database& database)
        : written_(std::async(std::launch::async, [this, &database] {
              return database.write([this](Transaction&) -> Stored<void> {
                  begun_.count_down();
                  release_.get_future().wait();
                  return {};
              });
          })) {
        begun_.wait();
    }
    void end() {
        release_.set_value();
        must(written_.get());
    }

  private:
    std::latch begun_{1};
    std::promise<void> release_;
    std::future<Stored<void>> written_;
};

TEST_F(Group, FewWaitForALongChangeAndTheNextIsToldAtOnce) {
    LongChange change(*database_);
    std::vector<std::future<Stored<void>>> waiting;
    Stored<void> told;
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // before that all may wait
    // One more at a time until one does not wait.
    while (told && waiting.size() < 40) {
        waiting.push_back(std::async(std::launch::async, [&, i = waiting.size()] { return database_->write(inserts(std::to_string(i))); }));
        const auto answered = [&] { return waiting.back().wait_for(std::chrono::seconds(0)) == std::future_status::ready; };
        if (!come_to_wait(*database_, waiting.size(), answered)) {
            ADD_FAILURE() << "it neither waits nor is told";
            break;
        }
        if (answered()) {
            told = waiting.back().get();
            waiting.pop_back();
        }
    }
    EXPECT_THAT(told, Fails(Trouble::Unavailable, "busy"));
    EXPECT_THAT(waiting, testing::SizeIs(12));
    EXPECT_EQ(words(*database_), 0) << "reading goes on";
    // A call for help is told nothing of the kind, and goes before all that wait; who answers one goes before both.
    auto report = std::async(std::launch::async, [&] { return database_->write(inserts("help"), Urgency::Report); });
    EXPECT_TRUE(come_to_wait(*database_, waiting.size() + 1));
    auto alarm = std::async(std::launch::async, [&] { return database_->write(inserts("here"), Urgency::Alarm); });
    EXPECT_TRUE(come_to_wait(*database_, waiting.size() + 2));
    change.end();
    must(report.get());
    must(alarm.get());
    for (auto& one : waiting) {
        must(one.get());
    }
    EXPECT_EQ(words(*database_), static_cast<int>(waiting.size()) + 2);
    std::string first, second;
    must(database_->read([&](Transaction& tx) -> Stored<void> {
        const Rows rows = tx.run("SELECT * FROM word ORDER BY rowid LIMIT 2");
        first = rows[0].text(0);
        second = rows[1].text(0);
        return {};
    }));
    EXPECT_EQ(first, "here");
    EXPECT_EQ(second, "help");
}

TEST_F(Group, OfManyThatCameAtOnceAllButAFewAreTold) {
    LongChange change(*database_);
    constexpr int kMany = 40;
    std::atomic<int> told{0};
    std::vector<std::future<Stored<void>>> all;
    for (int i = 0; i < kMany; ++i) {
        all.push_back(std::async(std::launch::async, [&, i] {
            auto answer = database_->write(inserts(std::to_string(i)));
            told += answer ? 0 : 1;
            return answer;
        }));
    }
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(40); told < kMany - 12 && std::chrono::steady_clock::now() < end;) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_EQ(told, kMany - 12);
    EXPECT_EQ(words(*database_), 0) << "reading goes on";
    change.end();
    for (auto& one : all) {
        if (const auto answer = one.get(); !answer) {
            EXPECT_THAT(answer, Fails(Trouble::Unavailable, "busy"));
        }
    }
    EXPECT_EQ(words(*database_), 12) << "who was told has changed nothing";
}

TEST_F(Group, WhatWaitsAtTheEndIsStillWritten) {
    for (int round = 0; round < 40; ++round) {
        std::vector<std::future<Stored<void>>> answers;
        {
            std::latch started(3);
            for (int i = 0; i < 3; ++i) {
                answers.push_back(std::async(std::launch::async, [&, round, i] {
                    started.count_down();
                    return database_->write(
                        inserts(std::to_string(round) + "-" + std::to_string(i)));
                }));
            }
            started.wait();
        }
        for (auto& answer : answers) {
            must(answer.get());
        }
        database_ = open();
        ASSERT_EQ(words(*database_), 3 * (round + 1));
    }
}

}  // namespace
}  // namespace anju::server
