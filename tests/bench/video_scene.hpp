// SPDX-License-Identifier: Apache-2.0
// The call of the measurement, as the screen of a call has it: both pictures, words, keys.
#pragma once

#include "screens/scene.hpp"

namespace anju::bench {

inline screens::Scene call_scene() {
    using screens::VideoArea;
    screens::Scene scene;
    scene.screen = "call";
    scene.form = screens::Form::Photo;
    scene.from = "女儿小芳";
    scene.when = "说了 3 分 20 秒";
    scene.text = {"妈，中午想吃什么？我给您订。"};
    scene.shortcuts = {{{keys::Key::Back}, "返回", "挂断", {}}, {{keys::Key::Up}, "上 下", "声音大小", {}}, {{keys::Key::Left}, "左", "先关摄像头", {}}};
    scene.videos = {{VideoArea::Which::Remote, 0, 0, 1920, 1080, 0, false, false}, {VideoArea::Which::Self, 1384, 636, 440, 288, 24, true, false}};
    return scene;
}

}  // namespace anju::bench
