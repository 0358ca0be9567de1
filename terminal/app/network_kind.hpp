// SPDX-License-Identifier: Apache-2.0
// By what this machine reaches the world.
#pragma once

#include <filesystem>
#include <string>

namespace anju::app {

// The device of the IPv4 default route with the lowest metric; empty: there is none.
std::string way_out(const std::filesystem::path& root = "/");

// "wired" or "wireless": the device of the default route; empty where that is neither, or nothing tells. `root` is "/".
std::string network_kind(const std::filesystem::path& root = "/");

}  // namespace anju::app
