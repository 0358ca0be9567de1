// SPDX-License-Identifier: Apache-2.0
// The newest moving pictures, and how their rows become pixels. A row is a function of its place alone, so a picture
// painted in parts equals one painted whole.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "media/frame.hpp"
#include "screens/paint/canvas.hpp"
#include "screens/paint/item.hpp"
#include "screens/paint/stretch.hpp"

namespace anju::paint {

// Where a picture of this size stands in an area, and which part of it is seen. It fills the area and loses what stands
// over; where that would be too much (a portrait one on a wide screen) it stands whole in the middle. Never stretched.
struct Fit {
    Box box;                          // pixels of the target
    double x = 0, y = 0, w = 0, h = 0;  // of the picture
};
// as_it_is: one pixel for one, in the middle, where it has room.
Fit fit(const Box& area, int width, int height, bool as_it_is);

class Videos {
  public:
    Videos();
    ~Videos();
    Videos(const Videos&) = delete;
    Videos& operator=(const Videos&) = delete;

    using Which = screens::VideoArea::Which;
    static constexpr std::array kAll{Which::Remote, Which::Self, Which::Beside};

    // The newest; nothing: there is none any more.
    void put(Which which, std::unique_ptr<media::Frame> frame);
    std::unique_ptr<media::Frame> take(Which which);
    const media::Frame* frame(Which which) const;
    std::uint32_t revision(Which which) const;  // another with every picture

    bool as_it_is = false;  // the remote one is not scaled: for a machine that is too slow

    // Pixels [x, x + count) of row y of the target, of a Video item (its sprite is the picture's index + 1);
    // `to` is the first of them.
    void row(const Item& item, int y, int x, int count, std::uint32_t* to);

  private:
    struct Source;
    std::array<std::unique_ptr<Source>, kAll.size()> sources_;
};

}  // namespace anju::paint
