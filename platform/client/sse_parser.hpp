// SPDX-License-Identifier: Apache-2.0
// Bytes of a text/event-stream to events, as WHATWG HTML section 9.2.6 tells it. Any split of the
// bytes gives the same events. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace anju::client {

struct SseEvent {
    std::string id;    // the last id that the stream named, also by an earlier event
    std::string name;  // empty when the event named none
    std::string data;  // lines joined by \n
    bool operator==(const SseEvent&) const = default;
};

class SseParser {
  public:
    // An event of more bytes than this is skipped whole; what follows is read as before.
    explicit SseParser(std::size_t limit = 1024 * 1024) : limit_(limit) {}

    std::vector<SseEvent> feed(std::string_view bytes);
    std::uint64_t skipped() const { return skipped_; }

  private:
    void take(char c, std::vector<SseEvent>& out);
    void end_line(std::vector<SseEvent>& out);
    void end_event(std::vector<SseEvent>& out);
    void field(std::string_view name, std::string_view value);

    std::size_t limit_;
    std::string line_;
    std::string id_;
    std::string name_;
    std::string data_;       // each line with its \n
    std::size_t bytes_ = 0;  // of this event, so far
    bool too_long_ = false;
    bool after_cr_ = false;
    bool first_line_ = true;
    std::uint64_t skipped_ = 0;
};

}  // namespace anju::client
