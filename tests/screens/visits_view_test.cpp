// SPDX-License-Identifier: Apache-2.0
// What the screens of visits say and what their keys do, from states made by hand.
#include <gtest/gtest.h>

#include "screens/scene_json.hpp"
#include "tests/support/visits.hpp"

namespace anju::test {
namespace {

using call::EndReason;
using call::Side;
using keys::Key;
using screens::Form;
using screens::Tone;
using Which = screens::VideoArea::Which;

TerminalDriver opened(TerminalDriver tv, model::Route route) {
    tv.happens(model::Asked{model::Open{route}});
    return tv;
}

std::string said(const screens::Scene& scene) {
    std::string all = scene.title + " " + scene.aside;
    for (const auto& sentence : scene.text) {
        all += " " + sentence;
    }
    for (const auto& line : scene.lines) {
        all += " " + line.text;
    }
    return all + (scene.banner ? " " + scene.banner->title + " " + scene.banner->detail : "");
}

TEST(HomeTile, SaysWhoIsFreeAndShowsADotOnThem) {
    auto tv = visiting();
    const auto* tile = tv.item("visits");
    ASSERT_NE(tile, nullptr);
    EXPECT_EQ(tile->sub, "小芳、豆豆现在有空");
    ASSERT_EQ(tile->faces.size(), 4u);
    EXPECT_TRUE(tile->faces[0].reachable);
    EXPECT_FALSE(tile->faces[1].reachable);
    EXPECT_EQ(tile->ok, model::Intent(model::Open{model::Route::Family}));
    tv.state.presence.clear();
    EXPECT_EQ(tv.item("visits")->sub, "看看都有谁");
}

TEST(HomeCard, IsAMissedVisitUntilItWasLookedAt) {
    auto tv = visiting(visiting_household(), {text_message("x", "m2", "今晚我回来吃饭", at(11, 21, 8, 0))});
    EXPECT_EQ(tv.item("card")->label, "儿子大伟");
    tv.state.visits = {past_visit("v9", "m1", at(11, 21, 9, 20), 0s)};
    tv.state.visits.front().seen = false;
    EXPECT_EQ(tv.item("card")->label, "女儿小芳");
    EXPECT_EQ(tv.item("card")->sub, "今天上午9点20分找过您");
    EXPECT_EQ(tv.focus(), "card");
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "visit_log");
    tv.wait(1s).press(Key::Back);
    EXPECT_EQ(tv.item("card")->label, "儿子大伟");
}

TEST(Family, WordsSayWhichKindOfReachable) {
    auto tv = opened(visiting(), model::Route::Family);
    EXPECT_EQ(tv.scene().title, "想看看谁？");
    EXPECT_EQ(tv.item("person:m1")->note, "现在有空");
    EXPECT_EQ(tv.item("person:m1")->note_tone, Tone::Good);
    EXPECT_EQ(tv.item("person:m2")->note, "傍晚6点后有空");
    EXPECT_EQ(tv.item("person:m4")->note, "没开着网页，可以留言");
    EXPECT_EQ(tv.focus(), "person:m1");
    EXPECT_EQ(tv.scene().shortcuts.front().label, "和小芳视频");
    EXPECT_EQ(meaning(tv, Key::Ok), model::Intent(model::CallMember{"m1"}));
}

TEST(Family, TheFirstContactIsNamedAsOneInWordsAndAloud) {
    auto tv = opened(visiting(), model::Route::Family);
    EXPECT_EQ(tv.item("person:m1")->aside, "女儿，管家人");
    EXPECT_EQ(tv.item("person:m1")->spoken, "女儿小芳，管家人，现在有空");
    EXPECT_EQ(tv.item("person:m2")->aside, "儿子");
    EXPECT_EQ(tv.item("person:m2")->spoken.find("管家人"), std::string::npos);
    tv.state.settings.text_size = model::TextSize::Large;
    EXPECT_EQ(tv.item("person:m1")->aside, "管家人") << "the shorter of the two where both do not fit";
    tv.state.household->visits.first_contact.clear();
    EXPECT_EQ(tv.item("person:m1")->aside, "女儿");
    EXPECT_EQ(tv.item("person:m1")->spoken.find("管家人"), std::string::npos);
}

// 9:41 now. What was set at night for an hour that had passed is about the next day.
TEST(Family, WordsSayTomorrowUntilItIsToday) {
    auto tv = opened(visiting(), model::Route::Family);
    const auto said = [&](Time free_at) {
        tv.state.presence["m2"] = {"m2", false, "18:00", free_at, free_at + 6h};
        return tv.item("person:m2")->note;
    };
    EXPECT_EQ(said(at(11, 22, 18, 0)), "明天傍晚6点后有空");
    EXPECT_EQ(said(at(11, 21, 18, 0)), "傍晚6点后有空");
    EXPECT_EQ(said(at(11, 21, 9, 0)), "傍晚6点后有空") << "free by now";
    tv.state.presence["m2"].free_at.reset();
    EXPECT_EQ(tv.item("person:m2")->note, "傍晚6点后有空") << "a platform that says no more";
    tv.state.settings.language = model::Language::English;
    EXPECT_EQ(said(at(11, 22, 18, 0)), "Free after 6 pm tomorrow");
}

TEST(Family, MoreThanFourTurnAPageAndWordsSayHowMany) {
    auto tv = opened(visiting(large_family(6)), model::Route::Family);
    EXPECT_EQ(tv.scene().page_word, "往右还有 2 位：侄女秀英、朋友赵师傅");
    for (int i = 0; i < 4; ++i) {
        tv.press(Key::Right);
    }
    EXPECT_EQ(tv.focus(), "person:n1");
    EXPECT_EQ(tv.scene().page_word, "往左还有 4 位：女儿小芳、儿子大伟");
    tv.press(Key::Left);
    EXPECT_EQ(tv.focus(), "person:m4");
    tv.press(Key::Down);
    EXPECT_TRUE(tv.focus().starts_with("visit_")) << tv.focus();
}

TEST(Family, EveryRelativeIsReachedByTheArrowsAlone) {
    for (const auto size : {model::TextSize::Standard, model::TextSize::Large, model::TextSize::Largest}) {
        auto tv = opened(visiting(large_family()), model::Route::Family);
        tv.state.settings.text_size = size;
        std::set<std::string> seen{tv.focus()};
        for (int i = 0; i < 20; ++i) {
            seen.insert(tv.press(Key::Right).focus());
        }
        EXPECT_EQ(seen.size(), 12u);
    }
}

TEST(Family, WithoutANetworkNobodyCanBeCalledAndItSaysWhy) {
    auto tv = opened(visiting(), model::Route::Family);
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    EXPECT_FALSE(tv.item("person:m1")->enabled);
    EXPECT_EQ(tv.item("person:m1")->reason, "要等网络");
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline, contract::kDown)});
    EXPECT_EQ(tv.item("person:m1")->reason, "要等平台");
    EXPECT_EQ(tv.focus(), "visit_log");
}

