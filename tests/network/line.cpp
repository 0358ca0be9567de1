// SPDX-License-Identifier: Apache-2.0
#include "tests/network/line.hpp"

#include <algorithm>

namespace anju::tests {

void Line::push(std::vector<std::byte> packet, Microseconds now) {
    ++count_.taken;
    // Drawn for every packet, so that the same seed loses the same ones whatever else is set.
    const double luck = chance(), lateness = chance();
    if (trouble_.cut) {
        ++count_.cut;
        return;
    }
    auto sent = now;
    if (trouble_.bits_a_second > 0) {
        const auto begins = std::max(now, free_);
        if (begins - now > trouble_.queue) {
            ++count_.overflowed;
            return;
        }
        free_ = sent = begins + Microseconds(static_cast<std::int64_t>(packet.size()) * 8 * 1'000'000 / trouble_.bits_a_second);
    }
    if (luck < trouble_.loss) {  // behind the bottleneck: it was sent for nothing
        ++count_.lost;
        return;
    }
    auto at = sent + trouble_.delay + Microseconds(static_cast<std::int64_t>(lateness * static_cast<double>(trouble_.jitter.count())));
    if (!way_.empty()) {
        at = std::max(at, way_.back().at);
    }
    way_.push_back({at, std::move(packet)});
}

std::optional<std::vector<std::byte>> Line::pop(Microseconds now) {
    if (way_.empty() || way_.front().at > now) {
        return std::nullopt;
    }
    auto packet = std::move(way_.front().packet);
    way_.pop_front();
    if (trouble_.cut) {  // what is in a cable when it breaks does not arrive
        ++count_.cut;
        return pop(now);
    }
    ++count_.passed;
    return packet;
}

std::optional<Microseconds> Line::next() const {
    return way_.empty() ? std::nullopt : std::optional(way_.front().at);
}

}  // namespace anju::tests
