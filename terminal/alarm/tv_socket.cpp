// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/tv_socket.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace anju::alarm {
namespace {

constexpr int kAtOnce = 8;  // then everything else has its turn

tl::unexpected<contract::Error> socket_error(const std::string& path, const char* code = "") {
    return tl::unexpected(contract::Error{contract::ErrorKind::Broken, code, path + ": " + std::strerror(errno), {}});
}

bool somebody_listens(const sockaddr_un& address) {
    const int there = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const bool listens = ::connect(there, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == EAGAIN;
    ::close(there);
    return listens;
}

}  // namespace

contract::Result<TvSocket> TvSocket::listen(const std::string& path) {
    sockaddr_un address{};
    if (path.empty() || path.size() >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return socket_error(path);
    }
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, path.size());
    if (somebody_listens(address)) {
        errno = EADDRINUSE;
        return socket_error(path, "taken");
    }
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode)) {
        ::unlink(path.c_str());  // of a guard that was killed
    }
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0 || ::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::chmod(path.c_str(), 0660) != 0 || ::listen(listener, 4) != 0) {
        const auto failed = socket_error(path);
        ::close(listener);
        return failed;
    }
    return TvSocket(path, listener);
}

TvSocket::TvSocket(TvSocket&& other) noexcept
    : path_(std::move(other.path_)),
      listener_(std::exchange(other.listener_, -1)),
      tv_(std::exchange(other.tv_, -1)),
      in_(std::move(other.in_)),
      out_(std::move(other.out_)),
      newest_(std::move(other.newest_)),
      news_(other.news_) {}

TvSocket::~TvSocket() {
    hang_up();
    if (listener_ >= 0) {
        ::close(listener_);
        ::unlink(path_.c_str());
    }
}

void TvSocket::wanted(std::vector<pollfd>& out) const {
    out.push_back({listener_, POLLIN, 0});
    if (tv_ >= 0) {
        const bool writes = news_ || !out_.empty();
        out.push_back({tv_, static_cast<short>(POLLIN | (writes ? POLLOUT : 0)), 0});
    }
}

void TvSocket::work(const std::function<void(Line)>& heard) {
    accept_newest(heard);
    read(heard);
    write();
}

void TvSocket::accept_newest(const std::function<void(Line)>& heard) {
    for (int i = 0; i < kAtOnce; ++i) {
        const int next = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (next < 0) {
            return;
        }
        read(heard);  // what the one before said before it was the one before
        hang_up();
        tv_ = next;
        news_ = !newest_.empty();
    }
}

void TvSocket::read(const std::function<void(Line)>& heard) {
    for (int reads = 0; tv_ >= 0;) {
        const auto end = in_.find('\n');
        if (end != in_.npos) {
            const auto line = parse_line(std::string_view(in_).substr(0, end));
            in_.erase(0, end + 1);
            if (!line) {
                hang_up();
                return;
            }
            heard(*line);
            continue;
        }
        if (reads++ == kAtOnce) {
            return;
        }
        std::array<char, kLongestLine> part;
        const auto room = kLongestLine - std::min(kLongestLine, in_.size());
        const auto count = room == 0 ? 0 : ::read(tv_, part.data(), room);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
            return;
        }
        if (count <= 0) {  // gone, or a line without an end
            hang_up();
            return;
        }
        in_.append(part.data(), static_cast<std::size_t>(count));
    }
}

void TvSocket::tell(std::string line) {
    newest_ = std::move(line);
    news_ = true;
    write();
}

void TvSocket::write() {
    while (tv_ >= 0) {
        if (out_.empty()) {
            if (!std::exchange(news_, false)) {
                return;
            }
            out_ = newest_;
        }
        const auto count = ::send(tv_, out_.data(), out_.size(), MSG_NOSIGNAL);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
            return;  // the rest of this line, then the newest
        }
        if (count < 0) {  // what it said before it went is read first, to the end that is there now
            ::shutdown(tv_, SHUT_RDWR);
            out_.clear();
            news_ = false;
            return;
        }
        out_.erase(0, static_cast<std::size_t>(count));
    }
}

void TvSocket::hang_up() {
    if (tv_ >= 0) {
        ::close(std::exchange(tv_, -1));
    }
    in_.clear();
    out_.clear();
    news_ = false;
}

}  // namespace anju::alarm
