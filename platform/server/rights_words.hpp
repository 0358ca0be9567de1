// SPDX-License-Identifier: Apache-2.0
// What a relative may do, in words.
#pragma once

#include <string>
#include <string_view>

#include "platform/contract/rights.hpp"

namespace anju::server {

// "message,visit": as the audit keeps them.
std::string written(const contract::Rights& rights);
// 发消息、视频; of nothing 什么都不可以
std::string rights_in_chinese(std::string_view written);

}  // namespace anju::server
