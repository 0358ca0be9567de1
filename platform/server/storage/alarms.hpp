// SPDX-License-Identifier: Apache-2.0
// Incidents as they are kept, and who is told of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/desk.hpp"
#include "platform/server/alarm/incident.hpp"
#include "platform/server/alarm_records.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

struct IncidentRow {
    std::int64_t ordinal = 0;
    std::string id, household, path;
    std::uint64_t revision = 0;
    contract::AlarmSource source{};
    Time pressed_at{};
    std::optional<Time> first_accepted_at;
    std::string accepted_by, by_name, by_place;
    std::string note, outcome;
    std::string sending, responder, responder_name;  // who was sent last
    std::string offered_to, offered_name, offered_place;
    std::int64_t steps = 0;
    alarm::Incident now;  // what decides
    struct Step {
        std::string who, name, what, text;
    };
    std::vector<Step> unwritten{};  // the last of `steps`
};

// The home's row is held until the end of the transaction, closed or not: who changes an alarm of it comes one after the other.
void hold_alarms_of(Work& work, const std::string& household);
std::optional<IncidentRow> load_incident(Transaction& tx, const std::string& id);
// The one that is open in this home, or its newest.
std::optional<IncidentRow> load_newest_incident(Transaction& tx, const std::string& household);
// Waits, or is in somebody's hand; the home and its boxes stay as they are.
bool has_open_alarm(Transaction& tx, const std::string& household);
std::vector<IncidentRow> load_open_incidents(Transaction& tx, const std::string& scope);
std::vector<IncidentRow> load_call_backs(Transaction& tx, const std::string& scope);
// The one that its family knows of: open or ended after `since`, and it reached them.
std::optional<contract::Alarm> load_family_alarm(Transaction& tx, const std::string& household, Time since);
// Without an id: a new row, and it gets one; nobody has done anything with it yet. Else its steps are written as well.
void keep_incident(Work& work, IncidentRow& row);

struct Who {
    std::string id, name;  // "staff:…", 李姐; empty: the platform
};
// Written, with its entry in the audit, when the row is kept: all of a change at once, for each statement is a way to the database and back.
void write_step(Work& work, IncidentRow& row, const Who& who, std::string_view what, const std::string& text = "");
void write_steps(Work& work, IncidentRow& row);  // before somebody reads them

// What was typed so far, of who has it: a step of the timeline each 30 s at most while somebody types, and whenever something else follows.
void write_note(Work& work, IncidentRow& row, const Who& who, bool typing = false);
// Who has it next, or after another press, says what came of it.
void forget_outcome(IncidentRow& row);

// The same change, with one higher revision, to everyone who may know of it. Keeps the row. As it is told, of no run.
contract::Alarm tell_alarm(Work& work, IncidentRow& row);
void tell_desk(Work& work, IncidentRow& row);  // what is nobody's business but the desk's

contract::Alarm alarm_of(Transaction& tx, const IncidentRow& row, const std::string& report);
contract::DeskAlarm desk_alarm_of(Transaction& tx, const IncidentRow& row, const std::string& seat);

// Several of them, with what a seat reads of each: three questions for all.
struct DeskAlarms {
    struct Whose {
        std::string person, address;
        std::optional<contract::Photo> photo;
    };
    using Told = std::map<std::string, std::vector<std::string>>;  // by incident: whom of the family it has reached
    using Homes = std::map<std::string, Whose>;                    // by home
    std::vector<IncidentRow> rows;
    Told told;
    Homes homes;
    contract::DeskAlarm as_read_by(const std::string& seat, const IncidentRow& row) const;
};
DeskAlarms load_desk_alarms(Transaction& tx, const std::vector<std::string>& ids);
// In their order. `which`: kOpenWithin, kCallBackWithin of the scope, that chose them: two questions for all of them.
std::vector<contract::DeskAlarm> desk_alarms_of(Transaction& tx, const std::vector<IncidentRow>& rows, std::string_view which, const std::string& scope, const std::string& seat);
contract::AlarmCard card_of(Transaction& tx, const IncidentRow& row, const StaffCaller& staff, Time now);

// Brings it to where it must be by now, with a step of the timeline for each change; true: something was new.
// The family is told once, by the page that is open and by a notice.
bool move_incident(Work& work, IncidentRow& row, const MemberOnline& online, bool notify);

// This relative has truly heard of it; false: that was known.
bool note_told(Work& work, IncidentRow& row, const std::string& member, const std::string& name);

// What each quarter of a second, and each look at the desk, asks for: found by an index, however many there were.
inline constexpr std::string_view kDueIncidents = "WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at LIMIT $2";
inline constexpr std::string_view kOpenWithin = "WHERE path >= $1 AND path < $2 AND closed_at IS NULL";
inline constexpr std::string_view kCallBackWithin = "WHERE path >= $1 AND path < $2 AND call_back_by IS NOT NULL AND called_back_at IS NULL ORDER BY call_back_by, number";
inline constexpr std::string_view kSilentSeats = "SELECT staff FROM seat WHERE on_duty = 1 AND gone = 0 AND seen_at <= $1 ORDER BY seen_at, staff";

// --- seats ---
struct SeatRow {
    std::string staff, name, place, path;
    bool operates = false, heads = false;  // an operator; a manager
    bool on_duty = false, there = false;   // said so; and its page is there
    bool lately = false;                   // within a day: what nobody reads is not kept for it
    std::optional<Time> since;
};
// All that may see a home at `path`, nearest first.
std::vector<SeatRow> load_seats_over(Transaction& tx, const std::string& path, Time now);
std::vector<SeatRow> load_seats_within(Transaction& tx, const std::string& scope, Time now);
std::optional<SeatRow> load_seat(Transaction& tx, const std::string& staff, Time now);
contract::Seat seat_of(const SeatRow& row);
// Whether an alarm concerns this seat, among those that may see its home. What waits concerns whom it has reached.
bool hears(const SeatRow& seat, const alarm::Incident& incident, const std::vector<SeatRow>& over);
// The alarms that wait below this seat are looked at again at once.
void look_again_below(Work& work, const SeatRow& seat);
// And those that somebody has who is gone, or works elsewhere now: they go back to all.
void look_again_at_held(Work& work, const std::string& staff);
// Nobody else changes what this seat does until the end of the transaction.
void hold_seat(Work& work, const std::string& staff);
void tell_seat(Work& work, const SeatRow& seat);

}  // namespace anju::server
