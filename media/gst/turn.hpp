// SPDX-License-Identifier: Apache-2.0
// ICE servers as webrtcbin wants them written. Pure.
#pragma once

#include <string>
#include <vector>

#include "media/engine.hpp"

namespace anju::gst {

struct IceUrls {
    std::string stun;               // at most one
    std::vector<std::string> turn;  // user and credential inside
    bool operator==(const IceUrls&) const = default;
};
// What is not an ICE URL is left out.
IceUrls ice_urls(const std::vector<media::IceServer>& servers);

}  // namespace anju::gst
