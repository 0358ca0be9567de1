// SPDX-License-Identifier: Apache-2.0
// Which pictures should lie on disk, and asking for those that do not.
#include <algorithm>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

constexpr std::size_t kFull = 6;  // newest messages whose photos are wanted large

// In the order in which they are needed.
std::vector<std::string> wanted(const State& state) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (std::ranges::find(names, name) == names.end()) {
            names.push_back(name);
        }
    };
    const auto add_all = [&](const contract::Message& message) {
        for (const auto& photo : message.photos) {
            add(photo.id);
        }
    };
    for (const auto& page : state.pages) {
        const auto open = std::ranges::find(state.messages, page.message, &contract::Message::id);
        if (page.route == Route::Message && open != state.messages.end()) {
            add_all(*open);
        }
    }
    for (const auto& member : state.household->members) {
        if (member.photo) {
            add(member.photo->id + ":small");
        }
    }
    if (can_visit(state)) {  // 视频看家人 and a call show faces large
        for (const auto& member : state.household->members) {
            if (member.photo && member.active) {
                add(member.photo->id);
            }
        }
    }
    for (std::size_t i = 0; i < std::min(kFull, state.messages.size()); ++i) {
        add_all(state.messages[i]);
    }
    for (const auto& message : state.messages) {
        if (!message.photos.empty()) {
            add(message.photos.front().id + ":small");
        }
    }
    return names;
}

}  // namespace

void fetch_photos(Step& step) {
    auto& state = step.state;
    if (!state.household || state.wiping) {
        return;
    }
    const auto names = wanted(state);
    const std::set<std::string> keep(names.begin(), names.end());
    const auto unwanted = [&](const std::string& name) { return !keep.contains(name); };
    if (std::ranges::any_of(state.photos_here, unwanted)) {
        std::erase_if(state.photos_here, unwanted);
        step.effects.push_back(KeepPhotos{keep});
    }
    std::erase_if(state.photos_failed, [&](const auto& entry) { return unwanted(entry.first); });
    if (!state.online) {
        return;
    }
    for (const auto& name : names) {
        if (state.photos_asked.size() >= kPhotosAtOnce) {
            return;
        }
        if (state.photos_here.contains(name) || state.photos_asked.contains(name)) {
            continue;
        }
        const auto failed = state.photos_failed.find(name);
        if (failed != state.photos_failed.end() &&
            (!failed->second.next_try || *failed->second.next_try > state.now)) {
            continue;
        }
        state.photos_asked[name] = state.now;
        step.effects.push_back(FetchPhoto{name});
    }
}

void on(Step& step, const PhotoStored& message) {
    auto& state = step.state;
    state.photos_asked.erase(message.name);
    state.photos_failed.erase(message.name);
    if (state.household) {
        state.photos_here.insert(message.name);
    }
    fetch_photos(step);
}

void on(Step& step, const PhotoFailed& message) {
    auto& state = step.state;
    if (state.photos_asked.erase(message.name) == 0) {
        return;
    }
    auto& retry = state.photos_failed[message.name];
    ++retry.tries;
    const auto& error = message.error;
    if (error.kind == contract::ErrorKind::Refused && error.retry_after == 0s) {
        retry.next_try.reset();
    } else {
        retry.next_try =
            state.now + std::max<std::chrono::milliseconds>(error.retry_after,
                                                            back_off(state, retry.tries));
    }
    // The stream and the snapshot say whether the key is still good; a photo alone does not.
    if (error.kind == contract::ErrorKind::Denied && state.paired && !state.snapshot_request) {
        request_snapshot(step);
    }
    fetch_photos(step);
}

}  // namespace anju::model
