// SPDX-License-Identifier: Apache-2.0
#include "screens/common.hpp"

#include <algorithm>

#include "screens/calendar.hpp"
#include "screens/emoji.hpp"
#include "screens/people.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

std::optional<Status> status_of(const model::State& state, const Texts& texts) {
    if (state.online) {
        return Status{.icon = "cloud_done", .text = texts.tr("网络正常"), .tone = Tone::Good};
    }
    if (state.connection_failed) {
        return no_network(state) ? Status{.icon = "wifi_off", .text = texts.tr("没有网络"), .tone = Tone::Caution}
                                 : Status{.icon = "cloud_off", .text = texts.tr("连不上平台"), .tone = Tone::Caution};
    }
    return std::nullopt;  // just started: nothing is known yet
}

std::string what_is_away(const model::State& state, const Texts& texts, const std::string& when) {
    switch (state.obstacle) {
        case model::Obstacle::Network: return texts.tr("没有网络，从{when}起", {{"when", when}});
        case model::Obstacle::Platform: return texts.tr("连不上安居平台，从{when}起", {{"when", when}});
        case model::Obstacle::Stranger: return texts.tr("连到的不是安居平台，从{when}起", {{"when", when}});
    }
    return {};
}

// Whoever answers in its place will hardly give way by itself: a person has to look.
std::string what_comes_next(const model::State& state, const Texts& texts) {
    const bool short_words = largest(state);
    switch (state.obstacle) {
        case model::Obstacle::Network: return short_words ? texts.tr("网络好了会自己连上。") : texts.tr("网络好了会自己连上，您不用管。");
        case model::Obstacle::Platform: return short_words ? texts.tr("一直在试着连。") : texts.tr("一直在试着连，您不用管。");
        case model::Obstacle::Stranger: break;
    }
    const auto& number = state.household->help_number;
    return short_words ? texts.tr("请打 {number}。", {{"number", number}})
                       : texts.tr("家里的事没告诉它。打 {number}，找人来看看。", {{"number", number}});
}

std::string what_stays(const model::State& state, const Texts& texts) {
    if (largest(state)) {
        return {};
    }
    const auto here = model::tiles(state);
    const bool medicines = std::ranges::find(here, contract::Capability::Medicines) != here.end();
    return (medicines ? texts.tr("吃药提醒照常响。") : texts.tr("收到的还能看。")) + (texts.english() ? " " : "");
}

std::optional<Banner> banner_of(const model::State& state, const Texts& texts) {
    if (state.online || !state.connection_failed || !state.household) {
        return std::nullopt;
    }
    const auto begin = state.obstacle == model::Obstacle::Platform ? state.connection_since : state.obstacle_since;
    const auto since = model::local_time(begin, zone_of(state));
    const auto today = now_of(state);
    const auto when = same_day(since, today)
                          ? time_of_day(texts, since)
                          : day_and_time(texts, begin, state.now, zone_of(state));
    return Banner{.icon = no_network(state) ? "wifi_off" : "cloud_off",
                  .title = what_is_away(state, texts, when),
                  .detail = what_stays(state, texts) + what_comes_next(state, texts)};
}

std::optional<Notice> notice_of(const model::State& state, const Texts& texts) {
    if (state.ring) {  // for ten seconds; what was there comes back
        return Notice{.text = ring_words(state, texts), .face = std::nullopt};
    }
    if (!state.notice) {
        return std::nullopt;
    }
    const auto* message = model::find_message(state, state.notice->message);
    if (!message) {
        return std::nullopt;
    }
    const auto* member = find_member(state, message->from);
    const auto who = relation_and_name(texts, member);
    return Notice{.text = message->clip ? texts.tr("{who}发来了视频", {{"who", who}})
                          : message->photos.empty()
                              ? texts.tr("{who}发来了消息", {{"who", who}})
                              : texts.tr("{who}发来了照片", {{"who", who}}),
                  .face = face_of(texts, member)};
}

}  // namespace

Texts texts_of(const model::State& state) { return Texts{model::shown_settings(state).language}; }

const std::string& zone_of(const model::State& state) {
    static const std::string kDefault = "Asia/Shanghai";
    return state.household ? state.household->zone : kDefault;
}

model::LocalTime now_of(const model::State& state) {
    return model::local_time(state.now, zone_of(state));
}

bool large(const model::State& state) {
    return model::shown_settings(state).text_size != model::TextSize::Standard;
}

bool largest(const model::State& state) {
    return model::shown_settings(state).text_size == model::TextSize::Largest;
}

Scene begin(const model::State& state, const char* screen, Form form) {
    const auto texts = texts_of(state);
    const auto local = now_of(state);
    Scene scene;
    scene.screen = screen;
    scene.form = form;
    scene.clock = {.half_day = half_day(texts, local), .figures = figures(texts, local)};
    scene.status = status_of(state, texts);
    scene.banner = banner_of(state, texts);
    scene.notice = notice_of(state, texts);
    scene.language = texts.language();
    scene.text_size = model::shown_settings(state).text_size;
    scene.online = state.online;
    scene.since = state.connection_since;
    scene.now = state.now;
    scene.zone = zone_of(state);
    scene.emoji_words = emoji_words(texts);
    scene.live = live_of(state, texts);
    return scene;
}

