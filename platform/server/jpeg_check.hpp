// SPDX-License-Identifier: Apache-2.0
// Says whether a JPEG's compressed data can be read to its end without damage. libvips offers all warnings
// or none: none lets grey or torn halves through, all refuses the harmless oddities of many telephones.
#pragma once

#include <string_view>

namespace anju::server {

bool jpeg_is_whole(std::string_view bytes);

}  // namespace anju::server
