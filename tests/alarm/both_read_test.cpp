// SPDX-License-Identifier: Apache-2.0
// The TV and the guard read one remote side by side.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "remote-input/evdev_source.hpp"
#include "tests/whole/child.hpp"

namespace anju::alarm {
namespace {

using tests::eventually;

class MadeRemote {  // of the kernel's uinput
  public:
    MadeRemote() : descriptor_(::open("/dev/uinput", O_WRONLY | O_NONBLOCK | O_CLOEXEC)) {
        if (descriptor_ < 0) {
            return;
        }
        ::ioctl(descriptor_, UI_SET_EVBIT, EV_KEY);
        for (const int code : {KEY_RED, KEY_SOS, KEY_BACK, KEY_OK, KEY_UP}) {
            ::ioctl(descriptor_, UI_SET_KEYBIT, code);
        }
        uinput_setup setup{};
        std::strcpy(setup.name, "anju test remote");
        ::ioctl(descriptor_, UI_DEV_SETUP, &setup);
        ::ioctl(descriptor_, UI_DEV_CREATE);
        char name[64]{};
        ::ioctl(descriptor_, UI_GET_SYSNAME(sizeof name), name);
        const auto folder = std::string("/sys/devices/virtual/input/") + name;
        eventually([&] {
            for (const auto& entry : std::filesystem::directory_iterator(folder)) {
                if (entry.path().filename().string().starts_with("event")) {
                    path = "/dev/input/" + entry.path().filename().string();
                }
            }
            return !path.empty() && std::filesystem::exists(path);
        });
    }
    ~MadeRemote() { ::close(descriptor_); }
    MadeRemote(const MadeRemote&) = delete;
    MadeRemote& operator=(const MadeRemote&) = delete;
    void tap(int code) const {
        for (const int value : {1, 0}) {
            for (const auto& [type, what, how] : {std::tuple{EV_KEY, code, value}, std::tuple{EV_SYN, SYN_REPORT, 0}}) {
                input_event event{};
                event.type = static_cast<std::uint16_t>(type);
                event.code = static_cast<std::uint16_t>(what);
                event.value = how;
                [[maybe_unused]] const auto written = ::write(descriptor_, &event, sizeof event);
            }
        }
    }
    std::string path;

  private:
    int descriptor_;
};

TEST(OneRemote, TheTvAndTheGuardEachSeeEveryKey) {
    const MadeRemote remote;
    if (remote.path.empty()) {
        GTEST_SKIP() << "this machine makes no devices";
    }
    std::atomic<int> tv = 0, guard = 0;
    const keys::EvdevSource first({remote.path}, [&](keys::KeyPress, keys::Time) { ++tv; });
    const keys::EvdevSource second({remote.path}, [&](keys::KeyPress, keys::Time) { ++guard; });
    for (const int code : {KEY_RED, KEY_BACK, KEY_OK, KEY_SOS}) {
        remote.tap(code);
    }
    EXPECT_TRUE(eventually([&] { return tv == 4 && guard == 4; })) << tv << " and " << guard;
}

TEST(OneRemote, NobodyGrabsIt) {
    for (const char* folder : {"remote-input", "terminal", "media", "screens"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(ANJU_SOURCE_DIR) / folder)) {
            if (entry.path().extension() == ".cpp") {
                const auto text = tests::text_of(entry.path());
                EXPECT_EQ(text.find("EVIOC" "GRAB"), text.npos) << entry.path();
                EXPECT_EQ(text.find("libevdev_" "grab"), text.npos) << entry.path();
            }
        }
    }
}

}  // namespace
}  // namespace anju::alarm
