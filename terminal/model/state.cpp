// SPDX-License-Identifier: Apache-2.0
#include "terminal/model/state.hpp"

#include <algorithm>

#include "terminal/model/local_time.hpp"
#include "terminal/model/overloaded.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {

using contract::Capability;

const Settings& shown_settings(const State& state) {
    return state.preview ? *state.preview : state.settings;
}

bool at_night(const State& state) {
    return state.household &&
           is_night(local_time(state.now, state.household->zone), state.household->night);
}

bool asleep(const State& state) { return state.now >= state.awake_until && at_night(state); }

namespace {

std::optional<Screen> call_screen(const State& state) {
    using Found = std::optional<Screen>;
    return std::visit(overloaded{[](const call::Idle&) -> Found { return std::nullopt; },
                                 [](const call::Dialing&) -> Found { return Screen::Calling; },
                                 [](const call::Ringing& s) -> Found {
                                     return s.answers_itself_at ? Screen::AutoAnswer : Screen::Ringing;
                                 },
                                 [](const call::Ended&) -> Found { return Screen::VisitEnded; },
                                 [](const auto&) -> Found { return Screen::Call; }},
                      state.call);
}

}  // namespace

bool is_call(Screen screen) {
    return screen == Screen::Calling || screen == Screen::Ringing || screen == Screen::AutoAnswer ||
           screen == Screen::Call || screen == Screen::VisitEnded;
}

bool silent(const State& state) {
    const auto screen = current_screen(state);
    return at_night(state) && !is_call(screen) && screen != Screen::Alarm;
}

Screen current_screen(const State& state) {
    if (alarm_shown(state)) {
        return Screen::Alarm;
    }
    if (!state.household) {
        return Screen::Pairing;
    }
    if (const auto screen = call_screen(state)) {
        return *screen;
    }
    if (asleep(state)) {
        return Screen::Night;
    }
    switch (state.pages.back().route) {
        case Route::Home: return Screen::Home;
        case Route::Messages: return Screen::Messages;
        case Route::Message: return Screen::Message;
        case Route::Settings: return Screen::Settings;
        case Route::About: return state.pages.back().gauges ? Screen::Gauges : Screen::About;
        case Route::Family: return Screen::Family;
        case Route::VisitCode: return Screen::VisitCode;
        case Route::VisitLog: return Screen::VisitLog;
        case Route::LeaveMessage: return Screen::LeaveMessage;
        case Route::VisitRule: return Screen::VisitRule;
    }
    return Screen::Home;
}

std::vector<Capability> tiles(const State& state) {
    static constexpr Capability kOrder[] = {
        Capability::Visits, Capability::Messages, Capability::Consults, Capability::Medicines,
        Capability::Meals,  Capability::Services, Capability::Health,   Capability::Help};
    std::vector<Capability> both;
    if (!state.household) {
        return both;
    }
    const auto& offered = state.household->capabilities;
    std::ranges::copy_if(kOrder, std::back_inserter(both), [&](Capability capability) {
        return state.device.capabilities.contains(capability) &&
               std::ranges::find(offered, capability) != offered.end();
    });
    return both;
}

bool needs_network(Capability capability) {
    switch (capability) {
        case Capability::Visits:
        case Capability::Consults:
        case Capability::Meals:
        case Capability::Services: return true;
        case Capability::Messages:
        case Capability::Medicines:
        case Capability::Health:
        case Capability::Help: return false;
    }
    return false;
}

std::string tile_id(Capability capability) {
    switch (capability) {
        case Capability::Messages: return "messages";
        case Capability::Visits: return "visits";
        case Capability::Consults: return "consults";
        case Capability::Medicines: return "medicines";
        case Capability::Meals: return "meals";
        case Capability::Services: return "services";
        case Capability::Health: return "health";
        case Capability::Help: return "help";
    }
    return {};
}

std::string row_id(const std::string& message) { return "message:" + message; }

std::string home_focus(const State& state) {
    const auto here = tiles(state);
    const bool messages = std::ranges::find(here, Capability::Messages) != here.end();
    if (messages && unseen_count(state) > 0) {
        return kCard;
    }
    for (const auto capability : here) {
        if (!state.connection_failed || !needs_network(capability)) {
            return tile_id(capability);
        }
    }
    return kSettings;
}

