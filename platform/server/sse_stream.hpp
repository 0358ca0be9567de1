// SPDX-License-Identifier: Apache-2.0
// One open event stream: a socket, a cursor and what could not be written yet. Lives on the io thread.
// Handlers of the socket keep it alive, so it is shared between them and the hub.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "platform/server/request.hpp"
#include "platform/server/wire.hpp"

namespace anju::server {

// Written to many streams, encoded once.
using Chunk = std::shared_ptr<const std::string>;

class SseStream : public std::enable_shared_from_this<SseStream> {
  public:
    // What waits beyond these ends the stream: its reader resumes by Last-Event-ID.
    static constexpr std::size_t kMaxQueued = 256;
    static constexpr std::size_t kMaxQueuedBytes = 256 * 1024;

    SseStream(Wire wire, OpenStream what, std::function<void(SseStream&)> closed,
              std::function<void(SseStream&)> drained);

    // Starts to notice the other end going away.
    void watch();
    void send(const Chunk& chunk);
    // Ends once everything queued has left.
    void finish();
    void close();

    bool open() const { return wire_.is_open(); }
    bool idle() const { return queue_.empty(); }
    const OpenStream what;
    std::uint64_t sent;  // events up to here have been handed to the socket or the queue

  private:
    void flush();
    void wait_to_write();

    Wire wire_;
    std::function<void(SseStream&)> closed_;
    std::function<void(SseStream&)> drained_;  // what had to wait has left
    std::deque<Chunk> queue_;
    std::size_t offset_ = 0;  // of the first chunk
    std::size_t queued_bytes_ = 0;
    bool waiting_ = false;
    bool finishing_ = false;
};

}  // namespace anju::server
