// SPDX-License-Identifier: Apache-2.0
// Invitations and phones as the router answers them.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "platform/server/images.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using Json = nlohmann::json;

class GuestRoutes : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_http_test"); }
    GuestRoutes() {
        world.hub.online = {world.wang.terminal, world.wang.household};
        server::HouseholdEdit edit;
        edit.first_contact = world.wang.member;
        EXPECT_TRUE(world.repository->edit_household(server::system_caller(), world.wang.household, edit, world.now));
    }
    Response enter(const Json& entry, std::vector<Header> headers = {}) { return world.post("/v1/visitor/session", std::move(headers), entry.dump()); }
    Json invite(const std::string& at = "2026-11-25T10:00:00+08:00") {
        const auto made = world.post("/v1/family/invitations", world.wang.family, Json{{"at", at}, {"name", "张老师"}}.dump());
        EXPECT_EQ(made.status, 200) << made.body;
        return Json::parse(made.body);
    }
    static std::string cookies(const Response& response) {
        std::string all;
        for (const auto& [name, value] : response.headers) all += name == "Set-Cookie" ? value + "\n" : "";
        return all;
    }
    World world;
};

TEST_F(GuestRoutes, TheDigitsOnTheTvOpenTheDoorOnce) {
    const auto made = world.post("/v1/tv/invitations", world.wang.tv, "{}");
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(field(made.body, "visit_page"), "http://127.0.0.1:8420/visit/");
    const std::string digits = field(made.body, "code");
    EXPECT_EQ(code(enter({{"code", digits}})), "name_missing");
    EXPECT_EQ(code(enter({{"code", digits}, {"name", std::string(21, 'x')}})), "guest_name_too_long");
    const auto entered = enter({{"code", digits}, {"name", " 张 \u202e老师 "}});
    ASSERT_EQ(entered.status, 200) << entered.body;
    EXPECT_THAT(cookies(entered), HasSubstr("; Path=/v1/visitor; HttpOnly; SameSite=Strict"));
    const Json home = Json::parse(entered.body);
    EXPECT_EQ(home["me"]["name"], "张 老师");
    EXPECT_FALSE(home.value("can_leave_message", false));
    const std::vector<Header> guest = {cookie_of(entered)};
    EXPECT_EQ(world.get("/v1/visitor/home", guest).status, 200);
    EXPECT_EQ(world.get("/v1/family/home", guest).status, 401) << "this door alone";
    EXPECT_EQ(world.post("/v1/family/messages", guest, R"({"text":"x","photos":[]})").status, 401);
    const auto placed = world.post("/v1/visitor/visits", guest, R"({"camera":true})");
    ASSERT_EQ(placed.status, 200) << placed.body;
    EXPECT_EQ(Json::parse(placed.body)["visit"]["visitor"]["name"], "张 老师");
    EXPECT_EQ(code(enter({{"code", digits}, {"name", "谁"}})), "link_not_valid");
}

TEST_F(GuestRoutes, EveryDeadLinkIsAnsweredAlike) {
    const std::string revoked = invite()["link"];
    const std::string gone = Json::parse(world.get("/v1/family/invitations", world.wang.family).body)["invitations"][0]["id"];
    EXPECT_EQ(world.ask("DELETE", "/v1/family/invitations/" + gone, world.wang.family).status, 204);
    const std::string used = invite()["link"];
    for (int i = 0; i < 10; ++i) ASSERT_EQ(enter({{"link", used}, {"name", "客"}}).status, 200) << i;
    const std::string expired = invite("2026-11-25T09:41:00+08:00")["link"];
    world.now += 61min;
    std::set<std::string> bodies;
    for (const std::string& link : {revoked, used, expired, std::string(22, 'A'), std::string(), std::string(300, 'x'), std::string("visit code 000000")}) {
        const auto refused = enter({{"link", link}, {"name", "客"}});
        EXPECT_EQ(refused.status, 403) << link;
        EXPECT_TRUE(cookies(refused).empty());
        bodies.insert(refused.body);
    }
    EXPECT_EQ(bodies.size(), 1U);
}

