// SPDX-License-Identifier: Apache-2.0
// One key for help: how far it is, who has it, what comes next. No word claims more than is known (docs/alarm.md).
#include <algorithm>

#include "screens/alarm_parts.hpp"

namespace anju::screens {
namespace alarm_parts {
namespace {

using model::AlarmStage;

constexpr long kJust = 60;           // seconds that are "just"
constexpr long kSoonOver = 5;

std::vector<Step> to_come(const Texts& texts) {
    return {later(texts.tr("平台收到"), texts.tr("收到了，这里会打勾")), later(texts.tr("有人接听"), texts.tr("接了，这里会写是谁"))};
}

std::string whom_it_reached(const Known& known) {
    const auto& texts = known.texts;
    using contract::AlarmReach;
    switch (known.alarm ? known.alarm->reach : AlarmReach::Nearest) {
        case AlarmReach::Nearest: return texts.tr("正在叫最近的值班员");
        case AlarmReach::AllSeats: return texts.tr("正在叫所有的值班员");
        case AlarmReach::HeadAndFamily: return texts.tr("值班员和站长都在叫");
        case AlarmReach::Above:
        case AlarmReach::Breach: return texts.tr("上一级的值班员也在叫");
    }
    return {};
}

void add_countdown(const Known& known, Scene& scene) {
    const auto left = seconds_until(*known.until, known.state.now);
    const auto key = known.texts.tr("返回");
    scene.countdown = Countdown{known.texts.tr("按错了？"), std::to_string(left), known.texts.trn("秒内按{key}取消", left, {{"key", key}}),
                                share_left(*known.until - contract::kTakeBack, *known.until, known.state.now), {}};
    if (left <= kSoonOver) {
        scene.countdown->spoken = known.texts.tr("按错了，还来得及取消");
    }
    scene.shortcuts = {key_hint(keys::Key::Back, key, known.texts.tr("我按错了，取消"), model::TakeBack{})};
}

void add_number(const Known& known, Scene& scene, std::string below) {
    scene.figures = {{known.texts.tr("请用电话打"), known.number}};
    scene.text = {std::move(below)};
}

void say_calm(const Known& known, Scene& scene) {
    scene.notice = Notice{.text = model::alarm_presses(known.state) > 1 ? known.texts.tr("别着急，不用再按，我们一直叫到有人接。")
                                                                        : known.texts.tr("别着急。您不用再按，我们一直叫到有人接。"),
                          .face = {}, .quiet = true};
}

void calling_out(const Known& known, Scene& scene) {
    const auto& state = known.state;
    const auto& texts = known.texts;
    const bool lost = known.stage == AlarmStage::Lost;
    const int rung = state.alarm.said ? state.alarm.said->rung : 0;
    const long presses = model::alarm_presses(state);
    scene.title = model::taking_back(state) ? texts.tr("正在取消") : texts.tr("正在给您叫人");
    scene.steps = {now("call", texts.tr("正在呼叫 {number}", {{"number", known.number}}),
                       lost          ? texts.tr("盒子记不下来，别断电")
                       : presses > 1 ? texts.trn("您按了 {n} 次，不用再按", presses)
                       : rung == 1   ? texts.tr("换一条路再打")
                                     : texts.tr("您一按就开始了，不用再按"),
                       state.alarm.began ? known.second(*state.alarm.began) : std::string{})};
    std::ranges::move(to_come(texts), std::back_inserter(scene.steps));
    if (known.until) {
        add_countdown(known, scene);
        scene.status = Status{.icon = {}, .text = texts.tr("取消了，值班员也会打来问一声"), .tone = Tone::Plain};
    } else if (rung >= 2) {
        add_number(known, scene, texts.tr("电视也一直在叫"));
    } else {
        scene.lines = {{"call", texts.tr("一直在叫"), Tone::Warm}};
        scene.text = {texts.tr("叫到有人接为止")};
    }
    say_calm(known, scene);
    scene.spoken = known.until ? scene.title + stop(texts) + texts.tr("按错了，就按返回") : texts.tr("还在给您叫人，别着急");
    if (presses > 1) {
        scene.spoken = scene.title + stop(texts) + texts.tr("别着急，不用再按");
    }
    if (rung == 1) {
        scene.spoken = texts.tr("换一条路再打") + stop(texts) + (presses > 1 ? texts.tr("别着急，不用再按") : texts.tr("还在给您叫人，别着急"));
    }
    if (lost) {
        scene.notice = Notice{.text = texts.tr("别断电，别关盒子，电视一直在叫。"), .face = {}, .quiet = false};
        scene.spoken = scene.title + stop(texts) + scene.notice->text;
    }
    if (rung >= 2) {
        scene.notice = Notice{.text = texts.tr("还没叫通。请用电话打 {number}，电视也接着叫。", {{"number", known.number}}), .face = {}, .quiet = false};
        scene.spoken = texts.tr("还没叫通。请用电话打 {number}，电视也接着叫。", {{"number", to_say(known.number)}});
    }
}

void not_out(const Known& known, Scene& scene) {
    const auto& state = known.state;
    const auto& texts = known.texts;
    scene.title = texts.tr("这台盒子没叫出去");
    scene.steps = {now("warning", state.household ? texts.tr("没叫出去，正在再试") : texts.tr("没叫出去"),
                       state.household ? texts.tr("叫通了，这里会变") : texts.tr("盒子还没有登记到家里"),
                       state.alarm.began ? known.second(*state.alarm.began) : std::string{})};
    std::ranges::move(to_come(texts), std::back_inserter(scene.steps));
    add_number(known, scene, texts.tr("或者大声喊人"));
    scene.notice = Notice{.text = state.household ? texts.tr("请用电话打 {number}，电视也接着试。", {{"number", known.number}})
                                                  : texts.tr("请用电话打 {number}，或者大声喊人。", {{"number", known.number}}),
                          .face = {}, .quiet = false};
    scene.shortcuts = {known.until ? key_hint(keys::Key::Back, texts.tr("返回"), texts.tr("我按错了，取消"), model::TakeBack{})
                                   : key_hint(keys::Key::Back, texts.tr("返回"), state.household ? texts.tr("回主页，电视接着试") : texts.tr("回去"), model::GoHome{})};
    scene.spoken = scene.title + stop(texts) + texts.tr("请用电话打 {number}", {{"number", to_say(known.number)}});
}

void with_platform(const Known& known, Scene& scene) {
    const auto& texts = known.texts;
    const bool changing = known.stage == AlarmStage::Changing;
    const auto family = family_told(known);
    scene.title = changing                          ? texts.tr("正在换人接听")
                  : model::taking_back(known.state) ? texts.tr("正在取消")
                                                    : texts.tr("平台已收到，正在找人");
    scene.steps = {sent(known), received(known),
                   now("headset_mic", changing ? texts.tr("正在换人接听") : texts.tr("正在找人接听"),
                       changing ? texts.tr("{who}那边断了，正在叫别人", {{"who", operator_name(known)}}) : whom_it_reached(known))};
    if (known.until) {
        add_countdown(known, scene);
        scene.status = Status{.icon = {}, .text = texts.tr("取消了，值班员也会打来问一声"), .tone = Tone::Plain};
    } else {
        scene.lines = {{"headset_mic", changing ? texts.tr("正在换人") : texts.tr("正在找人接"), Tone::Warm}};
        scene.text = {texts.tr("接了，这里会写是谁")};
    }
    say_calm(known, scene);
    scene.spoken = changing ? texts.tr("正在换人接听，别着急") : texts.tr("平台已收到，正在找人接听");
    if (!family.empty()) {
        scene.notice->text = texts.tr("别着急。{who}也已经知道了。", {{"who", family}});
        scene.spoken += stop(texts) + texts.tr("{who}也已经知道了", {{"who", family}});
    }
    const auto reach = known.alarm ? known.alarm->reach : contract::AlarmReach::Nearest;
    if (reach == contract::AlarmReach::Above || reach == contract::AlarmReach::Breach) {
        scene.notice = Notice{.text = texts.tr("还没有人接。也可以用电话打 {number}。", {{"number", known.number}}), .face = {}, .quiet = false};
        scene.spoken = texts.tr("还没有人接。也可以用电话打 {number}。", {{"number", to_say(known.number)}});
    }
    add_responder(known, scene);
    add_volume(texts, scene);
}

void add_choices(const Known& known, Scene& scene) {
    const auto& texts = known.texts;
    const auto& visit = known.state.call;
    const bool talks = !std::holds_alternative<call::Idle>(visit) && !std::holds_alternative<call::Ended>(visit) && !std::holds_alternative<call::Ringing>(visit);
    auto home = choice_button("home", Kind::Family, talks ? "check" : "home", talks ? texts.tr("知道了，接着说话") : texts.tr("知道了，回主页"), model::GoHome{}, 50, 612);
    home.short_label = texts.tr("知道了");
    scene.items = {std::move(home), choice_button("help", Kind::Help, "sos", texts.tr("还是要叫人"), model::CallHelp{contract::AlarmSource::Tile}, 637, 950)};
    finish(known.state, scene, known.state.alarm.focus, "home");
    const bool on_home = scene.focus == "home";
    scene.shortcuts = {ok_hint(texts, on_home ? (talks ? texts.tr("接着说话") : texts.tr("回主页")) : texts.tr("叫人来"))};
    scene.shortcuts.push_back(on_home ? Shortcut{{keys::Key::Right}, texts.tr("右"), texts.tr("叫人来"), std::nullopt}
                                      : Shortcut{{keys::Key::Left}, texts.tr("左"), talks ? texts.tr("接着说话") : texts.tr("回主页"), std::nullopt});
    scene.shortcuts.push_back({{keys::Key::Red}, texts.tr("红键"), texts.tr("也行，马上叫人"), model::CallHelp{contract::AlarmSource::Red}});
}

void cancelled(const Known& known, Scene& scene) {
    const auto& state = known.state;
    const auto& texts = known.texts;
    const auto& said = *state.alarm.said;
    const auto at = known.alarm && known.alarm->cancelled_at ? *known.alarm->cancelled_at - state.platform_ahead : said.at;
    scene.title = texts.tr("求助取消了");
    auto back = done(texts.tr("您按返回，取消了"), known.second(at));
    if (const auto& began = state.alarm.began; began && at - *began >= std::chrono::seconds(1) && at - *began < std::chrono::seconds(kJust)) {
        back.sub = texts.trn("刚过 {n} 秒，来得及", std::chrono::duration_cast<std::chrono::seconds>(at - *began).count());
    }
    scene.steps = {known.alarm ? sent(known) : done(texts.tr("您按了求助"), state.alarm.began ? known.second(*state.alarm.began) : std::string{}), std::move(back)};
    const auto rings_by = known.alarm ? known.alarm->call_back_by : std::nullopt;
    if (rings_by) {
        scene.steps.push_back(now("call", texts.tr("值班员会打来问一声"), texts.tr("不用按什么，响了再接"),
                                  texts.tr("{when}前", {{"when", time_of_day(texts, model::local_time(*rings_by - state.platform_ahead, zone_of(state)))}})));
    } else {
        scene.steps.push_back(now("call", texts.tr("正在告诉平台您取消了"), texts.tr("告诉到了，值班员会打来问一声")));
    }
    const auto family = family_told(known);
    const auto relatives = model::relatives(state);
    scene.lines = {{"check_circle", texts.tr("没有派人来"), Tone::Good}};
    if (!family.empty()) {
        scene.text = {alone(texts.tr("{who}已经知道了", {{"who", family}}))};
    } else if (!relatives.empty()) {
        scene.text = {texts.tr("也没有惊动{who}", {{"who", short_name(texts, relatives.front())}})};
    }
    add_choices(known, scene);
    scene.spoken = scene.title + stop(texts) + scene.lines.front().text + stop(texts) + scene.steps.back().title;
}

void ended(const Known& known, Scene& scene) {
    const auto& texts = known.texts;
    scene.title = texts.tr("求助结束了");
    scene.steps = {sent(known), received(known)};
    if (const auto* by = operator_of(known)) {
        scene.steps.push_back(done(alone(texts.tr("{who}已接听", {{"who", by->name}})), known.second_there(known.alarm->accepted_at), by->place));
    }
    scene.steps.push_back(done(texts.tr("值班员结束了这次求助"), known.second_there(known.alarm ? known.alarm->closed_at : std::nullopt)));
    scene.lines = {{"check_circle", texts.tr("这次求助结束了"), Tone::Good}};
    scene.text = {texts.tr("还要帮忙，再按红键")};
    add_choices(known, scene);
    scene.spoken = scene.title + stop(texts) + scene.text.front();
}

// Somebody of the family rings meanwhile: OK takes it, and they hear each other under this screen.
void add_ring(const Known& known, Scene& scene) {
    const auto* rings = std::get_if<call::Ringing>(&known.state.call);
    if (!rings || model::alarm_is_over(known.state)) {
        return;
    }
    const auto& texts = known.texts;
    const auto who = caller_of_call(known.state, texts).called;
    const auto words = rings->answers_itself_at ? texts.tr("{who}打来了，会自动接通。", {{"who", who}}) : texts.tr("{who}打来了，按确定就接。", {{"who", who}});
    scene.notice = Notice{.text = alone(words), .face = {}, .quiet = false};
    scene.shortcuts.push_back({{keys::Key::Ok}, texts.tr("确定"), texts.tr("接听"), model::AnswerCall{}});
    scene.spoken = scene.notice->text;
}

}  // namespace
}  // namespace alarm_parts

Scene alarm(const model::State& state) {
    using namespace alarm_parts;
    using model::AlarmStage;
    const auto texts = texts_of(state);
    const auto stage = model::alarm_stage(state).value_or(AlarmStage::Calling);
    const bool over = model::alarm_is_over(state);
    const auto& said = state.alarm.said;
    const bool again = state.alarm.again && state.now < *state.alarm.again + contract::kTakeBack;
    const Known known{state, texts, stage, said && said->alarm ? &*said->alarm : nullptr,
                      state.household ? state.household->help_number : contract::Household{}.help_number, model::take_back_until(state), again};
    auto scene = begin(state, "alarm", Form::Alarm);
    scene.kind = over ? Kind::Neutral : Kind::Help;
    scene.icon = stage == AlarmStage::Cancelled ? "undo" : stage == AlarmStage::Ended ? "check" : "sos";
    scene.banner.reset();
    scene.notice.reset();
    scene.status.reset();
    const auto time = time_of_day(texts, now_of(state));
    scene.aside = state.household ? texts.tr("{who}家　{time}", {{"who", called(texts, state.household->person)}, {"time", time}}) : time;
    switch (talk_stands(state) ? AlarmStage::Accepted : stage) {  // whoever speaks with her is there, also when a press was not answered
        case AlarmStage::Calling:
        case AlarmStage::Lost: calling_out(known, scene); break;
        case AlarmStage::NotOut: not_out(known, scene); break;
        case AlarmStage::Received:
        case AlarmStage::Changing: with_platform(known, scene); break;
        case AlarmStage::Accepted: accepted(known, scene); break;
        case AlarmStage::Cancelled: cancelled(known, scene); break;
        case AlarmStage::Ended: ended(known, scene); break;
    }
    const bool with_platform_only = stage == AlarmStage::Received || stage == AlarmStage::Changing || stage == AlarmStage::Accepted;
    if (with_platform_only && model::guard_is_lost(state) && !talk_stands(state)) {  // what is known stays true, and nothing new is heard
        scene.notice = Notice{.text = texts.tr("盒子这会儿听不到消息。急事打 {number}。", {{"number", known.number}}), .face = {}, .quiet = false};
        scene.spoken = texts.tr("盒子这会儿听不到消息。急事打 {number}。", {{"number", to_say(known.number)}});
    }
    add_ring(known, scene);
    return scene;
}

}  // namespace anju::screens
