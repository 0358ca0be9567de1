// SPDX-License-Identifier: Apache-2.0
#include "media/plugin_files.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace anju::media {
namespace {

constexpr const char* kPlugins[] = {
    "coreelements", "app", "webrtc", "nice", "dtls", "srtp", "rtp", "rtpmanager", "sctp", "opus", "opusparse", "vpx", "libav",
    "videoparsersbad", "audioconvert", "audioresample", "audiotestsrc", "videotestsrc", "videoconvertscale", "videorate",
    "webrtcdsp", "jpeg", "isomp4", "matroska", "playback", "typefindfunctions", "videofilter", "audioparsers"};
constexpr const char* kEncoders[] = {"x264", "openh264"};  // hardware has H264 too, but not of every size and rate

bool there(std::string_view name) { return access(plugin_file(name).c_str(), R_OK) == 0; }

}  // namespace

std::string plugin_file(std::string_view name) {
    const auto in = [name](std::string_view folder) { return std::string(folder) + "/libgst" + std::string(name) + ".so"; };
    const char* set = std::getenv("GST_PLUGIN_SYSTEM_PATH_1_0");
    if (set == nullptr) {
        return in(ANJU_GST_PLUGINS);
    }
    std::string_view folders = set;
    auto found = in(folders.substr(0, folders.find(':')));
    while (access(found.c_str(), R_OK) != 0 && folders.find(':') != folders.npos) {
        folders.remove_prefix(folders.find(':') + 1);
        found = in(folders.substr(0, folders.find(':')));
    }
    return found;
}

std::span<const char* const> plugins_of_visits() { return kPlugins; }
std::span<const char* const> encoders_of_visits() { return kEncoders; }

std::string lacking_for_visits() {
    std::string lacking;
    const auto lacks = [&lacking](std::string_view name) { lacking += (lacking.empty() ? "" : " ") + std::string(name); };
    for (const char* name : kPlugins) {
        if (!there(name)) {
            lacks(name);
        }
    }
    if (std::ranges::none_of(kEncoders, there)) {
        lacks(kEncoders[0]);
    }
    return lacking;
}

void set_plugin_environment() {
    // No registry of all plugins is read, scanned or written.
    setenv("GST_REGISTRY_DISABLE", "yes", 0);
    // When a camera stops, v4l2src (1.22) else never lets go of its buffers and of the open camera, at each film and call anew.
    setenv("GST_V4L2_FORCE_DRAIN", "1", 0);
}

}  // namespace anju::media
