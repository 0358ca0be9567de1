// SPDX-License-Identifier: Apache-2.0
// The camera, open: the self view, and coded pictures once a codec is known. Its destruction closes the camera. Lives on the
// media thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "media/frame_slot.hpp"
#include "media/gst/ladder.hpp"
#include "media/gst/pictures.hpp"
#include "media/gst/pipeline.hpp"
#include "media/gst/running.hpp"

namespace anju::gst {

class Eyes {
  public:
    // coded: on the encoder's thread, with the pipeline that its time is of; the first one, a key frame, comes before this
    // returns or after it. Nothing: it does not open. coder_failed, instead of failed: not the camera, but the encoder of this
    // name; there are others (tools.hpp).
    static std::unique_ptr<Eyes> open(const Camera& camera, Codec codec, const Tools& tools, const Sending& sending,
                                      media::FrameSlot& self, std::function<void(const Taken&, GstElement* bin)> coded,
                                      std::function<void(std::string)> failed,
                                      std::function<void(std::string coder, std::string why)> coder_failed = {});

    Codec codec() const { return codec_; }
    void key_frame();             // soon; asked for more often than twice a second it waits
    void send(const Sending& sending);

  private:
    Eyes(Codec codec, const Tools& tools) : codec_(codec), tools_(tools) {}
    void apply(const Sending& sending);

    Codec codec_;
    Tools tools_;
    std::optional<Sending> sending_;
    std::unique_ptr<Running> running_;
    Ref<GstElement> coder_, size_, rate_;
};

}  // namespace anju::gst
