// SPDX-License-Identifier: Apache-2.0
// Things baked once: text lines, icons, photos, shadow, ring. Bounded in bytes; the least recently used go.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "screens/paint/outline.hpp"

union pixman_image;

namespace anju::paint {

// Written inside a sprite, for checks of legibility.
struct Words {
    std::string text;
    int x = 0, y = 0, width = 0, height = 0;  // of the ink, in the sprite
    int size = 0;  // of the letters, design pixels
    std::uint32_t colour = 0;
};

struct Sprite {
    int width = 0, height = 0;
    int left = 0, top = 0;              // of the picture, from the place it is drawn at
    int slice = 0;                      // size of its corners, when it is sliced
    int frame = 0;                      // sliced: nothing of it lies deeper than this inside
    std::vector<std::uint32_t> colour;  // premultiplied 0xAARRGGBB; or
    std::vector<std::uint8_t> mask;     // coverage, rows padded to 4 bytes
    std::vector<Words> words;
    bool brief = false;  // large, and not worth keeping once it is not shown
    int mask_stride() const { return (width + 3) & ~3; }
    std::size_t bytes() const { return colour.size() * 4 + mask.size(); }
};

Sprite mask_sprite(const Coverage& coverage);

class Sprites {
  public:
    explicit Sprites(std::size_t most_bytes) : most_(most_bytes) {}
    ~Sprites();
    Sprites(const Sprites&) = delete;
    Sprites& operator=(const Sprites&) = delete;

    struct Ref {
        std::uint32_t id = 0;
        std::uint32_t revision = 0;
        const Sprite* sprite = nullptr;
    };
    // The sprite of this name, baked now if it is not here.
    Ref get(const std::string& name, const std::function<Sprite()>& bake);
    // Forgets the pixels under this name; the next get() bakes them anew under a new revision.
    void outdate(const std::string& prefix);

    const Sprite* find(std::uint32_t id) const;
    pixman_image* image(std::uint32_t id);  // for the painter

    void begin();  // a new list is being made; what it asks for stays
    void trim();   // after it: what others asked for goes, when there is too much
    std::size_t bytes() const { return bytes_; }
    std::size_t most_bytes() const { return most_; }

  private:
    struct Slot {
        std::string name;
        Sprite sprite;
        std::uint32_t revision = 0;
        std::uint64_t used = 0;
        bool stale = true;
        pixman_image* image = nullptr;
    };
    void drop_image(Slot& slot);
    void forget(std::uint32_t id);

    std::unordered_map<std::uint32_t, Slot> slots_;
    std::unordered_map<std::string, std::uint32_t> ids_;
    std::uint32_t last_id_ = 0;
    std::uint32_t last_revision_ = 0;
    std::uint64_t turn_ = 0;
    std::size_t bytes_ = 0, most_;
    int brief_ = 0;  // of them
};

}  // namespace anju::paint
