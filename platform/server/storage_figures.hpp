// SPDX-License-Identifier: Apache-2.0
// What the storage counts about itself. Any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace anju::server {

struct StorageFigures {
    // The codes of RepositoryError that an operator tells apart; the last stands for all others.
    static constexpr std::array<std::string_view, 5> kTroubles{"disk_full", "read_only", "database_gone", "busy", "database_unavailable"};

    std::atomic<std::int64_t> writing{0};  // writes that wait for the disk, or for their turn
    std::array<std::atomic<std::uint64_t>, kTroubles.size()> troubles{};

    void trouble(std::string_view code) {
        std::size_t which = 0;
        while (which + 1 < kTroubles.size() && kTroubles[which] != code) ++which;
        ++troubles[which];
    }
};

}  // namespace anju::server
