// SPDX-License-Identifier: Apache-2.0
#include "platform/settings/service_manager.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>

namespace anju::settings {

void tell_service_manager(std::string_view news) {
    const char* name = std::getenv("NOTIFY_SOCKET");
    const std::string_view path = name != nullptr ? name : "";
    sockaddr_un address{};
    if (path.size() < 2 || path.size() >= sizeof address.sun_path || (path[0] != '/' && path[0] != '@')) {
        return;
    }
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, path.size());
    if (path[0] == '@') {
        address.sun_path[0] = '\0';  // an abstract one
    }
    const int out = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (out < 0) {
        return;
    }
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    ::sendto(out, news.data(), news.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), size);
    ::close(out);
}

}  // namespace anju::settings
