// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/environment.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "media/plugin_files.hpp"

namespace anju::app {
namespace {

bool session_bus() {
    const char* folder = std::getenv("XDG_RUNTIME_DIR");
    std::error_code error;
    return folder != nullptr && std::filesystem::exists(std::string(folder) + "/bus", error);
}

}  // namespace

void set_environment() {
    media::set_plugin_environment();
    // Keys, not letters: Xlib would read 600 KB of compose sequences (10 of 55 ms of CPU of a start).
    setenv("XCOMPOSEFILE", "/dev/null", 0);
    // Without a session bus libdbus, which SDL asks, would start dbus-launch and wait for it.
    if (!session_bus()) {
        setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    }
}

}  // namespace anju::app
