// SPDX-License-Identifier: Apache-2.0
// The engine's part about films: one is made, or one plays, never during a call.
#include <utility>

#include "media/gst/gst_engine.hpp"

namespace anju::gst {

void GstEngine::obey(const media::StartRecording& order) {
    std::string why = "in a call";
    if ((call_ && call_->agreed) || recorder_ || !ready(why)) {
        sink_(media::RecordingFailed{order.id, recorder_ ? "already recording" : why});
        return;
    }
    end_film(true, false);
    recorder_ = std::make_unique<Recorder>(thread_, order, Recorder::Devices{devices_->camera(), devices_->microphone()}, tools_, self_,
                                           [this](const media::News& news) { end_recording(news); });
    tell_live();
}

void GstEngine::end_recording(const media::News& news) {
    recorder_.reset();
    self_.clear();
    tell_live();
    sink_(news);
}

void GstEngine::obey(const media::StopRecording& order) {
    if (recorder_ && recorder_->id() == order.id) {
        recorder_->stop(order.keep);
        tell_live();
    }
}

void GstEngine::obey(const media::PlayClip& order) {
    std::string why;
    if ((call_ && call_->agreed) || recorder_ || !ready(why)) {
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
