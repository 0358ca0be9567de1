// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/network_watch.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <utility>

namespace anju::app {
namespace {

int kernel_news() {
    const int news = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (news >= 0 && bind(news, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close(news);
        return -1;
    }
    return news;
}

}  // namespace

std::set<std::string> own_addresses() {
    std::set<std::string> found;
    ifaddrs* all = nullptr;
    if (getifaddrs(&all) != 0) {
        return found;
    }
    for (const auto* one = all; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || (one->ifa_flags & IFF_LOOPBACK) != 0) {
            continue;
        }
        std::array<char, INET6_ADDRSTRLEN> text{};
        if (one->ifa_addr->sa_family == AF_INET) {
            const auto* v4 = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
            inet_ntop(AF_INET, &v4->sin_addr, text.data(), text.size());
        } else if (one->ifa_addr->sa_family == AF_INET6) {
            const auto* v6 = reinterpret_cast<const sockaddr_in6*>(one->ifa_addr);
            if (!IN6_IS_ADDR_LINKLOCAL(&v6->sin6_addr)) {
                inet_ntop(AF_INET6, &v6->sin6_addr, text.data(), text.size());
            }
        }
        if (text[0] != '\0') {
            found.insert(text.data());
        }
    }
    freeifaddrs(all);
    return found;
}

NetworkWatch::NetworkWatch(std::function<void()> changed)
    : changed_(std::move(changed)), kernel_(kernel_news()), ended_(eventfd(0, EFD_CLOEXEC)) {
    if (kernel_ >= 0 && ended_ >= 0) {  // else a change is noticed by the silence that follows
        // Asked for here: what changes once this has returned is news.
        thread_ = std::jthread([this, known = own_addresses()]() mutable { watch(std::move(known)); });
    }
}

NetworkWatch::~NetworkWatch() {
    const std::uint64_t one = 1;
    if (thread_.joinable() && write(ended_, &one, sizeof one) == sizeof one) {
        thread_.join();
    }
    for (const int file : {kernel_, ended_}) {
        if (file >= 0) {
            close(file);
        }
    }
}

void NetworkWatch::watch(std::set<std::string> known) {
    std::array<pollfd, 2> files{{{kernel_, POLLIN, 0}, {ended_, POLLIN, 0}}};
    while (poll(files.data(), files.size(), -1) >= 0 && (files[1].revents & POLLIN) == 0) {
        std::array<char, 8192> buffer;
        while (recv(kernel_, buffer.data(), buffer.size(), 0) > 0) {
        }
        // A renewed lease is news to the kernel and none to a call.
        if (auto now = own_addresses(); now != known) {
            known = std::move(now);
            changed_();
        }
    }
}

}  // namespace anju::app
