// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "platform/server/storage/database.hpp"

namespace anju::server {
namespace {

constexpr std::size_t kMostKept = 16 * 1024 * 1024;

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_with(const std::vector<std::string>& more) {
    std::vector<std::string> all = more;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto name = text.substr(0, text.find('=') + 1);
        bool given = false;
        for (const std::string& ours : more) given = given || ours.starts_with(name);
        if (!given) all.emplace_back(text);
    }
    return all;
}

std::string last_line(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    const auto end = text.rfind('\n');
    return end == std::string::npos ? text : text.substr(end + 1);
}

// Both at once, so that neither fills up while the other is waited for.
void read_both(std::array<int, 2> ends, std::array<std::string*, 2> texts) {
    std::array<pollfd, 2> watched{pollfd{ends[0], POLLIN, 0}, pollfd{ends[1], POLLIN, 0}};
    std::array<char, 16 * 1024> bytes;
    while (watched[0].fd >= 0 || watched[1].fd >= 0) {
        if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return;
        for (std::size_t i = 0; i < watched.size(); ++i) {
            if (watched[i].fd < 0 || watched[i].revents == 0) continue;
            const auto got = ::read(watched[i].fd, bytes.data(), bytes.size());
            if (got <= 0) {
                watched[i].fd = -1;
            } else if (texts[i]->size() < kMostKept) {
                texts[i]->append(bytes.data(), static_cast<std::size_t>(got));
            }
        }
    }
}

}  // namespace

Stored<ChildEnded> run_child(const std::vector<std::string>& words, const std::vector<std::string>& more) {
    int out[2];
    int error[2];
    if (::pipe2(out, O_CLOEXEC) != 0) return tl::unexpected(unavailable("no_pipe", "No pipe can be had."));
    if (::pipe2(error, O_CLOEXEC) != 0) {
        for (const int end : out) ::close(end);
        return tl::unexpected(unavailable("no_pipe", "No pipe can be had."));
    }
    std::vector<std::string> own_words = words;
    std::vector<std::string> own_environment = environment_with(more);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, error[1], STDERR_FILENO);
    pid_t pid = -1;
    const int failed = ::posix_spawnp(&pid, words[0].c_str(), &actions, nullptr, pointers_to(own_words).data(), pointers_to(own_environment).data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    ::close(error[1]);
    ChildEnded ended;
    if (failed == 0) read_both({out[0], error[0]}, {&ended.said, &ended.complained});
    ::close(out[0]);
    ::close(error[0]);
    if (failed != 0) return tl::unexpected(unavailable("program_missing", "The program " + words[0] + " cannot be started: " + std::strerror(failed) + "."));
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    ended.complained = last_line(ended.complained);
    return ended;
}

}  // namespace anju::server
