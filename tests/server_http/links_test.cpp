// SPDX-License-Identifier: Apache-2.0
// New personal links, and the elder's portrait at the door, as the router answers them.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "platform/server/images.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

class LinkRoutes : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_http_test"); }
    LinkRoutes() {
        server::HouseholdEdit edit;
        edit.first_contact = world.wang.member;
        EXPECT_TRUE(world.repository->edit_household(server::system_caller(), world.wang.household, edit, world.now));
        brother = *world.repository->create_member(server::system_caller(), {world.wang.household, "大伟", "Dawei", contract::Relation::Son, "妈妈", {}}, world.now);
        his_link = *world.repository->create_link(server::system_caller(), brother, world.now);
        his = {cookie_of(open(his_link))};
    }
    Response open(const std::string& link, std::vector<Header> headers = {}) { return world.post("/v1/family/session", std::move(headers), Json{{"token", link}}.dump()); }
    int status_of(const std::vector<Header>& cookie) { return world.get("/v1/family/home", cookie).status; }

    World world;
    std::string brother, his_link;
    std::vector<Header> his;
};

TEST_F(LinkRoutes, ALostPhoneComesInByNoOldLink) {
    const std::vector<Header> lost = {cookie_of(open(world.wang.link))};
    const Json phones = Json::parse(world.get("/v1/family/phones", world.wang.family).body)["phones"];
    const auto lost_one = phones[phones[0].value("this_one", false) ? 1 : 0]["id"].get<std::string>();
    EXPECT_EQ(world.ask("DELETE", "/v1/family/phones/" + lost_one, world.wang.family).status, 204);
    const auto made = world.post("/v1/family/link", world.wang.family, "{}");
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(field(made.body, "family_page"), "http://127.0.0.1:8420/family/");
    EXPECT_EQ(field(made.body, "member"), world.wang.member);
    EXPECT_EQ(code(open(world.wang.link)), "link_not_valid");
    EXPECT_EQ(code(open(world.wang.link, lost)), "link_not_valid") << "its cookie is dead, too";
    EXPECT_EQ(code(world.post("/v1/visitor/session", {}, Json{{"link", world.wang.link}}.dump())), "link_not_valid");
    EXPECT_EQ(status_of(world.wang.family), 200);
    EXPECT_EQ(open(world.wang.link, world.wang.family).status, 204) << "the phone that is still listed opens what it has kept";
    EXPECT_EQ(open(field(made.body, "link")).status, 204);
}

TEST_F(LinkRoutes, TheFirstContactSendsAnotherToARelative) {
    const std::string target = "/v1/family/members/" + brother + "/link";
    EXPECT_EQ(code(world.post("/v1/family/members/" + world.wang.member + "/link", his, "{}")), "not_first_contact");
    EXPECT_EQ(world.post(target, world.zhou.family, "{}").status, 404);
    const auto kept = world.post(target, world.wang.family, "{}");
    ASSERT_EQ(kept.status, 200) << kept.body;
    EXPECT_EQ(code(open(his_link)), "link_not_valid");
    EXPECT_EQ(status_of(his), 200) << "his phones were not meant";
    const auto ended = world.post(target, world.wang.family, R"({"end_phones":true})");
    EXPECT_EQ(status_of(his), 401);
    EXPECT_EQ(code(open(field(kept.body, "link"))), "link_not_valid");
    EXPECT_EQ(open(field(ended.body, "link")).status, 204);
    EXPECT_EQ(status_of(world.wang.family), 200);
}

TEST_F(LinkRoutes, NobodyMakesThemWithoutEnd) {
    for (int i = 0; i < 10; ++i) ASSERT_EQ(world.post("/v1/family/link", his, "{}").status, 200) << i;
    const auto much = world.post("/v1/family/link", his, "{}");
    EXPECT_EQ(much.status, 429);
    EXPECT_EQ(code(much), "too_many_tries");
    world.tick += 60s;
    EXPECT_EQ(world.post("/v1/family/link", his, "{}").status, 200);
}

// What a guest sees of the home before the elder answers: her face, and no other picture.
TEST_F(LinkRoutes, TheDoorShowsTheEldersPortraitAlone) {
    const std::string& portrait = world.wang.portrait;
    const std::string at = "2026-11-25T10:00:00+08:00";
    const auto made = world.post("/v1/family/invitations", world.wang.family, Json{{"at", at}, {"name", "客"}}.dump());
    const auto entered = world.post("/v1/visitor/session", {}, Json{{"link", field(made.body, "link")}, {"name", "客"}}.dump());
    ASSERT_EQ(entered.status, 200) << entered.body;
    ASSERT_EQ(Json::parse(entered.body)["person_photo"]["id"], portrait);
    const std::vector<Header> guest = {cookie_of(entered)};
    for (const auto& who : {guest, world.wang.family, his}) {
        for (const char* size : {"", "?size=small", "?size=full"}) {
            const auto shown = world.get("/v1/visitor/photos/" + portrait + size, who);
            EXPECT_EQ(shown.status, 200) << shown.body;
            EXPECT_EQ(shown.header("Content-Type"), "image/jpeg");
            EXPECT_FALSE(shown.body.empty());
        }
        EXPECT_EQ(world.get("/v1/visitor/photos/" + world.wang.photo, who).status, 404) << "of a message";
    }
    EXPECT_EQ(world.get("/v1/visitor/photos/" + portrait, world.zhou.family).status, 404) << "of another home";
    EXPECT_EQ(world.get("/v1/family/photos/" + portrait, guest).status, 401);
    EXPECT_EQ(world.get("/v1/visitor/photos/" + portrait).status, 401);
    const std::string id = Json::parse(world.get("/v1/family/invitations", world.wang.family).body)["invitations"][0]["id"];
    EXPECT_EQ(world.ask("DELETE", "/v1/family/invitations/" + id, world.wang.family).status, 204);
    EXPECT_EQ(world.get("/v1/visitor/photos/" + portrait, guest).status, 401);
}

}  // namespace
}  // namespace anju::tests
