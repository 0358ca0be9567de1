// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/interfaces.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>

namespace anju::alarm {
namespace {

std::string text_of_address(const sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address->sa_family == AF_INET) {
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text.data(), text.size());
    } else if (address->sa_family == AF_INET6) {
        ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text.data(), text.size());
    }
    return text.data();
}

// A datagram socket that is connected has its own address by the system's routes.
std::string own_address(const std::string& to) {
    sockaddr_storage address{};
    auto* four = reinterpret_cast<sockaddr_in*>(&address);
    auto* six = reinterpret_cast<sockaddr_in6*>(&address);
    socklen_t size = sizeof *four;
    if (::inet_pton(AF_INET, to.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(443);
    } else if (::inet_pton(AF_INET6, to.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(443);
        size = sizeof *six;
    } else {
        return {};
    }
    const int socket = ::socket(address.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    std::string own;
    if (socket >= 0 && ::connect(socket, reinterpret_cast<const sockaddr*>(&address), size) == 0) {
        socklen_t room = sizeof address;
        if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &room) == 0) {
            own = text_of_address(reinterpret_cast<const sockaddr*>(&address));
        }
    }
    if (socket >= 0) {
        ::close(socket);
    }
    return own;
}

}  // namespace

std::vector<Link> links_now() {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) {
        return {};
    }
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> all(first, ::freeifaddrs);
    std::vector<Link> links;
    for (const auto* one = first; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || (one->ifa_addr->sa_family != AF_INET && one->ifa_addr->sa_family != AF_INET6)) {
            continue;
        }
        const auto is = [&](unsigned flag) { return (one->ifa_flags & flag) != 0; };
        std::string name(one->ifa_name);
        name.resize(std::min(name.size(), name.find(':')));  // a label of one address, as eth0:1
        links.push_back({std::move(name), is(IFF_UP), is(IFF_RUNNING), is(IFF_LOOPBACK), text_of_address(one->ifa_addr)});
    }
    return links;
}

std::vector<std::string> own_addresses(const std::vector<std::string>& to) {
    std::vector<std::string> own;
    for (const auto& one : to) {
        if (auto address = own_address(one); !address.empty()) {
            own.push_back(std::move(address));
        }
    }
    return own;
}

}  // namespace anju::alarm
