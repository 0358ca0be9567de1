// SPDX-License-Identifier: Apache-2.0
// Taken back: a guest's link or digits, a relative's phone. Their streams end within a second.
#include <nlohmann/json.hpp>

#include "tests/server_http/live.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

Header cookie(const Answer& answer) {
    const std::string set = answer.header("Set-Cookie");
    return {"Cookie", set.substr(0, set.find(';'))};
}

// Rings, and is sent away by the first contact.
void leaves_within_a_second(bool by_digits) {
    Live live({.times = without_poll()});
    const Home& home = live.world.wang;
    server::HouseholdEdit edit;
    edit.first_contact = home.member;
    ASSERT_TRUE(live.server.repository().edit_household(server::system_caller(), home.household, edit, kMorning));
    Wire tv = open_stream(live.port(), "/v1/tv/events", home.tv);
    const Json made = Json::parse(by_digits ? ask(live.port(), "POST", "/v1/tv/invitations", Live::json_headers(home.tv, "i"), "{}").body
                                            : ask(live.port(), "POST", "/v1/family/invitations", Live::json_headers(home.family, "i"), R"({"at":"2026-11-25T09:45:00+08:00"})").body);
    const char* secret = by_digits ? "code" : "link";
    const Answer entered = ask(live.port(), "POST", "/v1/visitor/session", {{"Content-Type", "application/json"}}, Json{{secret, made[secret]}, {"name", "张老师"}}.dump());
    ASSERT_EQ(entered.status, 200) << entered.body;
    const std::vector<Header> guest = {cookie(entered)};
    const Answer placed = ask(live.port(), "POST", "/v1/visitor/visits", Live::json_headers(guest, "v"), R"({"camera":true})");
    ASSERT_EQ(placed.status, 200) << placed.body;
    Wire stream = open_stream(live.port(), "/v1/visitor/visits/" + Json::parse(placed.body)["visit"]["id"].get<std::string>() + "/events", guest);
    const Json listed = Json::parse(ask(live.port(), "GET", "/v1/family/invitations", home.family).body)["invitations"];
    ASSERT_EQ(listed.size(), 1U);

    const auto begin = Clock::now();
    EXPECT_EQ(ask(live.port(), "DELETE", "/v1/family/invitations/" + listed[0]["id"].get<std::string>(), home.family).status, 204);
    EXPECT_TRUE(stream.ends(5s));
    EXPECT_LT(Clock::now() - begin, 1s);
    EXPECT_EQ(ask(live.port(), "GET", "/v1/visitor/home", guest).status, 401);
}

TEST(LiveGuest, LeavesWithinASecondWhenTheLinkIsTakenBack) { leaves_within_a_second(false); }
TEST(LiveGuest, WhoCameByDigitsLeavesWithinASecond) { leaves_within_a_second(true); }

TEST(LivePhone, IsOutWithinASecondAndTheOthersStay) {
    Live live({.times = without_poll()});
    const Home& home = live.world.wang;
    const Answer opened = ask(live.port(), "POST", "/v1/family/session", {{"Content-Type", "application/json"}}, Json{{"token", home.link}}.dump());
    ASSERT_EQ(opened.status, 204);
    const std::vector<Header> other = {cookie(opened)};
    Wire mine = open_stream(live.port(), "/v1/family/events", home.family);
    Wire theirs = open_stream(live.port(), "/v1/family/events", other);
    const Json phones = Json::parse(ask(live.port(), "GET", "/v1/family/phones", home.family).body)["phones"];
    ASSERT_EQ(phones.size(), 2U);
    const Json& theirs_of = phones[phones[0].value("this_one", false) ? 1 : 0];  // both came in the same moment
    const auto begin = Clock::now();
    EXPECT_EQ(ask(live.port(), "DELETE", "/v1/family/phones/" + theirs_of["id"].get<std::string>(), home.family).status, 204);
    EXPECT_TRUE(theirs.ends(5s));
    EXPECT_LT(Clock::now() - begin, 1s);
    EXPECT_EQ(live.send_message("还在", "m", home).status, 200);
    for (auto event = mine.read_event(); event && event->name != "message"; event = mine.read_event()) {
    }
}

}  // namespace
}  // namespace anju::tests
