// SPDX-License-Identifier: Apache-2.0
// A notice that was promised is delivered by the next program when the first one dies at once.
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/server_http/kill_story.hpp"
#include "tests/server_http/webhook_receiver.hpp"

namespace anju::tests {
namespace {

TEST(KillStory, ANoticeOutlivesTheProgram) {
    KillStory story;
    std::ofstream(story.folder.path / "secret") << "the secret\n";
    const auto start = [&](const std::string& url) {
        story.platform->kill_now();
        story.platform->start({"--database", "sqlite:" + (story.folder.path / "anju.db").string(), "--now", "2026-11-25T01:41:00Z",
                               "--notify-url", url, "--notify-secret", (story.folder.path / "secret").string()});
    };
    start("http://127.0.0.1:" + std::to_string(a_closed_port()) + "/");  // the gateway is down
    const std::string id(26, 'c');
    const Answer placed = ask(story.platform->port(), "POST", "/v1/tv/visits", story.with_key(story.home.tv, "k"),
                              fmt::format(R"({{"id":"{}","member":"{}"}})", id, story.home.member));
    ASSERT_EQ(placed.status, 200) << placed.body;
    story.platform->kill_now();

    WebhookReceiver receiver;
    start(receiver.url());
    const auto came = receiver.wait_for(1, std::chrono::seconds{20});
    ASSERT_EQ(came.size(), 1U);
    EXPECT_EQ(nlohmann::json::parse(came[0].body)["subject"], id);
    const std::string notice = came[0].header("Idempotency-Key");
    EXPECT_EQ(nlohmann::json::parse(came[0].body)["id"], notice);
}

}  // namespace
}  // namespace anju::tests