TEST(Call, ShowsBothAndWhatIsLive) {
    const auto tv = in_call_with(visiting(), "m1");
    const auto scene = tv.scene();
    EXPECT_EQ(scene.title, "女儿小芳");
    EXPECT_EQ(scene.aside, "说了 3 分 20 秒");
    ASSERT_EQ(scene.videos.size(), 2u);
    EXPECT_EQ(scene.videos[0].which, Which::Remote);
    EXPECT_EQ(scene.videos[1].which, Which::Self);
    EXPECT_TRUE(scene.videos[1].mirrored);
    EXPECT_EQ(scene.live.label, "摄像头开着");
    EXPECT_EQ(scene.secret, "她手机上也是：桂花 灯笼 小河 白鹭");
    EXPECT_EQ(meaning(tv, Key::Back), model::Intent(model::HangUp{}));
    EXPECT_EQ(meaning(tv, Key::Up), model::Intent(model::ChangeVolume{1}));
    EXPECT_EQ(meaning(tv, Key::Down), model::Intent(model::ChangeVolume{-1}));
    EXPECT_EQ(meaning(tv, Key::Left), model::Intent(model::SetCamera{false}));
    EXPECT_EQ(meaning(tv, Key::Right), model::Intent(model::SetMicrophone{false}));
    EXPECT_FALSE(screens::interpret(scene, {Key::Ok, false})) << "a hand on OK hangs nobody up";
}

