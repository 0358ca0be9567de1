// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/network_kind.hpp"

#include <fstream>
#include <limits>
#include <sstream>

namespace anju::app {

std::string way_out(const std::filesystem::path& root) {
    std::ifstream routes(root / "proc/net/route");
    std::string line, best;
    long lowest = std::numeric_limits<long>::max();
    std::getline(routes, line);  // the names of the columns
    while (std::getline(routes, line)) {
        std::istringstream fields(line);
        std::string device, destination, gateway, flags, references, use;
        long metric = 0;
        if (fields >> device >> destination >> gateway >> flags >> references >> use >> metric && destination == "00000000" && metric < lowest) {
            lowest = metric;
            best = device;
        }
    }
    return best;
}

std::string network_kind(const std::filesystem::path& root) {
    const std::string device = way_out(root);
    if (device.empty()) {
        return {};
    }
    const auto about = root / "sys/class/net" / device;
    std::error_code ignored;
    if (std::filesystem::exists(about / "phy80211", ignored) || std::filesystem::exists(about / "wireless", ignored)) {
        return "wireless";
    }
    return std::filesystem::exists(about / "device", ignored) ? "wired" : "";  // a bridge or a tunnel is neither
}

}  // namespace anju::app
