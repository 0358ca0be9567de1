// SPDX-License-Identifier: Apache-2.0
// Brings reports to the platform and its answers back: tries that do not wait for each other, and while an incident is open a stream of
// what becomes of it. One thread; nothing here waits but work().
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/client/event_stream.hpp"
#include "platform/client/outcome.hpp"
#include "platform/client/transport.hpp"
#include "terminal/alarm/beating.hpp"
#include "terminal/alarm/box.hpp"
#include "terminal/alarm/ladder.hpp"
#include "terminal/alarm/machine.hpp"

namespace anju::alarm {

inline constexpr milliseconds kTryLimit{4000};   // a server that hangs has had its turn; the next try does not wait for it
inline constexpr milliseconds kAskAgain{10'000};  // after an open incident, while the stream does not stand

// heard: an answer came, whatever it says; now: the platform's clock.
struct Beaten { SendBeat beat; bool heard = false; std::optional<contract::Time> now; };
struct Tested { std::string id; bool came = false; };
using Heard = std::variant<Answered, Denied, Forgotten, OfAnother, Beaten, Tested>;

class Delivery {
  public:
    using Instant = client::Instant;
    using MakeTransport = std::function<std::unique_ptr<client::Transport>()>;
    // second: another address of the same platform; empty: none.
    Delivery(MakeTransport make, std::string second, std::function<void(const std::string&)> log, milliseconds try_limit = kTryLimit);
    ~Delivery();

    void use(std::optional<Box> box);  // what was under way for another is dropped
    void send(const contract::AlarmReport& report, Way way, Instant now);
    void follow(std::optional<std::string> report, Instant now);
    // What is routine: beside the reports, in nobody's way.
    void beat(const SendBeat& beat, bool leaving, contract::Time at);
    void test(const contract::TestReport& report, Way way);
    void drop_routine();

    // Between its calls nothing happens. Waits, for `at_most` or until one of `also` can be read or written.
    std::vector<Heard> work(milliseconds at_most, const std::vector<client::Watched>& also);
    // When work() has something to do of itself.
    std::optional<Instant> deadline() const;
    bool resting() const { return !transport_; }

  private:
    struct Flight {
        std::optional<contract::AlarmReport> report;  // nothing: a question
        std::string id;                               // of the report
        Way way{};
        Instant begun{};
        client::Outcome outcome;
    };

    struct Errand {
        std::variant<SendBeat, std::string> what;  // a beat; the id of a test
        client::Outcome outcome;
    };

    void start_errand(std::string_view path, std::string body, Way way, std::variant<SendBeat, std::string> what);
    void errand_over(const Errand& errand, std::vector<Heard>& heard);
    client::Transport& transport();
    client::Transfer transfer(contract::Method method, const std::string& path, Way way) const;
    void start(client::Transfer transfer, Flight flight);
    void ask(Instant now);
    void serve_stream(std::vector<Heard>& heard, Instant now);
    void happened(const client::TransferNews& news, std::vector<Heard>& heard, Instant now);
    void landed(Flight flight, std::vector<Heard>& heard);
    void failed(const Flight& flight, const contract::Error& error, std::vector<Heard>& heard);
    void say_once(const std::string& what);
    void drop_all();
    void rest();

    const MakeTransport make_;
    const std::string second_;
    const std::function<void(const std::string&)> log_;
    const milliseconds try_limit_;
    std::optional<Box> box_;
    std::unique_ptr<client::Transport> transport_;  // while there is something to do: it holds the authorities' certificates, megabytes
    std::map<client::TransferId, Flight> flights_;
    std::map<client::TransferId, Errand> errands_;
    client::TransferId last_ = 0;
    client::EventStream stream_;
    client::TransferId stream_transfer_ = 0;  // 0: none
    bool stream_stands_ = false;
    std::optional<std::string> followed_;
    Instant ask_at_{};
    Way answers_ = Way::First;  // where the last answer came from
    std::string said_;
};

}  // namespace anju::alarm
