// SPDX-License-Identifier: Apache-2.0
// The whole program but its edges: a platform and a voice made here, memory instead of a window.
#include "terminal/app/loop.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "terminal/app/disk/disk.hpp"
#include "terminal/app/guard_socket.hpp"
#include "terminal/app/watcher.hpp"
#include "tests/support/fake_guard.hpp"
#include "tests/support/left_behind.hpp"
#include "tests/support/slow.hpp"
#include "tests/support/terminal_driver.hpp"

namespace anju::app {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

// Answers at once, on a thread of its own.
class FakePlatform final : public client::PlatformClient {
  public:
    FakePlatform(std::function<void(client::News)> sink, std::vector<std::string>& calls)
        : sink_(std::move(sink)), calls_(calls) {}
    void send(client::RequestId id, client::Call call) override {
        if (std::holds_alternative<client::StartPairing>(call)) {
            calls_.push_back("pair");
            contract::PairingCode code;
            code.device_code = "d";
            code.user_code = "HQBMTKWR";
            code.verification_uri = code.verification_uri_complete = "http://p/approve";
            answer(id, client::Answer(code));
        } else if (const auto* seen = std::get_if<client::SendSeen>(&call)) {
            calls_.push_back("seen " + seen->message);
            answer(id, tl::unexpected(contract::Error{contract::ErrorKind::Offline, {}, {}}));
        } else if (std::holds_alternative<client::FetchSnapshot>(call)) {
            calls_.push_back("snapshot");
            answer(id, client::Answer(test::snapshot(test::demo_household(),
                                                     {test::text_message("a", "m1", "妈", test::kMorning)})));
        } else {
            calls_.emplace_back("other");
            answer(id, tl::unexpected(contract::Error{contract::ErrorKind::Refused, "gone", {}}));
        }
    }
    void open_stream(std::uint64_t) override {
        calls_.emplace_back("stream");
        threads_.emplace_back([this] { sink_(client::StreamOpened{}); });
    }
    void close_stream() override {}
    void hurry_stream(bool) override {}

  private:
    void answer(client::RequestId id, contract::Result<client::Answer> result) {
        threads_.emplace_back([this, id, result] { sink_(client::Replied{id, result}); });
    }
    std::function<void(client::News)> sink_;
    std::vector<std::string>& calls_;
    std::vector<std::jthread> threads_;
};

class FakeSpeaker final : public speech::Speaker {
  public:
    explicit FakeSpeaker(std::vector<std::string>& said) : said_(said) {}
    void say(std::string text, speech::Voice) override { said_.push_back(std::move(text)); }
    void stop() override {}
    void play(speech::Chime, int) override {}

  private:
    std::vector<std::string>& said_;
};

class TheLoop : public ::testing::Test {
  protected:
    TheLoop() : folder_(std::filesystem::path(::testing::TempDir()) / ("tv-" + std::to_string(getpid()))) {
        std::filesystem::remove_all(folder_);
    }
    ~TheLoop() override { std::filesystem::remove_all(folder_); }

    // Runs a script to its end.
    int play(const std::string& script, contract::Time now = test::kMorning) {
        const Clock clock(now);
        disk::Disk disk(folder_);
        const auto stage = make_headless_stage(640, 360);
        InboxBox inbox([&] { stage->wake(); });
        std::optional<GuardSocket> guard;
        const auto started = [&] {
            auto message = disk.load();
            message.device.capabilities = {contract::Capability::Messages};
            message.now = clock.now();
            return message;
        };
        Effects effects({disk, inbox,
                         [&](const std::string&, std::function<void(client::News)> sink) {
                             return std::make_unique<FakePlatform>(std::move(sink), calls_);
                         },
                         [&](const std::function<void(speech::Available)>&) {
                             calls_.emplace_back("voice");
                             return std::make_unique<FakeSpeaker>(said_);
                         },
                         started, [](const std::string&) {}, {}, {}, {},
                         [&](std::string line) {
                             if (guard) {
                                 guard->say(std::move(line));
                             }
                         },
                         "http://p"});
        LoopParts parts{*stage, inbox, clock, &effects, nullptr};
        parts.load_photo = [](const std::string&) { return std::nullopt; };
        parts.first_picture = [&] {
            EXPECT_TRUE(calls_.empty()) << calls_[0] << " came before the first picture";
            EXPECT_NE(stage->presenter().pixels().data[0], 0U) << "there is no picture yet";
            effects.begin();
            if (!guard_.empty()) {
                guard.emplace(guard_, [&](std::optional<model::GuardState> said) { inbox.post(FromGuard{std::move(said)}); });
            }
        };
        script::Lines lines;
        for (auto& line : lines.add(script + "\n")) {
            inbox.post(ScriptLine{std::move(line)});
        }
        Loop loop(std::move(parts));
        const int code = loop.run({started()});
        guard.reset();
        state_ = loop.state();
        return code;
    }
    void pair() const {
        disk::Disk disk(folder_);
        disk.save_paired({"t1", "DT47C"});
    }

