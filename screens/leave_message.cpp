// SPDX-License-Identifier: Apache-2.0
// A short film for somebody who is not there. It is made after OK, and sent after OK.
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

using Stage = model::Recording::Stage;

constexpr int kWide = 640;  // of the first of two choices, in thousandths

void two(const Texts& texts, Scene& scene, Item first, Item second, std::string back, std::optional<model::Intent> back_intent) {
    first.cell = {.row = 0, .rows = 1, .left = 50, .right = kWide};
    second.cell = {.row = 0, .rows = 1, .left = kWide + 20, .right = 950};
    scene.items = {std::move(first), std::move(second)};
    scene.shortcuts = {{}, key_hint(keys::Key::Back, texts.tr("返回"), std::move(back), std::move(back_intent))};
}

Item again(const Texts& texts, const std::string& member) {
    return choice_button("record", Kind::Family, "video_call", texts.tr("再录一次"), model::StartMessage{member}, 0, 0);
}
Item home(const Texts& texts) { return choice_button("home", Kind::Neutral, "home", texts.tr("回主页"), model::GoHome{}, 0, 0); }
Item discard(const Texts& texts) { return choice_button("discard", Kind::Neutral, "delete", texts.tr("不要了"), model::FinishMessage{false}, 0, 0); }

void film(const model::State& state, const Texts& texts, const Caller& caller, const model::Recording& recording, Scene& scene) {
    scene.form = Form::Recording;
    scene.title = texts.tr("给{who}留言", {{"who", caller.called}});
    if (scene.live.camera || scene.live.microphone) {
        scene.live.label = texts.tr("正在录");
    }
    if (state.live.camera) {
        scene.videos = {{.which = VideoArea::Which::Self, .mirrored = true}};
    } else {
        scene.text = {state.devices.camera ? texts.tr("摄像头马上就好") : texts.tr("没有摄像头，只录声音")};
    }
    const auto left = seconds_until(recording.until, state.now);
    scene.countdown = Countdown{texts.tr("还能说"), std::to_string(left), texts.tr("秒"), share_left(recording.since, recording.until, state.now), {}};
    auto send = choice_button("send", Kind::Family, "send", texts.tr("说好了，发给{who}", {{"who", caller.called}}), model::FinishMessage{true}, 0, 0);
    send.short_label = texts.tr("说好了，发走");
    two(texts, scene, std::move(send), discard(texts), texts.tr("不要了，删掉"), model::FinishMessage{false});
    scene.shortcuts.front() = ok_hint(texts, texts.tr("发给{who}", {{"who", caller.called}}));
}

void after(const model::State& state, const Texts& texts, const Caller& caller, const model::Recording& recording, Scene& scene) {
    const auto who = caller.called;
    auto send = choice_button("send", Kind::Family, "send", texts.tr("发给{who}", {{"who", who}}), model::FinishMessage{true}, 0, 0);
    auto done = choice_button("done", Kind::Family, "check", texts.tr("好了"), model::FinishMessage{true}, 0, 0);
    scene.lines = {devices_line(state, texts)};
    switch (recording.stage) {
        case Stage::Recording: break;
        case Stage::Finishing:
        case Stage::Sending:
            scene.title = recording.stage == Stage::Sending ? texts.tr("正在发给{who}", {{"who", who}}) : texts.tr("正在存好");
            scene.text = {texts.tr("不用等，回主页也照样发")};
            scene.items = {home(texts)};
            scene.items.front().kind = Kind::Family;
            scene.shortcuts = {{}, key_hint(keys::Key::Back, texts.tr("返回"), back_label(state, texts), model::GoBack{})};
            return;
        case Stage::Ready:
            scene.title = texts.tr("录好了，发给{who}吗？", {{"who", who}});
            two(texts, scene, std::move(send), discard(texts), texts.tr("不要了，删掉"), model::FinishMessage{false});
            return;
        case Stage::Failed:
            if (recording.broken) {
                scene.title = texts.tr("这次没录上");
                scene.text = {can_record(state) ? texts.tr("没关系，再录一次就行") : texts.tr("这台电视没有摄像头和话筒")};
                two(texts, scene, again(texts, recording.member), home(texts), back_label(state, texts), model::FinishMessage{false});
            } else {
                scene.title = texts.tr("还没发出去");
                scene.text = {texts.tr("录好的留着呢，连上了自己会发")};
                send.label = texts.tr("再试一次");
                send.icon = "refresh";
                two(texts, scene, std::move(send), home(texts), back_label(state, texts), model::GoBack{});
            }
            return;
        case Stage::Sent:
            scene.title = texts.tr("发给{who}了", {{"who", who}});
            scene.text = {alone(texts.tr("{who}打开网页就能看", {{"who", caller.them}}))};
            scene.items = {std::move(done)};
            scene.shortcuts = {{}, key_hint(keys::Key::Back, texts.tr("返回"), back_label(state, texts), model::FinishMessage{true})};
            return;
    }
}

}  // namespace

Scene leave_message(const model::State& state) {
    const auto texts = texts_of(state);
    const auto& page = state.pages.back();
    const auto caller = caller_of(state, texts, page.member);
    auto scene = begin(state, "leave_message", Form::Ended);
    scene.kind = Kind::Family;
    scene.banner.reset();
    scene.notice.reset();  // nothing may lie over the live mark; it shows when this is done
    scene.status.reset();
    scene.faces = {caller.face};
    if (!state.recording || state.recording->member != page.member) {
        scene.title = texts.tr("给{who}留段话？", {{"who", caller.called}});
        scene.text = {texts.tr("按了确定才开始录，最多 1 分钟")};
        auto start = again(texts, page.member);
        start.label = texts.tr("开始录");
        two(texts, scene, std::move(start), home(texts), back_label(state, texts), model::GoBack{});
    } else if (state.recording->stage == Stage::Recording) {
        film(state, texts, caller, *state.recording, scene);
    } else {
        after(state, texts, caller, *state.recording, scene);
    }
    const auto hint = scene.shortcuts.front();
    finish(state, scene, page.focus, scene.items.front().id);
    const auto* item = focused(scene);
    scene.shortcuts.front() = hint.label.empty() || (item && item->id != scene.items.front().id) ? ok_hint(texts, item ? item->label : std::string{}) : hint;
    return scene;
}

}  // namespace anju::screens
