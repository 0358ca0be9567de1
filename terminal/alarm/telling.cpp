// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/telling.hpp"

#include <algorithm>
#include <utility>

#include "terminal/alarm/phase.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;

// What the platform said last, unless that is no answer to what was pressed since.
Shows shown(const State& state, const Run& run, bool nobody, const Now& now) {
    const auto said = phase(run);
    if (said != Shows::Received && said != Shows::Accepted && said != Shows::Changing) {
        return said;
    }
    if (!unheard(run)) {
        return state.old_news ? Shows::Idle : said;
    }
    return state.old_news || nobody || now.up - state.unanswered >= begins(Stage::Second) ? Shows::Calling : said;
}

Sentence sentence_of(const Told& told) {
    switch (told.state) {
        case Shows::Received:
            return Sentence::Received;
        case Shows::Accepted:
            return Sentence::Accepted;
        case Shows::Changing:
            return Sentence::Changing;
        case Shows::Cancelled:
            return Sentence::Cancelled;
        case Shows::Ended:
            return Sentence::Ended;
        case Shows::Lost:
            return told.rung == Stage::Dial ? Sentence::Dial : Sentence::Lost;
        case Shows::Idle:
        case Shows::Calling:
            break;
    }
    switch (told.rung) {
        case Stage::First:
            return Sentence::Calling;
        case Stage::Second:
            return Sentence::Another;
        case Stage::Dial:
            break;
    }
    return Sentence::Dial;
}

void choose_sentence(State& state, const Told& before, const Now& now, std::vector<Effect>& effects) {
    const auto sentence = sentence_of(state.told);
    if (state.told.state == before.state && (state.told.state == Shows::Idle || sentence == sentence_of(before))) {
        return;
    }
    state.to_say.reset();
    if (std::exchange(state.speaks, false)) {
        effects.emplace_back(Hush{});
    }
    if (state.told.state != Shows::Idle) {
        state.to_say = sentence;
        state.to_say_version = state.told.version;
        state.say_at = now.up + kTvLimit;
    }
}

}  // namespace

void tell(State& state, const Now& now, std::vector<Effect>& effects) {
    if (state.untold && state.needed > state.written && !state.memory && now.up - *state.untold < kTellLimit) {
        return;
    }
    state.untold.reset();
    const auto& run = state.kept.run;
    const bool nobody = !state.box || state.denied;
    Told told;
    told.state = run ? shown(state, *run, nobody, now) : Shows::Idle;
    if (told.state != Shows::Idle) {
        told.presses = run->report.presses;
        if (const auto until = take_back_until(*run); until && *until >= now.up) {
            told.take_back_until = now.wall + (*until - now.up);
        }
    }
    if (told.state != Shows::Idle && told.state != Shows::Calling) {
        told.alarm = state.alarm;
    }
    if (told.state == Shows::Calling) {
        told.rung = nobody ? Stage::Dial : stage(now.up - state.unanswered);
        if (told.rung == Stage::Second && !state.elsewhere) {
            told.rung = Stage::First;  // there is no other way: nothing else was tried
        }
        told.state = state.memory ? Shows::Lost : Shows::Calling;
    }
    told.version = state.told.version;
    told.at = told.state == state.told.state ? state.told.at : now.wall;
    if (told.take_back_until && state.told.take_back_until && std::chrono::abs(*told.take_back_until - *state.told.take_back_until) < 1s) {
        told.take_back_until = state.told.take_back_until;  // read a moment apart, the two clocks differ a little; a step is told
    }
    if (told == state.told) {
        return;
    }
    const auto before = std::exchange(state.told, std::move(told));
    ++state.told.version;
    effects.emplace_back(Tell{state.told});
    choose_sentence(state, before, now, effects);
}

void say_what_is_due(State& state, const Now& now, std::vector<Effect>& effects) {
    if (!state.to_say || now.up < state.say_at) {
        return;
    }
    effects.emplace_back(Speak{*state.to_say});
    state.speaks = true;
    if (*state.to_say == Sentence::Dial) {  // again and again, as long as nobody shows it
        const auto since = now.up - state.unanswered;
        state.say_at = std::max(state.unanswered + said_after(since), now.up + milliseconds(begins(Stage::Dial)));
    } else {
        state.to_say.reset();
    }
}

}  // namespace anju::alarm
