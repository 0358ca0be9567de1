// SPDX-License-Identifier: Apache-2.0
// A TV that knows no household yet: one code, for the person who installs it.
#include <algorithm>
#include <chrono>

#include "screens/common.hpp"

namespace anju::screens {
namespace {

using namespace std::chrono_literals;

Code code_of(const Texts& texts, const model::Pairing& pairing, model::Time now) {
    const auto lives = std::max(pairing.code->expires_in, 1s);
    const auto left = std::clamp(
        std::chrono::ceil<std::chrono::seconds>(pairing.asked_at + lives - now), 0s, lives);
    const auto minutes = std::to_string(left / 1min);
    const auto seconds = std::to_string((left % 1min).count());
    return {.letters = pairing.code->user_code,
            .qr = pairing.code->verification_uri_complete,
            .qr_caption = texts.tr("或者用手机扫一扫"),
            .left_before = texts.tr("还能用 "),
            .left_time = left < 1min
                             ? texts.tr("{seconds} 秒", {{"seconds", seconds}})
                             : texts.tr("{minutes} 分 {seconds} 秒",
                                        {{"minutes", minutes}, {"seconds", seconds}}),
            .left_after = texts.tr("，到时间会自己换新码"),
            .left = static_cast<double>(left.count()) / static_cast<double>(lives.count())};
}

std::string letters_spoken(const std::string& letters) {
    std::string spoken;
    for (const char letter : letters) {
        spoken += spoken.empty() ? "" : " ";
        spoken += letter;
    }
    return spoken;
}

struct Ended {
    std::string title, text, help;
};

// What has become of the home that this TV was in, and whether anything of it is left here.
std::optional<Ended> ended(const Texts& texts, const model::State& state) {
    const auto& how = state.ended;
    if (state.unwiped) {
        return Ended{texts.tr("里面的照片和消息没能抹干净"), texts.tr("关掉再开一次，会再抹一遍"), texts.tr("还是这样？打 {number}，交给服务站", {{"number", "12349"}})};
    }
    const auto wiped = state.wiping ? texts.tr("正在抹掉里面的照片和消息") : texts.tr("里面原来的照片和消息都抹掉了");
    if (how == "lost") {
        return Ended{texts.tr("这台电视报了丢失，停用了"), wiped, texts.tr("捡到了？打 {number}，告诉服务站", {{"number", "12349"}})};
    }
    if (how == "taken_back") {
        return Ended{texts.tr("这台电视收回了"), wiped, texts.tr("师傅不在？打 {number}，请人来装", {{"number", "12349"}})};
    }
    if (how == "moved") {
        return Ended{texts.tr("这台电视要换到新的家"), wiped, texts.tr("把这个码告诉安装师傅。师傅不在？打 {number}", {{"number", "12349"}})};
    }
    return std::nullopt;
}

}  // namespace

Scene pairing(const model::State& state) {
    const auto texts = texts_of(state);
    auto scene = begin(state, "pairing", Form::Pairing);
    scene.icon = "home";
    scene.clock = {};
    scene.aside = texts.tr("安居电视");
    const auto& pairing = state.pairing;
    const bool unreachable =
        pairing ? pairing->unreachable : state.connection_failed && !state.online;
    const auto obstacle = pairing ? pairing->obstacle : state.obstacle;
    const bool network = obstacle == model::Obstacle::Network;
    const bool stranger = unreachable && obstacle == model::Obstacle::Stranger;
    if (state.paired && !stranger) {
        scene.title = texts.tr("电视认识您家了");
        scene.text = {!unreachable ? texts.tr("马上就好，等一下")
                      : network    ? texts.tr("网络断了，好了会接着来")
                                   : texts.tr("连不上平台，好了会接着来")};
    } else if (pairing && pairing->code) {
        scene.title = texts.tr("把这个码告诉安装师傅");
        scene.text = {texts.tr("师傅在手机上输入，电视就认识您家了"),
                      texts.tr("师傅不在？打 {number}，请人来装", {{"number", "12349"}})};
        scene.code = code_of(texts, *pairing, state.now);
    } else if (stranger) {
        scene.title = texts.tr("连到的不是安居平台");
        scene.text = {texts.tr("它的证书不对，所以什么都没告诉它。请安装师傅看看平台的地址和证书"),
                      texts.tr("要人帮忙？打 {number}", {{"number", "12349"}})};
    } else if (unreachable && !network) {
        scene.title = texts.tr("连不上安居平台");
        scene.text = {texts.tr("一直在试着连，您不用管。"), texts.tr("要人帮忙？打 {number}", {{"number", "12349"}})};
    } else if (unreachable) {
        scene.title = texts.tr("还没有网络");
        scene.text = {texts.tr("看看网线插好没有，好了会自己连上"),
                      texts.tr("要人帮忙？打 {number}", {{"number", "12349"}})};
    } else {
        scene.title = texts.tr("马上就有码");
        scene.text = {texts.tr("码来了就写在这里")};
    }
    if (const auto was = ended(texts, state); was && (!unreachable || state.unwiped)) {
        scene.title = was->title;
        scene.text = {was->text, was->help};
    }
    scene.online = !unreachable && (state.online || state.paired || (pairing && pairing->code));
    scene.status =
        unreachable
            ? Status{.icon = network ? "wifi_off" : "cloud_off", .text = network ? texts.tr("没有网络") : texts.tr("连不上平台"), .tone = Tone::Caution}
        : scene.online
            ? Status{.icon = "cloud_done", .text = texts.tr("网络正常"), .tone = Tone::Good}
            : std::optional<Status>{};
    finish(state, scene, {}, {});
    if (scene.code) {
        scene.spoken += stop(texts) + letters_spoken(scene.code->letters);
    }
    return scene;
}

}  // namespace anju::screens
