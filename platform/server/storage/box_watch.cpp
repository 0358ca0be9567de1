// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/box_watch.hpp"

#include <algorithm>
#include <cstdio>

#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/load.hpp"

namespace anju::server {
namespace {

using contract::BoxFault;
using contract::BoxHealth;
using contract::DeskBox;

constexpr std::chrono::seconds kFirstBeat{90};  // a box that was just paired has as long to speak
constexpr int kOffsShown = 5;

std::optional<Time> later(std::optional<Time> a, std::optional<Time> b) { return !a ? b : !b ? a : std::max(a, b); }

}  // namespace

Watched watched_at(const Row& row) {
    Watched box;
    box.terminal = row.text(0);
    box.state = from_word(row.text(1), BoxHealth::Offline);
    box.since = row.maybe_time(2);
    box.faults = faults_of(row.text(3));
    box.away_until = row.text(4);
    box.second_at = row.maybe_time(5);
    box.first_tested_at = row.maybe_time(6);
    box.second_tested_at = row.maybe_time(7);
    box.voice_tested_at = row.maybe_time(8);
    box.paired_at = row.time(9);
    box.first_at = row.maybe_time(10);
    box.from_before = row.number(11) != 0;
    return box;
}

std::string words_of(const std::vector<BoxFault>& faults) {
    std::string words;
    for (int i = 0; i <= static_cast<int>(BoxFault::PathDown); ++i) {  // in one order, each once
        if (std::ranges::find(faults, static_cast<BoxFault>(i)) != faults.end()) {
            words.append(words.empty() ? "" : " ").append(contract::word(static_cast<BoxFault>(i)));
        }
    }
    return words;
}

std::vector<BoxFault> faults_of(const std::string& words) {
    std::vector<BoxFault> faults;
    for (std::size_t at = 0; at < words.size();) {
        const auto end = std::min(words.find(' ', at), words.size());
        if (const auto fault = from_word(std::string_view(words).substr(at, end - at), BoxFault::PathDown)) {
            faults.push_back(*fault);
        }
        at = end + 1;
    }
    return faults;
}

std::optional<BoxHealth> health_of(const Watched& box, Time now) {
    if (box.state) {
        return box.state;
    }
    return box.from_before || now - box.paired_at < kFirstBeat ? std::nullopt : std::optional(BoxHealth::Offline);
}

bool overdue(const Watched& box, Time now) {
    const auto old = [&](std::optional<Time> tested, Time from, std::chrono::hours limit) { return now - tested.value_or(from) > limit; };
    const Time from = box.first_at.value_or(box.paired_at);
    return old(box.first_tested_at, from, contract::kSilentOverdue) ||
           (box.second_at && old(box.second_tested_at, *box.second_at, contract::kSilentOverdue)) ||
           old(box.voice_tested_at, from, contract::kVoiceOverdue);
}

std::optional<Time> tested_at(const Watched& box) { return later(box.first_tested_at, later(box.second_tested_at, box.voice_tested_at)); }

std::string day_of(Time now) {
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(now + std::chrono::hours(8))};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return text;
}

bool count(WatchCounts& counts, const Watched& box, Time now) {
    const auto health = health_of(box, now);
    if (!health) {
        return false;
    }
    ++(*health == BoxHealth::Online ? counts.online : *health == BoxHealth::Offline ? counts.offline : counts.planned_off);
    const bool late = overdue(box, now);
    counts.with_faults += box.faults.empty() ? 0 : 1;
    counts.overdue += late ? 1 : 0;
    return *health != BoxHealth::Online || !box.faults.empty() || late;
}

std::vector<Watched> load_watched(Transaction& tx, const std::string& scope) {
    std::vector<Watched> all;
    for (const Row& row : tx.run("SELECT " + std::string(kWatched) + " FROM terminal t LEFT JOIN box_watch w ON w.terminal = t.id WHERE t.path >= $1 AND t.path < $2 AND t.unpaired_at IS NULL",
                                 {scope, end_of(scope)})) {
        all.push_back(watched_at(row));
    }
    return all;
}

std::vector<DeskBox> load_desk_boxes(Transaction& tx, const std::vector<std::string>& terminals, Time now) {
    std::vector<DeskBox> boxes;
    for (const std::string& id : terminals) {
        const Rows rows = tx.run("SELECT " + std::string(kWatched) + ", t.box_number, t.household, p.name, h.address FROM terminal t JOIN household h ON h.id = t.household"
                                 " JOIN person p ON p.household = h.id LEFT JOIN box_watch w ON w.terminal = t.id WHERE t.id = $1 AND t.unpaired_at IS NULL",
                                 {id});
        if (rows.empty()) {
            continue;
        }
        const Watched box = watched_at(rows[0]);
        const auto its = [&](std::size_t column) { return rows[0].text(kAfterWatched + column); };
        if (const auto health = health_of(box, now)) {
            boxes.push_back({id, its(0), its(1), its(2), its(3), *health, box.since, box.faults, tested_at(box), overdue(box, now)});
        }
    }
    return boxes;
}

std::optional<contract::BoxWatch> load_watch(Transaction& tx, const std::string& terminal, Time now, bool with_offs) {
    const Rows rows = tx.run("SELECT " + std::string(kWatched) + " FROM terminal t LEFT JOIN box_watch w ON w.terminal = t.id WHERE t.id = $1 AND t.unpaired_at IS NULL", {terminal});
    const auto box = rows.empty() ? std::nullopt : std::optional(watched_at(rows[0]));
    const auto health = box ? health_of(*box, now) : std::nullopt;
    if (!health) {
        return std::nullopt;
    }
    contract::BoxWatch watch{*health, box->since, box->faults, tested_at(*box), box->voice_tested_at, overdue(*box, now), box->away_until, {}};
    if (with_offs) {
        for (const Row& row : tx.run("SELECT from_at, to_at, planned FROM box_off WHERE terminal = $1 ORDER BY from_at DESC LIMIT $2", {terminal, kOffsShown})) {
            watch.offs.push_back({row.time(0), row.maybe_time(1), row.number(2) != 0});
        }
    }
    return watch;
}

}  // namespace anju::server
