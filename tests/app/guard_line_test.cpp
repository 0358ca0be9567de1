// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/guard_line.hpp"

#include <gtest/gtest.h>

#include "platform/contract/time.hpp"

namespace anju::app {
namespace {

const std::string kSaid =
    R"({"guard":{"version":7,"state":"accepted","at":"2026-11-21T01:41:03.250Z","presses":2,"take_back_until":null,"rung":1,"later":{},)"
    R"("alarm":{"id":"A1","report":"R1","revision":4,"state":"accepted","reach":"nearest","presses":2,"received_at":"2026-11-21T01:41:03Z",)"
    R"("accepted_at":"2026-11-21T01:41:11Z","by":{"name":"李姐","place":"东关服务站"},"family":["小芳"]}}})";

TEST(GuardLine, IsReadWhole) {
    const auto heard = heard_guard(kSaid);
    ASSERT_TRUE(heard && *heard) << heard.error().context;
    const auto& said = **heard;
    EXPECT_EQ(said.version, 7u);
    EXPECT_EQ(said.stage, model::GuardState::Stage::Accepted);
    EXPECT_EQ(said.at, contract::from_rfc3339("2026-11-21T01:41:03.250Z"));
    EXPECT_EQ(said.presses, 2);
    EXPECT_EQ(said.rung, 1);
    EXPECT_FALSE(said.take_back_until);
    ASSERT_TRUE(said.alarm && said.alarm->by);
    EXPECT_EQ(said.alarm->by->name, "李姐");
}

TEST(GuardLine, OfAnotherKindIsPassedOver) {
    const auto heard = heard_guard(R"({"news":{"battery":20}})");
    ASSERT_TRUE(heard);
    EXPECT_FALSE(*heard);
}

TEST(GuardLine, ThatIsNoneIsMalformed) {
    for (const auto* line : {"", "7", "[]", "{", "null", R"({"guard":7})", R"({"guard":{}})",
                             R"({"guard":{"version":1,"state":"saved","at":"2026-11-21T01:41:03Z","presses":1}})",
                             R"({"guard":{"version":1,"state":"calling","at":"soon","presses":1}})",
                             R"({"guard":{"version":1,"state":"calling","at":"2026-11-21T01:41:03Z","presses":-1}})",
                             R"({"guard":{"version":1,"state":"calling","at":"2026-11-21T01:41:03Z","presses":"many"}})",
                             R"({"guard":{"version":1,"state":"received","at":"2026-11-21T01:41:03Z","presses":1,"alarm":{"id":"A1"}}})"}) {
        const auto heard = heard_guard(line);
        EXPECT_FALSE(heard) << line;
    }
    for (std::size_t cut = 0; cut < kSaid.size(); cut += 7) {
        EXPECT_FALSE(heard_guard(std::string_view(kSaid).substr(0, cut))) << cut;
    }
}

TEST(GuardLine, OfTheTvIsAsTheGuardReadsIt) {
    EXPECT_EQ(press_line(contract::AlarmSource::Tile), "{\"press\":{\"source\":\"tile\"}}\n");
    EXPECT_EQ(parts_line({true, false, {}}), "{\"parts\":{\"camera\":true,\"microphone\":false}}\n") << "and no fault";
    EXPECT_EQ(parts_line({false, true, contract::from_rfc3339("2026-11-28T01:00:00Z")}),
              R"({"parts":{"camera":false,"fault_at":"2026-11-28T01:00:00.000Z","microphone":true}})" "\n");
    EXPECT_EQ(back_line(), "{\"back\":{}}\n");
    EXPECT_EQ(shown_line(7), "{\"shown\":{\"version\":7}}\n");
    EXPECT_EQ(box_line({}, "http://p", "secret"), "{\"box\":null}\n") << "and no key";
    EXPECT_EQ(box_line(model::GuardBox{model::Language::English, "12349", "Mrs \"Wang\""}, "http://p", "k"),
              R"({"box":{"called":"Mrs \"Wang\"","help_number":"12349","key":"k","language":"en","platform":"http://p"}})" "\n");
}

}  // namespace
}  // namespace anju::app