TEST(Call, ACameraThatIsSwitchedOnLaterIsShown) {
    auto tv = in_call_with(visiting(), "m1");
    tv.state.visit = contract::Visit{};
    tv.state.visit->camera = false;  // she came with sound only
    ASSERT_EQ(tv.scene().videos.size(), 1u);
    EXPECT_EQ(tv.scene().videos[0].which, Which::Self);
    tv.state.peer_state = contract::SideState{};
    ASSERT_EQ(tv.scene().videos.size(), 2u);
    EXPECT_EQ(tv.scene().videos[0].which, Which::Remote);
    EXPECT_TRUE(tv.scene().text.empty());
}

TEST(Call, SaysNothingOfDevicesThatNobodyHasLookedForYet) {
    auto tv = in_call_with(visiting(), "m1");
    tv.state.live = {};
    tv.state.devices = {};
    EXPECT_EQ(tv.scene().self_word, "");
    EXPECT_TRUE(tv.scene().lines.empty());
    tv.state.devices.known = true;
    EXPECT_EQ(tv.scene().self_word, "没有摄像头，她看不到您");
    ASSERT_FALSE(tv.scene().lines.empty());
    EXPECT_EQ(tv.scene().lines.front().text, "没有话筒，她听不到您");
}

TEST(Call, TheRedFrameFollowsWhatRunsNotWhatIsWanted) {
    auto tv = in_call_with(visiting(), "m1");
    tv.state.live = {};
    EXPECT_FALSE(tv.scene().live.camera);
    EXPECT_EQ(tv.scene().live.label, "");
    EXPECT_EQ(tv.scene().videos.size(), 1u);
    tv.state.live = {false, true};
    EXPECT_EQ(tv.scene().live.label, "话筒开着");
    EXPECT_NE(screens::scene_json(tv.scene(), {}).find(R"("live":{"camera":false,"microphone":true})"), std::string::npos);
}

TEST(Call, AWeakNetworkKeepsTheLastPictureAndSaysSinceWhen) {
    const auto scene = weak_call(visiting(), "m1").scene();
    ASSERT_FALSE(scene.videos.empty());
    EXPECT_TRUE(scene.videos.front().dimmed);
    EXPECT_EQ(scene.banner->title, "网络慢，先听声音");
    EXPECT_EQ(scene.banner->detail, "您接着说，她听得到。网好了，画面自己回来。");
    EXPECT_EQ(scene.lines.front().text, "画面停在 9点40分30秒");
    EXPECT_EQ(scene.speaking, "小芳在说话");
    EXPECT_EQ(scene.live.label, "摄像头开着");
    EXPECT_EQ(scene.self_word, "她暂时看不到您") << "she hears her only";
}

