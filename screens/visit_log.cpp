// SPDX-License-Identifier: Apache-2.0
// Who called, when, how long, and who let them in: an elder can read it without help.
#include <algorithm>

#include "screens/calendar.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

using contract::Visit;
using contract::VisitEnd;
using contract::VisitSide;

std::string visit_id(const std::string& id) { return "visit:" + id; }

struct How {
    const char* icon;
    std::string words;
    Tone tone;
};

How how(const Texts& texts, const Visit& visit) {
    if (visit.answered_at) {
        if (visit.placed_by == VisitSide::Tv) {
            return {"call", texts.tr("您打过去的"), Tone::Good};
        }
        return visit.answer == contract::VisitAnswer::Automatic ? How{"autorenew", texts.tr("自动接，您同意过"), Tone::Cool}
                                                                : How{"check_circle", texts.tr("您按了确定"), Tone::Good};
    }
    if (visit.placed_by == VisitSide::Tv) {
        return {"call", visit.end == VisitEnd::Declined ? texts.tr("您打的，那边不方便") : texts.tr("您打的，没人接"), Tone::Plain};
    }
    if (visit.end == VisitEnd::Declined && visit.ended_by == VisitSide::Tv) {
        return {"do_not_disturb_on", texts.tr("您说不方便"), Tone::Plain};
    }
    if (visit.end == VisitEnd::Busy) {
        return {"call", texts.tr("您正在和别人说话"), Tone::Plain};
    }
    if (visit.end == VisitEnd::Blocked && visit.ended_by) {  // else it rang, and was stopped
        return {"bedtime", texts.tr("休息的时候，没响"), Tone::Plain};
    }
    return {"phone_missed", texts.tr("您没接到"), Tone::Bad};
}

std::string talked(const Texts& texts, const Visit& visit) {
    if (!visit.answered_at || !visit.ended_at) {
        return {};
    }
    const auto length = length_of(*visit.ended_at - *visit.answered_at);
    return length.minutes > 0 ? texts.trn("{n} 分钟", length.minutes) : texts.tr("{s} 秒", {{"s", std::to_string(length.seconds)}});
}

std::string day_words(const model::State& state, const Texts& texts, const model::LocalTime& local) {
    const auto& shown = model::shown_settings(state);
    // "Wednesday, 18 November" has no room beside how long it was.
    const bool narrow = largest(state) || shown.language == model::Language::English;
    return narrow ? day_without_weekday(texts, local, now_of(state)) : day(texts, local, now_of(state));
}

Item row(const model::State& state, const Texts& texts, const Visit& visit) {
    const auto caller = caller_of(state, texts, visit.visitor.member, visit.visitor.name);
    const auto local = model::local_time(visit.placed_at, zone_of(state));
    const auto [icon, words, tone] = how(texts, visit);
    Item item;
    item.id = visit_id(visit.id);
    item.look = Look::LogRow;
    item.kind = Kind::Family;
    item.label = caller.member ? name_of(texts, caller.member) : caller.name;
    item.short_label = alone(caller.called);
    item.aside = caller.relation == item.label ? std::string{} : caller.relation;
    item.columns = {day_words(state, texts, local), time_of_day(texts, local), talked(texts, visit)};
    item.sub = day_and_time(texts, visit.placed_at, state.now, zone_of(state)) + (item.columns[2].empty() ? "" : comma(texts) + item.columns[2]);
    item.icon = icon;
    item.note = words;
    item.note_tone = tone;
    item.faces = {caller.face};
    item.face_new = !visit.seen;
    item.spoken = (caller.member ? relation_and_name(texts, caller.member) : caller.name) + comma(texts) + item.sub + comma(texts) + item.note;
    if (caller.member && caller.member->active && !state.connection_failed) {
        item.ok = model::CallMember{caller.member->id};
    } else {
        item.ok = model::ReadAloud{item.spoken};
    }
    return item;
}

int rows_of(const Scene& scene) {
    return scene.text_size == model::TextSize::Standard ? (scene.banner ? 3 : 4) : scene.text_size == model::TextSize::Large ? 3 : 2;
}

