// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/announce.hpp"

#include <gtest/gtest.h>

namespace anju::app {
namespace {

screens::Scene home() {
    screens::Scene scene;
    scene.screen = "home";
    scene.title = "上午好，王奶奶";
    scene.spoken = "上午好，王奶奶。消息";
    screens::Item messages;
    messages.id = "messages";
    messages.label = "消息";
    messages.sub = "还没有";
    screens::Item settings;
    settings.id = "settings";
    settings.label = "设置";
    scene.items = {messages, settings};
    scene.focus = "messages";
    return scene;
}

TEST(Spoken, IsTheWholeScreenWhenItAppears) {
    EXPECT_EQ(announcement(nullptr, home()), "上午好，王奶奶。消息");
    auto before = home();
    before.screen = "messages";
    EXPECT_EQ(announcement(&before, home()), "上午好，王奶奶。消息");
}

TEST(Spoken, NamesEachPictureOfARunOnce) {
    auto scene = home();
    scene.spoken = "小芳的消息。生日快乐🎂🎂🎂";
    EXPECT_EQ(announcement(nullptr, scene), "小芳的消息。生日快乐🎂");
}

TEST(Spoken, IsTheLabelOfWhatGetsFocus) {
    auto after = home();
    after.focus = "settings";
    const auto before = home();
    EXPECT_EQ(announcement(&before, after), "设置");
    EXPECT_EQ(announcement(&after, before), "消息，还没有");
}

TEST(Spoken, IsNothingWhenOnlyTheClockMoves) {
    const auto before = home();
    auto after = home();
    after.clock.figures = "9:42";
    after.now += std::chrono::minutes(1);
    EXPECT_EQ(announcement(&before, after), std::nullopt);
}

TEST(Spoken, IsEachStageOfAnAlarmAndNotItsSeconds) {
    screens::Scene calling;
    calling.screen = "alarm";
    calling.form = screens::Form::Alarm;
    calling.title = "正在给您叫人";
    calling.spoken = "正在给您叫人。按错了，就按返回";
    calling.notice = screens::Notice{"别着急。", {}, true};
    calling.countdown = screens::Countdown{"按错了？", "8", "秒内按返回取消", 0.8, {}};
    auto second = calling;
    second.countdown->figures = "7";
    EXPECT_EQ(announcement(&calling, second), std::nullopt);
    auto again = second;
    again.spoken = "正在给您叫人。别着急，不用再按";
    again.notice->text = "别着急，不用再按。";
    EXPECT_EQ(announcement(&second, again), "正在给您叫人。别着急，不用再按");
}

TEST(Spoken, OfAnAlarmIsHeardWhateverWasChosen) {
    screens::Scene alarm;
    alarm.form = screens::Form::Alarm;
    model::Settings silent;
    silent.muted = true;
    silent.volume = 0;
    silent.sound = model::Sound::ChimesOnly;
    EXPECT_EQ(speech_volume(silent), std::nullopt);
    EXPECT_EQ(speech_volume(voice_of(alarm, silent)), speech_volume(model::Settings{}));
    model::Settings loud;
    loud.volume = 10;
    EXPECT_EQ(speech_volume(voice_of(alarm, loud)), speech_volume(loud));
}

TEST(Spoken, IsABannerOnceWhenItComes) {
    const auto before = home();
    auto after = home();
    after.banner = screens::Banner{"wifi_off", "没有网络", "从 9:40 开始"};
    EXPECT_EQ(announcement(&before, after), "没有网络，从 9:40 开始");
    EXPECT_EQ(announcement(&after, after), std::nullopt);
}

TEST(Spoken, IsANoticeWhenItComes) {
    const auto before = home();
    auto after = home();
    after.notice = screens::Notice{"小芳发来消息", std::nullopt};
    EXPECT_EQ(announcement(&before, after), "小芳发来消息");
}

TEST(Spoken, IsWhatBecomesKnownOfAPhoneThatIsCalled) {
    auto before = home();
    before.screen = "calling";
    before.form = screens::Form::Calling;
    before.title = before.spoken = "正在找小芳";
    before.lines = {{"call", "正在打过去", screens::Tone::Plain}};
    EXPECT_EQ(announcement(nullptr, before), "正在找小芳");
    auto after = before;
    after.lines = {{"ring_volume", "她的手机在响", screens::Tone::Plain}};
    after.spoken = "正在找小芳。她的手机在响";
    EXPECT_EQ(announcement(&before, after), "正在找小芳。她的手机在响");
    EXPECT_EQ(announcement(&after, after), std::nullopt);
}

TEST(Spoken, IsNothingWhenTheGreetingChangesAtNoon) {
    const auto before = home();
    auto after = home();
    after.title = "下午好，王奶奶";
    after.spoken = "下午好，王奶奶。消息";
    EXPECT_EQ(announcement(&before, after), std::nullopt);
    auto settings = after;
    settings.form = screens::Form::Choices;
    EXPECT_EQ(announcement(&before, settings), "下午好，王奶奶。消息");
}

TEST(Spoken, IsAStatusWhenItChanges) {
    auto before = home();
    before.status = screens::Status{"cloud_done", "网络正常", screens::Tone::Good};
    auto after = before;
    EXPECT_EQ(announcement(&before, after), std::nullopt);
    after.status->text = "已告诉小芳";
    EXPECT_EQ(announcement(&before, after), "已告诉小芳");
}

TEST(Spoken, IsNoFirstConnectionOverTheGreeting) {
    const auto before = home();
    auto after = home();
    after.status = screens::Status{"cloud_done", "网络正常", screens::Tone::Good};
    EXPECT_EQ(announcement(&before, after), std::nullopt);
}

TEST(Spoken, IsTheBannerAloneWhenTheStatusBelowItChangesToo) {
    auto before = home();
    before.status = screens::Status{"cloud_done", "网络正常", screens::Tone::Good};
    auto after = before;
    after.banner = screens::Banner{"wifi_off", "没有网络", "收到的还能看"};
    after.status = screens::Status{"call", "急事可用电话打 12349", screens::Tone::Warm};
    EXPECT_EQ(announcement(&before, after), "没有网络，收到的还能看");
    EXPECT_EQ(announcement(&after, before), "网络正常");
}

TEST(Spoken, IsThePageAndItsWordsWhenAMessageIsTurned) {
    auto before = home();
    before.text = {"前半段。"};
    before.page_word = "第 1 页，共 2 页";
    auto after = before;
    after.text = {"后半段。"};
    after.page_word = "第 2 页，共 2 页";
    EXPECT_EQ(announcement(&before, after), "第 2 页，共 2 页，后半段。");
    after.text = before.text;  // a caption stands under every photo
    EXPECT_EQ(announcement(&before, after), "第 2 页，共 2 页");
}

TEST(Spoken, IsTheChoiceThatWasTurnedTo) {
    auto before = home();
    before.items[0].segments = {{"标准", true}, {"大", false}};
    auto after = before;
    after.items[0].segments = {{"标准", false}, {"大", true}};
    EXPECT_EQ(announcement(&before, after), "消息，大");
}

TEST(Spoken, SaysWhyAnItemCannotBeUsed) {
    const auto before = home();
    auto after = home();
    after.items[1].enabled = false;
    after.items[1].reason = "要等网络";
    after.focus = "settings";
    EXPECT_EQ(announcement(&before, after), "设置，要等网络");
}

TEST(Spoken, IsNothingOnTheNightScreen) {
    auto night = home();
    night.form = screens::Form::Night;
    EXPECT_EQ(announcement(nullptr, night), std::nullopt);
}

TEST(Loudness, FollowsTheSettings) {
    model::Settings settings;
    settings.volume = 5;
    settings.sound = model::Sound::SpeakLoudly;
    EXPECT_EQ(speech_volume(settings), 50);
    settings.sound = model::Sound::SpeakSoftly;
    EXPECT_EQ(speech_volume(settings), 30);
    settings.sound = model::Sound::ChimesOnly;
    EXPECT_EQ(speech_volume(settings), std::nullopt);
    EXPECT_EQ(chime_volume(settings), 50);
    settings.muted = true;
    EXPECT_EQ(chime_volume(settings), std::nullopt);
}

TEST(Loudness, ABoxThatIsLookedForRingsAsUsualOrLouder) {
    model::Settings settings;
    EXPECT_EQ(finding_volume(settings), 70);
    settings.volume = 1;
    EXPECT_EQ(finding_volume(settings), 70);
    settings.volume = 10;
    EXPECT_EQ(finding_volume(settings), 100);
    settings.muted = true;
    EXPECT_EQ(finding_volume(settings), 70);
}

TEST(Loudness, ACountdownIsSpokenAlsoWhereOnlyChimesAreWanted) {
    model::Settings settings;
    settings.volume = 5;
    settings.sound = model::Sound::ChimesOnly;
    screens::Scene scene;
    scene.form = screens::Form::Countdown;
    EXPECT_EQ(speech_volume(voice_of(scene, settings)), 30);
    settings.sound = model::Sound::SpeakLoudly;
    EXPECT_EQ(speech_volume(voice_of(scene, settings)), 50) << "as it was chosen";
    settings.sound = model::Sound::ChimesOnly;
    scene.form = screens::Form::Ringing;
    EXPECT_EQ(speech_volume(voice_of(scene, settings)), std::nullopt);
    scene.form = screens::Form::Countdown;
    settings.muted = true;
    EXPECT_EQ(speech_volume(voice_of(scene, settings)), std::nullopt);
}

}  // namespace
}  // namespace anju::app