// A weak line or a dark picture, and our own microphone off, missing, or not open: nobody is told that she hears.
TEST(Call, NeverSaysThatSheHearsWhatDoesNotRun) {
    using Silence = std::function<void(TerminalDriver&)>;
    const std::vector<std::pair<std::string, Silence>> silences{
        {"muted", [](TerminalDriver& tv) { std::get<call::Active>(tv.state.call).live.microphone = tv.state.live.microphone = false; }},
        {"muted a moment ago", [](TerminalDriver& tv) { std::get<call::Active>(tv.state.call).live.microphone = false; }},
        {"no microphone", [](TerminalDriver& tv) { tv.state.devices.microphone = tv.state.live.microphone = false; }},
        {"it does not open", [](TerminalDriver& tv) { tv.state.live.microphone = false; }}};
    auto still = weak_call(visiting(), "m1"), ours = in_call_with(visiting(), "m1"), dark = in_call_with(visiting(), "m1");
    std::get<call::Active>(still.state.call).receives = call::Rung::Still;
    std::get<call::Active>(ours.state.call).sends = call::Rung::SoundOnly;
    std::get<call::Active>(dark.state.call).there.camera = false;
    const auto words_of = [](const TerminalDriver& tv) {
        const auto scene = tv.scene();
        return said(scene) + scene.self_word + (scene.banner ? scene.banner->title + scene.banner->detail : "");
    };
    const auto claims = [&](const TerminalDriver& tv) {
        const auto words = words_of(tv);
        for (const char* claim : {"她听得到", "您说话就行", "她先听声音"}) {
            if (words.find(claim) != std::string::npos) {
                return true;
            }
        }
        return false;
    };
    for (const auto& [line, tv] : std::vector<std::pair<std::string, TerminalDriver>>{
             {"weak", weak_call(visiting(), "m1")}, {"still", still}, {"ours is weak", ours}, {"no picture", dark}}) {
        EXPECT_TRUE(claims(tv)) << line << ": " << words_of(tv);
        for (const auto& [why, silence] : silences) {
            auto silenced = tv;
            silence(silenced);
            EXPECT_FALSE(claims(silenced)) << line << ", " << why << ": " << words_of(silenced);
        }
    }
    auto muted = weak_call(visiting(), "m1");
    silences.front().second(muted);
    EXPECT_EQ(muted.scene().banner->detail, "她现在听不到您。");
    for (const auto& line : muted.scene().lines) {
        EXPECT_NE(line.icon, "mic_off") << "the panel lies where that line would stand";
    }
    silences.front().second(dark);
    EXPECT_NE(said(dark.scene()).find("听得到她说话"), std::string::npos);
}

TEST(Call, EverythingThatIsMissingIsSaid) {
    for (const auto& [name, tv] : visit_states()) {
        const auto words = said(tv.scene()) + tv.scene().self_word;
        if (name == "muted") {
            EXPECT_NE(words.find("她现在听不到您"), std::string::npos);
        } else if (name == "own camera off") {
            EXPECT_NE(words.find("摄像头关了，她看不到您"), std::string::npos);
        } else if (name == "own camera does not open") {
            EXPECT_NE(words.find("摄像头打不开，她看不到您"), std::string::npos);
        } else if (name == "no camera on either side") {
            EXPECT_NE(words.find("李阿姨那边没有摄像头"), std::string::npos);
            EXPECT_NE(words.find("没有摄像头，李阿姨看不到您"), std::string::npos);
            EXPECT_TRUE(tv.scene().videos.empty());
        } else if (name == "no microphone here") {
            EXPECT_NE(words.find("没有话筒，她听不到您"), std::string::npos);
        } else if (name == "ours is weak") {
            EXPECT_NE(words.find("网络慢，她先听声音"), std::string::npos);
            EXPECT_NE(words.find("她暂时看不到您"), std::string::npos);
        } else if (name == "cut off") {
            EXPECT_NE(words.find("断了一下，正在接回来"), std::string::npos);
        } else if (name == "all is off") {
            EXPECT_NE(words.find("小芳没开摄像头"), std::string::npos);
            EXPECT_NE(words.find("现在听不到她"), std::string::npos);
            EXPECT_EQ(words.find("听得到，您说话就行"), std::string::npos);
        }
    }
}

TEST(Ended, SaysHowLongWhoseDoingAndThatNothingIsOn) {
    const auto tv = ended_call(visiting(), "m1", EndReason::HungUp, Side::There, Side::There, 728s);
    const auto scene = tv.scene();
    EXPECT_EQ(scene.aside, "和女儿小芳说了");
    EXPECT_EQ(scene.figures, (std::vector<std::array<std::string, 2>>{{"12", "分"}, {"8", "秒"}}));
    EXPECT_EQ(scene.lines[0].text, "是小芳挂的，上午9点41分");
    EXPECT_EQ(scene.lines[1].text, "摄像头和话筒都关了");
    EXPECT_EQ(meaning(tv, Key::Ok), model::Intent(model::DismissCall{}));
    EXPECT_EQ(meaning(tv, Key::Back), model::Intent(model::DismissCall{}));
    auto right = tv;
    right.press(Key::Right);
    EXPECT_EQ(meaning(right, Key::Ok), model::Intent(model::CallMember{"m1"}));
}

