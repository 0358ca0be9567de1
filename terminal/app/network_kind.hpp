// SPDX-License-Identifier: Apache-2.0
// By what this machine reaches the world.
#pragma once

#include <filesystem>
#include <string>

namespace anju::app {

// "wired" or "wireless": the device of the default route; empty where that is neither, or nothing tells. `root` is "/".
std::string network_kind(const std::filesystem::path& root = "/");

}  // namespace anju::app
