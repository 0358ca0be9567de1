// SPDX-License-Identifier: Apache-2.0
// What a relative may not do, as the router answers it.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "platform/server/images.hpp"
#include "tests/server_http/made_films.hpp"
#include "tests/server_http/pictures.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using Json = nlohmann::json;

class RightsRoutes : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_http_test"); }

    Response set(const Json& rights, std::uint64_t seen) {
        return world.post("/v1/staff/members/" + world.wang.member + "/rights", world.wang.staff, Json{{"rights", rights}, {"seen", seen}}.dump());
    }
    Json may() { return Json::parse(world.get("/v1/staff/households/" + world.wang.household + "/members", world.wang.staff).body)["relatives"][0]["may"]; }
    void set_all(bool allowed) {
        const auto answer = set({{"message", allowed}, {"visit", allowed}, {"order", allowed}, {"health", allowed}}, may()["change"]);
        EXPECT_EQ(answer.status, 200) << answer.body;
    }
    void expect_refused(const Response& response, const std::string& wanted, const std::string& what) {
        EXPECT_EQ(response.status, 403) << response.body;
        EXPECT_EQ(code(response), wanted);
        EXPECT_NE(field(response.body, "title").find("care station can change that"), std::string::npos);
        EXPECT_EQ(field(response.body, "detail"), "这家人没有为您打开" + what + "，请找" + station() + "。");
    }
    std::string station() { return Json::parse(world.get("/v1/family/home", world.wang.family).body)["station"]; }

    World world;
};

TEST_F(RightsRoutes, EveryRefusalSaysWhoCanChangeIt) {
    world.hub.online.insert(world.wang.terminal);
    server::HouseholdEdit first;
    first.first_contact = world.wang.member;
    ASSERT_TRUE(world.repository->edit_household(server::system_caller(), world.wang.household, first, world.now));
    set_all(false);
    EXPECT_FALSE(station().empty());
    const auto& family = world.wang.family;
    const auto bytes = [&](const std::string& path, const std::string& type, std::string body) {
        return world.ask("POST", path, with(with(family, {"Idempotency-Key", "k"}), {"Content-Type", type}), std::move(body));
    };
    expect_refused(world.post("/v1/family/messages", family, R"({"text":"好"})"), "message_not_allowed", "发消息");
    for (const std::string& photo : {picture({}), picture({.width = 300, .height = 300}).substr(0, 2000), empty_png(60000, 60000), std::string("GIF89a")}) {
        expect_refused(bytes("/v1/family/photos", "image/jpeg", photo), "message_not_allowed", "发消息");  // whatever it is: nobody has looked
    }
    expect_refused(bytes("/v1/family/clips", "video/mp4", made_mp4()), "message_not_allowed", "发消息");
    expect_refused(world.post("/v1/visitor/visits", family, R"({"camera":true})"), "visit_not_allowed", "视频");
    expect_refused(world.post("/v1/family/free", family, R"({"free_from":"18:00"})"), "visit_not_allowed", "视频");
    expect_refused(world.post("/v1/family/invitations", family, R"({"at":"2026-11-25T10:00:00+08:00"})"), "visit_not_allowed", "视频");
    expect_refused(world.post("/v1/family/rules", family, Json{{"member", world.wang.member}, {"policy", "automatic"}}.dump()), "visit_not_allowed", "视频");
    const Json page = Json::parse(world.get("/v1/family/home", family).body);
    EXPECT_EQ(page["rights"], (Json{{"message", false}, {"visit", false}, {"order", false}, {"health", false}}));
    EXPECT_FALSE(page["messages"].empty()) << "what was said is read on";
    EXPECT_EQ(Json::parse(world.get("/v1/visitor/home", family).body)["can_visit"], false);
    set_all(true);
    EXPECT_EQ(world.post("/v1/family/messages", family, R"({"text":"好"})").status, 200);
    EXPECT_EQ(world.post("/v1/visitor/visits", family, R"({"camera":true})").status, 200);
}