TEST(Ended, IsNobodysDoingWhereTheRightToItWasTakenAway) {
    const auto scene = ended_call(visiting(), "m1", EndReason::Blocked, Side::There, Side::There, 728s).scene();
    EXPECT_EQ(scene.lines[0].text, "断开了，上午9点41分");
    EXPECT_EQ(scene.lines[1].text, "摄像头和话筒都关了");
}

TEST(Ended, WhereItWasStoppedWhileItRangItOffersOnlyWhatCanBeDone) {
    const auto rang = ended_call(visiting(), "m1", EndReason::Blocked, Side::There, Side::There);
    EXPECT_EQ(rang.scene().title, "小芳找过您");
    EXPECT_NE(said(rang.scene()).find("没接通，您可以打回去"), std::string::npos);
    for (const auto reason : {EndReason::Blocked, EndReason::Cancelled}) {
        auto guest = ended_call(visiting(), "m1", reason, Side::There, Side::There);
        std::get<call::Ended>(guest.state.call).peer = {"", "陈医生"};
        EXPECT_EQ(said(guest.scene()).find("打回去"), std::string::npos) << "nobody can";
    }
    auto gone = visiting_household();
    gone.members[0].active = false;
    const auto placed = ended_call(visiting(gone), "m1", EndReason::Blocked, Side::Here, Side::There).scene();
    EXPECT_EQ(placed.title, "现在打不过去");
    EXPECT_EQ(said(placed).find("留段话"), std::string::npos) << "who would open it?";
}

TEST(Ended, NeverSaysOffWhileSomethingRuns) {
    auto tv = ended_call(visiting(), "m1", EndReason::HungUp, Side::There, Side::Here, 8s);
    tv.state.live = {false, true};
    EXPECT_EQ(said(tv.scene()).find("都关了"), std::string::npos);
    EXPECT_NE(said(tv.scene()).find("话筒正在关"), std::string::npos);
    EXPECT_EQ(tv.scene().live.label, "话筒开着");
}

TEST(Ended, NotConnectedBlamesTheNetworkOnlyWhereNobodyAnswers) {
    auto tv = ended_call(visiting(), "m1", EndReason::Failed, Side::Here, Side::Here);
    const auto says = [&](const char* words) { return said(tv.scene()).find(words) != std::string::npos; };
    EXPECT_TRUE(says("不是您的事，网络不好"));
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    EXPECT_TRUE(says("不是您的事，网络不好"));
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline, contract::kDown)});
    EXPECT_TRUE(says("不是您的事，连不上平台"));
}

TEST(Ended, BrokenOffBlamesTheNetworkOnlyWhereNobodyAnswers) {
    auto tv = ended_call(visiting(), "m1", EndReason::Lost, Side::Here, Side::Here, 728s);
    const auto says = [&](const char* words) { return said(tv.scene()).find(words) != std::string::npos; };
    EXPECT_TRUE(says("网络断了"));
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline, contract::kDown)});
    EXPECT_TRUE(says("连不上平台，断了") && !says("网络断了"));
}

