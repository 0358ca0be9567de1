// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/outs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anju::alarm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Link link_of(std::string interface, std::string address) { return {std::move(interface), true, true, false, std::move(address)}; }

TEST(OtherInterfaces, AreThoseThatAreConnectedAndLeadFurther) {
    auto off = link_of("off0", "10.0.0.1"), unplugged = link_of("eth1", "10.0.0.2"), own = link_of("lo", "10.0.0.3");
    off.up = false;
    unplugged.carrier = false;
    own.loopback = true;
    std::vector<Link> links{off, unplugged, own};
    for (const auto* address : {"127.0.0.1", "169.254.7.7", "0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "ff02::1", "", "wlan", "1.2.3"}) {
        links.push_back(link_of(std::string("no-") + address, address));
    }
    EXPECT_THAT(other_interfaces(links, {}), IsEmpty());
    for (const auto* address : {"10.0.0.9", "100.64.0.2", "192.168.1.7", "169.253.1.1", "223.1.2.3", "fd00::7", "2001:db8::7"}) {
        EXPECT_THAT(other_interfaces({link_of("wlan0", address)}, {}), ElementsAre("wlan0")) << address;
    }
}

TEST(OtherInterfaces, AreNotTheOneByWhichTheSystemGoesAndNotMoreThanThree) {
    std::vector<Link> links{link_of("eth0", "fe80::1"), link_of("eth0", "192.168.1.7"), link_of("eth0", "2001:db8::7"), link_of("wlan0", "192.168.2.7"),
                            link_of("wlan0", "fd00::7"), link_of("wwan0", "100.64.0.2")};
    EXPECT_THAT(other_interfaces(links, {"192.168.1.7"}), ElementsAre("wlan0", "wwan0")) << "each once";
    EXPECT_THAT(other_interfaces(links, {"2001:db8::7", "192.168.2.7"}), ElementsAre("wwan0")) << "one for each kind of address";
    EXPECT_THAT(other_interfaces(links, {}), ElementsAre("eth0", "wlan0", "wwan0")) << "nobody knows by which";
    links.push_back(link_of("usb0", "10.1.1.1"));
    EXPECT_THAT(other_interfaces(links, {}), ElementsAre("eth0", "wlan0", "wwan0"));
}

TEST(WaysOut, AllAtOnceAreEachInterfaceByNameAndByKnownAddress) {
    EXPECT_THAT(everywhere({}, false, false), IsEmpty());
    EXPECT_THAT(everywhere({"wlan0"}, false, false), ElementsAre(Out{"wlan0", false}));
    EXPECT_THAT(everywhere({"wlan0", "wwan0"}, true, true), ElementsAre(Out{"wlan0", true}, Out{"wlan0", false}, Out{"wwan0", true}, Out{"wwan0", false}));
    EXPECT_THAT(everywhere({}, true, true), IsEmpty()) << "its name leads somewhere";
    EXPECT_THAT(everywhere({}, true, false), ElementsAre(Out{"", true})) << "no name server may be there";
}

TEST(WaysOut, ByTurnsGoRoundAndBackToTheSystems) {
    Out out;
    std::vector<Out> seen;
    for (int i = 0; i < 4; ++i) {
        seen.push_back(out = next_out(out, {"wlan0", "wwan0"}, true));
    }
    EXPECT_THAT(seen, ElementsAre(Out{"wlan0", true}, Out{"wwan0", true}, Out{"", true}, kSystem));
    EXPECT_EQ(next_out(kSystem, {}, false), kSystem);
    EXPECT_EQ(next_out(kSystem, {"wlan0"}, false), (Out{"wlan0", false}));
    EXPECT_EQ(next_out({"usb0", true}, {"wlan0"}, true), kSystem) << "it was pulled out";
}

}  // namespace
}  // namespace anju::alarm
