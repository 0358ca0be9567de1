// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/listener.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "terminal/mirror/server.hpp"

namespace anju::mirror {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;

constexpr std::size_t kMostWaiting = 10;  // blocks: 0.1 to 0.2 s

}  // namespace

Listener::Listener(boost::beast::tcp_stream stream, Server& server) : server_(server), socket_(std::move(stream)) {}

Listener::~Listener() { server_.left(*this); }

asio::awaitable<void> Listener::stay(const boost::beast::http::request<boost::beast::http::empty_body>& request) {
    boost::system::error_code error;
    // A fresh one each time: Boost 1.74 takes no const token.
    const auto token = [&error] { return asio::redirect_error(asio::use_awaitable, error); };
    auto timeout = websocket::stream_base::timeout::suggested(boost::beast::role_type::server);
    timeout.keep_alive_pings = true;
    socket_.set_option(timeout);
    socket_.read_message_max(16);
    socket_.binary(true);
    co_await socket_.async_accept(request, token());
    if (error) {
        co_return;
    }
    open_ = true;
    server_.joined(*this);
    boost::beast::flat_buffer buffer;
    while (!error) {  // it says nothing; only that it leaves
        co_await socket_.async_read(buffer, token());
        buffer.consume(buffer.size());
    }
    open_ = false;
    server_.left(*this);
}

void Listener::heard(const Block& block) {
    if (!open_) {
        return;
    }
    if (waiting_.size() == kMostWaiting) {
        waiting_.pop_front();
    }
    waiting_.push_back(block);
    send();
}

void Listener::send() {
    if (sending_ || waiting_.empty()) {
        return;
    }
    sending_ = std::move(waiting_.front());
    waiting_.pop_front();
    socket_.async_write(asio::buffer(*sending_), [self = shared_from_this()](boost::system::error_code error, std::size_t) {
        self->sending_.reset();
        if (!error && self->open_) {
            self->send();
        }
    });
}

}  // namespace anju::mirror
