// SPDX-License-Identifier: Apache-2.0
// A client ends at any moment, whatever it is about, and says nothing afterwards.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>

#include "tests/client/news_log.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/slow.hpp"

namespace anju::client {
namespace {

using namespace std::chrono_literals;
using test::ScriptedConnection;
using test::ScriptedRequest;
using test::ScriptedServer;

// Ends the program with a sentence instead of hanging until ctest's limit.
class Watchdog {
  public:
    explicit Watchdog(std::chrono::seconds limit)
        : thread_([this, limit](const std::stop_token& stop) {
              std::unique_lock lock(mutex_);
              if (!over_.wait_for(lock, stop, limit, [] { return false; }) &&
                  !stop.stop_requested()) {
                  std::fputs("a shutdown hangs\n", stderr);
                  std::abort();
              }
          }) {}

  private:
    std::mutex mutex_;
    std::condition_variable_any over_;
    std::jthread thread_;
};

TEST(Shutdown, RoundAfterRoundWithWorkInFlight) {
    const Watchdog watchdog(test::slow() ? 600s : 90s);
    std::atomic<int> turn = 0;
    ScriptedServer server([&](const ScriptedRequest&, ScriptedConnection& connection) {
        switch (++turn % 4) {
            case 0:
                connection.wait_until_closed();
                return false;
            case 1:
                connection.stream_head();
                connection.send("id: 1\nevent: unpaired\nda");
                return false;
            case 2:
                connection.answer(503, "text/plain", "busy");
                return true;
            default:
                return false;
        }
    });
    for (int round = 0; round < test::rounds(3000); ++round) {
        const std::size_t before = server.requests().size();
        std::atomic<bool> ended = false;
        std::atomic<bool> late = false;
        {
            HttpClient client(
                {server.url(), "k", "t"}, [&](const News&) { late = late || ended; },
                make_curl_transport("t"), quick());
            client.open_stream(0);
            client.send(1, FetchSnapshot{});
            client.send(2, FetchPhoto{"p"});
            client.send(3, SendSeen{"m", {}, "k"});
            if (round % 3 == 0) {
                ASSERT_TRUE(server.wait_for_requests(before + 1));
            }
            if (round % 5 == 0) {
                client.close_stream();
            }
        }
        ended = true;
        ASSERT_FALSE(late);
    }
}

TEST(Shutdown, DoesNotWaitForAServerThatHangs) {
    ScriptedServer server([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.wait_until_closed();
        return false;
    });
    NewsLog log;
    auto client = client_of(server.url(), log, Timing{});
    client->open_stream(0);
    client->send(1, FetchSnapshot{});
    ASSERT_TRUE(server.wait_for_requests(2));
    const auto start = std::chrono::steady_clock::now();
    client.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

}  // namespace
}  // namespace anju::client
