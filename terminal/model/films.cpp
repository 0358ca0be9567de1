// SPDX-License-Identifier: Apache-2.0
// Short films: one that the elder leaves for a relative, and those that came. Nothing films or plays by itself.
#include <algorithm>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

using Stage = Recording::Stage;

constexpr auto kAskAgainAfter = 60s;

bool on_its_screen(const State& state) {
    const auto& top = state.pages.back();
    return state.recording && top.route == Route::LeaveMessage && top.member == state.recording->member;
}

void close_page(Step& step) {
    if (step.state.pages.back().route == Route::LeaveMessage) {
        go_back(step);
    }
}

void forget(Step& step) {
    auto& state = step.state;
    const auto id = state.recording->id;
    const auto stage = state.recording->stage;
    if (stage == Stage::Recording || stage == Stage::Finishing) {
        step.effects.push_back(StopRecording{id, false});
    }
    const auto errands = std::erase_if(state.errands, [&](const Errand& errand) {
        const auto* film = std::get_if<Errand::Film>(&errand.what);
        return film && film->recording == id;
    });
    if (errands > 0) {
        step.effects.push_back(SaveErrands{state.errands});
    }
    if (stage != Stage::Sent) {
        step.effects.push_back(DropRecording{id});
    }
    state.recording.reset();
}

void stop_filming(Step& step, bool send) {
    auto& recording = *step.state.recording;
    recording.stage = Stage::Finishing;
    recording.send = send;
    step.effects.push_back(StopRecording{recording.id, true});
}

void send_film(Step& step) {
    auto& recording = *step.state.recording;
    recording.stage = Stage::Sending;
    add_errand(step, Errand::Film{recording.id, recording.member});
}

void try_again(Step& step) {
    auto& state = step.state;
    state.recording->stage = Stage::Sending;
    for (auto& errand : state.errands) {
        const auto* film = std::get_if<Errand::Film>(&errand.what);
        if (film && film->recording == state.recording->id) {
            errand.next_try = state.now;
        }
    }
    send_errands(step);
}

const contract::Clip* clip_of(const State& state, const std::string& message) {
    const auto* found = find_message(state, message);
    return found && found->clip ? &*found->clip : nullptr;
}

bool plays_here(const State& state, const std::string& message) {
    return current_screen(state) == Screen::Message && state.pages.back().message == message;
}

// In the order in which they are needed: asked for, open, not seen.
std::vector<std::string> wanted_films(const State& state) {
    std::vector<std::string> clips;
    const auto add = [&](const contract::Clip* clip) {
        if (clip && std::ranges::find(clips, clip->id) == clips.end()) {
            clips.push_back(clip->id);
        }
    };
    if (state.films.wanted) {
        add(clip_of(state, *state.films.wanted));
    }
    for (const auto& page : state.pages) {
        if (page.route == Route::Message) {
            add(clip_of(state, page.message));
        }
    }
    for (const auto& message : state.messages) {
        if (message.clip && !seen(state, message)) {
            add(&*message.clip);
        }
    }
    return clips;
}

}  // namespace

void start_message(Step& step, const std::string& id) {
    auto& state = step.state;
    const auto* member = find_member(state, id);
    const bool filming = state.recording && (state.recording->stage == Stage::Recording ||
                                             state.recording->stage == Stage::Finishing);
    const bool can_wait = !in_call(state) || std::holds_alternative<call::Dialing>(state.call);
    if (!member || !member->active || !can_visit(state) || filming || !can_wait) {
        return;
    }
    if (!std::holds_alternative<call::Idle>(state.call)) {
        leave_call(step);
    }
    if (state.recording && state.recording->stage == Stage::Ready) {
        forget(step);
    }
    open_leave_message(step, id);
    const auto film = make_visit_id(state);
    state.recording = Recording{.id = film, .member = id, .since = state.now, .until = state.now + contract::kMaxClip};
    step.effects.push_back(StartRecording{film});
}

void finish_message(Step& step, bool keep) {
    auto& state = step.state;
    if (!on_its_screen(state) || in_call(state)) {
        return;
    }
    auto& recording = *state.recording;
    if (!keep) {
        if (recording.stage != Stage::Sending) {
            forget(step);
        }
        close_page(step);
        return;
    }
    switch (recording.stage) {
        case Stage::Recording: stop_filming(step, true); break;
        case Stage::Finishing: recording.send = true; break;
        case Stage::Ready: send_film(step); break;
        case Stage::Sending: break;
        case Stage::Failed:
            if (!recording.broken) {
                try_again(step);
            }
            break;
        case Stage::Sent:
            state.recording.reset();
            close_page(step);
            break;
    }
}

void on(Step& step, const RecordingEnded& message) {
    auto& state = step.state;
    if (!state.recording || state.recording->id != message.id) {
        step.effects.push_back(DropRecording{message.id});
        return;
    }
    auto& recording = *state.recording;
    if (recording.stage != Stage::Recording && recording.stage != Stage::Finishing) {
        return;
    }
    if (message.failed) {
        recording.stage = Stage::Failed;
        recording.broken = true;
    } else if (recording.send) {
        send_film(step);
    } else {
        recording.stage = Stage::Ready;
    }
}

