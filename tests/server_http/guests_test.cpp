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

TEST_F(GuestRoutes, WhoCameByTheDigitsIsListedByNameAndCanBeSentAway) {
    const std::string digits = field(world.post("/v1/tv/invitations", world.wang.tv, "{}").body, "code");
    const auto list = [&] { return Json::parse(world.get("/v1/family/invitations", world.wang.family).body).value("invitations", Json::array()); };
    EXPECT_TRUE(list().empty()) << "shown, and nobody has come";
    const auto entered = enter({{"code", digits}, {"name", "张老师"}});
    ASSERT_EQ(entered.status, 200) << entered.body;
    EXPECT_EQ(Json::parse(entered.body)["me"]["came_by"], "code");
    const std::vector<Header> guest = {cookie_of(entered)};
    const auto placed = world.post("/v1/visitor/visits", guest, R"({"camera":true})");
    ASSERT_EQ(Json::parse(placed.body)["visit"]["visitor"]["came_by"], "code") << placed.body;
    ASSERT_EQ(list().size(), 1U);
    const Json one = list()[0];
    EXPECT_EQ(one["by"], "code");
    EXPECT_EQ(one["guest"], "张老师");
    EXPECT_TRUE(one["used_up"] && one["calling"]);
    EXPECT_TRUE(one.value("code", "").empty() && one.value("link", "").empty()) << one;
    EXPECT_EQ(one["valid_until"], Json::parse(entered.body)["valid_until"]);
    EXPECT_EQ(world.ask("DELETE", "/v1/family/invitations/" + one["id"].get<std::string>(), world.wang.family).status, 204);
    EXPECT_TRUE(list().empty());
    EXPECT_EQ(world.get("/v1/visitor/home", guest).status, 401);
    EXPECT_EQ(Json::parse(world.get("/v1/tv/visits", world.wang.tv).body)["visits"][0]["stage"], "ended");
}

TEST_F(GuestRoutes, ALostAnswerIsGivenAgainToWhoHoldsTheKey) {
    const std::string digits = field(world.post("/v1/tv/invitations", world.wang.tv, "{}").body, "code");
    const Json said = {{"code", digits}, {"name", "客"}};
    const std::string key = "0123456789abcdef0123456789abcdef";
    const auto lost = enter(said, {{"Idempotency-Key", key}});
    ASSERT_EQ(lost.status, 200) << lost.body;
    world.address = "192.0.2.2";
    const auto again = enter(said, {{"Idempotency-Key", key}});
    ASSERT_EQ(again.status, 200) << again.body;
    EXPECT_NE(cookie_of(again), cookie_of(lost));
    EXPECT_EQ(world.get("/v1/visitor/home", {cookie_of(again)}).status, 200);
    EXPECT_EQ(world.get("/v1/visitor/home", {cookie_of(lost)}).status, 401) << "nobody got it, nobody uses it";
    EXPECT_EQ(code(enter(said, {{"Idempotency-Key", "another"}})), "link_not_valid");
    EXPECT_EQ(code(enter(said, {{"Idempotency-Key", key + " "}})), "link_not_valid") << "no key at all";
    world.now += 10min;
    const auto late = enter(said, {{"Idempotency-Key", key}});
    EXPECT_EQ(late.status, 403);
    EXPECT_TRUE(cookies(late).empty());
}

