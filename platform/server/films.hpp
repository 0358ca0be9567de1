// SPDX-License-Identifier: Apache-2.0
// What a film says about itself. Its pictures are not decoded here: that is done where it is played.
#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "platform/contract/clip.hpp"

namespace anju::server {

enum class FilmFault {
    Unsupported,  // neither MP4 nor WebM, or not what its Content-Type says
    Broken,       // boxes that do not fit, or no picture in it
    TooLong,
};

// The bytes must be MP4 for "video/mp4" and WebM for "video/webm". Length and size are measured from the container;
// of a recording whose head does not know its length yet, from its frames.
tl::expected<contract::Clip, FilmFault> inspect_film(std::string_view bytes, std::string_view type);

}  // namespace anju::server