TEST_F(RightsRoutes, AnHourThatWasSaidBeforeIsTakenBackByWhoSaidIt) {
    const auto& family = world.wang.family;
    const auto hour = [&] { return Json::parse(world.get("/v1/family/home", family).body).value("free_from", ""); };
    EXPECT_EQ(world.post("/v1/family/free", family, R"({"free_from":"18:00"})").status, 200);
    set_all(false);
    EXPECT_EQ(hour(), "18:00");
    EXPECT_EQ(world.post("/v1/family/free", family, R"({"free_from":""})").status, 200);
    EXPECT_EQ(hour(), "");
    EXPECT_EQ(world.hub.told.back().free_from, "") << "the TV hears it";
}

TEST_F(RightsRoutes, AFilmThatWasUploadedBeforeIsNotSentAfterwards) {
    const auto& family = world.wang.family;
    const auto clip = world.ask("POST", "/v1/family/clips", with(with(family, {"Idempotency-Key", "k"}), {"Content-Type", "video/mp4"}), made_mp4());
    ASSERT_EQ(clip.status, 200) << clip.body;
    set_all(false);
    const std::string message = Json{{"text", ""}, {"photos", Json::array()}, {"clip", field(clip.body, "id")}}.dump();
    expect_refused(world.post("/v1/family/messages", family, message), "message_not_allowed", "发消息");
    set_all(true);
    EXPECT_EQ(world.post("/v1/family/messages", family, message).status, 200) << "it has waited";
}

// A picture that takes a second to decode, or breaks what decodes it, is not even looked at for who may not store it.
TEST_F(RightsRoutes, APortraitIsLookedAtOnlyForWhoMayStoreIt) {
    const std::string broken = picture({.width = 300, .height = 300}).substr(0, 2000);
    const auto store = [&](const std::string& of, const std::string& seen, const std::string& body) {
        return world.ask("POST", "/v1/staff/" + of + "/photo?seen=" + seen, with(world.wang.staff, {"Content-Type", "image/jpeg"}), body);
    };
    const std::string person = "households/" + world.wang.household, relative = "members/" + world.wang.member;
    for (const std::string& photo : {broken, empty_png(60000, 60000), std::string("GIF89a"), picture({})}) {
        EXPECT_EQ(code(store("households/" + world.zhou.household, world.zhou.portrait, photo)), "household_not_found");
        EXPECT_EQ(code(store("members/" + world.zhou.member, "", photo)), "member_not_found");
        EXPECT_EQ(code(store("members/nobody", "", photo)), "member_not_found");
        for (const std::string& of : {person, relative}) EXPECT_EQ(code(store(of, "another", photo)), "changed_meanwhile");
    }
    for (const auto& [of, seen] : {std::pair(person, world.wang.portrait), std::pair(relative, std::string())}) {
        EXPECT_EQ(code(store(of, seen, broken)), "photo_broken");
        EXPECT_EQ(store(of, seen, picture({})).status, 201);
    }
    ASSERT_TRUE(world.repository->close_home(server::system_caller(), world.wang.household, world.now));
    for (const std::string& of : {person, relative}) EXPECT_EQ(code(store(of, world.wang.portrait, broken)), "household_closed");
}

