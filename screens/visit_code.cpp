// SPDX-License-Identifier: Apache-2.0
// Six figures for a guest. Who holds them is known for one visit, and still only rings.
#include <algorithm>

#include "screens/visits.hpp"

namespace anju::screens {
namespace {

constexpr std::chrono::minutes kHolds{10};

std::string spaced(const std::string& code) {
    std::string out;
    for (const char c : code) {
        out += (out.empty() ? "" : " ") + std::string(1, c);
    }
    return out;
}

// "https://anju.example/visit/" is read out as anju.example/visit
std::string page_to_say(std::string page) {
    if (const auto scheme = page.find("://"); scheme != std::string::npos) {
        page.erase(0, scheme + 3);
    }
    while (page.ends_with('/')) {
        page.pop_back();
    }
    return page;
}

void show(const model::State& state, const Texts& texts, const contract::Invitation& invitation, Scene& scene) {
    scene.title = texts.tr("把这 6 个数告诉客人");
    const auto left = invitation.valid_until - state.now;
    const auto whole = std::chrono::duration<double>(kHolds).count();
    Code code;
    code.letters = invitation.code;
    code.left_before = texts.tr("还能用 ");
    code.left_time = spell(texts, length_of(left));
    code.left_after = texts.tr("，只能用一次");
    code.left = std::clamp(static_cast<double>(seconds_until(invitation.valid_until, state.now)) / whole, 0.0, 1.0);
    scene.code = code;
    scene.lines = {{"photo_camera", texts.tr("客人来了会响，您接了他才看到您"), Tone::Plain}};
    scene.text = {texts.tr("电话里这样说")};
    scene.facts = {{.icon = {}, .label = texts.tr("用手机打开网页"), .value = page_to_say(invitation.visit_page), .tone = Tone::Plain},
                   {.icon = {}, .label = texts.tr("写上这 6 个数"), .value = spaced(invitation.code), .tone = Tone::Plain},
                   {.icon = {}, .label = texts.tr("写上自己是谁"), .value = texts.tr("再点“去看看”"), .tone = Tone::Plain}};
    const auto aloud = texts.tr("用手机打开 {page}，写上这 6 个数：{code}。再说一遍：{code}。",
                                {{"page", page_to_say(invitation.visit_page)}, {"code", spaced(invitation.code)}});
    auto read = choice_button("read", Kind::Family, "volume_up", texts.tr("大声念这 6 个数"), model::ReadAloud{aloud}, 50, 580);
    read.short_label = texts.tr("大声念");
    scene.items = {std::move(read)};
    finish(state, scene, {}, {});
    scene.spoken = scene.title + stop(texts) + spaced(invitation.code);
    const auto back = back_label(state, texts);
    scene.shortcuts = {ok_hint(texts, texts.tr("念一遍")),
                       back_hint(texts, largest(state) ? back : back + texts.tr("，这个数还能用"))};
}

void wait(const model::State& state, const Texts& texts, Scene& scene) {
    scene.form = Form::Empty;
    auto home = choice_button("home", Kind::Neutral, "home", texts.tr("回主页"), model::GoHome{}, 500, 1000);
    if (state.connection_failed) {
        scene.title = no_network(state) ? texts.tr("现在没有网络") : texts.tr("现在连不上平台");
        scene.text = no_network(state) ? std::vector{texts.tr("没有网络，要不到这 6 个数"), texts.tr("网络好了再来")}
                                       : std::vector{texts.tr("连不上平台，要不到这 6 个数"), texts.tr("过一会儿再来")};
    } else if (state.invitation_failed) {
        scene.title = texts.tr("没要到这 6 个数");
        scene.text = {texts.tr("这次没要到"), texts.tr("不是您的事，再试一次就行")};
        scene.items.push_back(choice_button("again", Kind::Family, "refresh", texts.tr("再试一次"), model::NewCode{}, 0, 480));
    } else {
        scene.title = texts.tr("正在要 6 个数");
        scene.text = {texts.tr("正在要 6 个数…"), texts.tr("拿着它，客人才能来看您")};
    }
    scene.items.push_back(std::move(home));
    finish(state, scene, state.pages.back().focus, scene.items.front().id);
    scene.shortcuts = {ok_hint(texts, focused(scene)->label), back_hint(texts, back_label(state, texts))};
}

}  // namespace

Scene visit_code(const model::State& state) {
    const auto texts = texts_of(state);
    auto scene = begin(state, "visit_code", Form::GuestCode);
    scene.kind = Kind::Family;
    scene.icon = "key";
    if (state.invitation && state.invitation->valid_until > state.now) {
        show(state, texts, *state.invitation, scene);
    } else {
        wait(state, texts, scene);
    }
    return scene;
}

}  // namespace anju::screens
