// SPDX-License-Identifier: Apache-2.0
// Chinese names as they are typed on a keyboard without Chinese.
#pragma once

#include <string>
#include <string_view>

namespace anju::server {

// 王桂兰 → "wangguilan wgl": the syllables together, and their initials; a surname as it is read as one (单 → shan).
// Other letters in lower case, without accents. "" for what has no letters.
std::string pinyin_of(std::string_view name);

}  // namespace anju::server
