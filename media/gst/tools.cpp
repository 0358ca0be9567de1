// SPDX-License-Identifier: Apache-2.0
#include "media/gst/tools.hpp"

#include <initializer_list>

#include "media/gst/plugins.hpp"

namespace anju::gst {
namespace {

std::string first_of(std::initializer_list<const char*> names) {
    for (const char* name : names) {
        if (have(name)) {
            return name;
        }
    }
    return *(names.end() - 1);
}

}  // namespace

Tools found_tools() {
    Tools tools;
    tools.h264_encoder = first_of({"vah264enc", "vah264lpenc", "v4l2h264enc", "x264enc", "openh264enc"});
    tools.h264_decoder = first_of({"vah264dec", "v4l2slh264dec", "v4l2h264dec", "avdec_h264", "openh264dec"});
    tools.vp8_decoder = first_of({"vavp8dec", "v4l2slvp8dec", "vp8dec"});
    return tools;
}

}  // namespace anju::gst
