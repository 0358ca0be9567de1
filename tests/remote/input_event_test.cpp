// SPDX-License-Identifier: Apache-2.0
#include "remote-input/input_event.hpp"

#include <gtest/gtest.h>
#include <linux/input.h>

#include <cstring>

namespace anju::keys {
namespace {

std::vector<std::byte> bytes(std::initializer_list<input_event> events) {
    std::vector<std::byte> result(events.size() * sizeof(input_event));
    std::memcpy(result.data(), std::data(events), result.size());
    return result;
}

input_event event(int type, int code, int value) {
    input_event made{};
    made.type = static_cast<std::uint16_t>(type);
    made.code = static_cast<std::uint16_t>(code);
    made.value = value;
    made.input_event_sec = 3;
    made.input_event_usec = 500'000;
    return made;
}

TEST(InputEvent, IsReadAsTheKernelWritesIt) {
    EventReader reader;
    const auto events = reader.feed(bytes({event(EV_KEY, KEY_OK, 1), event(EV_SYN, SYN_REPORT, 0),
                                           event(EV_KEY, KEY_OK, 2), event(EV_KEY, KEY_OK, 0)}));
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[0], (KeyEvent{std::chrono::microseconds(3'500'000), KEY_OK, Edge::Pressed}));
    EXPECT_EQ(events[1].edge, Edge::Held);
    EXPECT_EQ(events[2].edge, Edge::Released);
}

TEST(InputEvent, IsPutTogetherFromAnyPieces) {
    const auto whole =
        bytes({event(EV_KEY, KEY_OK, 1), event(EV_KEY, KEY_OK, 0), event(EV_KEY, KEY_UP, 1)});
    for (std::size_t piece = 1; piece < whole.size(); ++piece) {
        EventReader reader;
        std::size_t count = 0;
        for (std::size_t at = 0; at < whole.size(); at += piece) {
            count += reader.feed(std::span(whole).subspan(at, std::min(piece, whole.size() - at)))
                         .size();
        }
        EXPECT_EQ(count, 3U) << piece;
    }
}

TEST(InputEvent, ThatIsNoKeyIsLeftOut) {
    EventReader reader;
    EXPECT_TRUE(reader
                    .feed(bytes({event(EV_MSC, MSC_SCAN, 1), event(EV_REL, 0, 1),
                                 event(EV_KEY, KEY_OK, 3), event(EV_KEY, KEY_OK, -1),
                                 event(EV_KEY, KEY_MAX + 1, 1), event(EV_SYN, SYN_DROPPED, 0)}))
                    .empty());
}

TEST(InputEvent, BrokenOffByOneWriterDoesNotSpoilTheNext) {
    const auto whole = bytes({event(EV_KEY, KEY_OK, 1)});
    EventReader reader;
    EXPECT_TRUE(reader.feed(std::span(whole).first(10)).empty());
    reader.forget();
    EXPECT_EQ(reader.feed(whole).size(), 1U);
}

}  // namespace
}  // namespace anju::keys
