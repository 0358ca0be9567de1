// SPDX-License-Identifier: Apache-2.0
// Somebody rings: nothing of this home is seen or heard until OK.
#include "screens/calendar.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

constexpr long kSaidAt = 5;  // seconds
constexpr const char* kUnderWay = "call";  // icon of the line that is shown and not said: nothing is known yet

bool with_picture(const model::State& state) { return !state.visit || state.visit->camera; }

std::string wish(const model::State& state, const Texts& texts) {
    return with_picture(state) ? texts.tr("想和您视频见面") : texts.tr("想和您说说话");
}

Scene begin_ring(const model::State& state, const Texts& texts, const Caller& caller, const char* screen, Form form) {
    auto scene = begin(state, screen, form);
    scene.kind = Kind::Family;
    scene.icon = with_picture(state) ? "videocam" : "call";
    scene.banner.reset();
    scene.notice.reset();
    scene.status.reset();
    scene.aside = wish(state, texts);
    scene.title = with_picture(state) ? alone(texts.tr("{who}想和您视频见面", {{"who", caller.called}}))
                                      : alone(texts.tr("{who}想和您说说话", {{"who", caller.called}}));
    scene.from = caller.name;
    if (!caller.yours.empty()) {
        scene.text = {caller.yours};
    }
    scene.faces = {caller.face};
    return scene;
}

// Who rings is not heard here, and the person would only see it.
void say_sound_off(const model::State& state, const Texts& texts, Scene& scene) {
    if (state.settings.muted || state.settings.volume == 0) {
        scene.lines.push_back({"volume_off", texts.tr("声音关着，按音量加打开"), Tone::Caution});
    }
}

// A rule would have let it count down, but nobody would hear that.
bool say_only_rings(const model::State& state, const Texts& texts, const Caller& caller, Scene& scene) {
    if (!caller.member || !model::rule_answers(state, caller.member->id)) {
        return false;
    }
    switch (model::hushed_by(state)) {
        case model::Hush::None: return false;
        case model::Hush::Off:
            scene.lines.push_back({"volume_off", texts.tr("声音关着，不自动接。按音量加打开"), Tone::Caution});
            break;
        case model::Hush::NoSpeaker:
            scene.lines.push_back({"volume_off", texts.tr("没有音箱，这次不自动接"), Tone::Caution});
            break;
        case model::Hush::NoSpeech:
            scene.lines.push_back({"volume_off", texts.tr("念不出声，这次不自动接"), Tone::Caution});
            break;
    }
    return true;
}

std::string agreed(const model::State& state, const Texts& texts, const Caller& caller) {
    const auto* rule = caller.member ? model::rule_of(state, caller.member->id) : nullptr;
    if (!rule || !rule->agreed_at) {
        return texts.tr("接通前{who}看不到您。", {{"who", caller.them}});
    }
    const auto local = model::local_time(*rule->agreed_at, zone_of(state));
    const auto when = day_without_weekday(texts, local, now_of(state));
    const auto who = caller.called;
    switch (rule->policy) {
        case contract::VisitPolicy::AutomaticByDay:
            return texts.tr("您 {day} 同意过：白天{who}来电可以自动接。接通前{them}看不到您。",
                            {{"day", when}, {"who", who}, {"them", caller.them}});
        case contract::VisitPolicy::AutomaticInAlarm:
            return texts.tr("您 {day} 同意过：您求助时{who}可以自动接。接通前{them}看不到您。",
                            {{"day", when}, {"who", who}, {"them", caller.them}});
        case contract::VisitPolicy::Automatic:
        case contract::VisitPolicy::Ring: break;
    }
    return texts.tr("您 {day} 同意过：{who}来电可以自动接。接通前{them}看不到您。",
                    {{"day", when}, {"who", who}, {"them", caller.them}});
}

// Never more than is known: a phone rings when its page says so, and was told when a gateway took the notice.
Line reached(const model::State& state, const Texts& texts, const Caller& caller, const std::string& member) {
    if (!state.online) {
        return no_network(state) ? Line{"wifi_off", texts.tr("网络断了，正在接回来"), Tone::Caution}
                                 : Line{"cloud_off", texts.tr("连不上平台，正在接回来"), Tone::Caution};
    }
    const auto* id = call::id_of(state.call);
    const auto* visit = state.visit && id && state.visit->id == *id ? &*state.visit : nullptr;
    if (visit && visit->rings) {
        return model::rings_there(state) ? Line{"ring_volume", alone(texts.tr("{who}的手机在响", {{"who", caller.them}})), Tone::Plain}
                             : Line{"smartphone", alone(texts.tr("{who}的手机上看得到，没有铃声", {{"who", caller.them}})), Tone::Plain};
    }
    if (visit && visit->notified == true) {
        return {"send", alone(texts.tr("给{who}的手机发了通知", {{"who", caller.them}})), Tone::Plain};
    }
    const auto* presence = model::presence_of(state, member);
    if (visit && visit->notified == false && !(presence && presence->online)) {
        return {"mail", alone(texts.tr("{who}没开着网页，可以留言", {{"who", caller.called}})), Tone::Plain};
    }
    return {kUnderWay, texts.tr("正在打过去"), Tone::Plain};
}

}  // namespace

