// SPDX-License-Identifier: Apache-2.0
#include "screens/home_layout.hpp"

namespace anju::screens {
namespace {

constexpr int kScreen = 1920;  // design pixels
constexpr int kLeft = 96, kRight = 1824, kGap = 32;

// Row 0 is the header with 设置.
Cell cell(int row, int rows, int x, int width) {
    return {.row = row, .rows = rows, .left = x * 1000 / kScreen, .right = (x + width) * 1000 / kScreen};
}

void add_row(std::vector<Cell>& cells, int row, int x, std::initializer_list<int> widths) {
    for (const int width : widths) {
        cells.push_back(cell(row, 1, x, width));
        x += width + kGap;
    }
}

void add_even_row(std::vector<Cell>& cells, int row, int x, std::size_t count) {
    const int n = static_cast<int>(count);
    const int width = (kRight - x - kGap * (n - 1)) / n;
    for (int i = 0; i < n; ++i) {
        cells.push_back(cell(row, 1, x + i * (width + kGap), width));
    }
}

}  // namespace

HomeCells home_cells(std::size_t tiles, bool card) {
    HomeCells cells;
    if (!card || tiles == 0) {
        if (card) {
            cells.card = cell(1, 2, kLeft, kRight - kLeft);
        }
        const auto upper = tiles <= 3 ? tiles : (tiles + 1) / 2;
        if (upper > 0) {
            add_even_row(cells.tiles, 1, kLeft, upper);
        }
        if (tiles > upper) {
            add_even_row(cells.tiles, 2, kLeft, tiles - upper);
        }
        return cells;
    }
    const int card_width = tiles <= 2 ? 1251 : tiles <= 5 ? 774 : 456;
    const int x = kLeft + card_width + kGap;
    cells.card = cell(1, 2, kLeft, card_width);
    auto& at = cells.tiles;
    switch (tiles) {
        case 1: at.push_back(cell(1, 2, x, 445)); break;
        case 2: at = {cell(1, 1, x, 445), cell(2, 1, x, 445)}; break;
        case 3: add_row(at, 1, x, {922}); add_row(at, 2, x, {445, 445}); break;
        case 4: add_row(at, 1, x, {604, 286}); add_row(at, 2, x, {445, 445}); break;
        case 5: add_row(at, 1, x, {604, 286}); add_row(at, 2, x, {286, 286, 286}); break;
        case 6: add_row(at, 1, x, {604, 286, 286}); add_row(at, 2, x, {392, 392, 392}); break;
        case 7: add_row(at, 1, x, {604, 286, 286}); add_row(at, 2, x, {286, 286, 286, 286}); break;
        default:
            add_row(at, 1, x, {286, 286, 286, 286});
            add_row(at, 2, x, {286, 286, 286, 286});
            break;
    }
    return cells;
}

}  // namespace anju::screens
