// SPDX-License-Identifier: Apache-2.0
// Random life of a screen, painted twice: only what changed, and whole.
#pragma once

namespace anju::paint::testing {

struct Count {
    int pictures = 0;
    int different = 0;
    double dirty_share = 0;  // of the picture, mean over glide pictures
};

// Moves of the focus broken off half way, the clock going on, messages, photos that arrive, other screens.
Count compare(int moves, unsigned seed, int height);

}  // namespace anju::paint::testing
