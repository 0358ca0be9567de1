// SPDX-License-Identifier: Apache-2.0
// Who may ring, what happens when they do, and what is remembered of it.
#include <algorithm>
#include <cstdint>

#include "terminal/model/local_time.hpp"
#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

using contract::VisitEnd;
using contract::VisitSide;
using contract::VisitStage;

constexpr std::size_t kKeptVisits = 60;  // as many as a snapshot holds

bool newer_visit(const contract::Visit& a, const contract::Visit& b) {
    return a.placed_at != b.placed_at ? a.placed_at > b.placed_at : a.id > b.id;
}

call::EndReason reason_of(VisitEnd end) {
    switch (end) {
        case VisitEnd::HungUp: return call::EndReason::HungUp;
        case VisitEnd::Declined: return call::EndReason::Declined;
        case VisitEnd::Cancelled: return call::EndReason::Cancelled;
        case VisitEnd::Missed: return call::EndReason::Missed;
        case VisitEnd::Busy: return call::EndReason::Busy;
        case VisitEnd::Lost: return call::EndReason::Lost;
        case VisitEnd::Failed: return call::EndReason::Failed;
        case VisitEnd::Blocked: return call::EndReason::Blocked;
        case VisitEnd::Alarm: return call::EndReason::Alarm;
    }
    return call::EndReason::Failed;
}

bool in_quiet_hours(const State& state) {
    return is_night(local_time(state.now, state.household->zone), state.household->visits.quiet);
}

// Nothing: it may ring. A guest was invited, or the platform had not let the visit through.
std::optional<VisitEnd> refusal(const State& state, const std::string& id, const std::string& name) {
    const auto* member = find_member(state, id);
    const bool known = id.empty() ? !name.empty() : member && member->active;
    if (!can_visit(state) || in_quiet_hours(state) || !known) {
        return VisitEnd::Blocked;
    }
    return std::nullopt;
}

// Nothing: it only rings. What nobody hears being counted down would open the camera on somebody who knows nothing of it.
std::optional<std::chrono::seconds> answers_itself(const State& state, const std::string& member) {
    const bool now = rule_answers(state, member) && hushed_by(state) == Hush::None;
    return now ? std::optional(call::kAnswersItselfAfter) : std::nullopt;
}

void consider(Step& step, const contract::Visit& visit) {
    auto& state = step.state;
    const bool fresh = visit.placed_at + contract::kRingsFor > state.now + state.platform_ahead;
    if (!state.synced || !fresh || being_ended(state, visit.id)) {
        return;
    }
    if (const auto no = refusal(state, visit.visitor.member, visit.visitor.name)) {
        end_visit(step, visit.id, *no);
        return;
    }
    move_call(step, call::Invited{visit.id, {visit.visitor.member, visit.visitor.name},
                                  answers_itself(state, visit.visitor.member), visit.camera});
    const auto* id = call::id_of(state.call);
    if (id && *id == visit.id) {
        state.visit = visit;
    }
}

// What the platform says of the call that is going on. With or without a picture is how it was answered; what the phone
// has said of itself since is newer.
void follow(Step& step, const contract::Visit& visit) {
    step.state.visit = visit;
    if (visit.stage == VisitStage::Answered && visit.placed_by == VisitSide::Tv) {
        if (!step.state.peer_state) {
            move_call(step, call::PeerState{visit.id, {.camera = visit.camera}});
        }
        move_call(step, call::Answered{visit.id});
    } else if (visit.stage == VisitStage::Ended) {
        move_call(step, call::HungUp{visit.id, call::Side::There,
                                     reason_of(visit.end.value_or(VisitEnd::Lost))});
    }
}

bool is_current(const State& state, const contract::Visit& visit) {
    const auto* id = call::id_of(state.call);
    return id && *id == visit.id;
}

// Of an earlier life of this program, which did not come to its end.
VisitEnd end_of_left_over(const contract::Visit& visit) {
    if (visit.stage == VisitStage::Answered) {
        return VisitEnd::Lost;
    }
    return visit.placed_by == VisitSide::Tv ? VisitEnd::Cancelled : VisitEnd::Missed;
}

// A guest came by the six digits that stand here: they are good for one, also where it did not ring.
bool used_code(const State& state, const contract::Visit& visit) {
    return state.invitation && visit.visitor.invitation == state.invitation->id;
}

void mark_seen(Step& step, const std::vector<std::string>& ids) {
    if (ids.empty()) {
        return;
    }
    for (auto& visit : step.state.visits) {
        if (std::ranges::find(ids, visit.id) != ids.end()) {
            visit.seen = true;
        }
    }
    add_errand(step, Errand::Seen{ids});
}

