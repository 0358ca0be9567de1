// SPDX-License-Identifier: Apache-2.0
// What the router answers when everything is in order: pairing, the message story, sessions, pages.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "platform/server/images.hpp"
#include "platform/server/problems.hpp"
#include "tests/server_http/pictures.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Json = nlohmann::json;

class Platform : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_http_test"); }

    std::string start_pairing(const std::string& key) {
        return world.post("/v1/pairing", {}, fmt::format(R"({{"key_hash":"{}","model":"anju-tv","version":"0.1.0"}})", sha256(key))).body;
    }
    Response poll(const std::string& started) {
        return world.post("/v1/pairing/poll", {}, fmt::format(R"({{"device_code":"{}"}})", field(started, "device_code")));
    }
    Response approve(const std::string& code, const Home& by, const std::string& household) {
        return world.post("/v1/staff/pairings/" + code + "/approve", by.staff, fmt::format(R"({{"household":"{}"}})", household));
    }

    World world;
};

using Pairing = Platform;

TEST_F(Pairing, GivesACodeThatATelephoneCanOpen) {
    const std::string started = start_pairing("k");
    const std::string code = field(started, "user_code");
    EXPECT_THAT(code, testing::MatchesRegex("[BCDFGHJKLMNPQRSTVWXZ]{8}"));
    EXPECT_EQ(field(started, "verification_uri"), "http://127.0.0.1:8420/approve");
    EXPECT_EQ(field(started, "verification_uri_complete"), "http://127.0.0.1:8420/approve#" + code);
    EXPECT_EQ(field(started, "expires_in"), "600");
}

TEST_F(Pairing, MakesTheBoxesOwnKeyItsBearerToken) {
    const std::string started = start_pairing("own key");
    EXPECT_EQ(tests::code(poll(started)), "authorization_pending");
    const auto found = world.get("/v1/staff/pairings/" + field(started, "user_code"), world.wang.staff);
    EXPECT_EQ(field(found.body, "model"), "anju-tv") << found.body;
    const std::string written = field(started, "user_code").substr(0, 4) + "-" + field(started, "user_code").substr(4);
    const auto approved = approve(written, world.wang, world.wang.household);
    ASSERT_EQ(approved.status, 200) << approved.body;
    world.now += 6s;
    const auto paired = poll(started);
    ASSERT_EQ(paired.status, 200) << paired.body;
    EXPECT_EQ(field(paired.body, "terminal"), field(approved.body, "id"));
    const auto snapshot = world.get("/v1/tv/snapshot", {{"Authorization", "bearer own key"}});
    EXPECT_EQ(snapshot.status, 200) << snapshot.body;
    EXPECT_EQ(field(snapshot.body, "platform_version"), ANJU_VERSION);
}

TEST_F(Pairing, EndsAfterTenMinutes) {
    const std::string started = start_pairing("k");
    world.now += 601s;
    const auto late = poll(started);
    EXPECT_EQ(late.status, 400);
    EXPECT_EQ(tests::code(late), "expired_token");
    EXPECT_EQ(approve(field(started, "user_code"), world.wang, world.wang.household).status, 404);
}

TEST_F(Pairing, AsksATooEagerBoxToSlowDown) {
    const std::string started = start_pairing("k");
    poll(started);
    EXPECT_EQ(tests::code(poll(started)), "slow_down");
}

TEST_F(Pairing, MakesATechnicianWaitAfterFiveWrongCodesButNotTheCodesOwner) {
    const std::string started = start_pairing("k");
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(world.get("/v1/staff/pairings/BBBBBBB" + std::string(1, "CDFGH"[i]), world.wang.staff).status, 404) << i;
    }
    const auto stopped = world.get("/v1/staff/pairings/" + field(started, "user_code"), world.wang.staff);
    EXPECT_EQ(stopped.status, 429) << stopped.body;
    EXPECT_EQ(tests::code(stopped), "too_many_tries");
    EXPECT_EQ(stopped.header("Retry-After"), "900");
    EXPECT_EQ(approve(field(started, "user_code"), world.wang, world.wang.household).status, 429);
    EXPECT_EQ(tests::code(poll(started)), "authorization_pending");  // the TV still waits

    world.now += 901s;
    const std::string again = start_pairing("k2");
    EXPECT_EQ(approve(field(again, "user_code"), world.wang, world.wang.household).status, 200);
}