bool can_visit(const State& state) {
    const auto here = tiles(state);
    return std::ranges::find(here, Capability::Visits) != here.end();
}

bool can_talk(const State& state) {
    const auto& offered = state.household ? state.household->capabilities : std::vector<Capability>{};
    const bool wanted = std::ranges::any_of(offered, [](Capability one) { return one == Capability::Visits || one == Capability::Help; });
    return wanted && state.device.capabilities.contains(Capability::Visits);
}

const contract::Member* find_member(const State& state, const std::string& member) {
    if (!state.household || member.empty()) {
        return nullptr;
    }
    const auto& members = state.household->members;
    const auto found = std::ranges::find(members, member, &contract::Member::id);
    return found == members.end() ? nullptr : &*found;
}

std::vector<const contract::Member*> relatives(const State& state) {
    std::vector<const contract::Member*> found;
    if (state.household) {
        for (const auto& member : state.household->members) {
            if (member.active) {
                found.push_back(&member);
            }
        }
    }
    return found;
}

const contract::Presence* presence_of(const State& state, const std::string& member) {
    const auto found = state.presence.find(member);
    return found == state.presence.end() ? nullptr : &found->second;
}

std::vector<const contract::Visit*> missed_visits(const State& state) {
    std::vector<const contract::Visit*> missed;
    for (const auto& visit : state.visits) {
        if (!visit.seen && visit.stage == contract::VisitStage::Ended) {
            missed.push_back(&visit);
        }
    }
    return missed;
}

const contract::VisitRule* rule_of(const State& state, const std::string& member) {
    if (!state.household || member.empty()) {
        return nullptr;
    }
    const auto& rules = state.household->visits.rules;
    const auto found = std::ranges::find(rules, member, &contract::VisitRule::member);
    return found == rules.end() ? nullptr : &*found;
}

const contract::VisitRule* proposed_rule(const State& state) {
    const contract::VisitRule* oldest = nullptr;
    if (!state.household || !can_visit(state)) {
        return oldest;
    }
    for (const auto& rule : state.household->visits.rules) {
        const auto* member = find_member(state, rule.member);
        const bool asked = rule.proposed && member && member->active;
        if (asked && (!oldest || rule.proposed_at < oldest->proposed_at)) {
            oldest = &rule;
        }
    }
    return oldest;
}

LinkHour link_hour(const State& state) {
    using namespace std::chrono;
    constexpr int kMinutes = 60;
    const Time last = ceil<minutes>(state.now) - minutes(1);
    LinkHour hour;
    for (int i = kMinutes - 1; i >= 0; --i) {
        const Time from = last - minutes(i), to = std::min<Time>(from + minutes(1), state.now);
        milliseconds known{}, online{};
        for (auto change = state.link.begin(); change != state.link.end(); ++change) {
            const Time begin = std::max(change->at, from);
            const Time end = change + 1 == state.link.end() ? to : std::min(change[1].at, to);
            if (end > begin) {
                known += end - begin;
                online += change->online ? end - begin : milliseconds{};
            }
        }
        hour.minutes.push_back(known == milliseconds{} ? -1 : static_cast<int>(100 * online / known));
        hour.known += known;
        hour.online += online;
    }
    return hour;
}

const contract::Message* find_message(const State& state, const std::string& id) {
    const auto found = std::ranges::find(state.messages, id, &contract::Message::id);
    return found == state.messages.end() ? nullptr : &*found;
}

const PendingSeen* find_pending(const State& state, const std::string& message) {
    const auto found = std::ranges::find(state.outbox, message, &PendingSeen::message);
    return found == state.outbox.end() ? nullptr : &*found;
}

std::optional<Time> seen_at(const State& state, const contract::Message& message) {
    if (const auto* pending = find_pending(state, message.id); pending && !message.seen_at) {
        return pending->seen_at;
    }
    return message.seen_at;
}

bool seen(const State& state, const contract::Message& message) {
    return seen_at(state, message).has_value();
}

int unseen_count(const State& state) {
    return static_cast<int>(std::ranges::count_if(
        state.messages, [&](const auto& message) { return !seen(state, message); }));
}

}  // namespace anju::model
