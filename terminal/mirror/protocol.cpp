// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/protocol.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "terminal/mirror/jpeg.hpp"

namespace anju::mirror {
namespace {

constexpr std::size_t kHeader = 16;
constexpr std::size_t kMostBoxes = 12;
constexpr int kQuality = 85;

void put(std::uint8_t*& at, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        *at++ = static_cast<std::uint8_t>(value >> (8 * i));
    }
}

std::int64_t area(const paint::Box& box) { return std::int64_t{box.w} * box.h; }

paint::Box united(const paint::Box& a, const paint::Box& b) {
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.w, b.x + b.w) - x, std::max(a.y + a.h, b.y + b.h) - y};
}

std::optional<Finger> finger(std::string_view word) {
    if (word == "press") {
        return Finger::Press;
    }
    if (word == "down") {
        return Finger::Down;
    }
    if (word == "up") {
        return Finger::Up;
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::uint8_t> encode_part(PartType type, std::uint32_t seq, const paint::Box& box,
                                      const paint::Pixels& picture, Coding coding, Hours hours) {
    const bool jpeg = coding == Coding::Jpeg;
    auto bytes = jpeg ? encode_jpeg(picture, box, kQuality, kHeader)
                      : std::vector<std::uint8_t>(kHeader + static_cast<std::size_t>(area(box)) * 4);
    auto* at = bytes.data();
    put(at, static_cast<std::uint32_t>(type), 1);
    put(at, static_cast<std::uint32_t>(coding), 1);
    put(at, static_cast<std::uint32_t>(hours), 2);
    for (const int value : {box.x, box.y, box.w, box.h}) {
        put(at, static_cast<std::uint32_t>(value), 2);
    }
    put(at, seq, 4);
    if (jpeg) {
        return bytes;
    }
    const auto* first = reinterpret_cast<const std::uint8_t*>(picture.data);
    for (int y = box.y; y < box.y + box.h; ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(
                              first + std::ptrdiff_t{picture.stride} * y) + box.x;
        for (int x = 0; x < box.w; ++x) {
            const std::uint32_t pixel = row[x];
            const std::uint32_t rgba = (pixel >> 16 & 0xFF) | (pixel & 0xFF00) |
                                       (pixel & 0xFF) << 16 | 0xFF000000;
            put(at, rgba, 4);
        }
    }
    return bytes;
}

std::optional<Command> parse_command(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    if (const auto ack = json.find("ack"); ack != json.end() && ack->is_number_unsigned()) {
        return Ack{ack->get<std::uint32_t>()};
    }
    const auto key = json.find("key");
    const auto type = json.find("type");
    if (key == json.end() || type == json.end() || !key->is_string() || !type->is_string()) {
        return std::nullopt;
    }
    const auto which = keys::from_name(key->get_ref<const std::string&>());
    const auto how = finger(type->get_ref<const std::string&>());
    if (!which || !how) {
        return std::nullopt;
    }
    return KeyCommand{*which, *how};
}

bool meet(const paint::Box& a, const paint::Box& b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

bool Changes::meet(const std::vector<paint::Box>& others) const {
    return std::ranges::any_of(boxes_, [&](const paint::Box& box) {
        return std::ranges::any_of(others, [&](const paint::Box& other) { return mirror::meet(box, other); });
    });
}

void Changes::add(const std::vector<paint::Box>& boxes) {
    for (paint::Box box : boxes) {
        // Two boxes become one where that sends no more than both.
        for (auto it = boxes_.begin(); it != boxes_.end();) {
            const auto both = united(*it, box);
            if (area(both) <= area(*it) + area(box)) {
                box = both;
                boxes_.erase(it);
                it = boxes_.begin();
            } else {
                ++it;
            }
        }
        boxes_.push_back(box);
    }
    while (boxes_.size() > kMostBoxes) {
        const auto last = boxes_.back();
        boxes_.pop_back();
        boxes_.front() = united(boxes_.front(), last);
    }
}

std::vector<paint::Box> Changes::take() {
    std::vector<paint::Box> taken;
    taken.swap(boxes_);
    return taken;
}

}  // namespace anju::mirror
