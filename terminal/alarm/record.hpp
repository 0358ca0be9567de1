// SPDX-License-Identifier: Apache-2.0
// One record of the journal: fixed size, a number that grows, a checksum. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "terminal/alarm/run.hpp"

namespace anju::alarm {

inline constexpr std::size_t kRecord = 4096;  // a block of the disk, so that writing one never touches another
using Record = std::array<std::byte, kRecord>;

struct Numbered {
    std::uint64_t number = 0;
    Kept kept;
    bool operator==(const Numbered&) const = default;
};

Record to_record(const Numbered& numbered);
// Nothing: torn, empty or not ours.
std::optional<Numbered> from_record(std::span<const std::byte> bytes);

}  // namespace anju::alarm
