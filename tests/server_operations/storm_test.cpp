// SPDX-License-Identifier: Apache-2.0
// Many boxes call at once while families write: what was acknowledged is kept, each call once, over a kill; and no call was refused.
#include <fmt/core.h>

#include <set>
#include <stdexcept>

#include "tests/server_operations/operations.hpp"
#include "tests/support/slow.hpp"

namespace anju::tests {
namespace {

constexpr int kHandsOfTheStorm = 32;

ON_BOTH(Storm);

std::string key_of_box(int number) { return fmt::format("storm-box-{:06}-0123456789abcdef0123456789", number); }
std::string run_of_box(int number) { return fmt::format("storm-run-{:06}", number); }

// Each with a box of its own.
void add_boxes(const std::string& database, const Home& beside, int count) {
    const auto repository = server::open_repository(database, quick_storage(), kMorning);
    if (!repository) throw std::runtime_error(repository.error().context);
    const auto done = (*repository)->together([&](server::Repository& all) -> server::Stored<void> {
        for (int i = 0; i < count; ++i) {
            server::NewHousehold home;
            home.organisation = beside.organisation;
            home.name = fmt::format("第{}家", i);
            home.address = fmt::format("幸福里 {} 号", i);
            home.person = {fmt::format("老人{}", i), "奶奶", ""};
            const auto household = all.create_household(server::system_caller(), home, kMorning);
            if (!household) return tl::unexpected(household.error());
            const std::string address = fmt::format("storm-{}", i);
            const auto code = all.start_pairing({sha256(key_of_box(i)), "anju-tv", "1"}, address, kMorning);
            if (!code) return tl::unexpected(code.error());
            if (const auto box = all.approve_pairing(server::system_caller(), code->user_code, *household, address, {}, kMorning); !box) return tl::unexpected(box.error());
        }
        return {};
    });
    if (!done) throw std::runtime_error(done.error().code + ": " + done.error().context);
}

Answer call_from(std::uint16_t port, int box) {
    const std::vector<Header> headers{{"Authorization", "Bearer " + key_of_box(box)}, {"Content-Type", "application/json"}};
    return ask(port, "POST", "/v1/tv/alarms", headers,
               fmt::format(R"({{"id":"{}","sequence":1,"source":"red","pressed_at":"2026-11-25T01:41:00Z","presses":1,"taken_back":0}})", run_of_box(box)));
}

TEST_P(Storm, OfManyCallsEachThatWasAcknowledgedIsKeptOnceOverAKill) {
    const int boxes = test::rounds(10'000);
    const std::string database = fresh_database();
    const Home home = furnish(database);
    add_boxes(database, home, boxes);
    std::vector<std::string> incidents(static_cast<std::size_t>(boxes));
    {
        PlatformProcess platform(folder());
        platform.start(serving(database));
        Writer family(platform.port(), home, "routine");
        std::atomic<int> next{0}, refused{0};
        std::vector<std::jthread> hands;
        for (int hand = 0; hand < kHandsOfTheStorm; ++hand) {
            hands.emplace_back([&] {
                for (int box = next++; box < boxes; box = next++) {
                    const auto said = call_from(platform.port(), box);
                    // Now and then its answer is lost, and the box says it again.
                    const auto again = box % 10 == 0 ? call_from(platform.port(), box) : said;
                    if (said.status != 200 || again.status != 200 || field(said.body, "id") != field(again.body, "id")) ++refused;
                    incidents[static_cast<std::size_t>(box)] = field(said.body, "id");
                }
            });
        }
        hands.clear();
        platform.kill_now();  // at once after the last answer
        EXPECT_EQ(refused, 0);
    }
    const auto repository = server::open_repository(database, quick_storage(), kMorning);
    ASSERT_TRUE(repository) << repository.error().context;
    int kept = 0;
    for (int box = 0; box < boxes; ++box) {
        const auto caller = (*repository)->terminal_with_key(key_of_box(box));
        ASSERT_TRUE(caller);
        const auto alarm = (*repository)->alarm_of_report(*caller, run_of_box(box));
        ASSERT_TRUE(alarm) << box;
        ASSERT_EQ(alarm->id, incidents[static_cast<std::size_t>(box)]) << "another than was acknowledged";
        ASSERT_EQ(alarm->presses, 1);
        ASSERT_EQ(alarm->state, contract::AlarmState::Waiting);
        ++kept;
    }
    EXPECT_EQ(kept, boxes);
    EXPECT_EQ(std::set<std::string>(incidents.begin(), incidents.end()).size(), static_cast<std::size_t>(boxes)) << "each exactly one";
}

}  // namespace
}  // namespace anju::tests
