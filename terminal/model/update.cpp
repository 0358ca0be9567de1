// SPDX-License-Identifier: Apache-2.0
#include "terminal/model/update.hpp"

#include <algorithm>

#include "terminal/model/overloaded.hpp"
#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

constexpr auto kAwake = 60s;
// A second OK so soon after "seen" is a trembling hand.
constexpr auto kAfterConfirm = 700ms;

void on(Step& step, const SoundChanged& changed) {
    step.state.sound_heard = true;
    step.state.device.sound_available = changed.sound_available;
    step.state.device.speech_available = changed.speech_available;
}

void on(Step& step, const Started& started) {
    const auto made = step.state.made;
    auto& state = step.state;
    const auto found = state.sound_heard ? std::optional(state.device) : std::nullopt;
    auto alarm = std::move(state.alarm);  // the guard goes on, whatever home there is
    state = State{};
    state.alarm = std::move(alarm);
    state.made = made;  // late answers to an earlier life must not fit
    state.now = started.now;
    state.connection_since = started.now;
    state.link = {{started.now, false}};
    state.device = started.device;
    if (found) {  // it is said once in the life of the program
        on(step, SoundChanged{found->sound_available, found->speech_available});
    }
    state.box_id = started.box_id;
    state.settings = started.settings;
    state.ended = started.ended;
    state.unwiped = started.unwiped;
    state.stop = started.stop;
    if (state.stop && state.stop->why == contract::StopWhy::Fault && !state.alarm.fault_at) {
        state.alarm.fault_at = state.stop->at.value_or(started.now);  // nobody wrote it down; no later than this
    }
    state.outbox = started.outbox;
    for (auto& pending : state.outbox) {
        pending.in_flight.reset();
        pending.next_try = started.now;
    }
    state.photos_here = started.photos_here;
    state.films.here = started.clips_here;
    state.errands = started.errands;
    for (auto& errand : state.errands) {
        errand.in_flight.reset();
        errand.next_try = started.now;
    }
    step.effects.push_back(SetVolume{state.settings.volume, state.settings.muted});
    if (!started.paired) {
        state.outbox.clear();
        state.errands.clear();
        // It gets no other home before it has nothing of the last one.
        if (!state.unwiped) {
            begin_pairing(step);
        }
        return;
    }
    state.paired = started.paired;
    if (started.cached) {
        state.household = started.cached->household;
        state.cursor = started.cached->cursor;
        state.platform_version = started.cached->platform_version;
        replace_messages(state, started.cached->messages);
        for (const auto& visit : started.cached->visits) {
            keep_visit(state, visit);
        }
        step.effects.push_back(OpenStream{state.cursor});
        fetch_photos(step);
    }
    request_snapshot(step);
}

void on(Step& step, const KeyTouched&) {
    auto& state = step.state;
    state.last_key = state.now;
    if (!asleep(state)) {
        state.awake_until = state.now + kAwake;
    }
}

// Unless somebody rang or asks something, home's card says who wrote.
bool on_card(const State& state, const std::string& message) {
    const auto unseen = std::ranges::find_if(state.messages, [&](const auto& one) { return !seen(state, one); });
    const bool visits = can_visit(state) && !missed_visits(state).empty();
    return home_focus(state) == kCard && !visits && !proposed_rule(state) && unseen != state.messages.end() && unseen->id == message;
}

void wake(Step& step) {
    auto& state = step.state;
    state.awake_until = state.now + kAwake;
    if (state.notice && current_screen(state) == Screen::Home && on_card(state, state.notice->message)) {
        state.notice.reset();  // it would lie over the greeting and say the same
    }
}

bool is_volume(const Intent& intent) {
    return std::holds_alternative<ChangeVolume>(intent) ||
           std::holds_alternative<ToggleMute>(intent);
}

bool leads_on(const Intent& intent) {
    return std::holds_alternative<Open>(intent) || std::holds_alternative<OpenMessage>(intent);
}

