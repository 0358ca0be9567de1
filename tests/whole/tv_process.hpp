// SPDX-License-Identifier: Apache-2.0
// The real anju-tv as a child, driven by its script and its remote.
#pragma once

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/whole/child.hpp"

namespace anju::tests {

struct TvEnd {
    int code = 0;  // or minus the signal
    std::string said;
};

// Runs it until it ends by itself.
TvEnd run_tv(const std::filesystem::path& folder, const std::vector<std::string>& arguments);

class TvProcess {
  public:
    explicit TvProcess(std::filesystem::path folder);

    // Headless on the folder's data; waits for the first picture.
    void start(const std::string& platform, const std::vector<std::string>& more = {});
    void kill_now() { tv_.kill_now(); }
    TvEnd stop(int signal);

    void script(const std::string& lines);
    // The scene behind those lines; throws with the TV's own words when it ends instead.
    nlohmann::json after(const std::string& lines);
    // When the scene behind those lines was written, once they are through.
    void begin(const std::string& lines, const std::string& name);
    std::chrono::system_clock::time_point written(const std::string& name);
    // Presses a key of the kernel's on the remote.
    void remote(std::uint16_t code);
    bool alive() const { return tv_.alive(); }
    std::filesystem::path data() const { return folder_ / "data"; }

  private:
    std::filesystem::path folder_;
    Child tv_;
    int asked_ = 0;
};

}  // namespace anju::tests
