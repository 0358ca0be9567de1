// SPDX-License-Identifier: Apache-2.0
#include "tests/speech/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace anju::speech {

Process::Process(const std::vector<std::string>& command, int* output) {
    std::array<int, 2> ends{-1, -1};
    if (output != nullptr && ::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    std::vector<char*> arguments;
    for (const auto& word : command) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(nowhere, 0);
        ::dup2(output == nullptr ? nowhere : ends[1], 1);
        ::dup2(nowhere, 2);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(nowhere);
    if (output != nullptr) {
        ::close(ends[1]);
        *output = ends[0];
    }
    if (pid_ < 0) {
        throw std::runtime_error("no process");
    }
}

Process::~Process() {
    ::kill(pid_, SIGCONT);
    ::kill(pid_, SIGTERM);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(3);
    while (::waitpid(pid_, nullptr, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > deadline) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
            return;
        }
        ::poll(nullptr, 0, 10);
    }
}

void Process::signal(int number) const { ::kill(pid_, number); }

bool Process::running() {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

}  // namespace anju::speech
