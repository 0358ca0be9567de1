// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/alarms.hpp"

#include <algorithm>
#include <map>

#include "platform/server/facts.hpp"
#include "platform/server/storage/alarm_chain.hpp"
#include "platform/server/storage/care_records.hpp"
#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/many_rows.hpp"
#include "platform/server/storage/talks.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::Alarm;
using contract::AlarmCard;
using contract::AlarmReach;
using contract::AlarmSource;
using contract::AlarmState;
using contract::AlarmStep;
using contract::DeskAlarm;

constexpr int kBefore = 3;
constexpr std::chrono::seconds kNoteEach{30};
constexpr std::size_t kMostStepsAtOnce = 8;

constexpr std::string_view kIncident =
    "SELECT number, id, household, path, revision, state, reach, source, pressed_at, presses, received_at, waiting_since, next_at, first_accepted_at,"
    " accepted_at, accepted_by, by_name, by_place, cancelled_at, call_back_by, called_back_at, closed_at, note, outcome, steps, late,"
    " sending, responder, responder_name, responder_state, asked_at, expected_at, answer_due, offered_to, offered_name, offered_place, offered_until FROM incident ";

IncidentRow incident_at(const Row& row) {
    IncidentRow one;
    one.ordinal = row.number(0);
    one.id = row.text(1);
    one.household = row.text(2);
    one.path = row.text(3);
    one.revision = static_cast<std::uint64_t>(row.number(4));
    one.now.state = from_word(row.text(5), AlarmState::Closed).value_or(AlarmState::Waiting);
    one.now.reach = from_word(row.text(6), AlarmReach::Breach).value_or(AlarmReach::Nearest);
    one.source = from_word(row.text(7), AlarmSource::Tile).value_or(AlarmSource::Red);
    one.pressed_at = row.time(8);
    one.now.presses = row.number(9);
    one.now.received_at = row.time(10);
    one.now.waiting_since = row.time(11);
    one.now.next_at = row.maybe_time(12);
    one.first_accepted_at = row.maybe_time(13);
    one.now.accepted_at = row.maybe_time(14);
    one.accepted_by = row.text(15);
    one.by_name = row.text(16);
    one.by_place = row.text(17);
    one.now.cancelled_at = row.maybe_time(18);
    one.now.call_back_by = row.maybe_time(19);
    one.now.called_back_at = row.maybe_time(20);
    one.now.closed_at = row.maybe_time(21);
    one.note = row.text(22);
    one.outcome = row.text(23);
    one.now.has_outcome = !one.outcome.empty();
    one.steps = row.number(24);
    one.now.late = row.number(25) != 0;
    one.sending = row.text(26);
    one.responder = row.text(27);
    one.responder_name = row.text(28);
    if (!one.sending.empty()) {
        one.now.responder = alarm::Responding{from_word(row.text(29), contract::ResponderState::Declined).value_or(contract::ResponderState::Asked), row.time(30), row.maybe_time(31), row.maybe_time(32)};
    }
    one.offered_to = row.text(33);
    one.offered_name = row.text(34);
    one.offered_place = row.text(35);
    one.now.offered_until = row.maybe_time(36);
    return one;
}

std::optional<IncidentRow> first(const Rows& rows) { return rows.empty() ? std::nullopt : std::optional(incident_at(rows[0])); }

// A-20261121-0041: the day is that of the desk.
std::string number_of(const IncidentRow& row) {
    const auto day = day_in_china(row.now.received_at);
    const auto padded = [](std::int64_t number, std::size_t digits) {
        const std::string text = std::to_string(number);
        return std::string(digits - std::min(digits, text.size()), '0') + text;
    };
    return "A-" + padded(static_cast<int>(day.year()), 4) + padded(static_cast<unsigned>(day.month()), 2) + padded(static_cast<unsigned>(day.day()), 2) + "-" + padded(row.ordinal, 4);
}

AlarmStep step_at(const Row& row) { return {static_cast<std::uint64_t>(row.number(0)), row.time(1), row.text(2), row.text(3), row.text(4)}; }

