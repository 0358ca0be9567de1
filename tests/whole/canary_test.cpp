// SPDX-License-Identifier: Apache-2.0
// What is known of a home goes through a real platform and a real TV, and nothing of it into what they write for an operator.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

#include "tests/whole/house.hpp"

namespace anju::tests {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string bird(const std::string& what) { return "canary" + what + "金丝雀"; }

// As staff corrects it; the status.
int correct(House& house, const std::string& whose, const std::string& name, const std::string& value, std::uint64_t seen = 0) {
    return house.staff("POST", "/v1/staff/" + whose + "/facts", json{{"name", name}, {"value", value}, {"seen", seen}}.dump()).status;
}

void expect_silent(const std::filesystem::path& log) {
    const std::string text = text_of(log);
    for (const char* word : {"canary", "金丝雀", "13873197319"}) EXPECT_THAT(text, Not(HasSubstr(word))) << log;
}

TEST(TheJournal, HoldsNothingOfWhoLivesThereWhateverGoesWrong) {
    House house;
    TvProcess tv(house.folder() / "tv");
    const auto terminal = house.move_in(tv);
    const std::string home = "households/" + house.household();
    // What the TV shows, and what only staff reads.
    const json file = json::parse(house.staff("GET", "/v1/staff/" + home).body);
    for (const json& fact : file.at("facts")) {
        const std::string name = fact.at("name");
        for (const char* wanted : {"household", "name", "called", "address", "phone", "door_code", "illnesses", "note"}) {
            if (name == wanted) {
                EXPECT_EQ(correct(house, home, name, name == "phone" ? "13873197319" : bird(name), fact.value("change", 0)), 200) << name;
            }
        }
    }
    EXPECT_EQ(correct(house, home, "id_number", bird("id")), 422);
    EXPECT_EQ(correct(house, home, "name", bird("late")), 409);
    const json people = json::parse(house.staff("GET", "/v1/staff/" + home + "/members").body);
    const json& daughter = people.at("relatives").at(0).at("member");
    EXPECT_EQ(correct(house, "members/" + daughter.at("id").get<std::string>(), "name", bird("her")), 200);
    EXPECT_TRUE(eventually([&] { return tv.after("").dump().find(bird("called")) != std::string::npos; })) << "the TV greets";

    const std::string list = "姓名,地址,电话,门码,疾病\n" + bird("listed") + "," + bird("street") + ",13873197319," + bird("code") + "," + bird("ill") + "\n" +
                             bird("wrong") + "," + bird("street") + "," + bird("phone") + ",,\n";
    const auto brought = house.staff("POST", "/v1/staff/imports?name=canary.csv", list);
    ASSERT_EQ(brought.status, 201) << brought.body;
    EXPECT_EQ(house.staff("POST", "/v1/staff/imports/" + json::parse(brought.body).at("id").get<std::string>() + "/apply", R"({"keep_good":true})").status, 200);

    house.send(bird("message"));
    EXPECT_THAT(tv.after("wait message 20\nsleep 800\nsettle").dump(), HasSubstr(bird("message")));
    tv.after("ok\nsettle\nback\nwait home 10");
    const json ticket = json::parse(house.phone("POST", "/v1/visitor/visits", R"({"camera":false})").body);
    EXPECT_THAT(tv.after("wait ringing 20\nsleep 800").dump(), HasSubstr(bird("her")));
    tv.after("ok\nwait call 20");
    EXPECT_EQ(house.phone("POST", "/v1/visitor/visits/" + ticket.at("visit").at("id").get<std::string>() + "/end", R"({"end":"hung_up"})").status, 200);
    tv.after("wait visit_ended 20\nsleep 800\nback");

    // What goes wrong: no platform; files on the disk that make no sense, with somebody's words in them; the box is lost.
    house.platform().kill_now();
    EXPECT_TRUE(eventually([&] { return tv.after("").at("connection") == "offline"; }));
    EXPECT_EQ(tv.stop(SIGTERM).code, 0);
    expect_silent(house.folder() / "tv" / "tv.log");
    expect_silent(house.folder() / "platform.log");
    std::ofstream(tv.data() / "snapshot.json") << R"({"household":{"name":")" << bird("damaged");
    tv.start(house.url(), {"--now", kMorning});
    house.open_platform();
    EXPECT_TRUE(eventually([&] { return tv.after("").dump().find(bird("called")) != std::string::npos; })) << "it fetches all again";
    EXPECT_EQ(house.act(terminal, {{"act", "lost"}}).at("state"), "lost");
    tv.after("wait pairing 20\nsettle");
    EXPECT_EQ(tv.stop(SIGTERM).code, 0);
    EXPECT_THAT(text_of(house.folder() / "tv" / "tv.log"), HasSubstr("snapshot.json")) << "it does say what went wrong";
    expect_silent(house.folder() / "tv" / "tv.log");
    expect_silent(house.folder() / "platform.log");
}

}  // namespace
}  // namespace anju::tests
