// SPDX-License-Identifier: Apache-2.0
// What every call of the repository answers: a value, or why nothing was changed.
#pragma once

#include <chrono>
#include <string>
#include <tl/expected.hpp>

namespace anju::server {

enum class Trouble {
    NotFound,     // not there, or not inside the caller's place: the two are never told apart
    Conflict,     // it is there in another shape: code says which, e.g. "idempotency_key_reused"
    Refused,      // a rule says no: code, and retry_after when waiting helps
    Unavailable,  // busy, disk full, connection lost: nothing was changed, try again
};

struct RepositoryError {
    Trouble kind{};
    std::string code;     // the problem's code on the wire
    std::string context;  // what exactly: Problem::detail, and for the log
    std::chrono::seconds retry_after{0};
    bool operator==(const RepositoryError&) const = default;
};

template <class T>
using Stored = tl::expected<T, RepositoryError>;

}  // namespace anju::server
