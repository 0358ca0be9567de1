// SPDX-License-Identifier: Apache-2.0
// An answer or an error, the errors sorted by what the receiver can do about them.
#pragma once

#include <chrono>
#include <string>
#include <tl/expected.hpp>

namespace anju::contract {

enum class ErrorKind {
    Offline,    // nothing reached the other side: wait, try again
    Timeout,    // it may have reached the other side: try again with the same idempotency key
    Denied,     // the key is no longer good: pair or sign in again
    Refused,    // the platform said no and why (code): tell the person
    Malformed,  // not what the contract says: log, skip
    Broken,     // our own part failed: restart it
};

// With Offline: somebody answered whose certificate is not the platform's, and was told nothing.
inline constexpr auto kStranger = "stranger";

struct Error {
    ErrorKind kind{};
    std::string code;     // of a problem body, e.g. "photo_too_large", kStranger, or of unreached.hpp; empty when there is none
    std::string context;  // for logs, never for a person
    std::chrono::seconds retry_after{0};
    bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

}  // namespace anju::contract
