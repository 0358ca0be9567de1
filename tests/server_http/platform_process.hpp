// SPDX-License-Identifier: Apache-2.0
// The real anju-platform as a child that can be killed at any moment and started again on its database.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace anju::tests {

class PlatformProcess {
  public:
    // folder: for its ready file and its log.
    explicit PlatformProcess(std::filesystem::path folder) : folder_(std::move(folder)) {}
    ~PlatformProcess() { kill_now(); }
    PlatformProcess(const PlatformProcess&) = delete;
    PlatformProcess& operator=(const PlatformProcess&) = delete;

    // Waits until it answers; throws with its log when it does not.
    void start(const std::vector<std::string>& arguments);
    void kill_now();                 // SIGKILL
    int stop(int signal);            // waits; the exit code, or minus the signal that ended it
    std::uint16_t port() const { return port_; }
    pid_t pid() const { return pid_; }
    // A number of its ready file.
    std::uint16_t port_named(const std::string& name) const;
    std::string log() const;  // all that it said on both its outputs

  private:
    int wait_for_end();

    std::filesystem::path folder_;
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
};

// Starts it for whoever ends it in the middle; answers its process.
pid_t begin_platform(const std::filesystem::path& folder, const std::vector<std::string>& arguments);

// Runs it to its end: exit code, what it said on stderr, what it printed on stdout.
struct Ended {
    int code = 0;
    std::string said, printed;
};
Ended run_platform(const std::filesystem::path& folder, const std::vector<std::string>& arguments, const std::string& input = "");

}  // namespace anju::tests
