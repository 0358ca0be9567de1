// SPDX-License-Identifier: Apache-2.0
// The talk of the desk with a home, as its page and the TV ask for it.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using nlohmann::json;

class TalkRoutes : public testing::Test {
  protected:
    TalkRoutes() {
        std::string fingerprint = "sha-256 AB";
        for (int i = 1; i < 32; ++i) fingerprint += ":AB";
        for (const auto* home : {&world.wang, &world.zhou}) {
            world.hub.online.insert(home->terminal);
            EXPECT_EQ(world.post("/v1/tv/certificate", home->tv, fmt::format(R"({{"fingerprint":"{}"}})", fingerprint)).status, 204);
        }
        const std::string report = R"({"id":"run-00000001","sequence":1,"source":"red","pressed_at":"2026-11-25T01:40:59Z","presses":1,"taken_back":0})";
        alarm = json::parse(world.post("/v1/tv/alarms", world.wang.tv, report).body)["id"];
        EXPECT_TRUE(world.repository->create_staff(server::system_caller(), {world.wang.organisation, "second", "王强", "correct horse battery", {contract::Role::Operator}}, world.now));
        second = {cookie_of(world.post("/v1/staff/session", {}, R"({"name":"second","password":"correct horse battery"})"))};
        for (const auto& who : {world.wang.staff, second}) EXPECT_EQ(world.post("/v1/desk/seat", who, R"({"on_duty":true})").status, 200);
    }
    Response place(const std::vector<Header>& who) { return world.post("/v1/desk/alarms/" + alarm + "/talk", who, R"({"camera":true})"); }
    void accept() { EXPECT_EQ(world.ask("POST", "/v1/desk/alarms/" + alarm + "/accept", world.wang.staff).status, 200); }
    std::string talk() { return json::parse(place(world.wang.staff).body)["visit"]["id"]; }
    Response act(const std::string& what, const std::string& body) { return world.post("/v1/desk/alarms/" + alarm + "/" + what, world.wang.staff, body); }

    World world;
    std::string alarm;
    std::vector<Header> second;
};

TEST_F(TalkRoutes, GoFromTheYesToTheEnd) {
    world.site.turn = server::Turn({"turn:192.0.2.1:3478"}, "secret", [] { return 1000; });
    EXPECT_EQ(code(place(world.wang.staff)), "alarm_waiting");
    accept();
    EXPECT_EQ(code(place(second)), "alarm_taken");
    EXPECT_EQ(place(world.zhou.staff).status, 404);
    const auto placed = place(world.wang.staff);
    ASSERT_EQ(placed.status, 200) << placed.body;
    const auto ticket = json::parse(placed.body);
    const std::string id = ticket["visit"]["id"], path = "/v1/desk/talks/" + id;
    EXPECT_EQ(ticket["visit"]["alarm"], alarm);
    EXPECT_EQ(ticket["ice"][0]["username"], "4600:" + id) << "with its relays";
    EXPECT_EQ(json::parse(world.get(path, world.wang.staff).body)["visit"]["id"], id);
    EXPECT_EQ(world.get(path + "/events", world.wang.staff).status, 200);
    EXPECT_EQ(world.post("/v1/tv/visits/" + id + "/answer", world.wang.tv, R"({"answer":"automatic"})").status, 200);
    EXPECT_EQ(act("relatives", fmt::format(R"({{"member":"{}"}})", world.wang.member)).status, 200);
    EXPECT_EQ(json::parse(world.get("/v1/family/home", world.wang.family).body)["visit"]["alarm"], alarm);
    const auto brother = world.repository->create_member(server::system_caller(), {world.wang.household, "大伟", "", contract::Relation::Son, "妈妈", {}}, world.now);
    EXPECT_EQ(code(act("relatives", fmt::format(R"({{"member":"{}"}})", brother.value()))), "talk_full") << "one at a time";
    EXPECT_EQ(act("outcome", R"({"outcome":"helped"})").status, 200);
    EXPECT_EQ(world.ask("POST", "/v1/desk/alarms/" + alarm + "/close", world.wang.staff).status, 200);
    EXPECT_EQ(code(world.get(path, world.wang.staff)), "visit_ended");
    EXPECT_FALSE(json::parse(world.get("/v1/family/home", world.wang.family).body).contains("visit"));
    EXPECT_EQ(code(place(world.wang.staff)), "alarm_closed");
}

TEST_F(TalkRoutes, SayWhyNobodyTalks) {
    accept();
    world.hub.online.clear();
    EXPECT_EQ(code(place(world.wang.staff)), "tv_offline");
    EXPECT_EQ(code(act("relatives", fmt::format(R"({{"member":"{}"}})", world.wang.member))), "talk_missing");
    EXPECT_EQ(code(world.post("/v1/desk/alarms/" + alarm + "/talk", world.wang.staff, R"({"certificate":"sha-1 AB"})")), "fingerprint_malformed");
}

TEST_F(TalkRoutes, AreForTheTwoSidesAlone) {
    accept();
    const std::string id = talk(), desk = "/v1/desk/talks/" + id, tv = "/v1/tv/visits/" + id, phone = "/v1/visitor/visits/" + id;
    const std::string before = world.dump();
    for (const auto& who : {second, world.zhou.staff}) {
        EXPECT_EQ(world.get(desk, who).status, 404);
        EXPECT_EQ(world.get(desk + "/events", who).status, 404);
        EXPECT_EQ(world.post(desk + "/signals", who, R"({"kind":"answer","text":"v=0"})").status, 404);
        EXPECT_EQ(world.post(desk + "/end", who, R"({"end":"hung_up"})").status, 404);
    }
    EXPECT_EQ(world.post(tv + "/answer", world.zhou.tv, R"({"answer":"automatic"})").status, 404) << "a yes of another box";
    EXPECT_EQ(world.post(tv + "/signals", world.zhou.tv, R"({"kind":"offer","text":"v=0"})").status, 404);
    EXPECT_EQ(world.post(phone + "/answer", world.wang.family, "{}").status, 404) << "nor the family, which was not called in";
    EXPECT_EQ(world.post(phone + "/signals", world.wang.family, R"({"kind":"answer","text":"v=0"})").status, 404);
    EXPECT_EQ(code(world.post(desk + "/signals", world.wang.staff, R"({"kind":"offer","text":"v=0"})")), "signal_not_yours");
    EXPECT_EQ(world.dump(), before);
    EXPECT_EQ(world.post(desk + "/signals", world.wang.staff, R"({"kind":"answer","text":"v=0"})").status, 204);
    EXPECT_EQ(world.post(desk + "/signals", world.wang.staff, fmt::format(R"({{"kind":"answer","text":"{}"}})", std::string(30'000, 'v'))).status, 204) << "as long as a description is";
}

}  // namespace
}  // namespace anju::tests