TEST_F(RightsRoutes, ARelativeIsCorrectedAndTheTvShowsIt) {
    const auto edit = [&](const Json& body) { return world.post("/v1/staff/members/" + world.wang.member + "/facts", world.wang.staff, body.dump()); };
    const auto on_tv = [&] { return Json::parse(world.get("/v1/tv/snapshot", world.wang.tv).body)["household"]["members"][0]; };
    EXPECT_EQ(edit({{"name", "name"}, {"value", " 小芬 "}, {"seen", 0}}).status, 200);
    const auto relation = edit({{"name", "relation"}, {"value", "niece"}, {"seen", 0}});
    EXPECT_EQ(Json::parse(relation.body)["relatives"][0]["facts"][2]["value"], "niece") << relation.body;
    EXPECT_EQ(on_tv()["name"], "小芬");
    EXPECT_EQ(on_tv()["relation"], "niece");
    const auto said = [&](const char* name, const char* value) { return code(edit({{"name", name}, {"value", value}, {"seen", 0}})); };
    EXPECT_EQ(said("name", "芳"), "changed_meanwhile");
    EXPECT_EQ(said("name", " "), "fact_required");
    EXPECT_EQ(edit({{"name", "calls_elder"}, {"value", ""}, {"seen", 0}}).status, 200) << "as everybody calls the elder";
    const auto namesake = world.post("/v1/staff/households/" + world.wang.household + "/members", world.wang.staff, Json{{"name", "小 芬"}, {"relation", "friend"}, {"calls_elder", ""}}.dump());
    EXPECT_EQ(namesake.status, 409);
    EXPECT_EQ(code(namesake), "member_name_taken");
    EXPECT_EQ(field(namesake.body, "detail"), "niece 小芬");
    EXPECT_EQ(said("relation", "cousin"), "word_unknown");
    EXPECT_EQ(said("photo", "x"), "fact_unknown");
    const auto put = world.ask("POST", "/v1/staff/members/" + world.wang.member + "/photo?seen=", with(world.wang.staff, {"Content-Type", "image/jpeg"}), picture({}));
    ASSERT_EQ(put.status, 201) << put.body;
    const std::string face = on_tv()["photo"]["id"];
    EXPECT_EQ(face, field(put.body, "id"));
    EXPECT_EQ(world.get("/v1/tv/photos/" + face + "?size=small", world.wang.tv).status, 200);
    EXPECT_EQ(world.ask("DELETE", "/v1/staff/members/" + world.wang.member + "/photo?seen=" + face, world.wang.staff).status, 204);
    EXPECT_FALSE(on_tv().contains("photo"));
    EXPECT_EQ(world.get("/v1/tv/photos/" + face + "?size=small", world.wang.tv).status, 404);
}

TEST_F(RightsRoutes, OfTwoEditorsTheSecondHearsOfTheFirst) {
    const Json wanted = {{"message", true}, {"visit", false}, {"order", true}, {"health", false}};
    const auto first = set(wanted, 0);
    ASSERT_EQ(first.status, 200) << first.body;
    const Json known = Json::parse(first.body)["relatives"][0]["may"];
    EXPECT_EQ(known["rights"], wanted);
    EXPECT_FALSE(known["who"].get<std::string>().empty());
    const Json other = {{"message", false}, {"visit", true}, {"order", true}, {"health", false}};
    const auto second = set(other, 0);
    EXPECT_EQ(second.status, 409);
    EXPECT_EQ(code(second), "changed_meanwhile");
    EXPECT_EQ(set(other, known["change"]).status, 200);
    EXPECT_EQ(set({{"message", true}}, may()["change"]).status, 400) << "a right that is not named is no no";
}

TEST_F(RightsRoutes, AnInvitationSaysThemAndTheAnswerSaysWhoWasAdded) {
    const std::string path = "/v1/staff/households/" + world.wang.household + "/members";
    const auto made = world.post(path, world.wang.staff, R"({"name":"秀英","relation":"other","rights":{"message":true,"visit":false,"order":false,"health":true}})");
    ASSERT_EQ(made.status, 200) << made.body;
    const Json all = Json::parse(made.body);
    for (const Json& one : all["relatives"]) {
        const bool added = one["member"]["id"] == all["added"];
        EXPECT_EQ(one["member"]["name"] == "秀英", added);
        EXPECT_EQ(one["may"]["rights"]["visit"], !added);
    }
}

}  // namespace
}  // namespace anju::tests