using Told = DeskAlarms::Told;
using Homes = DeskAlarms::Homes;

// `which` chooses incidents.
Told told_of(Transaction& tx, std::string_view which, std::span<const Parameter> values) {
    Told told;
    for (const Row& row : tx.run("SELECT t.incident, m.name FROM incident_told t JOIN member m ON m.id = t.member WHERE t.incident IN (SELECT id FROM incident " + std::string(which) +
                                     ") ORDER BY t.at, m.name", values)) {
        told[row.text(0)].push_back(row.text(1));
    }
    return told;
}

Homes homes_of(Transaction& tx, std::string_view which, std::span<const Parameter> values) {
    Homes homes;
    for (const Row& row : tx.run("SELECT h.id, p.name, h.address, f.id, f.width, f.height FROM household h JOIN person p ON p.household = h.id LEFT JOIN photo f ON f.id = p.photo"
                                 " WHERE h.id IN (SELECT household FROM incident " + std::string(which) + ")", values)) {
        homes[row.text(0)] = {row.text(1), row.text(2), photo_at(row, 3)};
    }
    return homes;
}

Alarm alarm_as(const IncidentRow& row, const std::string& report, std::vector<std::string> family) {
    const alarm::Incident& now = row.now;
    Alarm alarm;
    alarm.id = row.id;
    alarm.report = report;
    alarm.revision = row.revision;
    alarm.state = now.state;
    alarm.reach = now.reach;
    alarm.presses = static_cast<int>(std::min<std::int64_t>(now.presses, contract::kMaxPresses));
    alarm.received_at = now.received_at;
    // Nobody has it while it changes hands.
    if (!row.accepted_by.empty() && !alarm::waits(now.state)) {
        alarm.accepted_at = now.accepted_at;
        alarm.by = contract::AlarmPerson{row.by_name, row.by_place};
    }
    if (now.responder && alarm::is_open(now.state)) {
        alarm.responder = contract::AlarmResponder{row.responder_name, now.responder->state, now.responder->expected_at};
    }
    alarm.family = std::move(family);
    alarm.cancelled_at = now.cancelled_at;
    alarm.call_back_by = now.called_back_at ? std::nullopt : now.call_back_by;
    alarm.closed_at = now.closed_at;
    return alarm;
}

DeskAlarm desk_alarm_as(const IncidentRow& row, const std::string& seat, const Told& told, const Homes& homes) {
    DeskAlarm desk;
    const auto family = told.find(row.id);
    desk.alarm = alarm_as(row, "", family == told.end() ? std::vector<std::string>{} : family->second);
    desk.source = row.source;
    desk.pressed_at = row.pressed_at;
    desk.household = row.household;
    desk.number = number_of(row);
    if (const auto home = homes.find(row.household); home != homes.end()) {
        desk.person = home->second.person;
        desk.address = home->second.address;
        desk.photo = home->second.photo;
    }
    desk.mine = row.now.state == AlarmState::Accepted && !seat.empty() && row.accepted_by == seat;
    if (row.now.offered_until) {
        desk.offered_to = contract::AlarmPerson{row.offered_name, row.offered_place};
        desk.offered_to_me = !seat.empty() && row.offered_to == seat;
        desk.offered_until = row.now.offered_until;
    }
    if (const auto& sent = row.now.responder; sent && alarm::is_open(row.now.state)) {
        desk.responder_silent = sent->state == contract::ResponderState::Asked && !sent->answer_due;
    }
    desk.reaches_next_at = alarm::reaches_next(row.now);
    if (row.now.state == AlarmState::Accepted && !row.now.has_outcome && row.now.accepted_at) {
        desk.outcome_due = *row.now.accepted_at + contract::kOutcomeDue;
    }
    return desk;
}

}  // namespace

void hold_alarms_of(Work& work, const std::string& household) { work.tx.run("UPDATE household SET activity = activity + 1 WHERE id = $1", {household}); }

std::optional<IncidentRow> load_incident(Transaction& tx, const std::string& id) { return first(tx.run(std::string(kIncident) + "WHERE id = $1", {id})); }

