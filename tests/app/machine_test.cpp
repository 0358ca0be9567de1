// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/machine.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace anju::app {
namespace {

namespace fs = std::filesystem;

class MachineFiles : public testing::Test {
  protected:
    fs::path root = fs::temp_directory_path() / ("anju-machine-" + std::to_string(getpid()));
    ~MachineFiles() override { fs::remove_all(root); }

    void file(const std::string& name, const std::string& text) {
        fs::create_directories((root / name).parent_path());
        std::ofstream(root / name) << text;
    }
};

TEST_F(MachineFiles, NothingIsSaidWhereNothingTells) {
    EXPECT_EQ(look_at_machine(root), model::Machine{});
    EXPECT_EQ(boot_id(root), "");
}

TEST_F(MachineFiles, AUsbCameraIsOne) {
    fs::create_directories(root / "sys/class");
    EXPECT_EQ(look_at_machine(root).camera, false);
    file("sys/class/video4linux/video0/name", "hantro-vpu-dec");
    EXPECT_EQ(look_at_machine(root).camera, std::nullopt) << "it may decode films";
    file("sys/class/video4linux/video1/device/bInterfaceClass", "0e\n");
    EXPECT_EQ(look_at_machine(root).camera, true);
}

TEST_F(MachineFiles, WhatCapturesSoundIsAMicrophone) {
    file("proc/asound/pcm", "00-03: HDMI 0 : HDMI 0 : playback 1\n");
    EXPECT_EQ(look_at_machine(root).microphone, false);
    file("proc/asound/pcm", "00-03: HDMI 0 : HDMI 0 : playback 1\n01-00: USB Audio : USB Audio : playback 1 : capture 1\n");
    EXPECT_EQ(look_at_machine(root).microphone, true);
}

TEST_F(MachineFiles, TheSignalIsThatOfTheWayOut) {
    const std::string heads = "Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE\n face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22\n";
    const std::string route = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n";
    file("proc/net/wireless", heads + " wlan1: 0000   70.  -40.  -256        0      0      0      0      0        0\n wlan0: 0000   42.  -68.  -256        0      0      0      0      0        0\n");
    EXPECT_EQ(look_at_machine(root).signal, "");
    file("proc/net/route", route + "wlan0\t00000000\t0102A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n");
    EXPECT_EQ(look_at_machine(root).signal, "fair");
    file("proc/net/wireless", heads + " wlan0: 0000   20.  -81.  -256        0      0      0      0      0        0\n");
    EXPECT_EQ(look_at_machine(root).signal, "weak");
    file("proc/net/wireless", heads + " wlan0: 0000   20.  30.  0        0      0      0      0      0        0\n");
    EXPECT_EQ(look_at_machine(root).signal, "") << "a driver of old, with figures of its own";
}

}  // namespace
}  // namespace anju::app
