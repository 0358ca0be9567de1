// SPDX-License-Identifier: Apache-2.0
// What was measured of a person: entered once, never changed, taken out of the count when it was a mistake.
#include "platform/server/reading.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::Reading;
using contract::Readings;

constexpr int kOfEach = 30;    // of every kind, for the page
constexpr int kOfOne = 500;    // of one kind
constexpr std::string_view kSelect =
    "SELECT r.id, r.kind, r.value, r.second, r.pulse, r.meal, r.source, r.note, r.measured_at, r.entered_at, s.display_name, r.withdrawn"
    " FROM reading r JOIN person p ON p.id = r.person LEFT JOIN staff s ON r.who = 'staff:' || s.id ";

Reading reading_at(const Row& row) {
    const auto whole = [&](std::size_t column) { return static_cast<int>(row.number(column)); };
    return {row.text(0), row.text(1), whole(2), whole(3), whole(4), row.text(5), row.text(6), row.text(7), row.time(8), row.time(9), row.text(10), whole(11) != 0};
}

Stored<Reading> load_reading(Transaction& tx, const std::string& household, const std::string& id) {
    const Rows rows = tx.run(std::string(kSelect) + "WHERE r.id = $1 AND p.household = $2", {id, household});
    return rows.empty() ? Stored<Reading>(not_found("reading_not_found")) : reading_at(rows[0]);
}

// Its id.
Stored<std::string> insert_reading(Work& work, const StaffCaller& staff, const HeldHousehold& home, const contract::NewReading& values) {
    const Rows person = work.tx.run("SELECT id FROM person WHERE household = $1", {home.id});
    if (person.empty()) {
        return not_found("household_not_found");
    }
    const std::string id = new_id();
    work.tx.run("INSERT INTO reading (id, person, kind, value, second, pulse, meal, source, note, measured_at, entered_at, who, withdrawn)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)",
                {id, person[0].text(0), values.kind, values.value, values.second, values.pulse, values.meal, values.source, values.note, values.measured_at,
                 work.now, name_of(staff)});
    // What was measured is not told here: who may read the changes may be nobody who may read this.
    write_audit(work, {name_of(staff), "reading.entered", id, home.id, home.path, "", json_of({{"kind", values.kind}})});
    return id;
}

}  // namespace

Stored<Readings> SqlRepository::readings(const StaffCaller& staff, const std::string& household, const std::string& kind) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return read<Readings>([&](Transaction& tx) -> Stored<Readings> {
        if (!is_within(tx, staff, household)) {
            return not_found("household_not_found");
        }
        static const std::string sql = std::string(kSelect) + "WHERE p.household = $1 AND r.kind = $2 ORDER BY r.measured_at DESC, r.entered_at DESC, r.id LIMIT $3";
        Readings out;
        for (const ReadingKind& one : reading_kinds()) {
            if (!kind.empty() && kind != one.name) {
                continue;
            }
            for (const Row& row : tx.run(sql, {household, std::string(one.name), kind.empty() ? kOfEach : kOfOne})) {
                out.readings.push_back(reading_at(row));
            }
        }
        return out;
    });
}

Stored<Reading> SqlRepository::add_reading(const StaffCaller& staff, const std::string& household, const contract::NewReading& given, const Once& once, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    const auto values = settled(given, now);
    if (!values) {
        return tl::unexpected(values.error());
    }
    const OnceKey key(name_of(staff), "reading", once);
    return write<Reading>(now, [&](Work& work) -> Stored<Reading> {
        const auto id = once_in_home(work, staff, household, key, [&](const HeldHousehold& home) { return insert_reading(work, staff, home, *values); });
        return id ? load_reading(work.tx, household, *id) : tl::unexpected(id.error());
    });
}

Stored<Reading> SqlRepository::withdraw_reading(const StaffCaller& staff, const std::string& household, const std::string& id, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<Reading>(now, [&](Work& work) -> Stored<Reading> {
        const auto home = hold_home(work, staff, household);
        if (!home) {
            return tl::unexpected(home.error());
        }
        auto reading = load_reading(work.tx, household, id);
        if (reading && !reading->withdrawn) {
            work.tx.run("UPDATE reading SET withdrawn = 1 WHERE id = $1", {id});
            write_audit(work, {name_of(staff), "reading.withdrawn", id, household, home->path, "", json_of({{"kind", reading->kind}})});
            reading->withdrawn = true;
        }
        return reading;
    });
}

}  // namespace anju::server
