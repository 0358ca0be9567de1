// SPDX-License-Identifier: Apache-2.0
// What staff does with a box: to another home, lent, taken back, lost, found.
#include <cstdio>

#include "platform/server/facts.hpp"
#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/box_watch.hpp"
#include "platform/server/storage/boxes.hpp"
#include "platform/server/storage/leaving.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

using contract::BoxAct;
using contract::BoxRow;

constexpr std::size_t kMaxLentTo = 40;

struct Held {
    std::string id, number, household, path, ending, lent_to;
    std::optional<HeldHousehold> home;  // while it stands in one
};

// No day that is over where the stations are.
Stored<void> check_day(const std::string& day, Time now) {
    int year = 0, month = 0, date = 0, end = 0;
    if (day.size() != 10 || std::sscanf(day.c_str(), "%4d-%2d-%2d%n", &year, &month, &date, &end) != 3 || end != 10) {
        return refused("date_malformed");
    }
    const std::chrono::year_month_day given{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(static_cast<unsigned>(date))};
    const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now + std::chrono::hours(8))};
    return given.ok() && given >= today ? Stored<void>{} : refused("date_impossible");
}

// Its key and its stream end with this; where it stood in no home, they had before.
void shut_out(Work& work, const Held& box, const std::string& who, const std::string& how) {
    if (box.home) {
        unpair_terminal(work, *box.home, box.id, who, how);
    }
    work.tx.run("UPDATE terminal SET ending = $2, ended_at = $3, next_home = NULL WHERE id = $1", {box.id, how, work.now});
}

bool names(const std::string& typed, const Held& box) { return ascii_lower(typed) == ascii_lower(box.number); }

Stored<void> move(Work& work, const StaffCaller& staff, const Held& box, const std::string& target, const std::string& typed) {
    const Rows there = work.tx.run("SELECT 1 FROM household WHERE id = $1 AND path >= $2 AND path < $3 AND closed_at IS NULL",
                                   {target, staff.scope, end_of(staff.scope)});
    if (there.empty()) {
        return not_found("household_not_found");
    }
    if (box.home && box.household == target) {
        return refused("box_same_home");
    }
    if (box.ending == "lost") {
        return conflict("box_not_so");
    }
    if (box.home && !names(typed, box)) {
        return refused("box_number_wrong");
    }
    shut_out(work, box, name_of(staff), "moved");
    work.tx.run("UPDATE terminal SET next_home = $2 WHERE id = $1", {box.id, target});
    return {};
}

Stored<void> lend(Work& work, const Held& box, const BoxAct& act, const std::string& whom) {
    if (whom.empty()) {
        return refused("fact_required");
    }
    if (code_points(whom) > kMaxLentTo) {
        return refused("fact_too_long");
    }
    if (const auto day = check_day(act.lent_until, work.now); !day) {
        return day;
    }
    if (box.ending == "lost") {
        return conflict("box_not_so");
    }
    work.tx.run("UPDATE terminal SET lent_to = $2, lent_until = $3 WHERE id = $1", {box.id, whom, act.lent_until});
    return {};
}

Stored<void> back_again(Work& work, const Held& box) {
    if (box.lent_to.empty()) {
        return conflict("box_not_so");
    }
    work.tx.run("UPDATE terminal SET lent_to = '', lent_until = '' WHERE id = $1", {box.id});
    return {};
}

Stored<void> take_back(Work& work, const StaffCaller& staff, const Held& box, const std::string& typed) {
    if (!names(typed, box)) {
        return refused("box_number_wrong");
    }
    if (box.ending == "taken_back" || box.ending == "lost") {
        return conflict("box_not_so");
    }
    shut_out(work, box, name_of(staff), "taken_back");
    work.tx.run("UPDATE terminal SET lent_to = '', lent_until = '' WHERE id = $1", {box.id});
    return {};
}

Stored<void> found_again(Work& work, const StaffCaller& staff, const Held& box) {
    if (box.ending != "lost") {
        return conflict("box_not_so");
    }
    shut_out(work, box, name_of(staff), "taken_back");
    return {};
}

Stored<void> lost(Work& work, const StaffCaller& staff, const Held& box) {
    if (box.ending == "lost") {
        return conflict("box_not_so");
    }
    shut_out(work, box, name_of(staff), "lost");
    return {};
}

// What was announced while it is still heard begins with its silence.
Stored<void> away(Work& work, const Held& box, const std::string& until) {
    if (const auto day = check_day(until, work.now); !day) {
        return day;
    }
    return box.home && write_away(work, box.id, until) ? Stored<void>{} : conflict("box_not_so");
}

