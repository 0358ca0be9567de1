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

SseStream::SseStream(Wire wire, StreamOwner& owner, Listener& whose, std::uint64_t after)
    : listener(whose), sent(after), owner_(owner), wire_(std::move(wire)) {}

SseStream::~SseStream() = default;

void SseStream::watch() {
    if (!open()) return;
    wire_.socket().async_wait(Wire::Socket::wait_read, [self = shared_from_this()](error_code failed) {
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
    if (queue_) return wait(chunk, 0);
    std::size_t written = 0;
    while (written < chunk->size()) {
        error_code failed;
        written += wire_.write_some(asio::buffer(chunk->data() + written, chunk->size() - written), failed);
        if (failed == asio::error::would_block) {
            wait(chunk, written);
            return wait_to_write();
        }
        if (failed) return close();
    }
}

void SseStream::wait(const Chunk& chunk, std::size_t written) {
    if (!queue_) queue_ = std::make_unique<Queue>();
    if (queue_->chunks.size() >= kMaxQueued || queue_->bytes + chunk->size() > kMaxQueuedBytes) return close();
    if (queue_->chunks.empty()) queue_->offset = written;
    queue_->chunks.push_back(chunk);
    queue_->bytes += chunk->size();
}

void SseStream::flush() {
    while (!queue_->chunks.empty()) {
        const std::string& front = *queue_->chunks.front();
        error_code failed;
        const auto written = wire_.write_some(asio::buffer(front.data() + queue_->offset, front.size() - queue_->offset), failed);
        if (failed == asio::error::would_block) return wait_to_write();
        if (failed) return close();
        queue_->offset += written;
        if (queue_->offset < front.size()) continue;
        queue_->bytes -= front.size();
        queue_->chunks.pop_front();
        queue_->offset = 0;
    }
    queue_.reset();
    if (finishing_) return close();
    owner_.drained(*this);
}

void SseStream::wait_to_write() {
    wire_.socket().async_wait(wire_.wants(), [self = shared_from_this()](error_code failed) {
        if (failed || !self->open()) return self->close();
        self->flush();
    });
}

void SseStream::finish() {
    finishing_ = true;
    if (idle()) close();
}

void SseStream::close() {
    if (!open()) return;
    wire_.close();
    queue_.reset();
    owner_.closed(*this);
}

}  // namespace anju::server
