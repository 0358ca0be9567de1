// SPDX-License-Identifier: Apache-2.0
// How a request leaves the house: as the system routes, or bound to one network interface, and whether a name server is asked. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace anju::alarm {

struct Out {
    std::string interface;  // empty: as the system routes
    bool known = false;     // to the platform's addresses of before: no name server is asked
    bool operator==(const Out&) const = default;
};
inline const Out kSystem{};

inline constexpr std::size_t kMostInterfaces = 3;

// One address of an interface of this machine.
struct Link {
    std::string interface;
    bool up = false, carrier = false, loopback = false;
    std::string address;
    bool operator==(const Link&) const = default;
};

// What can be gone by beside the system's own way: connected, and with an address that leads further than the next cable. own: this machine's
// addresses as the system would use them to the platform.
std::vector<std::string> other_interfaces(const std::vector<Link>& links, const std::vector<std::string>& own);

// All at once, beside the system's own way. known: addresses are; reached: the system's own way leads to somebody, so it needs no help with names.
std::vector<Out> everywhere(const std::vector<std::string>& interfaces, bool known, bool reached);
// The next one to be tried by turns, where that one leads to nobody.
Out next_out(const Out& out, const std::vector<std::string>& interfaces, bool known);

}  // namespace anju::alarm