TEST(Ended, BlamesTheNetworkOnlyForWhatTheNetworkDid) {
    const auto failed = [](call::Fault fault, std::optional<std::chrono::milliseconds> talked = {}) {
        auto tv = in_call_with(visiting(), "m1");
        if (!talked) {
            tv = ringing_at(visiting(), "m1");
        }
        tv.happens(model::CallMoved{call::MediaFailed{"c1", 0, "why", fault}});
        EXPECT_EQ(tv.screen(), "visit_ended");
        return said(tv.scene());
    };
    using call::Fault;
    EXPECT_NE(failed(Fault::Network).find("网络不好"), std::string::npos);
    EXPECT_NE(failed(Fault::Stranger).find("对面不是那部手机，已经断开，什么都没传出去"), std::string::npos);
    EXPECT_NE(failed(Fault::Stranger, 200s).find("对面不是那部手机，已经断开，上午9点41分"), std::string::npos);
    EXPECT_NE(failed(Fault::Parts).find("电视自己没接好"), std::string::npos);
    EXPECT_NE(failed(Fault::Parts, 200s).find("电视自己断了"), std::string::npos);
    EXPECT_NE(failed(Fault::Unknown).find("过一会儿再打"), std::string::npos);
    for (const auto fault : {Fault::Stranger, Fault::Parts, Fault::Unknown}) {
        EXPECT_EQ(failed(fault).find("网络"), std::string::npos);
        EXPECT_EQ(failed(fault, 200s).find("网络"), std::string::npos);
    }
    // The phone gave it up, and told no reason; and nobody could be reached in time.
    auto there = ringing_at(visiting(), "m1"), late = dialing_at(visiting(), "m1");
    there.happens(model::CallMoved{call::HungUp{"c1", Side::There, EndReason::Failed}});
    EXPECT_EQ(said(there.scene()).find("网络"), std::string::npos) << said(there.scene());
    late.happens(model::CallMoved{call::HungUp{"c1", Side::Here, EndReason::Failed}});
    EXPECT_NE(said(late.scene()).find("网络不好"), std::string::npos);
}

TEST(Ended, PromisesAFilmOnlyToWhoOpensThePage) {
    EXPECT_NE(said(ended_call(visiting(), "m1", EndReason::Missed, Side::Here, Side::There).scene()).find("打开网页就看到"), std::string::npos);
    EXPECT_NE(said(filming_for(visiting(), "m1", model::Recording::Stage::Sent).scene()).find("打开网页就能看"), std::string::npos);
}

TEST(Ended, EveryReasonHasItsOwnWords) {
    const auto title = [](EndReason reason, Side placed, Side by) { return ended_call(visiting(), "m1", reason, placed, by).scene().title; };
    EXPECT_EQ(title(EndReason::Missed, Side::Here, Side::There), "小芳没接到");
    EXPECT_EQ(title(EndReason::Declined, Side::Here, Side::There), "小芳这会儿不方便");
    EXPECT_EQ(title(EndReason::Busy, Side::Here, Side::There), "小芳正在和别人视频");
    EXPECT_EQ(title(EndReason::Failed, Side::Here, Side::Here), "这次没接通");
    EXPECT_EQ(title(EndReason::Declined, Side::There, Side::Here), "告诉小芳了");
    EXPECT_EQ(title(EndReason::Missed, Side::There, Side::There), "小芳找过您");
    EXPECT_EQ(title(EndReason::Cancelled, Side::There, Side::There), "小芳找过您");
}

TEST(Ended, ClaimsNoTraceOfACallThatReachedNobody) {
    auto tv = ended_call(visiting(), "m1", EndReason::Failed, Side::Here, Side::Here);
    EXPECT_NE(said(tv.scene()).find("记在“谁来看过我”里"), std::string::npos);
    tv.state.visit.reset();
    EXPECT_EQ(said(tv.scene()).find("谁来看过我"), std::string::npos);
}

TEST(Ended, ATvThatLacksPartsDoesNotBlameTheNetwork) {
    for (const auto placed : {Side::Here, Side::There}) {
        for (const auto& talked : {std::optional<std::chrono::milliseconds>{}, std::optional(0ms)}) {
            auto tv = ended_call(visiting(), "m1", EndReason::Failed, placed, Side::Here, talked);
            EXPECT_NE(said(tv.scene()).find("网络"), std::string::npos);
            tv.happens(model::VisitsLacking{"webrtc"});
            EXPECT_EQ(said(tv.scene()).find("网络"), std::string::npos) << said(tv.scene());
            EXPECT_NE(said(tv.scene()).find("这台电视缺零件，还不能视频"), std::string::npos);
            EXPECT_EQ(tv.item("again"), nullptr) << "it would do nothing";
        }
    }
}

