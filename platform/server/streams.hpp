// SPDX-License-Identifier: Apache-2.0
// The event hub of one process: recipient → open streams. Streams are touched on the io thread only;
// the questions of EventHub are answered from anywhere. The database is the only truth: a wake-up only
// says "read again", and every second the last sequences are compared without one.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/server/event_hub.hpp"
#include "platform/server/repository.hpp"
#include "platform/server/sse_stream.hpp"

namespace anju::server {

struct StreamTimes {
    std::chrono::milliseconds ping{5000};     // the other side calls 12 s of silence a loss
    std::chrono::milliseconds poll{1000};     // covers a lost hint
    std::chrono::milliseconds touch{60'000};  // how often "last seen" is stored
    std::chrono::milliseconds recheck{30'000};  // how long a stream outlives the secret that opened it
    std::chrono::milliseconds grace{3000};    // a terminal that reconnects meanwhile was never away
};

class Streams : public EventHub {
  public:
    Streams(boost::asio::io_context& io, boost::asio::thread_pool& workers, std::function<Time()> clock,
            StreamTimes times = {});
    // Before anything opens: hears of each stream that opens (1) or ends (-1), by "tv", "family" or "visit".
    void count_with(std::function<void(std::string_view kind, int more)> counted) { counted_ = std::move(counted); }
    // The repository wakes the hub and is read by it, so it comes after.
    void start(Repository& repository);

    // io thread: the connection has had its response head.
    void adopt(Wire wire, OpenStream what);
    // io thread: ends every stream and every timer.
    void stop();

    void wake(const std::vector<std::string>& recipients) override;
    bool terminal_online(const std::string& terminal) const override;
    bool household_online(const std::string& household) const override;
    bool member_online(const std::string& member) const override;
    bool visit_open(const std::string& visit) const override;
    void tell_presence(const std::string& household, const contract::Presence& presence) override;

  private:
    using StreamPtr = std::shared_ptr<SseStream>;
    struct Recipient {
        std::vector<StreamPtr> streams;
        bool reading = false;  // one read in flight; hints meanwhile become one more
        bool again = false;
        bool more = false;  // is stored, and waits until a stream has sent what it has
    };
    // A TV, or a relative, counts as reachable from the first stream until `grace` after the last.
    struct Presence {
        std::string household;
        int streams = 0;
        std::unique_ptr<boost::asio::steady_timer> leaving;
    };

    void read(const std::string& recipient);
    void deliver(const std::string& recipient, std::uint64_t after, const Stored<Replay>& replay);
    void removed(SseStream& stream);
    void drained(SseStream& stream);
    void poll();
    void compare(const std::map<std::string, std::uint64_t>& last);
    void ping();
    void touch_all();
    void recheck();
    void recheck(const StreamPtr& stream);
    void touch(const TerminalCaller& terminal);
    void count(const OpenStream& stream, int more);
    void arrived(const std::string& who, const std::string& household);
    void left(const std::string& who);
    void changed(const std::string& who, const std::string& household);
    void announce_tv(const std::string& household, bool online);
    void announce_member(const std::string& household, const std::string& member);
    bool present(const std::string& who) const;
    template <class Work>
    void on_workers(Work work);
    void every(boost::asio::steady_timer& timer, std::chrono::milliseconds period, void (Streams::*what)());

    boost::asio::io_context& io_;
    boost::asio::thread_pool& workers_;
    std::function<Time()> clock_;
    StreamTimes times_;
    std::function<void(std::string_view kind, int more)> counted_;
    Repository* repository_ = nullptr;
    std::unordered_map<std::string, Recipient> recipients_;
    boost::asio::steady_timer ping_, poll_, touch_, recheck_;
    bool polling_ = false;
    bool stopped_ = false;

    mutable std::mutex mutex_;  // guards what follows, for questions from workers
    std::unordered_map<std::string, Presence> presence_;  // "tv:…" and "member:…"
    std::unordered_map<std::string, int> visits_;         // by visit: how many streams its phone has
};

}  // namespace anju::server