// The pages stand still under a call: what is asked of them was meant for what is no longer there.
bool of_pages(const Intent& intent) {
    return std::holds_alternative<Open>(intent) || std::holds_alternative<OpenMessage>(intent) ||
           std::holds_alternative<GoHome>(intent) || std::holds_alternative<ConfirmSeen>(intent) ||
           std::holds_alternative<ShowPhoto>(intent) || std::holds_alternative<Choose>(intent) ||
           std::holds_alternative<KeepChoices>(intent) || std::holds_alternative<ShowGauges>(intent) ||
           std::holds_alternative<FinishMessage>(intent) ||
           std::holds_alternative<AgreeRule>(intent) || std::holds_alternative<PlayClip>(intent) ||
           std::holds_alternative<NewCode>(intent);
}

template <class Wanted>
void turn(Step& step, bool on) {
    if (const auto* id = call::id_of(step.state.call)) {
        const auto copy = *id;
        move_call(step, Wanted{copy, on}, true);
    }
}

bool ignored(const State& state, const Intent& intent) {
    // Who gives up a call, or refuses in the last moment of a countdown, is heard: consent goes first.
    if (is_volume(intent) || (std::holds_alternative<HangUp>(intent) && !std::holds_alternative<call::Ringing>(state.call))) {
        return false;
    }
    if (state.now < state.ignore_keys_until) {
        return true;
    }
    return leads_on(intent) && state.confirmed_at && state.now < *state.confirmed_at + kAfterConfirm;
}

// Nothing is ignored but what this screen has not: what is over may have been reached by a key that was meant for what was open.
void on_alarm(Step& step, const Intent& intent) {
    const bool over = alarm_is_over(step.state);
    if (over && ignored(step.state, intent)) {
        return;
    }
    if (const auto* focus = std::get_if<FocusItem>(&intent)) {
        focus_item(step, focus->id);
    } else if (const auto* back = std::get_if<TakeBack>(&intent)) {
        take_back(step, *back);
    } else if (std::holds_alternative<GoHome>(intent) || std::holds_alternative<GoBack>(intent)) {
        leave_alarm(step);
    } else if (const auto* volume = std::get_if<ChangeVolume>(&intent)) {
        change_volume(step, volume->steps);
    } else if (std::holds_alternative<ToggleMute>(intent)) {
        toggle_mute(step);
    } else if (std::holds_alternative<AnswerCall>(intent)) {
        answer_call(step);
    }
}

void on(Step& step, const Asked& asked) {
    if (const auto* help = std::get_if<CallHelp>(&asked.intent)) {
        call_help(step, *help);  // on every screen, at any time
        return;
    }
    const auto screen = current_screen(step.state);
    if (screen == Screen::Alarm) {
        on_alarm(step, asked.intent);
        return;
    }
    if (screen == Screen::Night) {
        wake(step);  // and does nothing else
        return;
    }
    if (ignored(step.state, asked.intent) ||
        (screen == Screen::Pairing && !is_volume(asked.intent))) {
        return;
    }
    const bool call = is_call(screen);
    if (call && of_pages(asked.intent)) {
        return;
    }
    std::visit(overloaded{[&](const FocusItem& intent) { focus_item(step, intent.id); },
                          [&](const GoBack&) { call ? leave_call(step) : go_back(step); },
                          [&](const GoHome&) { go_home(step); },
                          [&](const Open& intent) { open(step, intent.route); },
                          [&](const OpenMessage& intent) { open_message(step, intent.id); },
                          [&](const ConfirmSeen& intent) { confirm_seen(step, intent.message); },
                          [&](const ShowPhoto& intent) { show_photo(step, intent.index); },
                          [&](const Choose& intent) { choose(step, intent); },
                          [&](const KeepChoices&) { keep_choices(step); },
                          [&](const ShowGauges&) { show_gauges(step); },
                          [&](const ReadAloud& intent) {
                              step.state.spoken = intent.text;
                              step.effects.push_back(SayAloud{intent.text});
                          },
                          [&](const ChangeVolume& intent) { change_volume(step, intent.steps); },
                          [&](const ToggleMute&) { toggle_mute(step); },
                          [&](const Wake&) { wake(step); },
                          [&](const CallMember& intent) { call_member(step, intent.member); },
                          [&](const AnswerCall&) { answer_call(step); },
                          [&](const DeclineCall&) {
                              if (std::holds_alternative<call::Ringing>(step.state.call)) {
                                  leave_call(step);
                              }
                          },
                          [&](const HangUp&) {
                              if (in_call(step.state)) {
                                  leave_call(step);
                              }
                          },
                          [&](const DismissCall&) {
                              if (screen == Screen::VisitEnded) {
                                  leave_call(step);
                              }
                          },
                          [&](const SetCamera& intent) { turn<call::CameraWanted>(step, intent.on); },
                          [&](const SetMicrophone& intent) { turn<call::MicrophoneWanted>(step, intent.on); },
                          [&](const StartMessage& intent) { start_message(step, intent.member); },
                          [&](const FinishMessage& intent) { finish_message(step, intent.keep); },
                          [&](const AgreeRule& intent) { agree_rule(step, intent); },
                          [&](const PlayClip& intent) { play_clip(step, intent.message); },
                          [&](const StopClip&) { stop_clip(step); },
                          [&](const NewCode&) { new_code(step); },
                          [](const CallHelp&) {},  // above
                          [](const TakeBack&) {}},
               asked.intent);
}

