// SPDX-License-Identifier: Apache-2.0
// What people type, before it is kept: it goes onto a TV and is read aloud, so it holds nothing that is not text.
#pragma once

#include <string>
#include <string_view>

namespace anju::server {

// Without controls and marks of direction; lines end with \n, a tab is a blank. What holds emoji together stays.
// Empty when nothing of it would be seen. Bytes that are no UTF-8 stay as they are, for who refuses them.
std::string plain_text(std::string_view typed);

}  // namespace anju::server
