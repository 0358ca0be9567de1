// SPDX-License-Identifier: Apache-2.0
#include "tests/run/run_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>

#include "tests/whole/child.hpp"

namespace anju::tests {
namespace {

namespace fs = std::filesystem;

// A file of /proc; empty when its process is gone.
std::string proc_file(const std::string& pid, const char* name) {
    const int file = open(("/proc/" + pid + "/" + name).c_str(), O_RDONLY | O_CLOEXEC);
    char bytes[4096];
    const auto got = file < 0 ? 0 : read(file, bytes, sizeof bytes);
    if (file >= 0) {
        close(file);
    }
    return got > 0 ? std::string(bytes, static_cast<std::size_t>(got)) : std::string();
}

// The parent of a process; 0: it is gone, or a zombie that only waits to be reaped.
pid_t parent_of(const std::string& pid) {
    const auto stat = proc_file(pid, "stat");
    const auto name_ends = stat.rfind(')');
    if (name_ends == stat.npos || stat.size() < name_ends + 4 || stat[name_ends + 2] == 'Z') {
        return 0;
    }
    return std::atoi(stat.c_str() + name_ends + 4);
}

std::map<pid_t, pid_t> parents() {
    std::map<pid_t, pid_t> all;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const auto name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") == name.npos) {
            if (const pid_t parent = parent_of(name); parent != 0) {
                all[std::atoi(name.c_str())] = parent;
            }
        }
    }
    return all;
}

std::vector<pid_t> below_us() {
    const auto all = parents();
    std::set<pid_t> found{getpid()};
    for (bool more = true; more;) {
        more = false;
        for (const auto& [pid, parent] : all) {
            more = (found.contains(parent) && found.insert(pid).second) || more;
        }
    }
    found.erase(getpid());
    return {found.begin(), found.end()};
}

}  // namespace

std::vector<std::string> running_below() {
    while (waitpid(-1, nullptr, WNOHANG) > 0) {
    }
    std::vector<std::string> out;
    for (const pid_t pid : below_us()) {
        auto command = proc_file(std::to_string(pid), "cmdline");
        std::replace(command.begin(), command.end(), '\0', ' ');
        out.push_back(std::to_string(pid) + " " + command);
    }
    return out;
}

RunProcess::RunProcess(fs::path folder) : folder_(std::move(folder)) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    fs::create_directories(folder_);
}

RunProcess::~RunProcess() { stop(); }

void RunProcess::stop() {
    for (bool any = true; any;) {
        any = false;
        for (const pid_t pid : below_us()) {
            any = kill(pid, SIGKILL) == 0 || any;
        }
        while (waitpid(-1, nullptr, WNOHANG) > 0) {
        }
    }
}

void RunProcess::start(const Words& more, const std::map<std::string, std::string>& environment, const Words& before) {
    Words all = before;
    all.emplace_back(std::string(ANJU_SOURCE_DIR) + "/run");
    all.insert(all.end(), more.begin(), more.end());
    std::vector<char*> words;
    for (auto& word : all) {
        words.push_back(word.data());
    }
    words.push_back(nullptr);
    const auto out = (folder_ / "out").string(), error = (folder_ / "error").string();
    pid_ = fork();
    if (pid_ == 0) {
        setpgid(0, 0);
        dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), STDOUT_FILENO);
        dup2(open(error.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), STDERR_FILENO);
        unsetenv("DISPLAY");
        unsetenv("WAYLAND_DISPLAY");
        setenv("ANJU_BUILD", ANJU_BINARY_DIR, 1);
        setenv("ANJU_PLATFORM_PORT", "0", 1);
        setenv("ANJU_MIRROR_PORT", "0", 1);
        for (const auto& [name, value] : environment) {
            setenv(name.c_str(), value.c_str(), 1);
        }
        execvp(words[0], words.data());
        _exit(127);
    }
    setpgid(pid_, pid_);
}

nlohmann::json RunProcess::info() const {
    if (!eventually([&] { return fs::exists(info_file()) || !alive(); }) || !fs::exists(info_file())) {
        throw std::runtime_error("./run did not start: " + text_of(folder_ / "error"));
    }
    return nlohmann::json::parse(text_of(info_file()));
}

void RunProcess::signal(int number, bool whole_group) const { kill(whole_group ? -pid_ : pid_, number); }

bool RunProcess::alive() const {
    siginfo_t what{};
    return pid_ > 0 && waitid(P_PID, static_cast<id_t>(pid_), &what, WEXITED | WNOHANG | WNOWAIT) == 0 && what.si_pid == 0;
}

RunEnd RunProcess::end() {
    int status = 0;
    if (!eventually([&] { return waitpid(pid_, &status, WNOHANG) == pid_; })) {
        throw std::runtime_error("./run does not end");
    }
    pid_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), text_of(folder_ / "error"), text_of(folder_ / "out")};
}

}  // namespace anju::tests
