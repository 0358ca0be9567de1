// SPDX-License-Identifier: Apache-2.0
#include "platform/server/http_listener.hpp"

#include <netinet/tcp.h>

#include <list>

#include "platform/server/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

namespace anju::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct HttpListener::State : std::enable_shared_from_this<State> {
    State(Parts p, ListenerLimits l) : parts(std::move(p)), limits(l), acceptor(parts.io), pause(parts.io) {}

    void accept();
    void serve(Wire::Socket socket);

    const Parts parts;
    const ListenerLimits limits;
    asio::basic_socket_acceptor<tcp, asio::io_context::executor_type> acceptor;
    asio::steady_timer pause;
    std::list<std::weak_ptr<Connection>> connections;
    std::size_t photos_in_memory = 0;
    bool stopping = false;
    std::uint16_t port = 0;  // kept, since the acceptor is the io thread's once it listens
};

namespace {

// A box whose plug was pulled is noticed within this time: its pings stay unacknowledged.
constexpr int kUnacknowledgedMs = 15'000;

void tune(Wire::Socket& socket) {
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &kUnacknowledgedMs, sizeof kUnacknowledgedMs);
}

}  // namespace

void HttpListener::State::accept() {
    acceptor.async_accept([self = shared_from_this()](error_code failed, Wire::Socket socket) {
        if (self->stopping) return;
        if (!failed) {
            self->serve(std::move(socket));
            return self->accept();
        }
        // Out of descriptors, most likely: others must end first.
        self->pause.expires_after(std::chrono::milliseconds(100));
        self->pause.async_wait([self](error_code stopped) {
            if (!stopped && !self->stopping) self->accept();
        });
    });
}

void HttpListener::State::serve(Wire::Socket socket) {
    if (connections.size() >= limits.connections + limits.for_help) return;  // closes it
    const bool only_help = connections.size() >= limits.connections;
    tune(socket);
    auto connection = std::make_shared<Connection>(std::move(socket), parts, limits, photos_in_memory, stopping, only_help, shared_from_this());
    const auto place = connections.insert(connections.end(), connection);
    asio::co_spawn(
        parts.io, [connection] { return connection->run(); },
        [self = shared_from_this(), place](std::exception_ptr) { self->connections.erase(place); });
}

HttpListener::HttpListener(Parts parts, ListenerLimits limits)
    : state_(std::make_shared<State>(std::move(parts), limits)) {}

HttpListener::~HttpListener() = default;

void HttpListener::listen(const std::string& host, std::uint16_t port) {
    const tcp::endpoint endpoint(asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host), port);
    auto& acceptor = state_->acceptor;
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(1024);
    state_->port = acceptor.local_endpoint().port();
    state_->accept();
}

std::uint16_t HttpListener::port() const { return state_->port; }

void HttpListener::stop() {
    state_->stopping = true;
    error_code ignored;
    state_->acceptor.close(ignored);
    state_->pause.cancel();
    for (const auto& weak : state_->connections) {
        if (const auto connection = weak.lock()) connection->stop();
    }
}

}  // namespace anju::server
