// SPDX-License-Identifier: Apache-2.0
// What the family sent: where it stands in the list, and how it comes before the eyes.
#include <algorithm>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

constexpr std::size_t kKeptMessages = 60;  // as many as a snapshot holds

// Newest first; equal times by id, so that any order of arrival gives the same list.
bool newer_message(const contract::Message& a, const contract::Message& b) {
    return a.sent_at != b.sent_at ? a.sent_at > b.sent_at : a.id > b.id;
}

bool open_somewhere(const State& state, const std::string& id) {
    return std::ranges::any_of(state.pages, [&](const Page& page) {
        return page.route == Route::Message && page.message == id;
    });
}

// The 61st goes, but not while somebody reads it.
void keep_newest(State& state) {
    for (auto i = state.messages.size(); i > kKeptMessages; --i) {
        if (!open_somewhere(state, state.messages[i - 1].id)) {
            state.messages.erase(state.messages.begin() + static_cast<std::ptrdiff_t>(i - 1));
        }
    }
}

// What is beside an item that is gone: the next older one that is still there, else the newest.
std::string neighbour(const State& state, const std::vector<contract::Message>& before,
                      const std::string& gone) {
    auto from = std::ranges::find(before, gone, &contract::Message::id);
    const auto still = std::find_if(from, before.end(), [&](const auto& message) {
        return find_message(state, message.id) != nullptr;
    });
    if (still != before.end()) {
        return still->id;
    }
    return state.messages.empty() ? std::string{} : state.messages.front().id;
}

}  // namespace

void keep_message(State& state, contract::Message message) {
    if (!message.to.empty()) {
        return;  // left here for a relative
    }
    const auto old = std::ranges::find(state.messages, message.id, &contract::Message::id);
    if (old != state.messages.end()) {
        if (!message.seen_at) {
            message.seen_at = old->seen_at;
        }
        state.messages.erase(old);
    }
    const auto place = std::ranges::lower_bound(state.messages, message, newer_message);
    state.messages.insert(place, std::move(message));
    keep_newest(state);
}

void replace_messages(State& state, std::vector<contract::Message> messages) {
    const auto before = std::move(state.messages);
    state.messages.clear();
    const bool full = messages.size() >= kKeptMessages;
    for (auto& message : messages) {
        if (find_message(state, message.id) || !message.to.empty()) {
            continue;
        }
        const auto old = std::ranges::find(before, message.id, &contract::Message::id);
        if (old != before.end() && !message.seen_at) {
            message.seen_at = old->seen_at;
        }
        state.messages.push_back(std::move(message));
    }
    std::ranges::sort(state.messages, newer_message);
    // One that is being read may be older than all that a full snapshot holds.
    for (const auto& old : before) {
        if (full && open_somewhere(state, old.id) && !find_message(state, old.id) &&
            newer_message(state.messages.back(), old)) {
            state.messages.push_back(old);
        }
    }
}

void announce(Step& step, const std::string& id) {
    auto& state = step.state;
    const auto* message = find_message(state, id);
    const auto here = tiles(state);
    if (!message || seen(state, *message) ||
        std::ranges::find(here, contract::Capability::Messages) == here.end()) {
        return;
    }
    const bool quiet = at_night(state);
    if (!quiet && current_screen(state) == Screen::Home) {
        auto& home = state.pages.front();
        if (home.focus.empty()) {
            // Back restores what was there, also where nobody had moved the focus yet.
            auto earlier = state;
            std::erase_if(earlier.messages, [&](const auto& other) { return other.id == id; });
            home.focus = home_focus(earlier);
        }
        state.pages.push_back(Page{.route = Route::Message, .message = id});
        state.taken_over = true;
        state.ignore_keys_until = state.now + 700ms;
        state.notice.reset();
    } else {
        state.notice = Notice{id};
        // Next time home is there, what is new has the focus; a takeover leaves home as it was.
        if (!state.taken_over && (state.pages.size() > 1 || asleep(state))) {
            state.pages.front().focus.clear();
        }
    }
    if (!quiet) {
        step.effects.push_back(PlayChime{Chime::Message});
    }
}

void repair_pages(State& state, const std::vector<contract::Message>& before) {
    for (auto& page : state.pages) {
        if (page.route != Route::Messages) {
            continue;
        }
        for (const auto& old : before) {
            if (find_message(state, old.id)) {
                continue;
            }
            if (page.focus == row_id(old.id)) {
                const auto next = neighbour(state, before, old.id);
                page.focus = next.empty() ? std::string{} : row_id(next);
            }
            if (page.anchor == old.id) {
                page.anchor = neighbour(state, before, old.id);
            }
        }
    }
    const auto here = tiles(state);
    const bool messages = std::ranges::find(here, contract::Capability::Messages) != here.end();
    const bool visits = can_visit(state);
    const auto asked = [&](const std::string& member) {
        const auto* rule = rule_of(state, member);
        return rule && rule->proposed;
    };
    const auto gone = [&](const Page& page) {
        return (page.route == Route::Message && (!messages || !find_message(state, page.message))) ||
               (page.route == Route::Messages && !messages) || (of_visits(page.route) && !visits) ||
               (page.route == Route::VisitRule && !asked(page.member));
    };
    if (gone(state.pages.back())) {
        state.taken_over = false;
    }
    std::erase_if(state.pages, gone);
    drop_stale_notice(state);
}

}  // namespace anju::model
