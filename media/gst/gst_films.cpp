// SPDX-License-Identifier: Apache-2.0
// The engine's part about films: one is made, or one plays, never during a call.
#include <utility>

#include "media/gst/gst_engine.hpp"

namespace anju::gst {

void GstEngine::obey(const media::StartRecording& order) {
    std::string why = "in a call";
    if (agreed() || recorder_ || !ready(why)) {
        sink_(media::RecordingFailed{order.id, recorder_ ? "already recording" : why});
        return;
    }
    end_film(true, false);
    end_ring();
    recorder_ = std::make_unique<Recorder>(thread_, order, Recorder::Devices{devices_->camera(), devices_->microphone()}, tools_, self_,
                                           [this, id = order.id](const media::News& news) { end_recording(id, news); },
                                           [this](const std::string& coder, const std::string& why) {
                                               given_up(coder, why);
                                               return tools_;
                                           });
    tell_live();
}

// What a film says that was given up meanwhile is old: another one may be under way.
void GstEngine::end_recording(const std::string& id, const media::News& news) {
    if (!recorder_ || recorder_->id() != id) {
        return;
    }
    recorder_.reset();
    self_.clear();
    tell_live();
    sink_(news);
}

// At once, even one whose end is being written: the next one may already be ordered.
void GstEngine::give_up_recording() {
    if (recorder_) {
        const auto id = recorder_->id();
        end_recording(id, media::RecordingFailed{id, media::RecordingFailed::kNotKept});
    }
}

void GstEngine::obey(const media::StopRecording& order) {
    if (!recorder_ || recorder_->id() != order.id) {
        return;
    }
    if (order.keep) {
        recorder_->stop();
        tell_live();
    } else {
        give_up_recording();
    }
}

void GstEngine::obey(const media::PlayClip& order) {
    std::string why;
    if (agreed() || recorder_ || !ready(why)) {
        sink_(media::ClipEnded{order.id, true});
        return;
    }
    end_film(true, false);
    film_id_ = order.id;
    room();
    film_ = std::make_unique<Film>(
        order.path, remote_, [this](std::span<const std::int16_t> samples) { playing_.put_film(samples); },
        [this, id = order.id](bool failed) {
            thread_.post([this, id, failed] {
                if (film_ && film_id_ == id) {
                    end_film(true, failed);
                }
            });
        });
}

void GstEngine::obey(const media::StopClip& order) {
    if (film_ && film_id_ == order.id) {
        end_film(false, false);
    }
}

void GstEngine::end_film(bool tell, bool failed) {
    if (!film_) {
        return;
    }
    film_.reset();
    remote_.clear();
    playing_.with([](Mixer& mixer) { mixer.film.clear(); });
    leave_room_unless_needed();
    if (tell) {
        sink_(media::ClipEnded{film_id_, failed});
    }
}

}  // namespace anju::gst
