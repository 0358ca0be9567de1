// SPDX-License-Identifier: Apache-2.0
// What a call would cost if it were nothing but its codecs: the test camera through encoder and decoder, the test microphone through
// Opus and back, live, with the engine's own settings, until standard input ends. Not a test.
//   codecs_alone H264|VP8 BITS
#include <cstdlib>
#include <iostream>
#include <string>

#include "media/frame_slot.hpp"
#include "media/gst/glib.hpp"
#include "media/gst/media_thread.hpp"
#include "media/gst/pictures.hpp"
#include "media/gst/pipeline.hpp"
#include "media/gst/plugins.hpp"
#include "media/gst/running.hpp"
#include "media/gst/test_sources.hpp"
#include "media/gst/tools.hpp"

int main(int argc, char** argv) {
    using namespace anju;
    setenv("GST_REGISTRY_DISABLE", "yes", 0);
    if (argc < 3) {
        return 2;
    }
    const auto codec = std::string(argv[1]) == "VP8" ? gst::Codec::Vp8 : gst::Codec::H264;
    std::string why;
    if (!gst::load_for_visits(why)) {
        std::cerr << "missing: " << why << '\n';
        return 1;
    }
    const auto tools = gst::found_tools();
    media::FrameSlot screen;
    std::unique_ptr<gst::Running> running;
    {
        gst::MediaThread thread;
        thread.post([&] {
            const auto failed = [&](std::string error) {
                std::cerr << error << '\n';
                std::_Exit(1);
            };
            running = gst::Running::made(
                "videotestsrc name=test_camera is-live=true pattern=smpte ! video/x-raw,format=I420,width=1280,height=720,framerate=30/1 ! " +
                    gst::coder_text(codec, tools, std::atoi(argv[2])) + " ! " + gst::decoder_text(codec, tools) +
                    " ! appsink name=pictures sync=false max-buffers=2 drop=true"
                    "  audiotestsrc name=test_microphone is-live=true samplesperbuffer=960 !"
                    " audio/x-raw,format=S16LE,rate=48000,channels=1,layout=interleaved ! " +
                    gst::opus_coder_text() + " ! " + gst::opus_decoder_text() + " ! fakesink sync=false async=false",
                {failed, {}}, why);
            if (!running) {
                failed(why);
            }
            gst::show_in(running->element("pictures").get(), screen, [](const media::Frame&) { return false; });
            gst::mark_test_camera(running->bin(), running->bin());
            gst::mark_test_microphone(running->bin(), running->bin());
            if (!running->play()) {
                failed("does not start");
            }
        });
        for (std::string line; std::getline(std::cin, line);) {
        }
        thread.post([&] { running.reset(); });
    }
    return 0;
}
