// SPDX-License-Identifier: Apache-2.0
// One of the installed programs as a child that never outlives its test. No display.
#pragma once

#include <poll.h>
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace anju::tests {

std::string text_of(const std::filesystem::path& file);

// Looks again until the limit: for facts that stay once they are there.
template <class Done>
bool eventually(Done done, std::chrono::seconds limit = std::chrono::seconds(30)) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!done()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        poll(nullptr, 0, 2);
    }
    return true;
}

class Child {
  public:
    static pid_t spawn(const std::string& program, const std::filesystem::path& log,
                       std::vector<std::string> arguments);

    explicit Child(pid_t pid = -1) : pid_(pid) {}
    ~Child() { kill_now(); }
    Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
    Child& operator=(Child&& other) noexcept {
        kill_now();
        pid_ = std::exchange(other.pid_, -1);
        return *this;
    }

    bool alive() const;
    void signal(int number) const;
    int end();  // waits: the exit code, or minus the signal; a child that does not end is killed
    void kill_now();

  private:
    pid_t pid_;
};

}  // namespace anju::tests
