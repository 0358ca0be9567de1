// SPDX-License-Identifier: Apache-2.0
// No dead ends: only the five keys, every screen that they reach, in both languages and all text sizes.
#include <gtest/gtest.h>

#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

using keys::Key;
using model::Language;
using model::TextSize;

bool rests(const screens::Scene& scene) { return scene.form == screens::Form::Night || scene.form == screens::Form::Pairing; }

bool focusable(const screens::Item& item) { return item.enabled && (item.ok || item.left || item.right); }

// What is wrong with a screen; empty when nothing is.
std::string fault(const Visit& visit) {
    const auto& scene = visit.scene;
    if (visit.state.pages.empty() || visit.state.pages.size() > 3) {
        return "deeper than three";
    }
    if (scene.title.empty()) {
        return "no title";
    }
    std::set<std::string> ids;
    int may_have_focus = 0;
    for (const auto& item : scene.items) {
        if (!ids.insert(item.id).second) {
            return "two items are " + item.id;
        }
        may_have_focus += focusable(item);
        if (!item.enabled && item.reason.empty()) {
            return item.id + " is off and does not say why";
        }
    }
    if (rests(scene)) {
        return may_have_focus == 0 && scene.focus.empty() ? "" : "focus on a screen that rests";
    }
    if (scene.form == screens::Form::Alarm && scene.kind == screens::Kind::Help) {  // it runs: nothing has to be done, and no key harms
        return !scene.notice                     ? "an alarm does not say what to do"
               : scene.steps.empty()             ? "an alarm does not say how far it is"
               : may_have_focus > 1              ? "an alarm wants a choice"
               : scene.spoken.empty()            ? "nothing is said"
                                                 : "";
    }
    const auto* item = screens::focused(scene);
    if (!item) {
        return "focus is on nothing";
    }
    const bool call = scene.form == screens::Form::Call;  // there Back is the only way out, and OK harms nothing
    if (!focusable(*item) || (!item->ok && !call)) {
        return "OK on " + item->id + " does nothing";
    }
    bool ok = false, back = false;
    for (const auto& shortcut : scene.shortcuts) {
        if (shortcut.label.empty()) {
            return "a hint without words";
        }
        ok = ok || std::ranges::find(shortcut.keys, Key::Ok) != shortcut.keys.end();
        back = back || std::ranges::find(shortcut.keys, Key::Back) != shortcut.keys.end();
    }
    const bool over = scene.form == screens::Form::Alarm;  // OK, right and red stand there; Back is OK's twin
    if ((!ok && !call) || (!back && !over)) {
        return "OK or Back has no hint";
    }
    return scene.spoken.empty() ? "nothing is said" : "";
}

std::string three_backs_are_home(const Visit& visit) {
    TerminalDriver tv;
    tv.state = visit.state;
    if (!tv.state.household) {
        return "";
    }
    if (model::alarm_in_progress(tv.state)) {
        return "";  // only a person at the desk ends it
    }
    // A call lies over the pages: it is hung up, and its end is read.
    const int over = model::is_call(model::current_screen(tv.state)) || model::current_screen(tv.state) == model::Screen::Alarm ? 2 : 0;
    for (int i = 0; i < 3 + over; ++i) {
        tv.wait(1s).press(Key::Back);
    }
    if (model::asleep(visit.state)) {
        tv.press(Key::Back);  // the first only woke it
    }
    if (tv.screen() != "home") {
        return "after Back, Back, Back it is " + tv.screen();
    }
    const auto focus = tv.focus();
    tv.press(Key::Back);
    return tv.screen() == "home" && tv.focus() == focus ? "" : "Back at home leads away";
}

// Everything but the clock and what the clock says.
screens::Scene timeless(screens::Scene scene) {
    scene.now = {};
    scene.clock = {};
    scene.title = scene.form == screens::Form::Home ? "" : scene.title;  // the greeting goes with the hour
    scene.aside = scene.form == screens::Form::Alarm ? "" : scene.aside;      // so does the time of day there
    scene.spoken.clear();
    scene.facts.clear();
    scene.gauges.reset();
    for (auto& item : scene.items) {
        item.ok.reset();
        item.aside.clear();
        item.spoken.clear();
    }
    return scene;
}

std::string nothing_hides_by_itself(const Visit& visit) {
    TerminalDriver tv;
    tv.state = visit.state;
    // Only calls, films and codes have a time, and say which.
    const bool runs = model::is_call(model::current_screen(tv.state)) || (visit.scene.form == screens::Form::Alarm && visit.scene.kind == screens::Kind::Help) || tv.state.recording || visit.scene.screen == "visit_code";
    if (!tv.state.household || model::at_night(tv.state) || runs) {
        return "";
    }
    for (int minute = 0; minute < 60; minute += 7) {
        tv.wait(7min);
    }
    return timeless(tv.scene()) == timeless(visit.scene) ? "" : "after an hour it is another";
}

struct Config {
    Language language;
    TextSize size;
};

bool has_chinese(std::string text) {
    // Guests wrote their names themselves; who answers an alarm, where and who comes are written once, and so is who was told.
    for (const std::string typed : {"周老师", "陈医生", "李姐", "东关服务站", "东关街道服务站", "网格员张师傅", "张师傅", "欧阳阿依古丽·买买提", "阿依古丽·买买提",
                                    "乌鲁木齐市天山区幸福路街道综合养老服务中心"}) {
        for (auto at = text.find(typed); at != std::string::npos; at = text.find(typed)) {
            text.erase(at, typed.size());
        }
    }
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xE3 && byte <= 0xE9;
    });
}

