// SPDX-License-Identifier: Apache-2.0
// Calls over real sockets, against a server that behaves and one that does not.
#include <gtest/gtest.h>

#include <mutex>
#include <thread>

#include "platform/contract/codec.hpp"
#include "platform/contract/unreached.hpp"
#include "tests/client/news_log.hpp"
#include "tests/support/scripted_server.hpp"

namespace anju::client {
namespace {

using namespace std::chrono_literals;
using contract::ErrorKind;
using test::kJson;
using test::ScriptedConnection;
using test::ScriptedRequest;
using test::ScriptedServer;

contract::Snapshot snapshot() {
    contract::Snapshot out;
    out.terminal = "t1";
    out.box_number = "DT47C";
    out.household.id = "h1";
    out.household.person.called = "王奶奶";
    out.cursor = 9;
    return out;
}

// What becomes of a call against a server with this script.
contract::Result<Answer> outcome(ScriptedServer::Script script, Call call = FetchSnapshot{},
                                 Timing timing = quick()) {
    ScriptedServer server(std::move(script));
    NewsLog log;
    const auto client = client_of(server.url(), log, std::move(timing));
    client->send(1, std::move(call));
    const auto reply = log.reply(1);
    return reply ? *reply : tl::unexpected(contract::Error{ErrorKind::Broken, "", "no reply", {}});
}

ErrorKind kind_of(const contract::Result<Answer>& result) {
    return result ? ErrorKind::Broken : result.error().kind;
}

TEST(ACall, BringsTheSnapshot) {
    const auto answer = outcome([](const ScriptedRequest& request, ScriptedConnection& connection) {
        EXPECT_EQ(request.method, "GET");
        EXPECT_EQ(request.target, "/v1/tv/snapshot");
        EXPECT_EQ(request.headers.at("authorization"), "Bearer the-key");
        EXPECT_EQ(request.headers.at("user-agent"), "anju-test");
        connection.answer(200, kJson, contract::encode(snapshot()));
        return true;
    });
    ASSERT_TRUE(answer) << answer.error().context;
    EXPECT_EQ(std::get<contract::Snapshot>(*answer), snapshot());
}

TEST(ACall, PostsJsonWithItsIdempotencyKey) {
    const auto answer = outcome(
        [](const ScriptedRequest& request, ScriptedConnection& connection) {
            EXPECT_EQ(request.method, "POST");
            EXPECT_EQ(request.target, "/v1/tv/messages/m1/seen");
            EXPECT_EQ(request.headers.at("idempotency-key"), "k1");
            EXPECT_EQ(request.headers.at("content-type"), kJson);
            EXPECT_FALSE(request.headers.contains("expect"));
            EXPECT_TRUE(contract::decode<contract::SeenRequest>(request.body));
            connection.answer(200, kJson,
                              contract::encode(contract::Message{"m1", "x", "好", {}, {}, {}}));
            return true;
        },
        SendSeen{"m1", {}, "k1"});
    ASSERT_TRUE(answer) << answer.error().context;
    EXPECT_EQ(std::get<contract::Message>(*answer).text, "好");
}

TEST(ACall, BringsAPhotoWhole) {
    std::string jpeg(3'000'000, 'x');
    jpeg.replace(0, 3, "\xFF\xD8\xFF");
    const auto answer = outcome(
        [&](const ScriptedRequest&, ScriptedConnection& connection) {
            connection.answer(200, "image/jpeg", jpeg);
            return true;
        },
        FetchPhoto{"p1"});
    ASSERT_TRUE(answer) << answer.error().context;
    EXPECT_EQ(std::get<PhotoBytes>(*answer).jpeg.size(), jpeg.size());
}

TEST(ACall, IsDeniedByA401) {
    EXPECT_EQ(kind_of(outcome([](const auto&, ScriptedConnection& connection) {
                  connection.answer(401, "application/problem+json",
                                    R"({"status":401,"code":"unknown_key"})");
                  return true;
              })),
              ErrorKind::Denied);
}

TEST(ACall, MayBeTriedAgainAfterA503) {
    const auto answer = outcome([](const auto&, ScriptedConnection& connection) {
        connection.answer(503, "text/plain", "busy", "Retry-After: 3\r\n");
        return true;
    });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Timeout);
    EXPECT_EQ(answer.error().retry_after, 3s);
}

TEST(ACall, IsOfflineWhenNobodyListens) {
    NewsLog log;
    const auto client = client_of("http://127.0.0.1:" + std::to_string(test::free_port()), log);
    client->send(1, FetchSnapshot{});
    const auto reply = log.reply(1);
    ASSERT_TRUE(reply);
    EXPECT_EQ(kind_of(*reply), ErrorKind::Offline);
    EXPECT_EQ(reply->error().code, contract::kDown);
}

TEST(ACall, ThatSomebodyTookAndNeverGreetedIsNotTheNetworksFault) {
    ScriptedServer server([](const auto&, auto&) { return false; });  // waits for words of HTTP, for ever
    NewsLog log;
    const auto client = client_of(server.url("https"), log, impatient());
    client->send(1, FetchSnapshot{});
    const auto reply = log.reply(1);
    ASSERT_TRUE(reply);
    EXPECT_EQ(kind_of(*reply), ErrorKind::Offline) << "nothing was told";
    EXPECT_EQ(reply->error().code, contract::kDown);
}

// After a change of network what stands leads nowhere, and only a limit of seconds would tell.
TEST(ACall, GoesOverANewConnectionOnceTheStreamWasClosed) {
    std::mutex mutex;
    std::vector<const ScriptedConnection*> over;
    ScriptedServer server([&](const auto&, ScriptedConnection& connection) {
        const std::lock_guard lock(mutex);
        over.push_back(&connection);
        connection.answer(200, kJson, contract::encode(snapshot()));
        return true;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    RequestId id = 0;
    const auto next = [&] {
        client->send(++id, FetchSnapshot{});
        EXPECT_TRUE(log.reply(id));
        const std::lock_guard lock(mutex);
        return over.back();
    };
    const auto* old = next();
    EXPECT_EQ(next(), old);
    client->close_stream();
    const auto* fresh = next();
    EXPECT_NE(fresh, old);
    std::this_thread::sleep_for(2100ms);  // curl tells the age of a connection in whole seconds
    const auto* later = next();
    EXPECT_NE(later, old);
    EXPECT_EQ(next(), later);
}

TEST(ACall, IsOfflineWhenTheOtherSideSpeaksNoTls) {
    ScriptedServer server([](const auto&, ScriptedConnection&) { return false; });
    NewsLog log;
    const auto client = client_of(server.url("https"), log, impatient());
    client->send(1, FetchSnapshot{});
    const auto reply = log.reply(1);
    ASSERT_TRUE(reply);
    EXPECT_EQ(kind_of(*reply), ErrorKind::Offline);
}

TEST(ACall, MayHaveArrivedWhenTheConnectionDies) {
    EXPECT_EQ(kind_of(outcome([](const auto&, ScriptedConnection&) { return false; })),
              ErrorKind::Timeout);
}

TEST(ACall, MayHaveArrivedWhenTheAnswerIsCut) {
    EXPECT_EQ(kind_of(outcome([](const auto&, ScriptedConnection& connection) {
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"terminal\":");
                  return false;
              })),
              ErrorKind::Timeout);
}

TEST(ACall, MayHaveArrivedWhenTheServerHangs) {
    const auto answer = outcome(
        [](const auto&, ScriptedConnection& connection) {
            connection.wait_until_closed();
            return false;
        },
        FetchSnapshot{}, impatient());
    EXPECT_EQ(kind_of(answer), ErrorKind::Timeout);
}

TEST(ACall, StopsAtAnAnswerThatIsTooLong) {
    const auto answer = outcome(
        [](const auto&, ScriptedConnection& connection) {
            connection.send(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
            const std::string much(64 * 1024, ' ');
            for (int i = 0; i < 64; ++i) {
                connection.send(much);
            }
            return false;
        },
        FetchSnapshot{});
    EXPECT_EQ(kind_of(answer), ErrorKind::Malformed);
}

TEST(ACall, DoesNotFollowToAStrangersPage) {
    const auto answer = outcome([](const auto&, ScriptedConnection& connection) {
        connection.answer(302, "text/html", "", "Location: /login\r\n");
        return true;
    });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Offline);
    EXPECT_EQ(answer.error().context, "status 302");
}

TEST(ACall, IsNotKeptWaitingByPhotos) {
    ScriptedServer server([](const ScriptedRequest& request, ScriptedConnection& connection) {
        if (request.target.starts_with("/v1/tv/photos")) {
            connection.wait_until_closed();
            return false;
        }
        connection.answer(200, kJson, contract::encode(snapshot()));
        return true;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    for (RequestId id = 100; id < 120; ++id) {
        client->send(id, FetchPhoto{"p"});
    }
    client->send(1, FetchSnapshot{});
    const auto reply = log.reply(1);
    ASSERT_TRUE(reply);
    EXPECT_TRUE(*reply);
    EXPECT_LE(server.requests().size(), 3U) << "two photos at once";
}

TEST(ACall, EveryPhotoIsAnsweredThoughOnlyTwoRunAtOnce) {
    ScriptedServer server([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.answer(200, "image/jpeg", "\xFF\xD8\xFF");
        return true;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    for (RequestId id = 0; id < 20; ++id) {
        client->send(id, FetchPhoto{"p"});
    }
    ASSERT_TRUE(log.wait_for<Replied>(20));
    for (const Replied& replied : log.all<Replied>()) {
        EXPECT_TRUE(replied.result);
    }
}

}  // namespace
}  // namespace anju::client
