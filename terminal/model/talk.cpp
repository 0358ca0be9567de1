// SPDX-License-Identifier: Apache-2.0
// Who has the alarm speaks with the home (docs/alarm.md, "Talking"). The red key was the yes, and it holds only for a person
// who has this very alarm by the guard's word: what the platform sends opens no camera by itself. A relative is called only into
// a talk that is on, and leaves with it.
#include <algorithm>
#include <utility>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

using contract::VisitEnd;
using contract::VisitStage;
using GuardStage = GuardState::Stage;

constexpr auto kGuardTells = 5s;  // so long a visit may be ahead of the guard's word
constexpr std::size_t kMostHeard = 64;

enum class Verdict { Answer, Wait, Refuse };

bool heard_before(const State& state, const std::string& visit) {
    return std::ranges::find(state.talk.heard, visit) != state.talk.heard.end();
}

void note_heard(State& state, const std::string& visit) {
    auto& heard = state.talk.heard;
    heard.push_back(visit);
    if (heard.size() > kMostHeard) {
        heard.erase(heard.begin());
    }
}

// A guard that is away will say soon what has become of it.
Verdict weigh(const State& state, const contract::Visit& visit) {
    const auto& said = state.alarm.said;
    if (!state.alarm.there || !said || !said->alarm) {
        return Verdict::Wait;
    }
    const bool same = said->alarm->id == visit.alarm;
    switch (said->stage) {
        case GuardStage::Accepted:
            return !same ? Verdict::Refuse : said->alarm->state == contract::AlarmState::Accepted ? Verdict::Answer : Verdict::Wait;
        case GuardStage::Received:
        case GuardStage::Changing: return same ? Verdict::Wait : Verdict::Refuse;
        case GuardStage::Cancelled:
        case GuardStage::Ended: return same ? Verdict::Refuse : Verdict::Wait;  // of the last one; the next may have begun
        case GuardStage::Idle:
        case GuardStage::Calling:
        case GuardStage::Lost: return Verdict::Wait;
    }
    return Verdict::Refuse;
}

void refuse(Step& step, const contract::Visit& visit, VisitEnd end) {
    note_heard(step.state, visit.id);
    end_visit(step, visit.id, end);
}

// Whatever is on gives way; a talk that is over was hung up.
void make_room(Step& step) {
    if (const auto* id = call::id_of(step.state.call); id && in_call(step.state)) {
        const auto reason = talks(step.state) ? call::EndReason::HungUp : call::EndReason::Alarm;
        const auto copy = *id;
        move_call(step, call::HungUp{copy, call::Side::Here, reason});
    }
}

void answer(Step& step, const contract::Visit& visit) {
    auto& state = step.state;
    if (!state.device.capabilities.contains(contract::Capability::Visits)) {
        refuse(step, visit, VisitEnd::Failed);  // the desk has the number
        return;
    }
    make_room(step);
    note_heard(state, visit.id);
    move_call(step, call::Invited{visit.id, {visit.visitor.member, visit.visitor.name}, {}, visit.camera});
    state.visit = visit;
    state.talk.visit = visit.id;
    state.talk.alarm = visit.alarm;
    state.talk.by = state.alarm.said->alarm->by;
    move_call(step, call::Accepted{visit.id, true, true, true});
    std::erase_if(step.effects, [&](const Effect& effect) {
        const auto* ring = std::get_if<StartRing>(&effect);
        const auto* ticket = std::get_if<FetchTicket>(&effect);  // the answer brings one
        return (ring && ring->tone == call::Tone::Ring) || (ticket && ticket->visit == visit.id);
    });
}

// The alarm is with another one than when they began to speak: by what the visit says of itself, not this one.
bool in_other_hands(State& state) {
    auto& talk = state.talk;
    const auto& by = state.alarm.said->alarm->by;
    if (!by || by == talk.by) {
        return false;
    }
    if (state.visit && state.visit->visitor.name == by->name) {
        talk.by = by;  // the guard hears of the change after the visit came
        return false;
    }
    return true;
}

