// SPDX-License-Identifier: Apache-2.0
// ./run that is stopped while it installs or builds. The tools are stand-ins: nothing is installed or built.
#include <csignal>
#include <fstream>

#include "tests/run/run_fixture.hpp"

namespace anju::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class SettingUp : public TheRun {
  protected:
    SettingUp() {
        fs::create_directories(tools());
        tool("dpkg-query", "echo 'install ok installed'");
        tool("sudo", "exec \"$@\"");
    }
    fs::path tools() const { return folder / "tools"; }
    void tool(const std::string& name, const std::string& does) const {
        std::ofstream(tools() / name) << "#!/bin/sh\n" << does << "\n";
        fs::permissions(tools() / name, fs::perms::owner_all);
    }
    void start() {
        run.start(run.usual(), {{"ANJU_BUILD", ""}, {"PATH", tools().string() + ":" + std::getenv("PATH")}});
    }
    void expect_told() {
        const auto begin = std::chrono::steady_clock::now();
        const auto end = run.end();
        EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
        EXPECT_EQ(end.code, 1);
        EXPECT_THAT(end.told, ::testing::HasSubstr("Anju TV was not started."));
        EXPECT_EQ(end.said, "");
        expect_nothing_left();
    }
};

// From a terminal, which tells all, and from a script, which tells ./run alone.
TEST_F(SettingUp, StopsTheCompilersAtOnce) {
    for (const auto& [signal, whole_group] : {std::pair{SIGINT, true}, {SIGINT, false}, {SIGTERM, false}}) {
        tool("cmake", "touch " + (folder / "begun").string() + "; sleep 60; true");
        start();
        ASSERT_TRUE(eventually([&] { return fs::exists(folder / "begun"); }));
        run.signal(signal, whole_group);
        expect_told();
        fs::remove(folder / "begun");
    }
}

TEST_F(SettingUp, WaitsForPackagesThatAreBeingInstalled) {
    tool("dpkg-query", "exit 1");
    tool("cmake", "touch " + (folder / "compiled").string());
    tool("apt-get", "[ \"$1\" = install ] || exit 0; touch " + (folder / "begun").string() + "; sleep 1; touch " + (folder / "installed").string());
    for (const auto signal : {SIGINT, SIGTERM}) {
        start();
        ASSERT_TRUE(eventually([&] { return fs::exists(folder / "begun"); }));
        run.signal(signal, false);
        const auto end = run.end();
        EXPECT_EQ(end.code, 1);
        EXPECT_THAT(end.told, ::testing::HasSubstr("Anju TV was not started."));
        EXPECT_TRUE(fs::exists(folder / "installed")) << "nothing is left half installed";
        EXPECT_FALSE(fs::exists(folder / "compiled"));
        expect_nothing_left();
        fs::remove(folder / "begun");
        fs::remove(folder / "installed");
    }
}

TEST_F(SettingUp, SaysWhatTheCompilerSaidLast) {
    tool("cmake", "echo 'main.cpp:3: a fault'; exit 1");
    start();
    const auto end = run.end();
    EXPECT_EQ(end.code, 1);
    EXPECT_THAT(end.said, ::testing::HasSubstr("main.cpp:3: a fault\nBuilding failed"));
    expect_nothing_left();
}

}  // namespace
}  // namespace anju::tests
