// SPDX-License-Identifier: Apache-2.0
// What a visit's words mean to who reads them, also when they are newer than the reader.
#include <gtest/gtest.h>

#include "platform/contract/codec.hpp"

namespace anju::contract {
namespace {

constexpr const char* kVisit =
    R"("id":"v1","placed_by":"phone","visitor":{"name":"小芳"},"placed_at":"2026-11-21T01:41:00Z")";

Result<Visit> visit(const std::string& more) {
    return decode<Visit>("{" + std::string(kVisit) + "," + more + "}");
}

TEST(VisitWords, ComeBackAsTheyWereSaid) {
    for (int i = 0; i <= static_cast<int>(VisitEnd::Blocked); ++i) {
        const auto end = static_cast<VisitEnd>(i);
        const auto read = decode<VisitEnding>(encode(VisitEnding{end}));
        ASSERT_TRUE(read) << i;
        EXPECT_EQ(read->end, end);
    }
    for (int i = 0; i <= static_cast<int>(SignalKind::State); ++i) {
        Signal signal;
        signal.kind = static_cast<SignalKind>(i);
        EXPECT_EQ(decode<Signal>(encode(signal)), signal);
    }
    for (int i = 0; i <= static_cast<int>(Sends::Nothing); ++i) {
        for (int j = 0; j <= static_cast<int>(SendsWhy::Slow); ++j) {
            const SideState state{static_cast<Sends>(i), static_cast<SendsWhy>(j), false};
            EXPECT_EQ(decode<SideState>(encode(state)), state);
        }
    }
    for (const auto way : {GuestWay::Link, GuestWay::Code}) {
        const Invitation invitation{"i", "", "", {}, {}, "", way, "张老师", true, true};
        EXPECT_EQ(decode<Invitation>(encode(invitation)), invitation);
        const Visitor guest{"", "张老师", "", {}, {}, way, "i"};
        EXPECT_EQ(decode<Visitor>(encode(guest)), guest);
    }
    for (int i = 0; i <= static_cast<int>(VisitPolicy::AutomaticInAlarm); ++i) {
        const RuleProposal rule{"m", static_cast<VisitPolicy>(i)};
        EXPECT_EQ(decode<RuleProposal>(encode(rule)), rule);
    }
}

TEST(VisitWords, OfAGuestNeedANameOnly) {
    const auto read = visit(R"("stage":"ringing")");
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_TRUE(read->visitor.member.empty());
    EXPECT_FALSE(read->visitor.relation || read->visitor.came_by);
    EXPECT_TRUE(read->camera);
    EXPECT_TRUE(read->seen);
    EXPECT_FALSE(read->end);
}

TEST(VisitWords, ThatAreUnknownAreMalformedWithTheirPath) {
    EXPECT_EQ(visit(R"("stage":"dreaming")").error().context, "stage: unknown word \"dreaming\"");
    EXPECT_EQ(visit(R"("stage":"ended","end":"tired")").error().context, "end: unknown word \"tired\"");
    EXPECT_EQ(decode<Signal>(R"({"kind":"state","state":{"sends":"smoke"}})").error().context,
              "state.sends: unknown word \"smoke\"");
}

TEST(VisitWords, OfASignalNeedNeitherVisitNorSide) {
    const auto read = decode<Signal>(R"({"kind":"answer","round":3,"text":"v=0\r\n"})");
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(read->text, "v=0\r\n");
    EXPECT_EQ(read->round, 3U);
}

TEST(VisitWords, NumbersStayWithinReason) {
    for (const char* wrong : {R"({"kind":"candidate","mline":65})", R"({"kind":"candidate","mline":-1})",
                              R"({"kind":"offer","round":-1})", R"({"kind":"offer","round":4294967296})",
                              R"({"kind":"offer","round":1.5})"}) {
        EXPECT_FALSE(decode<Signal>(wrong)) << wrong;
    }
    EXPECT_TRUE(decode<Signal>(R"({"kind":"offer","round":4294967295})"));
    EXPECT_FALSE(decode<Clip>(R"({"id":"c","length":-1,"type":"video/mp4"})"));
}

// Who does not understand a rule must not open the camera by it.
TEST(VisitWords, ARuleOfANewerPlatformMeansRingOnly) {
    const auto rules = decode<VisitRules>(
        R"({"first_contact":"a","rules":[{"member":"a","policy":"whenever_it_rains"},{"member":"b","policy":"automatic"}]})");
    ASSERT_TRUE(rules);
    ASSERT_EQ(rules->rules.size(), 1U);
    EXPECT_EQ(rules->rules[0].member, "b");
    EXPECT_EQ(rules->quiet, (Night{21, 7}));
}

TEST(VisitWords, OfAnOlderPlatformLeaveTheRulesAtRinging) {
    const auto household = decode<Household>(
        R"({"id":"h","name":"n","version":1,"person":{"name":"p","called":"c"}})");
    ASSERT_TRUE(household);
    EXPECT_TRUE(household->visits.rules.empty());
    EXPECT_TRUE(household->visits.first_contact.empty());
}

TEST(VisitWords, PresenceAloneIsTransient) {
    EXPECT_TRUE(is_transient(EventBody(PresenceChanged{})));
    EXPECT_TRUE(is_transient("presence"));
    for (const char* name : {"visit", "signal", "message", "household", "unpaired", ""}) {
        EXPECT_FALSE(is_transient(name)) << name;
    }
    EXPECT_FALSE(is_transient(EventBody(VisitChanged{})));
}

}  // namespace
}  // namespace anju::contract