std::vector<std::string> missed_of(const State& state, const std::string* member) {
    std::vector<std::string> ids;
    for (const auto* visit : missed_visits(state)) {
        if (!member || visit->visitor.member == *member) {
            ids.push_back(visit->id);
        }
    }
    return ids;
}

}  // namespace

bool being_ended(const State& state, const std::string& visit) {
    return std::ranges::any_of(state.errands, [&](const Errand& errand) {
        const auto* end = std::get_if<Errand::End>(&errand.what);
        return end && end->visit == visit;
    });
}

// No rule is in force without the elder's own OK.
bool rule_answers(const State& state, const std::string& member) {
    const auto* rule = rule_of(state, member);
    if (!rule || !rule->agreed_at) {
        return false;
    }
    switch (rule->policy) {
        case contract::VisitPolicy::Ring: break;
        case contract::VisitPolicy::Automatic: return true;
        case contract::VisitPolicy::AutomaticByDay: return !at_night(state);
        case contract::VisitPolicy::AutomaticInAlarm: return alarm_in_progress(state);
    }
    return false;
}

Hush hushed_by(const State& state) {
    if (!state.device.sound_available || (state.devices.known && !state.devices.speaker)) {
        return Hush::NoSpeaker;
    }
    if (state.settings.muted || state.settings.volume == 0) {
        return Hush::Off;
    }
    return state.device.speech_available ? Hush::None : Hush::NoSpeech;
}

// As the platform makes ids and takes them, 26 of a-z and 2-7: ten of time, sixteen of what only this box says at this moment.
std::string make_visit_id(State& state) {
    static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz234567";
    const auto number = make_id(state);
    const auto time = static_cast<std::uint64_t>(state.now.time_since_epoch().count());
    const auto hash = [&](char salt) {
        std::uint64_t value = 14695981039346656037u;  // FNV-1a
        const auto add = [&](unsigned char byte) { value = (value ^ byte) * 1099511628211u; };
        add(static_cast<unsigned char>(salt));
        for (const char c : state.box_id) {
            add(static_cast<unsigned char>(c));
        }
        for (int shift = 0; shift < 64; shift += 8) {
            add(static_cast<unsigned char>(number >> shift));
            add(static_cast<unsigned char>(time >> shift));
        }
        return value;
    };
    std::string id;
    for (int i = 9; i >= 0; --i) {
        id += kLetters[(time >> (5 * i)) & 31];
    }
    for (const char salt : {'a', 'b'}) {
        const auto value = hash(salt);
        for (int i = 7; i >= 0; --i) {
            id += kLetters[(value >> (8 * i + 3)) & 31];
        }
    }
    return id;
}

void keep_visit(State& state, contract::Visit visit) {
    if (!visit.alarm.empty()) {
        return;  // it belongs to the alarm, and to no list of who called
    }
    const auto old = std::ranges::find(state.visits, visit.id, &contract::Visit::id);
    if (old != state.visits.end()) {
        visit.seen = visit.seen || (old->seen && old->stage == VisitStage::Ended);
        state.visits.erase(old);
    }
    for (const auto& errand : state.errands) {
        const auto* seen = std::get_if<Errand::Seen>(&errand.what);
        visit.seen = visit.seen || (seen && std::ranges::find(seen->visits, visit.id) != seen->visits.end());
    }
    const auto place = std::ranges::lower_bound(state.visits, visit, newer_visit);
    state.visits.insert(place, std::move(visit));
    if (state.visits.size() > kKeptVisits) {
        state.visits.resize(kKeptVisits);
    }
}

void heard_visit(Step& step, const contract::Visit& visit) {
    // Her own call goes on in its place: there was one, not two.
    if (visit.crossed.value_or(false)) {
        std::erase_if(step.state.visits, [&](const auto& one) { return one.id == visit.id; });
    } else {
        keep_visit(step.state, visit);
    }
    if (used_code(step.state, visit)) {
        use_up_code(step);
    }
    if (is_current(step.state, visit)) {
        follow(step, visit);
    } else if (of_beside(step.state, visit.id)) {
        in_turn(step, [&] { follow(step, visit); });
    } else if (!visit.alarm.empty()) {
        heard_talk(step, visit);
    } else if (visit.stage == VisitStage::Ringing && visit.placed_by == VisitSide::Phone) {
        consider(step, visit);
    }
}

