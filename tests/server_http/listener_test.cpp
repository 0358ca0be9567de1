// SPDX-License-Identifier: Apache-2.0
// HTTP as it comes over the wire: slow, split, too large, several at once, and the end of it all.
#include <gmock/gmock.h>

#include <atomic>

#include "platform/contract/routes.hpp"
#include "tests/server_http/live.hpp"
#include "tests/server_http/pictures.hpp"
#include "tests/support/left_behind.hpp"
#include "tests/support/slow.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(Listener, AnswersSeveralRequestsThatComeAtOnceInTheirOrder) {
    Live live;
    Wire wire(live.port());
    wire.send(request_text("GET", "/healthz", {}) + request_text("GET", "/v1/nowhere", {}) + request_text("GET", "/readyz", {}));
    EXPECT_EQ(wire.read_answer().body, "ok\n");
    EXPECT_EQ(wire.read_answer().status, 404);
    EXPECT_EQ(wire.read_answer().body, "ready\n");
}

TEST(Listener, TakesARequestByteByByte) {
    Live live;
    Wire wire(live.port());
    for (const char c : request_text("GET", "/healthz", {})) wire.send(std::string(1, c));
    EXPECT_EQ(wire.read_answer().status, 200);
}

TEST(Listener, ClosesAConnectionThatDribbles) {
    Live live({.limits = {.first_byte = 200ms, .idle = 200ms, .header = 200ms, .body = 200ms, .slowest = 1 << 30}});
    Wire silent(live.port());
    EXPECT_TRUE(silent.ends());
    Wire half(live.port());
    half.send("GET /healthz HT");
    Wire idle(live.port());
    idle.send(request_text("GET", "/healthz", {}));
    EXPECT_EQ(idle.read_answer().status, 200);
    EXPECT_TRUE(idle.ends());
    Wire body(live.port());
    body.send("POST /v1/pairing HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
    EXPECT_TRUE(body.ends());
}

TEST(Listener, TakesBodiesInChunks) {
    Live live;
    Wire wire(live.port());
    const std::string head = "POST /v1/family/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::string body = fmt::format(R"({{"token":"{}"}})", live.world.wang.link);
    wire.send(head + fmt::format("5\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", body.substr(0, 5), body.size() - 5, body.substr(5)));
    EXPECT_EQ(wire.read_answer().status, 204);

    wire.send(head);
    const std::string chunk = fmt::format("{:x}\r\n{}\r\n", 16 * 1024, std::string(16 * 1024, ' '));
    for (int i = 0; i < 4; ++i) wire.send(chunk);
    wire.send("1\r\n \r\n");
    const Answer large = wire.read_answer();
    EXPECT_EQ(large.status, 413);
    EXPECT_EQ(field(large.body, "code"), "body_too_large");
}

TEST(Listener, RefusesATooLargeBodyBeforeItComes) {
    Live live;
    auto headers = live.world.wang.family;
    headers.emplace_back("Idempotency-Key", "k");
    headers.emplace_back("Content-Length", std::to_string(contract::kMaxPhotoBytes + 1));
    const Answer photo = ask(live.port(), "POST", "/v1/family/photos", headers);
    EXPECT_EQ(photo.status, 413);
    EXPECT_EQ(field(photo.body, "code"), "photo_too_large");
    EXPECT_EQ(photo.header("Connection"), "close");

    const Answer json = ask(live.port(), "POST", "/v1/pairing", {{"Content-Type", "application/json"}, {"Content-Length", "70000"}});
    EXPECT_EQ(field(json.body, "code"), "body_too_large");
    const Answer stranger = ask(live.port(), "POST", "/v1/family/photos", {{"Idempotency-Key", "k"}, {"Content-Length", "1000000"}});
    EXPECT_EQ(stranger.status, 401);
    const Answer nowhere = ask(live.port(), "POST", "/nowhere", {{"Content-Length", "1000000"}});
    EXPECT_EQ(nowhere.status, 404);
}

TEST(Listener, AsksForABodyThatWaitsToBeAsked) {
    Live live;
    const std::string photo = picture({.kind = Kind::Png, .width = 900, .height = 900});
    Wire wire(live.port());
    auto headers = live.world.wang.family;
    headers.insert(headers.end(), {{"Idempotency-Key", "k"}, {"Content-Type", "image/png"}, {"Expect", "100-continue"}, {"Content-Length", std::to_string(photo.size())}});
    wire.send(request_text("POST", "/v1/family/photos", headers));
    EXPECT_EQ(wire.read_answer().status, 100);
    wire.send(photo);
    EXPECT_EQ(wire.read_answer().status, 200);
}

TEST(Listener, CarriesAPhotoToTheTvAndToNobodyElse) {
    Live live;
    const std::string original = picture({.width = 3000, .height = 2000});
    auto headers = live.world.wang.family;
    headers.insert(headers.end(), {{"Idempotency-Key", "k"}, {"Content-Type", "image/jpeg"}});
    const Answer uploaded = ask(live.port(), "POST", "/v1/family/photos", headers, original);
    ASSERT_EQ(uploaded.status, 200) << uploaded.body;
    const std::string id = field(uploaded.body, "id");
    EXPECT_EQ(field(uploaded.body, "width"), "1920");
    EXPECT_EQ(ask(live.port(), "GET", "/v1/tv/photos/" + id, live.world.wang.tv).status, 404);  // not sent yet
    const auto sent = live.world.post("/v1/family/messages", live.world.wang.family, fmt::format(R"({{"text":"","photos":["{}"]}})", id));
    ASSERT_EQ(sent.status, 200) << sent.body;

    const Answer full = ask(live.port(), "GET", "/v1/tv/photos/" + id + "?size=full", live.world.wang.tv);
    EXPECT_EQ(full.header("Content-Type"), "image/jpeg");
    EXPECT_THAT(full.header("Cache-Control"), HasSubstr("immutable"));
    EXPECT_EQ(decoded_jpeg(full.body).width, 1920);
    EXPECT_EQ(decoded_jpeg(ask(live.port(), "GET", "/v1/tv/photos/" + id + "?size=small", live.world.wang.tv).body).width, 640);
    EXPECT_EQ(ask(live.port(), "GET", "/v1/tv/photos/" + id, live.world.zhou.tv).status, 404);
    EXPECT_EQ(ask(live.port(), "GET", "/v1/tv/photos/" + id, {}).status, 401);
}

TEST(Listener, AnswersHeadAndOptionsWithoutABody) {
    Live live;
    Wire wire(live.port());
    wire.send(request_text("HEAD", "/healthz", {}));
    const Answer head = wire.read_answer(true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("Content-Length"), "3");
    wire.send(request_text("OPTIONS", "/v1/staff/session", {}));
    const Answer options = wire.read_answer();
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.header("Allow"), "POST, DELETE");
    EXPECT_EQ(options.header("Access-Control-Allow-Origin"), "");
    wire.send(request_text("HEAD", "/v1/tv/events", live.world.wang.tv));  // no stream
    EXPECT_EQ(wire.read_answer(true).status, 200);
    wire.send(request_text("GET", "/healthz", {}));
    EXPECT_EQ(wire.read_answer().body, "ok\n");
}

