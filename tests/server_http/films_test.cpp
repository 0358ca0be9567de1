// SPDX-License-Identifier: Apache-2.0
// Films: what a container says, hostile bytes, ranges, and the routes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "platform/server/byte_range.hpp"
#include "platform/server/films.hpp"
#include "platform/server/images.hpp"
#include "tests/server_http/made_films.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using server::ByteRange;
using server::FilmFault;
using server::inspect_film;
using Json = nlohmann::json;

TEST(FilmContainer, SaysHowLongAndHowLarge) {
    const auto mp4 = inspect_film(made_mp4(), "video/mp4");
    ASSERT_TRUE(mp4);
    EXPECT_EQ(mp4->length, 5000ms);
    EXPECT_EQ(mp4->width, 1280);
    EXPECT_EQ(mp4->height, 720);
    EXPECT_EQ(mp4->type, "video/mp4");
    const auto upright = inspect_film(made_mp4({.upright = true}), "VIDEO/MP4");
    ASSERT_TRUE(upright);
    EXPECT_EQ(upright->width, 720);
    EXPECT_EQ(upright->height, 1280);
    const auto fragments = inspect_film(made_mp4({.seconds = 7, .fragments = true}), "video/mp4");
    ASSERT_TRUE(fragments);
    EXPECT_EQ(fragments->length, 7000ms);
    const auto webm = inspect_film(made_webm(), "video/webm");
    ASSERT_TRUE(webm);
    EXPECT_EQ(webm->length, 5000ms);
    EXPECT_EQ(webm->width, 640);
    EXPECT_EQ(inspect_film(made_webm({.seconds = 3, .says_length = true}), "video/webm")->length, 3000ms);
}

TEST(FilmContainer, LastsAMinute) {
    for (const double seconds : {60.0, 61.0}) {
        EXPECT_TRUE(inspect_film(made_mp4({.seconds = seconds}), "video/mp4"));
        EXPECT_TRUE(inspect_film(made_webm({.seconds = seconds}), "video/webm"));
    }
    EXPECT_EQ(inspect_film(made_mp4({.seconds = 62}), "video/mp4").error(), FilmFault::TooLong);
    EXPECT_EQ(inspect_film(made_mp4({.seconds = 62, .fragments = true}), "video/mp4").error(), FilmFault::TooLong);
    EXPECT_EQ(inspect_film(made_webm({.seconds = 62}), "video/webm").error(), FilmFault::TooLong);
    EXPECT_EQ(inspect_film(made_webm({.seconds = 62, .says_length = true}), "video/webm").error(), FilmFault::TooLong);
}

TEST(FilmContainer, IsWhatItsTypeSaysAndHasAPicture) {
    EXPECT_EQ(inspect_film(made_mp4(), "video/webm").error(), FilmFault::Unsupported);
    EXPECT_EQ(inspect_film(made_webm(), "video/mp4").error(), FilmFault::Unsupported);
    EXPECT_EQ(inspect_film(made_mp4(), "image/jpeg").error(), FilmFault::Unsupported);
    EXPECT_EQ(inspect_film("", "video/mp4").error(), FilmFault::Unsupported);
    EXPECT_EQ(inspect_film("<html>", "video/mp4").error(), FilmFault::Unsupported);
    EXPECT_EQ(inspect_film(made_mp4({.video = false}), "video/mp4").error(), FilmFault::Broken);
    EXPECT_EQ(inspect_film(made_webm({.video = false}), "video/webm").error(), FilmFault::Broken);
    EXPECT_EQ(inspect_film(made_mp4({.width = 0}), "video/mp4").error(), FilmFault::Broken);
}

