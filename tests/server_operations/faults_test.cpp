// SPDX-License-Identifier: Apache-2.0
// The program is killed, its database is restarted, what it was told is told again: nothing acknowledged is lost, doubled
// or reordered.
#include <csignal>
#include <functional>
#include <random>
#include <set>

#include "tests/server_operations/operations.hpp"
#include "tests/support/postgres_cluster.hpp"
#include "tests/support/slow.hpp"

namespace anju::tests {
namespace {

ON_BOTH(Faults);

// Of each writer's texts: all that it was answered for, once, in its order; and none that nobody wrote.
void expect_kept(const std::vector<std::string>& told, const std::vector<std::unique_ptr<Writer>>& writers) {
    const std::set<std::string> once(told.begin(), told.end());
    EXPECT_EQ(once.size(), told.size()) << "doubled";
    for (const auto& writer : writers) {
        const auto acknowledged = writer->acknowledged();
        std::vector<std::string> kept;
        const std::set<std::string> own(acknowledged.begin(), acknowledged.end());
        for (const std::string& text : told) {
            if (own.contains(text)) kept.push_back(text);
        }
        EXPECT_EQ(kept, acknowledged);
    }
}

// A TV whose stream is open all the time: when it ends it comes back with the last id that it has heard.
class SteadyTv {
  public:
    SteadyTv(std::uint16_t port, Home home) : port_(port), home_(std::move(home)), thread_([this](const std::stop_token& stop) { listen(stop); }) {}
    void moved_to(std::uint16_t port) { port_ = port; }
    void wait_for_stream(int number) const {
        wait([&] { return streams_ >= number; });
    }
    // Every message that it heard, once the event of this id has come.
    std::vector<std::string> heard(std::uint64_t until) const {
        wait([&] { return last() >= until; });
        const std::lock_guard lock(mutex_);
        return texts_;
    }
    // Ids that did not follow the one before.
    std::vector<std::string> out_of_order() const {
        const std::lock_guard lock(mutex_);
        return out_of_order_;
    }

