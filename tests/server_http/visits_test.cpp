// SPDX-License-Identifier: Apache-2.0
// What the router answers to the two sides of a visit.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "platform/server/images.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using Json = nlohmann::json;

class VisitRoutes : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_http_test"); }

    VisitRoutes() { world.hub.online = {world.wang.terminal, world.wang.household}; }

    Response place() { return world.post("/v1/visitor/visits", world.wang.family, R"({"camera":true})"); }
    static std::string id_of(const Response& ticket) { return Json::parse(ticket.body)["visit"]["id"]; }
    Response enter(const std::string& entry) { return world.post("/v1/visitor/session", {}, entry); }

    World world;
};

TEST_F(VisitRoutes, APersonalLinkOpensTheVisitPage) {
    const auto entered = enter(fmt::format(R"({{"link":"{}"}})", world.wang.link));
    ASSERT_EQ(entered.status, 200) << entered.body;
    const Json home = Json::parse(entered.body);
    EXPECT_EQ(home["me"]["name"], "小芳");
    EXPECT_EQ(home["me"]["relation"], "daughter");
    EXPECT_EQ(home["elder"], "妈妈");
    EXPECT_EQ(home["tv_online"], true);
    EXPECT_EQ(home["can_leave_message"], true);
    EXPECT_FALSE(home.contains("quiet_until"));
    const std::vector<Header> cookie = {cookie_of(entered)};
    EXPECT_EQ(world.get("/v1/visitor/home", cookie).status, 200);
    EXPECT_EQ(world.get("/v1/family/home", cookie).status, 200) << "one phone, one cookie";
}

// Whoever guesses learns nothing from the answer.
TEST_F(VisitRoutes, EveryWrongLinkIsAnsweredAlike) {
    ASSERT_TRUE(world.repository->revoke_links(server::system_caller(), world.zhou.member, world.now));
    std::set<std::string> bodies;
    for (const std::string& link : {world.zhou.link, std::string("AAAAAAAAAAAAAAAAAAAAAA"), std::string("x"), std::string(), std::string(5000, 'a'), std::string("' OR 1=1 --")}) {
        const auto refused = enter(Json{{"link", link}, {"code", ""}, {"name", "谁"}}.dump());
        EXPECT_EQ(refused.status, 403) << link;
        EXPECT_EQ(code(refused), "link_not_valid");
        EXPECT_TRUE(refused.header("Set-Cookie").empty());
        bodies.insert(refused.body);
    }
    EXPECT_EQ(bodies.size(), 1U);
}

TEST_F(VisitRoutes, WhoGuessesLinksWaitsAndWhoHasOneDoesNot) {
    for (int i = 0; i < 20; ++i) EXPECT_EQ(enter(fmt::format(R"({{"link":"guess{}"}})", i)).status, 403);
    const auto stopped = enter(R"({"link":"guess"})");
    EXPECT_EQ(stopped.status, 429);
    EXPECT_EQ(code(stopped), "too_many_tries");
    EXPECT_EQ(stopped.header("Retry-After"), "60");
    EXPECT_EQ(enter(fmt::format(R"({{"link":"{}"}})", world.wang.link)).status, 200) << "from the same address";
    world.tick += 30s;
    EXPECT_EQ(enter(R"({"link":"guess"})").status, 403);
    EXPECT_EQ(enter(R"({"link":"guess"})").status, 429);
}

TEST_F(VisitRoutes, ATicketHasTheRelaysAndTheBoxesFingerprint) {
    world.site.turn = server::Turn({"turn:192.0.2.1:3478"}, "secret", [] { return 1000; });
    std::string fingerprint = "sha-256 AB";
    for (int i = 1; i < 32; ++i) fingerprint += ":AB";
    EXPECT_EQ(world.post("/v1/tv/certificate", world.wang.tv, fmt::format(R"({{"fingerprint":"{}"}})", fingerprint)).status, 204);
    const auto placed = place();
    ASSERT_EQ(placed.status, 200) << placed.body;
    const std::string id = id_of(placed);
    for (const auto& ticket : {placed, world.get("/v1/visitor/visits/" + id, world.wang.family), world.post("/v1/tv/visits/" + id + "/ticket", world.wang.tv, "{}"),
                               world.post("/v1/tv/visits/" + id + "/answer", world.wang.tv, "{}")}) {
        ASSERT_EQ(ticket.status, 200) << ticket.body;
        const Json body = Json::parse(ticket.body);
        EXPECT_EQ(body["box_fingerprint"], fingerprint);
        EXPECT_EQ(body["ice"][0]["username"], "4600:" + id);
        EXPECT_EQ(body["ice"][0]["urls"][0], "turn:192.0.2.1:3478");
    }
}

