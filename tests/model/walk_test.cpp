// SPDX-License-Identifier: Apache-2.0
// Thousands of messages in a random order that is the same every time: what must hold, holds always.
#include <gtest/gtest.h>

#include <random>

#include "screens/scene_json.hpp"
#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using keys::Key;

class Walk {
  public:
    explicit Walk(unsigned seed) : random_(seed) {
        auto start = started();
        if (one_in(2)) {
            start.paired = model::Paired{"t1", "DT47C"};
            if (one_in(2)) {
                start.cached = snapshot(demo_household(), {some_message()}, 3);
            }
        }
        tv.happens(start);
    }

    void step() {
        switch (below(12)) {
            case 0:
            case 1:
            case 2:
            case 3: key(); break;
            case 4: tv.tick(tv.state.now + std::chrono::milliseconds{below(90'000)}); break;
            case 5: tv.tick(model::next_deadline(tv.state)); break;
            case 6: answer(); break;
            case 7: tv.happens(model::StreamOpened{}); break;
            case 8:
                tv.happens(model::StreamLost{error(one_in(40) ? ErrorKind::Denied : ErrorKind::Offline)});
                break;
            case 9: heard(); break;
            case 10: photo(); break;
            default: rare(); break;
        }
    }

    TerminalDriver tv;

  private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
    bool one_in(unsigned count) { return below(count) == 0; }

    contract::Message some_message() {
        const auto id = "x" + std::to_string(below(30));
        const auto when = tv.state.now == Time{} ? kMorning : tv.state.now - std::chrono::minutes{below(3000)};
        auto message = photo_message(id, "m" + std::to_string(1 + below(5)), one_in(3) ? "" : "妈，您看", when,
                                     static_cast<int>(one_in(2) ? 1 + below(9) : 0));
        if (message.text.empty() && message.photos.empty()) {
            message.text = "在吗";
        }
        if (one_in(4)) {
            message.seen_at = when;
        }
        return message;
    }

    contract::Snapshot some_snapshot() {
        std::vector<contract::Message> messages;
        for (unsigned i = below(12); i > 0; --i) {
            messages.push_back(some_message());
        }
        auto home = demo_household();
        home.version = below(5);
        if (one_in(5)) {
            home.capabilities.clear();
        }
        return snapshot(home, messages, tv.state.cursor + below(4) - (tv.state.cursor > 0 && one_in(3) ? 1 : 0));
    }

    void key() {
        static constexpr Key kKeys[] = {Key::Up,   Key::Down,     Key::Left,   Key::Right,      Key::Ok,   Key::Ok,
                                        Key::Back, Key::VolumeUp, Key::Digit5, Key::VolumeDown, Key::Mute, Key::Home};
        tv.press(kKeys[below(std::size(kKeys))], one_in(6));
    }

    template <class T>
    contract::Result<T> maybe(T value) {
        if (one_in(3)) {
            static constexpr ErrorKind kKinds[] = {ErrorKind::Offline, ErrorKind::Timeout, ErrorKind::Refused,
                                                   ErrorKind::Malformed, ErrorKind::Broken};
            return tl::unexpected{error(one_in(60) ? ErrorKind::Denied : kKinds[below(5)],
                                        one_in(2) ? "authorization_pending" : "expired_token")};
        }
        return value;
    }

    void answer() {
        if (tv.state.pairing && tv.state.pairing->request) {
            const auto id = *tv.state.pairing->request;
            if (tv.state.pairing->code) {
                tv.happens(model::PairingPolled{id, maybe(contract::Paired{"t1", "DT47C", "h1"})});
            } else {
                contract::PairingCode code;
                code.user_code = "HQBMTKWR";
                tv.happens(model::PairingCodeReceived{id, maybe(code)});
            }
        } else if (tv.state.snapshot_request && one_in(2)) {
            tv.happens(model::SnapshotReceived{*tv.state.snapshot_request, maybe(some_snapshot())});
        } else if (!tv.state.outbox.empty()) {
            const auto& pending = tv.state.outbox[below(static_cast<unsigned>(tv.state.outbox.size()))];
            const auto* message = model::find_message(tv.state, pending.message);
            auto told = message ? *message : contract::Message{};
            told.seen_at = pending.seen_at;
            tv.happens(model::SeenAcknowledged{pending.in_flight.value_or(9999), maybe(told)});
        }
    }

    void heard() {
        const auto seq = tv.state.cursor + below(4);
        if (one_in(200)) {
            tv.happens(model::Heard{{seq, contract::Unpaired{}}});
        } else if (one_in(6)) {
            auto home = demo_household();
            home.version = below(6);
            home.night = {.from = static_cast<int>(below(24)), .to = static_cast<int>(below(24))};
            tv.happens(model::Heard{{seq, contract::HouseholdChanged{home}}});
        } else {
            tv.happens(model::Heard{{seq, contract::MessageChanged{some_message()}}});
        }
    }

    void photo() {
        if (!tv.state.photos_asked.empty()) {
            const auto name = tv.state.photos_asked.begin()->first;
            if (one_in(3)) {
                tv.happens(model::PhotoFailed{name, error(one_in(2) ? ErrorKind::Offline : ErrorKind::Refused)});
            } else {
                tv.happens(model::PhotoStored{name});
            }
        }
    }

    void rare() {
        if (one_in(10)) {
            tv.tick(tv.state.now - std::chrono::minutes{below(600)});
        } else if (one_in(10) && tv.state.wiping) {
            tv.happens(started(tv.state.now));
        } else if (one_in(8)) {
            tv.happens(model::SoundChanged{one_in(2), one_in(2)});
        } else {
            tv.happens(model::Asked{model::OpenMessage{"x" + std::to_string(below(30))}});
        }
    }

    std::mt19937 random_;
};

void check(TerminalDriver& tv) {
    const auto& state = tv.state;
    ASSERT_FALSE(state.pages.empty());
    ASSERT_LE(state.pages.size(), 3u);
    ASSERT_EQ(state.pages.front().route, model::Route::Home);
    ASSERT_LE(state.photos_asked.size(), 4u);
    std::set<std::string> keys, pending;
    for (const auto& entry : state.outbox) {
        ASSERT_TRUE(keys.insert(entry.key).second);
        ASSERT_TRUE(pending.insert(entry.message).second);
    }
    std::set<std::string> ids;
    for (const auto& message : state.messages) {
        ASSERT_TRUE(ids.insert(message.id).second);
    }
    for (const auto& page : state.pages) {
        ASSERT_TRUE(page.route != model::Route::Message || ids.contains(page.message));
    }
    const auto scene = tv.scene();
    ASSERT_FALSE(scene.screen.empty());
    ASSERT_FALSE(scene.title.empty());
    if (scene.screen != "pairing" && scene.screen != "night") {
        const auto* item = screens::focused(scene);
        ASSERT_NE(item, nullptr) << scene.screen;
        ASSERT_TRUE(item->enabled);
        ASSERT_TRUE(item->ok) << "OK is always right";
    }
}

class RandomWalk : public testing::TestWithParam<unsigned> {};

TEST_P(RandomWalk, KeepsWhatMustHold) {
    Walk walk{GetParam()};
    for (int i = 0; i < 1500; ++i) {
        walk.step();
        check(walk.tv);
        if (HasFatalFailure()) {
            FAIL() << "seed " << GetParam() << " step " << i << "\n"
                   << screens::scene_json(walk.tv.scene(), {});
        }
    }
}

TEST_P(RandomWalk, TheSameMessagesGiveTheSameState) {
    Walk walk{GetParam()};
    for (int i = 0; i < 600; ++i) {
        walk.step();
    }
    model::State again;
    for (const auto& message : walk.tv.history) {
        again = model::update(std::move(again), message).state;
    }
    EXPECT_EQ(again, walk.tv.state);
}

TEST_P(RandomWalk, ATickLeavesNothingDue) {
    Walk walk{GetParam() + 1000};
    for (int i = 0; i < 400; ++i) {
        walk.step();
        walk.tv.tick(walk.tv.state.now);
        ASSERT_GT(model::next_deadline(walk.tv.state), walk.tv.state.now) << "step " << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomWalk, testing::Range(1u, 13u));

}  // namespace
}  // namespace anju::test
