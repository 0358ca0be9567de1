// SPDX-License-Identifier: Apache-2.0
// Every endpoint against everything that may come in wrong: a problem body with a code, and not one row changed.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "platform/contract/routes.hpp"
#include "platform/server/images.hpp"
#include "tests/server_http/pictures.hpp"
#include "tests/server_http/sound_requests.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using contract::Caller;
using contract::Method;
using contract::Route;
namespace routes = contract::routes;

class Refusals : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_http_test"); }

    World world;

    const std::vector<Sound>& sound() {
        if (sound_.empty()) {
            auto all = sound_requests(world);
            sound_.swap(all);
        }
        return sound_;
    }

    // All that they take may be left away, so what says nothing is no mistake.
    static bool may_say_nothing(const Route& route) {
        return &route == &routes::kVisitorVisit || &route == &routes::kVisitorAnswer || &route == &routes::kTvVisitAnswer ||
               &route == &routes::kTvVisitsSeen || &route == &routes::kVisitorSession ||
               &route == &routes::kFamilyLink || &route == &routes::kFamilyMemberLink || &route == &routes::kStaffNewHome;
    }

    static std::string word(Method method) {
        return method == Method::Get ? "GET" : method == Method::Post ? "POST" : "DELETE";
    }

    static bool takes_json(const Route& route) { return route.method == Method::Post && &route != &routes::kFamilyPhotoUpload && &route != &routes::kStaffPersonPhoto && &route != &routes::kStaffMemberPhoto && &route != &routes::kStaffImport; }

    std::vector<Header> proof(const Home& home, Caller caller) {
        switch (caller) {
            case Caller::Anyone: return {};
            case Caller::Terminal: return home.tv;
            case Caller::Family: return home.family;
            case Caller::Staff: return home.staff;
            case Caller::Visitor: return home.family;
        }
        return {};
    }

    // The headers of a good request by the home's own caller.
    std::vector<Header> headers(const Sound& sound, const Home& home) {
        auto out = proof(home, sound.route.caller);
        if (takes_json(sound.route)) out.emplace_back("Content-Type", "application/json");
        if (sound.route.idempotent_key) out.emplace_back("Idempotency-Key", "refusals");
        return out;
    }

    void expect_refused(const Response& response, int status, const std::string& wanted_code, const std::string& before,
                        const std::string& of) {
        EXPECT_EQ(response.status, status) << of << "\n" << response.body;
        EXPECT_EQ(response.header("Content-Type"), "application/problem+json") << of;
        EXPECT_EQ(response.header("Cache-Control"), "no-store") << of;
        EXPECT_EQ(field(response.body, "status"), std::to_string(status)) << of;
        EXPECT_FALSE(field(response.body, "title").empty()) << of;
        EXPECT_TRUE(response.header("Set-Cookie").empty()) << of;
        if (wanted_code == "not_found") {
            EXPECT_TRUE(code(response).ends_with("not_found")) << code(response);  // of what, may stand before
        } else if (!wanted_code.empty()) {
            EXPECT_EQ(code(response), wanted_code) << of;
        } else {
            EXPECT_FALSE(code(response).empty()) << of;
        }
        EXPECT_EQ(world.dump(), before) << of << " changed something";
    }

  private:
    std::vector<Sound> sound_;
};

TEST_F(Refusals, WalkOverEveryEndpoint) { EXPECT_EQ(sound().size(), kEndpoints); }

TEST_F(Refusals, OfEveryOtherMethod) {
    const auto& all = sound();
    const std::string before = world.dump();
    for (const Sound& one : all) {
        std::set<std::string> known;
        for (const Sound& other : all) {
            if (other.target == one.target) known.insert(word(other.route.method));
        }
        if (known.contains("GET")) known.insert("HEAD");
        for (const std::string method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW"}) {
            if (known.contains(method)) continue;
            const auto response = world.ask(method, one.target, headers(one, world.wang), one.body);
            expect_refused(response, 405, "method_not_allowed", before, method + " " + one.target);
            for (const auto& allowed : known) {
                EXPECT_NE(response.header("Allow").find(allowed), std::string_view::npos) << one.target;
            }
        }
    }
}

