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

}  // namespace
}  // namespace anju::contract
