// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/difference.hpp"

#include <pixman.h>

#include <algorithm>
#include <tuple>

// Tests build this file once more with one of these mistakes, to see that they would find it.
#ifndef ANJU_BREAK_OLD_BOX
#define ANJU_BREAK_OLD_BOX 0
#endif
#ifndef ANJU_BREAK_REVISION
#define ANJU_BREAK_REVISION 0
#endif

namespace anju::paint {

namespace {

class Area {
  public:
    Area() { pixman_region32_init(&region_); }
    ~Area() { pixman_region32_fini(&region_); }
    Area(const Area&) = delete;
    Area& operator=(const Area&) = delete;

    void add(const Box& box) {
        if (box.w > 0 && box.h > 0) {
            pixman_region32_union_rect(&region_, &region_, box.x, box.y, static_cast<unsigned>(box.w), static_cast<unsigned>(box.h));
        }
    }
    // The border of `outer`, without `inner`.
    void add_frame(const Box& outer, const Box& inner) {
        if (inner.w <= 0 || inner.h <= 0) {
            add(outer);
            return;
        }
        add({outer.x, outer.y, outer.w, inner.y - outer.y});
        add({outer.x, inner.y + inner.h, outer.w, outer.y + outer.h - inner.y - inner.h});
        add({outer.x, inner.y, inner.x - outer.x, inner.h});
        add({inner.x + inner.w, inner.y, outer.x + outer.w - inner.x - inner.w, inner.h});
    }
    std::vector<Box> boxes(int width, int height) {
        pixman_region32_intersect_rect(&region_, &region_, 0, 0, static_cast<unsigned>(width), static_cast<unsigned>(height));
        int count = 0;
        const pixman_box32_t* found = pixman_region32_rectangles(&region_, &count);
        std::vector<Box> out;
        for (int i = 0; i < count; ++i) {
            out.push_back({found[i].x1, found[i].y1, found[i].x2 - found[i].x1, found[i].y2 - found[i].y1});
        }
        return out;
    }

  private:
    pixman_region32_t region_{};
};

Box inset(const Box& box, int by) { return {box.x + by, box.y + by, box.w - 2 * by, box.h - 2 * by}; }

Box meet(const Box& a, const Box& b) {
    const int x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::min(a.x + a.w, b.x + b.w) - x, std::min(a.y + a.h, b.y + b.h) - y};
}

Box around(const Box& a, const Box& b) {
    const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.w, b.x + b.w) - x, std::max(a.y + a.h, b.y + b.h) - y};
}

bool equal(const Item& a, const Item& b) {
    if constexpr (ANJU_BREAK_REVISION != 0) {
        Item blind = a;
        blind.revision = b.revision;
        return same(blind, b);
    }
    return same(a, b);
}

// What an item covers: all of its box, or only the frame of a sliced one.
void add_whole(Area& area, const Item& item) {
    if (item.slice > 0) {
        area.add_frame(box(item), inset(box(item), item.frame));
    } else {
        area.add(box(item));
    }
}

void add_change(Area& area, const Item& before, const Item& after) {
    // Same inside, another size: only the frame moved. The place in the sprite moves with the corner.
    Item moved = before;
    moved.x = after.x;
    moved.y = after.y;
    moved.w = after.w;
    moved.h = after.h;
    moved.sprite_x = after.sprite_x;
    moved.sprite_y = after.sprite_y;
    const bool still = before.sprite == 0 || (before.x - before.sprite_x == after.x - after.sprite_x &&
                                              before.y - before.sprite_y == after.y - after.sprite_y);
    if (before.slice == 0 && before.frame > 0 && still && same(moved, after)) {
        if constexpr (ANJU_BREAK_OLD_BOX == 0) {
            area.add_frame(around(box(before), box(after)), meet(inset(box(before), before.frame), inset(box(after), after.frame)));
        } else {
            area.add_frame(box(after), inset(box(after), after.frame));
        }
        return;
    }
    if constexpr (ANJU_BREAK_OLD_BOX == 0) {
        add_whole(area, before);
    }
    add_whole(area, after);
}

}  // namespace

std::vector<Box> difference(const List& before, const List& after, int width, int height) {
    Area area;
    auto old = before.begin();
    auto now = after.begin();
    const auto key = [](const Item& item) { return std::make_tuple(item.z, item.id); };
    while (old != before.end() || now != after.end()) {
        if (now == after.end() || (old != before.end() && key(*old) < key(*now))) {
            if constexpr (ANJU_BREAK_OLD_BOX == 0) {
                add_whole(area, *old);
            }
            ++old;
        } else if (old == before.end() || key(*now) < key(*old)) {
            add_whole(area, *now);
            ++now;
        } else {
            if (!equal(*old, *now)) {
                add_change(area, *old, *now);
            }
            ++old;
            ++now;
        }
    }
    return area.boxes(width, height);
}

}  // namespace anju::paint
