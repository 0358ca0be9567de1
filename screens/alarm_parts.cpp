// SPDX-License-Identifier: Apache-2.0
#include "screens/alarm_parts.hpp"

#include <algorithm>

namespace anju::screens::alarm_parts {

const contract::AlarmPerson* operator_of(const Known& known) {
    return known.alarm && known.alarm->by && !known.alarm->by->name.empty() ? &*known.alarm->by : nullptr;
}

std::string operator_name(const Known& known) {
    const auto* by = operator_of(known);
    return by ? by->name : known.texts.tr("值班员");
}

std::string to_say(const std::string& number) {
    std::string said;
    for (const char c : number) {
        said += (said.empty() ? "" : " ") + std::string(1, c);
    }
    return said;
}

std::string family_told(const Known& known) {
    if (!known.alarm || known.alarm->family.empty()) {
        return {};
    }
    const auto& texts = known.texts;
    const auto& names = known.alarm->family;
    const auto named = [&](const std::string& name) {
        const auto all = model::relatives(known.state);
        const auto found = std::ranges::find(all, name, &contract::Member::name);
        return found == all.end() ? name : width_of((*found)->name) > kLongOperator ? short_name(texts, *found) : relation_and_name(texts, *found);
    };
    const auto count = static_cast<long>(names.size());
    return count == 1 ? named(names.front()) : texts.trn("{who}等 {n} 人", count, {{"who", named(names.front())}});
}

Step done(std::string title, std::string when, std::string sub) {
    return {Step::State::Done, "check", std::move(title), std::move(sub), std::move(when), {}};
}
Step now(const char* icon, std::string title, std::string sub, std::string when) {
    return {Step::State::Now, icon, std::move(title), std::move(sub), std::move(when), {}};
}
Step later(std::string title, std::string sub) { return {Step::State::Later, {}, std::move(title), std::move(sub), {}, {}}; }

Step sent(const Known& known) {
    const auto& began = known.state.alarm.began;
    return done(known.texts.tr("求助已经发出"), began ? known.second(*began) : std::string{});
}
Step received(const Known& known) {
    return done(known.texts.tr("{number} 平台已收到", {{"number", known.number}}), known.alarm ? known.second_there(known.alarm->received_at) : std::string{});
}
void add_responder(const Known& known, Scene& scene) {
    if (!known.alarm || !known.alarm->responder) {
        return;
    }
    const auto& texts = known.texts;
    const auto& who = *known.alarm->responder;
    Step step;
    step.who = Face{.photo = {}, .name = who.name, .reachable = false};
    using contract::ResponderState;
    switch (who.state) {
        case ResponderState::Asked:
            step.title = texts.tr("正在请{who}过来", {{"who", who.name}});
            break;
        case ResponderState::OnTheWay:
            step.state = Step::State::Now;
            step.title = texts.tr("{who}在路上", {{"who", who.name}});
            if (const auto at = who.expected_at ? std::optional(*who.expected_at - known.state.platform_ahead) : std::nullopt; at && *at > known.state.now) {
                step.when = texts.trn("约 {n} 分钟", (seconds_until(*at, known.state.now) + 59) / 60);
            }
            break;
        case ResponderState::Arrived:
            step.state = Step::State::Now;
            step.title = texts.tr("{who}到了", {{"who", who.name}});
            break;
        case ResponderState::Declined: return;  // another one is asked, or nobody: not known
    }
    scene.steps.push_back(std::move(step));
}

void add_volume(const Texts& texts, Scene& scene) {
    Item item;
    item.id = "alarm";
    item.look = Look::Button;
    item.kind = Kind::Help;
    item.up = model::ChangeVolume{1};
    item.down = model::ChangeVolume{-1};
    scene.items = {std::move(item)};
    scene.focus = "alarm";
    scene.shortcuts.push_back({.keys = {keys::Key::Up, keys::Key::Down}, .key_label = texts.tr("上 下"), .label = texts.tr("声音大小"), .intent = std::nullopt});
}

}  // namespace anju::screens::alarm_parts
