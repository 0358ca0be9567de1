// SPDX-License-Identifier: Apache-2.0
// Lists that staff looks at before they are written. In memory: after a restart, or half an hour, the file is brought again.
// Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/server/exchange/plan.hpp"
#include "platform/server/turns.hpp"

namespace anju::server {

struct OpenList {
    std::string id;
    std::string staff;  // who alone sees it
    std::string file, bytes;
    Encoding encoding = Encoding::Utf8;
    std::size_t columns = 0;
    std::vector<std::string> unknown;
    ImportPlan plan;
    bool written = false;  // then `plan` is what was done
};

class ImportDesk {
  public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;
    explicit ImportDesk(Clock clock = std::chrono::steady_clock::now) : clock_(std::move(clock)) {}

    // Takes the place of the one with this id, and of any other of the same person. Of too many the oldest goes.
    void put(OpenList list);
    // Null: none of this person by this id.
    std::shared_ptr<const OpenList> find(const std::string& id, const std::string& staff);

    // Reading and planning take memory: one at a time.
    Turns& turns() { return turns_; }

  private:
    void forget_old();

    struct Kept {
        std::shared_ptr<const OpenList> list;
        std::chrono::steady_clock::time_point since;
    };
    Clock clock_;
    std::mutex mutex_;
    std::vector<Kept> kept_;  // the oldest first
    Turns turns_{1, 4};
};

}  // namespace anju::server
