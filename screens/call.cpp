// SPDX-License-Identifier: Apache-2.0
// The call itself: the other side large, oneself small, and always in words what is live and why something is missing.
#include "screens/calendar.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

using Which = VideoArea::Which;

constexpr int kSelfWidth = 440, kSelfHeight = 288, kSelfRight = 1818;

VideoArea self_area(const Scene& scene) {
    // Above the hints, which need more room in large letters; above the panel of a weak network.
    int foot = scene.text_size == model::TextSize::Standard ? 924 : scene.text_size == model::TextSize::Large ? 912 : 896;
    if (scene.banner) {
        foot -= scene.text_size == model::TextSize::Standard ? 260 : scene.text_size == model::TextSize::Large ? 296 : 340;
    }
    return {.which = Which::Self, .x = kSelfRight - kSelfWidth, .y = foot - kSelfHeight, .w = kSelfWidth, .h = kSelfHeight, .radius = 26, .mirrored = true};
}

bool still(call::Rung rung) { return rung == call::Rung::Still || rung == call::Rung::SoundOnly; }

std::string to_the_second(const model::State& state, const Texts& texts, model::Time time) { return to_the_second(texts, model::local_time(time, zone_of(state))); }

// Why no picture comes, when it is not the network.
std::vector<std::string> no_picture(const model::State& state, const Texts& texts, const Caller& caller, bool heard, bool hears) {
    const bool none = state.peer_state && state.peer_state->why == contract::SendsWhy::NoDevice;
    const auto& who = caller.called;
    std::vector<std::string> text{alone(none ? texts.tr("{who}那边没有摄像头", {{"who", who}}) : texts.tr("{who}没开摄像头", {{"who", who}}))};
    if (heard) {
        text.push_back(hears ? texts.tr("听得到，您说话就行") : texts.tr("听得到{who}说话", {{"who", caller.them}}));
    }
    return text;
}

struct Wishes {
    bool camera = false, microphone = false;
};

// The other side: only what truly runs can be heard there.
bool hears_us(const model::State& state, Wishes wanted) { return wanted.microphone && state.devices.microphone && state.live.microphone; }

// Why nothing of hers is heard there; "" when it is.
std::string unheard_words(const model::State& state, const Texts& texts, const Caller& caller, Wishes wanted) {
    if (state.devices.known && !state.devices.microphone) {
        return texts.tr("没有话筒，{who}听不到您", {{"who", caller.them}});
    }
    return state.devices.microphone && !wanted.microphone ? alone(texts.tr("{who}现在听不到您", {{"who", caller.them}})) : "";
}

void add_own(const model::State& state, const Texts& texts, const Caller& caller, Scene& scene, Wishes wanted) {
    if (state.live.camera) {
        const auto* active = std::get_if<call::Active>(&state.call);
        const bool stopped = active && active->sends == call::Rung::SoundOnly;  // by the network: no picture of hers leaves
        scene.self_word = alone(stopped ? texts.tr("{who}暂时看不到您", {{"who", caller.them}}) : texts.tr("{who}看到的您", {{"who", caller.them}}));
        scene.videos.push_back(self_area(scene));
    } else if (!state.devices.known) {  // no word about what nobody has looked for yet
    } else if (!state.devices.camera) {
        scene.self_word = texts.tr("没有摄像头，{who}看不到您", {{"who", caller.them}});
    } else if (!wanted.camera) {
        scene.self_word = texts.tr("摄像头关了，{who}看不到您", {{"who", caller.them}});
    } else if (model::camera_fails(state)) {
        scene.self_word = texts.tr("摄像头打不开，{who}看不到您", {{"who", caller.them}});
    }
    // The panel of a slow network says it itself, where such a line would stand.
    if (const std::string unheard = unheard_words(state, texts, caller, wanted); !scene.banner && !unheard.empty()) {
        scene.lines.push_back({"mic_off", unheard, Tone::Caution});
    }
}

