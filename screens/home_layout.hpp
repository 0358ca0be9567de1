// SPDX-License-Identifier: Apache-2.0
// Where the card and one to eight tiles stand on home (design language, section 4), as cells for the
// arrow keys; paint draws the same grid.
#pragma once

#include <vector>

#include "screens/scene.hpp"

namespace anju::screens {

struct HomeCells {
    std::optional<Cell> card;
    std::vector<Cell> tiles;
};

// Without a card (×1.6 from four tiles on, or no messages here) the tiles fill the width.
HomeCells home_cells(std::size_t tiles, bool card);

}  // namespace anju::screens
