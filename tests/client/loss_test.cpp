// SPDX-License-Identifier: Apache-2.0
// Why a stream is lost. Whoever is told says on a screen what is in the way: the network, the platform, or who answers
// in its place.
#include <gtest/gtest.h>

#include "platform/client/event_stream.hpp"

namespace anju::client {
namespace {

using namespace std::chrono_literals;

constexpr TransferId kTransfer = 1;

struct ALoss : testing::Test {
    ALoss() { stream.open(0, now); }

    void end(How how) { stream.happened(Ended{kTransfer, how, "over"}, now); }
    void pass(std::chrono::milliseconds time) { stream.tick(now += time); }
    std::vector<std::string> reasons() {
        std::vector<std::string> out;
        for (const News& news : stream.take_news()) {
            if (const auto* e = std::get_if<StreamLost>(&news)) {
                out.push_back(std::string(e->error.kind == contract::ErrorKind::Offline ? "offline " : "reached ") + e->error.code);
            }
        }
        return out;
    }
    using Reasons = std::vector<std::string>;

    EventStream stream{Backoff(500ms, 15s, [] { return 0.0; }), 12s};
    Instant now{};
};

TEST_F(ALoss, IsToldAgainWhenItsReasonIsAnother) {
    stream.happened(Began{kTransfer, 200, "text/event-stream", {}}, now);
    end(How::Cut);
    EXPECT_EQ(reasons(), Reasons{"reached "}) << "why it broke the next try will tell";
    for (const auto& [how, reason] : std::vector<std::pair<How, std::string>>{
             {How::Refused, "offline down"}, {How::NeverReached, "offline "}, {How::Stranger, "offline stranger"}, {How::Cut, "reached "}}) {
        for (int i = 0; i < 2; ++i) {
            pass(15s);
            end(how);
            EXPECT_EQ(reasons(), i == 0 ? Reasons{reason} : Reasons{});
        }
    }
    pass(15s);
    pass(12s);
    EXPECT_EQ(reasons(), Reasons{"offline "}) << "nobody answers";
}

// A platform that hangs, or what it stands behind: the way there is fine.
TEST_F(ALoss, OfAConnectionThatStoodAndNeverSpokeBlamesNoNetwork) {
    for (int i = 0; i < 2; ++i) {
        stream.happened(Stands{kTransfer}, now);
        pass(12s);
        EXPECT_EQ(reasons(), i == 0 ? Reasons{"reached "} : Reasons{});
        pass(15s);
    }
    pass(12s);
    EXPECT_EQ(reasons(), Reasons{"offline "}) << "that was another connection";
}

}  // namespace
}  // namespace anju::client
