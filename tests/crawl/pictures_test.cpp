// SPDX-License-Identifier: Apache-2.0
// The pictures of docs/screens. Written only where ANJU_SCREENS_DIR says so:
//     ANJU_SCREENS_DIR=docs/screens build/dev/bin/painted_crawl_test --gtest_filter='Pictures.*'
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/crawl/painted.hpp"
#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

using keys::Key;
using model::Language;
using model::Route;
using model::TextSize;

struct Picture {
    std::string name;
    screens::Scene scene;
};

contract::Household with_photos(contract::Household home) {
    for (std::size_t i = 0; i < home.members.size(); ++i) {
        home.members[i].photo = contract::Photo{"face" + std::to_string(i + 1), 600, 600};
    }
    return home;
}

TerminalDriver set(TerminalDriver tv, Language language, TextSize size) {
    tv.state.settings.language = language;
    tv.state.settings.text_size = size;
    return tv;
}

std::vector<contract::Message> english_messages() {
    auto messages = some_messages();
    messages[0].text = "Doudou rode her bike all by herself!";
    messages[1].text = "I'll be home for dinner. Your noodles, please!";
    messages[2].text = "The dumplings are ready, I'll bring some over.";
    return messages;
}

TerminalDriver family_at(std::size_t tiles, Language language = Language::Chinese,
                         TextSize size = TextSize::Standard) {
    return set(living_in(with_photos(household_with(tiles)),
                         language == Language::English ? english_messages() : some_messages()),
               language, size);
}

// What ./run shows: two capabilities, who of the family has the page open, and what came.
TerminalDriver at_home_of_run(Language language = Language::Chinese, TextSize size = TextSize::Standard) {
    return set(visiting(with_photos(visiting_household()), language == Language::English ? english_messages() : some_messages()), language, size);
}

// One photo of the park, as a phone takes it.
TerminalDriver with_photo(const std::string& name, int width, int height, const std::string& words) {
    auto tv = visiting(with_photos(visiting_household()), {some_messages().back()});
    auto message = text_message("s", "m1", words, at(11, 21, 9, 38));
    message.photos = {{name, width, height}};
    tv.receives(message);
    return tv.wait(1s);
}

TerminalDriver pairing() {
    const auto all = starts();
    return std::ranges::find(all, "pairing", &Start::name)->tv;
}

template <class Add>
void add_visits(Add add) {
    const auto with_faces = [](TerminalDriver tv) {
        *tv.state.household = with_photos(*tv.state.household);
        return tv;
    };
    const auto pick = [&](const char* state, const char* name) {
        static const auto all = visit_states();
        add(name, with_faces(std::ranges::find(all, state, &NamedTv::name)->tv));
    };
    pick("home with a missed visit", "home-missed");
    pick("a missed visit among six tiles", "home-missed-6-tiles");
    pick("family of 6", "family");
    pick("ringing", "visit-ringing");
    pick("a guest with the digits rings", "visit-ringing-guest");
    pick("answers itself", "visit-auto-answer");
    pick("calling", "visit-calling");
    pick("in a call", "visit-call");
    pick("weak network", "visit-weak");
    pick("no camera on either side", "visit-sound-only");
    pick("ended after words", "visit-ended");
    pick("ended 301", "visit-not-answered");
    pick("message 0", "visit-message");
    pick("a code", "visit-code");
    pick("a log", "visit-log");
    pick("a question 2", "visit-rule");
    for (const auto& [name, tv] : visit_states()) {
        if (name == "family of 6") {
            add("family-largest", with_faces(set(tv, Language::Chinese, TextSize::Largest)));
        } else if (name == "no camera on either side") {
            add("visit-sound-only-largest", with_faces(set(tv, Language::Chinese, TextSize::Largest)));
        } else if (name == "calling") {
            add("visit-calling-english", with_faces(set(tv, Language::English, TextSize::Standard)));
        }
    }
}

