// SPDX-License-Identifier: Apache-2.0
// The red key. The guard decides and delivers (docs/alarm.md); here is what the screen makes of its words, and of a guard that
// says nothing.
#include <algorithm>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

using GuardStage = GuardState::Stage;

constexpr auto kReadFirst = 700ms;

bool is_open(GuardStage stage) {
    switch (stage) {
        case GuardStage::Calling:
        case GuardStage::Received:
        case GuardStage::Accepted:
        case GuardStage::Changing:
        case GuardStage::Lost: return true;
        case GuardStage::Idle:
        case GuardStage::Cancelled:
        case GuardStage::Ended: return false;
    }
    return false;
}

GuardStage said_stage(const State& state) { return state.alarm.said ? state.alarm.said->stage : GuardStage::Idle; }

bool is_over(AlarmStage stage) { return stage == AlarmStage::Cancelled || stage == AlarmStage::Ended; }

// Nobody knows whether anything leaves this box.
bool unheard(const State& state) {
    const auto& alarm = state.alarm;
    if (alarm.press && (!alarm.there || state.now >= alarm.press->since + kGuardAnswers)) {
        return true;
    }
    return !alarm.there && state.now >= alarm.gone_at + kGuardAnswers;
}

// Nothing: it is not known yet. An empty one: this box has no home.
std::optional<std::optional<GuardBox>> own_box(const State& state) {
    if (state.paired && state.household) {
        const auto& person = state.household->person;
        const bool english = state.settings.language == Language::English && !person.called_latin.empty();
        return GuardBox{state.settings.language, state.household->help_number,
                        english ? person.called_latin : person.called.empty() ? person.name : person.called};
    }
    if (!state.paired && !state.box_id.empty() && !state.wiping) {
        return std::optional<std::optional<GuardBox>>(std::in_place);
    }
    return std::nullopt;
}

void tell_box(Step& step) {
    auto& alarm = step.state.alarm;
    const auto box = own_box(step.state);
    if (alarm.there && box && alarm.told != box) {
        alarm.told = box;
        step.effects.push_back(TellGuard{*box});
    }
}

// Before the engine has looked nobody knows; that a camera is missing is not said by guess.
void tell_parts(Step& step) {
    auto& alarm = step.state.alarm;
    const auto& devices = step.state.devices;
    const GuardParts parts{devices.camera, devices.microphone, alarm.fault_at};
    if (alarm.there && devices.known && alarm.told_parts != parts) {
        alarm.told_parts = parts;
        step.effects.push_back(TellParts{parts});
    }
}

// A guard that was away while keys were pressed: what it has not counted is said to it, also keys that it reads itself.
void say_again(Step& step) {
    auto& state = step.state;
    auto& alarm = state.alarm;
    const auto& said = *alarm.said;
    if (alarm.press) {
        auto& press = *alarm.press;
        const int missing = is_open(said.stage) ? std::max(0, press.before + press.presses - said.presses) : press.presses;
        for (int i = 0; i < missing; ++i) {
            step.effects.push_back(SendPress{press.source});
        }
        press.since = state.now;
        if (missing == 0) {
            alarm.press.reset();
        }
        if (alarm.took_back) {
            step.effects.push_back(SendBack{});
        }
    } else if (alarm.took_back && said.take_back_until && state.now < *said.take_back_until) {
        step.effects.push_back(SendBack{});
    }
}

}  // namespace

std::optional<AlarmStage> alarm_stage(const State& state) {
    const auto& alarm = state.alarm;
    switch (said_stage(state)) {
        case GuardStage::Received: return AlarmStage::Received;
        case GuardStage::Accepted: return AlarmStage::Accepted;
        case GuardStage::Changing: return AlarmStage::Changing;
        case GuardStage::Calling:
        case GuardStage::Lost:
            if (unheard(state) || !state.household) {
                return AlarmStage::NotOut;
            }
            return said_stage(state) == GuardStage::Lost ? AlarmStage::Lost : AlarmStage::Calling;
        case GuardStage::Idle:
        case GuardStage::Cancelled:
        case GuardStage::Ended: break;
    }
    if (alarm.press) {
        return unheard(state) || !state.household ? AlarmStage::NotOut : AlarmStage::Calling;
    }
    switch (said_stage(state)) {
        case GuardStage::Cancelled: return AlarmStage::Cancelled;
        case GuardStage::Ended: return AlarmStage::Ended;
        case GuardStage::Idle:
        case GuardStage::Calling:
        case GuardStage::Received:
        case GuardStage::Accepted:
        case GuardStage::Changing:
        case GuardStage::Lost: break;
    }
    return std::nullopt;
}

bool alarm_in_progress(const State& state) {
    const auto stage = alarm_stage(state);
    return stage && !is_over(*stage) && !(state.alarm.press && state.alarm.took_back);
}

bool alarm_shown(const State& state) {
    const auto stage = alarm_stage(state);
    return stage && !state.alarm.left;
}

bool alarm_is_over(const State& state) {
    const auto stage = alarm_stage(state);
    return stage && is_over(*stage);
}

bool guard_is_lost(const State& state) { return !state.alarm.there && state.now >= state.alarm.gone_at + kGuardAnswers; }

bool taking_back(const State& state) {
    const auto stage = alarm_stage(state);
    const auto& took_back = state.alarm.took_back;
    return took_back && state.now < *took_back + kGuardAnswers && stage && !is_over(*stage);
}