TEST_F(Refusals, OfWhoProvesNothing) {
    const auto& all = sound();
    const std::string before = world.dump();
    for (const Sound& one : all) {
        if (one.route.caller == Caller::Anyone) continue;
        for (const std::vector<Header>& proof : std::vector<std::vector<Header>>{
                 {},
                 {{"Authorization", "Bearer "}},
                 {{"Authorization", "Bearer wrong"}, {"Cookie", "anju_family=wrong; anju_staff=wrong"}},
                 {{"Authorization", "Basic bGl1OmxpdQ=="}, {"Cookie", "anju_family=; anju_staff="}},
                 {{"Authorization", "Bearer " + std::string(5000, 'a')}, {"Cookie", "anju_family=" + std::string(5000, 'a') + "; anju_staff=" + std::string(5000, 'b')}},
                 {{"Authorization", "Bearer ' OR 1=1 --"}, {"Cookie", "anju_family=' OR 1=1 --; anju_staff=%00"}},
             }) {
            auto given = headers(one, world.wang);
            std::erase_if(given, [](const Header& header) { return header.first == "Cookie" || header.first == "Authorization"; });
            given.insert(given.end(), proof.begin(), proof.end());
            const auto response = world.ask(word(one.route.method), one.target, given, one.body);
            expect_refused(response, 401, "not_signed_in", before, one.target);
            EXPECT_FALSE(response.header("WWW-Authenticate").empty());
        }
    }
}

// A family's cookie opens nothing of the staff's, a technician's nothing of the TV's, and so on.
TEST_F(Refusals, OfAnotherKindOfCaller) {
    const auto& all = sound();
    const std::string before = world.dump();
    for (const Sound& one : all) {
        if (one.route.caller == Caller::Anyone) continue;
        for (const Caller other : {Caller::Terminal, Caller::Family, Caller::Staff}) {
            if (other == one.route.caller || (one.route.caller == Caller::Visitor && other == Caller::Family)) continue;
            auto given = headers(one, world.wang);
            std::erase_if(given, [](const Header& header) { return header.first == "Cookie" || header.first == "Authorization"; });
            for (auto& header : proof(world.wang, other)) {
                given.push_back(header);
                // The secret in the right place, but of the wrong kind.
                const std::string secret = header.second.substr(header.second.find_first_of("= ") + 1);
                given.emplace_back("Authorization", "Bearer " + secret);
                given.emplace_back("Cookie", "anju_family=" + (other == Caller::Family ? "x" : secret) + "; anju_staff=" + (other == Caller::Staff ? "x" : secret));
            }
            if (one.route.caller == Caller::Terminal && other == Caller::Terminal) continue;
            const auto response = world.ask(word(one.route.method), one.target, given, one.body);
            expect_refused(response, 401, "not_signed_in", before, one.target);
        }
    }
}

TEST_F(Refusals, OfAnotherHouseholdsThings) {
    const auto& all = sound();
    const std::string before = world.dump();
    for (const Sound& one : all) {
        const bool names_a_thing = one.route.path.find("{id}") != std::string_view::npos;
        if (!names_a_thing && &one.route != &routes::kStaffApprove) continue;
        const auto response = world.ask(word(one.route.method), one.target, headers(one, world.zhou), one.body);
        expect_refused(response, 404, "not_found", before, one.target);
    }
    const auto stolen = world.post("/v1/family/messages", world.zhou.family, fmt::format(R"({{"text":"","photos":["{}"]}})", world.wang.photo));
    expect_refused(stolen, 422, "unknown_photo", before, "another household's photo");
}

TEST_F(Refusals, OfThingsThatNeverWere) {
    const auto& all = sound();
    const std::string before = world.dump();
    for (const std::string name : {"aaaaaaaaaaaaaaaaaaaaaaaaaa", "..", "%2e%2e%2fsecret", "a%00b", "'; DROP TABLE photo; --", "*"}) {
        for (const char* start : {"/v1/tv/photos/", "/v1/family/photos/", "/v1/staff/photos/"}) {
            const Caller caller = start == std::string("/v1/tv/photos/") ? Caller::Terminal : start == std::string("/v1/family/photos/") ? Caller::Family : Caller::Staff;
            expect_refused(world.get(start + name, proof(world.wang, caller)), 404, "not_found", before, start + name);
        }
    }
    for (const std::string path : {"/v1", "/v1/", "/v2/pairing", "/v1/pairing/", "//v1/pairing", "/v1/tv/photos/", "/v1/tv/photos/a/b", "/../etc/passwd", "", "*", "http://elsewhere/"}) {
        expect_refused(world.get(path), 404, "not_found", before, path);
    }
    EXPECT_EQ(all.size(), kEndpoints);
}

