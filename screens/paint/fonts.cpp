// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/fonts.hpp"

#include <ft2build.h>
#include <unistd.h>

#include FT_FREETYPE_H
#include FT_ADVANCES_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <stdexcept>

#include "screens/paint/canvas.hpp"
#include "screens/paint/mapped_file.hpp"

namespace anju::paint {

namespace {

constexpr const char* kNoto = "/usr/share/fonts/opentype/noto/NotoSansCJK-";
constexpr const char* kMicroHei = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc";
constexpr std::initializer_list<const char*> kOthers = {
    kMicroHei,
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
};

bool readable(const std::string& path) { return !path.empty() && access(path.c_str(), R_OK) == 0; }

std::string find(std::string wanted, std::initializer_list<const char*> weights, FontChoice choice) {
    if (readable(wanted)) {
        return wanted;
    }
    if (choice == FontChoice::MicroHei) {  // one weight stands for all
        return readable(kMicroHei) ? kMicroHei : "";
    }
    for (const char* weight : weights) {
        if (std::string path = std::string(kNoto) + weight + ".ttc"; readable(path)) {
            return path;
        }
    }
    if (choice == FontChoice::Noto) {
        return {};
    }
    for (const char* path : kOthers) {
        if (readable(path)) {
            return path;
        }
    }
    return {};
}

const char* missing(FontChoice choice) {
    switch (choice) {
        case FontChoice::Automatic: break;
        case FontChoice::Noto: return "The font Noto Sans CJK is not installed: Debian's package fonts-noto-cjk has it.";
        case FontChoice::MicroHei: return "The font WenQuanYi Micro Hei is not installed: Debian's package fonts-wqy-microhei has it.";
    }
    return "No Chinese font is installed: Debian's package fonts-noto-cjk has one.";
}

}  // namespace

std::string font_file(FontChoice choice) {
    auto file = find({}, {"Regular"}, choice);
    if (file.empty()) {
        throw std::runtime_error(missing(choice));
    }
    return file;
}

struct Fonts::Library {
    FT_Library handle = nullptr;
    Library() {
        if (FT_Init_FreeType(&handle) != 0) {
            throw std::runtime_error("the font library does not start");
        }
    }
    ~Library() { FT_Done_FreeType(handle); }
};

struct Fonts::File {
    std::string path;
    MappedFile mapped;
    FT_Face face = nullptr;
    double scaled = 0;
    double digit = 0;  // widest digit, ems

