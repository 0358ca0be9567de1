// SPDX-License-Identifier: Apache-2.0
// Brings reports to the platform and its answers back: tries that do not wait for each other, and while an incident is open a stream of
// what becomes of it. One thread; nothing here waits but work().
#pragma once

#include <array>
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
#include "terminal/alarm/outs.hpp"

namespace anju::alarm {

inline constexpr milliseconds kTryLimit{4000};   // a server that hangs has had its turn; the next try does not wait for it
inline constexpr milliseconds kNameLimit{9000};  // by another interface and by name: behind a first name server that hangs the next is asked after five seconds
inline constexpr milliseconds kAskAgain{10'000};  // after an open incident, while the stream does not stand

// heard: an answer came, whatever it says; now: the platform's clock.
struct Beaten { SendBeat beat; bool heard = false; std::optional<contract::Time> now; };
struct Tested { std::string id; bool came = false; };
using Heard = std::variant<Answered, Denied, Forgotten, OfAnother, Beaten, Tested>;

// What is known of the network by an address of the platform; asked only for a try that needs it.
struct Network {
    using Answer = std::function<std::vector<std::string>(const std::string& url)>;
    Answer others = [](const std::string&) { return std::vector<std::string>(); };  // interfaces, beside the system's own way there
    Answer addresses = others;                                                      // where its name led to before
};

class Delivery {
  public:
    using Instant = client::Instant;
    using MakeTransport = std::function<std::unique_ptr<client::Transport>()>;
    // second: another address of the same platform; empty: none.
    Delivery(MakeTransport make, std::string second, std::function<void(const std::string&)> log, milliseconds try_limit = kTryLimit, Network network = {});
    ~Delivery();

    void use(std::optional<Box> box);  // what was under way for another is dropped
    // everywhere: by each network interface too. Where the system's own way led nowhere lately, each goes by the one that works as well.
    // Whether it goes another way than before: to the second address, or by what only `everywhere` adds.
    bool send(const contract::AlarmReport& report, Way way, Instant now, bool everywhere = false);
    void follow(std::optional<std::string> report, Instant now);
    // What is routine: beside the reports, in nobody's way.
    void beat(const SendBeat& beat, bool leaving, contract::Time at);
    void test(const contract::TestReport& report, Way way);
    void drop_routine();

    // Between its calls nothing happens. Waits, for `at_most` or until one of `also` can be read or written.
    std::vector<Heard> work(milliseconds at_most, const std::vector<client::Watched>& also);
    // When work() has something to do of itself.
    std::optional<Instant> deadline() const;
    bool resting() const;  // nothing is under way
    // The platform answers by another way than the system's own, which was looked at and leads nowhere.
    bool goes_around() const { return out_ != kSystem && looks_lost_ >= kDown; }

  private:
    struct Flight {
        std::optional<contract::AlarmReport> report;  // nothing: a question
        std::string id;                               // of the report
        Way way{};
        Out out;
        Instant begun{};
        client::Outcome outcome;
    };

    struct Errand {
        std::variant<SendBeat, std::string> what;  // a beat; the id of a test
        Way way{};
        Out out;
        bool looks = false;  // only whether the system's own way works again
        std::string body{};
        Instant begun{};
        client::Outcome outcome{};
    };

    void start_errand(std::string_view path, Errand errand);
    void errand_over(const Errand& errand, std::vector<Heard>& heard, Instant now);
    std::size_t place(Way way) const { return way == Way::Second && !second_.empty() ? 1 : 0; }  // of an address
    const std::string& address(Way way) const { return place(way) == 1 ? second_ : box_->platform; }
    bool knows(Way way) const { return !network_.addresses(address(way)).empty(); }
    // Which way out leads to somebody, as it turns out.
    void answered_by(const Out& out, Way way, Instant begun, Instant now);
    void lost_by(const Out& out, Way way, const client::Outcome& outcome);
    client::Transport& transport();
    client::Transfer transfer(contract::Method method, const std::string& path, Way way, const Out& out) const;
    bool start(client::Transfer transfer, Flight flight);
    void ask(Instant now);
    void serve_stream(std::vector<Heard>& heard, Instant now);
    void happened(const client::TransferNews& news, std::vector<Heard>& heard, Instant now);
    void landed(Flight flight, std::vector<Heard>& heard, Instant now);
    void failed(const Flight& flight, const contract::Error& error, std::vector<Heard>& heard, Instant now);
    void say_once(const std::string& what);
    void drop_all();
    void rest();

    const MakeTransport make_;
    const std::string second_;
    const std::function<void(const std::string&)> log_;
    const milliseconds try_limit_;
    const Network network_;
    std::optional<Box> box_;
    std::unique_ptr<client::Transport> transport_;  // from the first need on: to read the authorities' certificates for each beat is most of what the guard would do
    bool trimmed_ = true;
    std::map<client::TransferId, Flight> flights_;
    std::map<client::TransferId, Errand> errands_;
    client::TransferId last_ = 0;
    client::EventStream stream_;
    client::TransferId stream_transfer_ = 0;  // 0: none
    bool stream_stands_ = false;
    std::optional<std::string> followed_;
    Instant ask_at_{};
    Way answers_ = Way::First;  // where the last answer came from
    Out out_;                   // by which way; or by which the next is tried
    std::array<bool, 2> lost_{};               // by it, lately, at each address
    std::array<bool, 2> reached_{true, true};  // by the system's own way, lately, somebody at each address
    Instant system_answered_{};                // by its own way, last
    int heard_around_ = 0, looks_lost_ = 0;    // beats since then
    std::string said_;
};

}  // namespace anju::alarm
