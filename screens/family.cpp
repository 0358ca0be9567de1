// SPDX-License-Identifier: Apache-2.0
// 想看看谁？ The relatives in the order of the household, and who can be reached now.
#include <algorithm>
#include <tuple>

#include "screens/calendar.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

constexpr std::size_t kNamed = 2;  // of those that stand further to the right

std::string person_id(const std::string& member) { return "person:" + member; }

// "18:00" → 傍晚6点后有空, and 明天 before it when that is tomorrow's; empty: not said.
std::string free_words(const model::State& state, const Texts& texts, const contract::Presence& presence) {
    model::LocalTime time{};
    if (std::sscanf(presence.free_from.c_str(), "%d:%d", &time.hour, &time.minute) != 2) {
        return {};
    }
    const auto now = state.now + state.platform_ahead;
    const auto day = [&](contract::Time moment) {
        const auto local = model::local_time(moment, state.household->zone);
        return std::tuple(local.year, local.month, local.day);
    };
    const bool tomorrow = presence.free_at && *presence.free_at > now && day(*presence.free_at) != day(now);
    const auto from = time_of_day(texts, time);
    return tomorrow ? texts.tr("明天{time}后有空", {{"time", from}}) : texts.tr("{time}后有空", {{"time", from}});
}

Item person(const model::State& state, const Texts& texts, const contract::Member& member) {
    Item item;
    item.id = person_id(member.id);
    item.look = Look::Person;
    item.kind = Kind::Family;
    item.label = name_of(texts, &member);
    item.short_label = alone(short_name(texts, &member));
    const auto relation = relation_of(texts, &member);
    item.aside = relation == item.label ? std::string{} : relation;
    if (state.household->visits.first_contact == member.id) {
        const auto first = texts.tr("管家人");
        item.aside = item.aside.empty() || large(state) ? first : item.aside + comma(texts) + first;
    }
    const auto* presence = model::presence_of(state, member.id);
    const bool online = presence && presence->online;
    item.faces = {face_of(texts, &member)};
    item.faces.front().reachable = online;
    const auto free = presence ? free_words(state, texts, *presence) : std::string{};
    if (online) {
        item.note = texts.tr("现在有空");
        item.note_tone = Tone::Good;
    } else if (!free.empty()) {
        item.icon = "schedule";
        item.note = free;
    } else {
        item.icon = "mail";
        item.note = large(state) ? texts.tr("可以留言") : texts.tr("没开着网页，可以留言");
    }
    if (state.connection_failed) {
        item.enabled = false;
        item.icon = no_network(state) ? "wifi_off" : "cloud_off";
        item.reason = what_it_waits_for(state, texts);
    } else {
        item.ok = model::CallMember{member.id};
    }
    item.spoken = relation_and_name(texts, &member) + comma(texts) +
                  (state.household->visits.first_contact == member.id ? texts.tr("管家人") + comma(texts) : "") + (item.enabled ? item.note : item.reason);
    return item;
}

Item pill(const char* id, const char* icon, std::string label, model::Route route, int left, int right) {
    auto item = choice_button(id, Kind::Neutral, icon, std::move(label), model::Open{route}, left, right);
    item.look = Look::Pill;
    item.cell.row = 1;
    return item;
}

void add_pills(const model::State& state, const Texts& texts, Scene& scene) {
    int left = 50;
    const auto add = [&](const char* id, const char* icon, std::string label, model::Route route) {
        scene.items.push_back(pill(id, icon, std::move(label), route, left, left + 200));
        left += 220;
    };
    if (const auto* rule = model::proposed_rule(state)) {
        const auto who = caller_of(state, texts, rule->proposed_by);
        add("visit_rule", "help", alone(texts.tr("{who}问您", {{"who", who.called}})), model::Route::VisitRule);
    }
    add("visit_log", "history", texts.tr("谁来看过我"), model::Route::VisitLog);
    if (!largest(state) || scene.items.back().id != "visit_log" || !model::proposed_rule(state)) {
        add("visit_code", "key", texts.tr("请客人来"), model::Route::VisitCode);
    }
}

std::string more_words(const Texts& texts, const std::vector<const contract::Member*>& people, std::size_t first,
                       std::size_t last, std::size_t shown_from) {
    std::string names;
    for (std::size_t i = first; i < last && i < first + kNamed; ++i) {
        names += (names.empty() ? "" : texts.english() ? ", " : "、") + relation_and_name(texts, people[i]);
    }
    const auto count = static_cast<long>(last - first);
    return first < shown_from ? texts.trn("往左还有 {n} 位：{names}", count, {{"names", names}})
                              : texts.trn("往右还有 {n} 位：{names}", count, {{"names", names}});
}

