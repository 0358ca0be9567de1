// SPDX-License-Identifier: Apache-2.0
// The event stream over real sockets.
#include <gtest/gtest.h>

#include <atomic>
#include <numeric>

#include "platform/contract/codec.hpp"
#include "tests/client/news_log.hpp"
#include "tests/support/scripted_server.hpp"

namespace anju::client {
namespace {

using contract::ErrorKind;
using test::ScriptedConnection;
using test::ScriptedRequest;
using test::ScriptedServer;

std::string event(std::uint64_t seq) {
    contract::Message message;
    message.id = "m" + std::to_string(seq);
    message.text = "第" + std::to_string(seq) + "条";
    return "id: " + std::to_string(seq) + "\nevent: message\ndata: " + contract::encode(message) +
           "\n\n";
}

std::vector<std::uint64_t> sequence(NewsLog& log) {
    std::vector<std::uint64_t> out;
    for (const auto& heard : log.all<StreamEvent>()) {
        out.push_back(heard.event.seq);
    }
    return out;
}

TEST(TheStream, PassesOnWhatItHears) {
    ScriptedServer server([](const ScriptedRequest& request, ScriptedConnection& connection) {
        EXPECT_EQ(request.target, "/v1/tv/events");
        EXPECT_EQ(request.headers.at("last-event-id"), "4");
        EXPECT_EQ(request.headers.at("accept"), "text/event-stream");
        connection.stream_head();
        connection.send(event(5) + ": ping\n\n" + event(6));
        connection.wait_until_closed();
        return false;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    client->open_stream(4);
    ASSERT_TRUE(log.wait_for<StreamEvent>(2));
    EXPECT_EQ(sequence(log), (std::vector<std::uint64_t>{5, 6}));
    const auto heard = log.all<StreamEvent>();
    EXPECT_EQ(std::get<contract::MessageChanged>(heard[0].event.body).message.text, "第5条");
}

// The server cuts every answer after a few bytes more than the last time, in the middle of
// everything.
TEST(TheStream, HearsEachEventOnceThoughCutAnywhere) {
    std::string all;
    for (std::uint64_t seq = 1; seq <= 20; ++seq) {
        all += event(seq);
    }
    std::atomic<std::size_t> room = 10;
    ScriptedServer server([&](const ScriptedRequest& request, ScriptedConnection& connection) {
        const auto last = std::stoul(request.headers.at("last-event-id"));
        std::string rest;
        for (std::uint64_t seq = last + 1; seq <= 20; ++seq) {
            rest += event(seq);
        }
        connection.stream_head();
        connection.send(rest.substr(0, room.fetch_add(37)));
        return false;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    client->open_stream(0);
    ASSERT_TRUE(log.wait_for<StreamEvent>(20));
    std::vector<std::uint64_t> expected(20);
    std::iota(expected.begin(), expected.end(), 1);
    EXPECT_EQ(sequence(log), expected);
}

TEST(TheStream, NoticesASilentServerAndComesBack) {
    ScriptedServer server([&](const ScriptedRequest& request, ScriptedConnection& connection) {
        connection.stream_head();
        connection.send(event(std::stoul(request.headers.at("last-event-id")) + 1));
        connection.wait_until_closed();  // hangs, as a stopped process does
        return false;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log, impatient());
    client->open_stream(0);
    ASSERT_TRUE(log.wait_for<StreamEvent>(3));
    EXPECT_EQ(sequence(log), (std::vector<std::uint64_t>{1, 2, 3}));
    EXPECT_GE(log.all<StreamLost>().size(), 2U);
}

TEST(TheStream, BlamesNoNetworkForAPlatformThatHangs) {
    ScriptedServer server([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.wait_until_closed();
        return false;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log, impatient());
    client->open_stream(0);
    ASSERT_TRUE(log.wait_for<StreamLost>(1));
    EXPECT_EQ(log.all<StreamLost>().front().error.kind, ErrorKind::Timeout);
}

// … also in a visit, when it is waited for only shortly, and before any greeting.
TEST(TheStream, BlamesNoNetworkForAPlatformThatNeverGreets) {
    ScriptedServer server([](const auto&, auto&) { return false; });  // waits for words of HTTP, for ever
    NewsLog log;
    const auto client = client_of(server.url("https"), log, quick());
    client->hurry_stream(true);
    client->open_stream(0);
    ASSERT_TRUE(log.wait_for<StreamLost>(1));
    const auto error = log.all<StreamLost>().front().error;
    EXPECT_TRUE(error.kind == ErrorKind::Timeout || error.code == contract::kDown) << error.context;
}

TEST(TheStream, StaysOpenAsLongAsPingsCome) {
    std::atomic<int> connections = 0;
    ScriptedServer server([&](const ScriptedRequest&, ScriptedConnection& connection) {
        ++connections;
        connection.stream_head();
        // In sum longer than silence may be.
        for (int i = 0; i < 15; ++i) {
            connection.send(": ping\n\n");
            EXPECT_FALSE(connection.closed_within(std::chrono::milliseconds(80)));
        }
        connection.send(event(1));
        connection.wait_until_closed();
        return false;
    });
    Timing timing = quick();
    timing.silence = std::chrono::seconds(1);
    NewsLog log;
    const auto client = client_of(server.url(), log, timing);
    client->open_stream(0);
    ASSERT_TRUE(log.wait_for<StreamEvent>(1));
    EXPECT_EQ(connections, 1);
    EXPECT_EQ(log.all<StreamLost>().size(), 0U);
}

TEST(TheStream, SaysEachDenial) {
    ScriptedServer server([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.answer(401, "application/problem+json",
                          R"({"status":401,"code":"unknown_key"})");
        return true;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    client->open_stream(0);
    ASSERT_TRUE(log.wait_for<StreamLost>(3));
    for (const auto& lost : log.all<StreamLost>()) {
        EXPECT_EQ(lost.error.kind, ErrorKind::Denied);
        EXPECT_EQ(lost.error.code, "unknown_key");
    }
}

TEST(TheStream, SaysALossOnceAndFindsTheServerWhenItIsBack) {
    std::atomic<int> tries = 0;
    ScriptedServer server([&](const ScriptedRequest&, ScriptedConnection& connection) {
        if (++tries < 5) {
            connection.answer(503, "text/plain", "starting");
            return true;
        }
        connection.stream_head();
        connection.send(event(1));
        connection.wait_until_closed();
        return false;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    client->open_stream(0);
    ASSERT_TRUE(log.wait_for<StreamEvent>(1));
    EXPECT_EQ(log.all<StreamLost>().size(), 1U);
    EXPECT_EQ(log.all<StreamOpened>().size(), 1U);
}

TEST(TheStream, EndsWhenClosed) {
    std::atomic<bool> gone = false;
    ScriptedServer server([&](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.stream_head();
        connection.send(": hello\n\n");
        connection.wait_until_closed();
        gone = true;
        gone.notify_all();
        return false;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    client->open_stream(0);
    ASSERT_TRUE(log.wait_for<StreamOpened>(1));
    client->close_stream();
    gone.wait(false);
    EXPECT_EQ(log.all<StreamLost>().size(), 0U);
}

}  // namespace
}  // namespace anju::client
