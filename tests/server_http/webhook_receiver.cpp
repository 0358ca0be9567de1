// SPDX-License-Identifier: Apache-2.0
#include "tests/server_http/webhook_receiver.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <sstream>
#include <stdexcept>

namespace anju::tests {
namespace {

int listening_socket(std::uint16_t& port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(fd, 16) != 0 ||
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no port for the receiver");
    }
    port = ntohs(address.sin_port);
    return fd;
}

Came parsed(const std::string& text) {
    Came out;
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    out.target = line.substr(line.find(' ') + 1);
    out.target = out.target.substr(0, out.target.find(' '));
    while (std::getline(lines, line) && line != "\r") {
        const auto colon = line.find(": ");
        if (colon != std::string::npos) out.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2, line.size() - colon - 3));
    }
    out.body = text.substr(text.find("\r\n\r\n") + 4);
    return out;
}

}  // namespace

std::string Came::header(const std::string& name) const {
    for (const auto& [found, value] : headers) {
        if (server::same_word(found, name)) return value;
    }
    return {};
}

WebhookReceiver::WebhookReceiver(Answering answering) : answering_(std::move(answering)), listening_(listening_socket(port_)), thread_([this] { serve(); }) {}

WebhookReceiver::~WebhookReceiver() {
    stopped_ = true;
    thread_.join();
    ::close(listening_);
}

void WebhookReceiver::serve() {
    while (!stopped_) {
        pollfd ready{listening_, POLLIN, 0};
        if (::poll(&ready, 1, 20) <= 0) continue;
        const int client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        serve_one(client);
        ::close(client);
    }
}

void WebhookReceiver::serve_one(int client) {
    std::string text;
    std::size_t whole = std::string::npos;
    char some[4096];
    while (text.size() < whole && !stopped_) {
        pollfd ready{client, POLLIN, 0};
        if (::poll(&ready, 1, 20) <= 0) continue;
        const auto got = ::recv(client, some, sizeof some, 0);
        if (got <= 0) return;
        text.append(some, static_cast<std::size_t>(got));
        const auto head = text.find("\r\n\r\n");
        if (head == std::string::npos) continue;
        const Came so_far = parsed(text);
        whole = head + 4 + std::stoul("0" + so_far.header("Content-Length"));
    }
    int n = 0;
    {
        const std::lock_guard lock(mutex_);
        came_.push_back(parsed(text));
        n = static_cast<int>(came_.size());
    }
    arrived_.notify_all();
    const std::string answer = answering_(n);
    (void)!::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
}

std::vector<Came> WebhookReceiver::wait_for(std::size_t count, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, patience, [&] { return came_.size() >= count; });
    return came_;
}

std::uint16_t a_closed_port() {
    std::uint16_t port = 0;
    ::close(listening_socket(port));
    return port;
}

}  // namespace anju::tests
