// SPDX-License-Identifier: Apache-2.0
// One program of somebody else, run to its end without a shell.
#pragma once

#include <string>
#include <vector>

#include "platform/server/stored.hpp"

namespace anju::server {

struct ChildEnded {
    int code = 0;      // minus the signal that ended it
    std::string said;  // standard output
    std::string complained;  // standard error, its last line
};

// words[0] is looked for in PATH. `more` are NAME=VALUE that come before ours. It reads nothing.
// Unavailable when there is no such program.
[[nodiscard]] Stored<ChildEnded> run_child(const std::vector<std::string>& words, const std::vector<std::string>& more);

}  // namespace anju::server
