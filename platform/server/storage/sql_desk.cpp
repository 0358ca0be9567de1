// SPDX-License-Identifier: Apache-2.0
// The desk: its queue, its seats, and what an operator does with an alarm.
#include <algorithm>
#include <array>

#include "platform/contract/codec.hpp"
#include "platform/server/facts.hpp"
#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/box_watch.hpp"
#include "platform/server/storage/desk_acts.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

using contract::AlarmCard;
using contract::AlarmState;
using contract::Desk;
using contract::DeskAlarm;
using contract::Seat;

constexpr std::array<std::string_view, 6> kOutcomes{"helped", "false_alarm", "test", "no_answer", "hospital", "other"};
constexpr std::string_view kNobodyThere = "no_answer";  // somebody rings there again
constexpr std::chrono::hours kChina{8};
constexpr std::chrono::minutes kNotBack{1};
constexpr std::chrono::seconds kSaidEach{4};  // by a page that is off duty, at most

Time day_began(Time now) { return std::chrono::floor<std::chrono::days>(now + kChina) - kChina; }

int place_in_line(AlarmState state) { return state == AlarmState::Changing ? 0 : state == AlarmState::Waiting ? 1 : 2; }

bool comes_before(const IncidentRow& a, const IncidentRow& b) {
    const int left = place_in_line(a.now.state), right = place_in_line(b.now.state);
    if (left != right) {
        return left < right;
    }
    return a.now.received_at != b.now.received_at ? a.now.received_at < b.now.received_at : a.ordinal < b.ordinal;
}

contract::DeskFigures figures_of(Transaction& tx, const std::string& scope, const BoxCount& boxes, Time now) {
    contract::DeskFigures figures;
    const Rows today = tx.run(
        "SELECT count(*), COALESCE(sum(CASE WHEN first_accepted_at - received_at <= 15000 THEN 1 ELSE 0 END), 0),"
        " COALESCE(sum(CASE WHEN first_accepted_at - received_at <= 60000 THEN 1 ELSE 0 END), 0), COALESCE(sum(CASE WHEN reach = 'breach' THEN 1 ELSE 0 END), 0)"
        " FROM incident WHERE received_at >= $3 AND path >= $1 AND path < $2",
        {scope, end_of(scope), day_began(now)});
    if (!today.empty()) {
        figures.today = static_cast<int>(today[0].number(0));
        figures.in_15s = static_cast<int>(today[0].number(1));
        figures.in_60s = static_cast<int>(today[0].number(2));
        figures.breaches = static_cast<int>(today[0].number(3));
    }
    figures.boxes_online = boxes.online;
    figures.boxes_offline = boxes.offline;
    return figures;
}

BoxCount boxes_within(Transaction& tx, const std::string& scope, Time now) {
    WatchCounts counts;
    for (const Watched& box : load_watched(tx, scope)) {
        count(counts, box, now);
    }
    return {counts.online, counts.offline, {}};
}

Desk load_desk(Transaction& tx, const StaffCaller& staff, const BoxCount& boxes, Time now) {
    const SeatRow own = own_seat(tx, staff, now);
    const auto seats = load_seats_within(tx, staff.scope, now);
    Desk desk;
    desk.now = now;
    desk.seat = seat_of(own);
    for (const SeatRow& seat : seats) {
        if (seat.staff != staff.staff) {
            desk.seats.push_back(seat_of(seat));
        }
    }
    auto open = load_open_incidents(tx, staff.scope);
    const auto waits_for_me = [&](const IncidentRow& row) { return row.now.offered_until && row.offered_to == staff.staff; };
    std::ranges::sort(open, [&](const IncidentRow& a, const IncidentRow& b) { return waits_for_me(a) != waits_for_me(b) ? waits_for_me(a) : comes_before(a, b); });
    std::erase_if(open, [&](const IncidentRow& row) {
        // Nobody above this place changes whether it concerns this seat.
        std::vector<SeatRow> over;
        std::ranges::copy_if(seats, std::back_inserter(over), [&](const SeatRow& seat) { return row.path.starts_with(seat.path); });
        return row.now.state == AlarmState::Cancelled || !hears(own, row.now, over);
    });
    desk.alarms = desk_alarms_of(tx, open, kOpenWithin, staff.scope, staff.staff);
    desk.call_back = desk_alarms_of(tx, load_call_backs(tx, staff.scope), kCallBackWithin, staff.scope, staff.staff);
    desk.figures = figures_of(tx, staff.scope, boxes, now);
    const Rows dial = tx.run("SELECT help_number FROM household WHERE path >= $1 AND path < $2 AND closed_at IS NULL AND help_number <> '' LIMIT 1", {staff.scope, end_of(staff.scope)});
    desk.help_number = dial.empty() ? "12349" : dial[0].text(0);
    return desk;
}

