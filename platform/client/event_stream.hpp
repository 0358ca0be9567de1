// SPDX-License-Identifier: Apache-2.0
// The life of the event stream: connect, read, notice silence, wait, connect again. It only says
// what it wants (take_wish) and is told what happened and when, so tests run it without a network
// or a clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/client/backoff.hpp"
#include "platform/client/client.hpp"
#include "platform/client/outcome.hpp"
#include "platform/client/sse_parser.hpp"
#include "platform/client/transport.hpp"

namespace anju::client {

using Instant = std::chrono::steady_clock::time_point;

class EventStream {
  public:
    // silence: no byte for so long means that nobody is there; the platform pings every 5 s.
    EventStream(Backoff backoff, std::chrono::milliseconds silence);

    // A live stream is kept when the cursor only moves forward.
    void open(std::uint64_t cursor, Instant now);
    void close();
    // Somebody waits for it: the next try comes within two seconds, unless the platform asked for more, and one
    // that gets no answer gives way after three.
    void hurry(bool on, Instant now);

    void happened(const Stands&, Instant now);
    void happened(const Began& began, Instant now);
    void happened(const Bytes& bytes, Instant now);
    void happened(const Ended& ended, Instant now);
    void tick(Instant now);

    // When tick() is wanted; nothing while it is closed.
    std::optional<Instant> deadline() const;

    struct Wish {
        bool cancel = false;  // the transfer under way; before connect
        bool connect = false;
        std::optional<std::uint64_t> after{};  // nothing: from now on
    };
    Wish take_wish();
    std::vector<News> take_news();
    std::uint64_t skipped() const { return skipped_; }  // events that could not be read

  private:
    enum class Phase { Closed, Waiting, Connecting, Refused, Reading };
    using Reason = std::pair<contract::ErrorKind, std::string>;

    void connect(Instant now);
    void fail(contract::Error error, Instant now);
    void take(const SseEvent& event);
    void tell(std::uint64_t seq, const SseEvent& event);

    Backoff backoff_;
    std::chrono::milliseconds silence_;
    Phase phase_ = Phase::Closed;
    std::uint64_t cursor_ = 0;
    bool cursor_gone_ = false;  // the platform cannot tell what came after it
    Instant began_{};  // of the last try
    bool stands_ = false;  // Connecting: the connection does
    Instant until_{};  // Waiting: the next try; else when silence is over
    bool hurried_ = false;
    bool told_to_wait_ = false;
    SseParser parser_;
    Outcome refusal_;  // Connecting: nothing yet; Refused: the problem, as it comes in
    std::optional<Reason> said_;  // of the loss that lasts
    std::uint64_t skipped_ = 0;
    Wish wish_;
    std::vector<News> news_;
};

}  // namespace anju::client
