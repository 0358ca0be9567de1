// SPDX-License-Identifier: Apache-2.0
#include "screens/emoji.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

namespace anju::screens {
namespace {

constexpr UChar32 kTextSelector = 0xFE0E, kPictureSelector = 0xFE0F, kKeycap = 0x20E3, kJoiner = 0x200D;
constexpr std::size_t kMostNamed = 3;  // a voice that names twenty hearts is no help

UChar32 next(std::string_view utf8, int32_t& at) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const uint8_t*>(utf8.data()), at, static_cast<int32_t>(utf8.size()), c);
    return c;
}

bool has(UChar32 c, UProperty property) { return c >= 0 && u_hasBinaryProperty(c, property) != 0; }
bool unseen(UChar32 c) {
    return c < 0 || u_isUWhiteSpace(c) != 0 || u_charType(c) == U_CONTROL_CHAR || u_charType(c) == U_FORMAT_CHAR || has(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool all_unseen(std::string_view cluster) {
    for (int32_t at = 0; at < static_cast<int32_t>(cluster.size());) {
        if (!unseen(next(cluster, at))) {
            return false;
        }
    }
    return true;
}

// 👍🏻 → 👍, 1️⃣ → 1: what the names of pictures are listed under, and no colour of anybody's skin.
std::string named(std::string_view picture) {
    std::string out;
    for (int32_t at = 0; at < static_cast<int32_t>(picture.size());) {
        const int32_t from = at;
        const UChar32 c = next(picture, at);
        const bool tone = has(c, UCHAR_EMOJI_MODIFIER) && from > 0;
        if (c >= 0 && !tone && c != kPictureSelector && c != kTextSelector && c != kKeycap) {
            out += picture.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from));
        }
    }
    return out;
}

}  // namespace

bool may_hold_pictures(std::string_view utf8) {
    for (int32_t at = 0; at < static_cast<int32_t>(utf8.size());) {
        if (static_cast<unsigned char>(utf8[static_cast<std::size_t>(at)]) < 0x80) {
            ++at;
            continue;
        }
        const UChar32 c = next(utf8, at);
        if (c == kPictureSelector || c == kKeycap || has(c, UCHAR_EMOJI)) {
            return true;
        }
    }
    return false;
}

bool is_picture(std::string_view cluster) {
    const auto size = static_cast<int32_t>(cluster.size());
    int32_t at = 0;
    while (at < size) {  // signs of direction may stand before it
        const int32_t from = at;
        if (!unseen(next(cluster, at))) {
            at = from;
            break;
        }
    }
    if (at >= size) {
        return false;
    }
    const UChar32 base = next(cluster, at);
    if (!has(base, UCHAR_EMOJI)) {
        return false;
    }
    const UChar32 after = at < size ? next(cluster, at) : 0;
    if (base < 0x80) {  // 0–9 # *: only the key of a telephone is a picture
        return after == kKeycap || (after == kPictureSelector && at < size && next(cluster, at) == kKeycap);
    }
    if (after == kTextSelector) {
        return false;
    }
    return has(base, UCHAR_EMOJI_PRESENTATION) || after == kPictureSelector || has(after, UCHAR_EMOJI_MODIFIER) || (after == kJoiner && at < size);
}

std::vector<Cluster> clusters(std::string_view utf8) {
    std::vector<Cluster> out;
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), error));
    UText* text = U_SUCCESS(error) ? utext_openUTF8(nullptr, utf8.data(), static_cast<int64_t>(utf8.size()), &error) : nullptr;
    if (U_FAILURE(error) || !breaks || text == nullptr) {  // no data of ICU: all is one, and no picture
        utext_close(text);
        return {{utf8, false}};
    }
    breaks->setText(text, error);
    int32_t from = breaks->first();
    for (int32_t to = breaks->next(); U_SUCCESS(error) && to != icu::BreakIterator::DONE; from = to, to = breaks->next()) {
        const auto one = utf8.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
        out.push_back({one, is_picture(one)});
    }
    utext_close(text);
    return out;
}

bool only_pictures(std::string_view utf8) {
    if (!may_hold_pictures(utf8)) {
        return false;
    }
    bool any = false;
    for (const auto& cluster : clusters(utf8)) {
        if (!cluster.picture && !all_unseen(cluster.text)) {
            return false;
        }
        any = any || cluster.picture;
    }
    return any;
}

std::string for_the_ear(std::string_view utf8) {
    if (!may_hold_pictures(utf8)) {
        return std::string(utf8);
    }
    std::string out;
    std::vector<std::string> run;
    for (const auto& cluster : clusters(utf8)) {
        if (!cluster.picture) {
            out += cluster.text;
            if (!all_unseen(cluster.text)) {
                run.clear();
            }
            continue;
        }
        auto name = named(cluster.text);
        if (run.size() < kMostNamed && std::ranges::find(run, name) == run.end()) {
            out += name;
            run.push_back(std::move(name));
        }
    }
    return out;
}

}  // namespace anju::screens
