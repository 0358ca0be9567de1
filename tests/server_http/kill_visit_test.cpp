// SPDX-License-Identifier: Apache-2.0
// A visit from the ring to its end against the real program, killed at every line of it.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/server_http/kill_story.hpp"

namespace anju::tests {
namespace {

struct VisitStory : KillStory {
    VisitStory() { watching.emplace(open_stream(platform->port(), "/v1/tv/events", home.tv)); }

    // What one stream told, as "visit ringing" and "signal offer".
    std::vector<std::string> hear(const std::string& target, const std::vector<Header>& proof, std::uint64_t& cursor, std::size_t count) {
        std::vector<std::string> out;
        for (const auto& event : listen(target, proof, cursor, count)) {
            EXPECT_EQ(event.id, expected_[target] == 0 ? event.id : expected_[target] + 1) << "a gap, or twice";
            expected_[target] = event.id;
            out.push_back(event.name + " " + field(event.data, event.name == "visit" ? "stage" : "kind"));
        }
        return out;
    }

    std::vector<Header> json(std::vector<Header> proof) {
        proof.emplace_back("Content-Type", "application/json");
        return proof;
    }

    void tell(int round) {
        using Said = std::vector<std::string>;
        line = 0;
        const Answer placed = say("POST", "/v1/visitor/visits", with_key(home.family, "visit" + std::to_string(round)), R"({"camera":true})");
        ASSERT_EQ(placed.status, 200) << placed.body;
        const std::string id = nlohmann::json::parse(placed.body)["visit"]["id"];
        const std::string at_tv = "/v1/tv/visits/" + id;
        const std::string at_phone = "/v1/visitor/visits/" + id;
        std::uint64_t cursor = 0;
        EXPECT_EQ(hear("/v1/tv/events", home.tv, tv_cursor, 1), Said{"visit ringing"});
        EXPECT_EQ(say("POST", at_tv + "/signals", json(home.tv), R"({"kind":"offer","text":"v=0"})").status, 204);
        EXPECT_EQ(say("POST", at_tv + "/signals", json(home.tv), R"({"kind":"candidate","text":"a"})").status, 204);
        EXPECT_EQ(hear(at_phone + "/events", home.family, cursor, 3), (Said{"visit ringing", "signal offer", "signal candidate"}));
        EXPECT_EQ(say("POST", at_phone + "/signals", json(home.family), R"({"kind":"answer","text":"v=0"})").status, 204);
        EXPECT_EQ(say("POST", at_tv + "/answer", json(home.tv), R"({"answer":"pressed"})").status, 200);
        EXPECT_EQ(hear("/v1/tv/events", home.tv, tv_cursor, 2), (Said{"signal answer", "visit answered"}));
        EXPECT_EQ(hear(at_phone + "/events", home.family, cursor, 1), Said{"visit answered"});
        const Answer ended = say("POST", at_phone + "/end", json(home.family), R"({"end":"hung_up"})");
        EXPECT_EQ(field(ended.body, "end"), "hung_up") << ended.body;
        EXPECT_EQ(hear("/v1/tv/events", home.tv, tv_cursor, 1), Said{"visit ended"});
        EXPECT_EQ(hear(at_phone + "/events", home.family, cursor, 1), Said{"visit ended"});
        // Nothing of it is told again, and it stands in the log once.
        const auto log = nlohmann::json::parse(ask(platform->port(), "GET", "/v1/tv/visits", home.tv).body)["visits"];
        EXPECT_EQ(std::count_if(log.begin(), log.end(), [&](const auto& visit) { return visit["id"] == id; }), 1);
        EXPECT_EQ(log.size(), static_cast<std::size_t>(round) + 1);
        EXPECT_EQ(log[0]["answer"], "pressed");
    }

  private:
    std::map<std::string, std::uint64_t> expected_;
};

constexpr int kVisitLines = 12;

TEST(KillStory, OfAVisitLosesAndDoublesNothingThatWasAcknowledged) {
    VisitStory story;
    int round = 0;
    for (int at = 1; at <= kVisitLines; ++at) {
        for (const Blow blow : {Blow::Before, Blow::Unanswered}) {
            SCOPED_TRACE(fmt::format("line {}, blow {}", at, static_cast<int>(blow)));
            story.killed_at = at;
            story.blow = blow;
            story.tell(round++);
            ASSERT_FALSE(testing::Test::HasFailure());
        }
    }
    EXPECT_EQ(story.line, kVisitLines);
    EXPECT_EQ(story.kills, kVisitLines * 2);
}

TEST(KillStory, AVisitThatRingsWhenThePlatformDiesIsMissedAfterItsReturn) {
    VisitStory story;
    const Answer placed = story.say("POST", "/v1/visitor/visits", story.with_key(story.home.family, "visit"), R"({"camera":true})");
    ASSERT_EQ(placed.status, 200) << placed.body;
    story.platform->kill_now();
    story.watching.reset();
    story.platform->start({"--database", "sqlite:" + (story.folder.path / "anju.db").string(), "--now", "2026-11-25T01:41:46Z"});
    std::vector<std::string> ends;
    for (const auto& event : story.listen("/v1/tv/events", story.home.tv, story.tv_cursor, 2)) ends.push_back(field(event.data, "end"));
    EXPECT_EQ(ends, (std::vector<std::string>{"", "missed"}));
}

}  // namespace
}  // namespace anju::tests
