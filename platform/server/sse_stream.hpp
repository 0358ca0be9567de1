// SPDX-License-Identifier: Apache-2.0
// One open event stream: a socket, a cursor and what could not be written yet. Lives on the io thread.
// Handlers of the socket keep it alive, so it is shared between them and the hub. A city has 18,000 on one node: what an
// idle one holds is counted in bytes.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "platform/server/request.hpp"
#include "platform/server/wire.hpp"

namespace anju::server {

// Written to many streams, encoded once.
using Chunk = std::shared_ptr<const std::string>;

struct Listener;
class SseStream;

class StreamOwner {
  public:
    virtual ~StreamOwner() = default;
    virtual void closed(SseStream& stream) = 0;
    virtual void drained(SseStream& stream) = 0;  // what had to wait has left
};

class SseStream : public std::enable_shared_from_this<SseStream> {
  public:
    // What waits beyond these ends the stream: its reader resumes by Last-Event-ID.
    static constexpr std::size_t kMaxQueued = 256;
    static constexpr std::size_t kMaxQueuedBytes = 256 * 1024;

    SseStream(Wire wire, StreamOwner& owner, Listener& listener, std::uint64_t after);
    ~SseStream();

    // Starts to notice the other end going away.
    void watch();
    void send(const Chunk& chunk);
    // Ends once everything queued has left.
    void finish();
    void close();

    bool open() const { return wire_.is_open(); }
    bool idle() const { return queue_ == nullptr; }

    Listener& listener;                      // whose events it carries
    Listener* sits = nullptr;                // the relative before the page of a visit
    std::unique_ptr<const OpenStream> page;  // of a page: who, and by which secret
    std::uint64_t sent;                      // events up to here have been handed to the socket or the queue
    std::uint32_t place = 0;                 // in its slot of the wheel
    std::uint16_t slot = 0;

  private:
    struct Queue {
        std::deque<Chunk> chunks;
        std::size_t offset = 0;  // of the first chunk
        std::size_t bytes = 0;
    };
    void wait(const Chunk& chunk, std::size_t written);
    void flush();
    void wait_to_write();

    StreamOwner& owner_;
    std::unique_ptr<Queue> queue_;  // while something waits
    Wire wire_;
    bool finishing_ = false;
};

}  // namespace anju::server
