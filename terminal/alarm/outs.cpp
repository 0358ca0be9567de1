// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/outs.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

namespace anju::alarm {
namespace {

bool leads_further(const std::string& address) {
    in_addr four{};
    if (::inet_pton(AF_INET, address.c_str(), &four) == 1) {
        const auto bits = ntohl(four.s_addr);
        const auto first = bits >> 24;
        return first != 0 && first != 127 && bits >> 16 != 0xA9FE && first < 224;  // 169.254: of nobody's giving
    }
    in6_addr six{};
    if (::inet_pton(AF_INET6, address.c_str(), &six) != 1) {
        return false;
    }
    return !IN6_IS_ADDR_UNSPECIFIED(&six) && !IN6_IS_ADDR_LOOPBACK(&six) && !IN6_IS_ADDR_LINKLOCAL(&six) && !IN6_IS_ADDR_MULTICAST(&six);
}

}  // namespace

std::vector<std::string> other_interfaces(const std::vector<Link>& links, const std::vector<std::string>& own) {
    std::vector<std::string> taken, found;
    for (const auto& link : links) {
        if (std::ranges::find(own, link.address) != own.end()) {
            taken.push_back(link.interface);
        }
    }
    for (const auto& link : links) {
        const bool usable = link.up && link.carrier && !link.loopback && leads_further(link.address);
        const auto in = [&](const std::vector<std::string>& names) { return std::ranges::find(names, link.interface) != names.end(); };
        if (usable && !in(taken) && !in(found) && found.size() < kMostInterfaces) {
            found.push_back(link.interface);
        }
    }
    return found;
}

std::vector<Out> everywhere(const std::vector<std::string>& interfaces, bool known, bool reached) {
    std::vector<Out> outs;
    for (const auto& interface : interfaces) {
        if (known) {
            outs.push_back({interface, true});
        }
        outs.push_back({interface, false});  // the platform may have moved
    }
    if (known && !reached) {
        outs.push_back({{}, true});
    }
    return outs;
}

Out next_out(const Out& out, const std::vector<std::string>& interfaces, bool known) {
    std::vector<Out> ring{kSystem};
    for (const auto& interface : interfaces) {
        ring.push_back({interface, known});
    }
    if (known) {
        ring.push_back({{}, true});
    }
    const auto at = std::ranges::find(ring, out);
    return at == ring.end() || at + 1 == ring.end() ? kSystem : *(at + 1);
}

}  // namespace anju::alarm