void apply_visits(Step& step, const contract::Snapshot& snapshot) {
    auto& state = step.state;
    state.platform_ahead = snapshot.now - state.now;
    // What was heard while it was on its way is newer.
    std::erase_if(state.presence, [&](const auto& one) { return !state.presence_heard.contains(one.first); });
    for (const auto& presence : snapshot.presence) {
        state.presence.try_emplace(presence.member, presence);
    }
    state.presence_heard.clear();
    const bool used = std::ranges::any_of(snapshot.visits, [&](const auto& visit) { return used_code(state, visit); });
    state.visits.clear();
    for (const auto& visit : snapshot.visits) {
        keep_visit(state, visit);
    }
    if (used) {
        use_up_code(step);
    }
    for (const auto& visit : snapshot.visits) {
        if (is_current(state, visit)) {
            follow(step, visit);
            continue;
        }
        if (of_beside(state, visit.id)) {
            in_turn(step, [&] { follow(step, visit); });
            continue;
        }
        if (visit.stage == VisitStage::Ended || being_ended(state, visit.id)) {
            continue;
        }
        const bool rings = visit.stage == VisitStage::Ringing && (visit.placed_by == VisitSide::Phone || !visit.alarm.empty()) &&
                           visit.placed_at + contract::kRingsFor > snapshot.now;
        if (rings && !visit.alarm.empty()) {
            heard_talk(step, visit);
        } else if (rings) {
            consider(step, visit);
        } else {
            end_visit(step, visit.id, end_of_left_over(visit));
        }
    }
}

void presence_tick(Step& step) {
    for (auto& [member, presence] : step.state.presence) {
        if (presence.free_until && *presence.free_until <= step.state.now + step.state.platform_ahead) {
            presence.free_from.clear();
            presence.free_at.reset();
            presence.free_until.reset();
        }
    }
}

void weigh_countdown(Step& step) {
    const auto& state = step.state;
    const auto* ringing = std::get_if<call::Ringing>(&state.call);
    if (!ringing || !ringing->answers_itself_at) {
        return;
    }
    const auto& peer = ringing->peer;
    if (refusal(state, peer.member, peer.name) || !answers_itself(state, peer.member)) {
        const auto only_rings = call::Invited{ringing->id, peer, {}, ringing->there.camera};
        move_call(step, only_rings);
    }
}

void end_visit(Step& step, const std::string& visit, VisitEnd end) {
    if (!being_ended(step.state, visit)) {
        add_errand(step, Errand::End{visit, end});
    }
}

void look_at_missed(Step& step) { mark_seen(step, missed_of(step.state, nullptr)); }

void call_member(Step& step, const std::string& id) {
    auto& state = step.state;
    const auto* member = find_member(state, id);
    if (!member || !member->active || !can_visit(state) || in_call(state)) {
        return;
    }
    const call::Peer peer{member->id, member->name};
    mark_seen(step, missed_of(state, &peer.member));
    const auto visit = make_visit_id(state);
    move_call(step, call::Placed{visit, peer}, true);
}

void answer_call(Step& step) {
    if (const auto* ringing = std::get_if<call::Ringing>(&step.state.call)) {
        move_call(step, call::Accepted{ringing->id, false, true, true}, true);
    }
}

void leave_call(Step& step) {
    auto& state = step.state;
    if (std::holds_alternative<call::Ended>(state.call)) {
        move_call(step, call::Dismissed{}, true);
    } else if (const auto* id = call::id_of(state.call)) {
        const auto copy = *id;
        move_call(step, call::HungUp{copy, call::Side::Here, call::EndReason::HungUp}, true);
    }
}

// On the screen: one that lies under a call is read anew after it.
std::optional<contract::RuleProposal> open_question(const State& state) {
    const bool open = current_screen(state) == Screen::VisitRule;
    const auto* rule = open ? rule_of(state, state.pages.back().member) : nullptr;
    return rule && rule->proposed ? std::optional(contract::RuleProposal{rule->member, *rule->proposed}) : std::nullopt;
}

void read_first(Step& step, const std::optional<contract::RuleProposal>& before) {
    constexpr auto kToRead = 1500ms;
    const auto question = open_question(step.state);
    if (question && question != before) {
        step.state.ignore_keys_until = step.state.now + kToRead;
    }
}

void agree_rule(Step& step, const AgreeRule& intent) {
    auto& state = step.state;
    auto& rules = state.household->visits.rules;
    const auto rule = std::ranges::find(rules, intent.member, &contract::VisitRule::member);
    // What was asked on the screen, not what has come in its place meanwhile.
    if (rule == rules.end() || rule->proposed != intent.policy) {
        return;
    }
    rule->proposed.reset();
    rule->proposed_at.reset();
    if (intent.agreed) {
        rule->policy = intent.policy;
        rule->agreed_at = state.now;
    }
    add_errand(step, Errand::Rule{{intent.member, intent.policy, intent.agreed}});
    if (state.pages.back().route == Route::VisitRule) {
        go_back(step);
    }
}

}  // namespace anju::model
