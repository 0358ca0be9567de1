// SPDX-License-Identifier: Apache-2.0
// Thousands of messages in a random order that is the same every time: what must hold, holds always.
#include <gtest/gtest.h>

#include <random>

#include "screens/scene_json.hpp"
#include "tests/model/visiting.hpp"
#include "tests/support/slow.hpp"
#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using keys::Key;

class Walk {
  public:
    explicit Walk(unsigned seed) : random_(seed) {
        auto start = started();
        visits_ = one_in(2);
        if (visits_) {
            start.device.capabilities.insert(contract::Capability::Visits);
        }
        if (one_in(2)) {
            start.paired = model::Paired{"t1", "DT47C"};
            if (one_in(2)) {
                start.cached = snapshot(some_household(), {some_message()}, 3);
            }
        }
        tv.happens(start);
    }

    void step() {
        switch (below(visits_ ? 16 : 12)) {
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
            case 12: visit(); break;
            case 13: visit_intent(); break;
            case 14: engine(); break;
            case 15: visit_reply(); break;
            default: one_in(3) ? alarm() : rare(); break;
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
        if (visits_ && one_in(4)) {
            message.clip = contract::Clip{"c" + id, 9s, 640, 360, "video/mp4"};
        }
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
        auto home = some_household();
        home.version = below(5);
        if (one_in(5)) {
            home.capabilities.clear();
        }
        auto given = snapshot(home, messages, tv.state.cursor + below(4) - (tv.state.cursor > 0 && one_in(3) ? 1 : 0));
        for (unsigned i = visits_ ? below(4) : 0; i > 0; --i) {
            given.visits.push_back(some_visit());
        }
        return given;
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
            auto home = some_household();
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

    // A guard that says whatever it likes, comes and goes; and keys for help.
    void alarm() {
        if (one_in(4)) {
            tv.happens(model::GuardGone{});
        } else if (one_in(3)) {
            tv.happens(model::Asked{model::CallHelp{static_cast<contract::AlarmSource>(below(4)), one_in(2)}});
        } else if (one_in(4)) {
            tv.happens(model::Asked{model::TakeBack{one_in(2)}});
        } else {
            model::GuardState said;
            said.version = below(9);
            said.stage = static_cast<model::GuardState::Stage>(below(8));
            said.at = tv.state.now - std::chrono::seconds{below(20)};
            said.presses = static_cast<int>(below(4));
            said.rung = static_cast<int>(below(3));
            if (one_in(2)) {
                said.take_back_until = said.at + 10s;
            }
            if (one_in(2)) {
                said.alarm.emplace();
                said.alarm->family = {"小芳"};
            }
            tv.happens(model::GuardSaid{said});
        }
    }

    contract::Household some_household() {
        auto home = demo_household();
        if (!visits_) {
            return home;
        }
        home = visiting_household();
        home.visits.quiet = {static_cast<int>(below(24)), static_cast<int>(below(24))};
        for (unsigned i = below(3); i > 0; --i) {
            contract::VisitRule rule;
            rule.member = "m" + std::to_string(1 + below(5));
            rule.policy = static_cast<contract::VisitPolicy>(below(4));
            if (one_in(2)) {
                rule.agreed_at = tv.state.now;
            }
            if (one_in(2)) {
                rule.proposed = static_cast<contract::VisitPolicy>(below(4));
            }
            home.visits.rules.push_back(rule);
        }
        return home;
    }

    std::string some_call() {
        const auto* id = call::id_of(tv.state.call);
        return id && !one_in(6) ? *id : "V" + std::to_string(below(6));
    }

    contract::Visit some_visit() {
        auto visit = ring_of(some_call(), one_in(8) ? "" : "m" + std::to_string(1 + below(5)), one_in(20) ? "" : "小芳",
                             tv.state.now - std::chrono::seconds{below(60)});
        visit.placed_by = one_in(3) ? contract::VisitSide::Tv : contract::VisitSide::Phone;
        visit.stage = static_cast<contract::VisitStage>(below(3));
        if (visit.stage == contract::VisitStage::Ended) {
            visit.end = static_cast<contract::VisitEnd>(below(8));
            visit.seen = one_in(2);
        }
        return visit;
    }

    void visit() {
        const auto seq = tv.state.cursor + 1;
        if (one_in(8)) {
            tv.happens(model::Heard{{0, contract::PresenceChanged{{"m" + std::to_string(1 + below(5)), one_in(2), {}}}}});
        } else if (one_in(2)) {
            contract::Signal signal;
            signal.visit = some_call();
            signal.from = one_in(9) ? contract::VisitSide::Tv : contract::VisitSide::Phone;
            signal.round = below(3);
            signal.kind = static_cast<contract::SignalKind>(below(5));
            if (one_in(2)) {
                signal.state = contract::SideState{static_cast<contract::Sends>(below(5)),
                                                   static_cast<contract::SendsWhy>(below(4)), one_in(2)};
            }
            tv.happens(model::Heard{{seq, contract::SignalCame{signal}}});
        } else {
            tv.happens(model::Heard{{seq, contract::VisitChanged{some_visit()}}});
        }
    }

    void visit_intent() {
        const auto member = "m" + std::to_string(1 + below(5));
        const auto message = "x" + std::to_string(below(30));
        const model::Intent intents[] = {
            model::CallMember{member}, model::AnswerCall{}, model::AnswerCall{}, model::DeclineCall{}, model::HangUp{},
            model::DismissCall{}, model::SetCamera{one_in(2)}, model::SetMicrophone{one_in(2)}, model::StartMessage{member},
            model::FinishMessage{one_in(2)}, model::AgreeRule{member, static_cast<contract::VisitPolicy>(below(4)), one_in(2)},
            model::PlayClip{message}, model::StopClip{}, model::NewCode{}, model::Open{static_cast<model::Route>(below(10))},
            model::FocusItem{"x"}, model::GoBack{}};
        tv.wait(one_in(2) ? 1s : 0s);
        tv.happens(model::Asked{intents[below(std::size(intents))]});
    }

    void engine() {
        const auto id = some_call();
        const auto round = below(3);
        const auto rung = [&] { return static_cast<call::Rung>(below(5)); };
        const call::Event events[] = {call::MediaUp{id, round, {}}, call::MediaUp{id, round, {}}, call::MediaSilent{id, round},
                                      call::MediaFailed{id, round, {}, call::Fault::Unknown}, call::RungChanged{id, rung(), rung(), one_in(2)},
                                      call::NetworkChanged{}};
        switch (below(6)) {
            case 0: tv.happens(model::DevicesSeen{{.camera = one_in(2), .microphone = one_in(2), .speaker = true}}); break;
            case 1: tv.happens(model::LiveSeen{{one_in(2), one_in(2)}}); break;
            case 2: {
                contract::Signal made;
                made.visit = id;
                made.round = round;
                tv.happens(model::SignalMade{made});
                break;
            }
            case 3:
                tv.happens(model::RecordingEnded{tv.state.recording ? tv.state.recording->id : "f", one_in(3)});
                break;
            default: tv.happens(model::CallMoved{events[below(std::size(events))]}); break;
        }
    }

    std::optional<contract::Error> fault() {
        const auto result = maybe(0);
        return result ? std::nullopt : std::optional(result.error());
    }

    void visit_reply() {
        auto& state = tv.state;
        for (auto* asking : {&state.line.placing, &state.line.answering, &state.line.ticketing}) {
            if (asking->in_flight && one_in(2)) {
                tv.happens(model::TicketReceived{*asking->in_flight, maybe(ticket_of(some_visit()))});
                return;
            }
        }
        if (!state.line.signals.empty() && one_in(2)) {
            tv.happens(model::SignalSent{state.line.signals.front().in_flight.value_or(9999), fault()});
        } else if (!state.errands.empty() && one_in(2)) {
            tv.happens(model::ErrandDone{state.errands.front().in_flight.value_or(9999), fault()});
        } else if (state.invitation_request) {
            tv.happens(model::InvitationReceived{
                *state.invitation_request, maybe(contract::Invitation{"i", "472905", {}, state.now, state.now + 10min, {}})});
        } else if (state.films.asked) {
            const auto clip = *state.films.asked;
            one_in(3) ? tv.happens(model::ClipFailed{clip, error(ErrorKind::Offline)}) : tv.happens(model::ClipStored{clip});
        } else if (state.playing) {
            tv.happens(model::ClipEnded{"c" + *state.playing, one_in(3)});
        } else if (state.certificate.in_flight) {
            tv.happens(model::CertificateRegistered{*state.certificate.in_flight, fault()});
        } else {
            tv.happens(model::TicketReceived{9999, maybe(ticket_of(some_visit()))});
        }
    }

    std::mt19937 random_;
    bool visits_ = false;
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
    const auto screen = model::current_screen(state);
    const bool call_open = call::id_of(state.call) && !std::holds_alternative<call::Ended>(state.call);
    ASSERT_TRUE(call_open || state.line == model::Line{}) << "what is asked belongs to a call";
    ASSERT_TRUE(!state.rings_back || std::holds_alternative<call::Dialing>(state.call)) << "the tone belongs to a call that is placed";
    ASSERT_TRUE(!model::alarm_in_progress(state) || screen == model::Screen::Alarm || state.alarm.left) << "an alarm beats everything";
    ASSERT_TRUE(screen != model::Screen::Alarm || !tv.did<model::StartRing>() || !model::alarm_in_progress(state) || tv.find<model::StartRing>()->tone != call::Tone::Ring) << "no bell in an alarm";
    ASSERT_TRUE(!state.playing || screen == model::Screen::Message) << "what plays is seen";
    const bool films = state.recording && state.recording->stage == model::Recording::Stage::Recording;
    ASSERT_TRUE(!films || screen == model::Screen::LeaveMessage) << "what is filmed is seen";
    ASSERT_LE(state.visits.size(), 60u);
    const auto scene = tv.scene();
    ASSERT_FALSE(scene.screen.empty());
    ASSERT_FALSE(scene.title.empty());
    if (scene.screen != "pairing" && scene.screen != "night" && (scene.screen != "alarm" || model::alarm_is_over(state))) {
        const auto* item = screens::focused(scene);
        ASSERT_NE(item, nullptr) << scene.screen;
        ASSERT_TRUE(item->enabled);
        ASSERT_TRUE(item->ok) << "OK is always right";
    }
}

class RandomWalk : public testing::TestWithParam<unsigned> {};

TEST_P(RandomWalk, KeepsWhatMustHold) {
    Walk walk{GetParam()};
    for (int i = 0; i < rounds(15'000); ++i) {
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
    for (int i = 0; i < rounds(6'000); ++i) {
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
    for (int i = 0; i < rounds(4'000); ++i) {
        walk.step();
        walk.tv.tick(walk.tv.state.now);
        ASSERT_GT(model::next_deadline(walk.tv.state), walk.tv.state.now) << "step " << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomWalk, testing::Range(1u, 13u));

}  // namespace
}  // namespace anju::test
