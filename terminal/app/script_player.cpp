// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/script_player.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "terminal/model/overloaded.hpp"

namespace anju::app {
namespace {

constexpr auto kSettleLimit = std::chrono::seconds(30);

}  // namespace

void ScriptPlayer::fail(Action& action, const std::string& reason) const {
    action.failure = fmt::format("script:{}: {}", line_, reason);
}

ScriptPlayer::Action ScriptPlayer::advance(const View& view, Moment now) {
    Action action;
    if (!step_ && !begin(now, action)) {
        return action;
    }
    if (go_on(view, now, action)) {
        step_.reset();
    }
    return action;
}

// False: there is no step to play.
bool ScriptPlayer::begin(Moment now, Action& action) {
    while (!lines_.empty()) {
        const auto line = std::move(lines_.front());
        lines_.pop_front();
        line_ = line.number;
        auto parsed = script::parse(line.text);
        if (!parsed) {
            fail(action, parsed.error());
            return false;
        }
        if (*parsed) {
            step_ = std::move(**parsed);
            break;
        }
    }
    if (!step_) {
        return false;
    }
    begun_ = now;
    held_.clear();
    std::visit(model::overloaded{
                   [&](const script::Hold& step) {
                       const auto presses = keys::held(step.key, step.time);
                       held_.assign(presses.begin(), presses.end());
                       limit_ = now + step.time;
                   },
                   [&](const script::WaitScreen& step) { limit_ = now + step.limit; },
                   [&](const script::WaitItem& step) { limit_ = now + step.limit; },
                   [&](const script::Sleep& step) { limit_ = now + step.time; },
                   [&](const script::Settle&) { limit_ = now + kSettleLimit; },
                   [&](const auto&) { limit_ = now; },
               },
               *step_);
    return true;
}

bool ScriptPlayer::wait_for(bool arrived, const std::string& what, Moment now, Action& action) {
    if (!arrived && now >= limit_) {
        fail(action, what);
    }
    return arrived || now >= limit_;
}

bool ScriptPlayer::go_on(const View& view, Moment now, Action& action) {
    const auto write = [&](bool written, const std::string& file) {
        if (!written) {
            fail(action, fmt::format("{} cannot be written", file));
        }
        return true;
    };
    return std::visit(
        model::overloaded{
            [&](const script::Press& step) {
                action.press = keys::KeyPress{step.key, false};
                return true;
            },
            [&](const script::Hold&) {
                if (!held_.empty() && now >= begun_ + held_.front().at) {
                    action.press = held_.front().press;
                    held_.pop_front();
                }
                return held_.empty() && now >= limit_;
            },
            [&](const script::Shot& step) { return write(view.shot(step.file), step.file); },
            [&](const script::SceneTo& step) {
                return write(view.write_scene(step.file), step.file);
            },
            [&](const script::WaitScreen& step) {
                return wait_for(view.scene.screen == step.screen,
                                fmt::format("{} did not come, {} is shown", step.screen,
                                            view.scene.screen),
                                now, action);
            },
            [&](const script::WaitItem& step) {
                const auto& items = view.scene.items;
                const bool there =
                    std::any_of(items.begin(), items.end(),
                                [&](const screens::Item& item) { return item.id == step.id; });
                return wait_for(there, fmt::format("the item {} did not come", step.id), now,
                                action);
            },
            [&](const script::Settle&) {
                return wait_for(view.settled, "the TV did not come to rest within 30 s", now,
                                action);
            },
            [&](const script::Sleep&) { return now >= limit_; },
            [&](const script::Quit&) {
                action.quit = true;
                return true;
            },
        },
        *step_);
}

std::optional<ScriptPlayer::Moment> ScriptPlayer::deadline() const {
    if (!step_) {
        return lines_.empty() ? std::nullopt : std::optional(Moment{});
    }
    return held_.empty() ? limit_ : std::min(limit_, begun_ + held_.front().at);
}

}  // namespace anju::app