// Everybody in these households has a Latin name, so English has no reason to show Chinese.
std::string english_is_english(const Visit& visit) {
    const auto& scene = visit.scene;
    if (scene.language != Language::English) {
        return "";
    }
    std::vector<std::string> words = {scene.title, scene.aside, scene.date, scene.from, scene.when, scene.page_word};
    for (const auto& shortcut : scene.shortcuts) {
        words.insert(words.end(), {shortcut.label, shortcut.key_label});
    }
    for (const auto& item : scene.items) {
        words.insert(words.end(), {item.label, item.short_label, item.aside, item.note, item.reason});
    }
    for (const auto& fact : scene.facts) {
        words.insert(words.end(), {fact.label, fact.value});
    }
    if (scene.gauges) {
        words.insert(words.end(), {scene.gauges->title, scene.gauges->value, scene.gauges->ends[0], scene.gauges->ends[1]});
        for (const auto& row : scene.gauges->rows) {
            words.insert(words.end(), row.begin(), row.end());
        }
    }
    words.push_back(scene.status ? scene.status->text : "");
    words.push_back(scene.notice ? scene.notice->text : "");
    words.push_back(scene.banner ? scene.banner->title + scene.banner->detail : "");
    const auto found = std::ranges::find_if(words, has_chinese);
    return found == words.end() ? "" : "Chinese in English: " + *found;
}

std::string config_name(const testing::TestParamInfo<Config>& info) {
    static constexpr const char* kSizes[] = {"Standard", "Large", "Largest"};
    return std::string{info.param.language == Language::English ? "English" : "Chinese"} +
           kSizes[static_cast<int>(info.param.size)];
}

class Crawl : public testing::TestWithParam<Config> {};

TEST_P(Crawl, EveryScreenHasAFocusAWayOutAndStaysUntilAKey) {
    std::size_t screens = 0;
    for (const auto& start : starts()) {
        for (const auto& visit : crawl(start, GetParam().language, GetParam().size)) {
            ++screens;
            for (const auto check : {fault, three_backs_are_home, nothing_hides_by_itself, english_is_english}) {
                ASSERT_EQ(check(visit), "") << visit.path << "\n" << screens::scene_json(visit.scene, {});
            }
        }
    }
    EXPECT_GT(screens, 300u) << "the crawl got stuck";
    RecordProperty("screens", static_cast<int>(screens));
}

// Every way lies on the same lines of code: where each of them is watched, one way in each language does.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
INSTANTIATE_TEST_SUITE_P(Everywhere, Crawl,
                         testing::Values(Config{Language::Chinese, TextSize::Largest},
                                         Config{Language::English, TextSize::Standard}),
                         config_name);
#else
INSTANTIATE_TEST_SUITE_P(Everywhere, Crawl,
                         testing::Values(Config{Language::Chinese, TextSize::Standard},
                                         Config{Language::Chinese, TextSize::Large},
                                         Config{Language::Chinese, TextSize::Largest},
                                         Config{Language::English, TextSize::Standard},
                                         Config{Language::English, TextSize::Large},
                                         Config{Language::English, TextSize::Largest}),
                         config_name);
#endif

TEST(CrawlTrap, AScreenWithoutAFocusIsCaught) {
    const auto tv = living_in(demo_household(), some_messages());
    Visit visit{tv.scene(), tv.state, "trap"};
    EXPECT_EQ(fault(visit), "");
    auto lost = visit;
    lost.scene.focus = "nowhere";
    EXPECT_EQ(fault(lost), "focus is on nothing");
    auto dead = visit;
    for (auto& item : dead.scene.items) {
        item.ok.reset();
    }
    EXPECT_EQ(fault(dead), "OK on card does nothing");
    auto deep = visit;
    deep.state.pages.resize(4);
    EXPECT_EQ(fault(deep), "deeper than three");
    auto mute = visit;
    mute.scene.shortcuts.clear();
    EXPECT_EQ(fault(mute), "OK or Back has no hint");
}

TEST(CrawlTrap, AScreenThatHidesByItselfIsCaught) {
    auto tv = living_in(demo_household(), some_messages());
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    Visit visit{tv.scene(), tv.state, "trap"};
    EXPECT_EQ(nothing_hides_by_itself(visit), "");
    visit.scene.notice = screens::Notice{"这一句会自己没了", {}};
    EXPECT_EQ(nothing_hides_by_itself(visit), "after an hour it is another");
}

TEST(CrawlTrap, TheFiveKeysReachEveryScreen) {
    std::set<std::string> reached;
    for (const auto& start : starts()) {
        if (start.name != "2 tiles" && start.name != "night" && start.name != "pairing") {
            continue;
        }
        for (const auto& visit : crawl(start, Language::Chinese, TextSize::Standard)) {
            reached.insert(visit.scene.screen);
        }
    }
    EXPECT_EQ(reached, (std::set<std::string>{"about", "calling", "family", "gauges", "home", "leave_message", "message", "messages", "night",
                                               "pairing", "settings", "visit_code", "visit_log"}));
}

}  // namespace
}  // namespace anju::test
