// SPDX-License-Identifier: Apache-2.0
// Notices to a real receiver: signed, once, again after it was down, slow or broken, and told to the TV.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "platform/server/notify/webhook.hpp"
#include "tests/server_http/live.hpp"
#include "tests/server_http/webhook_receiver.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using server::Delivery;
using server::Notice;
using testing::HasSubstr;
using testing::SizeIs;
using Json = nlohmann::json;

Notice a_notice() { return {"notice1", "visit", "visit1", "home1", "member1", "小芳", "妈妈", 0, kMorning}; }

server::WebhookOptions to(const std::string& url) {
    server::WebhookOptions out;
    out.url = url;
    out.secret = "secret";
    out.link = "https://anju.example/family/";
    out.patience = 500ms;
    out.unix_seconds = [] { return 1'795'570'860; };
    return out;
}

TEST(Webhook, IsSignedAndSaysItInBothLanguages) {
    WebhookReceiver receiver;
    EXPECT_EQ(server::Webhook(to(receiver.url("/sms?x=1"))).deliver(a_notice()), Delivery::Delivered);
    const auto came = receiver.wait_for(1);
    ASSERT_THAT(came, SizeIs(1));
    EXPECT_EQ(came[0].target, "/sms?x=1");
    EXPECT_EQ(came[0].header("Content-Type"), "application/json");
    EXPECT_EQ(came[0].header("Idempotency-Key"), "notice1");
    EXPECT_EQ(came[0].header("Anju-Timestamp"), "1795570860");
    EXPECT_EQ(came[0].header("Anju-Signature"), server::webhook_signature("secret", "1795570860", came[0].body));
    EXPECT_NE(came[0].header("Anju-Signature"), server::webhook_signature("other", "1795570860", came[0].body));
    const Json body = Json::parse(came[0].body);
    EXPECT_EQ(body["event"], "visit");
    EXPECT_EQ(body["member"], "member1");
    EXPECT_THAT(body["text"]["zh"].get<std::string>(), HasSubstr("妈妈在电视上找您视频"));
    EXPECT_THAT(body["text"]["en"].get<std::string>(), HasSubstr("https://anju.example/family/"));
}

TEST(Webhook, OfAResponderGoesToThatPhoneWithTheLinkAndNothingOfTheHome) {
    WebhookReceiver receiver;
    auto options = to(receiver.url("/sms"));
    options.respond = "https://anju.example/respond/";
    Notice notice{"notice2", "responder", "alarm1", "home1", "", "李姐", "王奶奶", 0, kMorning};
    notice.link = "b3BlbiBzZXNhbWUgb3Bl";
    notice.phone = "13805460101";
    EXPECT_EQ(server::Webhook(options).deliver(notice), Delivery::Delivered);
    const auto came = receiver.wait_for(1);
    ASSERT_THAT(came, SizeIs(1));
    const Json body = Json::parse(came[0].body);
    EXPECT_EQ(body["phone"], "13805460101");
    EXPECT_EQ(body["link"], "https://anju.example/respond/#b3BlbiBzZXNhbWUgb3Bl");
    EXPECT_EQ(body["text"]["zh"], "12349：王奶奶按了求助键，请您上门看看。地址和怎么进门点开看，去不去也在这里说：https://anju.example/respond/#b3BlbiBzZXNhbWUgb3Bl");
}

// RFC 4231, test case 2, in our shape: what is signed is "TIMESTAMP.BODY".
TEST(Webhook, SignatureIsHmacSha256) {
    EXPECT_EQ(server::webhook_signature("Jefe", "what do ya want for nothing?", "").substr(0, 7), "sha256=");
    EXPECT_EQ(server::webhook_signature("key", "The quick brown fox jumps over the lazy dog", "").size(), 71U);
    EXPECT_NE(server::webhook_signature("key", "1", "2.3"), server::webhook_signature("key", "1.2", "33"));
}

TEST(Webhook, ThatCannotBeReachedOrAnswersBadlyIsTriedAgainLater) {
    EXPECT_EQ(server::Webhook(to("http://127.0.0.1:" + std::to_string(a_closed_port()) + "/")).deliver(a_notice()), Delivery::Later) << "down";
    const std::pair<std::string, Delivery> answers[] = {
        {WebhookReceiver::status(500), Delivery::Later}, {WebhookReceiver::status(503), Delivery::Later}, {WebhookReceiver::status(429), Delivery::Later},
        {WebhookReceiver::status(302), Delivery::Later}, {"", Delivery::Later}, {"garbage\r\n\r\n", Delivery::Later},
        {WebhookReceiver::status(400), Delivery::Never}, {WebhookReceiver::status(404), Delivery::Never}, {WebhookReceiver::status(202), Delivery::Delivered},
        {"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"sent\":true}", Delivery::Delivered}, {"HTTP/1.1 400 No\r\n\r\nwhat is that?", Delivery::Never},
        {"HTTP/1.1 100 Continue\r\n\r\n", Delivery::Later},
    };
    for (const auto& [answer, expected] : answers) {
        WebhookReceiver receiver([&answer = answer](int) { return answer; });
        EXPECT_EQ(server::Webhook(to(receiver.url())).deliver(a_notice()), expected) << answer;
    }
    std::promise<void> let_go;
    const auto waits = let_go.get_future().share();
    WebhookReceiver slow([waits](int) { waits.wait(); return WebhookReceiver::ok(); });
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(server::Webhook(to(slow.url())).deliver(a_notice()), Delivery::Later) << "slow";
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
    let_go.set_value();
}

TEST(Webhook, UrlsAreReadWhole) {
    const auto url = server::webhook_url("https://gateway.example:8443/a/b?c");
    ASSERT_TRUE(url);
    EXPECT_TRUE(url->secure);
    EXPECT_EQ(url->host + " " + url->port + " " + url->path, "gateway.example 8443 /a/b?c");
    EXPECT_EQ(server::webhook_url("http://[::1]:80")->host, "::1");
    EXPECT_EQ(server::webhook_url("http://gateway.example")->port, "80");
    for (const char* bad : {"", "ftp://x/", "http://", "https://u:p@x/", "http://x y/", "http://x:port/", "http://x:/", "http://x/#f", "javascript:alert(1)"}) EXPECT_FALSE(server::webhook_url(bad)) << bad;
}

TEST(NoticeTexts, AreDataAndMustBeWhole) {
    EXPECT_TRUE(server::NoticeTexts::read(R"({"visit":{"zh":"a","en":"b"},"visit_missed":{"zh":"a","en":"b"},"film":{"zh":"{name}{elder}{link}{other}","en":"b"}})"));
    EXPECT_EQ(server::NoticeTexts::read(R"({"visit":{"zh":"a","en":"b"}})").error(), "The notice visit_missed has no text in zh.");
    EXPECT_FALSE(server::NoticeTexts::read("[]"));
    EXPECT_FALSE(server::NoticeTexts::read("{"));
    EXPECT_FALSE(server::NoticeTexts::read(R"({"visit":{"zh":1}})"));
    Notice notice = a_notice();
    notice.calls_elder = "{link}";  // a name is a name
    const auto said = server::NoticeTexts::ours().fill(notice, "URL").at("zh");
    EXPECT_EQ(said.substr(0, 6), "{link}");
    EXPECT_THAT(said, HasSubstr("URL"));
}

TEST(Outbox, WaitsLongerEachTimeAndGivesUpAtLast) {
    Notice notice = a_notice();
    EXPECT_EQ(server::next_try(notice, kMorning), kMorning + 2s);
    notice.tries = 3;
    EXPECT_EQ(server::next_try(notice, kMorning), kMorning + 16s);
    notice.tries = 40;
    EXPECT_EQ(server::next_try(notice, kMorning), kMorning + 10min);
    EXPECT_FALSE(server::next_try(notice, kMorning + 55min));
    notice.event = "film";
    EXPECT_TRUE(server::next_try(notice, kMorning + 55min));
    EXPECT_FALSE(server::next_try(notice, kMorning + 24h));
}

std::string call(Live& live, const std::string& id) {
    const Answer placed = ask(live.port(), "POST", "/v1/tv/visits", Live::json_headers(live.world.wang.tv, "k"), fmt::format(R"({{"id":"{}","member":"{}"}})", id, live.world.wang.member));
    EXPECT_EQ(placed.status, 200) << placed.body;
    return placed.body;
}

// The next visit event that says whether she was told.
std::optional<bool> told(Wire& tv) {
    for (auto event = tv.read_event(); event; event = tv.read_event()) {
        const Json body = Json::parse(event->data);
        if (event->name == "visit" && body.contains("notified")) return body["notified"].get<bool>();
    }
    return std::nullopt;
}

TEST(LiveNotice, ReachesTheGatewayOnceAndTheTvHearsOfIt) {
    WebhookReceiver receiver;
    Live live({.notifier = std::make_shared<server::Webhook>(to(receiver.url()))});
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    const std::string ticket = call(live, std::string(26, 'a'));
    EXPECT_FALSE(Json::parse(ticket)["visit"].contains("notified"));
    call(live, std::string(26, 'a'));  // the same again
    EXPECT_EQ(told(tv), true);
    const auto came = receiver.wait_for(2, 600ms);
    ASSERT_THAT(came, SizeIs(1));
    EXPECT_EQ(Json::parse(came[0].body)["subject"], std::string(26, 'a'));
}

TEST(LiveNotice, ThatTheGatewayWillNotTakeIsToldAsNotDelivered) {
    WebhookReceiver receiver([](int) { return WebhookReceiver::status(400); });
    Live live({.notifier = std::make_shared<server::Webhook>(to(receiver.url()))});
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    call(live, std::string(26, 'a'));
    EXPECT_EQ(told(tv), false);
}

// A gateway that is down: the elder reads it while it still rings, and later that it went through after all.
TEST(LiveNotice, ThatGoesThroughAfterAllIsCorrected) {
    std::atomic<int> seconds = 0;
    WebhookReceiver receiver([](int request) { return WebhookReceiver::status(request == 1 ? 503 : 204); });
    Live live({.notifier = std::make_shared<server::Webhook>(to(receiver.url())),
               .clock = [&] { return kMorning + std::chrono::seconds{seconds}; }});
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    call(live, std::string(26, 'a'));
    EXPECT_EQ(told(tv), false);
    seconds = 2;
    EXPECT_EQ(told(tv), true);
}

TEST(LiveNotice, WithoutAGatewayTheTvKnowsAtOnce) {
    Live live;
    EXPECT_EQ(Json::parse(call(live, std::string(26, 'a')))["visit"]["notified"], false);
}

}  // namespace
}  // namespace anju::tests
