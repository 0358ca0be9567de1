// SPDX-License-Identifier: Apache-2.0
// Every screen that the five keys reach, from several households, in both languages and all text sizes.
// The pure half checks what the screens say (tests/screens/crawl_test.cpp); the painted half can walk the
// same visits.
#pragma once

#include <deque>
#include <string>
#include <unordered_set>
#include <vector>

#include "screens/scene_json.hpp"
#include "tests/support/alarms.hpp"
#include "tests/support/terminal_driver.hpp"
#include "tests/support/visits.hpp"

namespace anju::test {

struct Visit {
    screens::Scene scene;
    model::State state;
    std::string path;  // "home offline: up ok right"
    int steps = 0;     // keys since the start
};

struct Start {
    std::string name;
    TerminalDriver tv;
    int most_steps = 1000;
};

inline contract::Household household_with(std::size_t tiles) {
    using contract::Capability;
    static const std::vector<Capability> kOrder = {
        Capability::Messages,  Capability::Visits, Capability::Medicines, Capability::Consults,
        Capability::Meals, Capability::Services, Capability::Health, Capability::Help};
    auto home = demo_household();
    home.capabilities.assign(kOrder.begin(), kOrder.begin() + static_cast<std::ptrdiff_t>(tiles));
    return home;
}

// Paired and online, on a terminal that can do everything which the household has.
inline TerminalDriver living_in(contract::Household home, std::vector<contract::Message> messages,
                                Time now = kMorning) {
    TerminalDriver tv;
    auto start = started(now);
    start.device.capabilities = {home.capabilities.begin(), home.capabilities.end()};
    start.paired = model::Paired{"t1", "DT47C"};
    start.cached = snapshot(std::move(home), std::move(messages), 10, now);
    tv.happens(start).happens(model::StreamOpened{});
    return tv;
}

inline std::vector<contract::Message> some_messages() {
    auto seen = text_message("d", "m4", "荠菜饺子包好了，一会儿给您送来。", at(11, 20, 16, 20));
    seen.seen_at = at(11, 20, 17, 0);
    return {photo_message("a", "m1", "豆豆今天会自己骑车了，您快看！", at(11, 21, 9, 38), 3),
            text_message("b", "m2", "今晚我回来吃饭，想吃您做的面。", at(11, 21, 8, 10)), seen};
}

inline std::vector<contract::Message> many_messages() {
    auto messages = some_messages();
    for (int i = 0; i < 12; ++i) {
        auto old = i % 3 == 0 ? photo_message("o" + std::to_string(i), "m3", "", at(11, 19 - i, 9, 0), 1)
                              : text_message("o" + std::to_string(i), "m1", "到家了，您放心。", at(11, 19 - i, 9, 0));
        old.seen_at = at(11, 19 - i, 10, 0);
        messages.push_back(old);
    }
    return messages;
}

inline contract::Household long_names() {
    auto home = demo_household();
    home.person.called = "欧阳慧兰奶奶";
    home.person.called_latin = "Mrs Ouyang-Featherstonehaugh";
    home.members[0].name = "阿依古丽·买买提";
    home.members[0].name_latin = "Bartholomew-Christopher Featherstonehaugh";
    return home;
}

inline std::vector<Start> starts() {
    std::vector<Start> all;
    for (std::size_t tiles = 1; tiles <= 8; ++tiles) {
        all.push_back({std::to_string(tiles) + " tiles", living_in(household_with(tiles), some_messages())});
    }
    all.push_back({"no message", living_in(demo_household(), {})});
    all.push_back({"many messages", living_in(demo_household(), many_messages())});
    std::string essay;
    for (int i = 0; i < 20; ++i) {
        essay += "妈，今天我们带豆豆去公园看菊花，";
    }
    all.push_back({"long names", living_in(long_names(), {text_message("e", "m1", essay, at(11, 21, 7, 0)),
                                                         photo_message("f", "m1", essay, at(11, 21, 6, 0), 9)})});
    auto nobody = demo_household();
    nobody.members.clear();
    all.push_back({"nobody in the family", living_in(nobody, {})});
    all.push_back({"no capability", living_in(household_with(0), {})});
    auto offline = living_in(household_with(8), some_messages());
    offline.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    offline.wait(29min);
    all.push_back({"offline", offline});
    auto down = offline;
    down.happens(model::StreamLost{error(contract::ErrorKind::Offline, contract::kDown)});
    all.push_back({"the platform is down", down});
    down.happens(model::StreamLost{error(contract::ErrorKind::Offline, contract::kStranger)});
    all.push_back({"another answers", down});
    auto notice = living_in(household_with(3), some_messages());
    notice.happens(model::Asked{model::Open{model::Route::Settings}});
    notice.receives(text_message("n", "m3", "奶奶，我画了您和我！", at(11, 21, 9, 40)));
    all.push_back({"a notice", notice});
    // Another message comes while one is read, one is watched, one is chosen.
    const auto second = [&](const char* name, TerminalDriver tv, std::optional<model::Intent> first = {}) {
        if (first) {
            tv.happens(model::Asked{*first});
        }
        tv.receives(text_message("n", "m3", "奶奶，我画了您和我！", at(11, 21, 9, 40)));
        all.push_back({name, tv, 2});
    };
    second("a notice over words", living_in(long_names(), {text_message("b", "m1", "妈，中午吃面吗？", at(11, 21, 8, 10))}), model::OpenMessage{"b"});
    second("a notice over long words", living_in(long_names(), {text_message("b", "m1", essay, at(11, 21, 8, 10))}), model::OpenMessage{"b"});
    second("a notice over a photo", living_in(demo_household(), some_messages()), model::OpenMessage{"a"});
    second("a notice over the family", visiting(large_family()), model::Open{model::Route::Family});
    second("a notice over a code", with_code(visiting()));
    second("a notice over a log", with_log(visiting(), some_visits()));
    second("a notice over a film being made", filming_for(visiting(), "m1"));
    second("a notice over a film that was made", filming_for(visiting(), "m1", model::Recording::Stage::Sent));
    second("a notice over a question", visiting(asked_household()), model::Open{model::Route::VisitRule});
    auto film = text_message("v", "m2", "豆豆会走路了，您看！", at(11, 21, 8, 10));
    film.clip = contract::Clip{"Cv", 25s, 1280, 720, "video/mp4"};
    auto rests = living_in(demo_household(), {film});
    rests.happens(model::Asked{model::OpenMessage{"v"}});
    auto plays = rests;
    plays.state.playing = "v";
    all.push_back({"a film", rests, 2});
    all.push_back({"a film that plays", plays, 2});
    second("a notice over a film", rests);
    second("a notice over a film that plays", plays);
    auto both = living_in(long_names(), {text_message("b", "m1", essay, at(11, 21, 8, 10))});
    both.happens(model::Asked{model::OpenMessage{"b"}});
    both.receives(text_message("n", "m3", "奶奶，我画了您和我！", at(11, 21, 9, 40)));
    both.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    both.wait(29min);
    all.push_back({"a notice and no network", both, 2});
    auto taken_over = living_in(household_with(4), {});
    taken_over.receives(photo_message("t", "m1", "", at(11, 21, 9, 40), 9));
    all.push_back({"taken over", taken_over});
    auto night = living_in(demo_household(), some_messages(), at(11, 21, 23, 10));
    night.receives(text_message("n", "m1", "晚安", at(11, 21, 23, 10)));
    all.push_back({"night", night});
    TerminalDriver pairing;
    pairing.happens(started());
    all.push_back({"before the code", pairing});
    contract::PairingCode code;
    code.device_code = "secret";
    code.user_code = "HQBMTKWR";
    code.verification_uri = "http://127.0.0.1:8420/pair";
    code.verification_uri_complete = "http://127.0.0.1:8420/pair#HQBMTKWR";
    pairing.happens(model::PairingCodeReceived{*pairing.state.pairing->request, code});
    all.push_back({"pairing", pairing});
    auto unreachable = pairing;
    unreachable.wait(5s);
    unreachable.happens(
        model::PairingPolled{*unreachable.state.pairing->request, tl::unexpected{error(contract::ErrorKind::Offline)}});
    all.push_back({"pairing unreachable", unreachable});
    auto stranger = unreachable;
    stranger.state.pairing->code.reset();
    stranger.state.pairing->obstacle = model::Obstacle::Stranger;
    all.push_back({"pairing stranger", stranger});
    for (auto& [name, tv] : visit_states()) {
        all.push_back({name, tv, 2});  // what lies further on is the other starts' affair
    }
    for (auto& [name, tv] : alarm_states()) {
        all.push_back({name, tv, 1});
    }
    return all;
}

inline const std::vector<keys::Key>& five_keys() {
    static const std::vector<keys::Key> kKeys = {keys::Key::Up,    keys::Key::Down, keys::Key::Left,
                                                 keys::Key::Right, keys::Key::Ok,   keys::Key::Back};
    return kKeys;
}

// What makes a screen another one: all that it shows but the running time, and where Back leads.
inline std::string fingerprint(const TerminalDriver& tv) {
    auto scene = tv.scene();
    scene.now = {};
    scene.since = {};
    auto print = screens::scene_json(scene, {});
    for (const auto& page : tv.state.pages) {
        print += static_cast<char>('0' + static_cast<int>(page.route));
    }
    print += tv.state.preview ? 'p' : '-';
    return print;
}

// Presses the five keys on every screen found, until there is nothing new. Kept settings other than the
// start's are another crawl's affair: they are seen, not followed.
inline std::vector<Visit> crawl(const Start& start, model::Language language, model::TextSize size) {
    auto first = start.tv;
    first.state.settings.language = language;
    first.state.settings.text_size = size;
    std::unordered_set<std::string> known{fingerprint(first)};
    std::vector<Visit> visits{{first.scene(), first.state, start.name + ":"}};
    for (std::size_t i = 0; i < visits.size(); ++i) {
        if (visits[i].state.settings != first.state.settings || visits[i].steps >= start.most_steps) {
            continue;
        }
        for (const auto key : five_keys()) {
            TerminalDriver tv;
            tv.state = visits[i].state;
            if (tv.state.now < tv.state.ignore_keys_until || tv.state.confirmed_at) {
                tv.wait(1s);
                tv.state.confirmed_at.reset();
            }
            tv.press(key);
            if (known.insert(fingerprint(tv)).second) {
                visits.push_back({tv.scene(), tv.state, visits[i].path + " " + std::string{keys::name(key)}, visits[i].steps + 1});
            }
        }
    }
    return visits;
}

}  // namespace anju::test
