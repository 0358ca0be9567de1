// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/video_pace.hpp"

#include <algorithm>

namespace anju::app {

void VideoPace::rest() { *this = VideoPace{}; }

bool VideoPace::paints(std::uint64_t number, Moment now) {
    const bool follows = last_ != 0 && number > last_;
    if (follows && remote_at_ && now - *remote_at_ < kAlone) {
        const auto missed = static_cast<int>(std::min<std::uint64_t>(number - last_ - 1, 1000));
        dropped_ += missed;
        came_ += missed;
    }
    ++came_;
    last_ = number;
    remote_at_ = now;
    if (!since_) {
        since_ = now;
    }
    if (step_ == Step::Half && follows && number == painted_ + 1) {
        return false;
    }
    painted_ = number;
    return true;
}

void VideoPace::shown(Duration took, Moment now) {
    took_.push_back(took);
    conclude(now);
}

void VideoPace::conclude(Moment now) {
    if (!since_ || now - *since_ < kFor) {
        return;
    }
    bool slow = false;
    if (static_cast<int>(took_.size()) >= kFewest) {
        const auto tenth = took_.begin() + static_cast<std::ptrdiff_t>(took_.size() * 9 / 10);
        std::nth_element(took_.begin(), tenth, took_.end());
        slow = *tenth > kTooSlow;
    }
    slow = slow || (came_ >= kFewest && dropped_ * 100 > came_ * kMostDropped);
    if (slow && step_ != Step::Half) {
        step_ = step_ == Step::Full ? Step::AsItIs : Step::Half;
    }
    since_ = now;
    came_ = dropped_ = 0;
    took_.clear();
}

std::optional<VideoPace::Moment> VideoPace::self_at() const { return remote_at_ ? std::optional(*remote_at_ + kAlone) : std::nullopt; }

}  // namespace anju::app