// Whatever comes: an answer, and never a film that is longer or larger than films are.
TEST(FilmContainer, OfHostileBytesIsRefusedOrSmall) {
    std::mt19937 random(7);  // NOLINT: the same bytes each time
    const std::pair<std::string, const char*> films[] = {{made_mp4(), "video/mp4"}, {made_mp4({.fragments = true}), "video/mp4"}, {made_webm({.says_length = true}), "video/webm"}};
    int refused = 0;
    const auto look = [&](const std::string& bytes, const char* type) {
        const auto clip = inspect_film(bytes, type);
        refused += clip ? 0 : 1;
        if (!clip) return;
        EXPECT_GT(clip->length, 0ms);
        EXPECT_LE(clip->length, 61500ms);
        EXPECT_TRUE(clip->width > 0 && clip->width <= 8192 && clip->height > 0 && clip->height <= 8192);
    };
    for (const auto& [film, type] : films) {
        for (std::size_t length = 0; length < film.size(); length += 1 + length / 40) look(film.substr(0, length), type);
        for (int i = 0; i < 3000; ++i) {
            std::string bent = film;
            for (int k = 0; k < 3; ++k) bent[random() % std::min<std::size_t>(bent.size(), 700)] = static_cast<char>(random());
            look(bent, type);
        }
    }
    EXPECT_GT(refused, 1000);
    std::string deep = "film";
    for (int i = 0; i < 2000; ++i) deep = mp4_box("moov", deep);
    EXPECT_EQ(inspect_film(mp4_box("ftyp", "isomisom") + deep, "video/mp4").error(), FilmFault::Broken);
    std::string nest;
    for (int i = 0; i < 200; ++i) nest = webm_element(0xAE, nest);
    EXPECT_EQ(inspect_film(made_webm() + nest, "video/webm").error(), FilmFault::Broken);
}

