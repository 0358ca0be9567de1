// SPDX-License-Identifier: Apache-2.0
// A person has the alarm: who, from where, and whether they truly see and hear each other now.
#include "screens/alarm_parts.hpp"

namespace anju::screens::alarm_parts {

namespace {

using Which = VideoArea::Which;

// The talk as it is: nothing, none is on.
struct Talking {
    const call::Active* call = nullptr;  // it stands, or is being mended
    bool lost = false;
};

Talking talking(const model::State& state) {
    if (!model::talks(state)) {
        return {};
    }
    if (const auto* active = std::get_if<call::Active>(&state.call)) {
        return {active, false};
    }
    const auto* again = std::get_if<call::Reconnecting>(&state.call);
    return again ? Talking{&again->last, true} : Talking{};
}

bool connecting(const model::State& state) { return model::talks(state) && std::holds_alternative<call::Connecting>(state.call); }

bool stands_still(call::Rung rung) { return rung == call::Rung::Still || rung == call::Rung::SoundOnly; }

bool shows_picture(const model::State& state, const call::Active& active) {
    return active.there.camera && (state.peer_state || !state.visit || state.visit->camera);
}

bool weak(const model::State& state, const call::Active& active) {
    return shows_picture(state, active) && (active.weak_since || stands_still(active.receives));
}

// Where the pictures stand, as the layout has its card: above the sentence, which is higher in large letters.
struct CardPlace {
    int y = 196, bottom = 764;
};
CardPlace card_place(model::TextSize size) {
    switch (size) {
        case model::TextSize::Standard: break;
        case model::TextSize::Large: return {190, 754};
        case model::TextSize::Largest: return {178, 740};
    }
    return {};
}

// A relative who is called into it, or is there.
struct Third {
    Caller caller;
    bool speaks = false;
    std::string title;  // how far it is
};

std::optional<Third> third_of(const Known& known) {
    const auto& texts = known.texts;
    const auto& call = known.state.beside.call;
    const auto* dialing = std::get_if<call::Dialing>(&call);
    const auto* connecting = std::get_if<call::Connecting>(&call);
    const auto* active = std::get_if<call::Active>(&call);
    const auto* again = std::get_if<call::Reconnecting>(&call);
    const auto* peer = dialing ? &dialing->peer : connecting ? &connecting->peer : active ? &active->peer : again ? &again->last.peer : nullptr;
    if (!peer) {
        return std::nullopt;
    }
    Third third{caller_of(known.state, texts, peer->member, peer->name), active != nullptr, {}};
    const auto& who = third.caller.whole;
    third.title = alone(dialing      ? texts.tr("正在叫{who}", {{"who", who}})
                        : connecting ? texts.tr("{who}已接听，正在接通", {{"who", who}})
                        : active     ? texts.tr("{who}也在说话", {{"who", who}})
                                     : texts.tr("{who}已接听，正在接回来", {{"who", who}}));
    return third;
}

Face whole_face(const Caller& caller) {
    auto face = caller.face;
    face.name = caller.whole;
    return face;
}

bool beside_shows(const model::State& state) {
    const auto* active = std::get_if<call::Active>(&state.beside.call);
    return active && active->there.camera && (state.beside.peer_state || !state.beside.visit || state.beside.visit->camera);
}

void add_pictures(const Known& known, const Talking& talk, Scene& scene) {
    constexpr int kLeft = 96, kWidth = 660, kSelfWidth = 208, kSelfHeight = 132, kIn = 25, kBetween = 16;
    auto place = card_place(scene.text_size);
    const bool remote = shows_picture(known.state, *talk.call);
    std::optional<VideoArea> other;
    if (beside_shows(known.state)) {  // one above the other
        const int height = remote ? (place.bottom - place.y - kBetween) / 2 : place.bottom - place.y;
        other = VideoArea{.which = Which::Beside, .x = kLeft, .y = place.bottom - height, .w = kWidth, .h = height, .radius = 40};
        place.bottom = place.y + height;
    }
    if (remote) {
        scene.videos.push_back({.which = Which::Remote, .x = kLeft, .y = place.y, .w = kWidth, .h = place.bottom - place.y, .radius = 40, .dimmed = talk.lost || weak(known.state, *talk.call)});
    }
    if (other) {
        scene.videos.push_back(*other);
    }
    if (known.state.live.camera) {
        scene.videos.push_back({.which = Which::Self, .x = kLeft + kWidth - kIn - kSelfWidth, .y = place.bottom - kIn - kSelfHeight, .w = kSelfWidth, .h = kSelfHeight, .radius = 16, .mirrored = true});
    }
}

// What reaches the desk of hers; of what nobody has looked for yet no word is said.
std::string what_they_have(const Known& known, const Talking& talk, const std::string& who) {
    const auto& state = known.state;
    const auto& texts = known.texts;
    const bool pictures_go = state.live.camera && !stands_still(talk.call->sends), heard = state.live.microphone;
    const bool no_microphone = state.devices.known && !state.devices.microphone;
    if (talk.lost) {
        return texts.tr("网好了，自己就接上");
    }
    if (weak(state, *talk.call)) {
        return texts.tr("网络慢，先听声音");
    }
    if (!talk.call->there.microphone) {
        return alone(texts.tr("现在听不到{who}", {{"who", who}}));
    }
    if (no_microphone) {
        return pictures_go ? alone(texts.tr("没有话筒，{who}听不到您", {{"who", who}})) : texts.tr("{who}看不到您，也听不到您", {{"who", who}});
    }
    if (!heard) {
        return {};
    }
    if (pictures_go) {
        return alone(texts.tr("{who}看得到您，也听得到您", {{"who", who}}));
    }
    if (state.live.camera) {
        return texts.tr("网络慢，{who}先听声音", {{"who", who}});
    }
    if (state.devices.known && !state.devices.camera) {
        return texts.tr("没有摄像头，{who}听得到您", {{"who", who}});
    }
    return model::camera_fails(state) ? texts.tr("摄像头打不开，{who}听得到您", {{"who", who}}) : alone(texts.tr("{who}听得到您", {{"who", who}}));
}

}  // namespace

bool talk_stands(const model::State& state) { return talking(state).call != nullptr; }

void accepted(const Known& known, Scene& scene) {
    const auto& state = known.state;
    const auto& texts = known.texts;
    const auto talk = talking(state);
    const bool on = talk.call != nullptr;
    const auto* by = operator_of(known);
    const auto* visitor = (on || connecting(state)) && state.visit && !state.visit->visitor.name.empty() ? &state.visit->visitor : nullptr;
    const auto who = visitor ? visitor->name : operator_name(known);  // who speaks, where somebody else has just taken it over
    const auto short_who = width_of(who) > kLongOperator ? texts.tr("值班员") : who;
    const auto place = visitor && !visitor->place.empty() ? visitor->place : by ? by->place : std::string{};
    const auto family = family_told(known);
    const auto answered = known.alarm ? known.second_there(known.alarm->accepted_at) : std::string{};
    scene.steps = {sent(known), received(known)};
    if (on && !talk.lost) {
        const bool speaks = talk.call->there.microphone;  // who is muted is there, and does not speak
        scene.title = alone(speaks ? texts.tr("{who}在和您说话", {{"who", short_who}}) : texts.tr("{who}已接听", {{"who", short_who}}));
        scene.steps.push_back(now("headset_mic", alone(speaks ? texts.tr("{who}已接听，正在说话", {{"who", who}}) : texts.tr("{who}已接听", {{"who", who}})), what_they_have(known, talk, short_who), answered));
    } else if (on) {
        scene.title = alone(texts.tr("断了一下，正在接回来"));
        scene.steps.push_back(now("headset_mic", alone(texts.tr("{who}已接听，正在接回来", {{"who", who}})), what_they_have(known, talk, short_who), answered));
    } else if (connecting(state)) {
        scene.title = alone(texts.tr("{who}已接听，正在接通", {{"who", short_who}}));
        scene.steps.push_back(now("headset_mic", scene.title, place, answered));
    } else {
        scene.title = alone(texts.tr("{who}已接听", {{"who", short_who}}));
        scene.steps.push_back(now("headset_mic", alone(texts.tr("{who}已接听", {{"who", who}})), place, answered));
    }
    const auto third = third_of(known);
    if (third) {
        scene.steps.erase(scene.steps.begin());  // that the platform has it says that it went out
        scene.steps.push_back({.state = third->speaks ? Step::State::Now : Step::State::Later, .icon = {}, .title = third->title, .sub = {}, .when = {}, .who = whole_face(third->caller)});
        if (third->speaks && on && !talk.lost) {
            scene.title = alone(texts.tr("{who}和{other}在和您说话", {{"who", short_who}, {"other", third->caller.called}}));
        }
    }
    add_responder(known, scene);
    scene.faces = {Face{.photo = {}, .name = by || visitor ? texts.tr("值班员 {who}", {{"who", who}}) : alone(who), .reachable = on}};
    if (third) {
        scene.faces.push_back(whole_face(third->caller));
    }
    scene.text = {place};
    scene.notice = Notice{.text = known.again            ? texts.tr("别着急，不用再按，{who}已经接了。", {{"who", short_who}})
                                  : on && family.empty() ? texts.tr("请坐着别动，慢慢说。")
                                  : on                   ? texts.tr("请坐着别动，慢慢说。{who}也已经知道了。", {{"who", family}})
                                  : family.empty()       ? texts.tr("请坐着别动，已经有人在管了。")
                                                         : texts.tr("请坐着别动。{who}也已经知道了。", {{"who", family}}),
                          .face = {}, .quiet = false};
    scene.spoken = scene.title;
    if (on) {  // short: it is spoken into what is being said
        scene.spoken += scene.live.label.empty() ? std::string{} : comma(texts) + scene.live.label;
        add_pictures(known, talk, scene);
    } else {
        if (!place.empty() && !connecting(state)) {
            scene.spoken = texts.tr("{place}的{who}已接听", {{"place", place}, {"who", who}});
        }
        for (std::size_t i = 3; i < scene.steps.size(); ++i) {
            scene.spoken += stop(texts) + scene.steps[i].title + (scene.steps[i].when.empty() ? "" : comma(texts) + scene.steps[i].when);
        }
        if (!family.empty()) {
            scene.spoken += stop(texts) + texts.tr("{who}也已经知道了", {{"who", family}});
        }
    }
    if (known.again) {
        scene.spoken = scene.notice->text;
    }
    add_volume(texts, scene);
    scene.status = Status{.icon = {}, .text = on ? texts.tr("通话由{who}来结束，您不用按别的键", {{"who", short_who}}) : texts.tr("由{who}来结束，您不用按别的键", {{"who", short_who}}), .tone = Tone::Plain};
}

}  // namespace anju::screens::alarm_parts