TEST_F(GuestRoutes, AnEarlyGuestIsToldWhenAndCannotRing) {
    const Json made = invite("2026-11-25T12:00:00+08:00");
    EXPECT_EQ(made["valid_from"], "2026-11-25T03:45:00.000Z");
    EXPECT_EQ(made["valid_until"], "2026-11-25T05:00:00.000Z");
    const auto entered = enter({{"link", made["link"]}, {"name", "客"}});
    EXPECT_EQ(Json::parse(entered.body)["valid_from"], made["valid_from"]);
    EXPECT_EQ(code(world.post("/v1/visitor/visits", {cookie_of(entered)}, "{}")), "not_yet");
    const auto again = enter({{"link", made["link"]}, {"name", "王大夫"}}, {cookie_of(entered)});
    EXPECT_EQ(Json::parse(again.body)["me"]["name"], "王大夫");
}

TEST_F(GuestRoutes, WhoGuessesDigitsWaits) {
    const std::string digits = field(world.post("/v1/tv/invitations", world.wang.tv, "{}").body, "code");
    const std::string wrong = digits == "000000" ? "000001" : "000000";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(code(enter({{"code", wrong}, {"name", "客"}})), "link_not_valid");
    const auto stopped = enter({{"code", digits}, {"name", "客"}});
    EXPECT_EQ(stopped.status, 429);
    EXPECT_EQ(code(stopped), "too_many_tries");
    EXPECT_EQ(stopped.header("Retry-After"), "900");
    world.address = "192.0.2.2";
    EXPECT_EQ(enter({{"code", digits}, {"name", "客"}}).status, 200);
}

TEST_F(GuestRoutes, OnlyTheFirstContactInvites) {
    EXPECT_EQ(code(world.post("/v1/family/invitations", world.zhou.family, R"({"at":"2026-11-25T10:00:00+08:00"})")), "not_first_contact");
    EXPECT_EQ(world.get("/v1/family/invitations", world.zhou.family).status, 403);
    EXPECT_EQ(code(world.post("/v1/family/invitations", world.wang.family, R"({"at":"2025-01-01T10:00:00+08:00"})")), "invitation_time");
    EXPECT_EQ(world.ask("DELETE", "/v1/family/invitations/nothing", world.wang.family).status, 404);
}

TEST_F(GuestRoutes, ARelativesPhonesAreListedAndTakenBack) {
    const auto open = [&](const std::string& agent, std::vector<Header> headers = {}) {
        world.now += 1s;
        headers.emplace_back("User-Agent", agent);
        return world.post("/v1/family/session", std::move(headers), fmt::format(R"({{"token":"{}"}})", world.wang.link));
    };
    const auto iphone = open("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1");
    EXPECT_EQ(iphone.status, 204);
    EXPECT_THAT(cookies(iphone), HasSubstr("anju_guest=; Max-Age=0")) << "who is a relative is no guest any longer";
    const std::vector<Header> cookie = {cookie_of(iphone)};
    EXPECT_EQ(cookie_of(open("the same", cookie)), cookie[0]);
    for (int i = 3; i <= 5; ++i) EXPECT_EQ(open("x").status, 204) << i;
    const auto sixth = open("x");
    EXPECT_EQ(sixth.status, 409);
    EXPECT_EQ(code(sixth), "too_many_phones");
    EXPECT_EQ(code(enter({{"link", world.wang.link}})), "too_many_phones") << "by either page";

    const Json phones = Json::parse(world.get("/v1/family/phones", cookie).body)["phones"];
    ASSERT_EQ(phones.size(), 5U);
    EXPECT_EQ(phones[1]["name"], "iPhone · Safari");
    EXPECT_EQ(phones[1]["this_one"], true);
    EXPECT_EQ(world.ask("DELETE", "/v1/family/phones/" + phones[1]["id"].get<std::string>(), world.zhou.family).status, 404);
    EXPECT_EQ(world.ask("DELETE", "/v1/family/phones/" + phones[1]["id"].get<std::string>(), world.wang.family).status, 204);
    EXPECT_EQ(world.get("/v1/family/home", cookie).status, 401);
    EXPECT_EQ(open("x").status, 204);
}

}  // namespace
}  // namespace anju::tests
