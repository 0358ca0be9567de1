// SPDX-License-Identifier: Apache-2.0
// Home, a page on it, a page on that: never deeper, and Back is always the way out.
#include <algorithm>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

constexpr std::size_t kDepth = 3;

bool has_route(const State& state, Route route) {
    return std::ranges::find(state.pages, route, &Page::route) != state.pages.end();
}

void arrived(Step& step) {
    auto& state = step.state;
    state.confirmed_at.reset();
    if (!has_route(state, Route::Settings)) {
        state.preview.reset();
    }
    const auto route = state.pages.back().route;
    if (route == Route::Home || route == Route::Messages) {
        state.notice.reset();
    }
    drop_stale_notice(state);
    step.effects.push_back(PlayChime{Chime::Ok});
}

}  // namespace

bool of_visits(Route route) {
    switch (route) {
        case Route::Family:
        case Route::VisitCode:
        case Route::VisitLog:
        case Route::LeaveMessage:
        case Route::VisitRule: return true;
        case Route::Home:
        case Route::Messages:
        case Route::Message:
        case Route::Settings:
        case Route::About: return false;
    }
    return false;
}

void drop_stale_notice(State& state) {
    if (!state.notice) {
        return;
    }
    const auto* message = find_message(state, state.notice->message);
    const auto& top = state.pages.back();
    const bool open = top.route == Route::Message && top.message == state.notice->message;
    if (!message || open || seen(state, *message)) {
        state.notice.reset();
    }
}

void focus_item(Step& step, const std::string& id) {
    auto& state = step.state;
    const auto screen = current_screen(state);
    auto& focus = screen == Screen::Alarm ? state.alarm.focus : is_call(screen) ? state.call_focus : state.pages.back().focus;
    if (focus != id) {
        focus = id;
        step.effects.push_back(PlayChime{Chime::Move});
    }
}

void go_back(Step& step) {
    auto& state = step.state;
    if (state.pages.size() == 1) {
        return;
    }
    if (auto& top = state.pages.back(); top.gauges) {
        top.gauges = false;
        arrived(step);
        return;
    }
    state.pages.pop_back();
    state.taken_over = false;
    arrived(step);
}

void go_home(Step& step) {
    auto& state = step.state;
    if (state.pages.size() == 1) {
        return;
    }
    state.pages.resize(1);
    state.taken_over = false;
    arrived(step);
}

void open(Step& step, Route route) {
    auto& state = step.state;
    if (route == Route::Message || route == Route::LeaveMessage) {
        return;  // OpenMessage, StartMessage say which
    }
    const auto* rule = proposed_rule(state);
    if ((of_visits(route) && !can_visit(state)) || (route == Route::VisitRule && !rule)) {
        return;
    }
    const auto here = std::ranges::find(state.pages, route, &Page::route);
    if (here != state.pages.end()) {
        if (here + 1 == state.pages.end()) {
            return;
        }
        state.pages.erase(here + 1, state.pages.end());
    } else {
        if (state.pages.size() == kDepth) {
            state.pages.pop_back();
        }
        Page page{.route = route};
        if (route == Route::Messages && !state.messages.empty()) {
            page.anchor = state.messages.front().id;
        }
        if (route == Route::VisitRule) {
            page.member = rule->member;
        }
        state.pages.push_back(std::move(page));
    }
    state.taken_over = false;
    arrived(step);
    switch (route) {
        case Route::Family: step.effects.push_back(PrepareMedia{}); break;
        case Route::VisitCode: show_code(step); break;
        case Route::VisitLog: look_at_missed(step); break;
        case Route::Home:
        case Route::Messages:
        case Route::Message:
        case Route::Settings:
        case Route::About:
        case Route::LeaveMessage:
        case Route::VisitRule: break;
    }
}

void open_leave_message(Step& step, const std::string& member) {
    auto& state = step.state;
    if (state.pages.back().route == Route::LeaveMessage || state.pages.size() == kDepth) {
        state.pages.pop_back();
    }
    state.pages.push_back({.route = Route::LeaveMessage, .member = member});
    state.taken_over = false;
    arrived(step);
}

void show_gauges(Step& step) {
    auto& page = step.state.pages.back();
    if (page.route != Route::About || page.gauges) {
        return;
    }
    page.gauges = true;
    arrived(step);
    step.effects.push_back(MeasureGauges{});
}

void open_message(Step& step, const std::string& id) {
    auto& state = step.state;
    if (!find_message(state, id)) {
        return;
    }
    if (state.pages.back().route == Route::Message || state.pages.size() == kDepth) {
        state.pages.pop_back();
    }
    state.pages.push_back({.route = Route::Message, .message = id});
    state.taken_over = false;
    arrived(step);
    fetch_photos(step);
}

void show_photo(Step& step, int index) {
    auto& page = step.state.pages.back();
    // The view cuts long words into pages after the photos and knows how many there are.
    constexpr int kMostPages = 64;
    if (page.route != Route::Message || index < 0 || index >= kMostPages || index == page.photo) {
        return;
    }
    page.photo = index;
    step.effects.push_back(PlayChime{Chime::Move});
}

}  // namespace anju::model
