// SPDX-License-Identifier: Apache-2.0
// What is plugged into this machine, read from its files: nothing is opened, so nothing lights up or wakes.
#pragma once

#include <filesystem>
#include <string>

#include "terminal/model/state.hpp"

namespace anju::app {

// `root` is "/".
model::Machine look_at_machine(const std::filesystem::path& root = "/");

// Of this start of the machine; empty: nothing tells.
std::string boot_id(const std::filesystem::path& root = "/");

}  // namespace anju::app
