// SPDX-License-Identifier: Apache-2.0
// GStreamer's plugins as files: found by name instead of by the registry of all (docs/decisions/041-sounds.md), and without
// GStreamer, so that a TV which never calls has nothing of it loaded. Any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace anju::media {

// Where GST_PLUGIN_SYSTEM_PATH_1_0 says, as for GStreamer itself, else where this system has them.
std::string plugin_file(std::string_view name);

std::span<const char* const> plugins_of_visits();  // calls and films need all of them
std::span<const char* const> encoders_of_visits(); // and one of these

// The names of those that are not there, with a space between; empty: calls and films can be.
std::string lacking_for_visits();

// What GStreamer reads of the environment; once, before there is any other thread.
void set_plugin_environment();

}  // namespace anju::media
