// SPDX-License-Identifier: Apache-2.0
// The engine's part about camera and microphone: what is plugged in, what a call may use, what truly runs.
#include <algorithm>
#include <utility>

#include "media/gst/gst_engine.hpp"
#include "media/gst/tools.hpp"

namespace anju::gst {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

}  // namespace

void GstEngine::devices_changed() {
    if (!devices_) {
        return;
    }
    sink_(devices_->told());
    eyes_broke_ = {};  // a new camera, perhaps before the old one's end was heard
    apply_devices();
}

void GstEngine::obey(const media::OpenDevices& order) {
    Leg* leg = leg_of(order.call);
    if (leg == nullptr) {
        return;
    }
    give_up_recording();  // a film that is half done: the visit has the camera
    end_film(true, false);
    if (!leg->agreed) {
        leg->begun_at = Clock::now();
    }
    {
        const std::scoped_lock lock(rounds_mutex_);
        leg->agreed = true;
        leg->camera = order.camera;
        leg->microphone = order.microphone;
    }
    apply_devices();
    for (const auto& [number, round] : leg->rounds) {
        round->allow();
    }
}

// Unplugged: the call goes on with sound. Only disturbed, as by a loose plug: looked for once more.
void GstEngine::eyes_failed() {
    close_eyes();
    self_.clear();
    tell_live();
    const auto now = Clock::now();
    if (now - std::exchange(eyes_broke_, now) > 3s) {
        thread_.after(1s, [this] {
            if (devices_) {
                devices_->look();
            }
            apply_devices();
        });
    }
}

// Its thread takes rounds_mutex_: never with it held.
void GstEngine::close_eyes() { eyes_.reset(); }

void GstEngine::open_eyes(const Camera& camera) {
    const auto if_still = [this, number = ++eyes_opened_](void (GstEngine::*what)()) {
        thread_.post([this, number, what] {  // what fails is still on the stack
            if (number == eyes_opened_) {
                (this->*what)();
            }
        });
    };
    eyes_ = Eyes::open(
        camera, codec(), tools_, sending(), self_,
        [this, made = codec()](const Taken& taken, GstElement* bin) {
            const std::scoped_lock lock(rounds_mutex_);
            for (const auto& leg : legs_) {
                for (const auto& [number, round] : leg->rounds) {
                    if (pictures_go_ && leg->camera && leg->codec == made) {
                        round->push_picture(taken, offset_between(bin, round->bin()));
                    }
                }
            }
        },
        [if_still](std::string) { if_still(&GstEngine::eyes_failed); },
        [this, if_still](std::string coder, std::string why) {
            given_up(coder, why);
            if_still(&GstEngine::open_eyes_anew);
        });
}

// With another encoder; the phone sees a key frame, and the frame on the TV stays red.
void GstEngine::open_eyes_anew() {
    close_eyes();
    apply_devices();
    key_frame();
}

void GstEngine::given_up(const std::string& coder, const std::string& why) {
    give_up(coder);
    tools_ = found_tools();
    sink_(media::Noted{coder + " is given up, other elements do its work: " + why});
}

void GstEngine::apply_devices() {
    const auto wanted = [&](bool Leg::* device) { return std::ranges::any_of(legs_, [&](const auto& leg) { return leg->uses_devices() && (*leg).*device; }); };
    const auto camera = devices_ ? devices_->camera() : std::nullopt;
    const auto microphone = devices_ ? devices_->microphone() : std::nullopt;
    if (eyes_ && eyes_->codec() != codec()) {
        close_eyes();
    }
    if (!wanted(&Leg::camera) || !camera) {
        close_eyes();
        self_.clear();
    } else if (!eyes_) {
        for (std::optional<Tools> tried; !eyes_ && tried != tools_;) {  // other ones: an encoder that did not start was given up
            tried = tools_;
            open_eyes(*camera);
        }
    }
    if (!wanted(&Leg::microphone) || !microphone) {
        if (room_) {
            room_->stop_listening();
        }
    } else if (!room().listens()) {
        room().listen(*microphone, [this, bin = room().bin()](const Taken& taken) {
            const std::scoped_lock lock(rounds_mutex_);
            for (const auto& leg : legs_) {
                for (const auto& [number, round] : leg->rounds) {
                    if (leg->microphone) {
                        round->push_sound(taken, offset_between(bin, round->bin()));
                    }
                }
            }
        });
    }
    tell_live();
}

void GstEngine::tell_live() {
    const media::LiveChanged now{eyes_ != nullptr || (recorder_ && recorder_->camera()),
                                 (room_ && room_->listens()) || (recorder_ && recorder_->microphone())};
    if (now.camera != live_.camera || now.microphone != live_.microphone) {
        live_ = now;
        sink_(now);
    }
}

}  // namespace anju::gst
