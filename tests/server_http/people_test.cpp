// SPDX-License-Identifier: Apache-2.0
// An invitation from its form to a signed-in person, as the router answers it.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "platform/server/images.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using Json = nlohmann::json;
constexpr const char* kBrowser = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

class PeopleRoutes : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_http_test"); }
    Json invited(const std::string& name = "wu") {
        const auto made = world.post("/v1/staff/people", world.wang.staff, fmt::format(R"({{"place":"{}","name":"{}","display_name":"吴军","roles":["manager"]}})", world.wang.organisation, name));
        EXPECT_EQ(made.status, 201) << made.body;
        return Json::parse(made.body);
    }
    Response choose(const std::string& token, const std::string& password = "another good one") {
        return world.post("/v1/staff/welcome/password", {{"User-Agent", kBrowser}}, Json{{"token", token}, {"password", password}}.dump());
    }
    World world;
};

TEST_F(PeopleRoutes, WhoIsInvitedChoosesAPasswordAndIsIn) {
    const std::string token = invited()["link"]["token"];
    const auto said = world.post("/v1/staff/welcome", {}, Json{{"token", token}}.dump());
    ASSERT_EQ(said.status, 200) << said.body;
    EXPECT_EQ(field(said.body, "display_name"), "吴军");
    EXPECT_EQ(code(choose(token, "short")), "password_too_short");
    EXPECT_EQ(code(choose(token, "Password123")), "password_common");
    const auto in = choose(token);
    ASSERT_EQ(in.status, 200) << in.body;
    const std::vector<Header> cookie = {cookie_of(in)};
    EXPECT_NE(std::string(in.header("Set-Cookie")).find("Path=/v1; HttpOnly; SameSite=Strict"), std::string::npos);
    EXPECT_EQ(field(world.get("/v1/staff/self", cookie).body, "name"), "wu");
    const Json mine = Json::parse(world.get("/v1/staff/sessions", cookie).body)["sign_ins"];
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(mine[0]["device"], "iPhone · Safari");
    EXPECT_EQ(mine[0]["here"], true);
    const auto again = choose(token);
    EXPECT_EQ(again.status, 403);
    EXPECT_EQ(code(again), "link_not_valid");
    EXPECT_TRUE(again.header("Set-Cookie").empty());
    EXPECT_EQ(code(world.post("/v1/staff/welcome", {}, Json{{"token", token}}.dump())), "link_not_valid");
}

TEST_F(PeopleRoutes, WhoIsEndedHearsItWithTheNextRequest) {
    const Json made = invited();
    const std::vector<Header> cookie = {cookie_of(choose(made["link"]["token"]))};
    const std::string id = made["person"]["id"];
    EXPECT_EQ(code(world.get("/v1/staff/places", cookie)), "role_missing");
    EXPECT_EQ(world.ask("POST", "/v1/staff/people/" + id + "/end", world.wang.staff).status, 204);
    EXPECT_EQ(world.get("/v1/staff/self", cookie).status, 401);
    EXPECT_EQ(code(world.ask("POST", "/v1/staff/people/" + id + "/end", world.wang.staff)), "staff_ended");
}

TEST_F(PeopleRoutes, TwoAdministratorsDoNotOverwriteEachOther) {
    const std::string path = "/v1/staff/people/" + invited()["person"]["id"].get<std::string>() + "/facts";
    const auto first = world.post(path, world.wang.staff, R"({"name":"roles","value":"technician","seen":0})");
    ASSERT_EQ(first.status, 200) << first.body;
    const auto second = world.post(path, world.wang.staff, R"({"name":"roles","value":"manager,technician","seen":0})");
    EXPECT_EQ(second.status, 409);
    EXPECT_EQ(code(second), "changed_meanwhile");
    EXPECT_EQ(world.post(path, world.wang.staff, fmt::format(R"({{"name":"roles","value":"manager,technician","seen":{}}})", field(first.body, "change"))).status, 200);
}

TEST_F(PeopleRoutes, AnInvitationWhoseAnswerWasLostIsAnsweredAgain) {
    const std::string body = fmt::format(R"({{"place":"{}","name":"wu","display_name":"吴军","roles":["manager"]}})", world.wang.organisation);
    auto headers = with(with(world.wang.staff, {"Content-Type", "application/json"}), {"Idempotency-Key", "one"});
    const auto first = world.ask("POST", "/v1/staff/people", headers, body), again = world.ask("POST", "/v1/staff/people", headers, body);
    EXPECT_EQ(Json::parse(first.body)["person"]["id"], Json::parse(again.body)["person"]["id"]);
    EXPECT_EQ(choose(Json::parse(first.body)["link"]["token"]).status, 403);
    EXPECT_EQ(choose(Json::parse(again.body)["link"]["token"]).status, 200);
    EXPECT_EQ(code(world.post("/v1/staff/people", world.wang.staff, body)), "name_taken");
}

TEST_F(PeopleRoutes, AWrongPresentPasswordChangesNothingAndSignsNobodyOut) {
    const auto wrong = world.post("/v1/staff/password", world.wang.staff, R"({"password":"not this one","wanted":"another good one"})");
    EXPECT_EQ(wrong.status, 422) << "401 would mean: signed out";
    EXPECT_EQ(code(wrong), "wrong_password");
    EXPECT_EQ(world.post("/v1/staff/password", world.wang.staff, fmt::format(R"({{"password":"{}","wanted":"another good one"}})", world.wang.password)).status, 204);
    EXPECT_EQ(world.get("/v1/staff/self", world.wang.staff).status, 200);
}

}  // namespace
}  // namespace anju::tests
