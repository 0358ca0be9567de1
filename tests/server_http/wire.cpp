// SPDX-License-Identifier: Apache-2.0
#include "tests/server_http/wire.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace anju::tests {

using Clock = std::chrono::steady_clock;

Wire::Wire(std::uint16_t port, int receive_buffer) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
        const std::string why = std::strerror(errno);
        close();
        throw std::runtime_error("connect: " + why);
    }
}

Wire::~Wire() { close(); }

void Wire::close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

void Wire::send(const std::string& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
        const auto sent = ::send(socket_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        if (sent <= 0) throw std::runtime_error("send: " + std::string(std::strerror(errno)));
        done += static_cast<std::size_t>(sent);
    }
}

Wire::Got Wire::receive(Clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd waiting{socket_, POLLIN, 0};
    if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0) return Got::Nothing;
    char bytes[16384];
    const auto got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) return Got::End;
    pending_.append(bytes, static_cast<std::size_t>(got));
    return Got::Bytes;
}

std::string Wire::read_until(const std::string& mark) {
    const auto deadline = Clock::now() + kPatience;
    std::size_t found = 0;
    while ((found = pending_.find(mark)) == std::string::npos) {
        const Got got = receive(deadline);
        if (got == Got::End) throw std::runtime_error("ended after: " + pending_);
        if (got == Got::Nothing) throw std::runtime_error("did not come: " + mark + ", only: " + pending_);
    }
    std::string out = pending_.substr(0, found + mark.size());
    pending_.erase(0, out.size());
    return out;
}

Answer Wire::read_answer(bool head_only) {
    Answer out;
    out.head = read_until("\r\n\r\n");
    if (out.head.size() > 12) out.status = std::stoi(out.head.substr(9, 3));
    if (out.status == 100) return out;
    const std::string length = out.header("Content-Length");
    if (head_only || length.empty()) return out;
    const std::size_t size = std::stoul(length);
    const auto deadline = Clock::now() + kPatience;
    while (pending_.size() < size) {
        if (receive(deadline) != Got::Bytes) throw std::runtime_error("body cut short");
    }
    out.body = pending_.substr(0, size);
    pending_.erase(0, size);
    return out;
}

std::optional<SeenEvent> Wire::read_event(std::chrono::milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    while (true) {
        for (auto end = pending_.find("\n\n"); end != std::string::npos; end = pending_.find("\n\n")) {
            const std::string block = pending_.substr(0, end + 1);
            pending_.erase(0, end + 2);
            if (block.starts_with(":")) ++pings_;
            SeenEvent event;
            for (std::size_t at = 0; at < block.size();) {
                const auto stop = block.find('\n', at);
                const std::string line = block.substr(at, stop - at);
                if (line.starts_with("id: ")) event.id = std::stoull(line.substr(4));
                if (line.starts_with("event: ")) event.name = line.substr(7);
                if (line.starts_with("data: ")) event.data = line.substr(6);
                at = stop + 1;
            }
            if (!event.name.empty()) return event;
        }
        const Got got = receive(deadline);
        if (got == Got::End) return std::nullopt;
        if (got == Got::Nothing) throw std::runtime_error("no event came");
    }
}

bool Wire::ends(std::chrono::milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    while (true) {
        const Got got = receive(deadline);
        if (got == Got::End) return true;
        if (got == Got::Nothing) return false;
    }
}

std::string Answer::header(const std::string& name) const {
    for (std::size_t at = 0; at < head.size();) {
        const auto end = head.find("\r\n", at);
        const auto colon = head.find(": ", at);
        if (colon < end && server::same_word(head.substr(at, colon - at), name)) return head.substr(colon + 2, end - colon - 2);
        at = end + 2;
    }
    return {};
}

std::string request_text(const std::string& method, const std::string& target, const std::vector<server::Header>& headers,
                         const std::string& body) {
    std::string out = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto& [name, value] : headers) out += name + ": " + value + "\r\n";
    if (!body.empty()) out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return out + "\r\n" + body;
}

Answer ask(std::uint16_t port, const std::string& method, const std::string& target, const std::vector<server::Header>& headers,
           const std::string& body) {
    Wire wire(port);
    wire.send(request_text(method, target, headers, body));
    return wire.read_answer(method == "HEAD");
}

Wire open_stream(std::uint16_t port, const std::string& target, const std::vector<server::Header>& headers, int receive_buffer) {
    Wire wire(port, receive_buffer);
    wire.send(request_text("GET", target, headers));
    const Answer head = wire.read_answer();
    if (head.status != 200 || head.header("Content-Type") != "text/event-stream") throw std::runtime_error("no stream: " + head.head + head.body);
    wire.read_until("\n\n");  // the hello behind which the stream stands
    return wire;
}

}  // namespace anju::tests
