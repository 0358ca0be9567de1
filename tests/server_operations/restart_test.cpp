// SPDX-License-Identifier: Apache-2.0
// A stop is graceful: what runs is answered, readers resume where they were, and it is over within five seconds.
#include <fmt/core.h>

#include <csignal>

#include "tests/server_operations/held_database.hpp"
#include "tests/server_operations/operations.hpp"

namespace anju::tests {
namespace {

using testing::HasSubstr;

constexpr std::chrono::seconds kLimit{5};

ON_BOTH(Restart);

// A TV that comes back with the last id that it has heard.
class Listener {
  public:
    explicit Listener(Home home) : home_(std::move(home)) {}
    void connect(std::uint16_t port) {
        auto headers = home_.tv;
        headers.emplace_back("Last-Event-ID", std::to_string(last_));
        stream_.emplace(open_stream(port, "/v1/tv/events", headers));
    }
    void start_at(std::uint64_t cursor) { last_ = cursor; }
    // Up to this text, or to the end of the stream.
    void hear(const std::string& until = "") {
        while (until.empty() || texts.empty() || texts.back() != until) {
            const auto event = stream_->read_event();
            if (!event) return;
            if (event->id == 0) continue;
            EXPECT_EQ(event->id, last_ + 1);
            last_ = event->id;
            if (event->name == "message") texts.push_back(field(event->data, "text"));
        }
    }
    std::vector<std::string> texts;

  private:
    Home home_;
    std::uint64_t last_ = 0;
    std::optional<Wire> stream_;
};

TEST_P(Restart, UnderLoadLosesNoPlaceInAStream) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    Listener listener(home);
    listener.start_at(std::stoull(field(ask(platform.port(), "GET", "/v1/tv/snapshot", home.tv).body, "cursor")));
    listener.connect(platform.port());
    Writer writer(platform.port(), home, "m");
    for (int round = 0; round < 4; ++round) {
        writer.wait_for(writer.acknowledged().size() + 10);
        std::jthread hearing([&] { listener.hear(); });
        const auto began = std::chrono::steady_clock::now();
        EXPECT_EQ(platform.stop(SIGTERM), 0) << platform.log();
        EXPECT_LT(std::chrono::steady_clock::now() - began, kLimit);
        hearing.join();
        platform.start(serving(database));
        writer.moved_to(platform.port());
        listener.connect(platform.port());
    }
    writer.wait_for(writer.acknowledged().size() + 5);
    writer.stop();
    const auto acknowledged = writer.acknowledged();
    listener.hear(acknowledged.back());
    EXPECT_EQ(listener.texts, acknowledged);
}

TEST_P(Restart, AnswersWhatHasBegun) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    auto headers = home.family;
    headers.insert(headers.end(), {{"Content-Type", "application/json"}, {"Idempotency-Key", "halfway"}});
    const std::string text = request_text("POST", "/v1/family/messages", headers, R"({"text":"半路上","photos":[]})");
    Wire wire(platform.port());
    wire.send(text.substr(0, text.size() - 5));
    // It has come in once a later connection was served.
    ASSERT_EQ(ask(platform.port(), "GET", "/healthz", {}).status, 200);
    ASSERT_EQ(::kill(platform.pid(), SIGTERM), 0);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (platform.log().find("stopping") == std::string::npos && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    wire.send(text.substr(text.size() - 5));
    EXPECT_EQ(wire.read_answer().status, 200);
    wire.close();
    EXPECT_EQ(platform.stop(SIGTERM), 0) << platform.log();
    platform.start(serving(database));
    EXPECT_EQ(told(platform.port(), home).back(), "半路上");
}

TEST_P(Restart, WaitsForNobodyLongerThanFiveSeconds) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    OtherSession other(database);
    other.hold_everything();
    auto headers = home.family;
    headers.insert(headers.end(), {{"Content-Type", "application/json"}, {"Idempotency-Key", "held"}});
    Wire wire(platform.port());
    wire.send(request_text("POST", "/v1/family/messages", headers, R"({"text":"等着","photos":[]})"));
    ASSERT_EQ(ask(platform.port(), "GET", "/healthz", {}).status, 200);
    const auto began = std::chrono::steady_clock::now();
    const int code = platform.stop(SIGTERM);
    // A busy machine may add something to it.
    EXPECT_LT(std::chrono::steady_clock::now() - began, kLimit + std::chrono::seconds(3));
    EXPECT_TRUE(code == 0 || (code == 1 && platform.log().find("given up") != std::string::npos)) << code << platform.log();
}

TEST_P(Restart, OfTwoProgramsAtOnceOnAnEmptyDatabaseBothComeUp) {
    for (int round = 0; round < 3; ++round) {
        const std::string database = fresh_database();
        std::vector<std::unique_ptr<PlatformProcess>> both;
        std::vector<std::string> failures(2);
        for (const char* name : {"one", "two"}) {
            const auto place = folder() / (name + std::to_string(round));
            std::filesystem::create_directory(place);
            both.push_back(std::make_unique<PlatformProcess>(place));
        }
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < both.size(); ++i) {
                threads.emplace_back([&, i] {
                    try {
                        both[i]->start(serving(database));
                    } catch (const std::exception& failure) {
                        failures[i] = failure.what();
                    }
                });
            }
        }
        for (std::size_t i = 0; i < both.size(); ++i) {
            ASSERT_EQ(failures[i], "");
            EXPECT_EQ(ask(both[i]->port(), "GET", "/readyz", {}).status, 200);
        }
    }
}

}  // namespace
}  // namespace anju::tests
