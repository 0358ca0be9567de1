// SPDX-License-Identifier: Apache-2.0
// Hours of rest.
#pragma once

namespace anju::contract {

// Local hours [from, to) in which the night screen rests and nothing sounds; from == to: never.
struct Night {
    int from = 22;
    int to = 6;
    bool operator==(const Night&) const = default;
};

}  // namespace anju::contract
