// SPDX-License-Identifier: Apache-2.0
// Which way out of the house is gone by: the one by which an answer came last, and the system's own as soon as that answers again.
#include "terminal/alarm/delivery.hpp"

namespace anju::alarm {

void Delivery::answered_by(const Out& out, Way way, Instant begun, Instant now) {
    auto& lost = lost_[place(way)];
    if (out == kSystem) {
        system_answered_ = now;
        heard_around_ = looks_lost_ = 0;
    } else if (system_answered_ >= begun) {
        return;  // both did
    }
    const bool needs_no_name = out.interface == out_.interface && out_.known && !lost;
    if (out != out_ && (out == kSystem || !needs_no_name)) {
        out_ = out;
        lost_ = {};
    }
    lost = false;
}

void Delivery::lost_by(const Out& out, Way way, const client::Outcome& outcome) {
    if (out != out_ || outcome.how == client::How::Complete) {  // who answered is there, whatever was said
        return;
    }
    lost_[place(way)] = true;
    if (lost_[0] && (lost_[1] || second_.empty())) {
        out_ = next_out(out_, network_.others(address(way)), knows(way));
        lost_ = {};
    }
}

}  // namespace anju::alarm
