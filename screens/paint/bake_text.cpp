// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/bake_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "screens/paint/pixel.hpp"
#include "screens/paint/text.hpp"

namespace anju::paint {

namespace {

struct Placed {
    char32_t c;
    int x, quarter;
};

bool has_pictures(std::u32string_view line) { return std::ranges::any_of(line, is_picture); }

// The middle of a picture above the base line, and where it begins.
int top_of(const Picture& picture, double size) { return static_cast<int>(std::lround(EmojiFont::kMiddle * size + picture.height / 2.0)); }

void put_letter(Sprite& onto, const Glyph& glyph, int x, int y) {
    const int stride = onto.mask_stride();
    for (int row = 0; row < glyph.height; ++row) {
        std::uint8_t* to = onto.mask.data() + static_cast<std::ptrdiff_t>(y + row) * stride + x;
        const std::uint8_t* from = glyph.coverage.data() + static_cast<std::ptrdiff_t>(row) * glyph.width;
        for (int i = 0; i < glyph.width; ++i) {
            to[i] = std::max(to[i], from[i]);
        }
    }
}

std::uint32_t tinted(std::uint32_t pixel, Colour tint) {
    std::uint32_t out = pixel & 0xFF000000u;
    for (int shift = 0; shift < 24; shift += 8) {
        out |= (((pixel >> shift) & 255) * ((tint >> shift) & 255) + 127) / 255 << shift;
    }
    return out;
}

void put_picture(Sprite& onto, const Picture& picture, int x, int y, const Ink& ink) {
    for (int row = 0; row < picture.height; ++row) {
        std::uint32_t* to = onto.colour.data() + static_cast<std::ptrdiff_t>(y + row) * onto.width + x;
        const std::uint32_t* from = picture.colour.data() + static_cast<std::ptrdiff_t>(row) * picture.width;
        for (int i = 0; i < picture.width; ++i) {
            to[i] = pixel::over(pixel::scale(tinted(from[i], ink.tint), ink.letters >> 24), to[i]);
        }
    }
}

// Coverage becomes the colour of the letters.
void colour_letters(Sprite& made, Colour letters) {
    const std::uint32_t colour = pixel::premultiply(letters);
    const int stride = made.mask_stride();
    made.colour.resize(static_cast<std::size_t>(made.width) * static_cast<std::size_t>(made.height));
    for (int y = 0; y < made.height; ++y) {
        for (int x = 0; x < made.width; ++x) {
            made.colour[static_cast<std::size_t>(y * made.width + x)] = pixel::scale(colour, made.mask[static_cast<std::size_t>(y * stride + x)]);
        }
    }
    made.mask.clear();
    made.mask.shrink_to_fit();
}

}  // namespace

Sprite bake_text(std::u32string_view line, Fonts& fonts, Weight weight, double size, const Ink& ink) {
    std::vector<Placed> placed;
    double pen = 0;
    int left = 0, right = 1, top = 0, bottom = -1;
    const auto reach = [&](int x, int above, int width, int height) {
        left = std::min(left, x);
        right = std::max(right, x + width);
        top = std::max(top, above);
        bottom = std::max(bottom, height - above);
    };
    for (const char32_t c : line) {
        const int quarters = static_cast<int>(std::lround(pen * 4)), x = quarters >> 2;
        if (is_picture(c)) {
            const Picture& picture = fonts.emoji().picture(c, size);
            if (picture.width > 0) {
                reach(x, top_of(picture, size), picture.width, picture.height);
            }
        } else if (const Glyph& glyph = fonts.glyph(c, weight, size, quarters & 3); glyph.width > 0) {
            reach(x + glyph.left, glyph.top, glyph.width, glyph.height);
        }
        placed.push_back({c, x, quarters & 3});
        pen += fonts.advance(c, weight, size);
    }
    Sprite made;
    made.width = right - left;
    made.height = std::max(1, top + bottom);
    made.left = left;
    made.top = -top;
    made.mask.resize(static_cast<std::size_t>(made.mask_stride()) * static_cast<std::size_t>(made.height));
    for (const Placed& p : placed) {
        if (!is_picture(p.c)) {
            const Glyph& glyph = fonts.glyph(p.c, weight, size, p.quarter);
            put_letter(made, glyph, p.x + glyph.left - left, top - glyph.top);
        }
    }
    if (has_pictures(line)) {
        colour_letters(made, ink.letters);
        for (const Placed& p : placed) {
            if (is_picture(p.c)) {
                const Picture& picture = fonts.emoji().picture(p.c, size);
                put_picture(made, picture, p.x - left, top - top_of(picture, size), ink);
            }
        }
    }
    return made;
}

std::string baked_with(std::u32string_view line, const Ink& ink) {
    return has_pictures(line) ? fmt::format("{:x}-{:x}", ink.letters, ink.tint) : std::string{};
}

std::string spell(std::u32string_view line, Fonts& fonts) {
    std::string out;
    for (std::size_t from = 0; from < line.size();) {
        std::size_t to = from;
        while (to < line.size() && !is_picture(line[to])) {
            ++to;
        }
        out += to_utf8(line.substr(from, to - from));
        if (to < line.size()) {
            out += fonts.emoji().spelled(line[to++]);
        }
        from = to;
    }
    return out;
}

}  // namespace anju::paint