// The page on which she was when it rang comes back.
TEST(Ended, TheKeySaysHomeOnlyWhereHomeIsBeneath) {
    auto tv = ended_call(visiting(), "m1", EndReason::HungUp, Side::There, Side::There, 8s);
    EXPECT_EQ(tv.scene().items.front().label, "回主页");
    EXPECT_EQ(tv.scene().shortcuts.back().label, "回主页");
    for (const auto reason : {EndReason::HungUp, EndReason::Missed}) {
        tv = ended_call(opened(visiting(), model::Route::Family), "m1", reason, Side::Here, Side::There);
        EXPECT_EQ(tv.item("home")->label, "好了");
        EXPECT_EQ(tv.item("home")->icon, "check");
        EXPECT_EQ(tv.scene().shortcuts.back().label, "好了");
        tv.wait(1s).press(Key::Back);
        EXPECT_EQ(tv.screen(), "family");
    }
    tv = ended_call(visiting(visiting_household(), {}, at(11, 21, 23, 10)), "m1", EndReason::Missed, Side::There, Side::There);
    EXPECT_EQ(tv.scene().shortcuts.back().label, "好了") << "it gets dark again";
}

TEST(Ended, WhoDidNotAnswerCanBeLeftAMessage) {
    const auto tv = ended_call(visiting(), "m1", EndReason::Missed, Side::Here, Side::There);
    EXPECT_EQ(tv.focus(), "message");
    EXPECT_EQ(meaning(tv, Key::Ok), model::Intent(model::StartMessage{"m1"}));
    EXPECT_EQ(meaning(tv, Key::Back), model::Intent(model::DismissCall{}));
}

TEST(Message, IsFilmedInRedAndSentByOk) {
    const auto tv = filming_for(visiting(), "m1");
    const auto scene = tv.scene();
    EXPECT_EQ(scene.form, Form::Recording);
    EXPECT_EQ(scene.live.label, "正在录");
    EXPECT_EQ(scene.countdown->figures, "42");
    ASSERT_EQ(scene.videos.size(), 1u);
    EXPECT_EQ(scene.videos.front().which, Which::Self);
    EXPECT_EQ(meaning(tv, Key::Ok), model::Intent(model::FinishMessage{true}));
    EXPECT_EQ(meaning(tv, Key::Back), model::Intent(model::FinishMessage{false}));
}

TEST(Message, AfterItTheWordsSayOnlyWhatHappened) {
    using Stage = model::Recording::Stage;
    EXPECT_EQ(filming_for(visiting(), "m1", Stage::Ready).scene().title, "录好了，发给小芳吗？");
    EXPECT_EQ(filming_for(visiting(), "m1", Stage::Sending).scene().title, "正在发给小芳");
    EXPECT_EQ(filming_for(visiting(), "m1", Stage::Failed).scene().title, "还没发出去");
    EXPECT_EQ(filming_for(visiting(), "m1", Stage::Sent).scene().title, "发给小芳了");
}

TEST(Code, ShowsSixFiguresHowLongAndReadsThemOut) {
    auto tv = with_code(visiting());
    const auto scene = tv.scene();
    ASSERT_TRUE(scene.code);
    EXPECT_EQ(scene.code->letters, "472905");
    EXPECT_EQ(scene.code->left_time, "9 分 20 秒");
    EXPECT_EQ(scene.facts[0].value, "anju.example/visit");
    EXPECT_EQ(scene.facts[1].value, "4 7 2 9 0 5");
    EXPECT_TRUE(std::holds_alternative<model::ReadAloud>(meaning(tv, Key::Ok)));
    tv.press(Key::Back);
    EXPECT_TRUE(tv.state.invitation) << "Back never voids it";
}

TEST(Code, ThatDidNotComeCanBeAskedForAgain) {
    auto tv = with_code(visiting());
    tv.state.invitation.reset();
    tv.state.invitation_failed = true;
    EXPECT_EQ(meaning(tv, Key::Ok), model::Intent(model::NewCode{}));
}

