// SPDX-License-Identifier: Apache-2.0
#include "platform/client/event_stream.hpp"

#include <gtest/gtest.h>

#include "platform/contract/codec.hpp"

namespace anju::client {
namespace {

using namespace std::chrono_literals;
using contract::ErrorKind;

constexpr TransferId kId = 1;

std::string event(std::uint64_t seq, std::string_view name = "unpaired",
                  std::string_view data = "{}") {
    return "id: " + std::to_string(seq) + "\nevent: " + std::string(name) +
           "\ndata: " + std::string(data) + "\n\n";
}

struct AStream : testing::Test {
    EventStream stream{Backoff(500ms, 15s, [] { return 0.0; }), 12s};
    Instant now{};

    void begin(int status = 200, std::string type = "text/event-stream",
               std::chrono::seconds retry_after = 0s) {
        stream.happened(Began{kId, status, std::move(type), retry_after}, now);
    }
    void bytes(std::string text) { stream.happened(Bytes{kId, std::move(text)}, now); }
    void end() { stream.happened(Ended{kId, How::Cut, "cut"}, now); }
    void pass(std::chrono::milliseconds time) { stream.tick(now += time); }
    bool connects() { return stream.take_wish().connect; }
    std::vector<std::uint64_t> heard() {
        std::vector<std::uint64_t> out;
        for (const News& news : stream.take_news()) {
            if (const auto* e = std::get_if<StreamEvent>(&news)) {
                out.push_back(e->event.seq);
            }
        }
        return out;
    }
    std::vector<ErrorKind> lost() {
        std::vector<ErrorKind> out;
        for (const News& news : stream.take_news()) {
            if (const auto* e = std::get_if<StreamLost>(&news)) {
                out.push_back(e->error.kind);
            }
        }
        return out;
    }
};

// A stream repeats the number that it named last, and a bad one could name any.
TEST_F(AStream, TransientEventsComeAndNeverMoveTheCursor) {
    const std::string data = contract::encode(contract::Presence{"m1", true, "18:00"});
    stream.open(5, now);
    begin();
    stream.take_news();
    bytes(event(6) + "event: presence\ndata: " + data + "\n\n" + event(900, "presence", data) + event(7));
    EXPECT_EQ(heard(), (std::vector<std::uint64_t>{6, 0, 0, 7}));
    bytes("event: presence\ndata: {}\n\n");
    EXPECT_TRUE(heard().empty());
    EXPECT_EQ(stream.skipped(), 1U);
}

TEST_F(AStream, ConnectsAfterTheCursor) {
    stream.open(41, now);
    const auto wish = stream.take_wish();
    EXPECT_TRUE(wish.connect);
    EXPECT_EQ(wish.after, 41U);
    EXPECT_FALSE(stream.take_wish().connect) << "said once";
}

TEST_F(AStream, PassesOnEventsInOrderAndDropsOldOnes) {
    stream.open(2, now);
    begin();
    bytes(event(1) + event(2) + event(3) + event(3) + event(4));
    EXPECT_EQ(heard(), (std::vector<std::uint64_t>{3, 4}));
}

TEST_F(AStream, ResumesAfterTheLastEventThatItPassedOn) {
    stream.open(2, now);
    begin();
    bytes(event(3) + "id: 4\nevent: unpaired\nda");
    end();
    stream.take_wish();
    pass(250ms);
    EXPECT_EQ(stream.take_wish().after, 3U);
    begin();
    bytes(event(4));
    EXPECT_EQ(heard(), (std::vector<std::uint64_t>{3, 4}));
}

TEST_F(AStream, CountsAndSkipsWhatItCannotRead) {
    stream.open(0, now);
    begin();
    bytes(event(1, "fireworks") + event(2, "message", "[]") + "id: x\ndata: 1\n\n" + event(3));
    EXPECT_EQ(heard(), (std::vector<std::uint64_t>{3}));
    EXPECT_EQ(stream.skipped(), 3U);
}

TEST_F(AStream, TakesSilenceOfTwelveSecondsForALoss) {
    stream.open(0, now);
    begin();
    pass(11'999ms);
    EXPECT_TRUE(lost().empty());
    bytes(": ping\n\n");
    pass(11'999ms);
    EXPECT_TRUE(lost().empty());
    stream.take_wish();
    pass(1ms);
    EXPECT_EQ(lost(), (std::vector{ErrorKind::Offline}));
    EXPECT_TRUE(stream.take_wish().cancel);
}

TEST_F(AStream, TakesAConnectionThatNeverSpeaksForALoss) {
    stream.open(0, now);
    stream.take_wish();
    pass(12s);
    EXPECT_EQ(lost(), (std::vector{ErrorKind::Offline}));
    EXPECT_TRUE(stream.take_wish().cancel);
}

TEST_F(AStream, SaysALossOnceUntilItWasOpenAgain) {
    stream.open(0, now);
    end();
    pass(15s);
    end();
    pass(15s);
    end();
    EXPECT_EQ(lost().size(), 1U);
    pass(15s);
    begin();
    end();
    EXPECT_EQ(lost().size(), 1U);
}

TEST_F(AStream, SaysEveryDenial) {
    stream.open(0, now);
    for (int i = 0; i < 3; ++i) {
        begin(401, "application/problem+json");
        bytes(contract::encode(
            contract::Problem{401, "unknown_key", "The key is not known.", "", {}}));
        end();
        pass(15s);
    }
    const auto news = stream.take_news();
    ASSERT_EQ(news.size(), 3U);
    for (const News& one : news) {
        const auto& error = std::get<StreamLost>(one).error;
        EXPECT_EQ(error.kind, ErrorKind::Denied);
        EXPECT_EQ(error.code, "unknown_key");
    }
}

// A platform restored from an older copy, or one that keeps events for a while only.
TEST_F(AStream, ListensFromNowOnWhenItsPlaceIsGone) {
    stream.open(900, now);
    begin(410, "application/problem+json");
    bytes(R"({"status":410,"code":"cursor_gone"})");
    end();
    EXPECT_EQ(lost(), (std::vector{ErrorKind::Refused})) << "said, so that the snapshot is fetched";
    stream.take_wish();
    pass(250ms);
    auto wish = stream.take_wish();
    EXPECT_TRUE(wish.connect);
    EXPECT_EQ(wish.after, std::nullopt);
    begin();
    end();
    pass(15s);
    EXPECT_EQ(stream.take_wish().after, std::nullopt) << "nothing heard yet";
    begin();
    bytes(event(12));
    EXPECT_EQ(heard(), (std::vector<std::uint64_t>{12}));
    end();
    pass(15s);
    EXPECT_EQ(stream.take_wish().after, 12U);
}

TEST_F(AStream, WaitsLongerAfterEachFailure) {
    stream.open(0, now);
    for (const auto wait : {250ms, 500ms, 1000ms}) {
        end();
        stream.take_wish();
        pass(wait - 1ms);
        EXPECT_FALSE(connects());
        pass(1ms);
        EXPECT_TRUE(connects());
    }
}

TEST_F(AStream, IsNotFooledByAServerThatAcceptsAndHangs) {
    stream.open(0, now);
    begin();  // the head alone is no proof of life
    end();
    pass(250ms);
    begin();
    end();
    stream.take_wish();
    pass(499ms);
    EXPECT_FALSE(connects());
    pass(1ms);
    EXPECT_TRUE(connects());
    bytes("");
    begin();
    bytes(":");  // the first byte is
    end();
    stream.take_wish();
    pass(250ms);
    EXPECT_TRUE(connects());
}

TEST_F(AStream, WaitsAsLongAsThePlatformAsks) {
    stream.open(0, now);
    begin(503, "application/problem+json", 30s);
    end();
    stream.take_wish();
    pass(29s);
    EXPECT_FALSE(connects());
    pass(1s);
    EXPECT_TRUE(connects());
}

// A visit is on.
TEST_F(AStream, HurriedTriesEveryTwoSecondsHoweverLongItWasAway) {
    stream.open(0, now);
    stream.hurry(true, now);
    for (int i = 0; i < 10; ++i) {  // refused at once
        end();
        stream.take_wish();
        pass(2s);
        EXPECT_TRUE(connects()) << i;
    }
    for (int i = 0; i < 10; ++i) {  // no answer at all
        pass(3s);
        EXPECT_TRUE(stream.take_wish().cancel) << i;
        pass(250ms);
        EXPECT_TRUE(connects()) << i;
    }
}

TEST_F(AStream, HurriedInTheMiddleOfAWaitComesSoon) {
    stream.open(0, now);
    for (int i = 0; i < 6; ++i) {
        end();
        pass(15s);
    }
    end();
    stream.take_wish();
    stream.hurry(true, now);
    pass(250ms);
    EXPECT_TRUE(connects());
}

TEST_F(AStream, HurriedInTheMiddleOfATryGivesItThreeSeconds) {
    stream.open(0, now);
    stream.take_wish();
    pass(1s);
    stream.hurry(true, now);
    pass(3s);
    EXPECT_TRUE(stream.take_wish().cancel);
    pass(250ms);
    EXPECT_TRUE(connects());
}

TEST_F(AStream, HurriedStillWaitsAsLongAsThePlatformAsks) {
    stream.open(0, now);
    begin(503, "application/problem+json", 30s);
    end();
    stream.take_wish();
    stream.hurry(true, now);
    pass(29s);
    EXPECT_FALSE(connects());
    pass(1s);
    EXPECT_TRUE(connects());
    begin(503, "application/problem+json", 30s);
    end();
    stream.take_wish();
    pass(29s);
    EXPECT_FALSE(connects());
}

TEST_F(AStream, HurriedKeepsALineThatStands) {
    stream.open(0, now);
    stream.hurry(true, now);
    begin();
    stream.take_wish();
    pass(11s);
    EXPECT_FALSE(stream.take_wish().cancel);
    EXPECT_FALSE(connects());
}

TEST_F(AStream, NoLongerHurriedItWaitsLongerAgain) {
    stream.open(0, now);
    stream.hurry(true, now);
    for (int i = 0; i < 6; ++i) {
        end();
        pass(2s);
    }
    stream.hurry(false, now);
    end();
    stream.take_wish();
    pass(3s);
    EXPECT_FALSE(connects());
}

TEST_F(AStream, DoesNotListenToAStrangeNetworksPage) {
    stream.open(0, now);
    begin(200, "text/html");
    bytes(event(1));
    EXPECT_EQ(lost(), (std::vector{ErrorKind::Malformed}));
    EXPECT_TRUE(stream.take_wish().cancel);
    begin(302, "text/html");
    EXPECT_TRUE(heard().empty());
}

TEST_F(AStream, GivesUpOnARefusalThatDripsForEver) {
    stream.open(0, now);
    begin(500, "text/plain");
    for (int i = 0; i < 12; ++i) {
        bytes("x");
        pass(1s);
    }
    EXPECT_EQ(lost(), (std::vector{ErrorKind::Timeout}));
    EXPECT_TRUE(stream.take_wish().cancel);
}

TEST_F(AStream, StaysWhenTheCursorMovesForward) {
    stream.open(2, now);
    begin();
    stream.take_wish();
    stream.open(5, now);
    EXPECT_FALSE(connects());
    bytes(event(5) + event(6));
    EXPECT_EQ(heard(), (std::vector<std::uint64_t>{6}));
}

TEST_F(AStream, ConnectsAnewWhenTheCursorMovesBack) {
    stream.open(5, now);
    begin();
    stream.take_wish();
    stream.open(2, now);
    const auto wish = stream.take_wish();
    EXPECT_TRUE(wish.cancel);
    EXPECT_TRUE(wish.connect);
    EXPECT_EQ(wish.after, 2U);
}

TEST_F(AStream, TriesAtOnceWhenItIsOpenedWhileItWaits) {
    stream.open(0, now);
    end();
    stream.take_wish();
    stream.open(0, now);
    EXPECT_TRUE(connects());
}

TEST_F(AStream, IsQuietOnceClosed) {
    stream.open(0, now);
    begin();
    stream.take_news();
    stream.close();
    EXPECT_TRUE(stream.take_wish().cancel);
    EXPECT_EQ(stream.deadline(), std::nullopt);
    bytes(event(1));
    end();
    pass(60s);
    EXPECT_TRUE(stream.take_news().empty());
    EXPECT_FALSE(connects());
}

TEST_F(AStream, ConnectsAnewWhenItIsClosedAndOpenedAtOnce) {
    stream.open(0, now);
    begin();
    stream.take_wish();
    stream.close();
    stream.open(7, now);
    EXPECT_TRUE(connects()) << "the old connection may be one to an address that is no more";
}

}  // namespace
}  // namespace anju::client
