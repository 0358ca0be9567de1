// SPDX-License-Identifier: Apache-2.0
// A phone made of GStreamer in a process of its own, on a pipe (tests/media/lines.hpp), for what a browser is too slow for. Not a test.
//   take SDP | candidate MLINE TEXT | send | hang | quit; a new `take` is a new phone
#include <chrono>
#include <memory>

#include "tests/media/lines.hpp"
#include "tests/media/phone.hpp"

int main(int argc, char** argv) {
    using namespace anju;
    const auto codec = argc > 1 && std::string(argv[1]) == "VP8" ? gst::Codec::Vp8 : gst::Codec::H264;
    const int bits = argc > 2 ? std::atoi(argv[2]) : 1'500'000;
    std::unique_ptr<gst::Phone> phone;
    for (std::string line; std::getline(std::cin, line) && line != "quit";) {
        const auto words = fields(line);
        if (words[0] == "take") {
            phone = std::make_unique<gst::Phone>(
                codec, gst::Phone::Says{[](std::string sdp) { say("{\"news\":\"answer\",\"sdp\":" + quoted(sdp) + "}"); },
                                        [](std::string candidate, int mline) {
                                            say("{\"news\":\"candidate\",\"mline\":" + std::to_string(mline) + ",\"candidate\":" + quoted(candidate) + "}");
                                        }});
            phone->take_offer(words[1]);
        } else if (words[0] == "candidate" && phone) {
            phone->take_candidate(words[2], std::atoi(words[1].c_str()));
        } else if (words[0] == "send" && phone) {
            phone->send(false, {call::Rung::Full, bits, {1280, 720}, 30, true});
        } else if (words[0] == "hang") {
            if (phone) {
                phone->hang();
            }
            phone.reset();
            say("{\"news\":\"hung\"}");
        } else if (words[0] == "figures" && phone) {
            say("{\"news\":\"figures\",\"pictures\":" + std::to_string(phone->pictures()) + ",\"connected\":" +
                (phone->connected() ? "true" : "false") + ",\"error\":" + quoted(phone->error()) + "}");
        }
    }
    phone.reset();
}
