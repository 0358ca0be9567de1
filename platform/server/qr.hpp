// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace anju::server {

// The text as a QR code, rows of 0 and 1 without the quiet zone: good to read where a corner is torn off. Empty: too long.
std::vector<std::string> qr_rows(const std::string& text);

}  // namespace anju::server
