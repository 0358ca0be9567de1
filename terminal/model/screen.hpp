// SPDX-License-Identifier: Apache-2.0
// Which screen a state shows, and what on it is the model's decision.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "terminal/model/state.hpp"

namespace anju::model {

enum class Screen {
    Pairing, Night, Home, Messages, Message, Settings, About, Gauges,
    Family, Calling, Ringing, AutoAnswer, Call, LeaveMessage, VisitCode, VisitEnded, VisitLog, VisitRule, Alarm,
};

Screen current_screen(const State& state);

// Local night hours of the household; there is no night while the TV is being installed.
bool at_night(const State& state);
// At night, and no key for a minute.
bool asleep(const State& state);

// A call has the screen, or its end: Calling, Ringing, AutoAnswer, Call, VisitEnded. Over whatever was there, also at night.
bool is_call(Screen screen);
// How far an alarm is, as it may be said here. NotOut: as far as anybody knows, nothing has left this box.
enum class AlarmStage { Calling, NotOut, Lost, Received, Accepted, Changing, Cancelled, Ended };
std::optional<AlarmStage> alarm_stage(const State& state);
bool alarm_shown(const State& state);        // its screen is not left
bool alarm_in_progress(const State& state);  // open, and not being taken back before anybody heard of it
bool alarm_is_over(const State& state);      // cancelled or ended, and the guard still says so
bool guard_is_lost(const State& state);      // for longer than its restart takes
bool taking_back(const State& state);        // 返回 was pressed just now; the guard has not answered
std::optional<Time> take_back_until(const State& state);  // nothing: 返回 takes nothing back any more
int alarm_presses(const State& state);       // of what is open
// Nothing sounds by itself: a dark room that nobody asked. A call and an alarm speak also then.
bool silent(const State& state);

// What both sides can do, in the order of the tiles on home.
std::vector<contract::Capability> tiles(const State& state);
// A tile that needs the network says 要等网络 without it.
bool needs_network(contract::Capability capability);
std::string tile_id(contract::Capability capability);
inline constexpr const char* kCard = "card";
inline constexpr const char* kSettings = "settings";
std::string row_id(const std::string& message);
// Where focus stands on home when nobody has moved it.
std::string home_focus(const State& state);

// It is there and wanted, and has not opened in time: another program may have it.
bool camera_fails(const State& state);
std::optional<Time> camera_fails_at(const State& state);
bool can_visit(const State& state);  // the tile stands
bool can_talk(const State& state);   // … or the red key, and this machine has what pictures and sound take
bool talks(const State& state);      // the call that goes on is the talk about an alarm
const contract::Member* find_member(const State& state, const std::string& member);
// The elder agreed that this caller is answered by itself, now.
bool rule_answers(const State& state, const std::string& member);
// Why a countdown would not be heard: it is spoken, or there is none.
enum class Hush { None, Off, NoSpeaker, NoSpeech };
Hush hushed_by(const State& state);
// Relatives in the order of the household: 视频看家人.
std::vector<const contract::Member*> relatives(const State& state);
const contract::Presence* presence_of(const State& state, const std::string& member);
// This TV calls, and the phone says that it rings aloud.
bool rings_there(const State& state);
// Not answered and not looked at yet, newest first.
std::vector<const contract::Visit*> missed_visits(const State& state);
// A rule that waits for OK; the oldest first.
const contract::VisitRule* proposed_rule(const State& state);
const contract::VisitRule* rule_of(const State& state, const std::string& member);

// The connection in the last 60 minutes, as far as this program has run.
struct LinkHour {
    std::vector<int> minutes;  // per cent that it stood, oldest first, the last is the one that runs; -1: not known
    std::chrono::milliseconds known{}, online{};
};
LinkHour link_hour(const State& state);

const contract::Message* find_message(const State& state, const std::string& id);
const PendingSeen* find_pending(const State& state, const std::string& message);
// On the platform, or pressed here and on the way.
bool seen(const State& state, const contract::Message& message);
std::optional<Time> seen_at(const State& state, const contract::Message& message);
int unseen_count(const State& state);

}  // namespace anju::model
