// SPDX-License-Identifier: Apache-2.0
#include "platform/settings/watchdog.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "platform/settings/service_manager.hpp"

namespace anju::settings {

using namespace std::chrono_literals;

Watchdog::Watchdog(std::string file) : file_(std::move(file)) {
    const char* limit = std::getenv("WATCHDOG_USEC");
    const auto third = std::chrono::milliseconds(limit == nullptr ? 0 : std::strtoll(limit, nullptr, 10) / 3000);
    each_ = third > 0ms ? third : 2s;
    if (!file_.empty()) {
        each_ = std::min<std::chrono::milliseconds>(each_, 2s);
    }
    if (third > 0ms || !file_.empty()) {
        due_ = Instant{};
    }
}

void Watchdog::pet(Instant now) {
    if (!due_ || now < *due_) {
        return;
    }
    due_ = now + each_;
    tell_service_manager("WATCHDOG=1");
    if (!file_.empty()) {
        ::utimensat(AT_FDCWD, file_.c_str(), nullptr, 0);
    }
}

}  // namespace anju::settings