std::optional<Time> take_back_until(const State& state) {
    const auto stage = alarm_stage(state);
    if (!stage || is_over(*stage) || *stage == AlarmStage::Accepted || *stage == AlarmStage::Changing) {
        return std::nullopt;
    }
    const auto& alarm = state.alarm;
    std::optional<Time> until = is_open(said_stage(state)) ? alarm.said->take_back_until : std::nullopt;
    if (alarm.press) {
        until = std::max(until.value_or(Time{}), Time(alarm.press->pressed + contract::kTakeBack));
    }
    return until && state.now < *until ? until : std::nullopt;
}

int alarm_presses(const State& state) {
    const auto& alarm = state.alarm;
    const int counted = is_open(said_stage(state)) ? alarm.said->presses : 0;
    return std::max(counted, alarm.press ? alarm.press->before + alarm.press->presses : 0);
}

void call_help(Step& step, const CallHelp& intent) {
    auto& state = step.state;
    auto& alarm = state.alarm;
    const bool open = is_open(said_stage(state));
    if (!alarm.press) {
        alarm.press = Alarm::Press{.source = intent.source, .since = state.now, .before = open ? alarm.said->presses : 0};
    }
    if (!alarm.began || (!open && alarm.press->presses == 0)) {
        alarm.began = state.now;
    }
    ++alarm.press->presses;
    if (open || alarm.press->presses > 1) {
        alarm.again = state.now;
    }
    alarm.press->pressed = state.now;
    alarm.took_back.reset();
    alarm.left = false;
    alarm.focus.clear();
    if (alarm.there && !intent.by_guard) {
        step.effects.push_back(SendPress{intent.source});
    }
}

void take_back(Step& step, const TakeBack& intent) {
    auto& state = step.state;
    auto& alarm = state.alarm;
    if (!take_back_until(state)) {
        return;
    }
    const auto stage = alarm_stage(state);
    if (!alarm.took_back) {
        alarm.took_back = state.now;
        if (alarm.there && !intent.by_guard) {
            step.effects.push_back(SendBack{});
        }
    }
    if (stage == AlarmStage::NotOut) {
        alarm.left = true;
    }
}

void leave_alarm(Step& step) {
    auto& state = step.state;
    const auto stage = alarm_stage(state);
    if (!stage || (!is_over(*stage) && (*stage != AlarmStage::NotOut || take_back_until(state)))) {
        return;
    }
    const bool over = is_over(*stage);
    state.alarm.left = true;
    state.alarm.focus.clear();
    if (over && !in_call(state) && !state.pages.empty()) {
        go_home(step);
    }
}

void on(Step& step, const GuardSaid& message) {
    auto& state = step.state;
    auto& alarm = state.alarm;
    const auto before = said_stage(state);
    const int counted = alarm_presses(state);
    const auto now = message.said.stage;
    const bool new_line = !alarm.there;
    alarm.there = true;
    auto earlier = alarm.said ? std::move(alarm.said->alarm) : std::nullopt;
    alarm.said = message.said;
    const bool same = is_open(before) && (now == GuardStage::Received || now == GuardStage::Accepted || now == GuardStage::Changing);
    if (same && !alarm.said->alarm) {  // a guard that was started again knows how far it was, and not yet with whom
        alarm.said->alarm = std::move(earlier);
    }
    if (before != now && !(before == GuardStage::Cancelled && now == GuardStage::Ended)) {  // that it was closed after the call back is no news
        alarm.left = false;
    }
    if (is_open(now)) {
        const bool known = alarm.began && (is_open(before) || alarm.press);  // else a button that only the guard reads
        alarm.began = known ? std::min(*alarm.began, message.said.at) : message.said.at;
        if (is_open(before) && message.said.presses > counted) {
            alarm.again = state.now;
        }
    }
    tell_box(step);
    if (new_line) {
        say_again(step);
    } else if (alarm.press && (is_open(now) || (alarm.took_back && message.said.presses >= alarm.press->before + alarm.press->presses))) {
        alarm.press.reset();
    }
    const bool may_go_back = now == GuardStage::Calling || now == GuardStage::Received || now == GuardStage::Lost;
    if (!may_go_back && !alarm.press) {
        alarm.took_back.reset();
    }
    if (now == GuardStage::Idle && !alarm.press) {
        alarm.began.reset();
        alarm.again.reset();
    }
    if (is_open(before) && !is_open(now)) {
        alarm.focus.clear();
        state.ignore_keys_until = state.now + kReadFirst;  // 返回 pressed twice
    }
    // What this TV cannot say aloud, the guard says.
    if (state.device.speech_available && (now == GuardStage::Idle || current_screen(state) == Screen::Alarm)) {
        step.effects.push_back(ConfirmShown{message.said.version});
    }
}

void on(Step& step, const GuardGone&) {
    auto& alarm = step.state.alarm;
    if (alarm.there) {
        alarm.there = false;
        alarm.gone_at = step.state.now;
        alarm.told.reset();
        alarm.told_parts.reset();
    }
}

void settle_alarm(Step& step, bool before) {
    auto& state = step.state;
    tell_box(step);
    tell_parts(step);
    const bool now = alarm_in_progress(state);
    const bool rings = std::holds_alternative<call::Ringing>(state.call);
    if (now) {  // the voice comes first
        std::erase_if(step.effects, [](const Effect& effect) {
            const auto* ring = std::get_if<StartRing>(&effect);
            return ring && ring->tone == call::Tone::Ring;
        });
    }
    if (rings && now && !before) {
        step.effects.push_back(StopRing{});
    } else if (rings && before && !now) {
        step.effects.push_back(StartRing{});
    }
    if (rings && alarm_is_over(state)) {
        state.alarm.left = true;  // somebody rings: what is over makes room
    }
}

}  // namespace anju::model
