// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/listener.hpp"

#include "terminal/mirror/server.hpp"

namespace anju::mirror {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLargestMessage = 16;  // it says nothing
constexpr std::size_t kMostWaiting = 10;  // blocks: 0.1 to 0.2 s

}  // namespace

Listener::Listener(boost::beast::tcp_stream stream, Server& server)
    : server_(server), socket_(std::move(stream), kLargestMessage) {}

Listener::~Listener() { server_.left(*this); }

asio::awaitable<void> Listener::stay(const boost::beast::http::request<boost::beast::http::empty_body>& request) {
    if (!co_await socket_.accept(request)) {
        co_return;
    }
    open_ = true;
    server_.joined(*this);
    bool there = true;
    while (there) {  // gcc 12 compiles an empty loop around co_await into a trap
        there = (co_await socket_.read()).has_value();
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
    socket_.write(asio::buffer(*sending_), [self = shared_from_this()](bool went) {
        self->sending_.reset();
        if (went && self->open_) {
            self->send();
        }
    });
}

}  // namespace anju::mirror
