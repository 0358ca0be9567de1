// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/painter.hpp"

#include <pixman.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "screens/paint/pixel.hpp"

namespace anju::paint {

namespace {

std::uint32_t* row_of(const Pixels& target, int y) {
    return reinterpret_cast<std::uint32_t*>(reinterpret_cast<std::uint8_t*>(target.data) + static_cast<std::ptrdiff_t>(y) * target.stride);
}

Box meet(const Box& a, const Box& b) {
    const int x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::min(a.x + a.w, b.x + b.w) - x, std::min(a.y + a.h, b.y + b.h) - y};
}

void copy(const Pixels& target, const Box& part, const Item& item) {
    for (int y = part.y; y < part.y + part.h; ++y) {
        pixel::fill(row_of(target, y), part.x, part.w, pixel::gradient(item.colour0, item.colour1, item.gradient_top, item.gradient_bottom, y));
    }
}

// One pixel of a row of a plate's corner.
struct CornerRow {
    const std::uint8_t* coverage;  // from the border inwards
    std::uint8_t at(int x, int radius) const { return x < radius ? coverage[x] : 255; }
};

constexpr std::uint8_t kFull[1] = {255};

CornerRow corner_row(int y, int h, int radius) {  // y from the top of the plate; outside: nothing
    const int from_edge = std::min(y, h - 1 - y);
    if (from_edge >= radius || radius == 0) {
        return {kFull};
    }
    return {corner(radius).data() + static_cast<std::ptrdiff_t>(from_edge) * radius};
}

class PlateRow {
  public:
    PlateRow(const Item& item, int y) : item_(item), y_(y - item.y) {
        const int from_edge = std::min(y_, item.h - 1 - y_);
        curved_ = from_edge < item.radius ? item.radius : 0;
        outer_ = corner_row(y_, item.h, item.radius);
        const int e = item.edge_width;
        in_edge_ = from_edge < e;
        inner_radius_ = std::max(0, item.radius - e);
        if (e > 0 && !in_edge_) {
            inner_ = corner_row(y_ - e, item.h - 2 * e, inner_radius_);
            inner_curved_ = from_edge - e < inner_radius_ ? inner_radius_ : 0;
        }
    }

    int curved() const { return curved_; }
    std::uint8_t coverage(int x) const {  // x from the left of the plate
        const int d = std::min(x, item_.w - 1 - x);
        return d < curved_ ? outer_.coverage[d] : 255;
    }
    int edge(int x) const {
        const int d = std::min(x, item_.w - 1 - x), e = item_.edge_width;
        const int outer = d < curved_ ? outer_.coverage[d] : 255;
        if (in_edge_ || d < e) {
            return outer;
        }
        const int inner = d - e < inner_curved_ ? inner_.coverage[d - e] : 255;
        return std::max(0, outer - inner);
    }
    bool in_edge() const { return in_edge_; }
    int edge_reach() const { return std::max<int>(curved_, item_.edge_width); }

