// SPDX-License-Identifier: Apache-2.0
// An error body, RFC 9457 (application/problem+json), with a code for programs.
#pragma once

#include <optional>
#include <string>

#include "platform/contract/time.hpp"

namespace anju::contract {

struct Problem {
    int status = 500;
    std::string code;    // snake_case word, stable: docs/platform-api.md lists them
    std::string title;   // one English sentence
    std::string detail;  // what exactly, e.g. the path of the wrong field; may be empty
    std::optional<int> retry_after;  // seconds
    std::optional<Time> until{};     // when the reason ends: of quiet hours
    bool operator==(const Problem&) const = default;
};

}  // namespace anju::contract
