// SPDX-License-Identifier: Apache-2.0
// Writes the journal on a thread of its own: a disk that hangs holds nothing up but itself. Of what waits only the newest is written, for it
// says everything.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "terminal/alarm/journal.hpp"
#include "terminal/alarm/machine.hpp"

namespace anju::alarm {

class JournalWriter {
  public:
    // open: again before a write, as long as there is no journal. done runs on the thread.
    using Open = std::function<std::unique_ptr<JournalRing>()>;
    JournalWriter(std::unique_ptr<JournalRing> journal, Open open, std::function<void(Written)> done);
    ~JournalWriter();  // writes what waits

    void write(Journal journal);
    void also(std::function<void()> job);  // other writing, after that

  private:
    void run(const std::stop_token& stop);
    void save(const Journal& journal);

    std::unique_ptr<JournalRing> journal_;  // the thread's
    std::uint64_t last_ = 0;                // number in it, the thread's
    const Open open_;
    const std::function<void(Written)> done_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Journal> waiting_;  // under mutex_
    std::vector<std::function<void()>> jobs_;  // under mutex_
    std::jthread thread_;
};

}  // namespace anju::alarm
