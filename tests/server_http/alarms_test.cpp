// SPDX-License-Identifier: Apache-2.0
// A call for help and the desk, as programs and pages ask for them.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using nlohmann::json;

class HelpCall : public testing::Test {
  protected:
    static std::string report(const std::string& id, int presses = 1, int taken_back = 0, int sequence = 1) {
        return fmt::format(R"({{"id":"{}","sequence":{},"source":"red","pressed_at":"2026-11-25T01:40:59Z","presses":{},"taken_back":{}}})", id, sequence, presses, taken_back);
    }
    json says(const std::string& body) {
        const auto response = world.post("/v1/tv/alarms", world.wang.tv, body);
        EXPECT_EQ(response.status, 200) << response.body;
        return json::parse(response.body);
    }
    void sits(const std::vector<Header>& who, bool on_duty = true) {
        EXPECT_EQ(world.post("/v1/desk/seat", who, on_duty ? R"({"on_duty":true})" : R"({"on_duty":false})").status, 200);
    }
    Response act(const std::string& alarm, const std::string& what, const std::string& body = "") {
        const std::string path = "/v1/desk/alarms/" + alarm + "/" + what;
        return body.empty() ? world.ask("POST", path, world.wang.staff) : world.post(path, world.wang.staff, body);
    }
    World world;
};

TEST_F(HelpCall, IsAnsweredFromThePressToTheEnd) {
    sits(world.wang.staff);
    const auto alarm = says(report("run-00000001"));
    EXPECT_EQ(alarm["state"], "waiting");
    const std::string id = alarm["id"];
    EXPECT_EQ(json::parse(world.get("/v1/tv/alarms/run-00000001", world.wang.tv).body), alarm);
    auto desk = json::parse(world.get("/v1/desk", world.wang.staff).body);
    ASSERT_EQ(desk["alarms"].size(), 1u) << desk;
    EXPECT_EQ(desk["alarms"][0]["alarm"]["id"], id);
    EXPECT_EQ(desk["seat"]["on_duty"], true);
    EXPECT_EQ(desk["help_number"], "12349");
    EXPECT_EQ(code(act(id, "close")), "alarm_waiting");
    const auto accepted = act(id, "accept");
    EXPECT_EQ(accepted.status, 200) << accepted.body;
    const auto card = json::parse(accepted.body);
    EXPECT_EQ(card["alarm"]["mine"], true);
    EXPECT_EQ(card["home"]["id"], world.wang.household);
    EXPECT_EQ(code(act(id, "close")), "outcome_missing");
    EXPECT_EQ(code(act(id, "outcome", R"({"outcome":"solved"})")), "outcome_unknown");
    EXPECT_EQ(act(id, "note", R"({"text":" 能说话 "})").status, 200);
    EXPECT_EQ(act(id, "outcome", R"({"outcome":"helped","text":"女儿已到家"})").status, 200);
    EXPECT_EQ(code(world.post("/v1/desk/seat", world.wang.staff, R"({"on_duty":false})")), "alarm_in_hand");
    const auto closed = json::parse(act(id, "close").body);
    EXPECT_EQ(closed["alarm"]["alarm"]["state"], "closed");
    EXPECT_EQ(closed["note"], " 能说话 ") << "as it was typed";
    EXPECT_EQ(json::parse(world.get("/v1/tv/alarms/run-00000001", world.wang.tv).body)["state"], "closed");
    sits(world.wang.staff, false);
}

TEST_F(HelpCall, OfAnotherBoxIsNobodysToChange) {
    const auto alarm = says(report("run-00000001"));
    EXPECT_EQ(code(world.post("/v1/tv/alarms", world.zhou.tv, report("run-00000001", 1, 1))), "report_of_another");
    EXPECT_EQ(world.get("/v1/tv/alarms/run-00000001", world.zhou.tv).status, 404);
    EXPECT_EQ(world.get("/v1/desk/alarms/" + alarm["id"].get<std::string>(), world.zhou.staff).status, 404);
    EXPECT_EQ(json::parse(world.get("/v1/tv/alarms/run-00000001", world.wang.tv).body)["state"], "waiting");
}

