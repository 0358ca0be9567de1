// SPDX-License-Identifier: Apache-2.0
// Somebody's calls shall be answered in another way: asked in one full sentence, with the name; nothing changes without OK.
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

using contract::VisitPolicy;

std::string question(const Texts& texts, VisitPolicy policy, const Caller& who) {
    switch (policy) {
        case VisitPolicy::Ring: return alone(texts.tr("{who}来电，都等您按确定？", {{"who", who.called}}));
        case VisitPolicy::Automatic: return alone(texts.tr("{who}来电，自动接通？", {{"who", who.called}}));
        case VisitPolicy::AutomaticByDay: return alone(texts.tr("{who}白天来电，自动接通？", {{"who", who.called}}));
        case VisitPolicy::AutomaticInAlarm: return texts.tr("您求助时，{who}自动接通？", {{"who", who.called}});
    }
    return {};
}

std::string proposal(const Texts& texts, const Caller& from) { return alone(texts.tr("{who}想跟您商量", {{"who", from.called}})); }

}  // namespace

Scene visit_rule(const model::State& state) {
    const auto texts = texts_of(state);
    auto scene = begin(state, "visit_rule", Form::Question);
    scene.kind = Kind::Family;
    scene.banner.reset();
    const auto* rule = model::rule_of(state, state.pages.back().member);
    if (!rule || !rule->proposed) {
        scene.form = Form::Empty;
        scene.icon = "check";
        scene.title = texts.tr("没有要您决定的了");
        scene.text = {scene.title};
        scene.items = {choice_button("home", Kind::Neutral, "home", texts.tr("回主页"), model::GoHome{}, 0, 1000)};
        finish(state, scene, {}, {});
        scene.shortcuts = {ok_hint(texts, texts.tr("回主页")), back_hint(texts, back_label(state, texts))};
        return scene;
    }
    scene.notice.reset();  // nothing beside what she decides; it shows when this is done
    const auto who = caller_of(state, texts, rule->member);
    const auto from = caller_of(state, texts, rule->proposed_by);
    const auto policy = *rule->proposed;
    const bool by_itself = policy != VisitPolicy::Ring;
    scene.faces = {who.face};
    scene.aside = proposal(texts, from);
    scene.title = question(texts, policy, who);
    if (by_itself) {
        scene.lines = {{"timer", texts.tr("先响 15 秒，您随时可以不接"), Tone::Plain},
                       {"photo_camera", texts.tr("接通以后，{who}才看得到您", {{"who", who.them}}), Tone::Plain}};
    } else {
        scene.lines = {{"shield_person", texts.tr("您不按确定，谁也看不到您"), Tone::Plain}};
    }
    scene.lines.push_back({"autorenew", texts.tr("以后不想要了，跟{who}说一声就行", {{"who", from.called}}), Tone::Plain});
    scene.items = {choice_button("agree", Kind::Family, "check", texts.tr("同意"), model::AgreeRule{rule->member, policy, true}, 50, 590),
                   choice_button("refuse", Kind::Neutral, "close", texts.tr("不改"), model::AgreeRule{rule->member, policy, false}, 620, 950)};
    finish(state, scene, state.pages.back().focus, "agree");
    scene.spoken = scene.aside + stop(texts) + scene.title + pause_after(texts, scene.title) + scene.items.front().label;
    scene.shortcuts = {ok_hint(texts, focused(scene)->label),
                       key_hint(keys::Key::Back, texts.tr("返回"), texts.tr("不改"), model::AgreeRule{rule->member, policy, false})};
    return scene;
}

}  // namespace anju::screens
