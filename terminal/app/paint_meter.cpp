// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/paint_meter.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace anju::app {

using std::chrono::duration_cast;

void PaintMeter::add(Moment begun, Moment done, bool moved) {
    using namespace std::chrono_literals;
    times_[static_cast<std::size_t>(pictures_) % kLast] = duration_cast<Time>(done - begun);
    if (!moved || pictures_ == 0 || begun - before_ > 100ms) {
        run_ = 0;
        run_from_ = begun;
    }
    ++pictures_;
    ++run_;
    before_ = begun;
    if (run_ >= kFewest && begun > run_from_) {
        const double seconds = std::chrono::duration<double>(begun - run_from_).count();
        per_second_ = static_cast<int>((run_ - 1) / seconds + 0.5);
    }
}

PaintMeter::Time PaintMeter::mean() const {
    const auto last = std::span(times_).first(std::min<std::size_t>(kLast, static_cast<std::size_t>(pictures_)));
    return last.empty() ? Time{} : std::accumulate(last.begin(), last.end(), Time{}) / static_cast<int>(last.size());
}

PaintMeter::Time PaintMeter::worst() const { return *std::max_element(times_.begin(), times_.end()); }

int PaintMeter::per_second() const { return per_second_; }

}  // namespace anju::app