// Pictures, words and faults of a call that stands, or that is being mended.
void add_call(const model::State& state, const Texts& texts, const Caller& caller, const call::Active& active, bool lost, Scene& scene) {
    const bool hears = hears_us(state, {active.live.camera, active.live.microphone});
    scene.aside = texts.tr("说了 {time}", {{"time", spell(texts, length_of(state.now - active.since))}});
    const bool camera = active.there.camera && (state.peer_state || !state.visit || state.visit->camera);
    const bool weak = camera && (active.weak_since || still(active.receives));
    if (camera) {
        scene.videos.push_back({.which = Which::Remote, .dimmed = lost || weak});
    } else {
        scene.text = no_picture(state, texts, caller, active.there.microphone, hears);
    }
    const auto halted = [&](model::Time since) {
        if (camera) {
            scene.lines.push_back({"pause_circle", texts.tr("画面停在 {time}", {{"time", to_the_second(state, texts, since)}}), Tone::Warm});
        }
    };
    if (lost) {
        scene.banner = Banner{"wifi_off", texts.tr("断了一下，正在接回来"), texts.tr("您别挂。网好了，自己就接上。")};
    } else if (weak) {
        if (active.weak_since) {
            halted(*active.weak_since);
        }
        const std::string unheard = unheard_words(state, texts, caller, {active.live.camera, active.live.microphone});
        scene.banner = Banner{"network_check", texts.tr("网络慢，先听声音"),
                              hears              ? texts.tr("您接着说，{who}听得到。网好了，画面自己回来。", {{"who", caller.them}})
                              : unheard.empty() ? texts.tr("网好了，画面自己回来。")
                                                : unheard + (texts.english() ? "." : "。")};
        if (active.peer_speaking) {
            scene.speaking = alone(texts.tr("{who}在说话", {{"who", caller.called}}));
        }
    } else if (still(active.sends) && state.devices.camera && active.live.camera) {
        scene.lines.push_back({"network_check", hears ? texts.tr("网络慢，{who}先听声音", {{"who", caller.them}}) : texts.tr("网络慢，您的画面先停一停"), Tone::Warm});
    }
    if (!active.there.microphone) {
        scene.lines.push_back({"mic_off", alone(texts.tr("现在听不到{who}", {{"who", caller.them}})), Tone::Warm});
    }
    if (active.link.words.size() == 4 && !scene.banner) {
        std::string words;
        for (const auto& word : active.link.words) {
            words += (words.empty() ? "" : " ") + word;
        }
        scene.secret = alone(texts.tr("{who}手机上也是：{words}", {{"who", caller.them}, {"words", words}}));
    }
}

void add_keys(const model::State& state, const Texts& texts, Scene& scene, Wishes wanted) {
    Item item;
    item.id = "call";
    item.look = Look::Button;
    item.kind = Kind::Family;
    item.up = model::ChangeVolume{1};
    item.down = model::ChangeVolume{-1};
    scene.shortcuts = {key_hint(keys::Key::Back, texts.tr("返回"), texts.tr("挂断"), model::HangUp{}),
                       {.keys = {keys::Key::Up, keys::Key::Down}, .key_label = texts.tr("上 下"), .label = texts.tr("声音大小"), .intent = std::nullopt}};
    if (state.devices.camera) {
        item.left = model::SetCamera{!wanted.camera};
        scene.shortcuts.push_back({.keys = {keys::Key::Left}, .key_label = texts.tr("左"), .label = wanted.camera ? texts.tr("先关摄像头") : texts.tr("打开摄像头"), .intent = std::nullopt});
    }
    if (state.devices.microphone) {
        item.right = model::SetMicrophone{!wanted.microphone};
        scene.shortcuts.push_back({.keys = {keys::Key::Right}, .key_label = texts.tr("右"), .label = wanted.microphone ? texts.tr("先关话筒") : texts.tr("打开话筒"), .intent = std::nullopt});
    }
    scene.items = {std::move(item)};
    scene.focus = "call";
}

}  // namespace

Scene call(const model::State& state) {
    const auto texts = texts_of(state);
    const auto caller = caller_of_call(state, texts);
    auto scene = begin(state, "call", Form::Call);
    scene.kind = Kind::Family;
    scene.banner.reset();  // a call says itself what it lacks
    scene.notice.reset();
    scene.status.reset();
    scene.title = caller.whole;
    scene.faces = {caller.face};
    Wishes wanted;
    if (const auto* connecting = std::get_if<call::Connecting>(&state.call)) {
        wanted = {connecting->live.camera, connecting->live.microphone};
        scene.aside = texts.tr("正在接通");
        scene.text = {texts.tr("正在接通…"), texts.tr("马上就好，您别走开")};
    } else if (const auto* active = std::get_if<call::Active>(&state.call)) {
        wanted = {active->live.camera, active->live.microphone};
        add_call(state, texts, caller, *active, false, scene);
    } else if (const auto* again = std::get_if<call::Reconnecting>(&state.call)) {
        wanted = {again->last.live.camera, again->last.live.microphone};
        add_call(state, texts, caller, again->last, true, scene);
    }
    add_own(state, texts, caller, scene, wanted);
    add_keys(state, texts, scene, wanted);
    scene.spoken = scene.aside == texts.tr("正在接通") ? texts.tr("正在接通{who}", {{"who", caller.called}})
                                                       : texts.tr("和{who}接通了", {{"who", caller.called}});
    if (!scene.live.label.empty()) {
        scene.spoken += comma(texts) + scene.live.label;
    }
    return scene;
}

}  // namespace anju::screens
