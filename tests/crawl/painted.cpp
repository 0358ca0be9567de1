// SPDX-License-Identifier: Apache-2.0
#include "tests/crawl/painted.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "screens/paint/theme.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/support/legibility.hpp"

namespace anju::test {

namespace {

using keys::Key;
using paint::Box;

bool like(std::uint32_t a, std::uint32_t b) {
    for (const int shift : {0, 8, 16}) {
        if (std::abs(static_cast<int>((a >> shift) & 255) - static_cast<int>((b >> shift) & 255)) >
            12) {
            return false;
        }
    }
    return true;
}

std::string place_of(const Box& box) {
    return std::to_string(box.x) + "," + std::to_string(box.y) + " " + std::to_string(box.w) + "×" +
           std::to_string(box.h);
}

bool meet(const Box& a, const Box& b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

}  // namespace

std::optional<std::vector<std::uint8_t>> family_photo(const std::string& name) {
    const auto id = name.substr(0, name.find(':'));
    static const std::map<std::string, std::string> kFaces = {
        {"face1", "daughter"}, {"face2", "son"}, {"face3", "grandchild"}, {"face4", "neighbour"}};
    if (const auto face = kFaces.find(id); face != kFaces.end()) {
        return paint::samples::photo_file(face->second);
    }
    if (id.starts_with("park")) {
        return paint::samples::photo_file(id);
    }
    // One landscape, one room, one taller than it is wide.
    static const std::vector<std::string> kPhotos = {"park", "room", "tall"};
    const auto digit = id.empty() ? 0 : static_cast<unsigned char>(id.back());
    return paint::samples::photo_file(kPhotos[static_cast<std::size_t>(digit + 2 - '0') % 3]);
}

Painted::Painted(int height)
    : width_(height * 16 / 9),
      height_(height),
      memory_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_)),
      canvas_({width_, height_, {}, {}, {}, family_photo}) {}

paint::Pixels Painted::pixels() { return {memory_.data(), width_, height_, width_ * 4}; }

void Painted::show(const screens::Scene& scene) {
    scene_ = scene;
    now_ += std::chrono::seconds(1);
    canvas_.show(scene, now_);
    for (const auto& area : scene.videos) {
        const bool remote = area.which == screens::VideoArea::Which::Remote;
        canvas_.video(area.which, paint::samples::moving(!drawn_ ? "nothing: white" : area.which == screens::VideoArea::Which::Self ? "own_room" : !remote ? "room" : scene.form == screens::Form::Alarm ? "desk" : "room"));
    }
    now_ += std::chrono::seconds(1);
    canvas_.paint(pixels(), now_);
}

bool Painted::ring_around(const Box& box) const {
    const double scale = height_ / 1080.0;
    int found = 0;
    // The middle of the ring's line, once as far out as it is around what grows.
    for (const double grown : {0.0, static_cast<double>(paint::theme::kGrow)}) {
        const int out = static_cast<int>(
            std::lround((paint::theme::kRingOut - paint::theme::kRingWidth / 2.0 + grown) * scale));
        const int x = box.x + box.w / 2, y = box.y + box.h / 2;
        const std::pair<int, int> sides[] = {{x, box.y - out},
                                             {x, box.y + box.h + out - 1},
                                             {box.x - out, y},
                                             {box.x + box.w + out - 1, y}};
        found = std::max(
            found, static_cast<int>(std::ranges::count_if(sides, [&](const auto& p) {
                if (p.first < 0 || p.second < 0 || p.first >= width_ || p.second >= height_) {
                    return false;
                }
                const auto pixel =
                    memory_[static_cast<std::size_t>(p.second) * static_cast<std::size_t>(width_) +
                            static_cast<std::size_t>(p.first)];
                return like(pixel, paint::theme::kRing);
            })));
    }
    return found >= 3;  // over one side the shadow of a notice may lie
}

std::vector<std::string> Painted::ringed() const {
    std::vector<std::string> ids;
    for (const auto& item : scene_.items) {
        const auto box = boxes().find(item.id);
        if (box != boxes().end() && ring_around(box->second)) {
            ids.push_back(item.id);
        }
    }
    return ids;
}

std::vector<std::string> Painted::faults() const {
    paint::Pixels seen{const_cast<std::uint32_t*>(memory_.data()), width_, height_, width_ * 4};
    auto faults =
        anju::testing::illegible(canvas_, seen, {.night = scene_.form == screens::Form::Night});
    const double scale = height_ / 1080.0;
    const int x = static_cast<int>(std::floor(paint::theme::kSafeX * scale)) - 1;
    const int y = static_cast<int>(std::floor(paint::theme::kSafeY * scale)) - 1;
    for (const auto& [id, box] : boxes()) {
        if (box.w <= 0 || box.h <= 0 || box.x < x || box.y < y || box.x + box.w > width_ - x ||
            box.y + box.h > height_ - y) {
            faults.push_back(id + " stands outside the safe area: " + place_of(box));
        }
        for (const auto& [other, place] : boxes()) {
            // On the screen of a message the hint of OK is what has focus: one box, two names.
            if (id < other && box != place && meet(box, place)) {
                faults.push_back(id + " and " + other + " stand on each other: " + place_of(box) + " " +
                                 place_of(place));
            }
        }
    }
    // Their keys change how loud it is, and there is nothing to stand on.
    const bool only_keys = scene_.form == screens::Form::Call || (scene_.form == screens::Form::Alarm && scene_.kind == screens::Kind::Help);
    for (const auto& item : scene_.items) {
        if (!boxes().contains(item.id) && !only_keys) {
            faults.push_back(item.id + " is not in the picture");
        }
    }
    // A message fills its screen: there OK's own hint is what has focus, and there is no ring.
    const bool one_thing =
        scene_.form == screens::Form::Photo || scene_.form == screens::Form::Words || only_keys;
    const auto expected =
        one_thing || scene_.focus.empty() ? std::vector<std::string>{} : std::vector{scene_.focus};
    if (ringed() != expected) {
        std::string which;
        for (const auto& id : ringed()) {
            which += " " + id;
        }
        faults.push_back("the ring is around" + (which.empty() ? " nothing" : which) +
                         ", the focus on " + scene_.focus);
    }
    return faults;
}

bool lies(Key arrow, const Box& from, const Box& to) {
    const int dx = (to.x * 2 + to.w) - (from.x * 2 + from.w);
    const int dy = (to.y * 2 + to.h) - (from.y * 2 + from.h);
    if (arrow == Key::Left || arrow == Key::Right) {
        const bool level = to.y < from.y + from.h && from.y < to.y + to.h;
        return level && (arrow == Key::Right ? dx > 0 : dx < 0);
    }
    const bool lower = dy > 0 && to.y > from.y && to.y + to.h >= from.y + from.h;
    const bool higher = dy < 0 && to.y + to.h <= from.y + from.h && to.y < from.y + from.h;
    return arrow == Key::Down ? lower : arrow == Key::Up && higher;
}

}  // namespace anju::test
