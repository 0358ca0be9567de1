// SPDX-License-Identifier: Apache-2.0
#include "remote-input/input_event.hpp"

#include <algorithm>
#include <cstring>

namespace anju::keys {
namespace {

constexpr std::uint16_t kEvKey = 1;     // EV_KEY
constexpr std::uint16_t kKeyMax = 767;  // KEY_MAX

template <class T>
T number(const std::byte* from) {
    T value{};
    std::memcpy(&value, from, sizeof value);
    return value;
}

std::optional<KeyEvent> key_event(const std::byte* bytes) {
    const auto type = number<std::uint16_t>(bytes + 16);
    const auto code = number<std::uint16_t>(bytes + 18);
    const auto value = number<std::int32_t>(bytes + 20);
    if (type != kEvKey || code > kKeyMax || value < 0 || value > 2) {
        return std::nullopt;
    }
    // Unsigned: a writer's garbage may overflow, which is nothing but a wrong stamp.
    const auto stamp = number<std::uint64_t>(bytes) * 1'000'000U + number<std::uint64_t>(bytes + 8);
    return KeyEvent{std::chrono::microseconds{static_cast<std::int64_t>(stamp)}, code,
                    static_cast<Edge>(value)};
}

}  // namespace

std::vector<KeyEvent> EventReader::feed(std::span<const std::byte> bytes) {
    std::vector<KeyEvent> events;
    while (!bytes.empty()) {
        const auto take = std::min(bytes.size(), kSize - filled_);
        std::copy_n(bytes.begin(), take, part_.begin() + static_cast<std::ptrdiff_t>(filled_));
        filled_ += take;
        bytes = bytes.subspan(take);
        if (filled_ == kSize) {
            filled_ = 0;
            if (const auto event = key_event(part_.data())) {
                events.push_back(*event);
            }
        }
    }
    return events;
}

}  // namespace anju::keys
