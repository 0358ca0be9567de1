// SPDX-License-Identifier: Apache-2.0
// Files that others read while we write them: whole, or not there.
#pragma once

#include <string>
#include <string_view>

namespace anju::app {

// Mode 0600: what is written may hold a token. False: not written.
bool write_by_rename(const std::string& path, std::string_view text);

}  // namespace anju::app
