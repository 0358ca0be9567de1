// SPDX-License-Identifier: Apache-2.0
// The one thing that moves: the focus, from where it is to where it shall be.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "screens/paint/canvas.hpp"
#include "screens/paint/stage.hpp"

namespace anju::paint {

class Motion {
  public:
    explicit Motion(double scale) : scale_(scale) {}

    // The focus stands here at once.
    void jump(const std::string& id, const Spot& spot);
    // It sets out now, from wherever it is, one frame ahead so that the next picture differs.
    void glide(const std::string& id, const Spot& spot, Moment now);
    // The place itself changed under a resting or gliding focus.
    void stay(const Spot& spot);
    void none();
    void acknowledge(Moment now);

    // For the picture of this moment.
    void at(Moment now);
    const std::map<std::string, int>& grown() const { return grown_; }
    std::optional<Box> ring() const;  // its outer edge
    int radius() const;
    bool acknowledging() const { return bright_; }
    const std::string& focus() const { return focus_; }
    std::optional<Moment> next(Moment painted) const;

  private:
    struct Place {
        double x = 0, y = 0, w = 0, h = 0;
    };
    Place outer(const Spot& spot) const;

    double scale_;
    std::string focus_;
    bool shown_ = false, bright_ = false;
    Place from_, to_, here_;
    int radius_ = 0;
    std::map<std::string, double> grown_from_, grown_here_;
    std::map<std::string, int> grown_;
    double grown_to_ = 0;
    std::optional<Moment> start_, bright_until_;
};

}  // namespace anju::paint
