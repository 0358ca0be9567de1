// SPDX-License-Identifier: Apache-2.0
// A box is made to ring by who may, while it listens; and says of itself what staff reads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using nlohmann::json;

class RingAtBox : public testing::Test {
  protected:
    World world;
    std::string path = "/v1/staff/boxes/" + world.wang.terminal;
    Response ring(const std::vector<Header>& who) { return world.ask("POST", path + "/ring", who); }
    json box() { return json::parse(world.get(path, world.wang.staff).body); }
};

TEST_F(RingAtBox, TheTvIsToldAndThePageHearsWhatItAnswers) {
    world.hub.online.insert(world.wang.terminal);
    const auto asked = ring(world.wang.staff);
    ASSERT_EQ(asked.status, 200) << asked.body;
    const auto row = json::parse(asked.body)["ring"];
    EXPECT_FALSE(row.contains("how")) << "nobody has rung yet";
    ASSERT_EQ(world.hub.rung.size(), 1u);
    EXPECT_EQ(world.hub.rung[0].first, world.wang.terminal);
    EXPECT_EQ(world.hub.rung[0].second.id, row["id"]);
    EXPECT_EQ(world.hub.rung[0].second.by, row["who"]);
    EXPECT_EQ(world.hub.rung[0].second.until, world.now + contract::kRingLasts);
    const std::string answer = "/v1/tv/rings/" + row["id"].get<std::string>();
    EXPECT_EQ(code(world.post(answer, world.zhou.tv, R"({"how":"rang"})")), "ring_not_found") << "another's TV";
    EXPECT_EQ(world.post(answer, world.wang.tv, R"({"how":"loudly"})").status, 400);
    EXPECT_EQ(world.post(answer, world.wang.tv, R"({"how":"rang"})").status, 204);
    EXPECT_EQ(box()["ring"]["how"], "rang");
}

TEST_F(RingAtBox, OneThatIsOffIsSaidToBeAndToldNothing) {
    EXPECT_EQ(code(ring(world.wang.staff)), "box_offline");
    EXPECT_EQ(ring(world.wang.staff).status, 409);
    EXPECT_TRUE(world.hub.rung.empty());
    world.hub.online.insert(world.wang.terminal);
    EXPECT_FALSE(box().contains("ring")) << "nothing waits for it";
}

TEST_F(RingAtBox, IsNotRungAtAgainBeforeFiveSeconds) {
    world.hub.online.insert(world.wang.terminal);
    EXPECT_EQ(ring(world.wang.staff).status, 200);
    world.now += std::chrono::seconds(2);
    const auto again = ring(world.wang.staff);
    EXPECT_EQ(again.status, 429);
    EXPECT_EQ(code(again), "rang_just_now");
    EXPECT_NE(again.header("Retry-After"), "");
    EXPECT_EQ(world.hub.rung.size(), 1u);
    world.now += std::chrono::seconds(3);
    EXPECT_EQ(ring(world.wang.staff).status, 200);
}

TEST_F(RingAtBox, SaysOfItselfWhatStaffReadsAndNobodyElse) {
    EXPECT_FALSE(box().contains("condition"));
    EXPECT_EQ(world.post("/v1/tv/condition", world.wang.tv, R"({"camera":"ready","microphone":"ready","speaker":"broken"})").status, 400);
    EXPECT_EQ(world.post("/v1/tv/condition", world.wang.tv, R"({"camera":"ready","microphone":"missing","speaker":"ready","key_at":"2026-11-25T01:40:31.000Z","smell":"good"})").status, 204);
    EXPECT_EQ(box()["condition"]["microphone"], "missing");
    EXPECT_EQ(box()["condition"]["key_at"], "2026-11-25T01:40:00.000Z");
    EXPECT_EQ(box()["condition_at"], contract::to_rfc3339(world.now));
    EXPECT_EQ(world.get(path, world.zhou.staff).status, 404);
    EXPECT_EQ(world.get(path, world.wang.family).status, 401);
}

}  // namespace
}  // namespace anju::tests
