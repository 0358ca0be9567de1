// SPDX-License-Identifier: Apache-2.0
// A clock, nearly black. Any key makes it bright for a minute.
#include "screens/calendar.hpp"
#include "screens/common.hpp"
#include "screens/people.hpp"

namespace anju::screens {

Scene night(const model::State& state) {
    const auto texts = texts_of(state);
    const auto local = now_of(state);
    auto scene = begin(state, "night", Form::Night);
    scene.icon = "dark_mode";
    scene.title = local.hour < 5        ? texts.tr("凌晨，天还没亮")
                  : local.hour < 8      ? texts.tr("清早，还能再睡会儿")
                  : local.hour >= 18    ? texts.tr("夜里了，好好休息")
                                        : texts.tr("好好休息");
    scene.clock.half_day.clear();
    scene.date = date(texts, local);
    scene.text = {scene.date};
    // Quiet at night: one more line in the night's colours, no cream band, no sound.
    if (state.ring) {
        scene.text.push_back(ring_words(state, texts));
    } else if (state.notice) {
        if (const auto* message = model::find_message(state, state.notice->message)) {
            scene.text.push_back(
                texts.tr("{who}发来了消息，早上再看",
                         {{"who", short_name(texts, find_member(state, message->from))}}));
        }
    }
    scene.notice.reset();
    scene.banner.reset();
    scene.status.reset();
    scene.shortcuts = {{.keys = {},
                        .key_label = texts.tr("任意键"),
                        .label = texts.tr("亮一点"),
                        .intent = model::Wake{}}};
    finish(state, scene, {}, {});
    scene.spoken.clear();  // silent
    return scene;
}

}  // namespace anju::screens