// Monday to Sunday, on the household's calendar.
bool same_week(const model::LocalTime& a, const model::LocalTime& b) {
    const auto monday = [](const model::LocalTime& local) {
        const std::chrono::sys_days days{std::chrono::year{local.year} / static_cast<unsigned>(local.month) / static_cast<unsigned>(local.day)};
        return days - std::chrono::days{(local.weekday + 6) % 7};
    };
    return monday(a) == monday(b);
}

std::string answer(const model::State& state, const Texts& texts) {
    long visits = 0, guests = 0;
    for (const auto& visit : state.visits) {
        if (visit.answered_at && same_week(model::local_time(visit.placed_at, zone_of(state)), now_of(state))) {
            ++visits;
            guests += find_member(state, visit.visitor.member) ? 0 : 1;
        }
    }
    if (visits == 0) {
        return texts.tr("这周还没有人来看过");
    }
    if (largest(state)) {
        return texts.trn("这周来过 {n} 次", visits);
    }
    return guests > 0 ? texts.trn("这周 {n} 次，有请来的客人", visits) : texts.trn("这周 {n} 次，都是家里人", visits);
}

void nobody(const model::State& state, const Texts& texts, Scene& scene) {
    scene.form = Form::Empty;
    for (const auto* member : model::relatives(state)) {
        if (scene.faces.size() < 3) {
            scene.faces.push_back(face_of(texts, member));
        }
    }
    scene.text = {texts.tr("还没有人来看过您"), texts.tr("谁来过、说了多久，都记在这里")};
    scene.items = {choice_button("home", Kind::Neutral, "home", texts.tr("回主页"), model::GoHome{}, 0, 1000)};
    finish(state, scene, {}, {});
    scene.shortcuts = {ok_hint(texts, texts.tr("回主页")), back_hint(texts, back_label(state, texts))};
}

}  // namespace

Scene visit_log(const model::State& state) {
    const auto texts = texts_of(state);
    auto scene = begin(state, "visit_log", Form::List);
    scene.kind = Kind::Family;
    scene.icon = "history";
    scene.title = texts.tr("谁来看过我？");
    std::vector<const Visit*> visits;
    for (const auto& visit : state.visits) {
        if (visit.stage == contract::VisitStage::Ended) {
            visits.push_back(&visit);
        }
    }
    if (visits.empty()) {
        nobody(state, texts, scene);
        return scene;
    }
    if (!scene.banner) {
        scene.text = {answer(state, texts)};
    }
    const auto& wanted = state.pages.back().focus;
    const auto found = std::ranges::find_if(visits, [&](const Visit* visit) { return visit_id(visit->id) == wanted; });
    const auto focus = found == visits.end() ? std::size_t{0} : static_cast<std::size_t>(found - visits.begin());
    const auto rows = static_cast<std::size_t>(rows_of(scene));
    const auto first = focus / rows * rows, last = std::min(visits.size(), first + rows);
    for (auto i = first; i < last; ++i) {
        auto item = row(state, texts, *visits[i]);
        item.cell = {.row = static_cast<int>(i - first)};
        scene.items.push_back(std::move(item));
    }
    finish(state, scene, visit_id(visits[focus]->id), {});
    const auto* item = focused(scene);
    const auto* calls = item && item->ok ? std::get_if<model::CallMember>(&*item->ok) : nullptr;
    scene.shortcuts = {ok_hint(texts, calls ? texts.tr("打给{who}", {{"who", short_name(texts, find_member(state, calls->member))}}) : texts.tr("念一遍")),
                       back_hint(texts, back_label(state, texts))};
    const auto to = [&](std::size_t index) -> model::Intent { return model::FocusItem{visit_id(visits[index]->id)}; };
    if (first > 0) {
        scene.shortcuts.push_back(up_down_hint(texts, keys::Key::Up, texts.trn("上面还有 {n} 次", static_cast<long>(first)),
                                               focus == first ? std::optional{to(first - 1)} : std::nullopt));
    }
    if (last < visits.size()) {
        scene.shortcuts.push_back(up_down_hint(texts, keys::Key::Down, texts.trn("还有 {n} 次", static_cast<long>(visits.size() - last)),
                                               focus == last - 1 ? std::optional{to(last)} : std::nullopt));
    }
    return scene;
}

}  // namespace anju::screens
