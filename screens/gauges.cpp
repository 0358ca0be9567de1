// SPDX-License-Identifier: Apache-2.0
// The about screen's second page: what a technician asks. All of it is in the state; measured when the page opens.
#include <algorithm>
#include <chrono>

#include "screens/common.hpp"

namespace anju::screens {
namespace {

// One figure behind the point: 1.2, and 12 where that says enough.
std::string milliseconds(std::chrono::microseconds time) {
    const auto tenths = (time.count() + 50) / 100;
    return tenths >= 100 ? std::to_string((tenths + 5) / 10)
                         : std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string picture(const model::State& state, const Texts& texts) {
    const auto& name = state.device.presenter;
    const auto how = name == "memory"           ? texts.tr("没有屏幕")
                     : name == "window surface" ? texts.tr("不用显卡")
                                                : texts.tr("用显卡 {name}", {{"name", name}});
    return state.gauges ? std::to_string(state.gauges->width) + "×" + std::to_string(state.gauges->height) + comma(texts) + how
                        : how;
}

std::string painting(const model::State& state, const Texts& texts) {
    if (!state.gauges) {
        return texts.tr("还没量");
    }
    return texts.tr("平均 {mean} 毫秒，最慢 {worst} 毫秒",
                    {{"mean", milliseconds(state.gauges->paint_mean)},
                     {"worst", milliseconds(state.gauges->paint_worst)}});
}

std::string motion(const model::State& state, const Texts& texts) {
    if (!state.gauges) {
        return texts.tr("还没量");
    }
    return state.gauges->per_second == 0
               ? texts.tr("还没动过")
               : texts.tr("每秒 {n} 幅", {{"n", std::to_string(state.gauges->per_second)}});
}

std::string versions(const model::State& state, const Texts& texts) {
    return state.platform_version.empty()
               ? texts.tr("电视 {tv}", {{"tv", state.device.version}})
               : texts.tr("电视 {tv}，平台 {platform}",
                          {{"tv", state.device.version}, {"platform", state.platform_version}});
}

}  // namespace

Scene gauges(const model::State& state) {
    const auto texts = texts_of(state);
    auto scene = begin(state, "gauges", Form::Gauges);
    scene.icon = "tv";
    scene.title = texts.tr("电视的更多情况");
    if (!large(state)) {
        scene.aside = texts.tr("修电视的人问，照着念");
    }
    Gauges shown;
    shown.rows = {{texts.tr("画面"), picture(state, texts)},
                  {texts.tr("画一幅"), painting(state, texts)},
                  {texts.tr("动起来"), motion(state, texts)},
                  {texts.tr("字体"), state.gauges ? state.gauges->font : texts.tr("还没量")},
                  {texts.tr("声音"), sound_word(state, texts)},
                  {texts.tr("版本"), versions(state, texts)},
                  {texts.tr("平台"), state.device.platform}};
    if (!state.device.lacking.empty()) {
        shown.rows.push_back({texts.tr("视频"), texts.tr("缺 {names}", {{"names", state.device.lacking}})});
    }
    const auto hour = model::link_hour(state);
    const auto minutes = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::minutes>(hour.known).count());
    shown.title = texts.tr("这 {n} 分钟里连着", {{"n", std::to_string(minutes)}});
    shown.value = hour.known.count() > 0 ? std::to_string(100 * hour.online / hour.known) + "%" : texts.tr("还没量");
    shown.history = hour.minutes;
    shown.ends = {texts.tr("1 小时前"), texts.tr("现在")};
    std::string all = scene.title;
    for (const auto& row : shown.rows) {
        all += stop(texts) + row[0] + comma(texts) + row[1];
    }
    all += stop(texts) + shown.title + comma(texts) + shown.value;
    scene.gauges = std::move(shown);
    scene.items.push_back(read_aloud_button(texts, all));
    finish(state, scene, {}, {});
    scene.shortcuts = {ok_hint(texts, texts.tr("电视大声念一遍")), back_hint(texts, texts.tr("回电视情况"))};
    return scene;
}

}  // namespace anju::screens
