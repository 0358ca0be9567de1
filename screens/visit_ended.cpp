// SPDX-License-Identifier: Apache-2.0
// How a visit ended: how long, whose doing, and that nothing is on any more. It stays until a key.
#include "screens/calendar.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

using call::EndReason;
using call::Fault;
using call::Side;

struct Verdict {
    std::string title;       // without it there were words spoken: the figures stand there
    std::string text;        // what it means for you
    Line why;                // whose doing it was, after words were spoken
    bool leave = false;      // a message is the kind thing to do now
    bool again = true;       // calling again makes sense
};

bool lacks_parts(const model::State& state) { return !state.device.lacking.empty(); }

// The page that lies beneath comes back; and at night the dark.
bool leads_home(const model::State& state) { return state.pages.back().route == model::Route::Home && !model::asleep(state); }

std::string at(const model::State& state, const Texts& texts, const call::Ended& ended) {
    return time_of_day(texts, model::local_time(ended.at, zone_of(state)));
}

Verdict after_words(const model::State& state, const Texts& texts, const Caller& caller, const call::Ended& ended) {
    const auto when = at(state, texts, ended);
    Verdict verdict;
    switch (ended.reason) {
        case EndReason::Lost:
        case EndReason::Failed:
            if (lacks_parts(state)) {
                verdict.why = {"videocam_off", texts.tr("这台电视缺零件，还不能视频"), Tone::Caution};
                return verdict;
            }
            if (ended.fault == Fault::Stranger) {
                verdict.why = {"shield_person", texts.tr("对面不是那部手机，已经断开，{when}", {{"when", when}}), Tone::Caution};
            } else if (ended.fault == Fault::Parts) {
                verdict.why = {"videocam_off", texts.tr("电视自己断了，{when}", {{"when", when}}), Tone::Caution};
            } else if (ended.by == Side::Here && ended.fault == Fault::Unknown) {
                verdict.why = {"call_end", texts.tr("断开了，{when}", {{"when", when}}), Tone::Caution};
            } else if (ended.by == Side::There) {
                verdict.why = {"wifi_off", alone(texts.tr("{who}那边断了，{when}", {{"who", caller.called}, {"when", when}})), Tone::Caution};
            } else if (state.connection_failed && !no_network(state)) {
                verdict.why = {"cloud_off", texts.tr("连不上平台，断了，{when}", {{"when", when}}), Tone::Caution};
            } else {
                verdict.why = {"wifi_off", texts.tr("网络断了，{when}", {{"when", when}}), Tone::Caution};
            }
            return verdict;
        case EndReason::Blocked:  // neither of the two has hung up
            verdict.why = {"call_end", texts.tr("断开了，{when}", {{"when", when}}), Tone::Plain};
            return verdict;
        case EndReason::Alarm:
            verdict.why = {"sos", texts.tr("您求助了，先断开了，{when}", {{"when", when}}), Tone::Plain};
            return verdict;
        case EndReason::HungUp:
        case EndReason::Declined:
        case EndReason::Cancelled:
        case EndReason::Missed:
        case EndReason::Busy: break;
    }
    verdict.why = {"call_end", ended.by == Side::There ? texts.tr("是{who}挂的，{when}", {{"who", caller.called}, {"when", when}})
                                                       : texts.tr("是您挂的，{when}", {{"when", when}}),
                   Tone::Plain};
    return verdict;
}

// The network is blamed where nothing else is known to have done it.
std::string not_connected_why(const model::State& state, const Texts& texts, const call::Ended& ended) {
    if (lacks_parts(state)) {
        return texts.tr("这台电视缺零件，还不能视频");
    }
    switch (ended.fault) {
        case Fault::Network: break;
        case Fault::Stranger: return texts.tr("对面不是那部手机，已经断开，什么都没传出去");
        case Fault::Parts: return texts.tr("不是您的事，电视自己没接好");
        case Fault::Unknown:
            if (ended.reason == EndReason::Failed) {
                return texts.tr("不是您的事，过一会儿再打");
            }
            break;
    }
    const bool platform = state.connection_failed && !no_network(state);
    return platform ? texts.tr("不是您的事，连不上平台") : texts.tr("不是您的事，网络不好");
}

Verdict not_connected(const model::State& state, const Texts& texts, const call::Ended& ended) {
    return {texts.tr("这次没接通"), not_connected_why(state, texts, ended), {}, false, true};
}

Verdict they_rang(const model::State& state, const Texts& texts, const Caller& caller, const call::Ended& ended) {
    const auto& who = caller.called;
    switch (ended.reason) {
        case EndReason::Declined:
            return {texts.tr("告诉{who}了", {{"who", caller.called}}), texts.tr("您这会儿不方便，等会儿再打"), {}, false, true};
        case EndReason::HungUp:
            if (ended.by == Side::Here) {
                return {texts.tr("告诉{who}了", {{"who", caller.called}}), texts.tr("您这会儿不方便，等会儿再打"), {}, false, true};
            }
            break;
        case EndReason::Lost:
        case EndReason::Failed:
            return not_connected(state, texts, ended);
        case EndReason::Cancelled:
        case EndReason::Missed:
        case EndReason::Busy:
        case EndReason::Alarm:
        case EndReason::Blocked: break;
    }
    const bool back = caller.member && caller.member->active;
    const bool stopped = ended.reason == EndReason::Blocked || ended.reason == EndReason::Alarm;  // while it rang: whoever rings may not any more
    const auto text = stopped ? (back ? texts.tr("没接通，您可以打回去") : texts.tr("这次没接通"))
                              : (back ? texts.tr("没等到您，您可以打回去") : texts.tr("没等到您"));
    return {texts.tr("{who}找过您", {{"who", who}}), text, {}, false, back};
}

