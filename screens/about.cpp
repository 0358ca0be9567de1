// SPDX-License-Identifier: Apache-2.0
// What one reads aloud on the telephone: only what is true of this box now.
#include <algorithm>

#include "screens/calendar.hpp"
#include "screens/common.hpp"

namespace anju::screens {
namespace {

// DT47C is easier to read out in pieces: DT 47 C.
std::string in_pieces(const std::string& number) {
    std::string pieces;
    const auto figure = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t i = 0; i < number.size(); ++i) {
        if (i > 0 && number[i] != ' ' && number[i - 1] != ' ' &&
            figure(number[i]) != figure(number[i - 1])) {
            pieces += ' ';
        }
        pieces += number[i];
    }
    return pieces;
}

std::string when(const model::State& state, const Texts& texts, model::Time time) {
    return day_and_time(texts, time, state.now, zone_of(state));
}

Fact network(const model::State& state, const Texts& texts) {
    if (state.online) {
        return {.icon = "wifi", .label = texts.tr("网络"), .value = texts.tr("正常"), .tone = Tone::Good};
    }
    if (!state.connection_failed) {  // just started
        return {.icon = "wifi", .label = texts.tr("网络"), .value = texts.tr("正在连"), .tone = Tone::Plain};
    }
    if (!no_network(state)) {  // somebody answered
        return {.icon = "wifi", .label = texts.tr("网络"), .value = texts.tr("通着"), .tone = Tone::Good};
    }
    return {.icon = "wifi_off",
            .label = texts.tr("网络"),
            .value = texts.tr("从{when}起没有", {{"when", when(state, texts, state.obstacle_since)}}),
            .tone = Tone::Bad};
}

std::string contact_of(const model::State& state, const Texts& texts) {
    if (state.online) {
        return texts.tr("现在连着");
    }
    if (state.connection_failed && state.obstacle == model::Obstacle::Stranger) {
        return texts.tr("连到的是别的机器");
    }
    if (state.connection_failed && state.obstacle == model::Obstacle::Platform) {
        return texts.tr("从{when}起连不上", {{"when", when(state, texts, state.connection_since)}});
    }
    return state.last_contact ? texts.tr("{when}联系过", {{"when", when(state, texts, *state.last_contact)}})
                              : texts.tr("开机后还没联系上");
}

Fact platform(const model::State& state, const Texts& texts) {
    const auto contact = contact_of(state, texts);
    const auto value = state.platform_version.empty()
                           ? contact
                           : texts.tr("第 {version} 版，{contact}",
                                      {{"version", state.platform_version}, {"contact", contact}});
    return {.icon = state.online ? "cloud_done" : "cloud_off",
            .label = texts.tr("平台"),
            .value = value,
            .tone = state.online              ? Tone::Good
                    : state.connection_failed ? Tone::Bad
                                              : Tone::Plain};
}

Fact sound(const model::State& state, const Texts& texts) {
    const auto& device = state.device;
    return {.icon = device.sound_available ? "volume_up" : "volume_off",
            .label = texts.tr("声音"),
            .value = sound_word(state, texts),
            .tone = device.sound_available && device.speech_available ? Tone::Good : Tone::Bad};
}

// Promised by the household, and this machine has not what it takes.
bool lacks_visits(const model::State& state) {
    const auto& promised = state.household->capabilities;
    return !state.device.lacking.empty() && std::ranges::find(promised, contract::Capability::Visits) != promised.end();
}

Fact remote(const model::State& state, const Texts& texts) {
    return {.icon = "settings_remote",
            .label = texts.tr("遥控器"),
            .value = state.last_key ? texts.tr("{when}按过", {{"when", when(state, texts, *state.last_key)}})
                                    : texts.tr("开机后还没按过"),
            .tone = state.last_key ? Tone::Good : Tone::Plain};
}

}  // namespace

Scene about(const model::State& state) {
    const auto texts = texts_of(state);
    auto scene = begin(state, "about", Form::Facts);
    scene.icon = "info";
    scene.title = texts.tr("这台电视的情况");
    if (!large(state)) {
        scene.aside = texts.tr("打电话来问，照着念");
    }
    scene.facts = {{.icon = "tv",
                    .label = texts.tr("电视"),
                    .value = texts.tr("第 {version} 版", {{"version", state.device.version}}),
                    .tone = Tone::Good},
                   network(state, texts),
                   platform(state, texts),
                   sound(state, texts),
                   remote(state, texts)};
    if (lacks_visits(state)) {
        scene.facts.push_back({.icon = "videocam_off",
                               .label = texts.tr("视频"),
                               .value = texts.tr("这台电视缺零件，还不能视频"),
                               .tone = Tone::Bad});
    }
    if (state.device.test_clock) {
        scene.facts.push_back({.icon = "schedule",
                               .label = texts.tr("时间"),
                               .value = texts.tr("测试用的时间，不是真的"),
                               .tone = Tone::Bad});
    }
    scene.figures = {{texts.tr("盒子号"), in_pieces(state.paired ? state.paired->box_number : "")},
                     {texts.tr("有事打电话"), state.household->help_number}};

    std::string all = scene.title;
    for (const auto& figure : scene.figures) {
        all += stop(texts) + figure[0] + comma(texts) + figure[1];
    }
    for (const auto& fact : scene.facts) {
        all += stop(texts) + fact.label + comma(texts) + fact.value;
    }
    scene.items.push_back(read_aloud_button(texts, all));
    Item more;
    more.id = "gauges";
    more.look = Look::Button;
    more.icon = "arrow_forward";
    more.label = texts.tr("更多情况");
    more.cell = {.row = 1, .rows = 1, .left = 640, .right = 1000};
    more.ok = model::ShowGauges{};
    scene.items.push_back(std::move(more));
    finish(state, scene, state.pages.back().focus, "read_aloud");
    scene.shortcuts = {{.keys = {keys::Key::Up, keys::Key::Down},
                        .key_label = texts.tr("上 下"),
                        .label = texts.tr("选别的"),
                        .intent = std::nullopt},
                       ok_hint(texts, scene.focus == "gauges" ? texts.tr("看更多")
                                                              : texts.tr("电视大声念一遍")),
                       back_hint(texts, back_label(state, texts))};
    return scene;
}

}  // namespace anju::screens
