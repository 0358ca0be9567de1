// SPDX-License-Identifier: Apache-2.0
#include "tests/whole/child.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

namespace anju::tests {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

pid_t Child::spawn(const std::string& program, const std::filesystem::path& log,
                   std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), std::string(ANJU_BINARY_DIR) + "/bin/" + program);
    std::vector<char*> words;
    for (auto& word : arguments) {
        words.push_back(word.data());
    }
    words.push_back(nullptr);
    const auto file = log.string();
    const pid_t pid = fork();
    if (pid == 0) {
        const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        dup2(out, STDOUT_FILENO);
        dup2(out, STDERR_FILENO);
        unsetenv("DISPLAY");
        unsetenv("WAYLAND_DISPLAY");
        execv(words[0], words.data());
        _exit(127);
    }
    return pid;
}

bool Child::alive() const {
    siginfo_t info{};
    return pid_ > 0 && waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

void Child::signal(int number) const {
    if (pid_ > 0) {
        kill(pid_, number);
    }
}

int Child::end() {
    int status = 0;
    if (!eventually([&] { return waitpid(pid_, &status, WNOHANG) == pid_; })) {
        kill_now();
        return -SIGKILL;
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void Child::kill_now() {
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
}

}  // namespace anju::tests