    std::filesystem::path folder_;
    std::vector<std::string> calls_, said_;
    std::string guard_;  // its socket; empty: none
    model::State state_;
};

TEST_F(TheLoop, ShowsThePairingCodeOfThePlatform) {
    EXPECT_EQ(play("wait pairing\nsettle\nscene " + (folder_ / "s.json").string() + "\nquit"), 0);
    std::ifstream in(folder_ / "s.json");
    EXPECT_THAT(std::string(std::istreambuf_iterator<char>(in), {}), HasSubstr("HQBMTKWR"));
}

TEST_F(TheLoop, ComesHomeAndOpensAMessageByKeys) {
    pair();
    EXPECT_EQ(play("wait home\nwait_item card\nsettle\nok\nquit"), 0);
    EXPECT_THAT(calls_, Contains("snapshot"));
    EXPECT_THAT(calls_, Contains("stream"));
    EXPECT_NE(state_.pages.back().route, model::Route::Home);
}

TEST_F(TheLoop, WritesASeenDownBeforeItIsSentAndKeepsItWhenItFails) {
    pair();
    EXPECT_EQ(play("wait_item card\nsettle\nleft\nok\nwait message\nsleep 800\nok\nsettle\nquit"), 0);
    EXPECT_THAT(calls_, Contains("seen a"));
    disk::Disk disk(folder_);
    ASSERT_EQ(disk.load().outbox.size(), 1U);
    EXPECT_EQ(disk.load().outbox[0].message, "a");
}

TEST_F(TheLoop, SpeaksByDayAndIsSilentAtNight) {
    pair();
    play("wait home\nsettle\nup\nsettle\nquit");
    EXPECT_FALSE(said_.empty());
    said_.clear();
    calls_.clear();
    play("wait night\nok\nsettle\nquit", test::kMorning - 8h);
    EXPECT_TRUE(said_.empty()) << said_[0];
}

// A guard on a real socket: each line of the talk as docs/alarm.md has it, in its order.
TEST_F(TheLoop, TalksWithTheGuardFromThePressToTheEnd) {
    pair();
    guard_ = (folder_ / "g").string();
    test::FakeGuard guard(guard_);
    const auto soon = [](std::chrono::seconds time) { return contract::to_rfc3339(test::kMorning + time); };
    const auto until = [&] { return R"(,"take_back_until":")" + soon(60s) + "\""; };
    std::vector<std::string> heard;
    std::jthread talk([&] {
        const auto hear = [&] { heard.push_back(guard.hear()); };
        guard.accept();
        guard.say_state(1, "idle");
        hear();
        hear();
        hear();
        guard.say_state(2, "calling", until());
        hear();
        guard.say_state(3, "received", until() + R"(,"alarm":{"id":"A1","report":"R1","revision":1,"state":"waiting","reach":"nearest","presses":1,"received_at":")" + soon(0s) + "\"}");
        hear();
        hear();
        guard.say_state(4, "cancelled");
        hear();
    });
    EXPECT_EQ(play("wait_item card 20\nsettle\nsos\nwait alarm\nwait_item alarm 20\nback\nwait_item home 20\nsleep 800\nok\nwait home\nquit"), 0);
    talk.join();
    ASSERT_EQ(heard.size(), 7U);
    // Whose box it is, that nothing is shown yet, and the press are told in any order: the line may come to stand during the press.
    const auto box = std::find_if(heard.begin(), heard.end(), [](const std::string& line) { return line.starts_with("{\"box\""); });
    ASSERT_NE(box, heard.end());
    EXPECT_THAT(*box, HasSubstr("\"called\":\"王奶奶\""));
    EXPECT_THAT(*box, HasSubstr("\"platform\":\"http://p\""));
    heard.erase(box);
    std::sort(heard.begin(), heard.begin() + 2);
    EXPECT_THAT(heard, ::testing::ElementsAre(R"({"press":{"source":"sos"}})", R"({"shown":{"version":1}})", R"({"shown":{"version":2}})", R"({"shown":{"version":3}})",
                                              R"({"back":{}})", R"({"shown":{"version":4}})"));
    EXPECT_THAT(said_, Contains(HasSubstr("正在给您叫人")));
    EXPECT_THAT(said_, Contains(HasSubstr("平台已收到")));
    EXPECT_THAT(said_, Contains(HasSubstr("求助取消了")));
}

