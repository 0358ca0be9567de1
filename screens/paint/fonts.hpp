// SPDX-License-Identifier: Apache-2.0
// Glyphs out of mapped font files: no hinting, own bounded cache, digits all of one width. Pictures are one more kind of
// character: kPictures and the glyph.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "screens/paint/emoji_font.hpp"

namespace anju::paint {

enum class Weight : std::uint8_t { Regular, Medium, Bold };

enum class FontChoice : std::uint8_t;  // canvas.hpp

struct Glyph {
    int left = 0, top = 0;  // of the coverage, from the pen on the base line; top is upwards
    int width = 0, height = 0;
    std::vector<std::uint8_t> coverage;
};

// A font file as it lies in memory, for those who draw letters themselves.
struct FontFile {
    const void* data = nullptr;
    std::size_t size = 0;
    int face = 0;     // in a collection
    double line = 1;  // height of a line, in ems
};

class Fonts {
  public:
    // Empty names: found among the usual places. Throws std::runtime_error where the font chosen, or any, is missing.
    Fonts(std::string regular, std::string medium, std::string bold, FontChoice choice = {}, std::string emoji = {});
    ~Fonts();

    // Width in pixels at `size` pixels an em.
    double advance(char32_t c, Weight weight, double size);
    double width(std::u32string_view text, Weight weight, double size);
    bool has(char32_t c, Weight weight);
    // `quarter`: the pen's place between two pixels, in quarters.
    const Glyph& glyph(char32_t c, Weight weight, double size, int quarter);
    EmojiFont& emoji() { return *emoji_; }

    std::string name(Weight weight) const;  // family and style, as the file has them
    FontFile mapped(Weight weight) const;   // as long as these fonts

    std::size_t bytes() const { return bytes_; }
    static constexpr std::size_t kMostBytes = 1'500'000;

  private:
    struct File;
    struct Library;
    File& file(char32_t c, Weight weight, std::uint32_t& index);
    File* primary(Weight weight) const;

    std::unique_ptr<Library> library_;
    std::unique_ptr<EmojiFont> emoji_;
    std::vector<std::unique_ptr<File>> files_;
    std::array<File*, 3> by_weight_{};
    std::unordered_map<std::uint64_t, Glyph> glyphs_;
    std::array<std::unordered_map<char32_t, float>, 3> advances_;  // in ems
    std::size_t bytes_ = 0;
    Glyph nothing_;
};

}  // namespace anju::paint
