// SPDX-License-Identifier: Apache-2.0
// The event hub of one process: who listens → open streams. Streams are touched on the io thread only;
// the questions of EventHub are answered from anywhere. The database is the only truth: a wake-up only
// says "read again", every second what moved lately is asked for without one, and now and then everybody's last sequence.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/server/event_hub.hpp"
#include "platform/server/listeners.hpp"
#include "platform/server/repository.hpp"
#include "platform/server/sse_stream.hpp"
#include "platform/server/wheel.hpp"

namespace anju::server {

// Where it is said of each stream, streams have their turns spread over that time.
struct StreamTimes {
    std::chrono::milliseconds ping{5000};     // of each stream: the other side calls 12 s of silence a loss
    std::chrono::milliseconds poll{1000};     // covers a lost hint
    std::chrono::milliseconds touch{60'000};  // of each TV: how often "last seen" is stored
    std::chrono::milliseconds recheck{30'000};  // of each stream: how long it outlives the secret that opened it
    std::chrono::milliseconds grace{3000};    // a terminal that reconnects meanwhile was never away
};

class Streams : public EventHub, private StreamOwner {
  public:
    // `workers` are the hub's own: whoever waits for the disk does not keep it from telling.
    Streams(boost::asio::io_context& io, boost::asio::thread_pool& workers, std::function<Time()> clock,
            StreamTimes times = {});
    // Before anything opens: hears of each stream that opens (1) or ends (-1), by "tv", "family", "visit", "guard" or "desk".
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
    void tell_ring(const std::string& terminal, const contract::BoxRings& rings) override;

  private:
    using StreamPtr = std::shared_ptr<SseStream>;

    void closed(SseStream& stream) override;
    void drained(SseStream& stream) override;
    void read(Listener& who);
    void deliver(const std::string& name, std::uint64_t after, const Stored<Replay>& replay);
    void poll();
    void compare(const std::map<std::string, std::uint64_t>& last);
    void ping(const std::vector<SseStream*>& some);
    void touch(const std::vector<SseStream*>& some);
    void recheck(const std::vector<SseStream*>& some);
    void recheck_page(const StreamPtr& stream);
    void recheck_tvs(std::vector<std::string> names, std::vector<std::weak_ptr<SseStream>> streams);
    void read_owed();
    void give_back_memory();
    void note_seen(const std::string& terminal);
    void store_seen();
    void arrived(Listener& who);
    void left(Listener& who);
    void changed(const Listener& who);
    void announce_tv(const std::string& household, bool online);
    void announce_member(const std::string& household, const std::string& member);
    template <class Work>
    void on_workers(Work work);
    void every(boost::asio::steady_timer& timer, std::chrono::milliseconds period, std::function<void()> what);
    using OfSome = void (Streams::*)(const std::vector<SseStream*>&);
    void each_in_turn(boost::asio::steady_timer& timer, std::chrono::milliseconds period, OfSome what);

    boost::asio::io_context& io_;
    boost::asio::thread_pool& workers_;
    std::function<Time()> clock_;
    StreamTimes times_;
    std::function<void(std::string_view kind, int more)> counted_;
    Repository* repository_ = nullptr;
    Listeners listeners_;
    Wheel wheel_;
    std::vector<std::string> owed_;  // whose reading failed
    std::vector<std::string> seen_;  // TVs whose "last seen" is to be stored soon
    boost::asio::steady_timer ping_, poll_, touch_, recheck_, seen_soon_;
    std::size_t changes_ = 0, changes_polled_ = 0, changes_trimmed_ = 0;  // streams opened and closed so far
    Time polled_{};  // when the last poll that went well began
    bool polling_ = false;
    bool storing_seen_ = false;
    bool stopped_ = false;
};

}  // namespace anju::server