std::optional<IncidentRow> load_newest_incident(Transaction& tx, const std::string& household) {
    return first(tx.run(std::string(kIncident) + "WHERE household = $1 ORDER BY CASE WHEN state IN ('waiting', 'accepted', 'changing') THEN 0 ELSE 1 END, number DESC LIMIT 1",
                        {household}));
}

bool has_open_alarm(Transaction& tx, const std::string& household) {
    return !tx.run("SELECT 1 FROM incident WHERE household = $1 AND closed_at IS NULL AND state IN ('waiting', 'accepted', 'changing') LIMIT 1", {household}).empty();
}

std::vector<IncidentRow> load_open_incidents(Transaction& tx, const std::string& scope) {
    std::vector<IncidentRow> all;
    for (const Row& row : tx.run(std::string(kIncident).append(kOpenWithin), {scope, end_of(scope)})) {
        all.push_back(incident_at(row));
    }
    return all;
}

std::vector<IncidentRow> load_call_backs(Transaction& tx, const std::string& scope) {
    std::vector<IncidentRow> all;
    for (const Row& row : tx.run(std::string(kIncident).append(kCallBackWithin), {scope, end_of(scope)})) {
        all.push_back(incident_at(row));
    }
    return all;
}

std::optional<Alarm> load_family_alarm(Transaction& tx, const std::string& household, Time since) {
    const auto row = first(tx.run(std::string(kIncident) + "WHERE household = $1 AND reach NOT IN ($2, $3) AND (closed_at IS NULL OR closed_at > $4)"
                                                           " ORDER BY CASE WHEN state IN ('waiting', 'accepted', 'changing') THEN 0 ELSE 1 END, number DESC LIMIT 1",
                                  {household, contract::word(AlarmReach::Nearest), contract::word(AlarmReach::AllSeats), since}));
    return row ? std::optional(alarm_of(tx, *row, "")) : std::nullopt;
}

namespace {

// Who was sent and to whom it is offered: of few of them.
void keep_going(Work& work, IncidentRow& row) {
    if (!row.now.offered_until) {
        row.offered_to.clear();
    }
    const alarm::Responding sent = row.now.responder.value_or(alarm::Responding{});
    const auto some = [](const std::string& id) { return id.empty() ? std::nullopt : std::optional(id); };
    work.tx.run("UPDATE incident SET sending = $2, responder = $3, responder_name = $4, responder_state = $5, asked_at = $6, expected_at = $7, answer_due = $8, offered_to = $9,"
                " offered_name = $10, offered_place = $11, offered_until = $12 WHERE id = $1",
                {row.id, some(row.sending), some(row.responder), row.responder_name, row.now.responder ? std::optional(std::string(contract::word(sent.state))) : std::nullopt,
                 row.now.responder ? std::optional(sent.asked_at) : std::nullopt, sent.expected_at, sent.answer_due, some(row.offered_to), row.offered_name, row.offered_place,
                 row.now.offered_until});
}

}  // namespace

void keep_incident(Work& work, IncidentRow& row) {
    const alarm::Incident& now = row.now;
    if (row.id.empty()) {
        row.id = new_id();
        const Rows made = work.tx.run(
            "INSERT INTO incident (id, household, path, revision, state, reach, source, pressed_at, presses, received_at, waiting_since, next_at)"
            " VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING number",
            {row.id, row.household, row.path, contract::word(now.state), contract::word(now.reach), contract::word(row.source), row.pressed_at, now.presses,
             now.received_at, now.waiting_since, now.next_at});
        row.ordinal = made.empty() ? 0 : made[0].number(0);
        return;  // it has nothing else yet
    }
    write_steps(work, row);
    const auto by = row.accepted_by.empty() ? std::nullopt : std::optional(row.accepted_by);
    work.tx.run(
        "UPDATE incident SET revision = $2, state = $3, reach = $4, presses = $5, waiting_since = $6, next_at = $7, first_accepted_at = $8, accepted_at = $9,"
        " accepted_by = $10, by_name = $11, by_place = $12, cancelled_at = $13, call_back_by = $14, called_back_at = $15, closed_at = $16, note = $17,"
        " outcome = $18, steps = $19, late = $20 WHERE id = $1",
        {row.id, static_cast<std::int64_t>(row.revision), contract::word(now.state), contract::word(now.reach), now.presses, now.waiting_since, now.next_at,
         row.first_accepted_at, now.accepted_at, by, row.by_name, row.by_place, now.cancelled_at, now.call_back_by, now.called_back_at, now.closed_at, row.note,
         row.outcome, row.steps, now.late ? 1 : 0});
    if (now.responder || now.offered_until || !row.offered_to.empty()) {
        keep_going(work, row);
    }
}

