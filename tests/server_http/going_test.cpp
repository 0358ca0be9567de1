// SPDX-License-Identifier: Apache-2.0
// Going there, 120 and handing over, as pages and phones ask for them; what a link that is not right opens.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using contract::Role;
using nlohmann::json;

class Going : public testing::Test {
  protected:
    void SetUp() override {
        responder = world.repository->invite_staff(server::system_caller(), {world.wang.organisation, "", "张师傅", {Role::Responder}, "13805460101"}, {}, world.now)->person.id;
        ASSERT_TRUE(world.repository->edit_fact(server::system_caller(), world.wang.household, {"door_code", "#2580", 0}, world.now));
        ASSERT_TRUE(world.repository->edit_fact(server::system_caller(), world.wang.household, {"illnesses", "高血压", 0}, world.now));
        EXPECT_EQ(world.post("/v1/desk/seat", world.wang.staff, R"({"on_duty":true})").status, 200);
        const auto alarm = world.post("/v1/tv/alarms", world.wang.tv, R"({"id":"run-00000001","sequence":1,"source":"red","pressed_at":"2026-11-25T01:40:59Z","presses":1,"taken_back":0})");
        path = "/v1/desk/alarms/" + json::parse(alarm.body)["id"].get<std::string>();
        EXPECT_EQ(world.ask("POST", path + "/accept", world.wang.staff).status, 200);
    }
    std::string sent() {
        const auto answer = world.post(path + "/responder", world.wang.staff, fmt::format(R"({{"responder":"{}"}})", responder));
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_TRUE(field(answer.body, "page").ends_with("/respond/")) << answer.body;
        return field(answer.body, "link");
    }
    static std::vector<Header> bearer(const std::string& link) { return {{"Authorization", "Bearer " + link}}; }

    World world;
    std::string responder, path;
};

TEST_F(Going, ALinkOpensTheDoorAndItsAnswerIsReadOnTheTv) {
    EXPECT_EQ(json::parse(world.get(path + "/responders", world.wang.staff).body)["responders"][0]["name"], "张师傅");
    const std::string link = sent();
    const auto home = world.get("/v1/responder/home", bearer(link));
    EXPECT_EQ(home.status, 200) << home.body;
    EXPECT_EQ(field(home.body, "door_code"), "#2580");
    EXPECT_EQ(home.header("Cache-Control"), "no-store");
    EXPECT_THAT(home.body, testing::Not(testing::HasSubstr("高血压")));
    const auto said = world.post("/v1/responder/answer", bearer(link), R"({"state":"on_the_way","minutes":8})");
    EXPECT_EQ(said.status, 200) << said.body;
    const auto tv = json::parse(world.get("/v1/tv/alarms/run-00000001", world.wang.tv).body);
    EXPECT_EQ(tv["responder"]["state"], "on_the_way");
    EXPECT_EQ(tv["responder"]["expected_at"], "2026-11-25T01:49:00.000Z");
    EXPECT_EQ(json::parse(world.get(path, world.wang.staff).body)["responder_phone"], "13805460101");
}

TEST_F(Going, AForgedLinkIsOneAnswerWhateverIsWrongWithIt) {
    const std::string link = sent();
    const std::string before = world.dump();
    for (const auto& headers : {std::vector<Header>{}, bearer(""), bearer(link.substr(1)), bearer(link + "A"), bearer(std::string(300, 'a')), std::vector<Header>{{"Authorization", "Basic " + link}}, world.wang.tv, world.wang.staff}) {
        const auto response = world.get("/v1/responder/home", headers);
        EXPECT_EQ(response.status, 403) << response.body;
        EXPECT_EQ(code(response), "link_not_valid");
    }
    EXPECT_EQ(code(world.post("/v1/responder/answer", bearer("x"), R"({"state":"arrived"})")), "link_not_valid");
    EXPECT_EQ(code(world.get("/v1/responder/home?link=" + link)), "link_not_valid") << "an address is written down everywhere";
    EXPECT_EQ(world.get("/v1/responder/home").status, 429);
    EXPECT_EQ(world.get("/v1/responder/home", bearer(link)).status, 200);
    EXPECT_EQ(world.dump(), before);
}

TEST_F(Going, WhatCannotBeSoIsRefusedWithThePlace) {
    const std::string link = sent();
    for (const auto& [body, status, place] : {std::tuple(R"({"state":"on_the_way","minutes":0})", 422, "minutes"), std::tuple(R"({"state":"on_the_way"})", 422, "minutes"), std::tuple(R"({"state":"asked"})", 422, "state"),
                                              std::tuple(R"({"state":"here"})", 400, "state"), std::tuple(R"({})", 400, "state")}) {
        const auto response = world.post("/v1/responder/answer", bearer(link), body);
        EXPECT_EQ(response.status, status) << body << response.body;
        EXPECT_THAT(response.body, testing::HasSubstr(place)) << body;
    }
    EXPECT_EQ(code(world.post(path + "/responder", world.wang.staff, R"({"responder":"nobody"})")), "responder_not_found");
    EXPECT_EQ(code(world.post(path + "/hand_over", world.wang.staff, R"({"seat":"nobody"})")), "seat_not_there");
    EXPECT_EQ(code(world.ask("POST", path + "/responder", with(world.wang.staff, {"Content-Type", "application/json"}), R"({"responder":"x"})")), "idempotency_key_missing");
}

TEST_F(Going, WhoseAlarmIsOverOrWhoWasReplacedReadsThat) {
    const std::string first = sent(), second = sent();
    const auto replaced = world.get("/v1/responder/home", bearer(first));
    EXPECT_EQ(replaced.status, 409);
    EXPECT_EQ(code(replaced), "responder_replaced");
    EXPECT_THAT(replaced.body, testing::Not(testing::HasSubstr("#2580")));
    EXPECT_EQ(world.post(path + "/outcome", world.wang.staff, R"({"outcome":"helped"})").status, 200);
    EXPECT_EQ(world.ask("POST", path + "/close", world.wang.staff).status, 200);
    EXPECT_EQ(code(world.get("/v1/responder/home", bearer(second))), "alarm_closed");
    EXPECT_EQ(code(world.post("/v1/responder/answer", bearer(second), R"({"state":"arrived"})")), "alarm_closed");
}

TEST_F(Going, TheLinkIsNowhereInTheDatabase) {
    const std::string link = sent();
    EXPECT_THAT(world.dump(), testing::Not(testing::HasSubstr(link)));
}

TEST_F(Going, AResponderIsInvitedWithoutALinkAndSignsInNowhere) {
    const auto who = world.post("/v1/staff/people", world.wang.staff, fmt::format(R"({{"place":"{}","name":"","display_name":"李师傅","roles":["responder"],"phone":"138 0546 0109"}})", world.wang.organisation));
    EXPECT_EQ(who.status, 201) << who.body;
    EXPECT_EQ(json::parse(who.body)["link"]["token"], "");
    const auto none = world.post("/v1/staff/people", world.wang.staff, fmt::format(R"({{"place":"{}","name":"","display_name":"无号","roles":["responder"]}})", world.wang.organisation));
    EXPECT_EQ(none.status, 422);
    EXPECT_EQ(code(none), "responder_phone_missing");
    ASSERT_TRUE(world.repository->create_staff(server::system_caller(), {world.wang.organisation, "walks", "走路的", "correct horse battery", {Role::Responder}}, world.now));
    EXPECT_EQ(code(world.post("/v1/staff/session", {}, R"({"name":"walks","password":"correct horse battery"})")), "wrong_name_or_password");
}

}  // namespace
}  // namespace anju::tests
