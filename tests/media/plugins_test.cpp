// SPDX-License-Identifier: Apache-2.0
// A machine that lacks plugins: it is found by the files alone, and a plugin that is there and does not load, by the first call.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "media/plugin_files.hpp"
#include "tests/media/visit.hpp"

namespace anju::gst {
namespace {

namespace fs = std::filesystem;

// A folder with the system's plugins, but for some.
class Plugins {
  public:
    explicit Plugins(const std::set<std::string>& without) : folder_(fs::temp_directory_path() / ("anju-plugins-" + std::to_string(getpid()))) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        const auto system = fs::path(media::plugin_file("app")).parent_path();
        for (const auto& file : fs::directory_iterator(system)) {
            const auto name = file.path().filename().string();
            if (name.starts_with("libgst") && !without.contains(name.substr(6, name.size() - 9))) {
                fs::create_symlink(file.path(), folder_ / name);
            }
        }
        setenv("GST_PLUGIN_SYSTEM_PATH_1_0", folder_.c_str(), 1);
    }
    ~Plugins() {
        unsetenv("GST_PLUGIN_SYSTEM_PATH_1_0");
        fs::remove_all(folder_);
    }
    Plugins(const Plugins&) = delete;
    Plugins& operator=(const Plugins&) = delete;
    void damage(const std::string& name) {
        fs::remove(folder_ / ("libgst" + name + ".so"));
        std::ofstream(folder_ / ("libgst" + name + ".so")) << "no plugin";
    }

  private:
    fs::path folder_;
};

TEST(PluginFiles, AreAllThereWhereTheTestsRun) { EXPECT_EQ(media::lacking_for_visits(), ""); }

TEST(PluginFiles, WhatLacksIsNamed) {
    for (const std::string one : {"webrtc", "nice", "srtp", "dtls", "webrtcdsp", "opus"}) {
        const Plugins without({one});
        EXPECT_EQ(media::lacking_for_visits(), one);
    }
    const Plugins without({"nice", "vpx"});
    EXPECT_EQ(media::lacking_for_visits(), "nice vpx");
}

TEST(PluginFiles, OneEncoderIsEnough) {
    {
        const Plugins without({"x264"});
        EXPECT_EQ(media::lacking_for_visits(), "");
    }
    const Plugins without({"x264", "openh264"});
    EXPECT_EQ(media::lacking_for_visits(), "x264");
}

TEST(PluginFiles, AreLookedForInEachFolderOfThePath) {
    const auto system = fs::path(media::plugin_file("app")).parent_path().string();
    setenv("GST_PLUGIN_SYSTEM_PATH_1_0", ("/nowhere:" + system).c_str(), 1);
    EXPECT_EQ(media::lacking_for_visits(), "");
    setenv("GST_PLUGIN_SYSTEM_PATH_1_0", "/nowhere", 1);
    EXPECT_NE(media::lacking_for_visits(), "");
    unsetenv("GST_PLUGIN_SYSTEM_PATH_1_0");
}

// Last of all: what has been loaded once stays loaded.
TEST(TheEngine, SaysOnceWhatDoesNotLoad) {
    Plugins plugins({});
    plugins.damage("webrtc");
    EXPECT_EQ(media::lacking_for_visits(), "") << "by its name it is there";
    Visit visit;
    visit.engine->order(media::ConnectCall{"c1", 0, {}, false});
    ASSERT_TRUE(visit.until([&] { return visit.last<media::MediaFailed>().has_value(); }));
    EXPECT_EQ(visit.last<media::MediaFailed>()->fault, call::Fault::Parts);
    ASSERT_EQ(visit.count<media::Lacking>(), 1);
    EXPECT_EQ(visit.last<media::Lacking>()->plugins, "webrtc");
    visit.engine->order(media::ConnectCall{"c1", 1, {}, false});
    EXPECT_TRUE(visit.until([&] { return visit.count<media::MediaFailed>() == 2; }));
    EXPECT_EQ(visit.count<media::Lacking>(), 1);
}

}  // namespace
}  // namespace anju::gst