TEST_F(Refusals, OfBodiesThatAreNotWhatTheyShould) {
    const auto& all = sound();
    const std::string before = world.dump();
    std::string deep;
    for (int i = 0; i < 20'000; ++i) deep += "[";
    for (const Sound& one : all) {
        if (!takes_json(one.route) || &one.route == &routes::kTvVisitTicket || &one.route == &routes::kStaffMemberLink) continue;  // whose body nobody reads
        std::vector<std::string> bodies = {"", "nonsense", "{", "[]", "null", "1", "\"text\"", deep, "{}", "{\"text\":\"\xFF\xFE\"}", std::string("{\0}", 3)};
        for (std::size_t cut = 1; cut < one.body.size(); cut += 5) bodies.push_back(one.body.substr(0, cut));
        // Every string of the sound body as another type.
        for (const char* wrong : {": 5", ": null", ": {}", ": [1]", ": true"}) {
            std::string spoiled = one.body;
            const auto colon = spoiled.find(':');
            const auto end = spoiled.find_first_of(",}", spoiled.find('"', colon + 2));
            spoiled.replace(colon, end - colon, wrong);
            bodies.push_back(spoiled);
        }
        if (may_say_nothing(one.route)) {
            std::erase_if(bodies, [](const std::string& body) { return body == "{}" || body.find(": null") != std::string::npos || body == R"({"camera": true})" || body == R"({"end_phones": true})" || body.starts_with("{\"text\""); });
        }
        for (const std::string& body : bodies) {
            const auto response = world.ask("POST", one.target, headers(one, world.wang), body);
            if (&one.route == &routes::kFamilyMessage && (body == "{}" || body.find("null,") != std::string::npos)) {
                // Words and photos are each optional, but not both.
                expect_refused(response, 422, "empty_message", before, one.target + " with " + body);
                continue;
            }
            expect_refused(response, 400, "", before, one.target + " with " + body.substr(0, 80));
            EXPECT_TRUE(code(response) == "malformed_json" || code(response) == "wrong_field") << code(response);
        }
    }
}

TEST_F(Refusals, OfBodiesThatAreTooLong) {
    const auto& all = sound();
    const std::string before = world.dump();
    for (const Sound& one : all) {
        if (!takes_json(one.route)) continue;
        const auto response = world.ask("POST", one.target, headers(one, world.wang), one.body + std::string(contract::kMaxJsonBytes, ' '));
        expect_refused(response, 413, "body_too_large", before, one.target);
        EXPECT_NE(response.body.find(std::to_string(server::body_limit({"POST", one.target, {}, "", ""}))), std::string::npos);
    }
}

TEST_F(Refusals, OfOtherMediaTypes) {
    const auto& all = sound();
    const std::string before = world.dump();
    for (const Sound& one : all) {
        if (!takes_json(one.route)) continue;
        for (const std::string type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx"}) {
            auto given = headers(one, world.wang);
            std::erase_if(given, [](const Header& header) { return header.first == "Content-Type"; });
            if (!type.empty()) given.emplace_back("Content-Type", type);
            expect_refused(world.ask("POST", one.target, given, one.body), 415, "unsupported_media_type", before, one.target + type);
        }
    }
}

TEST_F(Refusals, OfWritesWithoutAKeyThatMakesThemSafeToRepeat) {
    const auto& all = sound();
    const std::string before = world.dump();
    for (const Sound& one : all) {
        if (!one.route.idempotent_key) continue;
        for (const auto& key : std::vector<std::string>{"", "with space", "中文", std::string(65, 'a')}) {
            auto given = headers(one, world.wang);
            std::erase_if(given, [](const Header& header) { return header.first == "Idempotency-Key"; });
            given.emplace_back("Idempotency-Key", key);
            expect_refused(world.ask("POST", one.target, given, one.body), 400, "idempotency_key_missing", before, one.target);
        }
    }
}

TEST_F(Refusals, OfPagesElsewhereThatRideOnACookie) {
    const auto& all = sound();
    const std::string before = world.dump();
    for (const Sound& one : all) {
        const bool cookie = one.route.caller == Caller::Family || one.route.caller == Caller::Staff || one.route.caller == Caller::Visitor;
        const bool sets_cookie = &one.route == &routes::kFamilySession || &one.route == &routes::kVisitorSession || &one.route == &routes::kStaffSignIn ||
                                 &one.route == &routes::kStaffChoose;
        if (one.route.method == Method::Get || !(cookie || sets_cookie)) continue;
        for (const Header& from : {Header{"Origin", "https://evil.example"}, Header{"Origin", "null"}, Header{"Origin", "http://127.0.0.1:8421"},
                                   Header{"Origin", "https://127.0.0.1:8420"}, Header{"Sec-Fetch-Site", "cross-site"}, Header{"Sec-Fetch-Site", "same-site"}}) {
            auto given = headers(one, world.wang);
            given.push_back(from);
            given.emplace_back("Host", "127.0.0.1:8420");
            expect_refused(world.ask(word(one.route.method), one.target, given, one.body), 403, "foreign_origin", before, one.target + " from " + from.second);
        }
    }
}

TEST_F(Refusals, OfQueriesThatMeanNothing) {
    sound();
    const std::string before = world.dump();
    expect_refused(world.get("/v1/tv/photos/" + world.wang.photo + "?size=huge", world.wang.tv), 400, "bad_query", before, "size");
    for (const std::string last : {"-1", "1x", "99999999999999999999999", "", "%20"}) {
        expect_refused(world.get("/v1/tv/events?last=" + last, world.wang.tv), 400, "bad_query", before, "last=" + last);
        if (last.empty() || last == "%20") continue;
        expect_refused(world.get("/v1/tv/events", with(world.wang.tv, {"Last-Event-ID", last})), 400, "bad_query", before, "Last-Event-ID " + last);
    }
    for (const auto& q : std::vector<std::string>{"%", "%zz", "%FF%FE", std::string(300, 'a')}) {
        expect_refused(world.get("/v1/staff/households?q=" + q, world.wang.staff), 400, "bad_query", before, q);
    }
    expect_refused(world.get("/v1/staff/people?q=" + std::string(300, 'a'), world.wang.staff), 400, "bad_query", before, "people");
    expect_refused(world.get("/v1/tv/events?last=4000", world.wang.tv), 410, "cursor_gone", before, "a cursor that never was");
}

TEST_F(Refusals, OfPicturesThatAreNone) {
    sound();
    const std::string before = world.dump();
    const auto upload = [&](std::string bytes, std::string type = "image/jpeg") {
        return world.ask("POST", "/v1/family/photos", {world.wang.family[0], {"Idempotency-Key", "picture"}, {"Content-Type", std::move(type)}}, std::move(bytes));
    };
    expect_refused(upload(""), 415, "photo_unsupported", before, "nothing");
    expect_refused(upload("GIF89a"), 415, "photo_unsupported", before, "GIF");
    expect_refused(upload("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), 415, "photo_unsupported", before, "SVG");
    expect_refused(upload(picture({}), "text/html"), 415, "photo_unsupported", before, "wrong type");
    expect_refused(upload(picture({.width = 300, .height = 300}).substr(0, 2000)), 422, "photo_broken", before, "cut short");
    expect_refused(upload(empty_png(60000, 60000)), 413, "photo_too_many_pixels", before, "bomb");
    const auto large = upload(std::string(contract::kMaxPhotoBytes + 1, 'x'));
    expect_refused(large, 413, "photo_too_large", before, "20 MiB and a byte");
    EXPECT_NE(large.body.find("20971520"), std::string::npos);
}

TEST_F(Refusals, OfPhotosBeforeTheyHaveCome) {
    const server::Context context{*world.repository, world.hub, world.site, world.now, world.allowance, world.imports};
    Request head{"POST", "/v1/family/photos", {{"Idempotency-Key", "k"}}, "", "192.0.2.1"};
    EXPECT_EQ(server::body_limit(head), contract::kMaxPhotoBytes);
    EXPECT_EQ(server::refuse_early(head, 1000, context)->status, 401);
    head.headers.push_back(world.wang.family[0]);
    EXPECT_FALSE(server::refuse_early(head, contract::kMaxPhotoBytes, context));
    EXPECT_EQ(server::refuse_early(head, contract::kMaxPhotoBytes + 1, context)->status, 413);
    head.target = "/v1/nowhere";
    EXPECT_EQ(server::refuse_early(head, 10, context)->status, 404);
    EXPECT_EQ(server::body_limit(head), contract::kMaxJsonBytes);
}

}  // namespace
}  // namespace anju::tests