  private:
    std::uint64_t last() const {
        const std::lock_guard lock(mutex_);
        return last_;
    }
    static void wait(const std::function<bool()>& happened) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(40);
        while (!happened()) {
            if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("the TV hears nothing");
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    void listen(const std::stop_token& stop) {
        std::optional<Wire> stream;
        while (!stop.stop_requested()) {
            try {
                if (!stream) {
                    stream.emplace(open_stream(port_, "/v1/tv/events", with(home_.tv, {"Last-Event-ID", std::to_string(last())})));
                    ++streams_;
                }
                const auto event = stream->read_event(std::chrono::milliseconds(100));
                if (!event) stream.reset();
                else if (event->id != 0) take(*event);
            } catch (const std::runtime_error&) {  // nobody there now, or nothing to hear yet
                if (!stream) std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        }
    }
    void take(const SeenEvent& event) {
        const std::lock_guard lock(mutex_);
        if (event.id != last_ + 1) out_of_order_.push_back(std::to_string(event.id) + " after " + std::to_string(last_));
        last_ = event.id;
        if (event.name == "message") texts_.push_back(field(event.data, "text"));
    }

    std::atomic<std::uint16_t> port_;
    const Home home_;
    std::uint64_t last_ = 0;
    std::atomic<int> streams_{0};
    mutable std::mutex mutex_;
    std::vector<std::string> texts_, out_of_order_;
    std::jthread thread_;
};

std::size_t count(const std::vector<std::unique_ptr<Writer>>& writers) {
    std::size_t all = 0;
    for (const auto& writer : writers) all += writer->acknowledged().size();
    return all;
}

TEST_P(Faults, KilledAtAnyInstantUnderLoadItLosesNothing) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    SteadyTv tv(platform.port(), home);
    std::vector<std::unique_ptr<Writer>> writers;
    for (const char* tag : {"a", "b", "c"}) writers.push_back(std::make_unique<Writer>(platform.port(), home, tag));
    std::minstd_rand chance(20261128);
    const int kills = test::rounds(50);
    for (int i = 0; i < kills; ++i) {
        tv.wait_for_stream(i + 1);
        writers[0]->wait_for(writers[0]->acknowledged().size() + 1 + chance() % 7);
        // Anywhere between two answers.
        std::this_thread::sleep_for(std::chrono::microseconds(chance() % 5'000));
        platform.kill_now();
        platform.start(serving(database));
        tv.moved_to(platform.port());
        for (auto& writer : writers) writer->moved_to(platform.port());
    }
    for (auto& writer : writers) writer->wait_for(writer->acknowledged().size() + 2);
    for (auto& writer : writers) writer->stop();
    EXPECT_GT(count(writers), static_cast<std::size_t>(kills));
    const auto kept = told(platform.port(), home);
    expect_kept(kept, writers);
    // Across the kills the same as who asks for all of it afterwards.
    EXPECT_EQ(tv.heard(std::stoull(field(ask(platform.port(), "GET", "/v1/tv/snapshot", home.tv).body, "cursor"))), kept);
    EXPECT_THAT(tv.out_of_order(), testing::IsEmpty());
    EXPECT_EQ(ask(platform.port(), "GET", "/readyz", {}).status, 200);
}

TEST_P(Faults, AnAnswerThatIsGivenTwiceIsTheSameAndInAnyOrder) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    const auto post = [&](const std::string& key, const std::string& text) {
        auto headers = home.family;
        headers.insert(headers.end(), {{"Content-Type", "application/json"}, {"Idempotency-Key", key}});
        return ask(platform.port(), "POST", "/v1/family/messages", headers, R"({"text":")" + text + R"(","photos":[]})");
    };
    const auto before = told(platform.port(), home).size();
    // Each post from four connections at once.
    constexpr int kPosts = 12;
    std::vector<std::set<std::string>> ids(kPosts);
    for (int i = 0; i < kPosts; ++i) {
        std::mutex mutex;
        std::vector<std::jthread> senders;
        for (int twin = 0; twin < 4; ++twin) {
            senders.emplace_back([&, i] {
                const Answer answer = post("key" + std::to_string(i), "text" + std::to_string(i));
                EXPECT_TRUE(answer.status == 200 || answer.status == 503) << answer.body;
                const std::lock_guard lock(mutex);
                if (answer.status == 200) ids[static_cast<std::size_t>(i)].insert(field(answer.body, "id"));
            });
        }
    }
    for (const auto& one : ids) EXPECT_EQ(one.size(), 1U);
    // Days later from a copy of the wire, in another order, over a killed program.
    platform.kill_now();
    platform.start(serving(database));
    for (int i = kPosts - 1; i >= 0; --i) {
        const Answer again = post("key" + std::to_string(i), "text" + std::to_string(i));
        ASSERT_EQ(again.status, 200) << again.body;
        EXPECT_EQ(field(again.body, "id"), *ids[static_cast<std::size_t>(i)].begin());
    }
    EXPECT_EQ(post("key0", "another text under the same key").status, 409);
    // Seen is seen, however often and in whatever order it is said.
    for (int round = 0; round < 2; ++round) {
        for (int i = kPosts - 1; i >= 0; --i) {
            auto headers = home.tv;
            headers.insert(headers.end(), {{"Content-Type", "application/json"}, {"Idempotency-Key", "seen" + std::to_string(i)}});
            const Answer seen = ask(platform.port(), "POST", "/v1/tv/messages/" + *ids[static_cast<std::size_t>(i)].begin() + "/seen", headers, R"({"seen_at":"2026-11-25T01:41:00Z"})");
            EXPECT_EQ(seen.status, 200) << seen.body;
        }
    }
    std::vector<std::string> expected;
    for (int i = 0; i < kPosts; ++i) expected.push_back("text" + std::to_string(i));
    std::vector<std::string> fresh = told(platform.port(), home);
    fresh.erase(fresh.begin(), fresh.begin() + static_cast<std::ptrdiff_t>(before));
    EXPECT_EQ(fresh.size(), 2U * kPosts) << "each once as new and once as seen";
    fresh.resize(kPosts);
    EXPECT_EQ(fresh, expected);
}

TEST_P(Faults, ADatabaseServerThatIsRestartedUnderLoadLosesNothing) {
    if (GetParam() != Dialect::Postgres) GTEST_SKIP() << "SQLite has no server";
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    std::vector<std::unique_ptr<Writer>> writers;
    for (const char* tag : {"a", "b", "c"}) writers.push_back(std::make_unique<Writer>(platform.port(), home, tag));
    const int restarts = test::slow() ? 20 : 2;
    for (int i = 0; i < restarts; ++i) {
        for (auto& writer : writers) writer->wait_for(writer->acknowledged().size() + 5);
        ASSERT_TRUE(PostgresCluster::instance().restart());
    }
    for (auto& writer : writers) writer->wait_for(writer->acknowledged().size() + 5);
    for (auto& writer : writers) writer->stop();
    expect_kept(told(platform.port(), home), writers);
    EXPECT_EQ(ask(platform.port(), "GET", "/readyz", {}).status, 200);
}

}  // namespace
}  // namespace anju::tests