void write_step(Work& work, IncidentRow& row, const Who& who, std::string_view what, const std::string& text) {
    ++row.steps;
    row.unwritten.push_back({who.id, who.name, std::string(what), text});
    if (row.unwritten.size() >= kMostStepsAtOnce) {
        write_steps(work, row);
    }
}

void write_steps(Work& work, IncidentRow& row) {
    const auto steps = std::exchange(row.unwritten, {});
    if (steps.empty()) {
        return;
    }
    std::int64_t number = row.steps - static_cast<std::int64_t>(steps.size());
    const Rows before = number == 0 ? Rows{} : work.tx.run("SELECT hash FROM incident_step WHERE incident = $1 AND number = $2", {row.id, number});
    std::vector<Change> audited;
    for (const IncidentRow::Step& step : steps) {
        audited.push_back({step.who.empty() ? "system" : step.who, "alarm." + step.what, row.id, row.household, row.path, "", json_of({{"text", step.text}})});
    }
    const auto entries = write_audit(work, audited);
    if (entries.size() != steps.size()) {
        return;  // the transaction is spoiled
    }
    std::vector<std::string> hashes{before.empty() ? "" : before[0].text(0)};
    hashes.reserve(1 + entries.size());  // what goes into a statement is looked at, not copied
    std::vector<Parameter> values;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        hashes.push_back(chained(hashes[i], {++number, steps[i].name, entries[i], audited[i], work.now}));
        values.insert(values.end(), {row.id, number, work.now, steps[i].what, steps[i].who, steps[i].name, steps[i].text, entries[i], hashes.back()});
    }
    work.tx.run("INSERT INTO incident_step (incident, number, at, what, who, name, text, entry, hash) VALUES " + placeholders(entries.size(), 9), values);
}

void write_note(Work& work, IncidentRow& row, const Who& who, bool typing) {
    write_steps(work, row);
    const Rows last = work.tx.run("SELECT at, text FROM incident_step WHERE incident = $1 AND what = 'note' ORDER BY number DESC LIMIT 1", {row.id});
    const std::string before = last.empty() ? "" : last[0].text(1);
    if (row.note == before || (typing && !last.empty() && last[0].time(0) > work.now - kNoteEach)) {
        return;
    }
    write_step(work, row, who, "note", row.note);
}

void forget_outcome(IncidentRow& row) {
    row.outcome.clear();
    row.now.has_outcome = false;
}

Alarm alarm_of(Transaction& tx, const IncidentRow& row, const std::string& report) {
    const Parameter its(row.id);
    return alarm_as(row, report, told_of(tx, "WHERE id = $1", {&its, 1})[row.id]);
}

DeskAlarm desk_alarm_of(Transaction& tx, const IncidentRow& row, const std::string& seat) {
    const Parameter its(row.id);
    return desk_alarm_as(row, seat, told_of(tx, "WHERE id = $1", {&its, 1}), homes_of(tx, "WHERE id = $1", {&its, 1}));
}

