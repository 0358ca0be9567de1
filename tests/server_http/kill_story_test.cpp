// SPDX-License-Identifier: Apache-2.0
// The message story against the real program, killed at every line of it and in the middle of every POST.
// The client does what clients do: it repeats with the same key. Nothing acknowledged is lost, doubled or reordered.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/server_http/kill_story.hpp"
#include "tests/support/slow.hpp"
#include "tests/server_http/pictures.hpp"

namespace anju::tests {
namespace {

struct Story : KillStory {
    std::vector<SeenEvent> tv_events, family_events;  // as each reader took them in
    std::vector<std::string> acknowledged;            // messages, in the order of their answers

    void tell(int round) {
        line = 0;
        const std::string tag = std::to_string(round);
        const Answer photo = say("POST", "/v1/family/photos", with_key(home.family, "photo" + tag, "image/jpeg"), picture({.width = 200, .height = 100}));
        ASSERT_EQ(photo.status, 200) << photo.body;
        for (const std::string part : {"first", "second"}) {
            const std::string photos = part == "first" ? "\"" + field(photo.body, "id") + "\"" : "";
            const Answer sent = say("POST", "/v1/family/messages", with_key(home.family, part + tag), fmt::format(R"({{"text":"{} {}","photos":[{}]}})", part, tag, photos));
            ASSERT_EQ(sent.status, 200) << sent.body;
            acknowledged.push_back(field(sent.body, "id"));
        }
        for (auto& event : listen("/v1/tv/events", home.tv, tv_cursor, 2)) tv_events.push_back(event);
        EXPECT_EQ(say("GET", "/v1/tv/photos/" + field(photo.body, "id"), home.tv).status, 200);
        const std::string first = acknowledged[acknowledged.size() - 2];
        const Answer seen = say("POST", "/v1/tv/messages/" + first + "/seen", with_key(home.tv, "seen" + tag), R"({"seen_at":"2026-11-25T01:41:00Z"})");
        ASSERT_EQ(seen.status, 200) << seen.body;
        for (auto& event : listen("/v1/family/events", home.family, family_cursor, 3)) family_events.push_back(event);
        for (auto& event : listen("/v1/tv/events", home.tv, tv_cursor, 1)) tv_events.push_back(event);  // its own "seen"
        ++line;
        if (line == killed_at) strike();
    }
};

constexpr int kLines = 9;

TEST(KillStory, LosesDoublesAndReordersNothingThatWasAcknowledged) {
    Story story;
    int round = 0;
    const int times = test::rounds(10);  // one walk over every line is the tenth
    for (int time = 0; time < times; ++time) {
        for (int at = 1; at <= kLines; ++at) {
            for (const Blow blow : {Blow::Before, Blow::Halfway, Blow::Unanswered}) {
                SCOPED_TRACE(fmt::format("line {}, blow {}, time {}", at, static_cast<int>(blow), time));
                story.killed_at = at;
                story.blow = blow;
                story.tell(round++);
                ASSERT_FALSE(testing::Test::HasFatalFailure());
            }
        }
    }
    EXPECT_EQ(story.line, kLines);
    EXPECT_EQ(story.kills, kLines * 3 * times);

    // The TV heard of every message once as new and once as seen, in the order of their answers.
    std::vector<std::string> fresh, seen;
    std::uint64_t last = 0;
    for (const auto& event : story.tv_events) {
        if (last != 0) {
            EXPECT_EQ(event.id, last + 1);
        }
        last = event.id;
        (field(event.data, "seen_at").empty() ? fresh : seen).push_back(field(event.data, "id"));
    }
    EXPECT_EQ(fresh, story.acknowledged);
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(round));

    const auto snapshot = nlohmann::json::parse(ask(story.platform->port(), "GET", "/v1/tv/snapshot", story.home.tv).body);
    std::vector<std::string> kept;
    for (const auto& message : snapshot["messages"]) kept.push_back(message["id"]);
    EXPECT_EQ(kept.size(), std::min<std::size_t>(60, story.acknowledged.size() + 1));  // and the world's own first one
    for (std::size_t i = 0; i + 1 < kept.size(); ++i) EXPECT_EQ(kept[i], story.acknowledged[story.acknowledged.size() - 1 - i]);
    EXPECT_EQ(story.platform->stop(SIGTERM), 0) << story.platform->log();
}

TEST(PlatformProgram, SaysInOneSentenceWhyItCannotStart) {
    const TemporaryFolder folder;
    const std::string database = "sqlite:" + (folder.path / "a.db").string();
    PlatformProcess running(folder.path);
    running.start({"--database", database});
    const std::string other = "sqlite:" + (folder.path / "other.db").string();
    {
        World world(*server::open_repository(other, quick_storage(), kMorning).value());  // of homes, but no demo
    }
    const std::string taken = "127.0.0.1:" + std::to_string(running.port());
    const std::vector<std::vector<std::string>> wrong = {
        {"--listen", taken, "--database", "sqlite:" + (folder.path / "b.db").string()},
        {"--listen", "nowhere"},
        {"--unknown"},
        {"--database"},
        {"--listen", "127.0.0.1:0", "--database", "sqlite:/nowhere/at/all/a.db"},
        {"--listen", "127.0.0.1:0", "--database", "oracle:x"},
        {"--listen", "127.0.0.1:0", "--database", database, "--web", "/nowhere/at/all"},
        {"--public-url", "ftp://x"},
        {"--frame-ancestor", "http://x; script-src *"},
        {"--now", "yesterday"},
        {"--listen", "127.0.0.1:0", "--database", other, "--demo", (folder.path / "demo").string()},
        {"--listen", "127.0.0.1:0", "--database", "sqlite:" + (folder.path / "c.db").string(), "--ready", "/nowhere/at/all/ready"},
    };
    for (const auto& arguments : wrong) {
        const Ended ended = run_platform(folder.path, arguments);
        EXPECT_EQ(ended.code, 1) << arguments[0] << " " << ended.said;
        EXPECT_EQ(std::count(ended.said.begin(), ended.said.end(), '\n'), 1) << ended.said;
        EXPECT_TRUE(ended.said.starts_with("anju-platform: ")) << ended.said;
    }
}

TEST(PlatformProgram, TakesAllTheDescriptorsItMayHave) {
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    rlimit low = before;
    low.rlim_cur = 64;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
    const TemporaryFolder folder;
    PlatformProcess platform(folder.path);
    platform.start({"--database", "sqlite:" + (folder.path / "a.db").string()});
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
    std::vector<Wire> readers;
    for (int i = 0; i < 100; ++i) {
        readers.emplace_back(platform.port());
        readers.back().send(request_text("GET", "/healthz", {}));
        ASSERT_EQ(readers.back().read_answer().status, 200) << i;
    }
}

TEST(PlatformProgram, StopsOnBothSignalsWithAStreamOpen) {
    for (const int signal : {SIGTERM, SIGINT}) {
        Story story;
        Wire tv = open_stream(story.platform->port(), "/v1/tv/events", story.home.tv);
        EXPECT_EQ(story.platform->stop(signal), 0) << story.platform->log();
        EXPECT_TRUE(tv.ends());
        EXPECT_FALSE(std::filesystem::exists(story.folder.path / "ready.json"));
        EXPECT_EQ(story.platform->log().find("小芳"), std::string::npos);
    }
}

}  // namespace
}  // namespace anju::tests