TEST_F(Pairing, MakesAnAddressWaitAfterTenWrongCodesAMinuteWhoeverAsks) {
    const std::string letters = "BCDFGHJKLM";
    for (std::size_t i = 0; i < 10; ++i) {
        world.get(std::string("/v1/staff/pairings/ZZZZZZZ") + letters[i], i % 2 ? world.wang.staff : world.zhou.staff);
    }
    world.address = "192.0.2.1";
    EXPECT_EQ(world.get("/v1/staff/pairings/ZZZZZZZN", world.wang.staff).status, 429);
    EXPECT_EQ(world.get("/v1/staff/pairings/ZZZZZZZN", world.zhou.staff).status, 429);
}

using Messages = Platform;

TEST_F(Messages, ReachTheTvAsTheyWereWritten) {
    const std::string text = "妈，汤在锅里 \\\"热\\\" <b>\\n第二行 👵🏻";
    const auto sent = world.post("/v1/family/messages", world.wang.family, fmt::format(R"({{"text":"{}","photos":[],"unknown":{{"is":"ignored"}}}})", text));
    ASSERT_EQ(sent.status, 200) << sent.body;
    const auto snapshot = Json::parse(world.get("/v1/tv/snapshot", world.wang.tv).body);
    EXPECT_EQ(snapshot["messages"][0], Json::parse(sent.body));
    EXPECT_EQ(snapshot["messages"][0]["text"], "妈，汤在锅里 \"热\" <b>\n第二行 👵🏻");
    EXPECT_EQ(snapshot["messages"][0]["from"], world.wang.member);
}

TEST_F(Messages, SentAgainWithTheSameKeyAreTheSame) {
    auto headers = world.wang.family;
    headers.insert(headers.end(), {{"Content-Type", "application/json; charset=utf-8"}, {"Idempotency-Key", "once"}});
    const std::string body = R"({"text":"一次","photos":[]})";
    const auto first = world.ask("POST", "/v1/family/messages", headers, body);
    ASSERT_EQ(first.status, 200) << first.body;
    world.now += 1h;
    const std::string before = world.dump();
    EXPECT_EQ(world.ask("POST", "/v1/family/messages", headers, body).body, first.body);
    const auto other = world.ask("POST", "/v1/family/messages", headers, R"({"text":"两次","photos":[]})");
    EXPECT_EQ(other.status, 409);
    EXPECT_EQ(tests::code(other), "idempotency_key_reused");
    EXPECT_EQ(world.dump(), before);
}

TEST_F(Messages, KeysCountWithinTheirAddress) {
    std::vector<std::string> ids;
    for (const std::string text : {"甲", "乙"}) ids.push_back(field(world.post("/v1/family/messages", world.wang.family, fmt::format(R"({{"text":"{}","photos":[]}})", text)).body, "id"));
    auto headers = world.wang.tv;
    headers.insert(headers.end(), {{"Content-Type", "application/json"}, {"Idempotency-Key", "seen"}});
    const std::string body = R"({"seen_at":"2026-11-25T01:41:00Z"})";
    EXPECT_EQ(world.ask("POST", "/v1/tv/messages/" + ids[0] + "/seen", headers, body).status, 200);
    EXPECT_EQ(world.ask("POST", "/v1/tv/messages/" + ids[1] + "/seen", headers, body).status, 409);
}

TEST_F(Messages, HaveTheirLimits) {
    std::string longest;
    for (int i = 0; i < 500; ++i) longest += "长";
    const auto say = [&](const std::string& text) { return world.post("/v1/family/messages", world.wang.family, fmt::format(R"({{"text":"{}","photos":[]}})", text)); };
    EXPECT_EQ(say(longest).status, 200);
    EXPECT_EQ(tests::code(say(longest + "长")), "text_too_long");
    for (const char* nothing : {"", "\u200B", "\\u202e\\u0001", " \\n"}) EXPECT_EQ(tests::code(say(nothing)), "empty_message") << nothing;
    EXPECT_EQ(field(say("\\u202e妈\\u0001\\n好").body, "text"), "妈\n好");
    EXPECT_EQ(tests::code(world.post("/v1/family/messages", world.wang.family, R"({"text":"","photos":["a","b","c","d","e","f","g","h","i","j"]})")), "too_many_photos");
}

