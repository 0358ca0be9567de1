// SPDX-License-Identifier: Apache-2.0
#include "media/gst/eyes.hpp"

#include <gst/gst.h>
#include <gst/video/video-event.h>

#include <algorithm>

#include "media/gst/test_sources.hpp"

namespace anju::gst {

std::unique_ptr<Eyes> Eyes::open(const Camera& camera, Codec codec, const Tools& tools, const Sending& sending,
                                 media::FrameSlot& self, std::function<void(const Taken&, GstElement* bin)> coded,
                                 std::function<void(std::string)> failed,
                                 std::function<void(std::string coder, std::string why)> coder_failed) {
    std::unique_ptr<Eyes> eyes(new Eyes(codec, tools));
    std::string why;
    eyes->running_ = Running::made(camera_text(camera) + " " + encoder_text(codec, tools, std::max(sending.video_bps, 100'000)),
                                   {failed, {}, coder_failed}, why);
    if (!eyes->running_) {
        const auto& coder = tools.encoder(codec);
        coder.hardware && coder_failed ? coder_failed(coder.name, why) : failed(why);
        return nullptr;
    }
    auto& running = *eyes->running_;
    eyes->coder_ = running.element("coder");
    eyes->size_ = running.element("size");
    eyes->rate_ = running.element("rate");
    show_in(running.element("self").get(), self, [](const media::Frame&) { return true; });
    take_from(running.element("coded").get(), [coded = std::move(coded), bin = running.bin()](const Taken& taken) { coded(taken, bin); });
    mark_test_camera(running.bin(), running.bin());
    eyes->apply(sending);
    if (!running.play()) {
        const auto coder = running.failed_coder();
        !coder.empty() && coder_failed ? coder_failed(coder, "it does not start") : failed("the camera does not open");
        return nullptr;
    }
    return eyes;
}

void Eyes::key_frame() {
    GstPad* pad = gst_element_get_static_pad(coder_.get(), "src");
    gst_pad_send_event(pad, gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
    gst_object_unref(pad);
}

void Eyes::send(const Sending& sending) {
    if (sending_ != sending) {
        apply(sending);
    }
}

void Eyes::apply(const Sending& sending) {
    const bool resize = !sending_ || sending_->size != sending.size;
    const bool pace = !sending_ || sending_->fps != sending.fps;
    sending_ = sending;
    const auto& coder = tools_.encoder(codec_);
    if (sending.video_bps > 0) {
        gst_util_set_object_arg(G_OBJECT(coder_.get()), coder.rate.name.c_str(), rate_value(coder, sending.video_bps).c_str());
    }
    if (pace) {
        g_object_set(rate_.get(), "max-rate", std::max(sending.fps, 1), nullptr);
    }
    if (resize) {
        const auto caps = caps_of(size_caps(sending.size.width, sending.size.height));
        g_object_set(size_.get(), "caps", caps.get(), nullptr);
    }
}

}  // namespace anju::gst