DeskAlarms load_desk_alarms(Transaction& tx, const std::vector<std::string>& ids) {
    DeskAlarms all;
    if (ids.empty()) {
        return all;
    }
    // Few lengths, so that few statements are prepared: the last one fills the rest.
    const std::size_t length = ids.size() == 1 ? 1 : ids.size() <= 10 ? 10 : std::max<std::size_t>(100, ids.size());
    std::vector<Parameter> values(ids.begin(), ids.end());
    values.resize(length, values.back());
    std::string which = "WHERE id IN ($1";
    for (std::size_t i = 2; i <= length; ++i) {
        which += ", $" + std::to_string(i);
    }
    which += ")";
    for (const Row& row : tx.run(std::string(kIncident) + which, values)) {
        all.rows.push_back(incident_at(row));
    }
    all.told = told_of(tx, which, values);
    all.homes = homes_of(tx, which, values);
    return all;
}

DeskAlarm DeskAlarms::as_read_by(const std::string& seat, const IncidentRow& row) const { return desk_alarm_as(row, seat, told, homes); }

std::vector<DeskAlarm> desk_alarms_of(Transaction& tx, const std::vector<IncidentRow>& rows, std::string_view which, const std::string& scope, const std::string& seat) {
    std::vector<DeskAlarm> all;
    if (rows.empty()) {
        return all;
    }
    const std::string end = end_of(scope);
    const Parameter within[] = {scope, end};
    const Told told = told_of(tx, which, within);
    const Homes homes = homes_of(tx, which, within);
    for (const IncidentRow& row : rows) {
        all.push_back(desk_alarm_as(row, seat, told, homes));
    }
    return all;
}

AlarmCard card_of(Transaction& tx, const IncidentRow& row, const StaffCaller& staff, Time now) {
    AlarmCard card;
    card.alarm = desk_alarm_of(tx, row, staff.staff);
    if (auto home = load_home_file(tx, row.household, seen_by(staff))) {
        card.home = *std::move(home);
        // Whoever answers reads what holds today; the rest is for who keeps the home.
        card.home.records = load_care_records(tx, row.household);
        std::erase_if(card.home.records, [today = written_day(day_in_china(now))](const contract::CareRecord& one) { return one.from > today || !stands_on(one, today); });
    }
    card.note = row.note;
    card.outcome = row.outcome;
    if (card.alarm.alarm.responder) {
        const Rows phone = tx.run("SELECT phone FROM staff WHERE id = $1", {row.responder});
        card.responder_phone = phone.empty() ? "" : phone[0].text(0);
    }
    for (const Row& step : tx.run("SELECT number, at, what, name, text FROM incident_step WHERE incident = $1 ORDER BY number", {row.id})) {
        card.steps.push_back(step_at(step));
    }
    for (const Row& one : tx.run("SELECT number, closed_at, 'closed', by_name, outcome FROM incident WHERE household = $1 AND number < $2 AND closed_at IS NOT NULL"
                                 " ORDER BY number DESC LIMIT $3",
                                 {row.household, row.ordinal, kBefore})) {
        card.before.push_back(step_at(one));
    }
    return card;
}

void tell_desk(Work& work, IncidentRow& row) {
    ++row.revision;
    keep_incident(work, row);
    work.tx.run("INSERT INTO desk_news (incident, revision) VALUES ($1, $2)", {row.id, static_cast<std::int64_t>(row.revision)});
    work.desk_news = true;
}

Alarm tell_alarm(Work& work, IncidentRow& row) {
    settle_talk(work, row);
    tell_desk(work, row);
    const Alarm told = alarm_of(work.tx, row, "");
    // Each box with the run that it knows.
    for (const Row& box : work.tx.run("SELECT t.id, (SELECT r.id FROM alarm_run r WHERE r.terminal = t.id AND r.incident = $2 ORDER BY r.heard_at DESC, r.sequence DESC LIMIT 1)"
                                      " FROM terminal t WHERE t.household = $1 AND t.unpaired_at IS NULL ORDER BY t.id",
                                      {row.household, row.id})) {
        Alarm its = told;
        its.report = box.text(1);
        give_late(work, {recipient_of_guard(box.text(0))}, contract::AlarmChanged{std::move(its)});
    }
    if (row.now.reach >= AlarmReach::HeadAndFamily) {
        give_late(work, linked_members_of(work, row.household), contract::AlarmChanged{told});
    }
    return told;
}

}  // namespace anju::server
