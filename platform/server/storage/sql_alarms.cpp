// SPDX-License-Identifier: Apache-2.0
// What boxes report of a call for help, and what time does to it.
#include <algorithm>
#include <limits>

#include "platform/contract/codec.hpp"
#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {
namespace {

using contract::Alarm;
using contract::AlarmReport;

constexpr int kMovedAtOnce = 200;
constexpr int kNewsAtOnce = 20;  // hundreds: a storm that a killed program had not told
constexpr std::chrono::seconds kPutOff{2};  // one that could not be moved, so that others have its turn

struct KnownRun {
    std::string terminal, incident;
    std::uint64_t sequence = 0;
    alarm::Run run;
};

std::optional<KnownRun> load_run(Transaction& tx, const std::string& id) {
    const Rows rows = tx.run("SELECT terminal, incident, sequence, presses, taken_back FROM alarm_run WHERE id = $1", {id});
    if (rows.empty()) {
        return std::nullopt;
    }
    return KnownRun{rows[0].text(0), rows[0].text(1), static_cast<std::uint64_t>(rows[0].number(2)), {rows[0].number(3), rows[0].number(4)}};
}

tl::unexpected<RepositoryError> malformed_report(std::string field) { return tl::unexpected(RepositoryError{Trouble::Refused, "report_malformed", std::move(field), {}}); }

Stored<void> check_report(const AlarmReport& report) {
    const auto good = [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
    if (report.id.size() < 8 || report.id.size() > 64 || !std::all_of(report.id.begin(), report.id.end(), good)) {
        return malformed_report("id");
    }
    if (report.sequence == 0 || report.sequence > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return malformed_report("sequence");
    }
    if (report.presses < 1 || report.presses > contract::kMaxPresses) {
        return malformed_report("presses");
    }
    if (report.taken_back < 0 || report.taken_back > report.presses) {
        return malformed_report("taken_back");
    }
    return {};
}

Stored<void> check_known(const TerminalCaller& tv, const AlarmReport& report, const std::optional<KnownRun>& known) {
    if (known && known->terminal != tv.terminal) {
        return conflict("report_of_another");
    }
    return known && known->sequence != report.sequence ? conflict("report_sequence") : Stored<void>{};
}

bool every_press_taken_back(Transaction& tx, const std::string& incident) {
    return tx.run("SELECT 1 FROM alarm_run WHERE incident = $1 AND taken_back < presses LIMIT 1", {incident}).empty();
}

void write_run(Work& work, const TerminalCaller& tv, const AlarmReport& report, const alarm::Run& run, const std::string& incident) {
    work.tx.run("INSERT INTO alarm_run (id, terminal, sequence, incident, presses, taken_back, heard_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
                " ON CONFLICT (id) DO UPDATE SET incident = $4, presses = $5, taken_back = $6 WHERE alarm_run.terminal = $2",
                {report.id, tv.terminal, static_cast<std::int64_t>(report.sequence), incident, run.presses, run.taken_back, work.now});
}

struct Reporting {
    const TerminalCaller& tv;
    const AlarmReport& report;
    const MemberOnline& online;
    bool notify = false;
};

// The incident that this report belongs to; a new one has no id yet.
IncidentRow incident_for(Work& work, const Reporting& said, const HeldHousehold& home, const std::optional<KnownRun>& known) {
    auto its = known ? load_incident(work.tx, known->incident) : std::nullopt;
    auto homes = load_newest_incident(work.tx, home.id);
    const auto now_of = [](const std::optional<IncidentRow>& row) { return row ? std::optional(row->now) : std::nullopt; };
    const auto goes = alarm::goes_to(said.report, known ? std::optional(known->run) : std::nullopt, now_of(its), now_of(homes), its && homes && its->id == homes->id, work.now);
    if (goes == alarm::Goes::Same && its) {
        return *std::move(its);
    }
    if (goes == alarm::Goes::Joins && homes) {
        return *std::move(homes);
    }
    IncidentRow row;
    row.household = home.id;
    row.path = home.path;
    row.source = said.report.source;
    row.pressed_at = std::min(said.report.pressed_at, work.now);
    row.now = alarm::begun(work.now);
    return row;
}

std::string pressed_text(const AlarmReport& report, std::int64_t added) {
    const std::string source(contract::word(report.source));
    return added > 1 ? source + " ×" + std::to_string(added) : source;
}

Stored<Alarm> keep_report(Work& work, const Reporting& said) {
    const auto home = hold_household(work, said.tv.household, "/");
    const Rows box = work.tx.run("SELECT CASE WHEN EXISTS (SELECT 1 FROM alarm_run r WHERE r.terminal = t.id AND r.sequence = $3) THEN 1 ELSE 0 END"
                                 " FROM terminal t WHERE t.id = $1 AND t.household = $2 AND t.unpaired_at IS NULL",
                                 {said.tv.terminal, said.tv.household, static_cast<std::int64_t>(said.report.sequence)});
    if (!home || box.empty()) {
        return not_found("terminal_unknown");
    }
    const auto known = load_run(work.tx, said.report.id);
    if (const auto fits = check_known(said.tv, said.report, known); !fits) {
        return tl::unexpected(fits.error());
    }
    const auto merged = alarm::merge(known ? std::optional(known->run) : std::nullopt, said.report);
    IncidentRow row = incident_for(work, said, *home, known);
    if (!merged.news) {
        return alarm_of(work.tx, row, said.report.id);
    }
    const bool fresh = row.id.empty();
    // A box whose journal was lost counts from one again. That is no reason to lose its call.
    const bool again = !known && box[0].number(0) != 0;
    if (fresh) {
        keep_incident(work, row);
    }
    write_run(work, said.tv, said.report, merged.run, row.id);
    const bool taken = merged.run.taken_back > (known ? known->run.taken_back : 0);
    const auto became = alarm::press(row.now, merged.added, every_press_taken_back(work.tx, row.id), taken, work.now);
    const Who presser{name_of(said.tv), ""};
    if (merged.added > 0) {
        write_step(work, row, presser, "pressed", pressed_text(said.report, merged.added));
    }
    if (fresh) {
        write_step(work, row, {}, "received");
    }
    if (again) {
        write_step(work, row, {}, "sequence_again", std::to_string(said.report.sequence));
    }
    if (became == alarm::Became::Cancelled) {
        write_step(work, row, presser, "cancelled");
    } else if (became == alarm::Became::KeptOn) {
        write_step(work, row, presser, "taken_back_late");
    } else if (became == alarm::Became::Live) {
        forget_outcome(row);
    }
    move_incident(work, row, said.online, said.notify);
    Alarm told = tell_alarm(work, row);
    told.report = said.report.id;
    return told;
}

}  // namespace

Stored<Alarm> SqlRepository::report_alarm(const TerminalCaller& tv, const AlarmReport& report, const MemberOnline& online, Time now) {
    if (const auto good = check_report(report); !good) {
        return tl::unexpected(good.error());
    }
    // What is known already is answered without a write: a box says it again until it has heard an answer.
    const auto known = read<std::optional<Alarm>>([&](Transaction& tx) -> Stored<std::optional<Alarm>> {
        const auto run = load_run(tx, report.id);
        const bool same = run && run->terminal == tv.terminal && run->sequence == report.sequence && !alarm::merge(run->run, report).news;
        const auto row = same ? load_incident(tx, run->incident) : std::nullopt;
        return row ? std::optional(alarm_of(tx, *row, report.id)) : std::nullopt;
    });
    if (known && *known) {
        return **known;
    }
    return write<Alarm>(now, [&](Work& work) { return keep_report(work, {tv, report, online, options_.notify}); }, Urgency::Report);
}

Stored<Alarm> SqlRepository::alarm_of_report(const TerminalCaller& tv, const std::string& report) {
    return read<Alarm>([&](Transaction& tx) -> Stored<Alarm> {
        const auto run = load_run(tx, report);
        const auto row = run && run->terminal == tv.terminal ? load_incident(tx, run->incident) : std::nullopt;
        if (!row || row->household != tv.household) {
            return not_found("alarm_not_found");
        }
        return alarm_of(tx, *row, report);
    });
}

// Of one round: what is due, without those that failed a moment ago.
struct SqlRepository::DueAlarms {
    std::vector<std::string> silent;
    std::vector<std::pair<std::string, std::string>> alarms;  // with their homes
    bool news = false;  // of a change whose program ended before it had told the desk
};

Stored<SqlRepository::DueAlarms> SqlRepository::due_alarms(Time now) {
    std::erase_if(put_off_, [&](const auto& one) { return one.second <= now; });
    return read<DueAlarms>([&](Transaction& tx) -> Stored<DueAlarms> {
        DueAlarms found;
        found.news = !tx.run("SELECT 1 FROM desk_news LIMIT 1").empty();
        for (const Row& row : tx.run(std::string(kSilentSeats), {now - contract::kSeatGone})) {
            if (!put_off_.contains(row.text(0))) {
                found.silent.push_back(row.text(0));
            }
        }
        for (const Row& row : tx.run(std::string("SELECT id, household FROM incident ").append(kDueIncidents), {now, kMovedAtOnce + static_cast<std::int64_t>(put_off_.size())})) {
            if (!put_off_.contains(row.text(0))) {
                found.alarms.emplace_back(row.text(0), row.text(1));
            }
        }
        return found;
    });
}

Stored<int> SqlRepository::move_alarms(const MemberOnline& online, Time now) {
    const std::lock_guard one_at_a_time(moving_);
    std::optional<RepositoryError> failed;
    // One that fails keeps no other waiting, and does not stand first in the next round.
    const auto put_off = [&](const std::string& id, const RepositoryError& why) {
        put_off_[id] = now + kPutOff;
        failed = failed ? failed : why;
    };
    auto due = due_alarms(now);
    if (due && !due->silent.empty()) {
        for (const std::string& staff : due->silent) {
            if (const auto done = lose_seat(staff, now); !done) {
                put_off(staff, done.error());
            }
        }
        due = due_alarms(now);
    }
    if (!due) {
        return tl::unexpected(due.error());
    }
    int moved = 0;
    for (const auto& alarm : due->alarms) {  // no binding by name: clang 14 takes none into a lambda
        const std::string& id = alarm.first;
        const auto news = write<bool>(now, [&](Work& work) -> Stored<bool> {
            hold_alarms_of(work, alarm.second);
            auto row = load_incident(work.tx, id);
            if (!row || !row->now.next_at || *row->now.next_at > now) {
                return false;  // another node has done it
            }
            // Looked at before its time because a seat came or went: who is the nearest now has not heard of it.
            const auto reaches = alarm::reaches_next(row->now);
            const bool others = row->now.reach == contract::AlarmReach::Nearest && reaches && *row->now.next_at < *reaches;
            const bool changed = move_incident(work, *row, online, options_.notify);
            if (changed || others) {
                tell_alarm(work, *row);
            } else {
                keep_incident(work, *row);
            }
            return changed;
        }, Urgency::Alarm, Telling::Later);
        moved += news && *news ? 1 : 0;
        if (!news) {
            put_off(id, news.error());
        }
    }
    if (due->news || !due->alarms.empty()) {
        if (const auto told = tell_desk_news(now, kNewsAtOnce); !told) {
            failed = failed ? failed : told.error();
        }
    }
    return failed ? Stored<int>(tl::unexpected(*failed)) : Stored<int>(moved);
}

}  // namespace anju::server
