// SPDX-License-Identifier: Apache-2.0
// A TV in every stage of a visit, made from values: no platform, no engine.
#pragma once

#include "tests/support/terminal_driver.hpp"

namespace anju::test {

inline contract::Household visiting_household() {
    auto home = demo_household();
    home.capabilities = {contract::Capability::Messages, contract::Capability::Visits};
    home.visits.first_contact = "m1";
    return home;
}

inline contract::Presence present(std::string member, bool online, std::string free_from = {}) {
    contract::Presence presence;
    presence.member = std::move(member);
    presence.online = online;
    presence.free_from = std::move(free_from);
    return presence;
}

// Paired and online, with a camera and a microphone; 小芳 and 豆豆 have their pages open.
inline TerminalDriver visiting(contract::Household home = visiting_household(), std::vector<contract::Message> messages = {}, Time now = kMorning) {
    TerminalDriver tv;
    auto start = started(now);
    start.device.capabilities = {home.capabilities.begin(), home.capabilities.end()};
    start.paired = model::Paired{"t1", "DT47C"};
    start.cached = snapshot(std::move(home), std::move(messages), 10, now);
    tv.happens(start).happens(model::StreamOpened{});
    tv.state.devices = {.camera = true, .microphone = true, .speaker = true, .known = true};
    tv.state.presence = {{"m1", present("m1", true)}, {"m2", present("m2", false, "18:00")}, {"m3", present("m3", true)}};
    return tv;
}

inline contract::Visit past_visit(std::string id, std::string member, Time placed, std::chrono::seconds talked,
                                  contract::VisitSide by = contract::VisitSide::Phone,
                                  contract::VisitAnswer answer = contract::VisitAnswer::Pressed) {
    contract::Visit visit;
    visit.id = std::move(id);
    visit.placed_by = by;
    visit.visitor.member = std::move(member);
    visit.stage = contract::VisitStage::Ended;
    visit.placed_at = placed;
    visit.ended_at = placed + 10s + talked;
    visit.end = contract::VisitEnd::HungUp;
    visit.ended_by = contract::VisitSide::Phone;
    if (talked > 0s) {
        visit.answered_at = placed + 10s;
        visit.answer = answer;
    } else {
        visit.end = contract::VisitEnd::Missed;
    }
    return visit;
}

inline std::vector<contract::Visit> some_visits() {
    auto guest = past_visit("v3", "", at(11, 18, 15, 0), 21min);
    guest.visitor.name = "陈医生";
    auto missed = past_visit("v4", "m4", at(11, 16, 9, 41), 0s);
    return {past_visit("v1", "m1", at(11, 21, 9, 20), 12min),
            past_visit("v2", "m2", at(11, 20, 19, 5), 8min, contract::VisitSide::Phone, contract::VisitAnswer::Automatic), guest, missed};
}

inline call::Peer peer_of(const TerminalDriver& tv, const std::string& member) {
    const auto* found = model::find_member(tv.state, member);
    return {member, found ? found->name : "周老师"};
}

inline TerminalDriver ringing_at(TerminalDriver tv, const std::string& member, bool by_itself = false) {
    const auto now = tv.state.now;
    tv.state.call = call::Ringing{.id = "c1", .peer = peer_of(tv, member), .since = now, .until = now + 45s,
                                  .answers_itself_at = by_itself ? std::optional(now + 15s) : std::nullopt, .link = {}, .there = {}};
    return tv;
}

inline TerminalDriver dialing_at(TerminalDriver tv, const std::string& member, std::chrono::seconds gone = 14s) {
    const auto now = tv.state.now;
    tv.state.call = call::Dialing{.id = "c1", .peer = peer_of(tv, member), .since = now - gone, .until = now - gone + 45s, .link = {}, .there = {}};
    contract::Visit visit;
    visit.id = "c1";
    visit.placed_by = contract::VisitSide::Tv;
    visit.visitor.member = member;
    visit.placed_at = now - gone;
    visit.notified = false;  // no gateway
    if (const auto* presence = model::presence_of(tv.state, member); presence && presence->online) {
        visit.rings = true;
    }
    tv.state.visit = visit;
    return tv;
}

// What a key on this screen asks for.
inline model::Intent meaning(const TerminalDriver& tv, keys::Key key) {
    const auto intent = screens::interpret(tv.scene(), {key, false});
    EXPECT_TRUE(intent) << "the key does nothing";
    return intent.value_or(model::Intent{model::Wake{}});
}

inline call::Active active_with(const TerminalDriver& tv, const std::string& member, std::chrono::seconds talked = 200s) {
    call::Active active;
    active.id = "c1";
    active.peer = peer_of(tv, member);
    active.placed_by = call::Side::There;
    active.live = {true, true};
    active.since = tv.state.now - talked;
    active.link.up = true;
    active.link.words = {"桂花", "灯笼", "小河", "白鹭"};
    return active;
}

inline TerminalDriver in_call_with(TerminalDriver tv, const std::string& member) {
    tv.state.call = active_with(tv, member);
    tv.state.live = {true, true};
    return tv;
}

inline TerminalDriver weak_call(TerminalDriver tv, const std::string& member) {
    auto active = active_with(tv, member, 252s);
    active.receives = active.sends = call::Rung::SoundOnly;
    active.weak_since = tv.state.now - 30s;
    active.peer_speaking = true;
    tv.state.call = active;
    tv.state.live = {true, true};  // only the pictures stop: the camera stays open for when they go again
    return tv;
}

inline TerminalDriver lost_call(TerminalDriver tv, const std::string& member) {
    tv.state.call = call::Reconnecting{.last = active_with(tv, member), .lost_at = tv.state.now - 4s, .until = tv.state.now + 86s};
    tv.state.live = {true, true};
    return tv;
}

inline TerminalDriver ended_call(TerminalDriver tv, const std::string& member, call::EndReason reason, call::Side placed, call::Side by,
                                 std::optional<std::chrono::milliseconds> talked = std::nullopt) {
    tv.state.call = call::Ended{.id = "c1", .peer = peer_of(tv, member), .placed_by = placed, .reason = reason, .by = by,
                                .at = tv.state.now, .until = tv.state.now + 24h, .talked = talked};
    tv.state.visit.emplace().id = "c1";
    tv.state.live = {};
    return tv;
}

inline TerminalDriver filming_for(TerminalDriver tv, const std::string& member, model::Recording::Stage stage = model::Recording::Stage::Recording) {
    tv.state.pages.push_back({.route = model::Route::Family});
    tv.state.pages.push_back({.route = model::Route::LeaveMessage, .member = member});
    tv.state.recording = model::Recording{.id = "f1", .member = member, .since = tv.state.now - 18s, .until = tv.state.now + 42s, .stage = stage};
    tv.state.live = stage == model::Recording::Stage::Recording ? call::Live{true, true} : call::Live{};
    return tv;
}

inline TerminalDriver with_code(TerminalDriver tv) {
    tv.state.pages.push_back({.route = model::Route::Family});
    tv.state.pages.push_back({.route = model::Route::VisitCode});
    contract::Invitation invitation;
    invitation.id = "i1";
    invitation.code = "472905";
    invitation.valid_from = tv.state.now - 40s;
    invitation.valid_until = tv.state.now + 560s;
    invitation.visit_page = "https://anju.example/visit/";
    tv.state.invitation = invitation;
    return tv;
}

inline TerminalDriver with_log(TerminalDriver tv, std::vector<contract::Visit> visits) {
    tv.state.visits = std::move(visits);
    tv.state.pages.push_back({.route = model::Route::Family});
    tv.state.pages.push_back({.route = model::Route::VisitLog});
    return tv;
}

inline contract::VisitRule proposal_for(std::string member, contract::VisitPolicy policy, Time when) {
    contract::VisitRule rule;
    rule.member = std::move(member);
    rule.proposed = policy;
    rule.proposed_by = "m1";
    rule.proposed_at = when;
    return rule;
}

inline contract::Household asked_household(contract::VisitPolicy policy = contract::VisitPolicy::AutomaticByDay) {
    auto home = visiting_household();
    home.visits.rules = {proposal_for("m2", policy, kMorning - 1h)};
    return home;
}

inline contract::Household agreed_household() {
    auto home = visiting_household();
    contract::VisitRule rule;
    rule.member = "m2";
    rule.policy = contract::VisitPolicy::AutomaticByDay;
    rule.agreed_at = at(10, 2, 10, 0);
    home.visits.rules = {rule};
    return home;
}

// Twelve relatives.
inline contract::Household large_family(std::size_t count = 12) {
    using contract::Member;
    using contract::Relation;
    auto home = visiting_household();
    const Member more[] = {{"n1", "秀英", "Xiuying", Relation::Niece, {}, true},    {"n2", "赵师傅", "Mr Zhao", Relation::Friend, {}, true},
                           {"n3", "建国", "Jianguo", Relation::Brother, {}, true},  {"n4", "玉兰", "Yulan", Relation::Sister, {}, true},
                           {"n5", "小军", "Xiaojun", Relation::Nephew, {}, true},   {"n6", "阿依古丽·买买提", "Bartholomew-Christopher Featherstonehaugh", Relation::DaughterInLaw, {}, true},
                           {"n7", "老伴", "Grandpa", Relation::Spouse, {}, true},   {"n8", "王主任", "Director Wang", Relation::CommunityWorker, {}, true}};
    for (const auto& member : more) {
        home.members.push_back(member);
    }
    home.members.resize(std::min(home.members.size(), count));
    return home;
}

struct NamedTv {
    std::string name;
    TerminalDriver tv;
};

// Every screen of visits, in every state that has words of its own.
inline std::vector<NamedTv> visit_states() {
    using call::EndReason;
    using call::Side;
    using Stage = model::Recording::Stage;
    std::vector<NamedTv> all;
    const auto add = [&](std::string name, TerminalDriver tv) { all.push_back({std::move(name), std::move(tv)}); };
    const auto opened = [](TerminalDriver tv, model::Route route) {
        tv.happens(model::Asked{model::Open{route}});
        return tv;
    };
    for (const std::size_t count : {1, 2, 4, 6, 12}) {
        add("family of " + std::to_string(count), opened(visiting(large_family(count)), model::Route::Family));
    }
    auto tomorrow = visiting();
    tomorrow.state.presence["m2"].free_at = kMorning + 24h;
    add("family, free tomorrow", opened(tomorrow, model::Route::Family));
    auto offline = visiting();
    offline.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    add("family without a network", opened(offline, model::Route::Family));
    add("ringing", ringing_at(visiting(), "m1"));
    add("a neighbour rings", ringing_at(visiting(), "m4"));
    add("a guest rings", ringing_at(visiting(), ""));
    auto known = ringing_at(visiting(), "");
    known.state.visit = past_visit("c1", "", known.state.now, 0s);
    known.state.visit->visitor.came_by = contract::GuestWay::Code;
    add("a guest with the digits rings", known);
    known.state.visit->visitor.came_by = contract::GuestWay::Link;
    add("a guest with a link rings", known);
    add("a long name rings", ringing_at(visiting(large_family()), "n6"));
    auto voice = ringing_at(visiting(), "m1");
    voice.state.visit = past_visit("c1", "m1", voice.state.now, 0s);
    voice.state.visit->camera = false;
    add("ringing without a picture", voice);
    add("answers itself", ringing_at(visiting(agreed_household()), "m2", true));
    auto soon = ringing_at(visiting(agreed_household()), "m2", true);
    std::get<call::Ringing>(soon.state.call).answers_itself_at = soon.state.now + 5s;
    add("answers itself soon", soon);
    add("calling", dialing_at(visiting(), "m1"));
    for (auto& [name, silent] : std::vector<std::pair<std::string, TerminalDriver>>{
             {"ringing", ringing_at(visiting(), "m1")},
             {"a long name rings", ringing_at(visiting(large_family()), "n6")},
             {"who would be answered rings", ringing_at(visiting(agreed_household()), "m2")},
             {"calling", dialing_at(visiting(), "m1")}}) {
        silent.state.settings.muted = true;
        add(name + " without sound", silent);
    }
    for (const bool sound : {true, false}) {
        auto only_rings = ringing_at(visiting(agreed_household()), "m2");
        only_rings.happens(model::SoundChanged{sound, false});
        add(sound ? "who would be answered rings without speech" : "who would be answered rings without a loudspeaker", only_rings);
    }
    add("calling who is not there", dialing_at(visiting(), "m4"));
    auto silent = dialing_at(visiting(), "m1"), noticed = dialing_at(visiting(), "m2"), unknown = dialing_at(visiting(), "m1", 0s);
    silent.state.visit->rings = false;
    add("calling a phone without sound", silent);
    noticed.state.visit->notified = true;
    add("calling who was sent a notice", noticed);
    unknown.state.visit.reset();
    add("calling, nothing known yet", unknown);
    auto deaf = dialing_at(visiting(), "m2");
    deaf.state.devices = {.camera = false, .microphone = false, .speaker = true, .known = true};
    add("calling without camera and microphone", deaf);
    auto connecting = visiting();
    connecting.state.call = call::Connecting{.id = "c1", .peer = peer_of(connecting, "m1"), .placed_by = Side::There, .automatic = false, .live = {true, true},
                                             .since = kMorning, .until = kMorning + 20s, .link = {}, .there = {}};
    connecting.state.live = {true, true};
    add("connecting", connecting);
    add("in a call", in_call_with(visiting(), "m1"));
    add("in a call with a guest", in_call_with(visiting(), ""));
    add("in a call with a long name", in_call_with(visiting(large_family()), "n6"));
    add("weak network", weak_call(visiting(), "m1"));
    auto still = weak_call(visiting(), "m2");
    std::get<call::Active>(still.state.call).receives = call::Rung::Still;
    std::get<call::Active>(still.state.call).sends = call::Rung::Full;
    add("the other's network is weak", still);
    auto upload = in_call_with(visiting(), "m1");
    std::get<call::Active>(upload.state.call).sends = call::Rung::SoundOnly;
    add("ours is weak", upload);
    add("cut off", lost_call(visiting(), "m1"));
    auto muted = in_call_with(visiting(), "m1");
    std::get<call::Active>(muted.state.call).live = {true, false};
    muted.state.live = {true, false};
    add("muted", muted);
    auto covered = in_call_with(visiting(), "m1");
    std::get<call::Active>(covered.state.call).live = {false, true};
    covered.state.live = {false, true};
    add("own camera off", covered);
    auto taken = in_call_with(visiting(), "m1");
    taken.state.live = {false, true};
    taken.state.line.camera_awaited = taken.state.now - 5s;
    add("own camera does not open", taken);
    auto dark = in_call_with(visiting(), "m1");
    std::get<call::Active>(dark.state.call).live = {false, false};
    std::get<call::Active>(dark.state.call).there = {.camera = false, .microphone = false, .sends = call::Rung::SoundOnly};
    dark.state.live = {};
    add("all is off", dark);
    auto bare = in_call_with(visiting(), "m4");
    std::get<call::Active>(bare.state.call).there.camera = false;
    bare.state.peer_state = contract::SideState{.sends = contract::Sends::SoundOnly, .why = contract::SendsWhy::NoDevice, .microphone = true};
    bare.state.devices = {.camera = false, .microphone = true, .speaker = true, .known = true};
    bare.state.live = {false, true};
    add("no camera on either side", bare);
    auto ear = in_call_with(visiting(), "m1");
    ear.state.devices = {.camera = true, .microphone = false, .speaker = true, .known = true};
    std::get<call::Active>(ear.state.call).live = {true, false};
    ear.state.live = {true, false};
    add("no microphone here", ear);
    auto weak_mute = weak_call(visiting(), "m1"), weak_deaf = weak_call(visiting(), "m1");
    std::get<call::Active>(weak_mute.state.call).live = {true, false};
    weak_deaf.state.devices.microphone = false;
    auto ours_mute = upload;
    std::get<call::Active>(ours_mute.state.call).live = {true, false};
    auto dark_mute = bare;
    std::get<call::Active>(dark_mute.state.call).live = {false, false};
    for (auto& [name, silenced] : std::vector<std::pair<std::string, TerminalDriver>>{
             {"weak network, muted", weak_mute}, {"weak network, no microphone here", weak_deaf},
             {"ours is weak, muted", ours_mute}, {"no picture, muted", dark_mute}}) {
        silenced.state.live.microphone = false;
        add(name, silenced);
    }
    for (const auto fault : {call::Fault::Stranger, call::Fault::Parts, call::Fault::Unknown}) {
        for (const auto& talked : {std::optional<std::chrono::milliseconds>{}, std::optional(8000ms)}) {
            auto failed = ended_call(visiting(), "m1", EndReason::Failed, Side::There, Side::Here, talked);
            std::get<call::Ended>(failed.state.call).fault = fault;
            add("failed " + std::to_string(static_cast<int>(fault)) + (talked ? " after words" : ""), failed);
        }
    }
    for (const auto reason : {EndReason::HungUp, EndReason::Declined, EndReason::Cancelled, EndReason::Missed, EndReason::Busy, EndReason::Lost, EndReason::Failed, EndReason::Blocked, EndReason::Alarm}) {
        for (const auto placed : {Side::Here, Side::There}) {
            for (const auto by : {Side::Here, Side::There}) {
                if (reason == EndReason::Cancelled && by == Side::Here) {
                    continue;  // has no end of its own
                }
                add("ended " + std::to_string(static_cast<int>(reason)) + std::to_string(static_cast<int>(placed)) + std::to_string(static_cast<int>(by)),
                    ended_call(visiting(), "m1", reason, placed, by));
            }
        }
    }
    add("ended after words", ended_call(visiting(), "m1", EndReason::HungUp, Side::There, Side::There, 728s));
    auto unplaced = ended_call(visiting(), "m1", EndReason::Failed, Side::Here, Side::Here);
    unplaced.state.visit.reset();
    add("never placed", unplaced);
    auto lacking = unplaced;
    lacking.happens(model::VisitsLacking{"webrtc nice"});
    add("parts are missing", lacking);
    add("ended over a page", ended_call(opened(visiting(), model::Route::Family), "m1", EndReason::HungUp, Side::Here, Side::There, 728s));
    add("ended by you", ended_call(visiting(), "m2", EndReason::HungUp, Side::Here, Side::Here, 8s));
    add("ended by the network", ended_call(visiting(), "m1", EndReason::Lost, Side::There, Side::There, 3725s));
    add("a guest has gone", ended_call(visiting(), "", EndReason::HungUp, Side::There, Side::There, 61s));
    add("a long name was missed", ended_call(visiting(large_family()), "n6", EndReason::Missed, Side::Here, Side::There));
    for (const auto stage : {Stage::Recording, Stage::Finishing, Stage::Ready, Stage::Sending, Stage::Failed, Stage::Sent}) {
        add("message " + std::to_string(static_cast<int>(stage)), filming_for(visiting(), "m1", stage));
    }
    auto broken = filming_for(visiting(), "m1", Stage::Failed);
    broken.state.recording->broken = true;
    add("nothing was recorded", broken);
    auto voice_only = filming_for(visiting(), "m4");
    voice_only.state.devices.camera = false;
    voice_only.state.live = {false, true};
    add("a message without a picture", voice_only);
    add("a message to a long name", filming_for(visiting(large_family()), "n6"));
    auto not_yet = filming_for(visiting(), "m1");
    not_yet.state.recording.reset();
    not_yet.state.live = {};
    add("before a message", not_yet);
    add("a code", with_code(visiting()));
    auto waits = with_code(visiting());
    waits.state.invitation.reset();
    add("waiting for a code", waits);
    auto refused = waits;
    refused.state.invitation_failed = true;
    add("no code", refused);
    auto unlinked = waits;
    unlinked.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    add("no code without a network", unlinked);
    add("an empty log", with_log(visiting(), {}));
    add("a log", with_log(visiting(), some_visits()));
    auto many = some_visits();
    for (int i = 0; i < 9; ++i) {
        many.push_back(past_visit("w" + std::to_string(i), i % 2 == 0 ? "m1" : "m3", at(11, 15 - i, 10, 0), i % 3 == 0 ? 0s : 95s, i % 2 == 0 ? contract::VisitSide::Tv : contract::VisitSide::Phone));
    }
    add("a long log", with_log(visiting(large_family()), many));
    for (const auto policy : {contract::VisitPolicy::Ring, contract::VisitPolicy::Automatic, contract::VisitPolicy::AutomaticByDay, contract::VisitPolicy::AutomaticInAlarm}) {
        add("a question " + std::to_string(static_cast<int>(policy)), opened(visiting(asked_household(policy)), model::Route::VisitRule));
    }
    add("home with a question", visiting(asked_household()));
    auto missed = visiting(visiting_household(), {text_message("x", "m2", "今晚我回来吃饭", at(11, 21, 8, 0))});
    missed.state.visits = {past_visit("v9", "m1", at(11, 21, 9, 20), 0s)};
    missed.state.visits.front().seen = false;
    add("home with a missed visit", missed);
    auto busy = visiting_household();
    busy.capabilities = {contract::Capability::Messages, contract::Capability::Visits, contract::Capability::Medicines, contract::Capability::Consults,
                         contract::Capability::Meals, contract::Capability::Services};
    auto among = visiting(busy);
    among.state.visits = missed.state.visits;
    add("a missed visit among six tiles", among);
    return all;
}

}  // namespace anju::test