    File(FT_Library library, std::string name) : path(std::move(name)), mapped(path) {
        if (mapped.data() == nullptr) {
            return;
        }
        // Noto's collections hold JP, KR, SC, TC, HK in this order; the third is ours.
        const bool noto = path.find("NotoSansCJK") != std::string::npos;
        if (FT_New_Memory_Face(library, mapped.data(), static_cast<FT_Long>(mapped.size()), noto ? 2 : 0, &face) != 0) {
            face = nullptr;
            return;
        }
        for (char32_t c = U'0'; c <= U'9'; ++c) {
            digit = std::max(digit, advance(FT_Get_Char_Index(face, c)));
        }
    }
    ~File() {
        if (face != nullptr) {
            FT_Done_Face(face);
        }
    }
    double advance(FT_UInt index) const {
        FT_Fixed units = 0;
        if (FT_Get_Advance(face, index, FT_LOAD_NO_SCALE, &units) != 0) {
            return 0;
        }
        return static_cast<double>(units) / face->units_per_EM;
    }
    void scale(double pixels) {
        if (pixels != scaled) {
            FT_Set_Char_Size(face, 0, std::lround(pixels * 64), 72, 72);
            scaled = pixels;
        }
    }
};

Fonts::Fonts(std::string regular, std::string medium, std::string bold, FontChoice choice, std::string emoji)
    : library_(std::make_unique<Library>()), emoji_(std::make_unique<EmojiFont>(library_->handle, std::move(emoji))) {
    const auto add = [&](const std::string& path) -> File* {
        if (path.empty()) {
            return nullptr;
        }
        for (const auto& known : files_) {
            if (known->path == path) {
                return known.get();
            }
        }
        auto made = std::make_unique<File>(library_->handle, path);
        if (made->face == nullptr) {
            return nullptr;
        }
        files_.push_back(std::move(made));
        return files_.back().get();
    };
    by_weight_[0] = add(find(std::move(regular), {"Regular"}, choice));
    by_weight_[1] = add(find(std::move(medium), {"Medium", "Regular"}, choice));
    by_weight_[2] = add(find(std::move(bold), {"Bold"}, choice));
    for (auto& face : by_weight_) {
        face = face != nullptr ? face : by_weight_[0];
    }
    if (by_weight_[0] == nullptr) {
        throw std::runtime_error(missing(choice));
    }
}

Fonts::~Fonts() = default;

Fonts::File* Fonts::primary(Weight weight) const { return by_weight_[static_cast<std::size_t>(weight)]; }

Fonts::File& Fonts::file(char32_t c, Weight weight, std::uint32_t& index) {
    File* first = primary(weight);
    index = FT_Get_Char_Index(first->face, c);
    if (index == 0) {
        for (const auto& other : files_) {
            if (const auto found = FT_Get_Char_Index(other->face, c); found != 0) {
                index = found;
                return *other;
            }
        }
    }
    return *first;
}

bool Fonts::has(char32_t c, Weight weight) {
    if (is_picture(c)) {
        return true;
    }
    std::uint32_t index = 0;
    file(c, weight, index);
    return index != 0;
}

double Fonts::advance(char32_t c, Weight weight, double size) {
    if (is_picture(c)) {
        return EmojiFont::kAdvance * size;
    }
    auto& known = advances_[static_cast<std::size_t>(weight)];
    auto found = known.find(c);
    if (found == known.end()) {
        if (known.size() > 4096) {
            known.clear();
        }
        std::uint32_t index = 0;
        File& from = file(c, weight, index);
        const double ems = c >= U'0' && c <= U'9' ? from.digit : from.advance(index);
        found = known.emplace(c, static_cast<float>(ems)).first;
    }
    return found->second * size;
}

double Fonts::width(std::u32string_view text, Weight weight, double size) {
    double sum = 0;
    for (const char32_t c : text) {
        sum += advance(c, weight, size);
    }
    return sum;
}

std::string Fonts::name(Weight weight) const {
    const FT_Face face = primary(weight)->face;
    const std::string family = face->family_name != nullptr ? face->family_name : "?";
    return face->style_name != nullptr ? family + " " + face->style_name : family;
}

FontFile Fonts::mapped(Weight weight) const {
    const File& file = *primary(weight);
    const double line = static_cast<double>(file.face->ascender - file.face->descender) / file.face->units_per_EM;
    return {file.mapped.data(), file.mapped.size(), static_cast<int>(file.face->face_index), line};
}

const Glyph& Fonts::glyph(char32_t c, Weight weight, double size, int quarter) {
    if (is_picture(c)) {
        return nothing_;
    }
    const auto sized = static_cast<std::uint64_t>(std::lround(size * 64));
    const std::uint64_t key = (static_cast<std::uint64_t>(c) << 36) | (sized << 8) |
                              (static_cast<std::uint64_t>(weight) << 4) | static_cast<std::uint64_t>(quarter);
    if (const auto found = glyphs_.find(key); found != glyphs_.end()) {
        return found->second;
    }
    std::uint32_t index = 0;
    File& from = file(c, weight, index);
    from.scale(size);
    if (FT_Load_Glyph(from.face, index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
        from.face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return nothing_;
    }
    const FT_GlyphSlot slot = from.face->glyph;
    double shift = quarter / 4.0;
    if (c >= U'0' && c <= U'9') {  // narrower digits stand in the middle of their cell
        shift += (from.digit - from.advance(index)) * size / 2;
    }
    FT_Outline_Translate(&slot->outline, std::lround(shift * 64), 0);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) {
        return nothing_;
    }
    Glyph made{slot->bitmap_left, slot->bitmap_top, static_cast<int>(slot->bitmap.width), static_cast<int>(slot->bitmap.rows), {}};
    made.coverage.resize(static_cast<std::size_t>(made.width) * static_cast<std::size_t>(made.height));
    for (int row = 0; row < made.height; ++row) {
        std::copy_n(slot->bitmap.buffer + row * slot->bitmap.pitch, made.width,
                    made.coverage.begin() + static_cast<std::ptrdiff_t>(row) * made.width);
    }
    if (bytes_ + made.coverage.size() > kMostBytes) {  // lines of text are baked already: start again
        glyphs_.clear();
        bytes_ = 0;
    }
    bytes_ += made.coverage.size();
    return glyphs_.emplace(key, std::move(made)).first->second;
}

}  // namespace anju::paint
