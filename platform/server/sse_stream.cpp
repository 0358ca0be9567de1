// SPDX-License-Identifier: Apache-2.0
#include "platform/server/sse_stream.hpp"

#include <array>
#include <boost/asio/buffer.hpp>

namespace anju::server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {
constexpr std::size_t kMostAtOnce = 64 * 1024;  // then others have their turn
}

SseStream::SseStream(Wire wire, OpenStream opened, std::function<void(SseStream&)> closed,
                     std::function<void(SseStream&)> drained)
    : what(std::move(opened)), sent(what.after), wire_(std::move(wire)), closed_(std::move(closed)),
      drained_(std::move(drained)) {}

void SseStream::watch() {
    if (!open()) return;
    wire_.socket().async_wait(asio::ip::tcp::socket::wait_read, [self = shared_from_this()](error_code failed) {
        if (failed || !self->open()) return self->close();
        // Nothing is expected from this side any more; what comes is thrown away.
        // To its end: what OpenSSL has taken from the socket wakes nobody.
        std::array<char, 512> scrap;
        error_code ended;
        for (std::size_t seen = 0; !ended && seen < kMostAtOnce;) seen += self->wire_.read_some(asio::buffer(scrap), ended);
        if (ended && ended != asio::error::would_block) return self->close();
        self->watch();
    });
}

void SseStream::send(const Chunk& chunk) {
    if (!open() || finishing_) return;
    if (queue_.size() >= kMaxQueued || queued_bytes_ + chunk->size() > kMaxQueuedBytes) return close();
    queue_.push_back(chunk);
    queued_bytes_ += chunk->size();
    if (!waiting_) flush();
}

void SseStream::flush() {
    while (!queue_.empty()) {
        const std::string& front = *queue_.front();
        error_code failed;
        const auto written = wire_.write_some(asio::buffer(front.data() + offset_, front.size() - offset_), failed);
        if (failed == asio::error::would_block) return wait_to_write();
        if (failed) return close();
        offset_ += written;
        if (offset_ < front.size()) continue;
        queued_bytes_ -= front.size();
        queue_.pop_front();
        offset_ = 0;
    }
    if (finishing_) close();
}

void SseStream::wait_to_write() {
    waiting_ = true;
    wire_.socket().async_wait(wire_.wants(), [self = shared_from_this()](error_code failed) {
        self->waiting_ = false;
        if (failed || !self->open()) return self->close();
        self->flush();
        if (self->open() && self->idle()) self->drained_(*self);
    });
}

void SseStream::finish() {
    finishing_ = true;
    if (queue_.empty()) close();
}

void SseStream::close() {
    if (!open()) return;
    wire_.close();
    queue_.clear();
    closed_(*this);
}

}  // namespace anju::server
