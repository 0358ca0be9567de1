// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/sqlite_log.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace anju::server {
namespace {

// In pages of 4 KiB. A home's pages that change often are written back once for many commits.
constexpr int kLong = 8000, kPart = 4000, kLittle = 300;

// Who reads holds a transaction for milliseconds. One that lasts longer: the log grows for another while.
constexpr std::chrono::milliseconds kForReaders{20};

}  // namespace

SqliteLog::SqliteLog(std::unique_ptr<SqliteConnection> connection)
    : connection_(std::move(connection)),
      next_part_(kPart),
      next_try_(kLong),
      thread_([this](const std::stop_token& stop) { write_back_until_stopped(stop); }) {}

void SqliteLog::committed(SqliteConnection& writer) {
    const int pages = writer.log_pages();
    {
        const std::lock_guard lock(mutex_);
        if (pages < pages_) {
            written_back_ = 0;
            next_part_ = kPart;
            next_try_ = kLong;
        }
        pages_ = pages;
        if (pages_ >= next_part_) {
            grown_.notify_one();
        }
    }
    begin_anew_if_long(writer);
}

void SqliteLog::begin_anew_if_long(SqliteConnection& writer) {
    {
        const std::lock_guard lock(mutex_);
        // Where more is written than can be written back, more is left to do while others wait.
        const bool nearly = pages_ - written_back_ <= pages_ / kLong * kLittle;
        if (writing_back_ || pages_ < next_try_ || !nearly) {
            return;
        }
        next_try_ = pages_ + kPart;
    }
    (void)writer.begin_log_anew(kForReaders);
}

void SqliteLog::write_back_until_stopped(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (grown_.wait(lock, stop, [this] { return pages_ >= next_part_; })) {
        writing_back_ = true;
        lock.unlock();
        const auto written = connection_->write_log_back();
        lock.lock();
        writing_back_ = false;
        written_back_ = written.value_or(0);
        next_part_ = std::min(pages_ + kPart, std::max(kLong, pages_ + kLittle));
    }
}

}  // namespace anju::server