TEST_F(Messages, OfARelativeWhoseLinkWasTakenBackEnd) {
    ASSERT_TRUE(world.repository->revoke_links(server::system_caller(), world.wang.member, world.now));
    EXPECT_EQ(world.post("/v1/family/messages", world.wang.family, R"({"text":"x","photos":[]})").status, 401);
    const auto again = world.post("/v1/family/session", {}, fmt::format(R"({{"token":"{}"}})", world.wang.link));
    EXPECT_EQ(again.status, 403);
    EXPECT_EQ(tests::code(again), "link_not_valid");
}

using Sessions = Platform;

TEST_F(Sessions, AreCookiesThatNoScriptAndNoOtherSiteGets) {
    const auto family = world.post("/v1/family/session", {}, fmt::format(R"({{"token":"{}"}})", world.wang.link));
    EXPECT_EQ(family.status, 204);
    EXPECT_THAT(std::string(family.header("Set-Cookie")), testing::MatchesRegex("anju_family=[A-Za-z0-9_-]{22}; Max-Age=[0-9]+; Path=/v1; HttpOnly; SameSite=Strict"));
    const auto staff = world.post("/v1/staff/session", {}, R"({"name":"liu","password":"correct horse battery"})");
    EXPECT_THAT(std::string(staff.header("Set-Cookie")), testing::MatchesRegex("anju_staff=[A-Za-z0-9_-]{22}; Max-Age=[0-9]+; Path=/v1; HttpOnly; SameSite=Strict"));
    EXPECT_THAT(staff.body, Not(HasSubstr("correct horse")));

    world.site.public_url = "https://anju.example";
    const auto secure = world.post("/v1/family/session", {}, fmt::format(R"({{"token":"{}"}})", world.wang.link));
    EXPECT_THAT(std::string(secure.header("Set-Cookie")), EndsWith("; HttpOnly; SameSite=Strict; Secure"));
}

TEST_F(Sessions, OpenFromOurOwnPagesOnly) {
    const auto from = [&](const std::string& origin, const std::string& host) {
        std::vector<Header> headers = {{"Origin", origin}, {"Host", host}, {"Sec-Fetch-Site", "same-origin"}};
        return world.post("/v1/family/session", headers, fmt::format(R"({{"token":"{}"}})", world.wang.link)).status;
    };
    EXPECT_EQ(from("http://127.0.0.1:8420", "127.0.0.1:8420"), 204);
    EXPECT_EQ(from("http://localhost:8420", "localhost:8420"), 204);
    EXPECT_EQ(from("http://127.0.0.1:8420", "behind.a.proxy"), 204);  // the public address
    EXPECT_EQ(from("http://127.0.0.1:8421", "127.0.0.1:8420"), 403);
    EXPECT_EQ(from("http://evil.example", "127.0.0.1:8420"), 403);
}

TEST_F(Sessions, OfStaffEndWhenTheyAreEnded) {
    const auto ended = world.ask("DELETE", "/v1/staff/session", world.wang.staff);
    EXPECT_EQ(ended.status, 204);
    EXPECT_THAT(std::string(ended.header("Set-Cookie")), HasSubstr("anju_staff=; Max-Age=0"));
    EXPECT_EQ(world.get("/v1/staff/self", world.wang.staff).status, 401);
}

TEST_F(Sessions, OfAFamilyLastAnewWhenItsPageIsOpened) {
    const auto home = [&] { return world.get("/v1/family/home", world.wang.family); };
    world.now += std::chrono::hours(24 * 170);
    EXPECT_THAT(std::string(home().header("Set-Cookie")), testing::StartsWith(world.wang.family[0].second + "; Max-Age=15552000; Path=/v1; HttpOnly"));
    EXPECT_EQ(home().header("Set-Cookie"), "") << "once in a while is enough";
    world.now += std::chrono::hours(24 * 170);
    EXPECT_EQ(home().status, 200);
}