TEST_F(VisitRoutes, SayWhyNobodyRings) {
    world.hub.online.clear();
    EXPECT_EQ(code(place()), "tv_offline");
    EXPECT_EQ(place().status, 409);
    world.hub.online = {world.wang.terminal};
    world.now = *contract::from_rfc3339("2026-11-25T22:30:00+08:00");
    const auto night = place();
    EXPECT_EQ(night.status, 409);
    EXPECT_EQ(code(night), "quiet_hours");
    EXPECT_EQ(field(night.body, "until"), "2026-11-25T23:00:00.000Z");
    EXPECT_EQ(night.header("Retry-After"), std::to_string(8 * 3600 + 1800));
    EXPECT_EQ(field(world.get("/v1/visitor/home", world.wang.family).body, "quiet_until"), "2026-11-25T23:00:00.000Z");
}

TEST_F(VisitRoutes, SignalsGoThroughUntilTheyAreTooMany) {
    const std::string id = id_of(place());
    const auto say = [&](const std::string& side, const std::vector<Header>& proof, int n) {
        return world.post("/v1/" + side + "/visits/" + id + "/signals", proof, fmt::format(R"({{"kind":"candidate","text":"{}","mline":1}})", n));
    };
    for (int i = 0; i < 200; ++i) ASSERT_EQ(say("tv", world.wang.tv, i).status, 204) << i;
    const auto much = say("tv", world.wang.tv, 200);
    EXPECT_EQ(much.status, 429);
    EXPECT_EQ(code(much), "too_many_signals");
    EXPECT_EQ(say("visitor", world.wang.family, 1).status, 204) << "the other side has its own";
    // A long one counts for as many as it would take short ones to fill.
    const auto say_long = [&](int n) {
        return world.post("/v1/visitor/visits/" + id + "/signals", world.wang.family, fmt::format(R"({{"kind":"answer","text":"{}{}"}})", std::string(30'000, 'v'), n));
    };
    int taken = 0;
    while (taken < 100 && say_long(taken).status == 204) ++taken;
    EXPECT_EQ(taken, 24);
    world.tick += 1s;
    for (int i = 0; i < 50; ++i) ASSERT_EQ(say("tv", world.wang.tv, 300 + i).status, 204) << i;
    EXPECT_EQ(say("tv", world.wang.tv, 400).status, 429);
}

TEST_F(VisitRoutes, ABigSignalFitsAndABiggerOneIsRefused) {
    const std::string id = id_of(place());
    const auto say = [&](std::size_t size) {
        return world.post("/v1/tv/visits/" + id + "/signals", world.wang.tv, R"({"kind":"offer","text":")" + std::string(size, 'v') + R"("})");
    };
    EXPECT_EQ(say(contract::kMaxSignalText).status, 204);
    EXPECT_EQ(code(say(contract::kMaxSignalText + 1)), "signal_too_long");
    EXPECT_EQ(code(say(contract::kMaxSignalBytes)), "body_too_large");
}

TEST_F(VisitRoutes, AnAnsweredVisitEndsForBoth) {
    const std::string id = id_of(place());
    EXPECT_EQ(code(world.post("/v1/visitor/visits", world.zhou.family, R"({"camera":true})")), "tv_offline") << "another home";
    EXPECT_EQ(world.post("/v1/tv/visits/" + id + "/answer", world.wang.tv, R"({"answer":"automatic"})").status, 200);
    const auto ended = world.post("/v1/visitor/visits/" + id + "/end", world.wang.family, R"({"end":"hung_up"})");
    EXPECT_EQ(field(ended.body, "ended_by"), "phone");
    EXPECT_EQ(world.post("/v1/tv/visits/" + id + "/end", world.wang.tv, R"({"end":"hung_up"})").body, ended.body);
    EXPECT_EQ(code(world.get("/v1/visitor/visits/" + id, world.wang.family)), "visit_ended");
    const auto log = Json::parse(world.get("/v1/tv/visits", world.wang.tv).body);
    EXPECT_EQ(log["visits"][0]["answer"], "automatic");
    EXPECT_EQ(Json::parse(world.get("/v1/tv/visits?before=" + id, world.wang.tv).body)["visits"].size(), 0U);
    EXPECT_EQ(code(world.get("/v1/tv/visits?before=%20", world.wang.tv)), "bad_query");
}

TEST_F(VisitRoutes, TheSnapshotSaysWhoCanBeReached) {
    const auto presence = [&] { return Json::parse(world.get("/v1/tv/snapshot", world.wang.tv).body)["presence"][0]; };
    EXPECT_EQ(presence()["online"], false);
    world.hub.online.insert(world.wang.member);
    EXPECT_EQ(presence()["online"], true);
    const auto said = world.post("/v1/family/free", world.wang.family, R"({"free_from":"18:00"})");
    EXPECT_EQ(said.status, 200) << said.body;
    EXPECT_EQ(presence()["free_from"], "18:00");
    ASSERT_EQ(world.hub.told.size(), 1U);
    EXPECT_EQ(presence()["free_at"], "2026-11-25T10:00:00.000Z");
    EXPECT_EQ(presence()["free_until"], "2026-11-25T16:00:00.000Z");
    EXPECT_EQ(world.hub.told[0], (contract::Presence{world.wang.member, true, "18:00", contract::from_rfc3339("2026-11-25T18:00:00+08:00").value(),
                                                     contract::from_rfc3339("2026-11-26T00:00:00+08:00").value()}));
    EXPECT_EQ(code(world.post("/v1/family/free", world.wang.family, R"({"free_from":"soon"})")), "free_from_malformed");
    EXPECT_EQ(world.hub.told.size(), 1U);
}

TEST_F(VisitRoutes, RulesAreTheFirstContactsToProposeAndTheEldersToAgree) {
    const std::string rule = fmt::format(R"({{"member":"{}","policy":"automatic"}})", world.wang.member);
    const auto refused = world.post("/v1/family/rules", world.wang.family, rule);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(code(refused), "not_first_contact");
    EXPECT_EQ(world.post("/v1/family/quiet", world.wang.family, R"({"from":22,"to":6})").status, 403);
    server::HouseholdEdit edit;
    edit.first_contact = world.wang.member;
    ASSERT_TRUE(world.repository->edit_household(server::system_caller(), world.wang.household, edit, world.now));
    EXPECT_EQ(Json::parse(world.post("/v1/family/rules", world.wang.family, rule).body)["rules"][0]["proposed"], "automatic");
    const auto agreed = world.post("/v1/tv/rules", world.wang.tv, fmt::format(R"({{"member":"{}","policy":"automatic","agreed":true}})", world.wang.member));
    EXPECT_EQ(Json::parse(agreed.body)["visits"]["rules"][0]["policy"], "automatic") << agreed.body;
    EXPECT_EQ(Json::parse(world.post("/v1/family/quiet", world.wang.family, R"({"from":22,"to":6})").body)["quiet"]["from"], 22);
}

// A home's page of another origin, a picture's address, and so on.
TEST_F(VisitRoutes, HostileTextsChangeNothing) {
    const std::string id = id_of(place());
    const std::string before = world.dump();
    for (const std::string text : {"v=0\\u0000", "\\ud800", "\xff\xfe", "\x01"}) {
        EXPECT_EQ(world.post("/v1/tv/visits/" + id + "/signals", world.wang.tv, R"({"kind":"offer","text":")" + text + R"("})").status, 400) << text;
    }
    for (const std::string body : {R"({"kind":"offer","text":"x","mline":1e9})", R"({"kind":"offer","text":"x","round":-1})", R"({"kind":"offer","text":["x"]})",
                                   R"({"kind":"shout","text":"x"})", R"({"kind":"state","state":{"sends":"all"}})"}) {
        EXPECT_EQ(world.post("/v1/visitor/visits/" + id + "/signals", world.wang.family, body).status, 400) << body;
    }
    EXPECT_EQ(world.dump(), before);
    // Newlines of a description must not end an event early.
    EXPECT_EQ(world.post("/v1/tv/visits/" + id + "/signals", world.wang.tv, R"({"kind":"offer","text":"v=0\r\nid: 99\r\n\r\nevent: unpaired\r\n\r\n"})").status, 204);
    const auto replay = world.repository->replay("visit:" + id, 0, 10);
    ASSERT_TRUE(replay);
    EXPECT_EQ(replay->events.back().data.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace anju::tests
