// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/motion.hpp"

#include <algorithm>
#include <cmath>

namespace anju::paint {

Motion::Place Motion::outer(const Spot& spot) const {
    const double out = std::lround((theme::kRingOut + (spot.grows ? theme::kGrow : 0)) * scale_);
    return {spot.box.x - out, spot.box.y - out, spot.box.w + 2 * out, spot.box.h + 2 * out};
}

void Motion::jump(const std::string& id, const Spot& spot) {
    focus_ = id;
    shown_ = true;
    from_ = to_ = here_ = outer(spot);
    radius_ = spot.radius;
    grown_to_ = spot.grows ? std::lround(theme::kGrow * scale_) : 0;
    grown_here_.clear();
    grown_here_[id] = grown_to_;
    grown_from_ = grown_here_;
    start_.reset();
}

void Motion::glide(const std::string& id, const Spot& spot, Moment now) {
    at(now);
    focus_ = id;
    from_ = here_;
    to_ = outer(spot);
    radius_ = spot.radius;
    grown_to_ = spot.grows ? std::lround(theme::kGrow * scale_) : 0;
    grown_from_ = grown_here_;
    grown_from_.try_emplace(id, 0.0);
    start_ = now - theme::kFrame;
}

void Motion::stay(const Spot& spot) {
    if (start_) {
        to_ = outer(spot);
        radius_ = spot.radius;
        grown_to_ = spot.grows ? std::lround(theme::kGrow * scale_) : 0;
    } else {
        jump(focus_, spot);
    }
}

void Motion::none() {
    shown_ = false;
    focus_.clear();
    grown_here_.clear();
    grown_from_.clear();
    grown_.clear();
    start_.reset();
    bright_until_.reset();
    bright_ = false;
}

void Motion::acknowledge(Moment now) { bright_until_ = now + theme::kAcknowledge; }

void Motion::at(Moment now) {
    bright_ = bright_until_ && now < *bright_until_;
    if (!bright_) {
        bright_until_.reset();
    }
    double share = 1;
    if (start_) {
        const double gone = std::chrono::duration<double>(now - *start_) / std::chrono::duration<double>(theme::kGlide);
        share = std::clamp(gone, 0.0, 1.0);
        if (share >= 1) {
            start_.reset();
        }
    }
    const double left = (1 - share) * (1 - share) * (1 - share);  // ease-out
    const auto between = [&](double a, double b) { return b + (a - b) * left; };
    here_ = {between(from_.x, to_.x), between(from_.y, to_.y), between(from_.w, to_.w), between(from_.h, to_.h)};
    grown_.clear();
    for (auto item = grown_from_.begin(); item != grown_from_.end();) {
        const double value = between(item->second, item->first == focus_ ? grown_to_ : 0.0);
        grown_here_[item->first] = value;
        grown_[item->first] = static_cast<int>(std::lround(value));
        if (share >= 1 && item->first != focus_) {
            grown_here_.erase(item->first);
            grown_.erase(item->first);
            item = grown_from_.erase(item);
        } else {
            ++item;
        }
    }
}

std::optional<Box> Motion::ring() const {
    if (!shown_) {
        return std::nullopt;
    }
    const int x = static_cast<int>(std::lround(here_.x)), y = static_cast<int>(std::lround(here_.y));
    return Box{x, y, static_cast<int>(std::lround(here_.x + here_.w)) - x, static_cast<int>(std::lround(here_.y + here_.h)) - y};
}

int Motion::radius() const { return radius_ < 0 ? -1 : radius_ + theme::kRingOut; }

std::optional<Moment> Motion::next(Moment painted) const {
    if (start_) {
        return painted + theme::kFrame;
    }
    return bright_until_;
}

}  // namespace anju::paint
