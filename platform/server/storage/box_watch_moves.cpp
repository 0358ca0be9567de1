// SPDX-License-Identifier: Apache-2.0
// What beats, silence and staff do to a box that is watched over. Nodes share one database: each change is made once, by whoever comes first,
// and whoever was heard by another node since is not called silent.
#include <algorithm>
#include <iterator>
#include <set>

#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/box_watch.hpp"
#include "platform/server/storage/portions.hpp"

namespace anju::server {
namespace {

// A net that goes down takes a city with it: the desk reads the rest of such a moment in its list.
constexpr std::size_t kToldAtOnce = 20;
constexpr const char* kIsOff = "box_watch.state IN ('planned_off', 'offline')";  // as the index has it

// Their new state stands in box_watch already.
void begin_offs(Work& work, const std::vector<std::string>& terminals) {
    in_portions(terminals, [&](const std::string& list, const std::vector<Parameter>& some) {
        work.tx.run("INSERT INTO box_off (terminal, path, from_at, to_at, planned)"
                    " SELECT t.id, t.path, w.since, NULL, CASE WHEN w.state = 'planned_off' THEN 1 ELSE 0 END FROM box_watch w JOIN terminal t ON t.id = w.terminal WHERE w.terminal IN (" + list + ")"
                    " ON CONFLICT (terminal, from_at) DO UPDATE SET to_at = NULL, planned = excluded.planned",
                    some);
    });
}

void end_offs(Work& work, const std::vector<std::string>& terminals) {
    in_portions(terminals, [&](const std::string& list, const std::vector<Parameter>& some) {
        work.tx.run("UPDATE box_off SET to_at = (SELECT CASE WHEN w.since < box_off.from_at THEN box_off.from_at ELSE w.since END FROM box_watch w WHERE w.terminal = box_off.terminal)"
                    " WHERE to_at IS NULL AND terminal IN (" + list + ")",
                    some);
    });
}

// From one kind of being off to another, from now on.
void stays_off(Work& work, const std::string& terminal, std::string_view state, Offs& offs) {
    work.tx.run("UPDATE box_watch SET state = $2, since = $3 WHERE terminal = $1", {terminal, state, work.now});
    offs.over.push_back(terminal);
    offs.begun.push_back(terminal);
}

bool comes_back(Work& work, const std::string& terminal, Offs& offs) {
    const Rows rows = work.tx.run("SELECT state, away_until FROM box_watch WHERE terminal = $1", {terminal});
    if (rows.empty() || (rows[0].text(0) != "planned_off" && rows[0].text(1).empty())) {
        return false;
    }
    if (work.tx.run("UPDATE box_watch SET away_until = '' WHERE terminal = $1 AND state = $2 RETURNING 1", {terminal, rows[0].text(0)}).empty()) {
        return false;  // it changed this moment
    }
    if (rows[0].text(0) == "planned_off") {
        stays_off(work, terminal, "offline", offs);
    }
    return true;
}

std::vector<std::string> ids_of(const Rows& rows) {
    std::vector<std::string> ids;
    for (const Row& row : rows) {
        ids.push_back(row.text(0));
    }
    return ids;
}

void write_beats(Work& work, const Beats& beats, Dialect dialect) {
    if (dialect == Dialect::Sqlite) {
        for (const auto& [terminal, beat] : beats) {
            work.tx.run("UPDATE box_beat SET at = $2 WHERE terminal = $1", {terminal, beat.at});
        }
        return;
    }
    std::string list;  // ids are letters and digits: one way there for all of them
    for (const auto& [terminal, beat] : beats) {
        list.append(list.empty() ? "" : ",").append(terminal).append(" ").append(std::to_string(beat.at.time_since_epoch().count()));
    }
    work.tx.run("UPDATE box_beat SET at = n.at FROM (SELECT split_part(one, ' ', 1) AS terminal, CAST(split_part(one, ' ', 2) AS BIGINT) AS at FROM unnest(string_to_array($1, ',')) one) n"
                " WHERE box_beat.terminal = n.terminal",
                {list});
}

std::vector<std::string> those_missing(Work& work, const Beats& beats) {
    std::vector<std::string> all;
    for (const auto& [terminal, beat] : beats) {
        all.push_back(terminal);
    }
    std::set<std::string> known;
    in_portions(all, [&](const std::string& list, const std::vector<Parameter>& some) {
        for (const Row& row : work.tx.run("SELECT terminal FROM box_watch WHERE terminal IN (" + list + ")", some)) {
            known.insert(row.text(0));
        }
    });
    std::erase_if(all, [&](const std::string& terminal) { return known.contains(terminal); });
    return all;
}

}  // namespace

void keep_beats(Work& work, const Beats& beats, Dialect dialect, std::vector<std::string>& changed) {
    const auto missing = those_missing(work, beats);
    const std::string now = "$" + std::to_string(kPortion + 1);
    const auto enter = [&](const std::string& into, const std::string& values, std::vector<std::string>& entered) {
        in_portions(missing, [&](const std::string& list, std::vector<Parameter> some) {
            some.emplace_back(work.now);
            std::ranges::move(ids_of(work.tx.run("INSERT INTO " + into + " SELECT " + values + " FROM terminal WHERE unpaired_at IS NULL AND id IN (" + list +
                                                     ") ON CONFLICT (terminal) DO NOTHING RETURNING terminal",
                                                 some)),
                              std::back_inserter(entered));
        });
    };
    std::vector<std::string> beating;
    enter("box_beat (terminal, at)", "id, " + now, beating);
    write_beats(work, beats, dialect);
    enter("box_watch (terminal, state, since, first_at)", "id, 'online', " + now + ", " + now, changed);
    std::vector<std::string> second;
    for (const auto& [terminal, beat] : beats) {
        if (beat.second) {
            second.push_back(terminal);
        }
    }
    in_portions(second, [&](const std::string& list, std::vector<Parameter> some) {
        some.emplace_back(work.now);
        work.tx.run("UPDATE box_watch SET second_at = $" + std::to_string(some.size()) + " WHERE second_at IS NULL AND terminal IN (" + list + ")", some);
    });
}

void bring_back(Work& work, std::vector<std::string>& changed, Offs& offs, const std::string& terminal) {
    // Off since a moment that is yet to come: the clock was set back, and a beat of just now is by the new one.
    const std::string those = "UPDATE box_watch SET state = 'online', since = b.at, away_until = '' FROM box_beat b"
                              " WHERE b.terminal = box_watch.terminal AND " + std::string(kIsOff) +
                              " AND (b.at > box_watch.since OR (box_watch.since > $1 AND b.at <= $1 AND b.at > $2))", out = " RETURNING box_watch.terminal";
    const Time lately = work.now - contract::kOfflineAfter;
    const auto back = ids_of(terminal.empty() ? work.tx.run(those + out, {work.now, lately}) : work.tx.run(those + " AND box_watch.terminal = $3" + out, {work.now, lately, terminal}));
    offs.over.insert(offs.over.end(), back.begin(), back.end());
    changed.insert(changed.end(), back.begin(), back.end());
}

void keep_faults(Work& work, const Beats& beats, std::vector<std::string>& changed) {
    Beats others;  // those of which something else is kept
    for (const auto& [terminal, beat] : beats) {
        if (!beat.faults.empty()) {
            others.emplace(terminal, beat);
        }
    }
    for (const Row& row : work.tx.run("SELECT terminal, faults FROM box_watch WHERE faults <> ''")) {
        const auto found = beats.find(row.text(0));
        if (found != beats.end() && found->second.faults == row.text(1)) {
            others.erase(row.text(0));
        } else if (found != beats.end()) {
            others.insert_or_assign(row.text(0), found->second);
        }
    }
    for (const auto& [terminal, beat] : others) {
        if (!work.tx.run("UPDATE box_watch SET faults = $2 WHERE terminal = $1 AND faults <> $2 AND state <> 'gone' RETURNING 1", {terminal, beat.faults}).empty()) {
            changed.push_back(terminal);
        }
    }
}

void let_go(Work& work, const Beats& beats, std::vector<std::string>& changed, Offs& offs) {
    std::vector<std::string> gone;
    for (const auto& [terminal, beat] : beats) {
        if (beat.leaving && !work.tx.run("UPDATE box_watch SET state = 'planned_off', since = $2 WHERE terminal = $1 AND state = 'online' RETURNING 1", {terminal, beat.at}).empty()) {
            gone.push_back(terminal);
        }
    }
    offs.begun.insert(offs.begun.end(), gone.begin(), gone.end());
    changed.insert(changed.end(), gone.begin(), gone.end());
}

// Another node that has heard one of them meanwhile brings it back with its next round.
void miss(Work& work, Time silent_before, std::vector<std::string>& changed, Offs& offs) {
    const auto silent = ids_of(work.tx.run("UPDATE box_watch SET state = CASE WHEN away_until >= $2 THEN 'planned_off' ELSE 'offline' END, since = b.at FROM box_beat b"
                                           " WHERE b.terminal = box_watch.terminal AND box_watch.state = 'online' AND b.at <= $1 RETURNING box_watch.terminal",
                                           {silent_before, day_of(work.now)}));
    offs.begun.insert(offs.begun.end(), silent.begin(), silent.end());
    changed.insert(changed.end(), silent.begin(), silent.end());
}

void end_absences(Work& work, std::vector<std::string>& changed, Offs& offs) {
    for (const std::string& terminal : ids_of(work.tx.run("SELECT terminal FROM box_watch WHERE " + std::string(kIsOff) + " AND state = 'planned_off' AND away_until <> '' AND away_until < $1 ORDER BY terminal", {day_of(work.now)}))) {
        if (comes_back(work, terminal, offs)) {
            changed.push_back(terminal);
        }
    }
}

bool write_away(Work& work, const std::string& terminal, const std::string& until) {
    const Rows rows = work.tx.run("UPDATE box_watch SET away_until = $2 WHERE terminal = $1 AND state <> 'gone' RETURNING state", {terminal, until});
    if (rows.empty()) {
        return false;
    }
    if (rows[0].text(0) == "offline") {
        Offs offs;
        stays_off(work, terminal, "planned_off", offs);
        write_offs(work, offs);
    }
    return true;
}

bool write_back(Work& work, const std::string& terminal) {
    Offs offs;
    const bool done = comes_back(work, terminal, offs);
    write_offs(work, offs);
    return done;
}

void write_offs(Work& work, const Offs& offs) {
    end_offs(work, offs.over);
    begin_offs(work, offs.begun);
}

void watch_no_more(Work& work, const std::string& terminal) {
    work.tx.run("DELETE FROM box_beat WHERE terminal = $1", {terminal});
    work.tx.run("UPDATE box_watch SET state = 'gone', since = $2, faults = '', away_until = '' WHERE terminal = $1", {terminal, work.now});
    work.tx.run("UPDATE box_off SET to_at = $2 WHERE terminal = $1 AND to_at IS NULL", {terminal, work.now});
}

void tell_desk_boxes(Work& work, const std::vector<std::string>& changed) {
    std::vector<std::string> some(changed.begin(), changed.begin() + static_cast<std::ptrdiff_t>(std::min(changed.size(), kToldAtOnce)));
    std::ranges::sort(some);
    some.erase(std::unique(some.begin(), some.end()), some.end());  // clang 14 takes no subrange of the library's
    for (const auto& box : load_desk_boxes(work.tx, some, work.now)) {
        const Rows place = work.tx.run("SELECT path FROM terminal WHERE id = $1", {box.id});
        std::vector<std::string> seats;
        for (const SeatRow& seat : place.empty() ? std::vector<SeatRow>{} : load_seats_over(work.tx, place[0].text(0), work.now)) {
            if (seat.lately) {
                seats.push_back(recipient_of_seat(seat.staff));
            }
        }
        give_late(work, std::move(seats), contract::BoxHealthChanged{box});
    }
}

}  // namespace anju::server