Scene ringing(const model::State& state) {
    const auto texts = texts_of(state);
    const auto caller = caller_of_call(state, texts);
    auto scene = begin_ring(state, texts, caller, "ringing", Form::Ringing);
    const bool films = !state.devices.known || state.devices.camera;
    scene.lines = {films ? Line{"photo_camera", alone(texts.tr("接听以后，{who}才能看到您", {{"who", caller.called}})), Tone::Plain}
                         : Line{"mic", alone(texts.tr("接听以后，{who}才能听到您", {{"who", caller.called}})), Tone::Plain}};
    if (!say_only_rings(state, texts, caller, scene)) {
        say_sound_off(state, texts, scene);
    }
    scene.items = {choice_button("answer", Kind::Family, "call", texts.tr("接听"), model::AnswerCall{}, 440, 740),
                   choice_button("decline", Kind::Neutral, "do_not_disturb_on", texts.tr("不方便"), model::DeclineCall{}, 760, 950)};
    finish(state, scene, state.call_focus, "answer");
    const auto tell = largest(state) ? texts.tr("不方便") : texts.tr("不方便，告诉{who}等会儿打", {{"who", caller.them}});
    scene.shortcuts = {ok_hint(texts, scene.focus == "answer" ? texts.tr("接听") : tell),
                       key_hint(keys::Key::Back, texts.tr("返回"), tell, model::DeclineCall{})};
    scene.spoken = (caller.yours.empty() ? std::string{} : alone(caller.yours) + comma(texts)) + scene.title + stop(texts) + scene.items.front().label;
    return scene;
}

Scene auto_answer(const model::State& state) {
    const auto texts = texts_of(state);
    const auto caller = caller_of_call(state, texts);
    auto scene = begin_ring(state, texts, caller, "auto_answer", Form::Countdown);
    if (const auto* rings = std::get_if<call::Ringing>(&state.call); rings && rings->answers_itself_at) {
        const auto left = seconds_until(*rings->answers_itself_at, state.now);
        scene.countdown = Countdown{{}, std::to_string(left), texts.trn("秒后自动接通", left),
                                    share_left(rings->since, *rings->answers_itself_at, state.now), {}};
        if (left <= kSaidAt) {
            scene.countdown->spoken = texts.tr("还有 5 秒就接通");
        }
    }
    scene.lines = {{"shield_person", agreed(state, texts, caller), Tone::Plain}};
    scene.items = {choice_button("answer", Kind::Family, "call", texts.tr("现在就接"), model::AnswerCall{}, 50, 490),
                   choice_button("decline", Kind::Neutral, "do_not_disturb_on", texts.tr("这次不接"), model::DeclineCall{}, 510, 950)};
    finish(state, scene, state.call_focus, "answer");
    scene.shortcuts = {ok_hint(texts, scene.focus == "answer" ? texts.tr("现在就接") : texts.tr("这次不接")),
                       key_hint(keys::Key::Back, texts.tr("返回"), texts.tr("这次不接"), model::DeclineCall{})};
    scene.spoken = scene.title + stop(texts) + texts.tr("15 秒后自动接通，按返回就不接");
    return scene;
}

Scene calling(const model::State& state) {
    const auto texts = texts_of(state);
    const auto caller = caller_of_call(state, texts);
    auto scene = begin(state, "calling", Form::Calling);
    scene.kind = Kind::Family;
    scene.banner.reset();
    scene.notice.reset();
    scene.status.reset();
    scene.aside = texts.tr("正在找");
    scene.from = caller.name;
    scene.title = texts.tr("正在找{who}", {{"who", caller.called}});
    scene.faces = {caller.face};
    const auto member = caller.member ? caller.member->id : std::string{};
    scene.lines.push_back(reached(state, texts, caller, member));
    const bool films = !state.devices.known || state.devices.camera;
    scene.lines.push_back(films ? Line{"photo_camera", alone(texts.tr("{who}接了，才能看到您", {{"who", caller.them}})), Tone::Plain}
                                : Line{"mic", alone(texts.tr("{who}接了，才能听到您", {{"who", caller.them}})), Tone::Plain});
    say_sound_off(state, texts, scene);
    if (const auto* dialing = std::get_if<call::Dialing>(&state.call)) {
        const auto left = seconds_until(dialing->until, state.now);
        scene.countdown = Countdown{texts.tr("还等 "), std::to_string(left), texts.tr(" 秒。没人接，就问您要不要留言"),
                                    share_left(dialing->since, dialing->until, state.now), {}};
    }
    auto leave = choice_button("message", Kind::Family, "video_call", texts.tr("给{who}留言", {{"who", caller.them}}), model::StartMessage{member}, 440, 740);
    leave.short_label = texts.tr("留言");
    if (!can_record(state)) {
        leave.enabled = false;
        leave.reason = texts.tr("没有摄像头和话筒");
        leave.ok.reset();
    }
    scene.items = {std::move(leave), choice_button("stop", Kind::Neutral, "call_end", texts.tr("不打了"), model::HangUp{}, 760, 950)};
    finish(state, scene, state.call_focus, "message");
    const auto instead = largest(state) ? texts.tr("留言") : texts.tr("不等了，给{who}留言", {{"who", caller.them}});
    scene.shortcuts = {ok_hint(texts, scene.focus == "message" ? instead : texts.tr("不打了")),
                       key_hint(keys::Key::Back, texts.tr("返回"), texts.tr("不打了"), model::HangUp{})};
    scene.spoken = scene.title;
    if (scene.lines.front().icon != kUnderWay) {
        scene.spoken += stop(texts) + scene.lines.front().text;
    }
    return scene;
}

}  // namespace anju::screens
