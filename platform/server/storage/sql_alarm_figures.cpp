// SPDX-License-Identifier: Apache-2.0
// What leaves the desk: one incident whole, and a month counted.
#include <algorithm>

#include "platform/server/storage/alarm_chain.hpp"
#include "platform/server/storage/desk_acts.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {
namespace {

using contract::AlarmExport;
using contract::AlarmFigures;

constexpr std::chrono::hours kClockOfDesk{8};

struct Month {
    Time begin{}, end{};
};
Month month_of(std::chrono::year_month month) {
    const auto first = [](std::chrono::year_month one) { return Time(std::chrono::sys_days(one / std::chrono::day{1})) - kClockOfDesk; };
    return {first(month), first(month + std::chrono::months{1})};
}

void count_alarms(Transaction& tx, const std::string& scope, const Month& month, AlarmFigures& out) {
    // Taken back: 返回 came before a person, and no press after it.
    const Rows rows = tx.run(
        "SELECT sum(CASE WHEN taken = 0 THEN 1 ELSE 0 END), sum(CASE WHEN waited <= 15000 THEN 1 ELSE 0 END), sum(CASE WHEN waited <= 60000 THEN 1 ELSE 0 END),"
        " sum(CASE WHEN waited <= 180000 THEN 1 ELSE 0 END), sum(CASE WHEN reach = 'breach' THEN 1 ELSE 0 END), sum(taken),"
        " sum(CASE WHEN outcome = 'false_alarm' THEN 1 ELSE 0 END), sum(CASE WHEN outcome = 'test' THEN 1 ELSE 0 END), sum(owed), sum(call_late), sum(outcome_late)"
        " FROM (SELECT reach, outcome, first_accepted_at - received_at AS waited,"
        " CASE WHEN cancelled_at IS NOT NULL AND first_accepted_at IS NULL THEN 1 ELSE 0 END AS taken, CASE WHEN call_back_by IS NOT NULL THEN 1 ELSE 0 END AS owed,"
        " CASE WHEN EXISTS (SELECT 1 FROM incident_step s WHERE s.incident = i.id AND s.what = 'call_back_late') THEN 1 ELSE 0 END AS call_late,"
        " CASE WHEN EXISTS (SELECT 1 FROM incident_step s WHERE s.incident = i.id AND s.what = 'outcome_late') THEN 1 ELSE 0 END AS outcome_late"
        " FROM incident i WHERE received_at >= $3 AND received_at < $4 AND path >= $1 AND path < $2) counted",
        {scope, end_of(scope), month.begin, month.end});
    if (rows.empty()) {
        return;
    }
    int* const figures[] = {&out.alarms, &out.answered_15s, &out.answered_60s, &out.answered_180s, &out.breaches, &out.taken_back,
                            &out.false_alarms, &out.tests, &out.call_backs, &out.call_backs_late, &out.outcomes_late};
    for (std::size_t i = 0; i < std::size(figures); ++i) {
        *figures[i] = static_cast<int>(rows[0].number(i));  // of no row: 0
    }
}

// Minutes since a box was heard first: nobody knows what was before, nor anything of one that never was.
void count_boxes(Transaction& tx, const std::string& scope, const Month& month, AlarmFigures& out) {
    const Rows boxes = tx.run("SELECT count(*), CAST(COALESCE(sum(CASE WHEN until > since THEN until - since ELSE 0 END), 0) AS BIGINT)"
                              " FROM (SELECT CASE WHEN w.first_at > $3 THEN w.first_at WHEN w.first_at <= $3 THEN $3 END AS since, CASE WHEN t.unpaired_at < $4 THEN t.unpaired_at ELSE $4 END AS until"
                              " FROM terminal t LEFT JOIN box_watch w ON w.terminal = t.id"
                              " WHERE t.path >= $1 AND t.path < $2 AND t.created_at < $4 AND (t.unpaired_at IS NULL OR t.unpaired_at >= $3)) there",
                              {scope, end_of(scope), month.begin, month.end});
    out.boxes = boxes.empty() ? 0 : static_cast<int>(boxes[0].number(0));
    const Rows off = tx.run("SELECT CAST(COALESCE(sum(CASE WHEN planned = 1 THEN until - since ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(sum(CASE WHEN planned = 1 THEN 0 ELSE until - since END), 0) AS BIGINT)"
                            " FROM (SELECT planned, CASE WHEN from_at > $3 THEN from_at ELSE $3 END AS since, CASE WHEN to_at < $4 THEN to_at ELSE $4 END AS until"
                            " FROM box_off WHERE path >= $1 AND path < $2 AND from_at < $4 AND (to_at IS NULL OR to_at > $3)) gone",
                            {scope, end_of(scope), month.begin, month.end});
    constexpr std::int64_t kMinute = 60'000;
    const auto minutes = [](std::int64_t milliseconds) { return static_cast<std::uint64_t>(std::max<std::int64_t>(milliseconds, 0) / kMinute); };
    out.box_minutes = minutes((boxes.empty() ? 0 : boxes[0].number(1)) - (off.empty() ? 0 : off[0].number(0)));
    out.offline_minutes = std::min(out.box_minutes, minutes(off.empty() ? 0 : off[0].number(1)));
}

bool heads(const StaffCaller& staff) {
    return std::ranges::any_of(staff.roles, [](contract::Role role) { return role == contract::Role::Manager || role == contract::Role::Administrator; });
}

}  // namespace

Stored<AlarmExport> SqlRepository::export_alarm(const StaffCaller& staff, const std::string& id, Time now) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    // A home's address and what happened there leave the house: it is written down who took them.
    return write<AlarmExport>(now, [&](Work& work) -> Stored<AlarmExport> {
        // Held: a step that is written meanwhile is in the incident and in the chain, or in neither.
        const auto row = hold_alarm(work, staff, id);
        if (!row) {
            return not_found("alarm_not_found");
        }
        Chain chain = load_chain(work.tx, *row);
        write_audit(work, {name_of(staff), "alarm_exported", row->id, row->household, row->path, "", ""});
        return AlarmExport{desk_alarm_of(work.tx, *row, staff.staff), row->note, row->outcome, std::move(chain.steps), chain.holds};
    });
}

Stored<AlarmFigures> SqlRepository::alarm_figures(const StaffCaller& staff, std::chrono::year_month month, Time now) {
    if (!heads(staff)) {
        return refused("role_missing");
    }
    return read<AlarmFigures>([&](Transaction& tx) -> Stored<AlarmFigures> {
        AlarmFigures figures;
        const int number = static_cast<int>(static_cast<unsigned>(month.month()));
        figures.month = std::to_string(static_cast<int>(month.year())) + (number < 10 ? "-0" : "-") + std::to_string(number);
        const Rows place = tx.run("SELECT name FROM organisation WHERE path = $1 OR ($1 = '/' AND parent IS NULL) ORDER BY path LIMIT 1", {staff.scope});
        figures.place = place.empty() ? "" : place[0].text(0);
        Month whole = month_of(month);
        count_alarms(tx, staff.scope, whole, figures);
        whole.end = std::min(whole.end, std::max(now, whole.begin));
        count_boxes(tx, staff.scope, whole, figures);
        return figures;
    });
}

}  // namespace anju::server
