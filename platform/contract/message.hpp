// SPDX-License-Identifier: Apache-2.0
// What a family member sent to the TV: words, photos, or both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/household.hpp"
#include "platform/contract/time.hpp"

namespace anju::contract {

struct Message {
    std::string id;
    std::string from;  // Member::id
    std::string text;  // may be empty when there are photos; at most 500 code points
    std::vector<Photo> photos;  // at most 9
    Time sent_at{};             // when the platform committed it
    std::optional<Time> seen_at;
    bool operator==(const Message&) const = default;
};

}  // namespace anju::contract