TEST(Ranges, AreOneOrTheWhole) {
    using Kind = ByteRange::Kind;
    const auto part = [](std::uint64_t from, std::uint64_t count) { return ByteRange{Kind::Part, from, count}; };
    EXPECT_EQ(server::byte_range("bytes=0-1", 100), part(0, 2));
    EXPECT_EQ(server::byte_range("bytes=0-", 100), part(0, 100));
    EXPECT_EQ(server::byte_range("bytes=90-200", 100), part(90, 10));
    EXPECT_EQ(server::byte_range("bytes=-5", 100), part(95, 5));
    EXPECT_EQ(server::byte_range("bytes=-500", 100), part(0, 100));
    EXPECT_EQ(server::byte_range("bytes=99-99", 100), part(99, 1));
    for (const char* outside : {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=18446744073709551615-"}) EXPECT_EQ(server::byte_range(outside, 100).kind, Kind::Outside) << outside;
    for (const char* whole : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-1", "bytes=0-1,3-4", "lines=0-1", "bytes=1e3-", "bytes=99999999999999999999-", "bytes= 0-1"}) {
        EXPECT_EQ(server::byte_range(whole, 100), (ByteRange{Kind::Whole, 0, 100})) << whole;
    }
}

class FilmRoutes : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_http_test"); }

    Response send(const std::string& target, std::vector<Header> proof, const std::string& bytes, const std::string& type = "video/webm;codecs=vp8,opus") {
        proof.emplace_back("Content-Type", type);
        proof.emplace_back("Idempotency-Key", "film" + std::to_string(++keys_));
        return world.ask("POST", target, std::move(proof), bytes);
    }

    World world;
    int keys_ = 0;
};

TEST_F(FilmRoutes, AFamilysFilmIsPlayedOnTheTvInPieces) {
    const std::string bytes = made_webm({.seconds = 20, .frame = 60'000});
    const auto sent = send("/v1/family/clips", world.wang.family, bytes);
    ASSERT_EQ(sent.status, 200) << sent.body;
    const std::string id = field(sent.body, "id");
    EXPECT_EQ(field(sent.body, "length"), "20000");
    const std::string at = "/v1/tv/clips/" + id;
    EXPECT_EQ(code(world.get(at, world.wang.tv)), "clip_not_found") << "not sent yet";
    const auto message = world.post("/v1/family/messages", world.wang.family, R"({"text":"看","clip":")" + id + R"("})");
    ASSERT_EQ(message.status, 200) << message.body;
    EXPECT_EQ(Json::parse(message.body)["clip"]["id"], id);

    const auto whole = world.get(at, world.wang.tv);
    EXPECT_EQ(whole.status, 200);
    EXPECT_TRUE(whole.body == bytes);
    EXPECT_EQ(whole.header("Content-Type"), "video/webm");
    EXPECT_EQ(whole.header("Accept-Ranges"), "bytes");
    const auto first = world.get("/v1/family/clips/" + id, with(world.wang.family, {"Range", "bytes=0-1"}));
    EXPECT_EQ(first.status, 206);
    EXPECT_EQ(first.body, bytes.substr(0, 2));
    EXPECT_EQ(first.header("Content-Range"), "bytes 0-1/" + std::to_string(bytes.size()));
    const auto rest = world.get(at, with(world.wang.tv, {"Range", "bytes=1048575-"}));
    EXPECT_TRUE(rest.body == bytes.substr(1048575));
    const auto beyond = world.get(at, with(world.wang.tv, {"Range", "bytes=99999999-"}));
    EXPECT_EQ(beyond.status, 416);
    EXPECT_EQ(beyond.header("Content-Range"), "bytes */" + std::to_string(bytes.size()));
    const auto other_version = world.get(at, with(with(world.wang.tv, {"Range", "bytes=0-1"}), {"If-Range", "\"other\""}));
    EXPECT_EQ(other_version.status, 200);
    for (const auto& stranger : {world.zhou.tv, world.zhou.family}) {
        const bool tv = stranger[0].first == "Authorization";
        const auto refused = world.get((tv ? "/v1/tv/clips/" : "/v1/family/clips/") + id, stranger);
        EXPECT_EQ(refused.status, 404);
        EXPECT_EQ(code(refused), "clip_not_found");
    }
}

TEST_F(FilmRoutes, TheEldersFilmIsSeenOnThePhone) {
    const auto left = send("/v1/tv/clips?to=" + world.wang.member, world.wang.tv, made_mp4(), "video/mp4");
    ASSERT_EQ(left.status, 200) << left.body;
    const Json message = Json::parse(left.body);
    EXPECT_EQ(message["from"], "");
    EXPECT_EQ(message["to"], world.wang.member);
    const std::string at = "/v1/family/clips/" + message["clip"]["id"].get<std::string>();
    EXPECT_EQ(world.get(at, world.wang.family).body, made_mp4());
    EXPECT_EQ(world.ask("POST", at + "/seen", world.zhou.family).status, 404);
    const auto seen = world.ask("POST", at + "/seen", world.wang.family);
    EXPECT_EQ(seen.status, 200) << seen.body;
    EXPECT_FALSE(field(seen.body, "seen_at").empty());
    EXPECT_EQ(Json::parse(world.get("/v1/tv/snapshot", world.wang.tv).body)["messages"][0]["seen_at"], Json::parse(seen.body)["seen_at"]);
    EXPECT_EQ(code(send("/v1/tv/clips?to=" + world.zhou.member, world.wang.tv, made_mp4(), "video/mp4")), "member_not_found");
    EXPECT_EQ(code(send("/v1/tv/clips", world.wang.tv, made_mp4(), "video/mp4")), "bad_query");
}

TEST_F(FilmRoutes, WhatIsNoFilmLeavesNothing) {
    const std::string before = world.dump();
    const auto refuse = [&](const Response& response, int status, const std::string& why) {
        EXPECT_EQ(response.status, status) << why;
        EXPECT_EQ(code(response), why);
    };
    refuse(send("/v1/family/clips", world.wang.family, made_webm(), "video/mp4"), 415, "clip_unsupported");
    refuse(send("/v1/family/clips", world.wang.family, made_webm(), "text/html"), 415, "clip_unsupported");
    refuse(send("/v1/family/clips", world.wang.family, "", "video/mp4"), 415, "clip_unsupported");
    refuse(send("/v1/family/clips", world.wang.family, made_mp4().substr(0, 300), "video/mp4"), 422, "clip_broken");
    refuse(send("/v1/family/clips", world.wang.family, made_webm({.seconds = 90})), 422, "clip_too_long");
    refuse(send("/v1/family/clips", world.wang.family, std::string(contract::kMaxClipBytes + 1, 'x')), 413, "clip_too_large");
    refuse(send("/v1/tv/clips?to=" + world.wang.member, world.wang.tv, "GIF89a", "video/webm"), 415, "clip_unsupported");
    refuse(world.ask("POST", "/v1/family/clips", with(world.wang.family, {"Content-Type", "video/webm"}), made_webm()), 400, "idempotency_key_missing");
    EXPECT_EQ(send("/v1/family/clips", {}, made_webm()).status, 401);
    EXPECT_EQ(send("/v1/family/clips", with(world.wang.family, {"Origin", "https://elsewhere.example"}), made_webm()).status, 403);
    EXPECT_EQ(world.dump(), before);
}

}  // namespace
}  // namespace anju::tests
