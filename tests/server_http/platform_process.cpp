// SPDX-License-Identifier: Apache-2.0
#include "tests/server_http/platform_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
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

void write_text(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

struct Ends {
    std::filesystem::path input, output, error;
};

pid_t spawn(const Ends& ends, const std::vector<std::string>& arguments) {
    std::string program = std::string(ANJU_BINARY_DIR) + "/bin/anju-platform";
    std::vector<char*> words = {program.data()};
    std::vector<std::string> copies = arguments;
    for (auto& copy : copies) words.push_back(copy.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, ends.input.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, ends.output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, ends.error.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
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
    pid_ = spawn({"/dev/null", folder_ / "log", folder_ / "log"}, all);
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

std::uint16_t PlatformProcess::port_named(const std::string& name) const {
    return static_cast<std::uint16_t>(std::stoi(field(read_file(folder_ / "ready.json"), name)));
}

pid_t begin_platform(const std::filesystem::path& folder, const std::vector<std::string>& arguments) {
    return spawn({"/dev/null", folder / "begun.log", folder / "begun.log"}, arguments);
}

Ended run_platform(const std::filesystem::path& folder, const std::vector<std::string>& arguments, const std::string& input) {
    static std::atomic<int> number{0};
    const std::string name = "run-" + std::to_string(++number);
    const Ends ends{folder / (name + ".in"), folder / (name + ".out"), folder / (name + ".err")};
    write_text(ends.input, input);
    const int code = end_of(spawn(ends, arguments));
    Ended ended{code, read_file(ends.error), read_file(ends.output)};
    for (const auto& file : {ends.input, ends.output, ends.error}) std::filesystem::remove(file);
    return ended;
}

}  // namespace anju::tests
