// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/network_kind.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace anju::app {
namespace {

namespace fs = std::filesystem;

// As much of a machine as tells: its routes, and what its devices are.
class NetworkKind : public testing::Test {
  protected:
    fs::path root = fs::temp_directory_path() / ("anju-kind-" + std::to_string(getpid()));
    ~NetworkKind() override { fs::remove_all(root); }

    void routes(const std::string& lines) {
        fs::create_directories(root / "proc/net");
        std::ofstream(root / "proc/net/route") << "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n" << lines;
    }
    void device(const std::string& name, const std::string& part) { fs::create_directories(root / "sys/class/net" / name / part); }
};

TEST_F(NetworkKind, IsThatOfTheDefaultRouteWithTheLowestMetric) {
    device("eth0", "device");
    device("wlan0", "device");
    device("wlan0", "phy80211");
    routes("wlan0\t00000000\t0102A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\neth0\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n");
    EXPECT_EQ(network_kind(root), "wired");
    routes("wlan0\t00000000\t0102A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\neth0\t0002A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n");
    EXPECT_EQ(network_kind(root), "wireless");
}

TEST_F(NetworkKind, IsNotSaidWhereNothingTells) {
    EXPECT_EQ(network_kind(root), "");
    routes("");
    EXPECT_EQ(network_kind(root), "");
    device("br0", "bridge");
    routes("br0\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");
    EXPECT_EQ(network_kind(root), "");
}

}  // namespace
}  // namespace anju::app