// The guard starts only after the press: the screen says so, and it is told then.
TEST_F(TheLoop, TellsAGuardThatComesLateOfThePress) {
    pair();
    guard_ = (folder_ / "g").string();
    test::FakeGuard guard(guard_);
    guard.stop();
    std::string press;
    std::jthread talk([&] {
        std::this_thread::sleep_for(300ms);  // the key is pressed by then, or not: both must end the same
        guard.start();
        guard.accept();
        guard.say_state(1, "idle");
        while (press.find("press") == std::string::npos) {
            press = guard.hear();
            ASSERT_FALSE(press.empty());
        }
        guard.say_state(2, "accepted", R"(,"alarm":{"id":"A1","report":"R1","revision":1,"state":"accepted","reach":"nearest","presses":1,"received_at":"2026-11-21T01:41:03Z"})");
        guard.hear();
    });
    EXPECT_EQ(play("wait_item card 20\nred\nwait alarm\nwait_item alarm 20\nquit"), 0);
    talk.join();
    EXPECT_EQ(press, R"({"press":{"source":"red"}})");
}

TEST_F(TheLoop, EndsWithCode3AtAFailedStep) {
    EXPECT_EQ(play("wait home 0.05"), Loop::kFailedStep);
    calls_.clear();
    EXPECT_EQ(play("nonsense"), Loop::kFailedStep);
}

// Everything that has a thread ends while it works. A watchdog names the round that hangs.
TEST(Shutdown, RoundAfterRoundWithWorkInFlightNeverHangs) {
    const auto folder = std::filesystem::path(::testing::TempDir()) / ("end-" + std::to_string(getpid()));
    std::filesystem::remove_all(folder);
    std::thread([] {}).join();  // a sanitizer keeps a thread of its own from the first one on
    const auto before = test::held_now();
    auto rounds = std::async(std::launch::async, [&] {
        for (int round = 0; round < test::rounds(3000); ++round) {
            disk::Disk disk(folder);
            const auto stage = make_headless_stage(320, 180);
            InboxBox inbox([&] { stage->wake(); });
            const Watcher watcher("", [](const script::Lines::Line&) {}, [] {});
            Effects effects({disk, inbox,
                             [](std::string key, std::function<void(client::News)> sink) {
                                 return client::make_http_client({"http://127.0.0.1:9", std::move(key), "t"},
                                                                 std::move(sink));
                             },
                             [](const std::function<void(speech::Available)>&) {
                                 static std::vector<std::string> said;
                                 return std::make_unique<FakeSpeaker>(said);
                             },
                             [&] { return disk.load(); }, [](const std::string&) {}});
            effects.begin();
            effects.run({model::StartPairing{1}, model::OpenStream{0}, model::FetchSnapshot{2},
                         model::FetchPhoto{"p:small"}, model::SaveSnapshot{}},
                        {});
            if (round % 10 == 0) {
                effects.run({model::Wipe{}}, {});
            }
            if (round % 2 == 0) {
                stage->wait(std::chrono::steady_clock::now() + 1ms);
            }
        }
    });
    if (rounds.wait_for(test::slow() ? 600s : 100s) != std::future_status::ready) {
        std::fputs("the rounds hang\n", stderr);
        std::abort();
    }
    rounds.get();
    EXPECT_EQ(test::held_at_last(before), before);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace anju::app
