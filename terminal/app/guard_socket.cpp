// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/guard_socket.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <utility>

#include "terminal/app/guard_line.hpp"

namespace anju::app {
namespace {

constexpr std::chrono::milliseconds kAgain{1000};
constexpr std::size_t kMostUnsaid = 64 * 1024;  // a guard that reads so little is not well

int connect_to(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() > kLongestSocketPath) {
        return -1;
    }
    std::memcpy(address.sun_path, path.data(), path.size());
    const int guard = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (guard >= 0 && connect(guard, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close(guard);
        return -1;
    }
    return guard;
}

}  // namespace

GuardSocket::GuardSocket(std::string path, std::function<void(std::optional<model::GuardState>)> heard)
    : path_(std::move(path)), heard_(std::move(heard)), woken_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), thread_([this] { run(); }) {}

GuardSocket::~GuardSocket() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    wake();
    thread_.join();
    if (woken_ >= 0) {
        close(woken_);
    }
}

void GuardSocket::say(std::string line) {
    {
        const std::lock_guard lock(mutex_);
        if (!connected_) {
            return;
        }
        out_ += line;
    }
    wake();
}

void GuardSocket::wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(woken_, &one, sizeof one);
}

void GuardSocket::sleep(std::chrono::milliseconds time) {
    pollfd woken{woken_, POLLIN, 0};
    poll(&woken, 1, static_cast<int>(time.count()));
    std::uint64_t drained = 0;
    [[maybe_unused]] const auto got = ::read(woken_, &drained, sizeof drained);
}

void GuardSocket::run() {
    const auto ends = [this] {
        const std::lock_guard lock(mutex_);
        return ends_;
    };
    while (!ends()) {
        const int guard = connect_to(path_);
        if (guard >= 0) {
            {
                const std::lock_guard lock(mutex_);
                out_.clear();
                connected_ = true;
            }
            serve(guard);
            {
                const std::lock_guard lock(mutex_);
                connected_ = false;
            }
            close(guard);
            if (ends()) {
                return;
            }
            heard_(std::nullopt);
        }
        sleep(kAgain);
    }
}

void GuardSocket::serve(int guard) {
    std::string rest;
    while (true) {
        bool more = false;
        {
            const std::lock_guard lock(mutex_);
            if (ends_ || out_.size() > kMostUnsaid) {
                return;
            }
            more = !out_.empty();
        }
        std::array<pollfd, 2> files{{{guard, static_cast<short>(POLLIN | (more ? POLLOUT : 0)), 0}, {woken_, POLLIN, 0}}};
        if (poll(files.data(), files.size(), -1) < 0 && errno != EINTR) {
            return;
        }
        if ((files[1].revents & POLLIN) != 0) {
            sleep(std::chrono::milliseconds{0});
        }
        if ((files[0].revents & POLLOUT) != 0 && !write(guard)) {
            return;
        }
        if ((files[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && !read(guard, rest)) {
            return;
        }
    }
}

// False: the line is over.
bool GuardSocket::read(int guard, std::string& rest) {
    std::array<char, kLongestGuardLine> bytes;
    const auto got = recv(guard, bytes.data(), bytes.size(), 0);
    if (got <= 0) {
        return got < 0 && (errno == EAGAIN || errno == EINTR);
    }
    rest.append(bytes.data(), static_cast<std::size_t>(got));
    for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
        contract::Result<std::optional<model::GuardState>> said = tl::unexpected(contract::Error{contract::ErrorKind::Malformed, {}, "too long", {}});
        if (end <= kLongestGuardLine) {
            said = heard_guard(std::string_view(rest).substr(0, end));
        }
        if (!said) {
            std::fprintf(stderr, "The alarm guard at %s says what is no line of a guard: %s\n", path_.c_str(), said.error().context.c_str());
            return false;
        }
        if (*said) {
            heard_(std::move(**said));
        }
        rest.erase(0, end + 1);
    }
    return rest.size() <= kLongestGuardLine;
}

bool GuardSocket::write(int guard) {
    const std::lock_guard lock(mutex_);
    const auto sent = send(guard, out_.data(), out_.size(), MSG_NOSIGNAL);
    if (sent < 0) {
        return errno == EAGAIN || errno == EINTR;
    }
    out_.erase(0, static_cast<std::size_t>(sent));
    return true;
}

}  // namespace anju::app
