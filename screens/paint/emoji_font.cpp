// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/emoji_font.hpp"

#include <ft2build.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "screens/paint/mapped_file.hpp"

namespace anju::paint {

namespace {

constexpr const char* kColour = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";
constexpr int kMostBitmapSide = 512;                    // of a bitmap; Noto's is 136 × 128
constexpr FT_ULong kMostTable = 1'000'000;        // bytes; Noto's is 51 kB
constexpr FT_ULong kGsub = 0x47535542;            // "GSUB"
constexpr char32_t kJoiner = 0x200D, kFirstFlagLetter = 0x1F1E6, kLastFlagLetter = 0x1F1FF;
constexpr std::size_t kMostParts = 32;            // of a cluster: longer ones are nobody's picture

bool has(char32_t c, UProperty property) { return u_hasBinaryProperty(static_cast<UChar32>(c), property) != 0; }

// Says how another looks: what remains of it alone means nothing.
bool only_says_how(char32_t c, char32_t before) {
    const auto type = u_charType(static_cast<UChar32>(c));
    return type == U_FORMAT_CHAR || type == U_ENCLOSING_MARK || type == U_NON_SPACING_MARK || (has(c, UCHAR_EMOJI_MODIFIER) && before != 0) ||
           (before == kJoiner && (c == 0x2640 || c == 0x2642));  // ♀ ♂
}

double spline(double x) {
    x = std::abs(x);
    return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

struct Share {
    int first = 0;
    std::vector<float> of;
};

// For each pixel to be made, how much of which it takes.
std::vector<Share> shares(int from, int to) {
    const double ratio = static_cast<double>(from) / to, wide = std::max(1.0, ratio);
    std::vector<Share> out(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const double middle = (i + 0.5) * ratio;
        const int first = std::max(0, static_cast<int>(std::floor(middle - 2 * wide))), last = std::min(from, static_cast<int>(std::ceil(middle + 2 * wide)));
        Share& share = out[static_cast<std::size_t>(i)];
        share.first = first;
        double sum = 0;
        for (int k = first; k < last; ++k) {
            const double part = spline((k + 0.5 - middle) / wide);
            share.of.push_back(static_cast<float>(part));
            sum += part;
        }
        for (auto& part : share.of) {
            part = static_cast<float>(part / sum);
        }
    }
    return out;
}

}  // namespace

Picture scaled(const Picture& from, int width, int height) {
    Picture made;
    if (from.width < 1 || from.height < 1 || width < 1 || height < 1) {
        return made;
    }
    made.width = width;
    made.height = height;
    const auto across = shares(from.width, width), down = shares(from.height, height);
    using Pixel = std::array<float, 4>;
    std::vector<Pixel> rows(static_cast<std::size_t>(width) * static_cast<std::size_t>(from.height));
    for (int y = 0; y < from.height; ++y) {
        const std::uint32_t* row = from.colour.data() + static_cast<std::ptrdiff_t>(y) * from.width;
        for (int x = 0; x < width; ++x) {
            const Share& share = across[static_cast<std::size_t>(x)];
            Pixel& sum = rows[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
            for (std::size_t k = 0; k < share.of.size(); ++k) {
                const std::uint32_t one = row[static_cast<std::size_t>(share.first) + k];
                for (unsigned c = 0; c < 4; ++c) {
                    sum[c] += share.of[k] * static_cast<float>((one >> (8 * c)) & 255);
                }
            }
        }
    }
    for (int y = 0; y < height; ++y) {
        const Share& share = down[static_cast<std::size_t>(y)];
        for (int x = 0; x < width; ++x) {
            Pixel sum{};
            for (std::size_t k = 0; k < share.of.size(); ++k) {
                const Pixel& one = rows[(static_cast<std::size_t>(share.first) + k) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
                for (unsigned c = 0; c < 4; ++c) {
                    sum[c] += share.of[k] * one[c];
                }
            }
            // A spline overshoots: no colour may be more than its opacity.
            const float alpha = std::clamp(std::round(sum[3]), 0.0F, 255.0F);
            std::uint32_t pixel = static_cast<std::uint32_t>(alpha) << 24;
            for (unsigned c = 0; c < 3; ++c) {
                pixel |= static_cast<std::uint32_t>(std::clamp(std::round(sum[c]), 0.0F, alpha)) << (8 * c);
            }
            made.colour.push_back(pixel);
        }
    }
    return made;
}

struct EmojiFont::File {
    MappedFile mapped;
    FT_Face face = nullptr;
    File(FT_Library library, const std::string& path) : mapped(path) {
        if (mapped.data() == nullptr || FT_New_Memory_Face(library, mapped.data(), static_cast<FT_Long>(mapped.size()), 0, &face) != 0) {
            face = nullptr;
            return;
        }
        // FT_Request_Size refuses a font of bitmaps.
        if (face->num_fixed_sizes < 1 || FT_Select_Size(face, 0) != 0) {
            FT_Done_Face(face);
            face = nullptr;
        }
    }
    ~File() {
        if (face != nullptr) {
            FT_Done_Face(face);
        }
    }
    std::vector<std::uint8_t> table(FT_ULong tag) const {
        FT_ULong size = 0;
        std::vector<std::uint8_t> bytes;
        if (FT_Load_Sfnt_Table(face, tag, 0, nullptr, &size) == 0 && size <= kMostTable) {
            bytes.resize(size);
            if (FT_Load_Sfnt_Table(face, tag, 0, bytes.data(), &size) != 0) {
                bytes.clear();
            }
        }
        return bytes;
    }
};

EmojiFont::EmojiFont(FT_Library library, std::string file) : library_(library), path_(file.empty() ? kColour : std::move(file)) {}

EmojiFont::~EmojiFont() = default;

EmojiFont::File* EmojiFont::file() {
    if (!tried_) {
        tried_ = true;
        file_ = std::make_unique<File>(library_, path_);
        if (file_->face == nullptr) {
            file_.reset();
        } else {
            ligatures_ = Ligatures(file_->table(kGsub));
        }
    }
    return file_.get();
}

const Picture* EmojiFont::load(std::uint16_t glyph) {
    if (loaded_glyph_ == glyph) {
        return &loaded_;
    }
    loaded_glyph_ = ~0U;
    const File* font = file();
    if (font == nullptr || FT_Load_Glyph(font->face, glyph, FT_LOAD_COLOR) != 0) {
        return nullptr;
    }
    const FT_Bitmap& bitmap = font->face->glyph->bitmap;
    const int width = static_cast<int>(bitmap.width), height = static_cast<int>(bitmap.rows);
    if (bitmap.pixel_mode != FT_PIXEL_MODE_BGRA || width < 1 || height < 1 || width > kMostBitmapSide || height > kMostBitmapSide) {
        return nullptr;
    }
    loaded_ = {width, height, {}};
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch;
        for (int x = 0; x < width; ++x, row += 4) {
            loaded_.colour.push_back(static_cast<std::uint32_t>(row[3]) << 24 | static_cast<std::uint32_t>(row[2]) << 16 | static_cast<std::uint32_t>(row[1]) << 8 | row[0]);
        }
    }
    loaded_glyph_ = glyph;
    return &loaded_;
}

bool EmojiFont::can_draw(std::uint16_t glyph) {
    auto [known, added] = known_.try_emplace(glyph, false);
    if (added && glyph != 0) {
        const Picture* here = load(glyph);
        known->second = here != nullptr && std::ranges::any_of(here->colour, [](std::uint32_t pixel) { return (pixel >> 24) != 0; });
    }
    return known->second;
}

std::u32string EmojiFont::drawn(std::u32string_view cluster) {
    std::u32string parts, out;
    for (const char32_t c : cluster) {
        if (!has(c, UCHAR_VARIATION_SELECTOR) && parts.size() < kMostParts) {
            parts.push_back(c);
        }
    }
    std::vector<std::uint16_t> glyphs;
    for (const char32_t c : parts) {
        glyphs.push_back(file() == nullptr ? std::uint16_t{0} : static_cast<std::uint16_t>(FT_Get_Char_Index(file()->face, c)));
    }
    const auto add = [&](std::uint16_t glyph, std::u32string_view of) {
        out.push_back(kPictures + glyph);
        auto& spelled = spelled_[glyph];
        if (spelled.empty()) {
            icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(of.data()), static_cast<int32_t>(of.size())).toUTF8String(spelled);
        }
    };
    for (std::size_t i = 0; i < parts.size();) {
        const char32_t c = parts[i], before = i > 0 ? parts[i - 1] : 0;
        if (const auto one = ligatures_.longest(std::span(glyphs).subspan(i)); one && can_draw(one->glyph)) {
            add(one->glyph, std::u32string_view(parts).substr(i, one->of));
            i += one->of;
            continue;
        }
        ++i;
        if (only_says_how(c, before)) {
            continue;
        }
        if (c >= kFirstFlagLetter && c <= kLastFlagLetter) {
            out.push_back(U'A' + (c - kFirstFlagLetter));
        } else if (c < 0x80) {
            out.push_back(c);
        } else if (can_draw(glyphs[i - 1])) {
            add(glyphs[i - 1], std::u32string_view(parts).substr(i - 1, 1));
        }
    }
    return out;
}

std::string_view EmojiFont::spelled(char32_t picture) const {
    const auto found = spelled_.find(static_cast<std::uint16_t>(picture - kPictures));
    return found == spelled_.end() ? std::string_view{} : found->second;
}

const Picture& EmojiFont::picture(char32_t picture, double size) {
    const auto glyph = static_cast<std::uint16_t>(picture - kPictures);
    const int width = std::max(1, static_cast<int>(std::lround(size * kAdvance)));
    const std::uint64_t key = static_cast<std::uint64_t>(glyph) << 32 | static_cast<std::uint32_t>(width);
    if (const auto found = scaled_.find(key); found != scaled_.end()) {
        return found->second;
    }
    const Picture* from = load(glyph);
    if (from == nullptr) {
        return nothing_;
    }
    Picture made = scaled(*from, width, std::max(1, static_cast<int>(std::lround(static_cast<double>(width) * from->height / from->width))));
    if (bytes_ + made.colour.size() * 4 > kMostBytes) {  // lines of text are baked already: start again
        scaled_.clear();
        bytes_ = 0;
    }
    bytes_ += made.colour.size() * 4;
    return scaled_.emplace(key, std::move(made)).first->second;
}

}  // namespace anju::paint
