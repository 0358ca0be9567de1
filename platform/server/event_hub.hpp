// SPDX-License-Identifier: Apache-2.0
// Who listens right now. The router asks it for presence; the repository's commits wake it.
// Every call may come from any thread and returns at once.
#pragma once

#include <string>
#include <vector>

namespace anju::server {

class EventHub {
  public:
    virtual ~EventHub() = default;
    // After a commit: a hint that these recipients have new events. A lost hint costs a second.
    virtual void wake(const std::vector<std::string>& recipients) = 0;
    virtual bool terminal_online(const std::string& terminal) const = 0;
    virtual bool household_online(const std::string& household) const = 0;
};

}  // namespace anju::server
