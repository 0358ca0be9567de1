// SPDX-License-Identifier: Apache-2.0
#include "tests/server_http/platform_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

pid_t spawn(const std::filesystem::path& log, const std::vector<std::string>& arguments) {
    std::string program = std::string(ANJU_BINARY_DIR) + "/bin/anju-platform";
    std::vector<char*> words = {program.data()};
    std::vector<std::string> copies = arguments;
    for (auto& copy : copies) words.push_back(copy.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    pid_t pid = -1;
    const int failed = posix_spawn(&pid, program.c_str(), &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("cannot start " + program);
    return pid;
}

int end_of(pid_t pid) {
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

void PlatformProcess::start(const std::vector<std::string>& arguments) {
    const auto ready = folder_ / "ready.json";
    std::filesystem::remove(ready);
    auto all = arguments;
    all.insert(all.end(), {"--listen", "127.0.0.1:0", "--ready", ready.string()});
    pid_ = spawn(folder_ / "log", all);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!std::filesystem::exists(ready)) {
        int status = 0;
        if (std::chrono::steady_clock::now() > deadline || ::waitpid(pid_, &status, WNOHANG) == pid_) {
            throw std::runtime_error("the platform did not start: " + log());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    port_ = static_cast<std::uint16_t>(std::stoi(field(read_file(ready), "port")));
}

void PlatformProcess::kill_now() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    wait_for_end();
}

int PlatformProcess::stop(int signal) {
    ::kill(pid_, signal);
    return wait_for_end();
}

int PlatformProcess::wait_for_end() {
    const int code = end_of(pid_);
    pid_ = -1;
    return code;
}

std::string PlatformProcess::log() const { return read_file(folder_ / "log"); }

Ended run_platform(const std::filesystem::path& folder, const std::vector<std::string>& arguments) {
    const auto log = folder / "one-run.log";
    std::filesystem::remove(log);
    const int code = end_of(spawn(log, arguments));
    return {code, read_file(log)};
}

}  // namespace anju::tests
