// SPDX-License-Identifier: Apache-2.0
#include "terminal/model/state.hpp"

#include <algorithm>

#include "terminal/model/local_time.hpp"
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

Screen current_screen(const State& state) {
    if (!state.household) {
        return Screen::Pairing;
    }
    if (asleep(state)) {
        return Screen::Night;
    }
    switch (state.pages.back().route) {
        case Route::Home: return Screen::Home;
        case Route::Messages: return Screen::Messages;
        case Route::Message: return Screen::Message;
        case Route::Settings: return Screen::Settings;
        case Route::About: return Screen::About;
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