// This page is there. What it said before stays, or is `said` now; the others hear of what changed.
SeatRow seat_is_here(Work& work, const StaffCaller& staff, std::optional<bool> said) {
    const auto before = load_seat(work.tx, staff.staff, work.now);
    const bool on_duty = said.value_or(before && before->on_duty);
    const Rows gone = work.tx.run("SELECT gone FROM seat WHERE staff = $1", {staff.staff});
    const bool was = before && before->on_duty && before->there && !gone.empty() && gone[0].number(0) == 0;
    const auto since = on_duty ? std::optional(was && before->since ? *before->since : work.now) : std::nullopt;
    work.tx.run("INSERT INTO seat (staff, on_duty, since, seen_at, gone) VALUES ($1, $2, $3, $4, 0)"
                " ON CONFLICT (staff) DO UPDATE SET on_duty = $2, since = $3, seen_at = $4, gone = 0",
                {staff.staff, on_duty ? 1 : 0, since, work.now});
    SeatRow seat = own_seat(work.tx, staff, work.now);
    if (was != on_duty) {
        write_audit(work, {name_of(staff), on_duty ? "seat.on_duty" : "seat.off_duty", staff.staff, "", seat.path, "", ""});
        look_again_below(work, seat);
        tell_seat(work, seat);
    }
    return seat;
}

// A page that is off duty. One that is on duty says itself that it is there; if it said so no more for a minute it did not come back.
void is_there_off_duty(Work& work, const std::string& staff) {
    work.tx.run("UPDATE seat SET seen_at = $2, on_duty = 0, since = NULL, gone = 0 WHERE staff = $1 AND seen_at < $2 AND (on_duty = 0 OR (gone = 1 AND seen_at < $3))",
                {staff, work.now, work.now - kNotBack});
}

}  // namespace

// A city has 18,000 of them, and its pages read the desk every few seconds: they are counted for all of a place once in a while.
BoxCount SqlRepository::boxes_of_desk(Transaction& tx, const std::string& scope, Time now) {
    {
        const std::lock_guard lock(counting_);
        const auto known = boxes_counted_.find(scope);
        if (known != boxes_counted_.end() && known->second.at <= now && now < known->second.at + kBoxesCountedFor) {
            return known->second;
        }
    }
    BoxCount count = boxes_within(tx, scope, now);
    count.at = now;
    const std::lock_guard lock(counting_);
    boxes_counted_[scope] = count;
    return count;
}

Stored<Desk> SqlRepository::desk(const StaffCaller& staff, const IsOnline&, Time now) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    bool unsaid = false;
    auto desk = read<Desk>([&](Transaction& tx) -> Stored<Desk> {
        unsaid = !tx.run("SELECT 1 FROM seat WHERE staff = $1 AND (on_duty = 0 OR gone = 1) AND seen_at <= $2", {staff.staff, now - kSaidEach}).empty();
        return load_desk(tx, staff, boxes_of_desk(tx, staff.scope, now), now);
    });
    // Whose page is off duty reads the desk instead of saying that it is there.
    if (unsaid) {
        static_cast<void>(write<void>(now, [&](Work& work) -> Stored<void> {
            is_there_off_duty(work, staff.staff);
            return {};
        }));
    }
    return desk;
}

Stored<Seat> SqlRepository::sit(const StaffCaller& staff, bool on_duty, Time now) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    return write<Seat>(now, [&](Work& work) -> Stored<Seat> {
        hold_seat(work, staff.staff);
        if (!on_duty && !work.tx.run("SELECT 1 FROM incident WHERE accepted_by = $1 AND state = 'accepted' LIMIT 1", {staff.staff}).empty()) {
            return conflict("alarm_in_hand");
        }
        return seat_of(seat_is_here(work, staff, on_duty));
    }, Urgency::Alarm);
}

Stored<void> SqlRepository::watch_desk(const StaffCaller& staff, Time now) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        work.tx.run("INSERT INTO seat (staff, on_duty, since, seen_at, gone) VALUES ($1, 0, NULL, $2, 0) ON CONFLICT (staff) DO NOTHING", {staff.staff, now});
        is_there_off_duty(work, staff.staff);
        return {};
    }, Urgency::Alarm);
}

Stored<void> SqlRepository::lose_seat(const std::string& staff, Time now) {
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const Rows lost = work.tx.run("UPDATE seat SET gone = 1 WHERE staff = $1 AND on_duty = 1 AND gone = 0 AND seen_at <= $2 RETURNING 1", {staff, now - contract::kSeatGone});
        if (lost.empty()) {
            return {};
        }
        look_again_at_held(work, staff);
        if (const auto seat = load_seat(work.tx, staff, now)) {  // or it has ended, and has no place any more
            write_audit(work, {"system", "seat.gone", staff, "", seat->path, "", ""});
            look_again_below(work, *seat);
            tell_seat(work, *seat);
        }
        return {};
    }, Urgency::Alarm);
}

Stored<AlarmCard> SqlRepository::alarm_card(const StaffCaller& staff, const std::string& id, Time now) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    return read<AlarmCard>([&](Transaction& tx) -> Stored<AlarmCard> {
        const auto row = load_incident(tx, id);
        if (!row || row->path < staff.scope || row->path >= end_of(staff.scope)) {
            return not_found("alarm_not_found");
        }
        return card_of(tx, *row, staff, now);
    });
}

