// SPDX-License-Identifier: Apache-2.0
// A TV in every stage of an alarm, and what a guard says of it.
#pragma once

#include <functional>

#include "tests/support/visits.hpp"

namespace anju::test {

using Stage = model::GuardState::Stage;

inline contract::Alarm incident(Time received, contract::AlarmState state = contract::AlarmState::Waiting) {
    contract::Alarm alarm;
    alarm.id = "A1";
    alarm.report = "R1";
    alarm.revision = 1;
    alarm.state = state;
    alarm.received_at = received;
    return alarm;
}

// A guard that is there, as it speaks with one TV.
struct Guard {
    model::GuardState said{};

    model::Message says(Stage stage, Time at, int presses = 1) {
        ++said.version;
        said.stage = stage;
        said.at = at;
        said.presses = stage == Stage::Idle ? 0 : presses;
        said.take_back_until.reset();
        if (stage == Stage::Calling || stage == Stage::Received || stage == Stage::Lost) {
            said.take_back_until = at + contract::kTakeBack;
        }
        return model::GuardSaid{said};
    }
    model::Message again() {
        ++said.version;
        return model::GuardSaid{said};
    }
};

inline TerminalDriver guarded(TerminalDriver tv) {
    Guard guard;
    tv.happens(guard.says(Stage::Idle, tv.state.now));
    return tv;
}

inline contract::Household helped_household() {
    auto home = demo_household();
    home.capabilities = {contract::Capability::Messages, contract::Capability::Visits, contract::Capability::Help};
    home.visits.first_contact = "m1";
    return home;
}

// At home, with everything that a key for help needs.
inline TerminalDriver with_guard(contract::Household home = helped_household(), Time now = kMorning) { return guarded(visiting(std::move(home), {}, now)); }

// Three seconds after the press: what the guard says then.
inline TerminalDriver alarmed(TerminalDriver tv, Stage stage, const std::function<void(model::GuardState&)>& also = {}, std::chrono::seconds gone = 2s) {
    Guard guard;
    tv.press(keys::Key::Red);
    const auto pressed = tv.state.now;
    tv.happens(guard.says(Stage::Calling, pressed));
    tv.wait(gone);
    auto last = guard.says(stage, tv.state.now);
    auto& said = std::get<model::GuardSaid>(last).said;
    if (said.take_back_until) {
        said.take_back_until = pressed + contract::kTakeBack;
    }
    if (stage != Stage::Calling && stage != Stage::Lost) {
        said.alarm = incident(pressed);
    }
    if (stage == Stage::Accepted || stage == Stage::Ended || stage == Stage::Changing) {
        said.alarm->state = contract::AlarmState::Accepted;
        said.alarm->accepted_at = pressed + 8s;
        said.alarm->by = contract::AlarmPerson{"李姐", "东关服务站"};
    }
    if (stage == Stage::Ended) {
        said.alarm->closed_at = tv.state.now;
    }
    if (stage == Stage::Cancelled) {
        said.alarm->cancelled_at = tv.state.now;
        said.alarm->call_back_by = tv.state.now + contract::kCallBackDue;
    }
    if (also) {
        also(said);
    }
    tv.happens(last);
    return tv.wait(1s);
}

// What the desk places.
inline contract::Visit talk_visit(const TerminalDriver& tv, std::string id = "T1") {
    contract::Visit visit;
    visit.id = std::move(id);
    visit.visitor.name = "李姐";
    visit.visitor.place = "东关街道服务站";
    visit.placed_at = tv.state.now;
    visit.alarm = "A1";
    return visit;
}

// In this stage, and whoever has the alarm may speak with the home then.
inline TerminalDriver can_talk(Stage stage = Stage::Accepted, const std::function<void(model::GuardState&)>& also = {}, std::chrono::seconds gone = 9s) {
    auto tv = alarmed(with_guard(), stage, also, gone);
    tv.state.synced = true;
    return tv;
}

// With pictures and sound both ways.
inline TerminalDriver talking_with_desk(TerminalDriver tv = can_talk()) {
    tv.hears(contract::VisitChanged{talk_visit(tv)});
    return tv.happens(model::CallMoved{call::MediaUp{"T1", 0, {"月", "山", "桥", "灯"}}}).happens(model::LiveSeen{{true, true}});
}

// The desk calls a relative into the talk: this TV offers.
inline contract::Visit relative_visit(const TerminalDriver& tv, std::string id = "R1") {
    auto visit = talk_visit(tv, std::move(id));
    visit.placed_by = contract::VisitSide::Tv;
    visit.visitor = {};
    visit.visitor.member = "m1";
    visit.visitor.name = "小芳";
    return visit;
}
inline TerminalDriver& relative_answers(TerminalDriver& tv) {
    auto visit = relative_visit(tv);
    visit.stage = contract::VisitStage::Answered;
    return tv.hears(contract::VisitChanged{visit}).happens(model::CallMoved{call::MediaUp{"R1", 0, {"月", "山", "桥", "灯"}}});
}

inline bool opens(const TerminalDriver& tv) { return tv.did<model::OpenDevices>() || tv.did<model::AnswerVisit>() || tv.did<model::StartRing>(); }

// How this TV ended it.
inline std::optional<contract::VisitEnd> refused(const TerminalDriver& tv, const std::string& visit = "T1") {
    for (const auto& errand : tv.state.errands) {
        if (const auto* end = std::get_if<model::Errand::End>(&errand.what); end && end->visit == visit) {
            return end->end;
        }
    }
    return std::nullopt;
}

// What the guard says now, of the same alarm or as `also` makes it.
inline TerminalDriver& says(TerminalDriver& tv, Stage stage, const std::function<void(model::GuardState&)>& also = {}) {
    auto said = tv.state.alarm.said.value_or(model::GuardState{});
    ++said.version;
    said.stage = stage;
    if (said.alarm) {
        said.alarm->state = stage == Stage::Accepted ? contract::AlarmState::Accepted : stage == Stage::Changing ? contract::AlarmState::Changing : stage == Stage::Ended ? contract::AlarmState::Closed : stage == Stage::Cancelled ? contract::AlarmState::Cancelled : contract::AlarmState::Waiting;
    }
    if (also) {
        also(said);
    }
    return tv.happens(model::GuardSaid{said});
}

struct AlarmState {
    std::string name;
    TerminalDriver tv;
};

inline std::vector<AlarmState> alarm_states() {
    using contract::AlarmReach;
    using contract::ResponderState;
    std::vector<AlarmState> all;
    const auto add = [&](const char* name, TerminalDriver tv) { all.push_back({name, std::move(tv)}); };
    const auto tv = with_guard();
    add("alarm calling", alarmed(tv, Stage::Calling));
    auto often = tv;
    for (int i = 0; i < 3; ++i) {
        often.press(keys::Key::Red);
    }
    add("alarm pressed often", often);
    add("alarm calling on", alarmed(tv, Stage::Calling, [](auto& said) { said.rung = 1; }, 12s));
    add("alarm not through", alarmed(tv, Stage::Calling, [](auto& said) { said.rung = 2; }, 31s));
    add("alarm not written down", alarmed(tv, Stage::Lost));
    auto alone = visiting(helped_household());
    alone.press(keys::Key::Sos);
    add("alarm without a guard", alone);
    alone.wait(15s);
    add("alarm without a guard for long", alone);
    auto stranger = TerminalDriver{};
    stranger.happens(started());
    stranger.press(keys::Key::Red);
    add("alarm without a home", stranger);
    add("alarm received", alarmed(tv, Stage::Received));
    add("alarm received for long", alarmed(tv, Stage::Received, [](auto& said) { said.alarm->reach = AlarmReach::AllSeats; }, 17s));
    add("alarm with the family", alarmed(tv, Stage::Received, [](auto& said) {
            said.alarm->reach = AlarmReach::HeadAndFamily;
            said.alarm->family = {"小芳", "大伟"};
        }, 31s));
    add("alarm that nobody took", alarmed(tv, Stage::Received, [](auto& said) { said.alarm->reach = AlarmReach::Breach; }, 200s));
    add("alarm accepted", alarmed(tv, Stage::Accepted, [](auto& said) { said.alarm->family = {"小芳"}; }, 9s));
    add("alarm with a responder", alarmed(tv, Stage::Accepted, [&](auto& said) {
            said.alarm->family = {"小芳"};
            said.alarm->responder = contract::AlarmResponder{"网格员张师傅", ResponderState::OnTheWay, said.at + 8min};
        }, 40s));
    add("alarm with long names", alarmed(tv, Stage::Accepted, [&](auto& said) {
            said.alarm->family = {"阿依古丽·买买提", "大伟", "豆豆"};
            said.alarm->by = contract::AlarmPerson{"欧阳阿依古丽·买买提", "乌鲁木齐市天山区幸福路街道综合养老服务中心"};
            said.alarm->responder = contract::AlarmResponder{"Bartholomew-Christopher Featherstonehaugh", ResponderState::Asked, {}};
        }, 40s));
    add("alarm with somebody at the door", alarmed(tv, Stage::Accepted, [&](auto& said) {
            said.alarm->responder = contract::AlarmResponder{"张师傅", ResponderState::Arrived, {}};
        }, 400s));
    add("alarm changing hands", alarmed(tv, Stage::Changing, {}, 60s));
    add("alarm cancelled", alarmed(tv, Stage::Cancelled, {}, 6s));
    add("alarm cancelled and not told yet", alarmed(tv, Stage::Cancelled, [](auto& said) { said.alarm.reset(); }, 6s));
    add("alarm ended", alarmed(tv, Stage::Ended, {}, 300s));
    add("alarm over a call", alarmed(in_call_with(tv, "m1"), Stage::Accepted, {}, 9s));
    add("alarm under which somebody rings", ringing_at(alarmed(tv, Stage::Received, {}, 12s), "m1"));
    const auto with_family = [](auto& said) {
        said.alarm->family = {"小芳"};
        said.alarm->responder = contract::AlarmResponder{"网格员张师傅", ResponderState::OnTheWay, said.at + 8min};
    };
    const auto talk = talking_with_desk(can_talk(Stage::Accepted, with_family));
    auto connecting = can_talk();
    connecting.hears(contract::VisitChanged{talk_visit(connecting)});
    add("alarm connecting", connecting);
    add("alarm talk", talk);
    auto calls_relative = talk;
    calls_relative.hears(contract::VisitChanged{relative_visit(calls_relative)});
    add("alarm talk, a relative is called", calls_relative);
    relative_answers(calls_relative);
    add("alarm talk of three", calls_relative);
    auto relative_cut = calls_relative;
    relative_cut.happens(model::CallMoved{call::MediaSilent{"R1", 0}});
    add("alarm talk of three, the relative was cut", relative_cut);
    auto only_relative = calls_relative;
    std::get<call::Active>(only_relative.state.call).there.camera = false;
    add("alarm talk of three without the desk's picture", only_relative);
    auto weak_talk = talk;
    std::get<call::Active>(weak_talk.state.call).weak_since = weak_talk.state.now - 8s;
    std::get<call::Active>(weak_talk.state.call).sends = call::Rung::SoundOnly;
    add("alarm talk over a weak line", weak_talk);
    auto without = talk;
    without.state.devices.camera = false;
    without.state.live = {false, true};
    add("alarm talk without a camera", without);
    auto unseen = talk;
    std::get<call::Active>(unseen.state.call).there.camera = false;
    add("alarm talk without their picture", unseen);
    auto bare_talk = unseen;
    bare_talk.state.devices.camera = bare_talk.state.devices.microphone = false;
    bare_talk.state.live = {};
    add("alarm talk with nothing", bare_talk);
    auto cut = talk;
    cut.happens(model::CallMoved{call::MediaSilent{"T1", 0}});
    add("alarm talk that was cut", cut);
    auto pressed_again = talk;
    pressed_again.press(keys::Key::Red);
    add("alarm talk, pressed again", pressed_again);
    auto long_talk = alarmed(with_guard(), Stage::Accepted, [](auto& said) {
        said.alarm->family = {"阿依古丽·买买提", "大伟", "豆豆"};
        said.alarm->by = contract::AlarmPerson{"欧阳阿依古丽·买买提", "乌鲁木齐市天山区幸福路街道综合养老服务中心"};
        said.alarm->responder = contract::AlarmResponder{"Bartholomew-Christopher Featherstonehaugh", ResponderState::OnTheWay, said.at + 25min};
    }, 40s);
    long_talk.state.synced = true;
    auto placed_long = talk_visit(long_talk);
    placed_long.visitor.name = "欧阳阿依古丽·买买提";
    placed_long.visitor.place = "乌鲁木齐市天山区幸福路街道综合养老服务中心";
    long_talk.hears(contract::VisitChanged{placed_long}).happens(model::CallMoved{call::MediaUp{"T1", 0, {"月", "山", "桥", "灯"}}}).happens(model::LiveSeen{{true, true}});
    add("alarm talk with long names", long_talk);
    auto night_talk = alarmed(with_guard(helped_household(), at(11, 21, 23, 10)), Stage::Accepted, with_family, 9s);
    night_talk.state.synced = true;
    add("alarm talk at night", talking_with_desk(night_talk));
    auto gone = alarmed(tv, Stage::Accepted, {}, 9s);
    gone.happens(model::GuardGone{}).wait(2s);
    add("alarm whose guard went", gone);
    add("alarm at night", alarmed(with_guard(helped_household(), at(11, 21, 23, 10)), Stage::Calling));
    return all;
}

}  // namespace anju::test
