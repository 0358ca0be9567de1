// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/watcher.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace anju::app {
namespace {

// A signal handler can reach nothing but a global; a descriptor is one that it may write to.
std::atomic<int> signal_event{-1};

void tell(int event) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto put = write(event, &one, sizeof one);
}

extern "C" void on_signal(int) {
    const int saved = errno;
    tell(signal_event.load());
    errno = saved;
}

}  // namespace

void catch_signals() {
    signal_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

Watcher::Watcher(const std::string& script, std::function<void(script::Lines::Line)> line,
                 std::function<void()> stop)
    : path_(script), line_(std::move(line)), stop_(std::move(stop)) {
    if (!path_.empty()) {
        open_script();
        if (script_ < 0) {
            throw std::runtime_error(fmt::format("The script {} cannot be read: {}.", path_,
                                                 std::strerror(errno)));
        }
        struct stat status {};
        fstat(script_, &status);
        fifo_ = S_ISFIFO(status.st_mode);
    }
    ended_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    thread_ = std::jthread([this] { watch(); });
}

Watcher::~Watcher() {
    tell(ended_);
    thread_.join();
    close(ended_);
    if (script_ >= 0) {
        close(script_);
    }
}

void Watcher::open_script() {
    // Without O_NONBLOCK a FIFO would keep us here until somebody writes.
    script_ = open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

void Watcher::watch() {
    bool stopped = false;
    while (true) {
        // poll() skips a negative descriptor.
        std::array<pollfd, 3> sources{{{ended_, POLLIN, 0},
                                       {stopped ? -1 : signal_event.load(), POLLIN, 0},
                                       {script_, POLLIN, 0}}};
        if (poll(sources.data(), sources.size(), -1) < 0) {
            continue;  // EINTR
        }
        if (sources[0].revents != 0) {
            return;
        }
        if (sources[1].revents != 0) {
            stopped = true;
            stop_();
        }
        if (sources[2].revents != 0 && !read_script()) {
            const int over = std::exchange(script_, -1);
            if (fifo_) {
                open_script();  // first: what a next writer has left already goes with the last reader
            }
            close(over);
        }
    }
}

bool Watcher::read_script() {
    std::array<char, 4096> bytes{};
    const auto count = read(script_, bytes.data(), bytes.size());
    if (count < 0) {
        return errno == EAGAIN || errno == EINTR;
    }
    auto lines = count > 0 ? lines_.add({bytes.data(), static_cast<std::size_t>(count)})
                           : lines_.end();
    for (auto& line : lines) {
        line_(std::move(line));
    }
    return count > 0;
}

}  // namespace anju::app
