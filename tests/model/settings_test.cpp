// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using keys::Key;
using model::Language;
using model::SaveSettings;
using model::SetVolume;
using model::Sound;
using model::TextSize;

TerminalDriver in_settings() {
    auto tv = at_home();
    tv.press(Key::Up).press(Key::Ok);
    EXPECT_EQ(tv.screen(), "settings");
    return tv;
}

TEST(Settings, AChoiceShowsAtOnceAndKeepsNothing) {
    auto tv = in_settings();
    EXPECT_EQ(tv.focus(), "text_size");
    tv.press(Key::Right);
    EXPECT_EQ(tv.scene().text_size, TextSize::Large);
    EXPECT_EQ(tv.state.settings.text_size, TextSize::Standard);
    EXPECT_FALSE(tv.did<SaveSettings>());
    tv.press(Key::Right);
    EXPECT_EQ(tv.scene().text_size, TextSize::Largest);
}

TEST(Settings, TheEndsDoNotWrap) {
    auto tv = in_settings();
    tv.press(Key::Left);
    EXPECT_EQ(tv.scene().text_size, TextSize::Standard);
    tv.press(Key::Right).press(Key::Right).press(Key::Right).press(Key::Right);
    EXPECT_EQ(tv.scene().text_size, TextSize::Largest);
    EXPECT_EQ(tv.focus(), "text_size");
}

TEST(Settings, OkKeepsAllThatWasChosen) {
    auto tv = in_settings();
    tv.press(Key::Right).press(Key::Down).press(Key::Right).press(Key::Down).press(Key::Right).press(Key::Ok);
    ASSERT_TRUE(tv.did<SaveSettings>());
    const auto kept = tv.find<SaveSettings>()->settings;
    EXPECT_EQ(kept.text_size, TextSize::Large);
    EXPECT_EQ(kept.language, Language::English);
    EXPECT_EQ(kept.sound, Sound::SpeakLoudly);
    EXPECT_EQ(tv.state.settings, kept);
    tv.press(Key::Back);
    EXPECT_EQ(tv.scene().language, Language::English);
}

TEST(Settings, BackLeavesAllAsItWas) {
    auto tv = in_settings();
    const auto before = tv.state.settings;
    tv.press(Key::Right).press(Key::Down).press(Key::Right).press(Key::Back);
    EXPECT_EQ(tv.screen(), "home");
    EXPECT_EQ(tv.state.settings, before);
    EXPECT_EQ(tv.scene().text_size, TextSize::Standard);
    EXPECT_EQ(tv.scene().language, Language::Chinese);
    EXPECT_FALSE(tv.did<SaveSettings>());
}

TEST(Settings, TheHomeKeyLeavesAllAsItWasToo) {
    auto tv = in_settings();
    tv.press(Key::Right).press(Key::Home);
    EXPECT_EQ(tv.scene().text_size, TextSize::Standard);
}

TEST(Settings, TheHintsSayWhatHappens) {
    auto tv = in_settings();
    const auto hint = [&](Key key) {
        for (const auto& shortcut : tv.scene().shortcuts) {
            if (std::ranges::find(shortcut.keys, key) != shortcut.keys.end()) {
                return shortcut.label;
            }
        }
        return std::string{};
    };
    EXPECT_EQ(hint(Key::Back), "回主页");
    tv.press(Key::Right);
    EXPECT_EQ(hint(Key::Ok), "就用大字");
    EXPECT_EQ(hint(Key::Back), "不换");
    tv.press(Key::Ok);
    EXPECT_EQ(hint(Key::Back), "回主页");
}

TEST(Settings, ChoosingBackToWhatItWasIsNoChange) {
    auto tv = in_settings();
    tv.press(Key::Right).press(Key::Left);
    EXPECT_FALSE(tv.state.preview);
}

TEST(Settings, TheChoiceIsStillOpenAfterALookAtTheAboutScreen) {
    auto tv = in_settings();
    tv.press(Key::Right).press(Key::Down).press(Key::Down).press(Key::Down).press(Key::Ok);
    ASSERT_EQ(tv.screen(), "about");
    tv.press(Key::Back);
    EXPECT_EQ(tv.scene().text_size, TextSize::Large);
    tv.press(Key::Back);
    EXPECT_EQ(tv.scene().text_size, TextSize::Standard);
}

TEST(Settings, NothingElseCanChooseASetting) {
    auto tv = at_home();
    tv.happens(model::Asked{model::Choose{model::Setting::Language, 1}});
    EXPECT_EQ(tv.scene().language, Language::Chinese);
}

TEST(Settings, AnOptionThatIsNotThereIsTheLast) {
    auto tv = in_settings();
    tv.happens(model::Asked{model::Choose{model::Setting::TextSize, 99}});
    EXPECT_EQ(tv.scene().text_size, TextSize::Largest);
    tv.happens(model::Asked{model::Choose{model::Setting::TextSize, -1}});
    EXPECT_EQ(tv.scene().text_size, TextSize::Largest);
}

// What staff wrote down of the person.
void told(TerminalDriver& tv, contract::ScreenManner screen) {
    auto home = *tv.state.household;
    home.version += 1;
    home.screen = std::move(screen);
    tv.hears(contract::HouseholdChanged{home});
}

