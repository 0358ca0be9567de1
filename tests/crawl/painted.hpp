// SPDX-License-Identifier: Apache-2.0
// A Scene painted into memory and looked at: letters, contrast, the ring, and where the arrows
// lead.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "remote-input/key.hpp"
#include "screens/paint/canvas.hpp"
#include "screens/scene.hpp"

namespace anju::test {

// The photos of the households made in tests, by the names that the model gives them.
std::optional<std::vector<std::uint8_t>> family_photo(const std::string& name);

class Painted {
  public:
    explicit Painted(int height);
    // Moving pictures are drawings; else they are white, which is the worst for the words on them.
    void with_drawings() { drawn_ = true; }

    // Paints it as it stands when nothing moves any more.
    void show(const screens::Scene& scene);

    // Everything that is wrong with the picture, one sentence each.
    std::vector<std::string> faults() const;
    // Items around which the ring is drawn, found in the pixels.
    std::vector<std::string> ringed() const;

    const screens::Scene& scene() const { return scene_; }
    const std::map<std::string, paint::Box>& boxes() const { return canvas_.boxes(); }
    paint::Pixels pixels();

  private:
    bool ring_around(const paint::Box& box) const;

    int width_, height_;
    bool drawn_ = false;
    std::vector<std::uint32_t> memory_;
    paint::Canvas canvas_;
    paint::Moment now_{};
    screens::Scene scene_;
};

// Whether the second box lies where this arrow points, seen from the first.
bool lies(keys::Key arrow, const paint::Box& from, const paint::Box& to);

}  // namespace anju::test
