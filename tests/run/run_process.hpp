// SPDX-License-Identifier: Apache-2.0
// The real ./run as a child, with the programs that are built here, and all the processes that come of it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace anju::tests {

struct RunEnd {
    int code = 0;      // or minus the signal
    std::string said;  // standard error
    std::string told;  // standard output
};

// Processes that stem from this one and still run, as "pid command"; what has ended is reaped.
std::vector<std::string> running_below();

class RunProcess {
  public:
    using Words = std::vector<std::string>;

    // Makes itself the parent of every orphan below it, so that nothing can be left unseen.
    explicit RunProcess(std::filesystem::path folder);
    ~RunProcess();  // kills all that is left
    RunProcess(const RunProcess&) = delete;
    RunProcess& operator=(const RunProcess&) = delete;

    // `before`: a command that starts it, such as setpriv. Headless, free ports, no display.
    void start(const Words& more = {}, const std::map<std::string, std::string>& environment = {}, const Words& before = {});
    // Everything answers and the info file stands. Throws with its words when it ends instead.
    nlohmann::json info() const;
    void signal(int number, bool whole_group = false) const;
    bool alive() const;
    void stop();   // at once, with all that it started
    RunEnd end();  // waits, at most half a minute

    std::filesystem::path data() const { return folder_ / "data"; }
    std::filesystem::path info_file() const { return folder_ / "info.json"; }
    Words usual() const { return {"--headless", "--data", data(), "--info", info_file()}; }

  private:
    std::filesystem::path folder_;
    pid_t pid_ = -1;
};

}  // namespace anju::tests