bool may_go_on(State& state) {
    const auto& said = state.alarm.said;
    if (!said || (said->alarm && said->alarm->id != state.talk.alarm)) {
        return false;
    }
    switch (said->stage) {
        case GuardStage::Accepted: return !said->alarm || !in_other_hands(state);
        case GuardStage::Calling:
        case GuardStage::Lost: return true;  // pressed again, and that press was not answered: the person is there still
        case GuardStage::Idle:
        case GuardStage::Received:
        case GuardStage::Changing:
        case GuardStage::Cancelled:
        case GuardStage::Ended: return false;
    }
    return false;
}

bool with_relative(const contract::Visit& visit) { return visit.placed_by == contract::VisitSide::Tv; }

bool talk_is_on(const State& state, const std::string& alarm) { return talks(state) && in_call(state) && state.talk.alarm == alarm; }

Verdict weigh_relative(const State& state, const contract::Visit& visit) {
    const auto* member = find_member(state, visit.visitor.member);
    if (!member || !member->active) {
        return Verdict::Refuse;
    }
    const auto verdict = weigh(state, visit);
    return verdict == Verdict::Answer && !talk_is_on(state, visit.alarm) ? Verdict::Wait : verdict;
}

// This TV offers. The camera is on for the desk; the relative has its picture once they have answered.
void call_relative(Step& step, const contract::Visit& visit) {
    if (is_on(step.state.beside.call)) {
        refuse(step, visit, VisitEnd::Busy);
        return;
    }
    note_heard(step.state, visit.id);
    dial_beside(step, visit);
}

void settle_waiting(Step& step, std::optional<Talk::Waiting>& waits) {
    if (!waits) {
        return;
    }
    const bool relative = with_relative(waits->visit);
    auto verdict = relative ? weigh_relative(step.state, waits->visit) : weigh(step.state, waits->visit);
    if (verdict == Verdict::Wait && step.state.now >= waits->until) {
        verdict = Verdict::Refuse;
    }
    if (verdict == Verdict::Wait) {
        return;
    }
    const auto visit = std::exchange(waits, std::nullopt)->visit;
    if (verdict == Verdict::Refuse) {
        refuse(step, visit, VisitEnd::Blocked);
    } else {
        relative ? call_relative(step, visit) : answer(step, visit);
    }
}

void settle_beside(Step& step) {
    auto& state = step.state;
    const auto& visit = state.beside.visit;
    if (is_on(state.beside.call) && !(visit && talk_is_on(state, visit->alarm))) {
        const auto id = *call::id_of(state.beside.call);
        in_turn(step, [&] { move_call(step, call::HungUp{id, call::Side::Here, call::EndReason::HungUp}); });
    }
    if (std::holds_alternative<call::Ended>(state.beside.call)) {
        in_turn(step, [&] { move_call(step, call::Dismissed{}); });
    }
}

}  // namespace

bool talks(const State& state) {
    const auto* id = call::id_of(state.call);
    return id && !state.talk.visit.empty() && *id == state.talk.visit;
}

void heard_talk(Step& step, const contract::Visit& visit) {
    auto& state = step.state;
    auto& talk = state.talk;
    auto& waiting = with_relative(visit) ? talk.relative_waits : talk.waits;
    const bool waits = waiting && waiting->visit.id == visit.id;
    if (visit.stage != VisitStage::Ringing) {
        if (waits) {
            waiting.reset();
        }
        return;
    }
    const bool fresh = visit.placed_at + contract::kRingsFor > state.now + state.platform_ahead;
    if (!state.paired || !state.synced || !fresh || waits || being_ended(state, visit.id) || heard_before(state, visit.id)) {
        return;
    }
    if (waiting) {
        refuse(step, std::exchange(waiting, std::nullopt)->visit, VisitEnd::Busy);
    }
    waiting = Talk::Waiting{visit, state.now + kGuardTells};
}

void settle_talk(Step& step) {
    auto& state = step.state;
    auto& talk = state.talk;
    const bool on = talks(state);
    if (on && in_call(state) && !may_go_on(state)) {
        make_room(step);
    }
    if (on && std::holds_alternative<call::Ended>(state.call)) {
        move_call(step, call::Dismissed{});  // the alarm's screen goes on, and says what is so
    }
    settle_waiting(step, talk.waits);
    settle_beside(step);
    settle_waiting(step, talk.relative_waits);
    if (!talks(state)) {
        talk.visit.clear();
    }
    if (on != talks(state)) {
        apply_volume(step);
    }
}

}  // namespace anju::model