TEST_F(HelpCall, ThatCannotBeSoIsRefusedWithThePlace) {
    const std::string before = world.dump();
    for (const auto& [body, status, place] : {std::tuple(report("run-00000001", 1, 2), 422, "taken_back"), std::tuple(report("short"), 422, "id"), std::tuple(report("run-00000001", 1, 0, 0), 422, "sequence"),
                                              std::tuple(report("run-00000001", 0), 400, "presses"), std::tuple(report("run-00000001", 100'001), 400, "presses"),
                                              std::tuple(report("run-00000001", 1, 0, -1), 400, "sequence")}) {
        const auto response = world.post("/v1/tv/alarms", world.wang.tv, body);
        EXPECT_EQ(response.status, status) << body;
        EXPECT_THAT(field(response.body, "detail"), testing::HasSubstr(place)) << response.body;
    }
    EXPECT_EQ(world.dump(), before);
}

TEST_F(HelpCall, WouldComeThroughAsLongAsTheBoxSaysSo) {
    const auto beat = [&](const std::string& path, const std::string& faults = "") {
        return world.post("/v1/tv/heartbeat", world.wang.tv, fmt::format(R"({{"at":"2026-11-25T01:40:59Z","path":"{}","faults":[{}]}})", path, faults));
    };
    const auto test = [&](const std::string& id) { return world.post("/v1/tv/tests", world.wang.tv, fmt::format(R"({{"id":"{}","kind":"silent","path":"primary","at":"2026-11-25T01:40:59Z"}})", id)); };
    EXPECT_EQ(json::parse(beat("primary", R"("camera_lost","of_a_newer_box")").body)["every"], 30);
    EXPECT_EQ(code(beat("third")), "beat_malformed");
    EXPECT_EQ(field(beat("third").body, "detail"), "path");
    EXPECT_EQ(world.post("/v1/tv/heartbeat", {}, "{}").status, 401);
    EXPECT_EQ(test("test-000001").status, 204);
    EXPECT_EQ(test("test-000001").status, 204) << "said twice";
    EXPECT_EQ(code(test("short")), "report_malformed");
    ASSERT_TRUE(world.repository->watch_boxes(world.now));
    const auto boxes = json::parse(world.get("/v1/desk/boxes", world.wang.staff).body);
    EXPECT_EQ(boxes["online"], 1) << boxes;
    EXPECT_EQ(boxes["with_faults"], 1);
    EXPECT_EQ(boxes["boxes"][0]["faults"], json::array({"camera_lost"}));
    const auto box = json::parse(world.get("/v1/staff/boxes/" + world.wang.terminal, world.wang.staff).body);
    EXPECT_EQ(box["watch"]["state"], "online");
    EXPECT_TRUE(box["watch"].contains("tested_at"));
    EXPECT_EQ(json::parse(world.get("/v1/staff/boxes?show=faulty", world.wang.staff).body)["total"], 1);
    EXPECT_EQ(json::parse(world.get("/v1/desk", world.wang.staff).body)["figures"]["boxes_online"], 1);
}

TEST_F(HelpCall, WhoseItIsIsSaidToTheOther) {
    using contract::Role;
    ASSERT_TRUE(world.repository->create_staff(server::system_caller(), {world.wang.organisation, "second", "王强", "correct horse battery", {Role::Operator}}, world.now));
    const std::vector<Header> second{cookie_of(world.post("/v1/staff/session", {}, R"({"name":"second","password":"correct horse battery"})"))};
    const std::string path = "/v1/desk/alarms/" + says(report("run-00000001"))["id"].get<std::string>() + "/accept";
    EXPECT_EQ(code(world.ask("POST", path, second)), "seat_off_duty");
    sits(second);
    sits(world.wang.staff);
    EXPECT_EQ(world.ask("POST", path, second).status, 200);
    const auto late = world.ask("POST", path, world.wang.staff);
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(code(late), "alarm_taken");
    EXPECT_THAT(field(late.body, "detail"), testing::HasSubstr("王强"));
}

TEST_F(HelpCall, TheDeskIsForOperatorsAndHeads) {
    using contract::Role;
    const auto as = [&](const std::string& name, std::vector<Role> roles) {
        EXPECT_TRUE(world.repository->create_staff(server::system_caller(), {world.wang.organisation, name, name, "correct horse battery", std::move(roles)}, world.now));
        return std::vector<Header>{cookie_of(world.post("/v1/staff/session", {}, fmt::format(R"({{"name":"{}","password":"correct horse battery"}})", name)))};
    };
    const auto operates = as("operates", {Role::Operator}), heads = as("heads", {Role::Manager}), neither = as("neither", {Role::Administrator, Role::Technician});
    const std::string alarm = "/v1/desk/alarms/" + says(report("run-00000001"))["id"].get<std::string>();
    for (const auto& who : {operates, heads}) {
        for (const char* path : {"/v1/desk", "/v1/desk/events"}) EXPECT_EQ(world.get(path, who).status, 200) << path;
        EXPECT_EQ(world.get(alarm, who).status, 200);
    }
    const std::string before = world.dump();
    for (const std::string& path : {std::string("/v1/desk"), std::string("/v1/desk/events"), alarm, alarm + "/responders"}) EXPECT_EQ(code(world.get(path, neither)), "role_missing") << path;
    for (const auto& [path, body] : {std::pair("/v1/desk/seat", R"({"on_duty":true})")}) EXPECT_EQ(code(world.post(path, neither, body)), "role_missing");
    for (const char* what : {"/accept", "/close"}) EXPECT_EQ(code(world.ask("POST", alarm + what, neither)), "role_missing");
    for (const auto& [what, body] : {std::pair("/note", R"({"text":"x"})"), std::pair("/outcome", R"({"outcome":"helped"})"), std::pair("/called_back", R"({"text":"x"})"), std::pair("/responder", R"({"responder":"x"})"), std::pair("/ambulance", R"({"text":"x"})"), std::pair("/hand_over", R"({"seat":""})")}) {
        EXPECT_EQ(code(world.post(alarm + what, neither, body)), "role_missing") << what;
    }
    EXPECT_EQ(world.dump(), before);
}

TEST_F(HelpCall, IsExportedAsJsonAndAsATable) {
    const std::string path = "/v1/desk/alarms/" + says(report("run-00000001"))["id"].get<std::string>() + "/export";
    const auto file = world.get(path, world.wang.staff);
    EXPECT_EQ(file.status, 200);
    const auto whole = json::parse(file.body);
    EXPECT_EQ(whole["chain_holds"], true);
    EXPECT_EQ(whole["steps"][0]["step"]["what"], "pressed");
    EXPECT_EQ(whole["steps"][0]["hash"].get<std::string>().size(), 64u);
    const std::string number = whole["alarm"]["number"];
    EXPECT_EQ(file.header("Content-Disposition"), "attachment; filename=\"" + number + ".json\"");
    const auto table = world.get(path + "?format=csv", world.wang.staff);
    EXPECT_EQ(table.header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_THAT(table.body, testing::HasSubstr("按了求助"));
    EXPECT_THAT(table.body, testing::HasSubstr("一步不缺"));
    EXPECT_THAT(table.body, testing::HasSubstr("2026-11-25 09:41:00.000"));
    EXPECT_THAT(world.get(path + "?format=csv&lang=en", world.wang.staff).body, testing::HasSubstr("pressed"));
    EXPECT_EQ(code(world.get(path, world.zhou.staff)), "alarm_not_found") << "that of another place";
    EXPECT_EQ(code(world.get("/v1/desk/alarms/none/export", world.wang.staff)), "alarm_not_found");
    EXPECT_EQ(world.get(path).status, 401);
}

TEST_F(HelpCall, AMonthThatIsNoneIsRefused) {
    says(report("run-00000001"));
    const auto now = json::parse(world.get("/v1/desk/figures", world.wang.staff).body);
    EXPECT_EQ(now["month"], "2026-11");
    EXPECT_EQ(now["alarms"], 1);
    EXPECT_EQ(json::parse(world.get("/v1/desk/figures?month=2026-10", world.wang.staff).body)["alarms"], 0);
    for (const char* month : {"", "2026-1", "2026-13", "2026-00", "2026/11", "2026-1x", "2026-12", "2019-12", "9999-01", "-026-11", "2026-011"}) {
        const auto response = world.get(std::string("/v1/desk/figures?month=") + month, world.wang.staff);
        EXPECT_EQ(response.status, 400) << month;
        EXPECT_EQ(code(response), "bad_query") << month;
        EXPECT_EQ(field(response.body, "detail"), "month");
    }
    const auto table = world.get("/v1/desk/figures?format=csv", world.wang.staff);
    EXPECT_EQ(table.header("Content-Disposition"), "attachment; filename=\"12349-2026-11.csv\"");
    EXPECT_THAT(table.body, testing::HasSubstr("60 秒内接听,0,0.0 %,EN 50134"));
}

TEST_F(HelpCall, ItsStreamIsNoAlarmOfThatName) {
    const auto stream = world.get("/v1/tv/alarms/events", world.wang.tv);
    ASSERT_TRUE(stream.stream);
    EXPECT_TRUE(std::holds_alternative<server::GuardListener>(stream.stream->caller));
    EXPECT_EQ(world.get("/v1/tv/alarms/events?last=x", world.wang.tv).status, 400);
    const auto seat = world.get("/v1/desk/events", world.wang.staff);
    ASSERT_TRUE(seat.stream);
    EXPECT_EQ(seat.stream->proof.empty(), false) << "asked about again";
}

TEST_F(HelpCall, TheWholeDeskIsCalledForHelpAndTheStreamsOfBoxesAreNot) {
    const auto helps = [](const char* method, const char* target) {
        Request request;
        request.method = method;
        request.target = target;
        return server::calls_for_help(request);
    };
    for (const char* target : {"/v1/desk", "/v1/desk/events", "/v1/desk/events?last=7", "/v1/desk/seat", "/v1/tv/alarms/run-00000001"}) EXPECT_TRUE(helps("GET", target)) << target;
    EXPECT_TRUE(helps("POST", "/v1/tv/alarms"));
    for (const char* target : {"/v1/tv/alarms/events", "/v1/tv/snapshot", "/v1/homes", "/v1/desk/figures", "/v1/desk/figures?month=2026-11", "/v1/desk/alarms/1/export?format=csv"}) EXPECT_FALSE(helps("GET", target)) << target;
}

TEST_F(HelpCall, WhatBelongsToOneIsNotPutOffWhileManyCall) {
    const auto ahead = [](const char* target) {
        Request request;
        request.method = "POST";
        request.target = target;
        return server::goes_ahead(request);
    };
    for (const char* target : {"/v1/staff/session", "/v1/tv/visits/1/ticket", "/v1/tv/visits/1/answer", "/v1/tv/visits/1/signals", "/v1/tv/visits/1/end", "/v1/tv/certificate", "/v1/tv/heartbeat",
                               "/v1/visitor/session", "/v1/visitor/visits/1/answer", "/v1/visitor/visits/1/rings", "/v1/visitor/visits/1/signals", "/v1/visitor/visits/1/end", "/v1/visitor/visits/1/left",
                               "/v1/responder/answer"}) EXPECT_TRUE(ahead(target)) << target;
    for (const char* target : {"/v1/tv/condition", "/v1/tv/visits", "/v1/visitor/visits", "/v1/family/messages", "/v1/staff/people", "/v1/nothing"}) EXPECT_FALSE(ahead(target)) << target;
}

}  // namespace
}  // namespace anju::tests
