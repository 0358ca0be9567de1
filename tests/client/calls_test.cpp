// SPDX-License-Identifier: Apache-2.0
#include "platform/client/calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/contract/codec.hpp"
#include "platform/contract/unreached.hpp"

namespace anju::client {
namespace {

using namespace std::chrono_literals;
using contract::ErrorKind;
using testing::Contains;
using testing::Not;
using testing::Pair;

const ClientOptions kOptions{"http://127.0.0.1:1/", "the-key", "test"};

Outcome answered(int status, std::string body, std::string type = "application/json") {
    return {Began{1, status, std::move(type), 0s}, std::move(body), How::Complete, ""};
}

contract::Error error_of(Outcome outcome) {
    const auto answer = to_answer(FetchSnapshot{}, std::move(outcome));
    return answer ? contract::Error{} : answer.error();
}

TEST(Call, SendsTheKeyToWhatIsForTerminalsOnly) {
    const auto bearer = Contains(Pair("Authorization", "Bearer the-key"));
    EXPECT_THAT(to_transfer(kOptions, FetchSnapshot{}).headers, bearer);
    EXPECT_THAT(to_transfer(kOptions, FetchPhoto{"p"}).headers, bearer);
    EXPECT_THAT(to_transfer(kOptions, SendSeen{"m", {}, "k"}).headers, bearer);
    EXPECT_THAT(to_stream_transfer(kOptions, 0).headers, bearer);
    EXPECT_THAT(to_transfer(kOptions, StartPairing{}).headers,
                Not(Contains(Pair("Authorization", testing::_))));
    EXPECT_THAT(to_transfer(kOptions, PollPairing{"d"}).headers,
                Not(Contains(Pair("Authorization", testing::_))));
}

TEST(Call, SeenCarriesItsKeyAndTime) {
    const auto sent = to_transfer(
        kOptions, SendSeen{"m1", *contract::from_rfc3339("2026-11-21T01:41:00Z"), "key-1"});
    EXPECT_EQ(sent.url, "http://127.0.0.1:1/v1/tv/messages/m1/seen");
    EXPECT_THAT(sent.headers, Contains(Pair("Idempotency-Key", "key-1")));
    EXPECT_EQ(sent.body, R"({"seen_at":"2026-11-21T01:41:00.000Z"})");
}

TEST(Call, ARingIsAnsweredByItsName) {
    const auto sent = to_transfer(kOptions, AnswerRing{"r1", contract::RingHow::NoSound});
    EXPECT_EQ(sent.url, "http://127.0.0.1:1/v1/tv/rings/r1");
    EXPECT_EQ(sent.body, R"({"how":"no_sound"})");
    EXPECT_TRUE(to_answer(AnswerRing{"r1", {}}, answered(204, "")));
    EXPECT_EQ(to_transfer(kOptions, SendCondition{}).url, "http://127.0.0.1:1/v1/tv/condition");
}

TEST(Call, IdsCannotLeaveTheirSegment) {
    EXPECT_EQ(to_transfer(kOptions, FetchPhoto{"../a b?c", true}).url,
              "http://127.0.0.1:1/v1/tv/photos/..%2Fa%20b%3Fc?size=small");
    EXPECT_EQ(to_transfer(kOptions, FetchPhoto{".."}).url,
              "http://127.0.0.1:1/v1/tv/photos/%2E%2E?size=full");
}

TEST(Call, TheStreamNamesItsCursorAndHasNoLimit) {
    const auto stream = to_stream_transfer(kOptions, 12);
    EXPECT_THAT(stream.headers, Contains(Pair("Last-Event-ID", "12")));
    EXPECT_EQ(stream.limit, 0ms);
}

TEST(Answer, OfEachStatusIsWhatTheReceiverCanDo) {
    EXPECT_EQ(error_of(answered(401, R"({"status":401,"code":"unknown_key"})")).kind,
              ErrorKind::Denied);
    EXPECT_EQ(error_of(answered(403, "")).kind, ErrorKind::Refused);
    EXPECT_EQ(error_of(answered(404, "")).kind, ErrorKind::Refused);
    EXPECT_EQ(error_of(answered(408, "")).kind, ErrorKind::Timeout);
    EXPECT_EQ(error_of(answered(429, "")).kind, ErrorKind::Refused);
    EXPECT_EQ(error_of(answered(500, "")).kind, ErrorKind::Timeout);
    EXPECT_EQ(error_of(answered(503, "")).kind, ErrorKind::Timeout);
    EXPECT_EQ(error_of(answered(302, "")).kind, ErrorKind::Offline);
    EXPECT_EQ(error_of(answered(200, "<html>")).kind, ErrorKind::Malformed);
    EXPECT_EQ(error_of(answered(200, "{}")).kind, ErrorKind::Malformed);
}

TEST(Answer, OfSomeGatewayDoesNotUnpairTheBox) {
    EXPECT_EQ(error_of(answered(401, "<html>sign in</html>", "text/html")).kind,
              ErrorKind::Offline);
}

TEST(Answer, OfAProblemHasItsCodeAndWait) {
    const auto error =
        error_of(answered(429, R"({"status":429,"code":"too_many_tries","retry_after":900})"));
    EXPECT_EQ(error.code, "too_many_tries");
    EXPECT_EQ(error.retry_after, 900s);
}

TEST(Answer, TakesTheWaitFromTheHeadToo) {
    Outcome outcome = answered(503, "busy", "text/plain");
    outcome.head->retry_after = 7s;
    EXPECT_EQ(error_of(outcome).retry_after, 7s);
    outcome.head->retry_after = std::chrono::seconds::max();
    EXPECT_EQ(error_of(outcome).retry_after, 1h);
}

TEST(Answer, ThatNeverCameIsOfflineOrTimeout) {
    const auto unheard = error_of({std::nullopt, "", How::NeverReached, "no route"});
    EXPECT_EQ(unheard.kind, ErrorKind::Offline);
    EXPECT_EQ(unheard.code, "");
    const auto refused = error_of({std::nullopt, "", How::Refused, "refused"});
    EXPECT_EQ(refused.kind, ErrorKind::Offline);
    EXPECT_EQ(refused.code, contract::kDown) << "somebody is there: it is not the network";
    EXPECT_EQ(error_of({std::nullopt, "", How::Cut, "reset"}).kind, ErrorKind::Timeout);
    Outcome cut = answered(200, "{\"half\":");
    cut.how = How::Cut;
    EXPECT_EQ(error_of(cut).kind, ErrorKind::Timeout);
}

TEST(Answer, ToAPhotoMustBeAJpeg) {
    const auto good =
        to_answer(FetchPhoto{"p", true}, answered(200, "\xFF\xD8\xFF\xE0", "image/jpeg"));
    ASSERT_TRUE(good);
    EXPECT_EQ(std::get<PhotoBytes>(*good).jpeg.size(), 4U);
    EXPECT_TRUE(std::get<PhotoBytes>(*good).small);
    const auto bad = to_answer(FetchPhoto{"p"}, answered(200, "<svg>", "image/jpeg"));
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().kind, ErrorKind::Malformed);
}

}  // namespace
}  // namespace anju::client
