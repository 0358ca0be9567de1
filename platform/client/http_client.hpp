// SPDX-License-Identifier: Apache-2.0
// The client's one thread: it owns the transport, the calls under way and the event stream.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "platform/client/calls.hpp"
#include "platform/client/client.hpp"
#include "platform/client/event_stream.hpp"
#include "platform/client/part_file.hpp"
#include "platform/client/transport.hpp"

namespace anju::client {

struct Timing {
    std::chrono::milliseconds silence{12'000};
    std::chrono::milliseconds first_wait{500};
    std::chrono::milliseconds longest_wait{15'000};
    std::chrono::milliseconds call_limit{600'000};  // shortens what calls.cpp gives each call
    std::function<double()> random;                // [0, 1); used on the client's thread only
};

class HttpClient final : public PlatformClient {
  public:
    using Sink = std::function<void(News)>;
    HttpClient(ClientOptions options, Sink sink, std::unique_ptr<Transport> transport,
               Timing timing);
    ~HttpClient() override;

    void send(RequestId id, Call call) override;
    void open_stream(std::uint64_t cursor) override;
    void close_stream() override;
    void hurry_stream(bool on) override;

  private:
    struct SendOrder {
        RequestId id;
        Call call;
    };
    struct OpenOrder {
        std::uint64_t cursor;
    };
    struct CloseOrder {};
    struct HurryOrder {
        bool on;
    };
    using Order = std::variant<SendOrder, OpenOrder, CloseOrder, HurryOrder>;
    struct Running {
        RequestId request = 0;
        Call call;
        Outcome outcome;
        std::unique_ptr<PartFile> file{};  // takes a good answer that belongs there
    };

    void post(Order order);
    void run(const std::stop_token& stop);
    void obey(SendOrder order);
    void obey(const OpenOrder& order);
    void obey(const CloseOrder& order);
    void obey(const HurryOrder& order);
    void start(SendOrder order);
    void start_waiting_photos();
    void start_waiting_state();
    void happened(const TransferNews& news);
    void grow(std::map<TransferId, Running>::iterator found, const Bytes& bytes);
    void stop(std::map<TransferId, Running>::iterator found, contract::Error why);
    void ended(std::map<TransferId, Running>::iterator found, const Ended& ended);
    void finish(std::map<TransferId, Running>::iterator found, contract::Result<Answer> result);
    void serve_stream();
    std::chrono::milliseconds patience() const;

    const ClientOptions options_;
    const Sink sink_;
    const std::chrono::milliseconds call_limit_;
    const std::unique_ptr<Transport> transport_;

    std::mutex mutex_;
    std::vector<Order> inbox_;  // under mutex_; the rest belongs to the thread

    EventStream stream_;
    TransferId stream_transfer_ = 0;  // 0: none
    TransferId last_transfer_ = 0;
    std::map<TransferId, Running> running_;
    std::deque<SendOrder> waiting_photos_;
    int photos_running_ = 0;
    std::optional<SendOrder> waiting_state_;
    bool state_running_ = false;

    std::jthread thread_;  // last: started when all else stands, joined first
};

}  // namespace anju::client
