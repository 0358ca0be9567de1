// SPDX-License-Identifier: Apache-2.0
#include "screens/visits.hpp"

#include <algorithm>

namespace anju::screens {
namespace {

constexpr double kNameRoom = 12;  // characters, two lines beside a portrait
constexpr double kGuestRoom = 5;

// Of whom one can know it; 邻居, 朋友 may be either.
std::string pronoun(const Texts& texts, const contract::Member& member, const std::string& name) {
    using contract::Relation;
    if (texts.english()) {
        return name;
    }
    switch (member.relation) {
        case Relation::Daughter:
        case Relation::DaughterInLaw:
        case Relation::Granddaughter:
        case Relation::Sister:
        case Relation::Niece: return texts.tr("她");
        case Relation::Son:
        case Relation::SonInLaw:
        case Relation::Grandson:
        case Relation::Brother:
        case Relation::Nephew: return texts.tr("他");
        case Relation::Spouse:
        case Relation::Neighbour:
        case Relation::Friend:
        case Relation::CommunityWorker:
        case Relation::Other: return name;
    }
    return name;
}

struct Other {
    std::string member, name;
};

Other other_side(const model::State& state) {
    Other other;
    const auto take = [&](const call::Peer& peer) { other = {peer.member, peer.name}; };
    if (const auto* dialing = std::get_if<call::Dialing>(&state.call)) {
        take(dialing->peer);
    } else if (const auto* rings = std::get_if<call::Ringing>(&state.call)) {
        take(rings->peer);
    } else if (const auto* connecting = std::get_if<call::Connecting>(&state.call)) {
        take(connecting->peer);
    } else if (const auto* active = std::get_if<call::Active>(&state.call)) {
        take(active->peer);
    } else if (const auto* again = std::get_if<call::Reconnecting>(&state.call)) {
        take(again->last.peer);
    } else if (const auto* ended = std::get_if<call::Ended>(&state.call)) {
        take(ended->peer);
    }
    return other;
}

}  // namespace

Caller caller_of(const model::State& state, const Texts& texts, const std::string& id, const std::string& guest) {
    Caller caller;
    caller.member = find_member(state, id);
    if (caller.member) {
        caller.relation = relation_of(texts, caller.member);
        caller.called = short_name(texts, caller.member);
        caller.name = name_within(texts, caller.member, name_of(texts, caller.member), kNameRoom);
        caller.whole = name_within(texts, caller.member, relation_and_name(texts, caller.member), kNameRoom);
        caller.them = pronoun(texts, *caller.member, caller.called);
        const bool said = caller.relation.empty() || caller.name == caller.relation || caller.name == alone(caller.relation);
        caller.yours = said ? std::string{} : texts.tr("您的{relation}", {{"relation", caller.relation}});
        caller.face = face_of(texts, caller.member);
        return caller;
    }
    caller.relation = texts.tr("客人");
    caller.name = caller.whole = guest.empty() ? alone(caller.relation) : guest;
    caller.called = caller.them = guest.empty() || width_of(guest) > kGuestRoom ? texts.tr("这位客人") : guest;
    caller.yours = texts.tr("一位客人");
    caller.face = {.photo = {}, .name = caller.name, .reachable = false};
    return caller;
}

Caller caller_of_call(const model::State& state, const Texts& texts) {
    const auto other = other_side(state);
    auto caller = caller_of(state, texts, other.member, other.name);
    const auto* id = call::id_of(state.call);
    const bool known = id && state.visit && state.visit->id == *id;
    const auto came_by = !caller.member && known ? state.visit->visitor.came_by : std::nullopt;
    if (came_by) {
        caller.yours = came_by == contract::GuestWay::Code ? texts.tr("您给过 6 个数的客人") : texts.tr("家里请来的客人");
    }
    return caller;
}

Length length_of(std::chrono::milliseconds time) {
    const long seconds = std::max(0L, static_cast<long>(std::chrono::floor<std::chrono::seconds>(time).count()));
    return {seconds / 60, seconds % 60};
}

std::string spell(const Texts& texts, Length length) {
    const auto seconds = std::to_string(length.seconds);
    return length.minutes == 0 ? texts.tr("{s} 秒", {{"s", seconds}})
                               : texts.tr("{m} 分 {s} 秒", {{"m", std::to_string(length.minutes)}, {"s", seconds}});
}

long seconds_until(model::Time until, model::Time now) {
    return std::max(0L, static_cast<long>(std::chrono::ceil<std::chrono::seconds>(until - now).count()));
}

double share_left(model::Time since, model::Time until, model::Time now) {
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(until - since).count();
    return whole <= 0 ? 0.0 : std::clamp(static_cast<double>(seconds_until(until, now)) / static_cast<double>(whole), 0.0, 1.0);
}

bool can_record(const model::State& state) {
    return !state.devices.known || state.devices.camera || state.devices.microphone;
}

Item choice_button(const char* id, Kind kind, const char* icon, std::string label, model::Intent ok, int left, int right) {
    Item item;
    item.id = id;
    item.look = Look::Button;
    item.kind = kind;
    item.icon = icon;
    item.label = std::move(label);
    item.ok = std::move(ok);
    item.cell = {.row = 0, .rows = 1, .left = left, .right = right};
    return item;
}

Shortcut key_hint(keys::Key key, std::string name, std::string label, std::optional<model::Intent> intent) {
    return {.keys = {key}, .key_label = std::move(name), .label = std::move(label), .intent = std::move(intent)};
}

Live live_of(const model::State& state, const Texts& texts) {
    Live live{.camera = state.live.camera, .microphone = state.live.microphone, .icon = {}, .label = {}};
    if (live.camera) {
        live.icon = "videocam";
        live.label = texts.tr("摄像头开着");
    } else if (live.microphone) {
        live.icon = "mic";
        live.label = texts.tr("话筒开着");
    }
    return live;
}

Line devices_line(const model::State& state, const Texts& texts) {
    if (state.live.camera || state.live.microphone) {  // it takes a moment
        return {"pause_circle", state.live.camera ? texts.tr("摄像头正在关") : texts.tr("话筒正在关"), Tone::Caution};
    }
    return {"videocam_off", texts.tr("摄像头和话筒都关了"), Tone::Good};
}

}  // namespace anju::screens
