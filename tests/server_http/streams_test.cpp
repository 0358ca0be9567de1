// SPDX-License-Identifier: Apache-2.0
// Event streams over real sockets: what is committed arrives, once, in order, and only where it belongs.
#include <gmock/gmock.h>

#include <atomic>

#include "tests/server_http/live.hpp"
#include "tests/support/slow.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

server::StreamTimes quick() { return {.ping = 50ms, .poll = 50ms, .touch = 60'000ms, .recheck = 50ms, .grace = 50ms}; }
TEST(EventStream, BringsAMessageRightAfterItsCommit) {
    Live live({.times = without_poll()});
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    const Answer posted = live.send_message("饭好了", "a", live.world.wang);
    EXPECT_EQ(posted.status, 200) << posted.body;
    const auto event = tv.read_event();
    ASSERT_TRUE(event);
    EXPECT_EQ(event->name, "message");
    EXPECT_THAT(event->data, HasSubstr("饭好了"));
    EXPECT_THAT(event->data, HasSubstr(field(posted.body, "id")));
}

// Streams have their turns spread over the period: none is left out.
TEST(EventStream, OfManyEachHasItsPingsAndTheEvent) {
    auto times = without_poll();
    times.ping = 500ms;
    Live live({.times = times});
    std::vector<Wire> tvs;
    for (int i = 0; i < 250; ++i) tvs.push_back(open_stream(live.port(), "/v1/tv/events", live.world.wang.tv));
    std::this_thread::sleep_for(1200ms);
    live.send_message("饭好了", "a", live.world.wang);
    for (Wire& tv : tvs) {
        const auto event = tv.read_event();
        ASSERT_TRUE(event);
        EXPECT_THAT(event->data, HasSubstr("饭好了"));
        EXPECT_GE(tv.pings(), 1);
    }
}

// Another reader of the same events waits for the slow one only as long as that is there.
TEST(EventStream, OneThatStallsAndEndsHoldsNobodyUp) {
    auto times = without_poll();
    times.ping = times.recheck = 24h;  // nothing but the end of the slow one helps
    Live live({.times = times});
    const std::uint64_t begin = live.world.repository->last_sequences({server::recipient_of_terminal(live.world.wang.terminal)})->begin()->second;
    std::optional<Wire> slow(open_stream(live.port(), "/v1/tv/events", live.world.wang.tv, 4096));
    constexpr int kMany = 200;
    std::string much;  // more than sockets hold, less than a queue may
    for (int i = 0; i < 400; ++i) much += "字";
    for (int i = 0; i < kMany; ++i) live.send_message(much, "k" + std::to_string(i), live.world.wang);
    Wire quick = open_stream(live.port(), "/v1/tv/events?last=" + std::to_string(begin), live.world.wang.tv);
    std::uint64_t last = begin;
    while (last < begin + 32) last = quick.read_event()->id;
    slow.reset();
    while (last < begin + kMany) {
        const auto event = quick.read_event();
        ASSERT_TRUE(event);
        ASSERT_EQ(event->id, ++last);
    }
}

TEST(EventStream, StartsAtThePresentEnd) {
    Live live({.times = without_poll()});
    live.send_message("before", "a", live.world.wang);
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    live.send_message("after", "b", live.world.wang);
    EXPECT_THAT(tv.read_event()->data, HasSubstr("after"));
}

TEST(EventStream, ResumesBehindTheLastEventOfItsReader) {
    Live live({.times = without_poll()});
    Wire first = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    for (const std::string text : {"one", "two", "three"}) live.send_message(text, text, live.world.wang);
    const auto one = first.read_event();
    ASSERT_TRUE(one);
    first.close();

    auto by_header = live.world.wang.tv;
    by_header.emplace_back("Last-Event-ID", std::to_string(one->id));
    // What a browser adds by itself is newer than what its address says.
    for (Wire& again : std::array{open_stream(live.port(), "/v1/tv/events?last=0", by_header),
                                  open_stream(live.port(), "/v1/tv/events?last=" + std::to_string(one->id), live.world.wang.tv)}) {
        EXPECT_EQ(again.read_event()->id, one->id + 1);
        EXPECT_EQ(again.read_event()->id, one->id + 2);
    }
}

TEST(EventStream, LosesAndDoublesNothingForAReaderWhoKeepsReconnecting) {
    Live live({.times = without_poll()});
    const int messages = test::rounds(1500);
    const std::uint64_t begin = live.world.repository->last_sequences({server::recipient_of_terminal(live.world.wang.terminal)})->begin()->second;
    std::thread family([&] {
        for (int i = 0; i < messages; ++i) EXPECT_EQ(live.send_message(std::to_string(i), "k" + std::to_string(i), live.world.wang).status, 200);
    });
    std::uint64_t last = begin;
    while (last < begin + static_cast<std::uint64_t>(messages)) {
        Wire tv = open_stream(live.port(), "/v1/tv/events?last=" + std::to_string(last), live.world.wang.tv);
        for (int i = 0; i < 7 && last < begin + static_cast<std::uint64_t>(messages); ++i) {
            const auto event = tv.read_event();
            if (!event) { ADD_FAILURE() << "ended at " << last; break; }
            EXPECT_EQ(event->id, last + 1);
            EXPECT_THAT(event->data, HasSubstr("\"text\":\"" + std::to_string(last - begin) + "\""));
            last = event->id;
        }
    }
    family.join();
}

// A reading that began for a reader at the end must not carry a newer event past one who stands before it.
TEST(EventStream, SkipsNothingForLateReadersBesideOneWhoIsAtTheEnd) {
    Live live({.times = without_poll()});
    const int messages = test::rounds(2000);
    const std::uint64_t begin = live.world.repository->last_sequences({server::recipient_of_terminal(live.world.wang.terminal)})->begin()->second;
    Wire at_the_end = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    std::atomic<bool> done = false;
    std::vector<std::thread> late;
    for (int reader = 0; reader < 3; ++reader) {
        late.emplace_back([&] {
            while (!done) {
                Wire tv = open_stream(live.port(), "/v1/tv/events?last=" + std::to_string(begin), live.world.wang.tv);
                const auto first = tv.read_event();
                EXPECT_TRUE(first && first->id == begin + 1) << (first ? first->id - begin : 0);
            }
        });
    }
    for (int i = 0; i < messages; ++i) EXPECT_EQ(live.send_message(std::to_string(i), "k" + std::to_string(i), live.world.wang).status, 200);
    done = true;
    for (auto& reader : late) reader.join();
}

TEST(EventStream, TellsAnotherHomeNothing) {
    Live live({.times = quick()});
    Wire zhou = open_stream(live.port(), "/v1/tv/events", live.world.zhou.tv);
    Wire zhou_family = open_stream(live.port(), "/v1/family/events", live.world.zhou.family);
    live.send_message("for Wang only", "a", live.world.wang);
    live.send_message("for Zhou", "b", live.world.zhou);
    auto at_tv = zhou.read_event();
    while (at_tv && at_tv->name == "presence") at_tv = zhou.read_event();  // its own family just came
    EXPECT_THAT(at_tv->data, HasSubstr("for Zhou"));
    auto event = zhou_family.read_event();
    while (event && event->name == "tv") event = zhou_family.read_event();  // its own TV just came
    EXPECT_THAT(event->data, HasSubstr("for Zhou"));
}

TEST(EventStream, TellsTheFamilyThatAMessageWasSeen) {
    Live live({.times = without_poll()});
    Wire family = open_stream(live.port(), "/v1/family/events", live.world.wang.family);
    const auto seen = ask(live.port(), "POST", "/v1/tv/messages/" + live.world.wang.message + "/seen",
                          Live::json_headers(live.world.wang.tv, "seen"), R"({"seen_at":"2026-11-25T01:41:00.000Z"})");
    EXPECT_EQ(seen.status, 200) << seen.body;
    const auto event = family.read_event();
    ASSERT_TRUE(event);
    EXPECT_EQ(event->name, "message");
    EXPECT_THAT(event->data, HasSubstr(R"("seen_at":"2026-11-25T01:41:00.000Z")"));
}

TEST(EventStream, EndsForAReaderWhoDoesNotReadAndGoesOnWhereItStopped) {
    Live live({.times = without_poll()});
    std::string long_text;
    for (int i = 0; i < 500; ++i) long_text += "长";
    Wire lazy = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv, 4096);
    Wire other = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    std::uint64_t newest = 0;
    for (int i = 0; i < 600; ++i) {
        EXPECT_EQ(live.send_message(long_text, "k" + std::to_string(i), live.world.wang).status, 200);
        newest = other.read_event()->id;  // who reads is not held up
    }
    std::uint64_t last = 0;
    while (const auto event = lazy.read_event()) last = event->id;  // what was under way still comes, then the end
    EXPECT_GT(last, 0u);
    EXPECT_LT(last, newest);
    Wire again = open_stream(live.port(), "/v1/tv/events?last=" + std::to_string(last), live.world.wang.tv);
    while (last < newest) {
        const auto event = again.read_event();
        ASSERT_TRUE(event);
        ASSERT_EQ(event->id, ++last);
    }
}

TEST(EventStream, IsPolledWhenAHintWasLost) {
    Live live({.times = quick()});
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    // Another process on the same database: its commits wake nobody here.
    auto elsewhere = server::open_repository("sqlite:" + (live.folder.path / "anju.db").string(), quick_storage(), kMorning);
    ASSERT_TRUE(elsewhere);
    const server::FamilyCaller daughter{live.world.wang.member, live.world.wang.household, "s"};
    ASSERT_TRUE((*elsewhere)->post_message(daughter, {"from elsewhere", {}}, {"k", "b"}, kMorning));
    EXPECT_THAT(tv.read_event()->data, HasSubstr("from elsewhere"));
}

TEST(EventStream, IsNeverSilentForLong) {
    Live live({.times = quick()});
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    for (int i = 0; i < 3; ++i) EXPECT_NO_THROW(tv.read_until(": \n\n")) << i;
}

TEST(EventStream, EndsWithTheTerminalsPlaceInTheHome) {
    Live live({.times = without_poll()});
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    EXPECT_EQ(ask(live.port(), "POST", "/v1/staff/boxes/" + live.world.wang.terminal, live.json_headers(live.world.wang.staff, "k"), R"({"act":"lost","seen":0})").status, 200);
    const auto last = tv.read_event();
    EXPECT_EQ(last->name, "unpaired");
    EXPECT_EQ(last->data, R"({"how":"lost"})");
    EXPECT_FALSE(tv.read_event());
    const auto refused = ask(live.port(), "GET", "/v1/tv/snapshot", live.world.wang.tv);
    EXPECT_EQ(refused.status, 401);
    EXPECT_THAT(refused.body, HasSubstr("box_lost"));
}

TEST(EventStream, EndsWithTheLinkThatOpenedIt) {
    Live live({.times = quick()});
    Wire wang = open_stream(live.port(), "/v1/family/events", live.world.wang.family);
    Wire zhou = open_stream(live.port(), "/v1/family/events", live.world.zhou.family);
    ASSERT_TRUE(live.world.repository->revoke_links(server::system_caller(), live.world.wang.member, kMorning));
    EXPECT_TRUE(wang.ends());
    live.send_message("Zhou goes on", "k", live.world.zhou);
    EXPECT_THAT(zhou.read_event()->data, HasSubstr("Zhou goes on"));
}

TEST(EventStream, ARingReachesItsTvAloneAndIsNotToldAgain) {
    Live live({.times = without_poll()});
    const std::string ring = "/v1/staff/boxes/" + live.world.wang.terminal + "/ring";
    {
        Wire wang = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
        Wire zhou = open_stream(live.port(), "/v1/tv/events", live.world.zhou.tv);
        EXPECT_EQ(ask(live.port(), "POST", ring, live.world.wang.staff).status, 200);
        const auto came = wang.read_event();
        EXPECT_EQ(came->name, "ring");
        EXPECT_EQ(came->id, 0u);
        EXPECT_EQ(field(came->data, "until"), "2026-11-25T01:41:15.000Z");
        live.send_message("to Zhou", "k", live.world.zhou);
        EXPECT_EQ(zhou.read_event()->name, "message");
    }
    Wire wang = open_stream(live.port(), "/v1/tv/events?last=0", live.world.wang.tv);
    live.send_message("afterwards", "k", live.world.wang);
    for (auto came = wang.read_event(); came; came = wang.read_event()) {
        EXPECT_NE(came->name, "ring");
        if (came->data.find("afterwards") != std::string::npos) break;
    }
}

TEST(Presence, OfTheTvReachesTheFamily) {
    Live live({.times = quick()});
    Wire family = open_stream(live.port(), "/v1/family/events", live.world.wang.family);
    EXPECT_EQ(field(ask(live.port(), "GET", "/v1/family/home", live.world.wang.family).body, "tv_online"), "false");
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    const auto came = family.read_event();
    EXPECT_EQ(came->name, "tv");
    EXPECT_EQ(field(came->data, "online"), "true");
    EXPECT_EQ(came->id, 0u);  // not stored: it moves no cursor
    EXPECT_EQ(field(ask(live.port(), "GET", "/v1/family/home", live.world.wang.family).body, "tv_online"), "true");
    tv.close();
    const auto left = family.read_event();
    EXPECT_EQ(left->name, "tv");
    EXPECT_EQ(field(left->data, "online"), "false");
    EXPECT_EQ(field(left->data, "last_seen"), "2026-11-25T01:41:00.000Z");
}

TEST(Presence, OutlastsAQuickReconnect) {
    Live live({.times = {.ping = 50ms, .poll = 50ms, .touch = 60'000ms, .recheck = 50ms, .grace = 10'000ms}});
    Wire family = open_stream(live.port(), "/v1/family/events", live.world.wang.family);
    {
        Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
        EXPECT_EQ(field(family.read_event()->data, "online"), "true");
    }
    Wire tv = open_stream(live.port(), "/v1/tv/events", live.world.wang.tv);
    live.send_message("still here", "k", live.world.wang);
    EXPECT_EQ(family.read_event()->name, "message");  // no "tv" in between
}

}  // namespace
}  // namespace anju::tests
