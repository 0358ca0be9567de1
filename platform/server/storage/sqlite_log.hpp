// SPDX-License-Identifier: Apache-2.0
// What was committed stands in SQLite's log; a thread of its own writes it back into the file, beside whoever writes. Left to
// itself SQLite does so within commits, and with all of them once the log is long and somebody reads at every moment.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "platform/server/storage/sqlite_connection.hpp"

namespace anju::server {

class SqliteLog {
  public:
    // A connection of its own, for writing.
    explicit SqliteLog(std::unique_ptr<SqliteConnection> connection);

    // Both by the thread that writes, with its connection: after each commit, and before the next begins.
    void committed(SqliteConnection& writer);
    // Once nearly all of a long log stands in the file. It waits then for who reads, some milliseconds at most.
    void begin_anew_if_long(SqliteConnection& writer);

  private:
    void write_back_until_stopped(const std::stop_token& stop);

    std::unique_ptr<SqliteConnection> connection_;
    std::mutex mutex_;
    std::condition_variable_any grown_;
    int pages_ = 0, written_back_ = 0;  // of the log; of those stand in the file
    int next_part_, next_try_;          // at so many pages
    bool writing_back_ = false;
    std::jthread thread_;
};

}  // namespace anju::server