void film_under_way(State& state, const std::string& id) {
    if (state.recording && state.recording->id == id) {
        state.recording->stage = Stage::Sending;
    }
}

void film_sent(Step& step, const std::string& id) {
    step.effects.push_back(DropRecording{id});
    if (step.state.recording && step.state.recording->id == id) {
        step.state.recording->stage = Stage::Sent;
    }
}

void film_not_sent(Step& step, const std::string& id, bool for_good) {
    auto& state = step.state;
    if (state.recording && state.recording->id == id) {
        state.recording->stage = Stage::Failed;
        state.recording->broken = for_good;
    }
    if (for_good) {
        step.effects.push_back(DropRecording{id});
    }
}

void play_clip(Step& step, const std::string& message) {
    auto& state = step.state;
    const auto* clip = clip_of(state, message);
    if (!clip || !plays_here(state, message) || state.playing == message) {
        return;
    }
    if (state.films.here.contains(clip->id)) {
        state.films.wanted.reset();
        state.playing = message;
        step.effects.push_back(StartClip{clip->id});
    } else {
        state.films.wanted = message;
        state.films.failed.erase(clip->id);
        fetch_films(step);
    }
}

void stop_clip(Step& step) {
    auto& state = step.state;
    state.films.wanted.reset();
    if (state.playing) {
        const auto* clip = clip_of(state, *state.playing);
        step.effects.push_back(EndClip{clip ? clip->id : std::string{}});
        state.playing.reset();
    }
}

void on(Step& step, const ClipEnded& message) {
    auto& state = step.state;
    const auto* clip = state.playing ? clip_of(state, *state.playing) : nullptr;
    if (!clip || clip->id != message.clip) {
        return;
    }
    state.playing.reset();
    if (message.failed) {  // a damaged file: fetched anew
        state.films.here.erase(message.clip);
        state.films.failed[message.clip] = state.now + kAskAgainAfter;
    }
}

void on(Step& step, const ClipStored& message) {
    auto& state = step.state;
    if (state.films.asked == message.clip) {
        state.films.asked.reset();
    }
    state.films.here.insert(message.clip);
    state.films.failed.erase(message.clip);
    if (state.films.wanted) {
        const auto wanted = *state.films.wanted;
        const auto* clip = clip_of(state, wanted);
        if (clip && clip->id == message.clip) {
            play_clip(step, wanted);
        }
    }
    fetch_films(step);
}

void on(Step& step, const ClipFailed& message) {
    auto& state = step.state;
    if (state.films.asked != message.clip) {
        return;
    }
    state.films.asked.reset();
    state.films.failed[message.clip] = state.now + std::max<std::chrono::seconds>(message.error.retry_after, kAskAgainAfter);
    const auto* clip = state.films.wanted ? clip_of(state, *state.films.wanted) : nullptr;
    if (clip && clip->id == message.clip) {
        state.films.wanted.reset();  // the screen says that it did not come
    }
    fetch_films(step);
}

void fetch_films(Step& step) {
    auto& state = step.state;
    if (!state.household || state.wiping) {
        return;
    }
    std::set<std::string> known;
    for (const auto& message : state.messages) {
        if (message.clip) {
            known.insert(message.clip->id);
        }
    }
    const auto gone = [&](const std::string& clip) { return !known.contains(clip); };
    if (std::erase_if(state.films.here, gone) > 0) {
        step.effects.push_back(KeepClips{known});
    }
    std::erase_if(state.films.failed, [&](const auto& entry) { return gone(entry.first); });
    if (!state.online || state.films.asked) {
        return;
    }
    for (const auto& clip : wanted_films(state)) {
        const auto failed = state.films.failed.find(clip);
        if (state.films.here.contains(clip) || (failed != state.films.failed.end() && failed->second > state.now)) {
            continue;
        }
        state.films.asked = clip;
        step.effects.push_back(FetchClip{clip});
        return;
    }
}

void films_tick(Step& step) {
    auto& state = step.state;
    if (state.recording && state.recording->stage == Stage::Recording && state.now >= state.recording->until) {
        stop_filming(step, false);
    }
    fetch_films(step);
}

void settle_films(Step& step) {
    auto& state = step.state;
    if (state.playing && !plays_here(state, *state.playing)) {
        stop_clip(step);
    }
    if (state.films.wanted && !plays_here(state, *state.films.wanted)) {
        state.films.wanted.reset();
    }
    if (!state.recording) {
        return;
    }
    const auto stage = state.recording->stage;
    if (in_call(state) || current_screen(state) == Screen::Alarm) {
        if (stage == Stage::Recording) {
            stop_filming(step, false);
        }
        return;
    }
    if (!on_its_screen(state) && stage != Stage::Sending && stage != Stage::Failed) {
        forget(step);
    } else if (!on_its_screen(state) && stage == Stage::Failed && state.recording->broken) {
        state.recording.reset();
    }
}

}  // namespace anju::model
