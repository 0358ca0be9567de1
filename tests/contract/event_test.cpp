// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "platform/contract/codec.hpp"

namespace anju::contract {
namespace {

TEST(Event, OfAnUnknownNameIsToBeSkipped) {
    const auto event = decode_event("fireworks", "{}");
    ASSERT_FALSE(event);
    EXPECT_EQ(event.error().kind, ErrorKind::Malformed);
    EXPECT_EQ(event.error().code, "unknown_event");
}

TEST(Event, WithWrongDataNamesTheField) {
    const auto event = decode_event("message", R"({"id":"m","from":"x"})");
    ASSERT_FALSE(event);
    EXPECT_EQ(event.error().context, "sent_at: is missing");
}

TEST(Event, UnpairedIsObeyedWhateverItSays) {
    const auto event = decode_event("unpaired", "");
    ASSERT_TRUE(event);
    EXPECT_TRUE(std::holds_alternative<Unpaired>(*event));
}

TEST(Event, OfTheMomentIsNeverStored) {
    for (const EventBody& body : {EventBody(PresenceChanged{}), EventBody(BoxRings{}), EventBody(HouseholdChanged{}), EventBody(Unpaired{})}) {
        EXPECT_EQ(is_transient(body), is_transient(event_name(body))) << event_name(body);
    }
    EXPECT_TRUE(is_transient("ring"));
}

// What a home, a relative or a seat was told of an alarm is told again to whoever comes back.
TEST(Event, OfAnAlarmIsKept) {
    for (const EventBody& body : {EventBody(AlarmChanged{}), EventBody(DeskChanged{}), EventBody(SeatChanged{}), EventBody(BoxHealthChanged{})}) {
        EXPECT_FALSE(is_transient(body)) << event_name(body);
        EXPECT_FALSE(is_transient(event_name(body))) << event_name(body);
    }
}

TEST(AlarmReport, ThatCannotBeIsRefusedByItsField) {
    const auto refused = [](std::string_view json) {
        const auto report = decode<AlarmReport>(json);
        return report ? std::string() : report.error().context.substr(0, report.error().context.find(':'));
    };
    EXPECT_EQ(refused(R"({"id":"abcdefgh","sequence":1,"source":"red","pressed_at":"2026-11-21T01:41:05.000Z","presses":0,"taken_back":0})"), "presses");
    EXPECT_EQ(refused(R"({"id":"abcdefgh","sequence":1,"source":"red","pressed_at":"2026-11-21T01:41:05.000Z","presses":1,"taken_back":-1})"), "taken_back");
    EXPECT_EQ(refused(R"({"id":"abcdefgh","sequence":1,"source":"bell","pressed_at":"2026-11-21T01:41:05.000Z","presses":1,"taken_back":0})"), "source");
    EXPECT_EQ(refused(R"({"id":"abcdefgh","sequence":-1,"source":"red","pressed_at":"2026-11-21T01:41:05.000Z","presses":1,"taken_back":0})"), "sequence");
    EXPECT_EQ(refused(R"({"id":"abcdefgh","sequence":1,"source":"red","pressed_at":"now","presses":1,"taken_back":0})"), "pressed_at");
}

}  // namespace
}  // namespace anju::contract
