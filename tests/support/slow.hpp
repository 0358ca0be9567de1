// SPDX-License-Identifier: Apache-2.0
// Sweeps that would take minutes: whole with ./test --slow, otherwise their first tenth. Their seeds are fixed,
// so that the tenth is always the same.
#pragma once

#include <algorithm>
#include <cstdlib>

namespace anju::test {

inline bool slow() {
    const char* word = std::getenv("ANJU_SLOW");  // NOLINT: before any thread of the test
    return word != nullptr && *word != '\0';
}

inline int rounds(int whole) { return slow() ? whole : std::max(1, whole / 10); }

}  // namespace anju::test