TEST(Listener, KnowsTheOldWayToo) {
    Live live;
    Wire old(live.port());
    old.send("GET /healthz HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.read_answer().status, 200);
    EXPECT_TRUE(old.ends());
    Wire closing(live.port());
    closing.send(request_text("GET", "/healthz", {{"Connection", "close"}}));
    EXPECT_EQ(closing.read_answer().status, 200);
    EXPECT_TRUE(closing.ends());
}

TEST(Listener, SaysWhatIsWrongWithWhatIsNoHttp) {
    Live live;
    Wire nonsense(live.port());
    nonsense.send("\x16\x03\x01 hello, is this TLS?\r\n\r\n");
    EXPECT_EQ(field(nonsense.read_answer().body, "code"), "bad_request");
    EXPECT_TRUE(nonsense.ends());
    Wire large(live.port());
    large.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(40'000, 'a') + "\r\n\r\n");
    const Answer answer = large.read_answer();
    EXPECT_EQ(answer.status, 431);
    EXPECT_EQ(field(answer.body, "code"), "header_too_large");
    Wire smuggler(live.port());
    smuggler.send("POST /v1/pairing HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n");
    EXPECT_EQ(smuggler.read_answer().status, 400);
    EXPECT_TRUE(smuggler.ends());
}

TEST(Listener, TurnsAwayMoreConnectionsThanItCanHold) {
    Live live({.limits = {.connections = 2, .for_help = 1}});
    Wire one(live.port()), two(live.port());
    one.send(request_text("GET", "/healthz", {}));
    EXPECT_EQ(one.read_answer().status, 200);
    two.send(request_text("GET", "/healthz", {}));
    EXPECT_EQ(two.read_answer().status, 200);
    Wire three(live.port()), four(live.port());
    EXPECT_TRUE(four.ends());
    three.send(request_text("GET", "/healthz", {}));  // its place is for calls for help
    EXPECT_TRUE(three.ends());
}

TEST(Stopping, FinishesTheAnswerUnderWayAndNothingElse) {
    std::promise<void> committed, stopping;
    std::atomic<bool> armed = false;
    LiveWish wish;
    wish.on_committed = [&](const std::vector<std::string>&) {
        if (!armed.exchange(false)) return;
        committed.set_value();
        stopping.get_future().wait();
    };
    Live live(std::move(wish));
    Wire idle(live.port());
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    Wire busy(live.port());
    armed = true;
    busy.send(request_text("POST", "/v1/family/messages", Live::json_headers(live.world.wang.family, "k"), R"({"text":"last words","photos":[]})"));
    committed.get_future().wait();
    live.server.stop();
    EXPECT_TRUE(idle.ends());
    EXPECT_TRUE(tv.ends());
    EXPECT_THROW(Wire(live.port()), std::runtime_error);
    stopping.set_value();
    const Answer answer = busy.read_answer();
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_EQ(live.ended.get_future().wait_for(kPatience), std::future_status::ready);
}

TEST(Stopping, LeavesNothingRunningRoundAfterRound) {
    test::Held before;
    for (int round = 0; round < test::rounds(100); ++round) {
        {
            Live live;
            Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
            Wire half(live.port());
            half.send("POST /v1/family/messages HTTP/1.1\r\n");
            live.stop();
            EXPECT_EQ(live.ended.get_future().wait_for(0s), std::future_status::ready);
            EXPECT_TRUE(tv.ends());
            EXPECT_THROW(Wire(live.port()), std::runtime_error);
        }
        if (round == 0) before = test::held_now();  // libraries keep what they once opened
        ASSERT_EQ(test::held_at_last(before), before) << "round " << round;
    }
}

}  // namespace
}  // namespace anju::tests
