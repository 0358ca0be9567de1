// SPDX-License-Identifier: Apache-2.0
// What this process holds: to compare before and after something that must leave nothing behind.
#pragma once

#include <poll.h>

#include <filesystem>
#include <iterator>
#include <ostream>

namespace anju::test {

struct Held {
    long files = 0, threads = 0;
    bool operator==(const Held&) const = default;
    friend std::ostream& operator<<(std::ostream& out, const Held& held) {
        return out << held.files << " open files, " << held.threads << " threads";
    }
};

inline Held held_now() {
    const auto entries = [](const char* folder) {
        const std::filesystem::directory_iterator all(folder);
        return static_cast<long>(std::distance(begin(all), end(all)));
    };
    return {entries("/proc/self/fd"), entries("/proc/self/task")};
}

// The kernel counts a joined thread a moment longer, and the other end of a socket closes when it gets to it.
inline Held held_at_last(const Held& wanted) {
    for (int look = 0; look < 2500 && held_now() != wanted; ++look) {
        poll(nullptr, 0, 2);
    }
    return held_now();
}

}  // namespace anju::test
