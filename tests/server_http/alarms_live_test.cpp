// SPDX-License-Identifier: Apache-2.0
// Calls for help over the wire: streams, time that goes on across restarts and nodes, and a platform that is busy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <nlohmann/json.hpp>

#include "tests/server_http/live.hpp"

namespace anju::tests {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;

std::string report_of(int number) {
    return fmt::format(R"({{"id":"run-{}","sequence":{},"source":"red","pressed_at":"2026-11-25T01:41:00Z","presses":1,"taken_back":0}})", 10'000 + number, number);
}
std::vector<Header> as_json(std::vector<Header> who) { return Live::json_headers(std::move(who), "unused"); }

// The next event of this name.
json heard(Wire& wire, const std::string& name) {
    for (auto came = wire.read_event(); came; came = wire.read_event()) {
        if (came->name == name) return json::parse(came->data);
    }
    ADD_FAILURE() << "no " << name;
    return {};
}

TEST(HelpStreams, TheGuardAndTheDeskHearOfItAndTheTvDoesNot) {
    Live live({.times = without_poll()});
    const auto& home = live.world.wang;
    Wire guard = open_stream(live.port(), "/v1/tv/alarms/events", home.tv), tv = open_stream(live.port(), "/v1/tv/events", home.tv);
    Wire other = open_stream(live.port(), "/v1/tv/alarms/events", live.world.zhou.tv), desk = open_stream(live.port(), "/v1/desk/events", home.staff);
    EXPECT_EQ(ask(live.port(), "POST", "/v1/desk/seat", as_json(home.staff), R"({"on_duty":true})").status, 200);
    EXPECT_EQ(ask(live.port(), "POST", "/v1/tv/alarms", as_json(home.tv), report_of(1)).status, 200);
    const auto alarm = heard(guard, "alarm");
    EXPECT_EQ(alarm["report"], "run-10001");
    const auto line = heard(desk, "desk_alarm");
    EXPECT_EQ(line["alarm"]["id"], alarm["id"]);
    EXPECT_EQ(ask(live.port(), "POST", "/v1/desk/alarms/" + alarm["id"].get<std::string>() + "/accept", home.staff).status, 200);
    EXPECT_EQ(heard(guard, "alarm")["state"], "accepted");
    EXPECT_EQ(heard(desk, "desk_alarm")["mine"], true);
    live.send_message("to Wang", "k1", home);
    EXPECT_EQ(tv.read_event()->name, "message") << "of the alarm its guard tells it";
    EXPECT_EQ(ask(live.port(), "POST", "/v1/tv/alarms", as_json(live.world.zhou.tv), report_of(2)).status, 200);
    EXPECT_EQ(heard(other, "alarm")["report"], "run-10002") << "and nothing of Wang's before it";
    guard.close();
    Wire again = open_stream(live.port(), "/v1/tv/alarms/events?last=0", home.tv);
    EXPECT_EQ(heard(again, "alarm")["state"], "waiting") << "what was missed is told again, in order";
    EXPECT_EQ(heard(again, "alarm")["state"], "accepted");
}

TEST(HelpStreams, OfTheDeskEndWithTheSignIn) {
    Live live({.times = {.ping = 5s, .poll = 20ms, .touch = 10min, .recheck = 20ms, .grace = 20ms}});
    Wire desk = open_stream(live.port(), "/v1/desk/events", live.world.wang.staff);
    EXPECT_EQ(ask(live.port(), "DELETE", "/v1/staff/session", live.world.wang.staff).status, 204);
    EXPECT_TRUE(desk.ends());
}

std::int64_t steps_of(server::Repository& repository, const server::StaffCaller& staff, const std::string& alarm, const std::string& text) {
    const auto card = repository.alarm_card(staff, alarm, kMorning);
    if (!card) return -1;
    return std::count_if(card->steps.begin(), card->steps.end(), [&](const auto& step) { return step.text == text || step.what == text; });
}

// The clock of both nodes is the test's.
TEST(HelpTime, GoesOnAfterARestartAndOnTwoNodesAndSaysEachStepOnce) {
    server::start_image_library("server_live_test");
    TemporaryFolder folder;
    auto clock = std::make_shared<std::atomic<Time>>(kMorning);
    server::ServerOptions options;
    options.database = "sqlite:" + (folder.path / "anju.db").string();
    options.storage = quick_storage();
    options.times = without_poll();
    options.clock = [clock] { return clock->load(); };
    options.workers = 2;
    std::string alarm;
    server::StaffCaller head = server::system_caller();
    head.roles = {contract::Role::Manager};
    {
        server::Server server(options);  // it is not run: its timers stand still, as if it had been killed
        World world(server.repository());
        const auto said = world.post("/v1/tv/alarms", world.wang.tv, report_of(1));
        ASSERT_EQ(said.status, 200) << said.body;
        alarm = field(said.body, "id");
        EXPECT_EQ(steps_of(server.repository(), head, alarm, "breach"), 0);
    }
    clock->store(kMorning + 200s);
    server::Server one(options), two(options);
    std::thread first([&] { one.run(); }), second([&] { two.run(); });
    const auto until = std::chrono::steady_clock::now() + 10s;
    while (steps_of(one.repository(), head, alarm, "breach") < 1 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    EXPECT_GE(steps_of(two.repository(), head, alarm, "breach"), 1);
    one.stop();
    two.stop();
    first.join();
    second.join();
    for (const char* step : {"nearest", "all_seats", "head_and_family", "above"}) EXPECT_EQ(steps_of(one.repository(), head, alarm, step), 1) << step;
    EXPECT_EQ(steps_of(one.repository(), head, alarm, "breach"), 1) << "its what and its text are one step";
}

// Every usual worker and connection is taken by others.
TEST(HelpCalls, AreAnsweredHoweverManyOthersThereAre) {
    server::ListenerLimits limits;
    limits.connections = 2;
    std::atomic<bool> holds{false};
    std::promise<void> held, go;
    const auto gone_on = go.get_future().share();
    Live live({.limits = limits,
               .times = without_poll(),
               .on_committed =
                   [&](const std::vector<std::string>& recipients) {
                       const bool routine = std::ranges::any_of(recipients, [](const std::string& one) { return one.starts_with("tv:"); });
                       if (!routine || !holds.exchange(false)) return;
                       held.set_value();
                       gone_on.wait();
                   },
               .workers = 1});
    holds = true;
    auto message = std::async(std::launch::async, [&] { return live.send_message("takes the only worker", "k", live.world.wang).status; });
    held.get_future().wait();
    Wire other(live.port());
    EXPECT_ANY_THROW(ask(live.port(), "GET", "/v1/tv/snapshot", live.world.wang.tv)) << "there is no place for what is routine";
    const auto said = ask(live.port(), "POST", "/v1/tv/alarms", as_json(live.world.wang.tv), report_of(1));
    EXPECT_EQ(said.status, 200) << said.body;
    EXPECT_EQ(ask(live.port(), "GET", "/v1/desk", live.world.wang.staff).status, 200);
    go.set_value();
    EXPECT_EQ(message.get(), 200);
}

// So many boxes call that the disk cannot follow: what is routine is put off at once, what is read is read, and no call is refused.
TEST(HelpCalls, GoBeforeWhatIsRoutineWhenThereAreMany) {
    std::atomic<bool> holds{false};
    std::promise<void> go;
    const auto gone_on = go.get_future().share();
    Live live({.times = without_poll(), .on_committed = [&](const std::vector<std::string>&) {
                   if (holds) gone_on.wait();
               }});
    EXPECT_EQ(live.send_message("before", "before", live.world.wang).status, 200);
    holds = true;
    std::vector<Wire> boxes;
    for (int i = 1; i <= 80; ++i) {
        boxes.emplace_back(live.port());
        boxes.back().send(request_text("POST", "/v1/tv/alarms", as_json(live.world.wang.tv), report_of(i)));
    }
    Answer put_off;
    for (int i = 0; put_off.status != 503; ++i) {  // until all of them have come
        ASSERT_LT(i, 1000);
        put_off = ask(live.port(), "POST", "/v1/tv/condition", as_json(live.world.wang.tv), "{");  // takes no writer
    }
    EXPECT_EQ(field(put_off.body, "code"), "busy");
    EXPECT_THAT(put_off.body, testing::HasSubstr("call for help"));
    EXPECT_EQ(put_off.header("Retry-After"), "2");
    EXPECT_EQ(ask(live.port(), "GET", "/v1/tv/snapshot", live.world.wang.tv).status, 200) << "reading takes nothing from them";
    EXPECT_EQ(ask(live.port(), "GET", "/v1/desk", live.world.wang.staff).status, 200) << "the desk waits behind none of them";
    EXPECT_EQ(ask(live.port(), "POST", "/v1/staff/session", as_json({}), "{").status, 400) << "somebody comes to the desk";
    EXPECT_EQ(ask(live.port(), "POST", "/v1/tv/heartbeat", as_json(live.world.wang.tv), "{").status, 400) << "a box that calls is not offline";
    holds = false;
    go.set_value();
    for (auto& box : boxes) EXPECT_EQ(box.read_answer().status, 200);
    EXPECT_EQ(live.send_message("after", "after", live.world.wang).status, 200);
}

}  // namespace
}  // namespace anju::tests