void nobody(const model::State& state, const Texts& texts, Scene& scene) {
    scene.form = Form::Empty;
    scene.title = texts.tr("还没有家里人");
    scene.text = {texts.tr("家里人的手机还没有连上"),
                  texts.tr("打 {number}，请人帮您加上", {{"number", state.household->help_number}})};
    auto code = choice_button("visit_code", Kind::Neutral, "key", texts.tr("请客人来"), model::Open{model::Route::VisitCode}, 500, 1000);
    auto home = choice_button("home", Kind::Neutral, "home", texts.tr("回主页"), model::GoHome{}, 0, 480);
    scene.items = {home, code};
    finish(state, scene, state.pages.back().focus, "home");
    scene.shortcuts = {ok_hint(texts, scene.focus == "home" ? texts.tr("回主页") : texts.tr("要 6 个数，告诉客人")),
                       back_hint(texts, back_label(state, texts))};
}

std::string family_ok_label(const model::State& state, const Texts& texts, const Scene& scene) {
    if (scene.focus == "visit_log") {
        return texts.tr("看看谁来过");
    }
    if (scene.focus == "visit_code") {
        return texts.tr("要 6 个数，告诉客人");
    }
    if (scene.focus == "visit_rule") {
        return texts.tr("看看问什么");
    }
    for (const auto* member : model::relatives(state)) {
        if (person_id(member->id) == scene.focus) {
            const auto who = short_name(texts, member);
            const auto* presence = model::presence_of(state, member->id);
            return presence && presence->online ? texts.tr("和{who}视频", {{"who", who}})
                                                : texts.tr("打给{who}", {{"who", who}});
        }
    }
    return texts.tr("打开");
}

}  // namespace

Scene family(const model::State& state) {
    const auto texts = texts_of(state);
    auto scene = begin(state, "family", Form::People);
    scene.kind = Kind::Family;
    scene.icon = "videocam";
    const auto people = model::relatives(state);
    if (people.empty()) {
        nobody(state, texts, scene);
        return scene;
    }
    scene.title = largest(state) ? texts.tr("看看谁？") : texts.tr("想看看谁？");
    const std::size_t columns = large(state) ? 3 : 4;
    const auto& wanted = state.pages.back().focus;
    const auto found = std::ranges::find_if(people, [&](const auto* member) { return person_id(member->id) == wanted; });
    const auto reachable = std::ranges::find_if(people, [&](const auto* member) {
        const auto* presence = model::presence_of(state, member->id);
        return presence && presence->online;
    });
    const bool on_a_pill = wanted.starts_with("visit_");
    const auto focus = static_cast<std::size_t>((found != people.end() ? found : reachable != people.end() && !on_a_pill ? reachable : people.begin()) - people.begin());
    const auto first = focus / columns * columns, last = std::min(people.size(), first + columns);
    const auto to = [&](std::size_t index) -> model::Intent { return model::FocusItem{person_id(people[index]->id)}; };
    const int width = 1000 / static_cast<int>(columns);
    for (auto i = first; i < last; ++i) {
        auto item = person(state, texts, *people[i]);
        const int at = static_cast<int>(i - first);
        item.cell = {.row = 0, .rows = 1, .left = at * width, .right = at * width + width - 20};
        // Past the edge stand the next ones.
        const bool turns = (i == first && first > 0) || (i + 1 == last && last < people.size());
        if (turns && item.enabled) {
            if (i > 0) {
                item.left = to(i - 1);
            }
            if (i + 1 < people.size()) {
                item.right = to(i + 1);
            }
        }
        scene.items.push_back(std::move(item));
    }
    add_pills(state, texts, scene);
    scene.more_left = first > 0;
    scene.more_right = last < people.size();
    if (scene.more_right) {
        scene.page_word = more_words(texts, people, last, people.size(), first);
    } else if (scene.more_left) {
        scene.page_word = more_words(texts, people, 0, first, first);
    }
    finish(state, scene, wanted, person_id(people[focus]->id));
    scene.shortcuts = {ok_hint(texts, family_ok_label(state, texts, scene)), back_hint(texts, back_label(state, texts))};
    return scene;
}

}  // namespace anju::screens
