// SPDX-License-Identifier: Apache-2.0
#include "platform/client/backoff.hpp"

#include <algorithm>
#include <utility>

namespace anju::client {

Backoff::Backoff(Wait first, Wait most, std::function<double()> random)
    : first_(first), most_(most), step_(first), random_(std::move(random)) {}

Backoff::Wait Backoff::next() {
    const Wait step = step_;
    step_ = std::min(step_ * 2, most_);
    const auto half = step / 2;
    return half + std::chrono::duration_cast<Wait>(half * random_());
}

}  // namespace anju::client