TEST_F(GuestRoutes, APersonalLinkOpensOnePhoneHoweverOftenItsAnswerIsLost) {
    for (const char* path : {"/v1/family/session", "/v1/visitor/session"}) {
        const bool family = path == std::string("/v1/family/session");
        const std::string body = Json{{family ? "token" : "link", world.wang.link}}.dump();
        for (int i = 0; i < 6; ++i) EXPECT_LT(world.post(path, {{"Idempotency-Key", "k"}}, body).status, 300) << path << i;
    }
    EXPECT_EQ(Json::parse(world.get("/v1/family/phones", world.wang.family).body)["phones"].size(), 2U) << "by either page";
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

// Both cookies on one phone: the elder's call is the relative's, whoever came last.
TEST_F(GuestRoutes, OnARelativesPhoneThatOpenedAGuestsLinkTheElderIsAnswered) {
    std::string fingerprint = "sha-256 AB";
    for (int i = 1; i < 32; ++i) fingerprint += ":AB";
    ASSERT_EQ(world.post("/v1/tv/certificate", world.wang.tv, Json{{"fingerprint", fingerprint}}.dump()).status, 204);
    const auto guest = enter({{"link", invite("2026-11-25T12:00:00+08:00")["link"]}, {"name", "客"}});
    const std::vector<Header> only_guest = {cookie_of(guest)};
    const std::vector<Header> both = {{"Cookie", world.wang.family[0].second + "; " + cookie_of(guest).second}};
    const auto call = [&](char letter) {
        const std::string id(26, letter);
        EXPECT_EQ(world.post("/v1/tv/visits", world.wang.tv, Json{{"id", id}, {"member", world.wang.member}}.dump()).status, 200);
        return "/v1/visitor/visits/" + id;
    };
    const auto seen = [&] { return Json::parse(world.get("/v1/tv/visits", world.wang.tv).body)["visits"][0]; };
    const std::string signal = R"({"kind":"candidate","text":"a=candidate:1 1 udp 1 192.0.2.7 5 typ host","mline":0})";
    const auto closed = [&](const std::string& visit) {  // to the guest, whatever the relative does
        EXPECT_EQ(code(world.get(visit, only_guest)), "visit_not_found");
        EXPECT_EQ(code(world.get(visit + "/events", only_guest)), "visit_not_found");
        EXPECT_EQ(code(world.post(visit + "/rings", only_guest, R"({"aloud":true})")), "visit_not_found");
        EXPECT_EQ(code(world.post(visit + "/answer", only_guest, "{}")), "visit_not_found");
        EXPECT_EQ(code(world.post(visit + "/signals", only_guest, signal)), "visit_not_found");
        EXPECT_EQ(code(world.post(visit + "/end", only_guest, R"({"end":"hung_up"})")), "visit_not_found");
    };

    const std::string first = call('a');
    closed(first);
    EXPECT_EQ(world.post(first + "/rings", both, R"({"aloud":true})").status, 204);
    EXPECT_EQ(seen()["rings"], true);
    EXPECT_EQ(world.post(first + "/end", both, R"({"end":"declined"})").status, 200);
    EXPECT_EQ(seen()["end"], "declined");

    const std::string second = call('b');
    EXPECT_EQ(world.post(second + "/answer", both, R"({"camera":true})").status, 200);
    EXPECT_EQ(seen()["stage"], "answered");
    closed(second);
    EXPECT_EQ(world.get(second, both).status, 200);
    const auto events = world.get(second + "/events", both);
    ASSERT_TRUE(events.stream) << events.body;
    EXPECT_TRUE(world.wang.family[0].second.ends_with("=" + events.stream->proof)) << "ends with the relative's session";
    EXPECT_EQ(world.post(second + "/signals", both, signal).status, 204);
    EXPECT_EQ(world.post(second + "/end", both, R"({"end":"hung_up"})").status, 200);

    const std::vector<Header> stranger = {{"Cookie", world.zhou.family[0].second + "; " + cookie_of(guest).second}};
    EXPECT_EQ(code(world.get(call('c'), stranger)), "visit_not_found") << "a relative of another home";
}

TEST_F(GuestRoutes, WhoComesFromTheFamilysPageRingsAsTheRelative) {
    const auto guest = enter({{"link", invite("2026-11-25T09:45:00+08:00")["link"]}, {"name", "客"}});
    const std::vector<Header> both = {{"Cookie", world.wang.family[0].second + "; " + cookie_of(guest).second}};
    EXPECT_EQ(Json::parse(world.get("/v1/visitor/home", both).body)["me"]["name"], "客") << "by the guest's link itself";
    EXPECT_EQ(Json::parse(world.get("/v1/visitor/home?as=family", both).body)["me"]["name"], "小芳");
    EXPECT_EQ(Json::parse(world.get("/v1/visitor/home?as=family", {cookie_of(guest)}).body)["me"]["name"], "客");
    EXPECT_EQ(world.get("/v1/visitor/home?as=family").status, 401);

    const auto as_guest = world.post("/v1/visitor/visits", both, "{}");
    ASSERT_EQ(as_guest.status, 200) << as_guest.body;
    const Json rung = Json::parse(as_guest.body)["visit"];
    EXPECT_EQ(rung["visitor"]["name"], "客");
    const std::string own = "/v1/visitor/visits/" + rung["id"].get<std::string>();
    EXPECT_EQ(code(world.get(own, world.wang.family)), "visit_not_found") << "a relative does not hear the guest's";
    EXPECT_EQ(world.get(own, both).status, 200);
    EXPECT_EQ(field(world.post(own + "/end", both, R"({"end":"hung_up"})").body, "end"), "cancelled");

    const auto placed = world.post("/v1/visitor/visits?as=family", both, "{}");
    ASSERT_EQ(placed.status, 200) << placed.body;
    EXPECT_EQ(Json::parse(placed.body)["visit"]["visitor"]["member"], world.wang.member);
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
