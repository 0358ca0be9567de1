// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/environment.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace anju::app {
namespace {

std::string value(const char* name) {
    const char* found = std::getenv(name);
    return found != nullptr ? found : "not set";
}

class Environment : public ::testing::Test {
  protected:
    Environment() : folder_(::testing::TempDir() + "environment-" + std::to_string(getpid())) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        for (const char* name : {"GST_REGISTRY_DISABLE", "GST_V4L2_FORCE_DRAIN", "XCOMPOSEFILE", "DBUS_SESSION_BUS_ADDRESS"}) {
            unsetenv(name);
        }
        setenv("XDG_RUNTIME_DIR", folder_.c_str(), 1);
    }
    ~Environment() override { std::filesystem::remove_all(folder_); }
    std::string folder_;
};

TEST_F(Environment, KeepsLibrariesFromWorkBeforeTheFirstPicture) {
    set_environment();
    EXPECT_EQ(value("GST_REGISTRY_DISABLE"), "yes");
    EXPECT_EQ(value("XCOMPOSEFILE"), "/dev/null");
    EXPECT_EQ(value("DBUS_SESSION_BUS_ADDRESS"), "disabled:");
}

TEST_F(Environment, HasCamerasClosedWhenTheyStop) {
    set_environment();
    EXPECT_EQ(value("GST_V4L2_FORCE_DRAIN"), "1");
}

TEST_F(Environment, LeavesWhatIsThere) {
    setenv("XCOMPOSEFILE", "/home/a/compose", 1);
    std::ofstream(folder_ + "/bus") << "";
    set_environment();
    EXPECT_EQ(value("XCOMPOSEFILE"), "/home/a/compose");
    EXPECT_EQ(value("DBUS_SESSION_BUS_ADDRESS"), "not set") << "there is a bus";
}

}  // namespace
}  // namespace anju::app