Stored<AlarmCard> SqlRepository::accept_alarm(const StaffCaller& staff, const std::string& id, Time now) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    return write<AlarmCard>(now, [&](Work& work) -> Stored<AlarmCard> {
        // The seat before the home, as where it signs on or is lost.
        hold_seat(work, staff.staff);
        auto row = hold_alarm(work, staff, id);
        if (!row) {
            return not_found("alarm_not_found");
        }
        const bool offered = row->now.state == AlarmState::Accepted && row->offered_to == staff.staff && row->now.offered_until.value_or(now) > now;
        if (row->now.state == AlarmState::Accepted && !offered) {
            return row->accepted_by == staff.staff ? Stored<AlarmCard>(card_of(work.tx, *row, staff, now)) : Stored<AlarmCard>(taken_by(*row));
        }
        if (!offered && !alarm::waits(row->now.state)) {
            return conflict(row->now.state == AlarmState::Closed ? "alarm_closed" : "alarm_cancelled");
        }
        const auto seat = load_seat(work.tx, staff.staff, now);
        if (!seat || !seat->on_duty) {
            return conflict("seat_off_duty");
        }
        seat_is_here(work, staff, std::nullopt);
        if (offered) {
            write_note(work, *row, {"staff:" + row->accepted_by, row->by_name});
            write_step(work, *row, {name_of(staff), seat->name}, "handed_over", row->by_name);
            alarm::hand_over(row->now);
        } else {
            alarm::accept(row->now, now);
            row->first_accepted_at = row->first_accepted_at ? row->first_accepted_at : now;
            write_step(work, *row, {name_of(staff), seat->name}, "accepted", seat->place);
        }
        row->accepted_by = staff.staff;
        row->by_name = seat->name;
        row->by_place = seat->place;
        tell_alarm(work, *row);
        return card_of(work.tx, *row, staff, now);
    }, Urgency::Alarm);
}

Stored<AlarmCard> SqlRepository::note_alarm(const StaffCaller& staff, const std::string& id, const std::string& text, Time now) {
    if (const auto good = check_note(text); !good) {
        return tl::unexpected(good.error());
    }
    return at_desk(staff, id, now, [&](Work& work, IncidentRow& row) -> Stored<bool> {
        if (row.now.state == AlarmState::Accepted && row.accepted_by != staff.staff) {
            return taken_by(row);  // whoever had it before may still be typing
        }
        if (row.note == text) {
            return false;
        }
        row.note = text;
        // Of whom a later step would be, nobody knows where nobody has it.
        write_note(work, row, who_is(work.tx, staff, now), row.now.state == AlarmState::Accepted);
        tell_desk(work, row);
        return false;
    });
}

Stored<AlarmCard> SqlRepository::decide_alarm(const StaffCaller& staff, const std::string& id, const contract::AlarmOutcome& outcome, Time now) {
    if (const auto good = check_note(outcome.text); !good) {
        return tl::unexpected(good.error());
    }
    if (std::ranges::find(kOutcomes, outcome.outcome) == kOutcomes.end()) {
        return refused("outcome_unknown");
    }
    return at_desk(staff, id, now, [&](Work& work, IncidentRow& row) -> Stored<bool> {
        if (const auto may = has_it(row, staff); !may) {
            return tl::unexpected(may.error());
        }
        const Who who = who_is(work.tx, staff, now);
        write_note(work, row, who);
        row.outcome = outcome.outcome;
        alarm::decided(row.now);
        write_step(work, row, who, "outcome", outcome.outcome + (outcome.text.empty() ? "" : "\n" + outcome.text));
        return true;
    });
}

Stored<AlarmCard> SqlRepository::called_back(const StaffCaller& staff, const std::string& id, const std::string& text, Time now) {
    if (const auto good = check_note(text); !good) {
        return tl::unexpected(good.error());
    }
    return at_desk(staff, id, now, [&](Work& work, IncidentRow& row) -> Stored<bool> {
        if (!row.now.call_back_by || row.now.called_back_at) {
            return conflict("no_call_back");
        }
        const bool cancelled = row.now.state == AlarmState::Cancelled;
        const Who who = who_is(work.tx, staff, now);
        alarm::called_back(row.now, now);
        write_step(work, row, who, "called_back", text);
        if (cancelled) {
            write_step(work, row, who, "closed", row.outcome);
        }
        return true;
    });
}

Stored<AlarmCard> SqlRepository::close_alarm(const StaffCaller& staff, const std::string& id, Time now) {
    return at_desk(staff, id, now, [&](Work& work, IncidentRow& row) -> Stored<bool> {
        if (row.now.state == AlarmState::Cancelled) {
            return conflict("alarm_cancelled");
        }
        if (const auto may = has_it(row, staff); !may) {
            return tl::unexpected(may.error());
        }
        if (row.outcome.empty()) {
            return conflict("outcome_missing");
        }
        alarm::close(row.now, row.outcome == kNobodyThere, now);
        const Who who = who_is(work.tx, staff, now);
        write_note(work, row, who);
        write_step(work, row, who, "closed", row.outcome);
        return true;
    });
}

}  // namespace anju::server
