// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace anju::test {
namespace {

int listen_on_loopback(int& port) {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (descriptor < 0 || bind(descriptor, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        listen(descriptor, 128) != 0 ||
        getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no loopback socket");
    }
    port = ntohs(address.sin_port);
    return descriptor;
}

std::string small_letters(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

int free_port() {
    int port = 0;
    close(listen_on_loopback(port));
    return port;
}

void ScriptedConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void ScriptedConnection::answer(int status, std::string_view type, std::string_view body,
                                std::string_view extra_headers) {
    std::string text = "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: ";
    text.append(type).append("\r\n").append(extra_headers);
    text += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    send(text.append(body));
}

void ScriptedConnection::stream_head() {
    send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
}

void ScriptedConnection::wait_until_closed() {
    char byte = 0;
    while (recv(descriptor_, &byte, 1, 0) > 0) {
    }
}

bool ScriptedConnection::closed_within(std::chrono::milliseconds time) {
    pollfd waiting{descriptor_, POLLIN, 0};
    char byte = 0;
    return poll(&waiting, 1, static_cast<int>(time.count())) > 0 &&
           recv(descriptor_, &byte, 1, MSG_PEEK) <= 0;
}

ScriptedServer::ScriptedServer(Script script)
    : script_(std::move(script)), listener_(listen_on_loopback(port_)) {
    acceptor_ = std::jthread([this] { accept_all(); });
}

ScriptedServer::~ScriptedServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const int descriptor : open_) {
            shutdown(descriptor, SHUT_RDWR);
        }
    }
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    threads_.clear();
    close(listener_);
}

std::string ScriptedServer::url(std::string_view scheme) const {
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(port_);
}

std::vector<ScriptedRequest> ScriptedServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

bool ScriptedServer::wait_for_requests(std::size_t count) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10),
                             [&] { return requests_.size() >= count; });
}

void ScriptedServer::accept_all() {
    for (;;) {
        const int descriptor = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (stopping_ || descriptor < 0) {
            if (descriptor >= 0) {
                close(descriptor);
            }
            return;
        }
        open_.insert(descriptor);
        threads_.emplace_back([this, descriptor] { serve(descriptor); });
    }
}

void ScriptedServer::serve(int descriptor) {
    std::string buffer;
    ScriptedRequest request;
    ScriptedConnection connection(descriptor);
    while (read_request(descriptor, buffer, request)) {
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(request);
        }
        changed_.notify_all();
        if (!script_(request, connection)) {
            break;
        }
    }
    const std::lock_guard lock(mutex_);
    open_.erase(descriptor);
    close(descriptor);
}

bool ScriptedServer::read_request(int descriptor, std::string& buffer, ScriptedRequest& out) const {
    const auto more = [&] {
        char bytes[4096];
        const ssize_t got = recv(descriptor, bytes, sizeof bytes, 0);
        if (got > 0) {
            buffer.append(bytes, static_cast<std::size_t>(got));
        }
        return got > 0;
    };
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == buffer.npos) {
        if (!more()) {
            return false;
        }
    }
    out = {};
    std::size_t line = buffer.find("\r\n");
    const std::string first = buffer.substr(0, line);
    out.method = first.substr(0, first.find(' '));
    out.target = first.substr(out.method.size() + 1, first.rfind(' ') - out.method.size() - 1);
    while (line < end) {
        const std::size_t next = buffer.find("\r\n", line + 2);
        const std::string header = buffer.substr(line + 2, next - line - 2);
        const std::size_t colon = header.find(": ");
        out.headers[small_letters(header.substr(0, colon))] = header.substr(colon + 2);
        line = next;
    }
    const auto length = out.headers.find("content-length");
    const std::size_t size = length == out.headers.end() ? 0 : std::stoul(length->second);
    while (buffer.size() < end + 4 + size) {
        if (!more()) {
            return false;
        }
    }
    out.body = buffer.substr(end + 4, size);
    buffer.erase(0, end + 4 + size);
    return true;
}

}  // namespace anju::test
