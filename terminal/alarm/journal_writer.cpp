// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/journal_writer.hpp"

#include <utility>

namespace anju::alarm {

JournalWriter::JournalWriter(std::unique_ptr<JournalRing> journal, Open open, std::function<void(Written)> done)
    : journal_(std::move(journal)), open_(std::move(open)), done_(std::move(done)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

JournalWriter::~JournalWriter() {
    thread_.request_stop();
    thread_.join();
}

void JournalWriter::write(Journal journal) {
    {
        const std::lock_guard lock(mutex_);
        waiting_ = std::move(journal);
    }
    changed_.notify_one();
}

void JournalWriter::also(std::function<void()> job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
}

void JournalWriter::run(const std::stop_token& stop) {
    while (true) {
        std::optional<Journal> next;
        std::vector<std::function<void()>> jobs;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return waiting_ || !jobs_.empty(); })) {
                return;  // stopped, and nothing waits
            }
            next = std::exchange(waiting_, std::nullopt);
            jobs.swap(jobs_);
        }
        if (next) {
            save(*next);
        }
        for (const auto& job : jobs) {
            job();
        }
    }
}

void JournalWriter::save(const Journal& journal) {
    if (!journal_) {
        journal_ = open_();
    }
    if (journal_) {
        journal_->go_on_after(last_);
    }
    const bool ok = journal_ && journal_->save(journal.kept);
    last_ = journal_ ? journal_->number() : last_;
    if (!ok) {
        journal_.reset();  // opened anew: the disk may be another one by then
    }
    done_({journal.number, ok});
}

}  // namespace anju::alarm
