// SPDX-License-Identifier: Apache-2.0
// SQLite in WAL mode: one thread writes, in groups; any number reads beside it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "platform/server/storage/database.hpp"
#include "platform/server/storage/pool.hpp"
#include "platform/server/storage/sqlite_connection.hpp"
#include "platform/server/storage/sqlite_log.hpp"

namespace anju::server {

// Group commit: whatever is waiting is written between one BEGIN and one COMMIT, each body in its
// own savepoint, so the disk is waited for once a group. Nobody is answered before the COMMIT.
class SqliteDatabase : public Database {
  public:
    [[nodiscard]] static Stored<std::unique_ptr<Database>> open(const std::string& path,
                                                                int readers);
    ~SqliteDatabase() override;

    Dialect dialect() const override { return Dialect::Sqlite; }
    Stored<void> write(const Body& body, Urgency urgency = Urgency::Routine) override;
    Stored<void> read(const Body& body) override;
    std::size_t waiting();  // changes, for the one that is being written

  private:
    struct Job {
        const Body* body;  // its owner waits for `done`
        std::promise<Stored<void>> done;
        Urgency urgency = Urgency::Routine;
    };
    using Jobs = std::vector<Job>;

    SqliteDatabase(std::string path, std::unique_ptr<SqliteConnection> writer, std::unique_ptr<SqliteConnection> keeper,
                   std::vector<std::unique_ptr<SqliteConnection>> readers);
    // The file that was opened is still the one at this path: what is written elsewhere is lost.
    Stored<void> still_there() const;
    void write_until_stopped(const std::stop_token& stop);
    void write_group(Jobs jobs);
    Stored<void> write_one(const Body& body);
    static void answer(Jobs& jobs, std::vector<Stored<void>>& results,
                       const Stored<void>& committed);

    const std::string path_;
    std::uint64_t device_ = 0, inode_ = 0;
    std::unique_ptr<SqliteConnection> writer_;
    SqliteLog log_;
    Pool<SqliteConnection> readers_;
    std::mutex mutex_;
    std::condition_variable_any waiting_;
    Jobs queue_;
    std::optional<std::chrono::steady_clock::time_point> writing_since_;  // the group that is being written
    std::jthread thread_;
};

}  // namespace anju::server
