// SPDX-License-Identifier: Apache-2.0
#include "platform/client/sse_parser.hpp"

#include <gtest/gtest.h>

namespace anju::client {
namespace {

using Events = std::vector<SseEvent>;

Events parse(std::string_view text) { return SseParser().feed(text); }

TEST(SseParser, ReadsIdNameAndData) {
    EXPECT_EQ(parse("id: 7\nevent: message\ndata: {\"a\":1}\n\n"),
              (Events{{"7", "message", "{\"a\":1}"}}));
}

TEST(SseParser, JoinsLinesOfDataAndTakesOneBlankOnly) {
    EXPECT_EQ(parse("data:  two\ndata:lines\n\n"), (Events{{"", "", " two\nlines"}}));
    EXPECT_EQ(parse("data\ndata\n\n"), (Events{{"", "", "\n"}}));
}

TEST(SseParser, EndsLinesByAnyOfTheThree) {
    EXPECT_EQ(parse("data: a\r\n\r\ndata: b\r\rdata: c\n\n"),
              (Events{{"", "", "a"}, {"", "", "b"}, {"", "", "c"}}));
}

TEST(SseParser, KeepsTheIdForLaterEventsAndForgetsTheName) {
    EXPECT_EQ(parse("id: 1\nevent: x\ndata: a\n\ndata: b\n\n"),
              (Events{{"1", "x", "a"}, {"1", "", "b"}}));
}

TEST(SseParser, SaysNothingOfPingsAndOfEventsWithoutData) {
    EXPECT_EQ(parse(": ping\n\n:\n\nevent: x\n\nretry: 5\n\n"), Events{});
}

TEST(SseParser, SaysNothingOfAnEventThatWasCut) { EXPECT_EQ(parse("id: 1\ndata: a\n"), Events{}); }

TEST(SseParser, SkipsTheByteOrderMarkOnce) {
    EXPECT_EQ(parse("\xEF\xBB\xBF"
                    "data: a\n\n"),
              (Events{{"", "", "a"}}));
    EXPECT_EQ(parse("\n\xEF\xBB\xBF"
                    "data: a\n\n"),
              Events{});
}

TEST(SseParser, IgnoresAnIdWithNul) {
    EXPECT_EQ(parse(std::string_view("id: 1\nid: 2\0\ndata: a\n\n", 23)), (Events{{"1", "", "a"}}));
}

TEST(SseParser, GivesTheSameForEverySplit) {
    const std::string text =
        "\xEF\xBB\xBF: hello\r\nid: 1\r\nevent: message\r\ndata: 妈妈\r\ndata: 好\r\n\r\n"
        "id: 2\rdata: b\r\r:\n\ndata: c\n\n";
    const Events whole = parse(text);
    ASSERT_EQ(whole.size(), 3U);
    for (std::size_t a = 0; a <= text.size(); ++a) {
        for (std::size_t b = a; b <= text.size(); ++b) {
            SseParser parser;
            Events all;
            for (const auto& part : {text.substr(0, a), text.substr(a, b - a), text.substr(b)}) {
                for (auto& event : parser.feed(part)) {
                    all.push_back(std::move(event));
                }
            }
            ASSERT_EQ(all, whole) << a << " " << b;
        }
    }
}

TEST(SseParser, GivesTheSameByteByByte) {
    const std::string text = "id: 1\r\nevent: e\r\ndata: a\r\n\r\nid: 2\ndata: b\n\n";
    SseParser parser;
    Events all;
    for (const char& c : text) {
        for (auto& event : parser.feed({&c, 1})) {
            all.push_back(std::move(event));
        }
    }
    EXPECT_EQ(all, parse(text));
    EXPECT_EQ(all.size(), 2U);
}

TEST(SseParser, SkipsWhatIsTooLongAndReadsOn) {
    SseParser parser(64);
    const std::string much(1000, 'x');
    const auto events = parser.feed("id: 1\ndata: " + much + "\ndata: y\n\nid: 2\ndata: good\n\n");
    EXPECT_EQ(events, (Events{{"2", "", "good"}}));
    EXPECT_EQ(parser.skipped(), 1U);
}

TEST(SseParser, CountsManyShortLinesOfOneEventAsItsLength) {
    SseParser parser(64);
    std::string text;
    for (int i = 0; i < 100; ++i) {
        text += "data: x\n";
    }
    EXPECT_EQ(parser.feed(text + "\n"), Events{});
    EXPECT_EQ(parser.skipped(), 1U);
}

TEST(SseParser, LivesThroughPingsForEver) {
    SseParser parser(64);
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(parser.feed(": ping\n"), Events{});
    }
    EXPECT_EQ(parser.feed("data: a\n\n"), (Events{{"", "", "a"}}));
}

}  // namespace
}  // namespace anju::client
