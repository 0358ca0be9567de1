// SPDX-License-Identifier: Apache-2.0
// How a transfer went, and which Error that is. Pure.
#pragma once

#include <optional>
#include <string>

#include "platform/client/transport.hpp"
#include "platform/contract/result.hpp"

namespace anju::client {

struct Outcome {
    std::optional<Began> head;
    std::string body;
    How how{};
    std::string why;
};

// Nothing for a complete answer with a 2xx status.
std::optional<contract::Error> fault_of(const Outcome& outcome);

}  // namespace anju::client