TEST_F(Sessions, OfAnyKindRunOut) {
    world.now += std::chrono::hours(24 * 365);
    EXPECT_EQ(world.get("/v1/family/home", world.wang.family).status, 401);
    EXPECT_EQ(world.get("/v1/staff/self", world.wang.staff).status, 401);
}

TEST_F(Sessions, SayTheSameForAWrongNameAndAWrongPassword) {
    const auto name = world.post("/v1/staff/session", {}, R"({"name":"nobody","password":"correct horse battery"})");
    const auto password = world.post("/v1/staff/session", {}, R"({"name":"liu","password":"wrong"})");
    EXPECT_EQ(name.status, 401);
    EXPECT_EQ(name.body, password.body);
    EXPECT_EQ(tests::code(name), "wrong_name_or_password");
}

using Staff = Platform;

TEST_F(Staff, FindOnlyTheHomesOfTheirOwnPlace) {
    const auto homes = Json::parse(world.get("/v1/staff/households?q=home", world.wang.staff).body);
    ASSERT_EQ(homes["households"].size(), 1u);
    EXPECT_EQ(homes["households"][0]["id"], world.wang.household);
    EXPECT_EQ(Json::parse(world.get("/v1/staff/households?q=%E7%8E%8B%E6%A1%82", world.wang.staff).body)["total"], 1);
    EXPECT_EQ(Json::parse(world.get("/v1/staff/households?q=zzz", world.wang.staff).body)["total"], 0);
    const auto boxes = Json::parse(world.get("/v1/staff/boxes", world.zhou.staff).body);
    ASSERT_EQ(boxes["boxes"].size(), 1u);
    EXPECT_EQ(boxes["boxes"][0]["id"], world.zhou.terminal);
    EXPECT_EQ(world.get("/v1/staff/boxes/" + world.wang.terminal, world.zhou.staff).status, 404);
}

TEST_F(Staff, SeeWhichBoxIsOn) {
    world.hub.online = {world.wang.terminal};
    EXPECT_EQ(Json::parse(world.get("/v1/staff/boxes", world.wang.staff).body)["boxes"][0]["state"], "online");
    EXPECT_EQ(Json::parse(world.get("/v1/staff/boxes?show=offline", world.zhou.staff).body)["boxes"][0]["state"], "offline");
    EXPECT_EQ(world.get("/v1/staff/boxes?from=x", world.wang.staff).status, 400);
    EXPECT_EQ(world.get("/v1/staff/boxes?show=gone", world.wang.staff).status, 422);
}

TEST_F(Staff, SeeWhatABoxSaysOfItselfAndNothingElse) {
    auto headers = world.wang.tv;
    headers.emplace_back("Anju-Box", "version=1.4.2; network=wireless; started=2026-11-18T01:12:00.000Z; \"<b>");
    EXPECT_EQ(world.get("/v1/tv/events", headers).status, 200);
    const auto said = Json::parse(world.get("/v1/staff/boxes/" + world.wang.terminal, world.wang.staff).body);
    EXPECT_EQ(said["version"], "1.4.2");
    EXPECT_EQ(said["network"], "wireless");
    EXPECT_EQ(said["started_at"], "2026-11-18T01:12:00.000Z");
    headers.back().second = "network=carrier pigeon";
    EXPECT_EQ(world.get("/v1/tv/events", headers).status, 200);
    EXPECT_EQ(Json::parse(world.get("/v1/staff/boxes/" + world.wang.terminal, world.wang.staff).body)["network"], "");
}

TEST_F(Staff, TakeABoxBackForGoodWithItsNumber) {
    const std::string path = "/v1/staff/boxes/" + world.wang.terminal;
    const auto box = Json::parse(world.get(path, world.wang.staff).body);
    EXPECT_EQ(tests::code(world.post(path, world.wang.staff, R"({"act":"take_back","seen":0,"number":"XXXXX"})")), "box_number_wrong");
    EXPECT_EQ(world.get("/v1/tv/snapshot", world.wang.tv).status, 200);
    EXPECT_EQ(world.post(path, world.wang.staff, R"({"act":"take_back","seen":0,"number":")" + box["number"].get<std::string>() + "\"}").status, 200);
    EXPECT_EQ(tests::code(world.get("/v1/tv/snapshot", world.wang.tv)), "box_taken_back");
    EXPECT_EQ(world.get("/v1/tv/photos/" + world.wang.photo, world.wang.tv).status, 401);
    EXPECT_EQ(tests::code(world.post(path, world.wang.staff, R"({"act":"lost","seen":0})")), "changed_meanwhile");
}

