// SPDX-License-Identifier: Apache-2.0
// Long lists of ids for `IN (…)`, in portions of one length, so that a statement is prepared once.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "platform/server/storage/value.hpp"

namespace anju::server {

inline constexpr std::size_t kPortion = 50;

// act("$1, $2 …", parameters) for each portion; a short one is filled up with ids that nobody has.
template <class Act>
void in_portions(const std::vector<std::string>& ids, Act act) {
    static const std::string kList = [] {
        std::string list = "$1";
        for (std::size_t i = 2; i <= kPortion; ++i) {
            list += ", $" + std::to_string(i);
        }
        return list;
    }();
    for (std::size_t first = 0; first < ids.size(); first += kPortion) {
        std::vector<Parameter> some(kPortion, Parameter(""));
        for (std::size_t i = first; i < std::min(first + kPortion, ids.size()); ++i) {
            some[i - first] = Parameter(ids[i]);
        }
        act(kList, std::move(some));
    }
}

}  // namespace anju::server
