// SPDX-License-Identifier: Apache-2.0
// A Wire as Beast reads and writes it: asynchronous, and closed when an operation outlasts its deadline. io thread only.
#pragma once

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/buffer_traits.hpp>
#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>

#include "platform/server/wire.hpp"

namespace anju::server {

class TimedWire {
  public:
    using executor_type = boost::asio::any_io_executor;
    using error_code = boost::system::error_code;

    explicit TimedWire(Wire wire) : wire_(std::move(wire)), timer_(wire_.socket().get_executor()) {}

    executor_type get_executor() { return wire_.socket().get_executor(); }
    Wire& wire() { return wire_; }
    Wire::Socket& socket() { return wire_.socket(); }

    // For the operations that begin from now on.
    void expires_after(std::chrono::milliseconds time) { deadline_ = std::chrono::steady_clock::now() + time; }
    void expires_never() { deadline_ = std::chrono::steady_clock::time_point::max(); }
    // What is under way ends as operation_aborted.
    void cancel() {
        error_code ignored;
        wire_.socket().cancel(ignored);
    }
    Wire release() {
        timer_.cancel();
        return std::move(wire_);
    }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        return start([this, buffers](error_code& failed) { return wire_.read_some(first_of<boost::asio::mutable_buffer>(buffers), failed); },
                     std::forward<Token>(token));
    }
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return start([this, buffers](error_code& failed) { return write(buffers, failed); }, std::forward<Token>(token));
    }
    template <class Token>
    auto async_shake(Token&& token) {
        return start([this](error_code& failed) { wire_.shake(failed); return std::size_t{0}; }, std::forward<Token>(token));
    }
    template <class Token>
    auto async_peek(unsigned char& first, Token&& token) {
        return start([this, &first](error_code& failed) { first = wire_.peek(failed); return std::size_t{1}; }, std::forward<Token>(token));
    }

  private:
    template <class Buffer, class Buffers>
    static Buffer first_of(const Buffers& buffers) {
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) {
            if (const Buffer buffer = *at; buffer.size() > 0) return buffer;
        }
        return {};
    }

    // Head and body leave in one piece: two small writes would be two packets, or two records.
    template <class Buffers>
    std::size_t write(const Buffers& buffers, error_code& failed) {
        const auto first = first_of<boost::asio::const_buffer>(buffers);
        if (first.size() >= kPiece || first.size() == boost::asio::buffer_size(buffers)) return wire_.write_some(first, failed);
        std::array<char, kPiece> piece;
        std::size_t size = 0;
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end && size < piece.size(); ++at) {
            const boost::asio::const_buffer buffer = *at;
            const std::size_t part = std::min(buffer.size(), piece.size() - size);
            if (part > 0) std::memcpy(piece.data() + size, buffer.data(), part);
            size += part;
        }
        return wire_.write_some(boost::asio::buffer(piece.data(), size), failed);
    }

    // Tries, waits for what the wire wants, tries again. Always completes from the event loop.
    template <class Try>
    struct Attempt {
        TimedWire& self_wire;
        Try attempt;
        bool waited = false, finished = false;
        error_code result{};
        std::size_t bytes = 0;

        template <class Self>
        void operator()(Self& self, error_code failed = {}) {
            if (finished) return self.complete(result, bytes);
            if (waited && failed) return self.complete(self_wire.ended(failed), 0);
            bytes = attempt(result);
            if (result != boost::asio::error::would_block) {
                self_wire.timer_.cancel();
                if (waited) return self.complete(result, bytes);
                finished = true;
                return boost::asio::post(self_wire.get_executor(), std::move(self));
            }
            if (!waited) self_wire.arm();
            waited = true;
            auto& wire = self_wire.wire_;
            wire.socket().async_wait(wire.wants(), std::move(self));
        }
    };
    template <class Try, class Token>
    auto start(Try attempt, Token&& token) {
        return boost::asio::async_compose<Token, void(error_code, std::size_t)>(Attempt<Try>{*this, std::move(attempt)}, token, wire_.socket());
    }

    void arm() {
        expired_ = false;
        if (deadline_ == std::chrono::steady_clock::time_point::max()) return;
        timer_.expires_at(deadline_);
        timer_.async_wait([this, alive = std::weak_ptr(alive_), armed = ++armed_](error_code stopped) {
            if (stopped || alive.expired() || armed != armed_) return;
            expired_ = true;
            error_code ignored;
            wire_.socket().close(ignored);
        });
    }
    error_code ended(error_code failed) {
        timer_.cancel();
        return expired_ ? error_code(boost::beast::error::timeout) : failed;
    }

    static constexpr std::size_t kPiece = 16 * 1024;  // a TLS record

    Wire wire_;
    boost::asio::steady_timer timer_;
    std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    unsigned armed_ = 0;
    bool expired_ = false;
};

}  // namespace anju::server
