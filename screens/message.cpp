// SPDX-License-Identifier: Apache-2.0
// One message, as large as it goes: its photos one by one, its words, and OK to say "I saw it".
#include <algorithm>

#include "screens/calendar.hpp"
#include "screens/common.hpp"
#include "screens/pages.hpp"
#include "screens/people.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

using contract::Message;

// Characters that fit: beside the face under a photo in two lines, and on a page of words.
double caption_room(const model::State& state) { return largest(state) ? 30 : large(state) ? 38 : 46; }
double page_room(const model::State& state) { return largest(state) ? 64 : large(state) ? 96 : 140; }

// Beside the mark of the page, in the large type of a name.
double name_room(const model::State& state) { return largest(state) ? 8 : large(state) ? 11 : 16; }

// What ← and → turn: first the photos, then the words where they are too long for a caption.
struct Pages {
    std::vector<std::string> words;
    int photos = 0;
    int total = 1;
};
Pages turns_of(const model::State& state, const Message& message) {
    Pages pages{.words = {}, .photos = static_cast<int>(message.photos.size()), .total = 1};
    if (pages.photos == 0 || width_of(message.text) > caption_room(state)) {
        pages.words = pages_of(message.text, page_room(state));
    }
    pages.total = std::max(1, pages.photos + static_cast<int>(pages.words.size()));
    return pages;
}

const Message* next_unseen(const model::State& state, const std::string& but) {
    const auto found = std::ranges::find_if(state.messages, [&](const Message& message) {
        return message.id != but && !model::seen(state, message);
    });
    return found == state.messages.end() ? nullptr : &*found;
}

// Only what has happened: told, being told, or waiting for the way there.
Status told_status(const model::State& state, const Texts& texts, const Message& message,
                   const std::string& who) {
    if (!model::find_pending(state, message.id)) {
        return {.icon = "done_all", .text = texts.tr("已告诉{who}", {{"who", who}}), .tone = Tone::Good};
    }
    if (state.online) {
        return {.icon = "schedule", .text = texts.tr("正在告诉{who}", {{"who", who}}), .tone = Tone::Plain};
    }
    return no_network(state) ? Status{.icon = "wifi_off", .text = texts.tr("网络好了就告诉{who}", {{"who", who}}), .tone = Tone::Caution}
                             : Status{.icon = "cloud_off", .text = texts.tr("连上了就告诉{who}", {{"who", who}}), .tone = Tone::Caution};
}

void add_page(Scene& scene, const Texts& texts, const Message& message, const Pages& pages, int at) {
    const auto count = [](int number) { return std::to_string(number); };
    if (at < pages.photos) {
        const auto& photo = message.photos[static_cast<std::size_t>(at)];
        scene.form = Form::Photo;
        scene.photo = photo.id;
        scene.photo_width = photo.width;
        scene.photo_height = photo.height;
        if (pages.words.empty() && !message.text.empty()) {
            scene.text = {message.text};
        } else if (!pages.words.empty()) {
            scene.text = {texts.tr("话在照片后面")};
        }
    } else {
        scene.form = Form::Words;
        const auto page = static_cast<std::size_t>(at - pages.photos);
        scene.text = {page < pages.words.size() ? pages.words[page] : message.text};
    }
    if (pages.total > 1) {
        const bool only_photos = pages.words.empty();
        scene.page_word = only_photos
                              ? texts.tr("第 {at} 张，共 {total} 张",
                                         {{"at", count(at + 1)}, {"total", count(pages.total)}})
                              : texts.tr("第 {at} 页，共 {total} 页",
                                         {{"at", count(at + 1)}, {"total", count(pages.total)}});
    }
    scene.more_left = at > 0;
    scene.more_right = at + 1 < pages.total;
}

