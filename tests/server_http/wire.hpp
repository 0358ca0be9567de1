// SPDX-License-Identifier: Apache-2.0
// A raw connection to 127.0.0.1 that sends what it is told, however wrong, and reads with a deadline.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/server/request.hpp"

namespace anju::tests {

inline constexpr std::chrono::seconds kPatience{10};

struct Answer {
    int status = 0;
    std::string head;
    std::string body;
    std::string header(const std::string& name) const;  // empty when absent
};

struct SeenEvent {
    std::uint64_t id = 0;
    std::string name, data;
};

class Wire {
  public:
    // receive_buffer: of the kernel, for readers who lag behind; 0 leaves it.
    explicit Wire(std::uint16_t port, int receive_buffer = 0);
    ~Wire();
    Wire(Wire&& other) noexcept : socket_(std::exchange(other.socket_, -1)), pings_(other.pings_), pending_(std::move(other.pending_)) {}
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    void send(const std::string& bytes);  // throws when the other side is gone
    // Throws when it does not come in time or the connection ends before.
    std::string read_until(const std::string& mark);
    Answer read_answer(bool head_only = false);
    // The next event of a stream; comments are skipped. Nothing: the stream has ended.
    std::optional<SeenEvent> read_event(std::chrono::milliseconds patience = kPatience);
    int pings() const { return pings_; }  // comments that read_event() skipped
    bool ends(std::chrono::milliseconds patience = kPatience);  // discards what still comes
    void close();

  private:
    enum class Got { Bytes, End, Nothing };
    Got receive(std::chrono::steady_clock::time_point deadline);

    int socket_ = -1;
    int pings_ = 0;
    std::string pending_;
};

std::string request_text(const std::string& method, const std::string& target, const std::vector<server::Header>& headers,
                         const std::string& body = "");
Answer ask(std::uint16_t port, const std::string& method, const std::string& target, const std::vector<server::Header>& headers,
           const std::string& body = "");
// An event stream whose head has been read and was 200.
Wire open_stream(std::uint16_t port, const std::string& target, const std::vector<server::Header>& headers, int receive_buffer = 0);

}  // namespace anju::tests
