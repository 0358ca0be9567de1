// SPDX-License-Identifier: Apache-2.0
// The engine's loudspeaker: made when something is to be heard, renewed when it fails, left when nothing needs it.
#include <algorithm>

#include "media/gst/gst_engine.hpp"

namespace anju::gst {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kRoomCare = 2s;  // how often a loudspeaker that is missing is looked for
constexpr auto kRoomWaitsMost = 32s;  // each try of one that does not play interrupts who else does

}  // namespace

SoundRoom& GstEngine::room() {
    if (!room_) {
        std::string missing;
        ready(missing);
        devices_->look();
        room_made_ = Clock::now();
        room_lost_ = false;
        room_ = std::make_unique<SoundRoom>(devices_->speaker(), playing_, options_.echo_cancel, SoundRoom::Doors{options_.tap, options_.desk},
                                            [this, number = ++rooms_](const std::string&) {
                                                thread_.post([this, number] {
                                                    if (room_ && number == rooms_) {
                                                        room_failed();
                                                    }
                                                });
                                            },
                                            [this] { sink_(media::Noted{"a loudspeaker does not close and is left so"}); });
        if (room_->speaker().kind == Speaker::Kind::None && options_.speaker == "auto") {
            look_after_room();
        }
    }
    return *room_;
}

void GstEngine::leave_room_unless_needed() {
    if (!room_ || !legs_.empty() || rings_ || film_) {
        return;
    }
    if (playing_.with([](const Mixer& mixer) { return mixer.chimes(); })) {  // the click of the key that ended it
        thread_.cancel(leave_later_);
        leave_later_ = thread_.after(20ms, [this] {
            leave_later_ = 0;
            leave_room_unless_needed();
        });
        return;
    }
    room_.reset();
    room_waits_ = 1s;
    thread_.cancel(room_care_);
}

// A loudspeaker or microphone was pulled out, or the sound server ended: what is there now takes over, at once when it was well
// for a while. From then on until the room is left what plays better is looked for: a server that starts again.
void GstEngine::room_failed() {
    if (Clock::now() - room_made_ >= kRoomCare) {
        room_waits_ = 1s;
        renew_room();
    } else {
        room_waits_ = std::min<std::chrono::seconds>(room_lost_ ? room_waits_ : 2 * room_waits_, kRoomWaitsMost);
        room_lost_ = true;
    }
    look_after_room();
}

void GstEngine::renew_room() {
    room_.reset();
    devices_->look_anew();
    if (!legs_.empty() || rings_ || film_) {
        room();
    } else {
        room_waits_ = 1s;
    }
    apply_devices();
}

void GstEngine::look_after_room() {
    if (room_care_ != 0) {
        return;
    }
    room_care_ = thread_.every(kRoomCare, [this] {
        if (!room_) {
            thread_.cancel(room_care_);
            return;
        }
        devices_->look();
        if (devices_->speaker() != room_->speaker() || (room_lost_ && Clock::now() - room_made_ >= room_waits_)) {
            renew_room();
        }
    });
}

void GstEngine::obey(const media::SetSpeaker& order) {
    playing_.with([&](Mixer& mixer) { mixer.set_volume(order.volume, order.muted); });
}

void GstEngine::obey(const media::StartRing& order) {
    rings_ = true;
    playing_.with([&](Mixer& mixer) { mixer.ring(order.tone); });
    room();
}

void GstEngine::obey(const media::StopRing&) { end_ring(); }

void GstEngine::end_ring() {
    rings_ = false;
    playing_.with([](Mixer& mixer) { mixer.ring({}); });
    leave_room_unless_needed();
}

}  // namespace anju::gst