Verdict you_rang(const model::State& state, const Texts& texts, const Caller& caller, const call::Ended& ended) {
    const auto& who = caller.called;
    switch (ended.reason) {
        case EndReason::Declined:
            return {texts.tr("{who}这会儿不方便", {{"who", who}}), texts.tr("留段话，{who}有空就看", {{"who", caller.them}}), {}, true, true};
        case EndReason::Busy:
            return {texts.tr("{who}正在和别人视频", {{"who", who}}), texts.tr("留段话，{who}有空就看", {{"who", caller.them}}), {}, true, true};
        case EndReason::Blocked: {
            const bool there = caller.member && caller.member->active;  // who was shut out opens no page any more
            const auto text = there ? texts.tr("留段话，{who}有空就看", {{"who", caller.them}}) : texts.tr("这次没接通");
            return {texts.tr("现在打不过去"), text, {}, there, false};
        }
        case EndReason::Lost:
        case EndReason::Failed:
            return not_connected(state, texts, ended);
        case EndReason::Alarm: return {texts.tr("您求助了，先断开了"), texts.tr("没事了，您再打过去"), {}, false, true};
        case EndReason::Missed:
        case EndReason::HungUp:
        case EndReason::Cancelled: break;
    }
    return {texts.tr("{who}没接到", {{"who", who}}), texts.tr("给{who}留段话，打开网页就看到", {{"who", caller.them}}), {}, true, true};
}

void add_choices(const model::State& state, const Texts& texts, const Caller& caller, const Verdict& verdict, Scene& scene) {
    const auto member = caller.member ? caller.member->id : std::string{};
    const bool leave = verdict.leave && caller.member && can_record(state);
    const bool to_home = leads_home(state);
    const auto away = to_home ? texts.tr("回主页") : texts.tr("好了");
    auto home = choice_button("home", leave ? Kind::Neutral : Kind::Family, to_home ? "home" : "check", away, model::DismissCall{}, 50, 590);
    std::optional<Item> other;
    if (leave) {
        other = choice_button("message", Kind::Family, "video_call", texts.tr("给{who}留言", {{"who", caller.them}}), model::StartMessage{member}, 50, 590);
        other->short_label = texts.tr("留言");
        home.cell = {.row = 0, .rows = 1, .left = 620, .right = 950};
        scene.items = {*other, home};
    } else if (verdict.again && caller.member && model::can_visit(state) && !state.connection_failed) {
        other = choice_button("again", Kind::Neutral, "videocam", texts.tr("再打给{who}", {{"who", caller.called}}), model::CallMember{member}, 620, 950);
        other->short_label = texts.tr("再打");
        scene.items = {home, *other};
    } else {
        home.cell.right = 950;
        scene.items = {home};
    }
    finish(state, scene, state.call_focus, scene.items.front().id);
    const auto* item = focused(scene);
    scene.shortcuts = {ok_hint(texts, item->label)};
    if (scene.items.size() > 1 && scene.focus == scene.items.front().id) {
        scene.shortcuts.push_back({.keys = {keys::Key::Right}, .key_label = texts.tr("右"), .label = scene.items.back().label, .intent = std::nullopt});
    }
    scene.shortcuts.push_back(key_hint(keys::Key::Back, texts.tr("返回"), away, model::DismissCall{}));
}

}  // namespace

Scene visit_ended(const model::State& state) {
    const auto texts = texts_of(state);
    const auto caller = caller_of_call(state, texts);
    auto scene = begin(state, "visit_ended", Form::Ended);
    scene.kind = Kind::Family;
    scene.banner.reset();
    scene.notice.reset();
    scene.status.reset();
    scene.faces = {caller.face};
    const auto* ended = std::get_if<call::Ended>(&state.call);
    if (!ended) {
        return scene;
    }
    const bool placed = state.visit && state.visit->id == ended->id;
    Verdict verdict;
    if (ended->talked) {
        verdict = after_words(state, texts, caller, *ended);
        scene.aside = texts.tr("和{who}说了", {{"who", caller.whole}});
        const auto talked = length_of(*ended->talked);
        if (talked.minutes > 0) {
            scene.figures.push_back({std::to_string(talked.minutes), texts.tr("分")});
        }
        scene.figures.push_back({std::to_string(talked.seconds), texts.tr("秒")});
        scene.title = texts.tr("和{who}说了{time}", {{"who", caller.called}, {"time", spell(texts, talked)}});
        scene.lines.push_back(verdict.why);
    } else {
        verdict = ended->placed_by == Side::There ? they_rang(state, texts, caller, *ended) : you_rang(state, texts, caller, *ended);
        scene.title = alone(verdict.title);
        scene.text = {alone(verdict.text)};
    }
    scene.lines.push_back(devices_line(state, texts));
    if (placed) {
        scene.lines.push_back({"history", texts.tr("记在“谁来看过我”里"), Tone::Plain});
    }
    add_choices(state, texts, caller, verdict, scene);
    return scene;
}

}  // namespace anju::screens
