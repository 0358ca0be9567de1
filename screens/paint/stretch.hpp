// SPDX-License-Identifier: Apache-2.0
// One row of a plane made wider or narrower: between two neighbours, by a table made once for a size.
#pragma once

#include <cstdint>
#include <vector>

namespace anju::paint {

class Stretch {
  public:
    // Bytes behind the end of a row that are read (and do not count).
    static constexpr int kBehind = 16;
    // Source pixels for one of the result, at most: sixteen bytes hold what eight results need.
    static constexpr double kMostRatio = 1.8;

    Stretch() = default;
    // `width` results from [from, from + span) of a row of `source` pixels; mirrored: right to left.
    Stretch(int source, double from, double span, int width, bool mirrored);

    bool same(int source, double from, double span, int width, bool mirrored) const {
        return source_ == source && from_ == from && span_ == span && width_ == width && mirrored_ == mirrored;
    }
    // The results are the source's pixels from here on; negative: they are not.
    int plain() const { return plain_; }
    int width() const { return width_; }

    // `to` has room for width() rounded up to 16; `row` may be read up to kBehind bytes beyond its end.
    void operator()(const std::uint8_t* row, std::uint8_t* to) const;
    // The same without the processor's own instructions.
    void slowly(const std::uint8_t* row, std::uint8_t* to) const;

  private:
    struct Eight {                  // results
        std::int32_t offset = 0;    // of their sixteen bytes in the row
        std::uint8_t pick[16] = {};   // left and right neighbour of each
        std::uint8_t weight[16] = {};  // of them, in 64ths
    };
    int source_ = 0, width_ = 0, plain_ = -1;
    double from_ = 0, span_ = 0;
    bool mirrored_ = false;
    std::vector<Eight> table_;
};

}  // namespace anju::paint
