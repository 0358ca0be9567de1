// SPDX-License-Identifier: Apache-2.0
// Subsidies and assessments: a new one may end the one before it, a corrected one takes its place; each leaves its entry.
#include <algorithm>

#include "platform/server/facts.hpp"
#include "platform/server/storage/care_records.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::CareRecord;
using contract::CareRecordEdit;

bool same_values(CareRecordEdit one, CareRecordEdit other) {
    one.corrects = other.corrects = one.replaces = other.replaces = "";
    return one == other;
}

// `before` null: nothing stood there. Answers the id of the row.
std::string store_record(Work& work, const StaffCaller& staff, const HeldHousehold& home, const CareRecord* before, const CareRecordEdit& values, std::string_view what) {
    const std::string id = new_id(), entry = before == nullptr ? id : before->entry;
    const std::string said(!what.empty() ? what : before == nullptr ? "record.added" : "record.corrected");
    write_audit(work, {name_of(staff), said, entry, home.id, home.path,
                       before == nullptr ? "" : kept(values_of(*before)), kept(values), values.sort});
    const auto change = load_change_of(work.tx, home.id, values.sort);
    work.tx.run("INSERT INTO care_record (id, entry, household, sort, kind, fen, period, authority, number, valid_from, valid_until, note, withdrawn, change)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                {id, entry, home.id, values.sort, values.kind, static_cast<std::int64_t>(values.fen), values.period, values.authority, values.number, values.from,
                 values.until, values.note, static_cast<std::int64_t>(values.withdrawn ? 1 : 0), static_cast<std::int64_t>(change)});
    if (before != nullptr) {
        work.tx.run("UPDATE care_record SET replaced_by = $2 WHERE id = $1", {before->id, id});
    }
    return id;
}

// What changes within a transaction that has held the household.
class Records {
  public:
    Records(Work& work, const StaffCaller& staff, const HeldHousehold& home, std::string_view what)
        : work_(work), staff_(staff), home_(home), what_(what), all_(load_care_records(work.tx, home.id)) {}

    Stored<std::string> edit(const CareRecordEdit& values) {
        const CareRecord* corrected = standing(values.corrects);
        const CareRecord* replaced = standing(values.replaces);
        if ((corrected == nullptr && !values.corrects.empty()) || (replaced == nullptr && !values.replaces.empty())) {
            return conflict("changed_meanwhile");
        }
        if ((corrected != nullptr && corrected->sort != values.sort) || (replaced != nullptr && (corrected != nullptr || replaced->sort != values.sort))) {
            return tl::unexpected(RepositoryError{Trouble::Refused, "word_unknown", "sort", {}});
        }
        if (corrected != nullptr && same_values(values_of(*corrected), values)) {
            return corrected->id;
        }
        if (corrected == nullptr && all_.size() >= kMostCareRecords) {
            return conflict("too_many_records");
        }
        if (replaced != nullptr && values.from <= replaced->from) {
            return tl::unexpected(RepositoryError{Trouble::Refused, "until_before_from", "from", {}});
        }
        for (const CareRecord& other : all_) {
            if (&other != corrected && &other != replaced && overlap(values_of(other), values)) {
                return conflict("record_overlaps");
            }
        }
        if (replaced != nullptr) {
            CareRecordEdit ended = values_of(*replaced);
            if (ended.until.empty() || ended.until >= values.from) {
                ended.until = day_before(values.from);
                store_record(work_, staff_, home_, replaced, ended, what_);
            }
        }
        return store_record(work_, staff_, home_, corrected, values, what_);
    }

  private:
    const CareRecord* standing(const std::string& id) const {
        const auto found = std::find_if(all_.begin(), all_.end(), [&](const CareRecord& one) { return one.id == id; });
        return id.empty() || found == all_.end() ? nullptr : &*found;
    }

    Work& work_;
    const StaffCaller& staff_;
    const HeldHousehold& home_;
    std::string_view what_;
    std::vector<CareRecord> all_;
};

}  // namespace

Stored<std::string> edit_record_of(Work& work, const StaffCaller& staff, const HeldHousehold& home, const CareRecordEdit& values, std::string_view what) {
    return Records(work, staff, home, what).edit(values);
}

Stored<CareRecord> SqlRepository::edit_record(const StaffCaller& staff, const std::string& household, const CareRecordEdit& edit, const Once& once, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    const auto values = settled(edit, day_in_china(now));
    if (!values) {
        return tl::unexpected(values.error());
    }
    const OnceKey key(name_of(staff), "record", once);
    return write<CareRecord>(now, [&](Work& work) -> Stored<CareRecord> {
        const auto id = once_in_home(work, staff, household, key, [&](const HeldHousehold& home) { return edit_record_of(work, staff, home, *values, ""); });
        if (!id) {
            return tl::unexpected(id.error());
        }
        // What came before this key was kept may have been corrected since: the row that stands now is the answer.
        const Rows entry = work.tx.run("SELECT entry FROM care_record WHERE id = $1", {*id});
        for (CareRecord& record : load_care_records(work.tx, household)) {
            if (!entry.empty() && record.entry == entry[0].text(0)) {
                return std::move(record);
            }
        }
        return not_found("record_not_found");
    });
}

}  // namespace anju::server