std::string ring_words(const model::State& state, const Texts& texts) {
    if (!state.ring) {
        return {};
    }
    const auto& who = state.ring->by;
    if (!state.ring->sounds) {
        return who.empty() ? texts.tr("站里在找这台盒子") : texts.tr("站里的{who}在找这台盒子", {{"who", who}});
    }
    return who.empty() ? texts.tr("站里让盒子响一声，好找到它") : texts.tr("站里的{who}让盒子响一声，好找到它", {{"who", who}});
}

bool no_network(const model::State& state) { return state.obstacle == model::Obstacle::Network; }

std::string what_it_waits_for(const model::State& state, const Texts& texts) {
    return no_network(state) ? texts.tr("要等网络") : texts.tr("要等平台");
}

bool can_have_focus(const Item& item) {
    return item.enabled && (item.ok || item.left || item.right || item.up || item.down);
}

void finish(const model::State& state, Scene& scene, const std::string& wanted,
            const std::string& otherwise) {
    const auto has = [&](const std::string& id) {
        return std::ranges::any_of(scene.items, [&](const Item& item) {
            return item.id == id && can_have_focus(item);
        });
    };
    if (has(wanted)) {
        scene.focus = wanted;
    } else if (has(otherwise)) {
        scene.focus = otherwise;
    } else {
        const auto first = std::ranges::find_if(scene.items, can_have_focus);
        scene.focus = first == scene.items.end() ? std::string{} : first->id;
    }
    const auto texts = texts_of(state);
    const auto add = [&](const std::string& words) {
        if (!words.empty()) {
            scene.spoken += (scene.spoken.empty() ? "" : pause_after(texts, scene.spoken)) + words;
        }
    };
    add(scene.title);
    if (scene.banner) {
        add(scene.banner->title);
    }
    if (scene.notice) {
        add(scene.notice->text);
    }
    if (const auto* item = focused(scene)) {
        if (!item->spoken.empty()) {
            add(item->spoken);
        } else {
            add(item->label);
            add(item->sub);
            add(item->note);
        }
    }
}

Shortcut ok_hint(const Texts& texts, std::string label) {
    return {.keys = {keys::Key::Ok},
            .key_label = texts.tr("确定"),
            .label = std::move(label),
            .intent = std::nullopt};
}

Shortcut back_hint(const Texts& texts, std::string label) {
    return {.keys = {keys::Key::Back},
            .key_label = texts.tr("返回"),
            .label = std::move(label),
            .intent = model::GoBack{}};
}

std::string back_label(const model::State& state, const Texts& texts) {
    if (state.pages.size() < 2) {
        return largest(state) ? texts.tr("回到这里") : texts.tr("随时回到这里");
    }
    switch (state.pages[state.pages.size() - 2].route) {
        case model::Route::Messages: return texts.tr("回消息");
        case model::Route::Settings: return texts.tr("回设置");
        case model::Route::Family: return texts.tr("回看家人");
        case model::Route::Home:
        case model::Route::Message:
        case model::Route::About:
        case model::Route::VisitCode:
        case model::Route::VisitLog:
        case model::Route::LeaveMessage:
        case model::Route::VisitRule: return texts.tr("回主页");
    }
    return texts.tr("回主页");
}

Shortcut up_down_hint(const Texts& texts, keys::Key key, std::string label,
                      std::optional<model::Intent> intent) {
    return {.keys = {key},
            .key_label = key == keys::Key::Up ? texts.tr("上") : texts.tr("下"),
            .label = std::move(label),
            .intent = std::move(intent)};
}

std::string look_label(const model::State& state, const Texts& texts,
                       const contract::Message& message) {
    const auto who = short_name(texts, find_member(state, message.from));
    return message.clip             ? texts.tr("看{who}的视频", {{"who", who}})
           : message.photos.empty() ? texts.tr("看{who}的消息", {{"who", who}})
                                    : texts.tr("看{who}的照片", {{"who", who}});
}

Item read_aloud_button(const Texts& texts, std::string all) {
    Item item;
    item.id = "read_aloud";
    item.look = Look::Button;
    item.icon = "volume_up";
    item.label = texts.tr("念给他听");
    item.cell = {.row = 0, .rows = 1, .left = 640, .right = 1000};
    item.ok = model::ReadAloud{std::move(all)};
    return item;
}

std::string sound_word(const model::State& state, const Texts& texts) {
    const auto& device = state.device;
    return !device.sound_available    ? texts.tr("没有音箱，出不了声")
           : device.speech_available ? texts.tr("能响铃，能念")
                                     : texts.tr("能响铃，念不了");
}

std::string emoji_words(const Texts& texts) { return texts.tr("发来了表情"); }

std::string spoken_words(const Texts& texts, const std::string& words) {
    return only_pictures(words) ? emoji_words(texts) + comma(texts) + words : words;
}

std::string comma(const Texts& texts) { return texts.english() ? ", " : "，"; }

std::string stop(const Texts& texts) { return texts.english() ? ". " : "。"; }

std::string pause_after(const Texts& texts, std::string_view said) {
    for (const std::string_view mark : {"。", "！", "？", "…", ".", "!", "?"}) {
        if (said.ends_with(mark)) {
            return texts.english() ? " " : "";
        }
    }
    return stop(texts);
}

}  // namespace anju::screens
