// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include "tests/call/states_page.hpp"

namespace anju::call {
namespace {

using namespace std::chrono_literals;

TEST(CallStates, ThePageSaysWhatTheMachineDoes) {
    std::ifstream file(ANJU_SOURCE_DIR "/docs/call-states.md");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_EQ(text.str(), states_page()) << "print it again: bin/anju-call-page > docs/call-states.md";
}

TEST(CallStates, EveryPairHasAnAnswer) {
    for (const auto& [name, state] : all_states()) {
        for (const auto& [event_name, event] : all_events()) {
            SCOPED_TRACE(name + " / " + event_name);
            const auto [next, commands] = step(state, event, page_now());
            const auto* before = id_of(state);
            for (const auto& command : commands) {
                if (std::holds_alternative<OpenDevices>(command)) {
                    EXPECT_TRUE(std::holds_alternative<Connecting>(next) || std::holds_alternative<Active>(next) ||
                                std::holds_alternative<Reconnecting>(next))
                        << "devices open only in a call that was agreed to";
                }
            }
            if (before && std::holds_alternative<Ended>(next) && !std::holds_alternative<Ended>(state)) {
                EXPECT_TRUE(std::ranges::any_of(commands, [&](const Command& command) {
                    return command == Command(StopMedia{*before});
                })) << "an end stops pictures and sound";
            }
        }
    }
}

// Thousands of events in any order: nobody is seen or heard who did not agree.
class RandomCalls : public testing::TestWithParam<unsigned> {};

TEST_P(RandomCalls, NothingLeavesTheHomeBeforeItWasAgreedTo) {
    std::mt19937 random(GetParam());
    const auto events = all_events();
    State state;
    auto now = page_now();
    CallId agreed;
    for (int i = 0; i < 5000; ++i) {
        now += std::chrono::milliseconds(random() % 3000);
        const auto& event = events[random() % events.size()].event;
        const CallId before = id_of(state) ? *id_of(state) : CallId{};
        const bool dialed = std::holds_alternative<Dialing>(state);
        auto next = step(state, event, now);
        if (const auto* accepted = std::get_if<Accepted>(&event); accepted && accepted->id == before) {
            agreed = before;
        }
        if (const auto* answered = std::get_if<Answered>(&event); answered && dialed && answered->id == before) {
            agreed = before;  // who calls has agreed
        }
        for (const auto& command : next.commands) {
            if (const auto* open = std::get_if<OpenDevices>(&command)) {
                const bool glare = dialed && std::holds_alternative<Invited>(event);
                ASSERT_TRUE(open->id == agreed || glare) << "step " << i;
                agreed = open->id;
            }
        }
        state = std::move(next.state);
        const auto due = next_deadline(state);
        if (due && *due <= now) {
            const auto later = step(state, TimePassed{}, now);
            ASSERT_TRUE(!next_deadline(later.state) || *next_deadline(later.state) > now) << "step " << i;
        }
        if (std::holds_alternative<Idle>(state) || std::holds_alternative<Ended>(state)) {
            agreed.clear();
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomCalls, testing::Range(1u, 9u));

}  // namespace
}  // namespace anju::call
