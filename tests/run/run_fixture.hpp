// SPDX-License-Identifier: Apache-2.0
// One ./run in a folder of its own, and what must hold however it ends.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "tests/run/run_process.hpp"
#include "tests/whole/child.hpp"

namespace anju::tests {

class TheRun : public ::testing::Test {
  protected:
    ~TheRun() override {
        run.stop();  // what still writes into the folder
        std::filesystem::remove_all(folder);
    }

    static std::filesystem::path new_folder() {
        const auto path = std::filesystem::temp_directory_path() / ("anju-run-" + std::to_string(getpid()));
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
        return path;
    }
    // One sentence, and nothing that began goes on.
    void expect_one_sentence(const RunEnd& end, const std::string& words, int code = 1) {
        EXPECT_EQ(end.code, code) << end.said;
        EXPECT_THAT(end.said, ::testing::HasSubstr(words));
        EXPECT_THAT(end.said, ::testing::EndsWith(".\n"));
        EXPECT_EQ(std::count(end.said.begin(), end.said.end(), '\n'), 1) << end.said;
        expect_nothing_left();
    }
    void expect_nothing_left(std::chrono::seconds patience = std::chrono::seconds(1)) {
        eventually([] { return running_below().empty(); }, patience);
        EXPECT_THAT(running_below(), ::testing::IsEmpty());
        EXPECT_FALSE(std::filesystem::exists(run.info_file()));
        EXPECT_FALSE(std::filesystem::exists(run.info_file().string() + ".part"));
    }
    RunEnd run_with(const RunProcess::Words& words, const std::map<std::string, std::string>& environment = {},
                    const RunProcess::Words& before = {}) {
        run.start(words, environment, before);
        return run.end();
    }

    std::filesystem::path folder = new_folder();
    RunProcess run{folder / "one"};
};

}  // namespace anju::tests
