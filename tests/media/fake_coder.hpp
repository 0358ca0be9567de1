// SPDX-License-Identifier: Apache-2.0
// Encoders and decoders that say they are hardware's, for machines without: software inside, NV12 outside, and they fail as told.
#pragma once

#include <atomic>
#include <string>

namespace anju::gst {

struct FakeCoder {
    enum class Fails { Never, Start, Picture, Agreement, Silence };  // Picture: the 30th; Agreement: on a profile; Silence: gives nothing
    std::string name;
    bool decoder = false;
    Fails fails = Fails::Never;
    unsigned rank = 0;
    const char* rate = "bitrate";
    std::atomic<int> made{0}, pictures{0}, bits_per_second{0};  // of all of this kind

    // To GStreamer, until this ends. name: never used before in this process.
    FakeCoder(std::string name, bool decoder, Fails fails = Fails::Never, unsigned rank = 0, const char* rate = "bitrate");
    ~FakeCoder();
    FakeCoder(const FakeCoder&) = delete;
    FakeCoder& operator=(const FakeCoder&) = delete;
};

}  // namespace anju::gst