// A film: OK plays it, and while it plays OK says that it was seen; it never starts by itself.
void add_film(const model::State& state, const Texts& texts, const Message& message, const std::string& who, Scene& scene) {
    const bool playing = state.playing == message.id, coming = state.films.wanted == message.id;
    const bool seen = model::seen(state, message);
    scene.form = Form::Photo;
    scene.icon = playing ? "" : coming ? "hourglass_top" : "play_arrow";
    scene.page_word = texts.tr("视频，{time}", {{"time", spell(texts, length_of(message.clip->length))}});
    if (playing) {
        scene.videos = {{.which = VideoArea::Which::Remote}};
    }
    if (!message.text.empty()) {
        scene.text = {message.text};
    } else if (!playing) {
        scene.text = {coming ? texts.tr("正在拿过来，马上就好") : texts.tr("发来一段视频")};
    }
    Item item;
    item.id = model::row_id(message.id);
    item.look = Look::Button;
    item.kind = Kind::Message;
    const auto told = texts.tr("告诉{who}：我看到了", {{"who", who}});
    const auto back = key_hint(keys::Key::Back, texts.tr("返回"), playing ? texts.tr("不看了") : back_label(state, texts),
                               playing ? model::Intent{model::StopClip{}} : model::Intent{model::GoBack{}});
    if (!playing) {
        item.label = seen ? texts.tr("再看一遍") : texts.tr("看视频");
        item.ok = model::PlayClip{message.id};
    } else if (seen) {
        item.label = texts.tr("停下");
        item.ok = model::StopClip{};
    } else {
        item.label = told;
        item.ok = model::ConfirmSeen{message.id};
    }
    item.spoken = scene.from + comma(texts) + scene.when + (scene.text.empty() ? "" : stop(texts) + spoken_words(texts, scene.text.front()));
    scene.shortcuts = {ok_hint(texts, item.label), back};
    if (!seen && !playing) {
        item.right = model::ConfirmSeen{message.id};
        scene.shortcuts.push_back({.keys = {keys::Key::Right}, .key_label = texts.tr("右"), .label = told, .intent = std::nullopt});
    }
    scene.items.push_back(std::move(item));
    finish(state, scene, scene.items.front().id, {});
    if (seen) {
        scene.status = told_status(state, texts, message, who);
    }
}

}  // namespace

Scene message(const model::State& state) {
    const auto texts = texts_of(state);
    const auto& page = state.pages.back();
    auto scene = begin(state, "message", Form::Words);
    scene.kind = Kind::Message;
    scene.icon = "mail";
    const auto* message = model::find_message(state, page.message);
    if (!message) {
        return scene;  // the model closes such a page
    }
    const auto* member = find_member(state, message->from);
    const auto who = short_name(texts, member);
    const auto pages = turns_of(state, *message);
    const int at = std::clamp(page.photo, 0, pages.total - 1);

    scene.from = name_within(texts, member, relation_and_name(texts, member), name_room(state));
    scene.when = texts.tr(
        "{when}发来", {{"when", day_and_time(texts, message->sent_at, state.now, zone_of(state))}});
    scene.faces = {face_of(texts, member)};
    if (message->clip) {
        scene.title = texts.tr("{who}的视频", {{"who", who}});
        add_film(state, texts, *message, who, scene);
        return scene;
    }
    scene.title = message->photos.empty() ? texts.tr("{who}的消息", {{"who", who}})
                                          : texts.tr("{who}的照片", {{"who", who}});
    add_page(scene, texts, *message, pages, at);

    Item item;
    item.id = model::row_id(message->id);
    item.look = Look::Button;
    item.kind = Kind::Message;
    if (at > 0) {
        item.left = model::ShowPhoto{at - 1};
    }
    if (at + 1 < pages.total) {
        item.right = model::ShowPhoto{at + 1};
    }
    const bool seen = model::seen(state, *message);
    const auto* next = next_unseen(state, message->id);
    std::string ok_words;
    if (!seen) {
        ok_words = texts.tr("告诉{who}：我看到了", {{"who", who}});
        item.ok = model::ConfirmSeen{message->id};
        item.icon = "check";
    } else if (next) {
        ok_words = look_label(state, texts, *next);
        item.ok = model::OpenMessage{next->id};
        item.icon = "mail";
    } else {
        const bool from_list = state.pages.size() > 2;
        ok_words = from_list ? texts.tr("好了，回消息") : texts.tr("好了，回主页");
        item.ok = model::Open{from_list ? model::Route::Messages : model::Route::Home};
        item.icon = "home";
    }
    item.label = ok_words;
    item.spoken = relation_and_name(texts, member) + comma(texts) + scene.when +
                  (scene.text.empty() ? "" : stop(texts) + spoken_words(texts, scene.text.front()));
    scene.items.push_back(std::move(item));
    finish(state, scene, scene.items.front().id, {});

    scene.shortcuts = {ok_hint(texts, ok_words), back_hint(texts, back_label(state, texts))};
    if (pages.total > 1) {
        scene.shortcuts.push_back({.keys = {keys::Key::Left, keys::Key::Right},
                                   .key_label = texts.tr("左 右"),
                                   .label = texts.tr("翻着看"),
                                   .intent = std::nullopt});
    }
    if (seen) {
        scene.status = told_status(state, texts, *message, who);
    }
    return scene;
}

}  // namespace anju::screens