TEST(Code, ThatCannotComeSaysWhatIsInTheWay) {
    auto tv = with_code(visiting());
    tv.state.invitation.reset();
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    EXPECT_EQ(tv.scene().title, "现在没有网络");
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline, contract::kDown)});
    EXPECT_EQ(tv.scene().title, "现在连不上平台");
}

TEST(Log, SaysWhoWhenHowLongAndHow) {
    auto tv = with_log(visiting(), some_visits());
    EXPECT_EQ(tv.scene().text.front(), "这周 3 次，有请来的客人");
    const auto* row = tv.item("visit:v1");
    EXPECT_EQ(row->columns, (std::vector<std::string>{"今天", "上午9点20分", "12 分钟"}));
    EXPECT_EQ(row->note, "您按了确定");
    EXPECT_EQ(tv.item("visit:v2")->note, "自动接，您同意过");
    EXPECT_EQ(tv.item("visit:v2")->note_tone, Tone::Cool);
    EXPECT_EQ(tv.item("visit:v3")->label, "陈医生");
    EXPECT_EQ(tv.item("visit:v4")->note, "您没接到");
    EXPECT_EQ(meaning(tv, Key::Ok), model::Intent(model::CallMember{"m1"}));
    tv.press(Key::Down).press(Key::Down);
    EXPECT_TRUE(std::holds_alternative<model::ReadAloud>(meaning(tv, Key::Ok))) << "a guest cannot be rung";
}

TEST(Log, SaysThatNothingRangOnlyWhereThisTvKeptItFromRinging) {
    auto stopped = past_visit("v9", "m1", at(11, 21, 9, 20), 0s);
    stopped.end = contract::VisitEnd::Blocked;
    stopped.ended_by.reset();
    EXPECT_EQ(with_log(visiting(), {stopped}).item("visit:v9")->note, "您没接到");
    stopped.ended_by = contract::VisitSide::Tv;
    EXPECT_EQ(with_log(visiting(), {stopped}).item("visit:v9")->note, "休息的时候，没响");
}

TEST(Rule, IsOneFullSentenceWithTheNameAndNothingChangesWithoutOk) {
    const auto tv = opened(visiting(asked_household()), model::Route::VisitRule);
    const auto scene = tv.scene();
    EXPECT_EQ(scene.screen, "visit_rule");
    EXPECT_EQ(scene.title, "大伟白天来电，自动接通？");
    EXPECT_EQ(scene.aside, "小芳想跟您商量");
    EXPECT_EQ(meaning(tv, Key::Ok), model::Intent(model::AgreeRule{"m2", contract::VisitPolicy::AutomaticByDay, true}));
    EXPECT_EQ(meaning(tv, Key::Back), model::Intent(model::AgreeRule{"m2", contract::VisitPolicy::AutomaticByDay, false}));
}

TEST(AllOfVisits, AreSpokenInBothLanguagesAndHaveNoEmptyWords) {
    for (auto [name, tv] : visit_states()) {
        for (const auto language : {model::Language::Chinese, model::Language::English}) {
            tv.state.settings.language = language;
            const auto scene = tv.scene();
            EXPECT_FALSE(scene.spoken.empty()) << name;
            EXPECT_FALSE(scene.title.empty()) << name;
            for (const auto& line : scene.lines) {
                EXPECT_FALSE(line.text.empty()) << name;
                EXPECT_FALSE(line.icon.empty()) << name;
                EXPECT_EQ(line.text.find('{'), std::string::npos) << line.text;
            }
        }
    }
}

TEST(AllOfVisits, OnlyWhatRunsIsRed) {
    for (const auto& [name, tv] : visit_states()) {
        const auto scene = tv.scene();
        EXPECT_EQ(scene.live.camera, tv.state.live.camera && !scene.live.label.empty()) << name;
        EXPECT_EQ(scene.live.label.empty(), !tv.state.live.camera && !tv.state.live.microphone) << name;
    }
}

}  // namespace
}  // namespace anju::test