TEST(SettingsOfTheHome, AreFollowedAtOnceAndKept) {
    auto tv = at_home();
    told(tv, {"en", "1.6"});
    EXPECT_EQ(tv.scene().text_size, TextSize::Largest);
    EXPECT_EQ(tv.scene().language, Language::English);
    ASSERT_TRUE(tv.did<SaveSettings>());
    EXPECT_EQ(tv.find<SaveSettings>()->settings, tv.state.settings);
    told(tv, {"zh", "1.25"});
    EXPECT_EQ(tv.scene().text_size, TextSize::Large);
    EXPECT_EQ(tv.scene().language, Language::Chinese);
}

TEST(SettingsOfTheHome, LeaveWhatWasChosenOnTheTvUntilTheyChange) {
    auto tv = at_home();
    told(tv, {"", "1.6"});
    tv.press(Key::Up).press(Key::Ok).press(Key::Left).press(Key::Ok).press(Key::Back);
    ASSERT_EQ(tv.state.settings.text_size, TextSize::Large);
    told(tv, {"", "1.6"});  // another change of the home
    EXPECT_EQ(tv.scene().text_size, TextSize::Large);
    told(tv, {"", ""});
    EXPECT_EQ(tv.scene().text_size, TextSize::Large);
    told(tv, {"", "1.6"});
    EXPECT_EQ(tv.scene().text_size, TextSize::Largest);
}

TEST(SettingsOfTheHome, ChangeNothingWhereNobodyWroteThemDown) {
    auto tv = at_home();
    for (const char* unknown : {"", "9", "klingon"}) {
        told(tv, {unknown, unknown});
        EXPECT_EQ(tv.state.settings, model::Settings{}) << unknown;
        EXPECT_FALSE(tv.did<SaveSettings>()) << unknown;
    }
}

TEST(SettingsOfTheHome, AreSeenAtOnceWhileOneIsChoosing) {
    auto tv = in_settings();
    tv.press(Key::Right).press(Key::Down).press(Key::Right);  // large, English, not kept yet
    told(tv, {"", "1.6"});
    EXPECT_EQ(tv.scene().text_size, TextSize::Largest);
    tv.press(Key::Ok);
    EXPECT_EQ(tv.state.settings.text_size, TextSize::Largest);
    EXPECT_EQ(tv.state.settings.language, Language::English) << "what was chosen is not lost";
    told(tv, {"", "1.6"});
    EXPECT_FALSE(tv.did<SaveSettings>()) << "it was followed already";
}

TEST(Volume, WorksOnEveryScreen) {
    for (const auto route : {model::Route::Home, model::Route::Messages, model::Route::Settings, model::Route::About}) {
        auto tv = at_home({text_message("a", "m1", "早", at(11, 21, 8, 0))});
        tv.happens(model::Asked{model::Open{route}});
        const auto before = tv.scene();
        tv.press(Key::VolumeUp);
        ASSERT_TRUE(tv.did<SetVolume>());
        EXPECT_EQ(tv.find<SetVolume>()->volume, 8);
        EXPECT_TRUE(tv.did<SaveSettings>());
        EXPECT_EQ(tv.screen(), before.screen);
        EXPECT_EQ(tv.focus(), before.focus);
    }
}

TEST(Volume, StaysBetweenNoughtAndTen) {
    auto tv = at_home();
    for (int i = 0; i < 15; ++i) {
        tv.press(Key::VolumeUp);
    }
    EXPECT_EQ(tv.state.settings.volume, 10);
    for (int i = 0; i < 15; ++i) {
        tv.press(Key::VolumeDown);
    }
    EXPECT_EQ(tv.state.settings.volume, 0);
}

TEST(Volume, MuteIsUndoneByMuteOrByLouder) {
    auto tv = at_home();
    EXPECT_TRUE(tv.press(Key::Mute).find<SetVolume>()->muted);
    EXPECT_TRUE(tv.press(Key::VolumeDown).find<SetVolume>()->muted);
    EXPECT_FALSE(tv.press(Key::VolumeUp).find<SetVolume>()->muted);
    tv.press(Key::Mute);
    EXPECT_FALSE(tv.press(Key::Mute).find<SetVolume>()->muted);
}

TEST(Volume, IsNotUndoneByLeavingTheSettings) {
    auto tv = in_settings();
    tv.press(Key::Right).press(Key::VolumeUp).press(Key::Back);
    EXPECT_EQ(tv.state.settings.volume, 8);
    EXPECT_EQ(tv.state.settings.text_size, TextSize::Standard);
}

TEST(About, ReadsAllOfItAloud) {
    auto tv = at_home();
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    tv.happens(model::Asked{model::Open{model::Route::About}});
    tv.press(Key::Up).press(Key::Ok);  // the first press is a fact of its own
    ASSERT_TRUE(tv.did<model::SayAloud>());
    const auto said = tv.find<model::SayAloud>()->text;
    for (const auto& fact : tv.scene().facts) {
        EXPECT_NE(said.find(fact.value), std::string::npos) << fact.value;
    }
    EXPECT_NE(said.find("DT 47 C"), std::string::npos);
    EXPECT_NE(said.find("12349"), std::string::npos);
    EXPECT_EQ(tv.state.spoken, said);
}

}  // namespace
}  // namespace anju::test
