// SPDX-License-Identifier: Apache-2.0
// What is kept of a box that is watched over, and what follows from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/supervision.hpp"
#include "platform/server/storage/beats.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

// The columns of a box in `w` and `t` (terminal), as watched_at reads them; the row of `w` may be missing: it was never heard.
inline constexpr std::string_view kWatched =
    "t.id, w.state, w.since, w.faults, w.away_until, w.second_at, w.first_tested_at, w.second_tested_at, w.voice_tested_at, t.created_at, w.first_at,"
    " CASE WHEN t.created_at < (SELECT applied_at FROM schema_migration WHERE name LIKE '%box_watch') THEN 1 ELSE 0 END";
inline constexpr std::size_t kAfterWatched = 12;  // the first column behind them

struct Watched {
    std::string terminal;
    std::optional<contract::BoxHealth> state;  // nothing: it was never heard
    std::optional<Time> since;
    std::vector<contract::BoxFault> faults;
    std::string away_until;
    std::optional<Time> second_at, first_tested_at, second_tested_at, voice_tested_at;
    Time paired_at{};
    std::optional<Time> first_at;
    bool from_before = false;  // paired when this platform could not hear a box yet
};
Watched watched_at(const Row& row);

std::string words_of(const std::vector<contract::BoxFault>& faults);
std::vector<contract::BoxFault> faults_of(const std::string& words);

// One that was never heard is offline once it had the time to speak; before that nothing is said of it, nor of one from before that has yet to
// get a guard that speaks.
std::optional<contract::BoxHealth> health_of(const Watched& box, Time now);
// A test of a path, or with voice, is too old. Where there was none, counted since it was heard first, or else paired.
bool overdue(const Watched& box, Time now);
std::optional<Time> tested_at(const Watched& box);
// Days are those of China.
std::string day_of(Time now);

struct WatchCounts {
    int online = 0, offline = 0, planned_off = 0, with_faults = 0, overdue = 0;
};
// Nothing: there is nothing to say about it.
bool count(WatchCounts& counts, const Watched& box, Time now);
// All that stand in a home within.
std::vector<Watched> load_watched(Transaction& tx, const std::string& scope);
// Of these, in this order; those that no longer stand in a home are left out.
std::vector<contract::DeskBox> load_desk_boxes(Transaction& tx, const std::vector<std::string>& terminals, Time now);
// Of one that stands in a home, with the last times in which it was off.
std::optional<contract::BoxWatch> load_watch(Transaction& tx, const std::string& terminal, Time now, bool with_offs);

// --- changes ---
// Every transaction locks what it changes in one order: box_beat, box_watch, box_off. So what the changes mean for the times off is written last.
struct Offs {
    std::vector<std::string> over, begun;
};
void write_offs(Work& work, const Offs& offs);
// Writes who was heard, and who is new.
void keep_beats(Work& work, const Beats& beats, Dialect dialect, std::vector<std::string>& changed);
// Those that were off and were heard since; of one alone, where it is named.
void bring_back(Work& work, std::vector<std::string>& changed, Offs& offs, const std::string& terminal = "");
void keep_faults(Work& work, const Beats& beats, std::vector<std::string>& changed);
// Who said that it goes off.
void let_go(Work& work, const Beats& beats, std::vector<std::string>& changed, Offs& offs);
// Those that were not heard since then.
void miss(Work& work, Time silent_before, std::vector<std::string>& changed, Offs& offs);
// Whoever should be back by today, and is not.
void end_absences(Work& work, std::vector<std::string>& changed, Offs& offs);
// As staff writes it. False: it cannot be so now.
bool write_away(Work& work, const std::string& terminal, const std::string& until);
bool write_back(Work& work, const std::string& terminal);
// It stands in no home any more.
void watch_no_more(Work& work, const std::string& terminal);
void tell_desk_boxes(Work& work, const std::vector<std::string>& changed);

}  // namespace anju::server
