// SPDX-License-Identifier: Apache-2.0
// What one of the household said to another: words, photos, a short film, or all of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/clip.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/time.hpp"

namespace anju::contract {

struct Message {
    std::string id;
    std::string from;  // Member::id; empty: the TV
    std::string text;  // may be empty when there are photos; at most 500 code points
    std::vector<Photo> photos;  // at most 9
    Time sent_at{};             // when the platform committed it
    std::optional<Time> seen_at;
    std::string to{};           // Member::id; empty: for the TV
    std::optional<Clip> clip{};
    bool operator==(const Message&) const = default;
};

}  // namespace anju::contract
