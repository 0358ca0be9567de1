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

void on(Step& step, const Started& started) {
    const auto made = step.state.made;
    auto& state = step.state;
    state = State{};
    state.made = made;  // late answers to an earlier life must not fit
    state.now = started.now;
    state.connection_since = started.now;
    state.device = started.device;
    state.box_id = started.box_id;
    state.settings = started.settings;
    state.outbox = started.outbox;
    for (auto& pending : state.outbox) {
        pending.in_flight.reset();
        pending.next_try = started.now;
    }
    state.photos_here = started.photos_here;
    step.effects.push_back(SetVolume{state.settings.volume, state.settings.muted});
    if (!started.paired) {
        state.outbox.clear();
        begin_pairing(step);
        return;
    }
    state.paired = started.paired;
    if (started.cached) {
        state.household = started.cached->household;
        state.cursor = started.cached->cursor;
        state.platform_version = started.cached->platform_version;
        replace_messages(state, started.cached->messages);
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

void wake(Step& step) { step.state.awake_until = step.state.now + kAwake; }

bool is_volume(const Intent& intent) {
    return std::holds_alternative<ChangeVolume>(intent) ||
           std::holds_alternative<ToggleMute>(intent);
}

bool leads_on(const Intent& intent) {
    return std::holds_alternative<Open>(intent) || std::holds_alternative<OpenMessage>(intent);
}

bool ignored(const State& state, const Intent& intent) {
    if (is_volume(intent)) {
        return false;
    }
    if (state.now < state.ignore_keys_until) {
        return true;
    }
    return leads_on(intent) && state.confirmed_at && state.now < *state.confirmed_at + kAfterConfirm;
}

void on(Step& step, const Asked& asked) {
    const auto screen = current_screen(step.state);
    if (screen == Screen::Night) {
        wake(step);  // and does nothing else
        return;
    }
    if (ignored(step.state, asked.intent) ||
        (screen == Screen::Pairing && !is_volume(asked.intent))) {
        return;
    }
    std::visit(overloaded{[&](const FocusItem& intent) { focus_item(step, intent.id); },
                          [&](const GoBack&) { go_back(step); },
                          [&](const GoHome&) { go_home(step); },
                          [&](const Open& intent) { open(step, intent.route); },
                          [&](const OpenMessage& intent) { open_message(step, intent.id); },
                          [&](const ConfirmSeen& intent) { confirm_seen(step, intent.message); },
                          [&](const ShowPhoto& intent) { show_photo(step, intent.index); },
                          [&](const Choose& intent) { choose(step, intent); },
                          [&](const KeepChoices&) { keep_choices(step); },
                          [&](const ReadAloud& intent) {
                              step.state.spoken = intent.text;
                              step.effects.push_back(SayAloud{intent.text});
                          },
                          [&](const ChangeVolume& intent) { change_volume(step, intent.steps); },
                          [&](const ToggleMute&) { toggle_mute(step); },
                          [&](const Wake&) { wake(step); }},
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
    fetch_photos(step);
}

void on(Step& step, const SoundChanged& changed) {
    step.state.device.sound_available = changed.sound_available;
    step.state.device.speech_available = changed.speech_available;
}

}  // namespace

std::chrono::milliseconds back_off(const State& state, int tries) {
    const auto whole = std::min<std::chrono::milliseconds>(1s * (1 << std::clamp(tries - 1, 0, 6)), 60s);
    unsigned mix = static_cast<unsigned>(tries);
    for (const unsigned char byte : state.box_id) {
        mix = mix * 31 + byte;
    }
    return whole / 2 + whole / 2 * (mix % 64) / 63;
}

void wipe(Step& step) {
    auto& state = step.state;
    State empty;
    empty.device = state.device;
    empty.now = state.now;
    empty.connection_since = state.now;
    empty.box_id = state.box_id;
    empty.made = state.made;
    empty.pairing.emplace();
    empty.wiping = true;
    state = std::move(empty);
    step.effects.push_back(CloseStream{});
    step.effects.push_back(Wipe{});
}

Step update(State state, const Message& message) {
    Step step{std::move(state), {}};
    std::visit([&](const auto& what) { on(step, what); }, message);
    if (at_night(step.state)) {  // silent
        std::erase_if(step.effects, [](const Effect& effect) {
            return std::holds_alternative<PlayChime>(effect);
        });
    }
    return step;
}

}  // namespace anju::model
