// SPDX-License-Identifier: Apache-2.0
// What this process holds: to compare before and after something that must leave nothing behind.
#pragma once

#include <poll.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>

namespace anju::test {

struct Held {
    long files = 0, threads = 0;
    bool operator==(const Held&) const = default;
    friend std::ostream& operator<<(std::ostream& out, const Held& held) {
        return out << held.files << " open files, " << held.threads << " threads";
    }
};

inline Held held_now() {
    using Folder = std::filesystem::directory_iterator;
    const Folder files("/proc/self/fd"), threads("/proc/self/task");
    // The image library starts its helpers when it has work and ends them when it likes.
    const auto ours = [](const auto& thread) {
        std::string name;
        return std::getline(std::ifstream(thread.path() / "comm") >> std::ws, name) && !name.starts_with("libvips");
    };
    return {static_cast<long>(std::distance(begin(files), end(files))),
            static_cast<long>(std::count_if(begin(threads), end(threads), ours))};
}

// The kernel counts a joined thread a moment longer, and the other end of a socket closes when it gets to it.
inline Held held_at_last(const Held& wanted) {
    for (int look = 0; look < 2500 && held_now() != wanted; ++look) {
        poll(nullptr, 0, 2);
    }
    return held_now();
}

}  // namespace anju::test