Stored<void> home_again(Work& work, const Held& box) { return box.home && write_back(work, box.id) ? Stored<void>{} : conflict("box_not_so"); }

struct Named {
    std::string_view act, what;
};
constexpr Named kActs[] = {{"move", "box.moved"}, {"lend", "box.lent"}, {"returned", "box.returned"},
                           {"take_back", "box.taken_back"}, {"lost", "box.lost"}, {"found", "box.found"},
                           {"away", "box.away"}, {"back", "box.back"}};

std::string what_of(const std::string& act) {
    for (const Named& one : kActs) {
        if (one.act == act) {
            return std::string(one.what);
        }
    }
    return {};
}

// One that was stolen is shut out whatever happens; any other stays while somebody there has called for help.
bool ends_a_call(Work& work, const Held& box, const std::string& act) {
    return box.home && (act == "move" || act == "take_back") && has_open_alarm(work.tx, box.household);
}

Stored<void> do_it(Work& work, const StaffCaller& staff, const Held& box, const BoxAct& act, const std::string& whom) {
    if (ends_a_call(work, box, act.act)) return conflict("alarm_open");
    if (act.act == "move") return move(work, staff, box, act.household, act.number);
    if (act.act == "lend") return lend(work, box, act, whom);
    if (act.act == "returned") return back_again(work, box);
    if (act.act == "take_back") return take_back(work, staff, box, act.number);
    if (act.act == "found") return found_again(work, staff, box);
    if (act.act == "away") return away(work, box, act.away_until);
    if (act.act == "back") return home_again(work, box);
    return lost(work, staff, box);
}

// The home first, as everywhere; then the box as nobody has changed it since it was looked at.
Stored<Held> hold_box(Work& work, const StaffCaller& staff, const std::string& id, std::uint64_t seen) {
    const Rows stands = work.tx.run("SELECT household, unpaired_at, successor FROM terminal WHERE id = $1 AND path >= $2 AND path < $3",
                                    {id, staff.scope, end_of(staff.scope)});
    if (stands.empty() || !present_box(work.tx, staff.scope, id)) {
        return not_found("box_not_found");
    }
    if (!stands[0].empty_at(2)) {
        return conflict("changed_meanwhile");
    }
    Held box;
    if (stands[0].empty_at(1)) {
        box.home = hold_household(work, stands[0].text(0), staff.scope);
    }
    const Rows rows = work.tx.run(
        "UPDATE terminal SET revision = revision + 1 WHERE id = $1 AND revision = $2 AND successor IS NULL"
        " RETURNING id, box_number, household, path, ending, lent_to",
        {id, static_cast<std::int64_t>(seen)});
    if (rows.empty() || rows[0].text(4).empty() != box.home.has_value()) {
        return conflict("changed_meanwhile");
    }
    box.id = rows[0].text(0);
    box.number = rows[0].text(1);
    box.household = rows[0].text(2);
    box.path = rows[0].text(3);
    box.ending = rows[0].text(4);
    box.lent_to = rows[0].text(5);
    return box;
}

}  // namespace

Stored<BoxRow> SqlRepository::act_on_box(const StaffCaller& staff, const std::string& id, const BoxAct& act, const IsOnline& online, Time now) {
    if (!works_on_boxes(staff)) {
        return refused("role_missing");
    }
    const std::string what = what_of(act.act);
    if (what.empty()) {
        return refused("word_unknown");
    }
    if (!is_storable(act.lent_to)) {
        return refused("not_text");
    }
    const std::string whom = one_line(act.lent_to);
    auto done = write<BoxRow>(now, [&](Work& work) -> Stored<BoxRow> {
        const auto box = hold_box(work, staff, id, act.seen);
        if (!box) {
            return tl::unexpected(box.error());
        }
        if (const auto made = do_it(work, staff, *box, act, whom); !made) {
            return tl::unexpected(made.error());
        }
        write_audit(work, {name_of(staff), what, id, box->household, box->path, json_of({{"state", box->ending}, {"lent_to", box->lent_to}}),
                           json_of({{"household", act.household}, {"lent_to", whom}, {"lent_until", act.lent_until}, {"away_until", act.away_until}})});
        if (act.act == "away" || act.act == "back") {
            tell_desk_boxes(work, {id});
        }
        auto now_so = load_whole_box(work.tx, staff, id, online);
        return now_so ? Stored<BoxRow>(*std::move(now_so)) : not_found("box_not_found");
    });
    list_boxes_anew();
    return done;
}

}  // namespace anju::server