void on(Step& step, const Tick& tick) {
    move_clock(step, tick.now);
    // In the morning home's card says who wrote at night.
    if (current_screen(step.state) == Screen::Home && !at_night(step.state)) {
        step.state.notice.reset();
    }
    pairing_tick(step);
    connection_tick(step);
    send_pending(step);
    send_errands(step);
    line_tick(step);
    invitation_tick(step);
    presence_tick(step);
    register_certificate(step);
    fetch_photos(step);
    films_tick(step);
    ring_tick(step);
    look_at_machine(step);
}

void on(Step& step, const VisitsLacking& found) {
    auto& state = step.state;
    state.device.lacking = found.plugins;
    state.device.capabilities.erase(contract::Capability::Visits);
    repair_pages(state, state.messages);
}

void on(Step& step, const GaugesRead& read) { step.state.gauges = read.gauges; }

}  // namespace

std::chrono::milliseconds back_off(const State& state, int tries) {
    const auto whole = std::min<std::chrono::milliseconds>(1s * (1 << std::clamp(tries - 1, 0, 6)), 60s);
    unsigned mix = static_cast<unsigned>(tries);
    for (const unsigned char byte : state.box_id) {
        mix = mix * 31 + byte;
    }
    return whole / 2 + whole / 2 * (mix % 64) / 63;
}

void wipe(Step& step, const contract::Error& denied) {
    constexpr std::string_view kBox = "box_";
    wipe(step, denied.code.starts_with(kBox) ? denied.code.substr(kBox.size()) : std::string());
}

void wipe(Step& step, const std::string& how) {
    auto& state = step.state;
    State empty;
    empty.device = state.device;
    empty.sound_heard = state.sound_heard;
    empty.now = state.now;
    empty.connection_since = state.now;
    empty.box_id = state.box_id;
    empty.made = state.made;
    empty.pairing.emplace();
    empty.wiping = true;
    empty.ended = how;
    empty.alarm = std::move(state.alarm);
    if (const auto* id = call::id_of(state.call); id && in_call(state)) {
        step.effects.push_back(StopMedia{*id});
        step.effects.push_back(StopRing{});
    }
    if (const auto* id = call::id_of(state.beside.call); id && is_on(state.beside.call)) {
        step.effects.push_back(StopMedia{*id});
    }
    state = std::move(empty);
    step.effects.push_back(CloseStream{});
    step.effects.push_back(Wipe{how});
}

Step update(State state, const Message& message) {
    const auto asked = open_question(state);
    const bool alarmed = alarm_in_progress(state);
    Step step{std::move(state), {}};
    std::visit([&](const auto& what) { on(step, what); }, message);
    settle_talk(step);
    weigh_countdown(step);
    read_first(step, asked);
    settle_films(step);
    settle_ringback(step);
    settle_ring(step);
    settle_condition(step);
    settle_alarm(step, alarmed);
    // Silent at night; and nothing chimes into a call, into an alarm, or into a film that is being made.
    const bool filming = step.state.recording && step.state.recording->stage == Recording::Stage::Recording;
    if (at_night(step.state) || in_call(step.state) || alarm_in_progress(step.state) || filming) {
        std::erase_if(step.effects, [](const Effect& effect) {
            return std::holds_alternative<PlayChime>(effect);
        });
    }
    return step;
}

}  // namespace anju::model
