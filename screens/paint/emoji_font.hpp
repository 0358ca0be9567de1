// SPDX-License-Identifier: Apache-2.0
// Pictures among the letters: a font of coloured bitmaps, opened with the first of them, scaled, in a bounded cache.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "screens/paint/ligatures.hpp"

struct FT_LibraryRec_;

namespace anju::paint {

// A picture in a line of characters: its glyph, in the last plane for private use, which no text brings here.
inline constexpr char32_t kPictures = 0xF0000;
constexpr bool is_picture(char32_t c) { return c >= kPictures && c < kPictures + 0xFFFE; }

struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint32_t> colour;  // premultiplied 0xAARRGGBB
};

class EmojiFont {
  public:
    // Empty: Debian's. Nothing is opened yet.
    EmojiFont(FT_LibraryRec_* library, std::string file);
    ~EmojiFont();

    // One cluster as pictures and letters: one picture where the font has it, else its parts: the hand without its
    // skin, the persons of a family, the letters of a flag, the figure of a key. Empty: nothing of it can be drawn.
    std::u32string drawn(std::u32string_view cluster);
    // What a picture stands for, in UTF-8.
    std::string_view spelled(char32_t picture) const;
    // Scaled for letters of `size` pixels an em; until the next call.
    const Picture& picture(char32_t picture, double size);

    // In ems: as wide as the font itself has it, a little less; its middle is that of an ideograph.
    static constexpr double kAdvance = 1.18, kMiddle = 0.38;

    bool open() const { return file_ != nullptr; }
    std::size_t bytes() const { return bytes_; }
    static constexpr std::size_t kMostBytes = 2'000'000;

  private:
    struct File;
    File* file();
    bool can_draw(std::uint16_t glyph);
    const Picture* load(std::uint16_t glyph);

    FT_LibraryRec_* library_;
    std::string path_;
    bool tried_ = false;
    std::unique_ptr<File> file_;
    Ligatures ligatures_;
    Picture loaded_, nothing_;
    std::uint32_t loaded_glyph_ = ~0U;
    std::unordered_map<std::uint16_t, bool> known_;            // a font has some thousands of glyphs
    std::unordered_map<std::uint16_t, std::string> spelled_;
    std::unordered_map<std::uint64_t, Picture> scaled_;
    std::size_t bytes_ = 0;
};

// By cubic splines over the area of each pixel (Catmull and Rom), premultiplied as it is.
Picture scaled(const Picture& from, int width, int height);

}  // namespace anju::paint
