// SPDX-License-Identifier: Apache-2.0
// The log is written back by a thread of its own, and begun anew, whoever writes and reads meanwhile.
#include <atomic>
#include <thread>

#include "platform/server/storage/sqlite_database.hpp"
#include "tests/server_storage/storage_test.hpp"

namespace anju::server {
namespace {

constexpr int kPage = 4096, kPagesOfOne = 400;
constexpr int kMostRounds = 40;  // of 4,000 pages: half of what makes a log long

class SqliteLogged : public testing::Test {
  protected:
    void SetUp() override {
        std::string folder = std::filesystem::temp_directory_path() / "anju-log-XXXXXX";
        ASSERT_NE(::mkdtemp(folder.data()), nullptr);
        folder_ = folder;
        open();
        must(database_->write([](Transaction& tx) -> Stored<void> {
            tx.script("CREATE TABLE thing (number INTEGER PRIMARY KEY, bytes TEXT NOT NULL)");
            return {};
        }));
    }
    void TearDown() override {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }
    void open() {
        database_.reset();
        auto opened = SqliteDatabase::open((folder_ / "anju.db").string(), 2);
        ASSERT_TRUE(opened);
        database_ = *std::move(opened);
    }
    void write(int count) {
        for (int i = 0; i < count; ++i) {
            must(database_->write([&](Transaction& tx) -> Stored<void> {
                tx.run("INSERT INTO thing (number, bytes) VALUES ($1, $2) ON CONFLICT (number) DO UPDATE SET bytes = excluded.bytes",
                       {next_ % 8, std::string(kPage * kPagesOfOne, static_cast<char>('a' + next_ % 26))});
                ++next_;
                return {};
            }));
        }
    }
    // The last letter of all, so that every page of it was there.
    char last(std::int64_t number) {
        std::string letter;
        must(database_->read([&](Transaction& tx) -> Stored<void> {
            letter = tx.run("SELECT substr(bytes, -1) FROM thing WHERE number = $1", {number})[0].text(0);
            return {};
        }));
        return letter[0];
    }
    void all_is_there() {
        for (int written = next_ - 8; written < next_; ++written) {
            EXPECT_EQ(last(written % 8), static_cast<char>('a' + written % 26)) << written;
        }
    }
    // Three rounds that did not lengthen the log went into what stood there already.
    bool begins_anew() {
        int rounds = 0;
        for (int same = 0; same < 3 && rounds < kMostRounds; ++rounds) {
            const auto before = log_size();
            write(10);
            same = log_size() == before ? same + 1 : 0;
        }
        return rounds < kMostRounds;
    }
    std::uintmax_t log_size() const { return std::filesystem::file_size(folder_ / "anju.db-wal"); }

    std::filesystem::path folder_;
    std::unique_ptr<Database> database_;
    int next_ = 0;
};

// Left to itself it would grow for as long as there is no moment without a reader.
TEST_F(SqliteLogged, BeginsAnewWhileSomebodyReadsAtEveryMoment) {
    write(8);
    std::atomic<bool> enough = false;
    std::vector<std::jthread> readers;
    for (int i = 0; i < 2; ++i) {
        readers.emplace_back([&, i] {
            while (!enough) last(i);
        });
    }
    const bool anew = begins_anew();
    enough = true;
    readers.clear();
    EXPECT_TRUE(anew);
    all_is_there();
}

// A copy that is being made, say: what it reads stays, and who writes does not wait for it.
TEST_F(SqliteLogged, WaitsForNobodyWhoReadsLong) {
    write(8);
    std::atomic<bool> begun = false, enough = false;
    std::jthread reader([&] {
        must(database_->read([&](Transaction& tx) -> Stored<void> {
            const auto letter = [&] { return tx.run("SELECT substr(bytes, -1) FROM thing WHERE number = 7", {})[0].text(0); };
            const std::string before = letter();
            begun = true;
            begun.notify_one();
            enough.wait(false);
            EXPECT_EQ(letter(), before);
            return {};
        }));
    });
    begun.wait(false);
    write(60);
    EXPECT_GT(log_size(), std::uintmax_t{60} * kPagesOfOne * kPage) << "nothing that is read may be written over";
    enough = true;
    enough.notify_one();
    reader.join();
    EXPECT_TRUE(begins_anew());
    all_is_there();
}

TEST_F(SqliteLogged, IsAllInTheFileOnceItIsClosed) {
    write(30);
    open();
    EXPECT_FALSE(std::filesystem::exists(folder_ / "anju.db-wal") && log_size() > 0);
    all_is_there();
}

}  // namespace
}  // namespace anju::server