std::vector<Picture> pictures() {
    std::vector<Picture> all;
    const auto add = [&](std::string name, const TerminalDriver& tv) {
        all.push_back({std::move(name), tv.scene()});
    };
    const auto opened = [](TerminalDriver tv, model::Intent intent) {
        tv.happens(model::Asked{std::move(intent)});
        return tv;
    };
    auto code = pairing();
    code.wait(40s);
    add("pairing", code);
    add("home", at_home_of_run());
    add("home-empty", living_in(with_photos(demo_household()), {}));
    auto offline = at_home_of_run();
    offline.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    offline.wait(29min);
    add("home-offline", offline);
    auto unreached = at_home_of_run();
    unreached.happens(model::StreamLost{error(contract::ErrorKind::Offline, contract::kDown)});
    unreached.wait(29min);
    add("home-unreached", unreached);
    auto photo = living_in(with_photos(demo_household()), {some_messages().back()});
    photo.receives(some_messages().front());
    photo.wait(1s);
    add("message-photo", photo);
    const std::string rides = "妈，豆豆今天会自己骑车了，您快看！";
    add("message-photo-4x3", with_photo("park43", 1200, 900, rides));
    add("message-photo-upright", with_photo("park34", 1200, 1600, rides));
    add("message-photo-narrow", with_photo("park916", 900, 1600, ""));
    auto film = text_message("v", "m2", "豆豆会走路了，您看！", at(11, 21, 8, 10));
    film.clip = contract::Clip{"Cv", 25s, 1280, 720, "video/mp4"};
    auto plays = opened(living_in(with_photos(demo_household()), {film}), model::OpenMessage{"v"});
    plays.state.playing = "v";
    add("message-film", plays);
    add("message-words", opened(family_at(1), model::OpenMessage{"b"}));
    auto list = living_in(with_photos(demo_household()), many_messages());
    add("messages", opened(list, model::Open{Route::Messages}));
    add("messages-empty",
        opened(living_in(with_photos(demo_household()), {}), model::Open{Route::Messages}));
    add("settings", opened(family_at(1), model::Open{Route::Settings}));
    auto notice = opened(family_at(1), model::Open{Route::Settings});
    notice.receives(text_message("n", "m3", "奶奶，我画了您和我！", at(11, 21, 9, 40)));
    add("settings-notice", notice);
    auto second = opened(family_at(1), model::OpenMessage{"b"});
    second.receives(text_message("n", "m3", "奶奶，我画了您和我！", at(11, 21, 9, 40)));
    add("message-notice", second);
    add("about",
        opened(opened(family_at(1), model::Open{Route::Settings}), model::Open{Route::About}));
    const auto gauges = [](TerminalDriver tv) {
        tv.state.device.presenter = "opengles2";
        tv.happens(model::Asked{model::Open{Route::Settings}});
        tv.happens(model::Asked{model::Open{Route::About}});
        tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)}).wait(3min + 20s);
        tv.happens(model::StreamOpened{}).wait(39min);
        tv.press(Key::Down).press(Key::Ok);
        tv.happens(model::GaugesRead{{"Noto Sans CJK SC Regular", 1920, 1080, 1240us, 23800us, 58}});
        return tv;
    };
    add("gauges", gauges(family_at(1)));
    add("gauges-english-largest", gauges(family_at(1, Language::English, TextSize::Largest)));
    auto night = living_in(with_photos(demo_household()), some_messages(), at(11, 21, 23, 10));
    add("night", night);
    add("home-english", at_home_of_run(Language::English));
    add("message-english", opened(family_at(1, Language::English), model::OpenMessage{"b"}));
    add("settings-english", opened(family_at(1, Language::English), model::Open{Route::Settings}));
    add("home-large", at_home_of_run(Language::Chinese, TextSize::Large));
    add("home-largest", at_home_of_run(Language::Chinese, TextSize::Largest));
    add("messages-largest",
        opened(set(list, Language::Chinese, TextSize::Largest), model::Open{Route::Messages}));
    add("settings-largest",
        opened(family_at(1, Language::Chinese, TextSize::Largest), model::Open{Route::Settings}));
    for (const std::size_t tiles : {3, 6, 8}) {
        add("home-" + std::to_string(tiles) + "-tiles", family_at(tiles));
    }
    add("home-8-tiles-largest", family_at(8, Language::Chinese, TextSize::Largest));
    add_visits(add);
    for (const auto& [state, name] : {std::pair{"alarm calling", "alarm-calling"}, {"alarm received for long", "alarm-received"}, {"alarm with a responder", "alarm-accepted"},
                                      {"alarm changing hands", "alarm-changing"}, {"alarm cancelled", "alarm-cancelled"}, {"alarm ended", "alarm-ended"},
                                      {"alarm without a guard", "alarm-not-out"}, {"alarm connecting", "alarm-connecting"}, {"alarm talk", "alarm-talk"},
                                      {"alarm talk without a camera", "alarm-talk-no-camera"}, {"alarm talk over a weak line", "alarm-talk-weak"},
                                      {"alarm talk that was cut", "alarm-talk-cut"}, {"alarm talk without their picture", "alarm-talk-no-picture"},
                                      {"alarm talk with long names", "alarm-talk-long"}, {"alarm talk at night", "alarm-talk-night"}, {"alarm talk, a relative is called", "alarm-talk-calling-relative"},
                                      {"alarm talk of three", "alarm-talk-three"}}) {
        static const auto states = alarm_states();
        const auto& tv = std::ranges::find(states, state, &AlarmState::name)->tv;
        add(name, tv);
        if (std::string(name) == "alarm-accepted" || std::string(name) == "alarm-talk") {
            add(std::string(name) + "-largest", set(tv, Language::Chinese, TextSize::Largest));
            add(std::string(name) + "-english", set(tv, Language::English, TextSize::Standard));
        }
    }
    return all;
}

TEST(Pictures, OfTheDocumentationCanBeRead) {
    const char* folder = std::getenv("ANJU_SCREENS_DIR");
    const char* lines = std::getenv("ANJU_SCREENS_HEIGHT");
    Painted picture(lines ? std::atoi(lines) : 720);
    picture.with_drawings();
    for (const auto& [name, scene] : pictures()) {
        picture.show(scene);
        EXPECT_THAT(picture.faults(), ::testing::IsEmpty()) << name;
        if (folder) {
            const auto file = std::filesystem::path{folder} / (name + ".png");
            ASSERT_TRUE(paint::write_png(file.string(), picture.pixels())) << file;
        }
    }
}

}  // namespace
}  // namespace anju::test
