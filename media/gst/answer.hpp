// SPDX-License-Identifier: Apache-2.0
// What the engine must know of an answer before webrtcbin sees it. Pure, for whatever others may send.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace anju::gst {

struct Answer {
    std::string why;    // not empty: it cannot be used, and this is why
    std::string codec;  // of the video: "H264", "VP8"
    int video = 0, audio = 0;  // payload types
    bool playout = false;      // it obeys how long pictures may be held (playout.hpp)
    std::set<std::uint32_t> sound_streams;  // ssrcs that are sound
};
Answer read_answer(std::string_view sdp);

// One line of an ICE candidate, "candidate:…", as short and plain as they are.
bool plain_candidate(std::string_view candidate);

}  // namespace anju::gst
