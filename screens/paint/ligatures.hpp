// SPDX-License-Identifier: Apache-2.0
// Which glyphs of a font become one: the ligatures of its GSUB table (OpenType 1.9, lookup type 4), read where they lie.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace anju::paint {

class Ligatures {
  public:
    // The bytes of the table. One that is broken has the ligatures that can be read.
    explicit Ligatures(std::vector<std::uint8_t> table = {});

    struct Found {
        std::uint16_t glyph = 0;
        std::size_t of = 0;  // how many glyphs it stands for
    };
    // The longest one that the glyphs begin with.
    std::optional<Found> longest(std::span<const std::uint16_t> glyphs) const;

  private:
    std::uint32_t number(std::size_t at, int bytes) const;  // 0 outside of the table
    std::size_t covered(std::size_t table, std::uint16_t glyph) const;

    std::vector<std::uint8_t> table_;
    std::vector<std::size_t> places_;  // of the tables of ligatures
};

}  // namespace anju::paint