  private:
    const Item& item_;
    int y_, curved_ = 0, inner_curved_ = 0, inner_radius_ = 0;
    bool in_edge_ = false;
    CornerRow outer_{kFull}, inner_{kFull};
};

void plate(const Pixels& target, const Box& part, const Item& item, const Sprite* picture) {
    const bool opaque = picture != nullptr || (item.colour0 >> 24) == 255;
    const bool filled = picture != nullptr || (item.colour0 >> 24) != 0;
    const std::uint32_t flat = pixel::premultiply(item.colour0);
    const std::uint32_t edge = pixel::premultiply(item.edge);
    for (int y = part.y; y < part.y + part.h; ++y) {
        std::uint32_t* row = row_of(target, y);
        const PlateRow shape(item, y);
        pixel::Pattern pattern{};
        const std::uint32_t* from = nullptr;  // the picture's pixel for x = 0 of the target
        if (picture != nullptr) {
            const int line = std::clamp(y - item.y + item.sprite_y, 0, picture->height - 1);
            from = picture->colour.data() + static_cast<std::ptrdiff_t>(line) * picture->width - item.x + item.sprite_x;
        } else if (opaque) {
            pattern = pixel::gradient(item.colour0, item.colour1, item.gradient_top, item.gradient_bottom, y);
        }
        const int left = item.x + shape.curved(), right = item.x + item.w - shape.curved();
        const auto curved = [&](int x0, int x1) {
            for (int x = x0; x < x1; ++x) {
                const std::uint32_t source = from != nullptr ? from[x] : opaque ? pattern[static_cast<std::size_t>(x & 7)] : flat;
                row[x] = pixel::over(pixel::scale(source, shape.coverage(x - item.x)), row[x]);
            }
        };
        if (filled) {
            const int x0 = std::clamp(left, part.x, part.x + part.w), x1 = std::clamp(right, x0, part.x + part.w);
            curved(part.x, x0);
            if (from != nullptr) {
                std::copy(from + x0, from + x1, row + x0);
            } else if (opaque) {
                pixel::fill(row, x0, x1 - x0, pattern);
            } else {
                pixel::blend(row + x0, x1 - x0, flat);
            }
            curved(x1, part.x + part.w);
        }
        if (item.edge_width > 0) {
            const auto edged = [&](int x0, int x1) {
                for (int x = x0; x < x1; ++x) {
                    row[x] = pixel::over(pixel::scale(edge, static_cast<std::uint32_t>(shape.edge(x - item.x))), row[x]);
                }
            };
            const int reach = shape.edge_reach();
            const int x0 = std::clamp(item.x + reach, part.x, part.x + part.w);
            const int x1 = std::clamp(item.x + item.w - reach, x0, part.x + part.w);
            edged(part.x, x0);
            if (shape.in_edge()) {
                pixel::blend(row + x0, x1 - x0, edge);
            }
            edged(x1, part.x + part.w);
        }
    }
}

// A row's columns of a rounded box: the curved ends pixel by pixel, what lies between in one piece.
template <class Curved, class Straight>
void rounded(const Item& item, const Box& part, int y, Curved curved, Straight straight) {
    const PlateRow shape(item, y);
    const int x0 = std::clamp(item.x + shape.curved(), part.x, part.x + part.w);
    const int x1 = std::clamp(item.x + item.w - shape.curved(), x0, part.x + part.w);
    for (int x = part.x; x < x0; ++x) {
        curved(x, shape.coverage(x - item.x));
    }
    straight(x0, x1 - x0);
    for (int x = x1; x < part.x + part.w; ++x) {
        curved(x, shape.coverage(x - item.x));
    }
}

void video(const Pixels& target, const Box& part, const Item& item, Videos& videos) {
    std::vector<std::uint32_t> made;
    for (int y = part.y; y < part.y + part.h; ++y) {
        std::uint32_t* row = row_of(target, y);
        if (PlateRow(item, y).curved() == 0) {
            videos.row(item, y, part.x, part.w, row + part.x);
            continue;
        }
        made.resize(static_cast<std::size_t>(part.w));
        videos.row(item, y, part.x, part.w, made.data());
        const std::uint32_t* from = made.data() - part.x;
        rounded(item, part, y, [&](int x, std::uint32_t cover) { row[x] = pixel::over(pixel::scale(from[x], cover), row[x]); },
                [&](int x, int count) { std::copy_n(from + x, count, row + x); });
    }
}

// The factor of a row, from one opacity to the other.
pixel::Veil veil_at(const Item& item, int y) {
    const int span = std::max(1, item.gradient_bottom - item.gradient_top);
    const int at = std::clamp(2 * (y - item.gradient_top) + 1, 0, 2 * span);
    const auto upper = static_cast<int>(item.colour0 >> 24), lower = static_cast<int>(item.colour1 >> 24);
    return {item.colour0, upper * 256 + (lower - upper) * 256 * at / (2 * span)};
}

void scrim(const Pixels& target, const Box& part, const Item& item) {
    for (int y = part.y; y < part.y + part.h; ++y) {
        const pixel::Veil veil = veil_at(item, y);
        if (veil.through == 256) {
            continue;
        }
        std::uint32_t* row = row_of(target, y);
        rounded(item, part, y,
                [&](int x, std::uint32_t cover) { row[x] = pixel::scale(veil(row[x]), cover) + pixel::scale(row[x], 255 - cover); },
                [&](int x, int count) { pixel::veil(row + x, count, veil); });
    }
}

void hole(const Pixels& target, const Box& part, const Item& item) {
    for (int y = part.y; y < part.y + part.h; ++y) {
        std::uint32_t* row = row_of(target, y);
        rounded(item, part, y, [&](int x, std::uint32_t cover) { row[x] = pixel::scale(row[x], 255 - cover); },
                [&](int x, int count) { std::fill_n(row + x, count, 0u); });
    }
}

// Corners as baked, edges stretched from their last pixel, the middle left out. Baked as 2·slice square:
// left corner and its mirror side by side, so a row reads forwards.
void sliced(const Pixels& target, const Box& part, const Item& item, const Sprite& sprite) {
    const int s = item.slice, wide = 2 * s;
    const std::uint32_t colour = pixel::premultiply(item.colour0);
    const auto source = [&](const void* line, int x) -> std::uint32_t {
        return sprite.mask.empty() ? static_cast<const std::uint32_t*>(line)[x] : pixel::scale(colour, static_cast<const std::uint8_t*>(line)[x]);
    };
    const int half_w = item.w / 2, half_h = item.h / 2;
    const int left = item.x + std::min(s, half_w), right = item.x + item.w - std::min(s, item.w - half_w);
    for (int y = part.y; y < part.y + part.h; ++y) {
        const int from_top = y - item.y, from_bottom = item.h - 1 - from_top;
        const int line = from_top < half_h ? std::min(from_top, s - 1) : wide - 1 - std::min(from_bottom, s - 1);
        const void* pixels = sprite.mask.empty() ? static_cast<const void*>(sprite.colour.data() + static_cast<std::ptrdiff_t>(line) * wide)
                                                 : static_cast<const void*>(sprite.mask.data() + static_cast<std::ptrdiff_t>(line) * sprite.mask_stride());
        std::uint32_t* row = row_of(target, y);
        const int x0 = std::clamp(left, part.x, part.x + part.w), x1 = std::clamp(right, x0, part.x + part.w);
        for (int x = part.x; x < x0; ++x) {
            row[x] = pixel::over(source(pixels, x - item.x), row[x]);
        }
        const bool middle = from_top >= s && from_bottom >= s;
        if (const std::uint32_t stretched = source(pixels, s - 1); !middle && stretched != 0) {
            pixel::blend(row + x0, x1 - x0, stretched);
        }
        for (int x = x1; x < part.x + part.w; ++x) {
            row[x] = pixel::over(source(pixels, wide - (item.x + item.w - x)), row[x]);
        }
    }
}

struct Unref {
    void operator()(pixman_image_t* image) const { pixman_image_unref(image); }
};
using Image = std::unique_ptr<pixman_image_t, Unref>;

Image solid(std::uint32_t colour) {
    const std::uint32_t p = pixel::premultiply(colour);
    const auto wide = [](std::uint32_t v) { return static_cast<std::uint16_t>((v & 255) * 257); };
    const pixman_color_t value{wide(p >> 16), wide(p >> 8), wide(p), wide(p >> 24)};
    return Image(pixman_image_create_solid_fill(&value));
}

void sprite(pixman_image_t* onto, const Box& part, const Item& item, Sprites& sprites) {
    pixman_image_t* image = sprites.image(item.sprite);
    if (image == nullptr) {
        return;
    }
    const int sx = part.x - item.x + item.sprite_x, sy = part.y - item.y + item.sprite_y;
    if (item.kind == ItemKind::Mask) {
        const Image colour = solid(item.colour0);
        pixman_image_composite32(PIXMAN_OP_OVER, colour.get(), image, onto, 0, 0, sx, sy, part.x, part.y, part.w, part.h);
        return;
    }
    const Image fade = item.alpha == 255 ? nullptr : solid(static_cast<std::uint32_t>(item.alpha) << 24);
    pixman_image_composite32(PIXMAN_OP_OVER, image, fade.get(), onto, sx, sy, 0, 0, part.x, part.y, part.w, part.h);
}

// Hides all that was painted before it in this box.
bool hides(const Item& item, const Box& clip) {
    if (item.kind == ItemKind::Copy) {
        return true;
    }
    const int r = item.radius;
    const bool opaque = item.kind == ItemKind::Video || item.kind == ItemKind::Hole || item.kind == ItemKind::Plate;
    return opaque && (item.kind != ItemKind::Plate || (item.colour0 >> 24) == 255 || item.sprite != 0) && clip.x >= item.x + r && clip.y >= item.y + r &&
           clip.x + clip.w <= item.x + item.w - r && clip.y + clip.h <= item.y + item.h - r;
}

}  // namespace

