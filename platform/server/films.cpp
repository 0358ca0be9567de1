// SPDX-License-Identifier: Apache-2.0
#include "platform/server/films.hpp"

#include <cmath>

#include "platform/server/film_bytes.hpp"
#include "platform/server/request.hpp"

namespace anju::server {
namespace {

constexpr int kMaxSide = 8192;
constexpr std::chrono::milliseconds kLastFrame{1500};  // a recorder stops a little after it was told to

bool looks_like_mp4(std::string_view bytes) { return bytes.size() >= 16 && bytes.substr(4, 4) == "ftyp"; }
bool looks_like_webm(std::string_view bytes) { return bytes.starts_with("\x1A\x45\xDF\xA3"); }

}  // namespace

tl::expected<contract::Clip, FilmFault> inspect_film(std::string_view bytes, std::string_view type) {
    const bool mp4 = same_word(type, "video/mp4") && looks_like_mp4(bytes);
    const bool webm = same_word(type, "video/webm") && looks_like_webm(bytes);
    if (!mp4 && !webm) return tl::make_unexpected(FilmFault::Unsupported);
    const auto facts = mp4 ? mp4_facts(bytes) : webm_facts(bytes);
    const bool shown = facts && facts->picture && facts->width > 0 && facts->height > 0 && facts->width <= kMaxSide && facts->height <= kMaxSide;
    if (!shown || facts->seconds < 0.001 || !std::isfinite(facts->seconds)) return tl::make_unexpected(FilmFault::Broken);
    if (facts->seconds > std::chrono::duration<double>(contract::kMaxClip + kLastFrame).count()) return tl::make_unexpected(FilmFault::TooLong);
    contract::Clip clip;
    clip.length = std::chrono::milliseconds{std::llround(facts->seconds * 1000)};
    clip.width = facts->width;
    clip.height = facts->height;
    clip.type = mp4 ? "video/mp4" : "video/webm";
    return clip;
}

}  // namespace anju::server
