// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/beating.hpp"

#include <algorithm>

namespace anju::alarm {
namespace {

constexpr Moment kEvery = std::chrono::duration_cast<Moment>(contract::kHeartbeat);

Way other(Way way) { return way == Way::First ? Way::Second : Way::First; }
std::size_t place(Way way) { return static_cast<std::size_t>(way); }

Moment turn_after(Moment up, Moment phase) {
    const auto since = (up - phase) % kEvery;
    return up + kEvery - (since >= Moment(0) ? since : since + kEvery);
}

SendBeat beat_by(Beating& state, Way way, Moment up) {
    state.sent = up;
    return {way, state.now};
}

// A change of what is wrong is told at once, but for what comes and goes.
std::optional<Moment> news_at(const Beating& state) {
    if (!state.told || *state.told == state.now) {
        return std::nullopt;
    }
    return state.sent + kNewsApart;
}

}  // namespace

Moment phase_of(std::string_view key, Moment within) {
    std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
    for (const char c : key) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    hash ^= hash >> 32;
    return Moment(static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(within.count())));
}

void begin_beats(Beating& state, bool box, bool second, std::string_view key, bool at_once, Moment up) {
    const auto faults = std::move(state.now);
    state = {};
    state.now = faults;
    state.box = box;
    state.second = second;
    state.phase = phase_of(key, kEvery);
    if (box) {
        state.next = at_once ? up : turn_after(up, state.phase);
    }
}

void faults_are(Beating& state, Faults faults) { state.now = std::move(faults); }

std::vector<SendBeat> due_beats(Beating& state, bool held, Moment up) {
    std::vector<SendBeat> beats;
    if (!state.box || held) {
        return beats;
    }
    if (state.next && up >= *state.next) {
        ++state.count;
        state.tries = 0;
        state.again.reset();
        state.next = turn_after(up, state.phase);
        // One that was lost is looked at again with the next, so that it is known soon whether it is down.
        const bool each = state.count % kEachWay == 0 || state.lost[place(other(state.works))] == 1;
        beats.push_back(beat_by(state, state.works, up));
        if (state.second && each) {
            beats.push_back(beat_by(state, other(state.works), up));
        }
    } else if (state.again && up >= *state.again) {
        state.again.reset();
        ++state.tries;
        beats.push_back(beat_by(state, state.second && state.tries % 2 == 1 ? other(state.works) : state.works, up));
    } else if (const auto news = news_at(state); news && up >= *news) {
        state.told.reset();  // until it is answered
        beats.push_back(beat_by(state, state.works, up));
    }
    return beats;
}

void beat_answered(Beating& state, const SendBeat& beat, bool heard, Moment up) {
    auto& lost = state.lost[place(beat.way)];
    if (heard) {
        lost = 0;
        state.again.reset();
        state.told = beat.faults;
        if (state.lost[place(state.works)] > 0) {
            state.works = beat.way;
        }
        return;
    }
    ++lost;
    const bool other_works = state.second && state.lost[place(other(beat.way))] == 0 && beat.way != state.works;
    if (!other_works && state.tries < kBeatTries) {
        state.again = std::max(up, state.sent + kBeatAgain);
    }
}

std::optional<Moment> next_beat(const Beating& state) {
    if (!state.box) {
        return std::nullopt;
    }
    auto soonest = state.next;
    for (const auto& one : {state.again, news_at(state)}) {
        if (one && (!soonest || *one < *soonest)) {
            soonest = one;
        }
    }
    return soonest;
}

bool path_down(const Beating& state) { return state.second && (state.lost[0] >= kDown || state.lost[1] >= kDown); }

}  // namespace anju::alarm