using Pages = Platform;

TEST(Problems, TellTheOperatorOnceWhyNothingCanBeStored) {
    testing::internal::CaptureStderr();
    for (int i = 0; i < 100; ++i) {
        const auto answer = server::refused({server::Trouble::Unavailable, "disk_full", "no room on the device", {}});
        EXPECT_EQ(answer.status, 503);
        EXPECT_THAT(answer.body, Not(HasSubstr("no room")));
    }
    (void)server::refused({server::Trouble::NotFound, "message_not_found", "somebody's words", {}});
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "anju-platform: disk_full: no room on the device\n");
}

TEST_F(Pages, AreServedFromTheirFolderAndNothingElseIs) {
    TemporaryFolder web;
    const auto put = [&](const std::string& name, const std::string& content) {
        std::filesystem::create_directories((web.path / name).parent_path());
        std::ofstream(web.path / name) << content;
    };
    put("family/index.html", "<!doctype html>family");
    put("family/main.js", "import '/shared/api.js';");
    put("visit/index.html", "<!doctype html>visit");
    put("approve/index.html", "<!doctype html>approve");
    put("index.html", "<!doctype html>front door");
    put("shared/base.css", "body{}");
    put("notes.txt", "not a page");
    put(".secret/index.html", "hidden");
    put("family/.hidden.js", "hidden");
    world.site.pages = server::StaticPages::read(web.path, "http://127.0.0.1:8421");

    const auto family = world.get("/family/");
    EXPECT_EQ(family.status, 200);
    EXPECT_EQ(family.body, "<!doctype html>family");
    const std::string policy(family.header("Content-Security-Policy"));
    EXPECT_THAT(policy, StartsWith("default-src 'none'; script-src 'self';"));
    EXPECT_THAT(policy, HasSubstr("img-src 'self' blob:; media-src 'self' blob:;"));
    EXPECT_THAT(policy, HasSubstr("require-trusted-types-for 'script'"));
    EXPECT_THAT(policy, EndsWith("frame-ancestors http://127.0.0.1:8421"));
    EXPECT_EQ(family.header("X-Frame-Options"), "");
    EXPECT_EQ(family.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(family.header("Referrer-Policy"), "no-referrer");

    EXPECT_EQ(world.get("/visit/").header("Content-Security-Policy"), policy) << "a visit goes on in the frame of the family page";

    const auto approve = world.get("/approve/");
    EXPECT_THAT(std::string(approve.header("Content-Security-Policy")), EndsWith("frame-ancestors 'none'"));
    EXPECT_EQ(approve.header("X-Frame-Options"), "DENY");
    EXPECT_EQ(world.get("/approve").header("Location"), "/approve/");
    EXPECT_EQ(world.get("/").body, "<!doctype html>front door");
    EXPECT_EQ(world.get("/family/main.js").header("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(world.get("/family/main.js?v=2").status, 200);

    auto again = world.get("/family/", {{"If-None-Match", std::string(family.header("ETag"))}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(world.ask("POST", "/family/").status, 405);
    for (const std::string path : {"/notes.txt", "/.secret/", "/family/.hidden.js", "/family/../notes.txt", "/family/%2e%2e/notes.txt", "/shared/", "/shared", "/family//main.js"}) {
        EXPECT_EQ(world.get(path).status, 404) << path;
    }
}

TEST_F(Pages, MayBeFramedByNobodyUnlessItWasSaid) {
    TemporaryFolder web;
    std::filesystem::create_directories(web.path / "family");
    std::ofstream(web.path / "family/index.html") << "family";
    world.site.pages = server::StaticPages::read(web.path, "");
    const auto family = world.get("/family/");
    EXPECT_THAT(std::string(family.header("Content-Security-Policy")), EndsWith("frame-ancestors 'none'"));
    EXPECT_EQ(family.header("X-Frame-Options"), "DENY");
}

}  // namespace
}  // namespace anju::tests
