// SPDX-License-Identifier: Apache-2.0
// The list: one row a message, never more than fit; the ↓ hint says how many more there are.
#include <algorithm>

#include "screens/calendar.hpp"
#include "screens/common.hpp"
#include "screens/people.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

std::string seen_words(const model::State& state, const Texts& texts,
                       const contract::Message& message) {
    const auto zone = zone_of(state);
    const auto seen = model::local_time(*model::seen_at(state, message), zone);
    const auto sent = model::local_time(message.sent_at, zone);
    const auto today = now_of(state);
    if (same_day(seen, today)) {
        return texts.tr("今天看过");
    }
    if (day_before(seen, today)) {
        return texts.tr("昨天看过");
    }
    return same_day(seen, sent) ? texts.tr("那天看过") : texts.tr("看过了");
}

Item row(const model::State& state, const Texts& texts, const contract::Message& message) {
    const auto* member = find_member(state, message.from);
    const auto photos = static_cast<long>(message.photos.size());
    Item item;
    item.id = model::row_id(message.id);
    item.look = Look::Row;
    item.kind = Kind::Message;
    item.label = name_of(texts, member);
    item.short_label = short_name(texts, member);
    const auto when = day_and_time(texts, message.sent_at, state.now, zone_of(state));
    const auto relation = relation_of(texts, member);
    item.aside = relation.empty() || large(state) || relation == item.label
                     ? when
                     : relation + (texts.english() ? ", " : "　") + when;
    item.sub = !message.text.empty() ? message.text
               : message.clip        ? texts.tr("留了一段视频，{time}", {{"time", spell(texts, length_of(message.clip->length))}})
                                     : texts.trn("发来 {n} 张照片", photos);
    const bool seen = model::seen(state, message);
    item.note = seen ? seen_words(state, texts, message) : texts.tr("没看过");
    item.note_tone = seen ? Tone::Good : Tone::Warm;
    item.faces = {face_of(texts, member)};
    item.face_new = !seen;
    if (photos > 0) {
        item.photo = message.photos.front().id + ":small";
        item.photo_width = message.photos.front().width;
        item.photo_height = message.photos.front().height;
        item.count = static_cast<int>(photos);
    }
    item.ok = model::OpenMessage{message.id};

    item.spoken = relation_and_name(texts, member) + comma(texts) + when + comma(texts) + spoken_words(texts, item.sub) + comma(texts) + item.note;
    return item;
}

// Rows that fit at each text size.
int rows_of(const Scene& scene) {
    switch (scene.text_size) {
        case model::TextSize::Standard: return scene.banner ? 3 : 4;
        case model::TextSize::Large: return 3;
        case model::TextSize::Largest: return 2;
    }
    return 2;
}

int index_of(const model::State& state, const std::string& id) {
    const auto found = std::ranges::find(state.messages, id, &contract::Message::id);
    return found == state.messages.end() ? -1
                                         : static_cast<int>(found - state.messages.begin());
}

int focused_index(const model::State& state, const model::Page& page) {
    for (std::size_t i = 0; i < state.messages.size(); ++i) {
        if (model::row_id(state.messages[i].id) == page.focus) {
            return static_cast<int>(i);
        }
    }
    // Nobody moved the focus yet: what was the newest when the list was opened.
    return std::max(0, index_of(state, page.anchor));
}

// Whole windows counted from the anchor, so that a message that comes in moves nothing on the screen.
struct Window {
    int first = 0, last = 0;  // last is past the end
};
Window window_of(const model::State& state, const Scene& scene, int focus) {
    const int rows = rows_of(scene);
    const int anchor = std::max(0, index_of(state, state.pages.back().anchor));
    const int total = static_cast<int>(state.messages.size());
    if (focus < anchor) {
        const int from_end = (anchor - 1 - focus) / rows;
        const int last = anchor - from_end * rows;
        return {std::max(0, last - rows), last};
    }
    const int first = anchor + (focus - anchor) / rows * rows;
    return {first, std::min(total, first + rows)};
}

void empty_list(const model::State& state, const Texts& texts, Scene& scene) {
    scene.form = Form::Empty;
    scene.title = texts.tr("还没有消息");
    for (const auto& member : state.household->members) {
        if (member.active && scene.faces.size() < 3) {
            scene.faces.push_back(face_of(texts, &member));
        }
    }
    scene.text = {scene.faces.empty() ? texts.tr("家里人在手机上就能给您发")
                                      : texts.tr("他们在手机上就能给您发"),
                  texts.tr("照片和话一到，这里就响一声")};
    Item item;
    item.id = "home";
    item.look = Look::Button;
    item.icon = "home";
    item.label = texts.tr("回主页");
    item.ok = model::GoHome{};
    scene.items.push_back(std::move(item));
    finish(state, scene, {}, {});
    scene.shortcuts = {ok_hint(texts, texts.tr("回主页")), back_hint(texts, texts.tr("回主页"))};
}

}  // namespace

Scene messages(const model::State& state) {
    const auto texts = texts_of(state);
    const auto& page = state.pages.back();
    auto scene = begin(state, "messages", Form::List);
    scene.kind = Kind::Message;
    scene.icon = "mail";
    if (state.messages.empty()) {
        empty_list(state, texts, scene);
        return scene;
    }
    const int unseen = model::unseen_count(state);
    scene.title = unseen > 0 ? texts.trn("有 {n} 条您还没看过", unseen) : texts.tr("都看过了");

    const int focus = focused_index(state, page);
    const auto [first, last] = window_of(state, scene, focus);
    const int total = static_cast<int>(state.messages.size());
    for (int i = first; i < last; ++i) {
        auto item = row(state, texts, state.messages[static_cast<std::size_t>(i)]);
        item.cell = {.row = i - first};
        scene.items.push_back(std::move(item));
    }
    const auto& message = state.messages[static_cast<std::size_t>(focus)];
    finish(state, scene, model::row_id(message.id), {});

    scene.shortcuts = {ok_hint(texts, message.clip             ? texts.tr("看视频")
                                       : message.photos.empty() ? texts.tr("看全文")
                                                                : texts.tr("看照片")),
                       back_hint(texts, back_label(state, texts))};
    const auto to = [&](int index) -> model::Intent {
        return model::FocusItem{model::row_id(state.messages[static_cast<std::size_t>(index)].id)};
    };
    if (first > 0) {
        scene.shortcuts.push_back(
            up_down_hint(texts, keys::Key::Up, texts.trn("上面还有 {n} 条", first),
                         focus == first ? std::optional{to(first - 1)} : std::nullopt));
    }
    if (last < total) {
        scene.shortcuts.push_back(
            up_down_hint(texts, keys::Key::Down, texts.trn("还有 {n} 条", total - last),
                         focus == last - 1 ? std::optional{to(last)} : std::nullopt));
    }
    return scene;
}

}  // namespace anju::screens
