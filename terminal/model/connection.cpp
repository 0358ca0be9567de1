// SPDX-License-Identifier: Apache-2.0
// The household as the platform has it: a snapshot, then whole things over the event stream.
#include <algorithm>

#include "platform/contract/unreached.hpp"
#include "terminal/model/overloaded.hpp"
#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

using contract::ErrorKind;

// Only what an hour's history needs, however often it comes and goes.
void note_link(State& state, bool online) {
    constexpr std::size_t kMost = 512;
    auto& link = state.link;
    link.push_back({state.now, online});
    const auto hour = state.now - 60min;
    while (link.size() > 1 && (link[1].at < hour || link.size() > kMost)) {
        link.erase(link.begin());
    }
}

void gone_offline(State& state, const contract::Error& error) {
    if (state.online || !state.connection_failed) {
        state.connection_since = state.now;
        note_link(state, false);
    }
    const auto obstacle = obstacle_of(error);
    if (state.online || !state.connection_failed || state.obstacle != obstacle) {
        state.obstacle_since = state.now;
    }
    state.online = false;
    state.connection_failed = true;
    state.obstacle = obstacle;
}

// Opens what came while the TV was away; at the start of the program home's card says it instead.
void announce_new(Step& step, const std::vector<contract::Message>& before) {
    const auto fresh = std::ranges::find_if(step.state.messages, [&](const auto& message) {
        return std::ranges::find(before, message.id, &contract::Message::id) == before.end() &&
               !seen(step.state, message);
    });
    if (fresh != step.state.messages.end()) {
        announce(step, fresh->id);
    }
}

void apply(Step& step, const contract::Snapshot& snapshot) {
    auto& state = step.state;
    const auto before = state.messages;
    const bool open_stream = !state.household || snapshot.cursor < state.cursor;
    state.household = snapshot.household;
    follow_home(step);
    if (const Paired paired{snapshot.terminal, snapshot.box_number}; state.paired) {
        state.paired = paired;
    } else {
        become(step, paired);
    }
    state.cursor = snapshot.cursor;
    state.platform_version = snapshot.platform_version;
    replace_messages(state, snapshot.messages);
    repair_pages(state, before);
    const bool first = !state.synced;
    state.synced = true;
    apply_visits(step, snapshot);
    if (open_stream) {
        step.effects.push_back(OpenStream{state.cursor});
    }
    if (!first) {
        announce_new(step, before);
    }
    save_snapshot_of(step, snapshot.now);
}

}  // namespace

Obstacle obstacle_of(const contract::Error& error) {
    if (error.code == contract::kStranger) {
        return Obstacle::Stranger;
    }
    return error.kind == ErrorKind::Offline && error.code != contract::kDown ? Obstacle::Network : Obstacle::Platform;
}

void request_snapshot(Step& step) {
    step.state.presence_heard.clear();
    step.state.snapshot_request = make_id(step.state);
    step.state.snapshot_next_try.reset();
    step.effects.push_back(FetchSnapshot{*step.state.snapshot_request});
}

void save_snapshot_of(Step& step, contract::Time platform_now) {
    const auto& state = step.state;
    step.effects.push_back(SaveSnapshot{{.terminal = state.paired->terminal,
                                         .box_number = state.paired->box_number,
                                         .household = *state.household,
                                         .messages = state.messages,
                                         .visits = state.visits,
                                         .presence = {},
                                         .cursor = state.cursor,
                                         .platform_version = state.platform_version,
                                         .now = platform_now}});
}

void save_snapshot(Step& step) {
    if (step.state.household && step.state.paired) {
        save_snapshot_of(step, step.state.now);
    }
}

void on(Step& step, const SnapshotReceived& message) {
    auto& state = step.state;
    if (state.snapshot_request != message.id) {
        return;
    }
    state.snapshot_request.reset();
    if (!message.result) {
        const auto& error = message.result.error();
        if (error.kind == ErrorKind::Denied) {
            wipe(step, error);
            return;
        }
        if (!state.household &&
            (error.kind == ErrorKind::Offline || error.kind == ErrorKind::Timeout)) {
            gone_offline(state, error);
        }
        ++state.snapshot_tries;
        state.snapshot_next_try =
            state.now + std::max<std::chrono::milliseconds>(
                            error.retry_after, back_off(state, state.snapshot_tries));
        return;
    }
    state.snapshot_tries = 0;
    state.last_contact = state.now;
    // Older than the events heard: it was overtaken on its way. Twice: the platform itself is
    // older (restored from a copy), then it is right and the stream must go back.
    if (message.result->cursor < state.cursor && !state.snapshot_behind) {
        state.snapshot_behind = true;
        request_snapshot(step);
        return;
    }
    state.snapshot_behind = false;
    apply(step, *message.result);
    register_certificate(step);
    fetch_photos(step);
    fetch_films(step);
}