const std::vector<std::uint8_t>& corner(int radius) {
    static std::unordered_map<int, std::vector<std::uint8_t>> made;  // one small table a radius of the design
    auto& table = made[radius];
    if (table.empty() && radius > 0) {
        for (int y = 0; y < radius; ++y) {
            for (int x = 0; x < radius; ++x) {
                const double away = std::hypot(radius - x - 0.5, radius - y - 0.5);
                table.push_back(static_cast<std::uint8_t>(std::lround(255 * std::clamp(radius - away + 0.5, 0.0, 1.0))));
            }
        }
    }
    return table;
}

void paint(Pixels target, const Box& clip, const List& list, Sprites& sprites, Videos& videos) {
    const Image onto(pixman_image_create_bits(PIXMAN_a8r8g8b8, target.width, target.height, target.data, target.stride));
    std::size_t first = 0;
    for (std::size_t i = list.size(); i-- > 0;) {
        if (hides(list[i], clip)) {
            first = i;
            break;
        }
    }
    for (std::size_t i = first; i < list.size(); ++i) {
        const Item& item = list[i];
        const Box part = meet(box(item), clip);
        if (part.w <= 0 || part.h <= 0) {
            continue;
        }
        switch (item.kind) {
            case ItemKind::Copy: copy(target, part, item); break;
            case ItemKind::Plate: plate(target, part, item, item.sprite == 0 ? nullptr : sprites.find(item.sprite)); break;
            case ItemKind::Video: video(target, part, item, videos); break;
            case ItemKind::Scrim: scrim(target, part, item); break;
            case ItemKind::Hole: hole(target, part, item); break;
            case ItemKind::Over:
            case ItemKind::Mask:
                if (item.slice > 0) {
                    if (const Sprite* found = sprites.find(item.sprite)) {
                        sliced(target, part, item, *found);
                    }
                } else {
                    sprite(onto.get(), part, item, sprites);
                }
                break;
        }
    }
}

}  // namespace anju::paint