void on(Step& step, const StreamOpened&) {
    auto& state = step.state;
    if (!state.paired) {
        return;
    }
    if (!state.online) {
        state.connection_since = state.now;
        note_link(state, true);
    }
    const bool again = state.connection_failed;
    state.telling = {.machine = state.telling.machine, .next_try = state.now + back_off(state, 3)};
    state.online = true;
    look_at_machine(step);
    state.ever_online = true;
    state.connection_failed = false;
    state.last_contact = state.now;
    // A stream that went on without a loss has told everything.
    if (!state.snapshot_request && (again || !state.synced || state.snapshot_next_try)) {
        request_snapshot(step);
    }
    for (auto& pending : state.outbox) {
        pending.next_try = state.now;
    }
    for (auto& [name, retry] : state.photos_failed) {
        if (retry.next_try) {
            retry.next_try = state.now;
        }
    }
    for (auto& errand : state.errands) {
        errand.next_try = state.now;
    }
    send_pending(step);
    send_errands(step);
    line_again(step);
    register_certificate(step);
    fetch_photos(step);
    fetch_films(step);
}

// What stood before a change of network, or before a cut, says nothing any more, and only its silence would tell: 12 s.
void reopen_stream(Step& step) {
    if (step.state.paired && step.state.synced) {
        step.effects.push_back(CloseStream{});
        step.effects.push_back(OpenStream{step.state.cursor});
    }
}

void on(Step& step, const StreamLost& message) {
    if (!step.state.paired) {
        return;
    }
    if (message.error.kind == ErrorKind::Denied) {
        wipe(step, message.error);
        return;
    }
    gone_offline(step.state, message.error);
}

void on(Step& step, const Heard& message) {
    auto& state = step.state;
    if (!state.household) {
        return;
    }
    if (const auto* changed = std::get_if<contract::PresenceChanged>(&message.event.body)) {
        state.presence[changed->presence.member] = changed->presence;  // only true now: no sequence, not kept
        if (state.snapshot_request) {
            state.presence_heard.insert(changed->presence.member);
        }
        return;
    }
    if (const auto* rings = std::get_if<contract::BoxRings>(&message.event.body)) {
        heard_ring(step, *rings);
        return;
    }
    if (message.event.seq <= state.cursor) {
        return;
    }
    const bool missed = message.event.seq > state.cursor + 1;
    state.cursor = message.event.seq;
    state.last_contact = state.now;
    const bool kept = std::visit(
        overloaded{
            [&](const contract::HouseholdChanged& changed) {
                if (changed.household.version >= state.household->version) {
                    state.household = changed.household;
                    follow_home(step);
                    repair_pages(state, state.messages);
                }
                return true;
            },
            [&](const contract::MessageChanged& changed) {
                const bool is_new = find_message(state, changed.message.id) == nullptr;
                keep_message(state, changed.message);
                if (is_new) {
                    announce(step, changed.message.id);
                }
                drop_stale_notice(state);
                return true;
            },
            [&](const contract::Unpaired& unpaired) {
                wipe(step, unpaired.how);
                return false;
            },
            [&](const contract::VisitChanged& changed) {
                heard_visit(step, changed.visit);
                return true;
            },
            // Not worth a write to the disk.
            [&](const contract::SignalCame& came) {
                heard_signal(step, came.signal);
                return false;
            },
            [](const contract::PresenceChanged&) { return false; },
            [](const contract::BoxRings&) { return false; },
            // The guard tells of an alarm, and desks are elsewhere.
            [](const contract::AlarmChanged&) { return false; },
            [](const contract::DeskChanged&) { return false; },
            [](const contract::SeatChanged&) { return false; },
            [](const contract::BoxHealthChanged&) { return false; }},
        message.event.body);
    if (kept) {
        save_snapshot(step);
    }
    if (missed && state.household && !state.snapshot_request) {
        request_snapshot(step);
    }
    fetch_photos(step);
    fetch_films(step);
}

void connection_tick(Step& step) {
    auto& state = step.state;
    if (state.paired && !state.snapshot_request && state.snapshot_next_try &&
        state.now >= *state.snapshot_next_try) {
        request_snapshot(step);
    }
}

}  // namespace anju::model
