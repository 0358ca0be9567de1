// SPDX-License-Identifier: Apache-2.0
// Lists of homes: planned against what is stored, carried out, and written.
#include <algorithm>
#include <set>
#include <thread>

#include "platform/server/care_record.hpp"
#include "platform/server/pinyin.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/home_lists.hpp"
#include "platform/server/storage/list_batch.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

constexpr std::size_t kBatch = 500;                  // rows in one transaction: about 50 ms
constexpr std::chrono::milliseconds kBetween{5};     // another program's turn at the same SQLite file
constexpr std::size_t kExported = 512;

std::string digest_of(const ImportPlan& plan) {
    std::string all;
    for (const RowPlan& row : plan.rows) {
        all += std::to_string(row.row) + "\t" + std::to_string(static_cast<int>(row.fate)) + "\t" + row.household + "\t" + row.place + "\n";
        for (const ValueChange& change : row.changes) {
            all += change.field + "\t" + change.before + "\t" + change.after + "\n";
        }
        for (const Remark& remark : row.remarks) {
            all += remark.code + "\t" + remark.column + "\t" + remark.day + "\t" + remark.who + "\n";
        }
        all += row.refusal ? row.refusal->code + "\t" + row.refusal->value + "\n" : "";
    }
    return sha256_hex(all);
}

std::vector<std::size_t> all_of(const HomeList& list) {
    std::vector<std::size_t> rows(list.rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = i;
    }
    return rows;
}

ImportPlan plan_all(Transaction& tx, const StaffCaller& staff, const HomeList& list, Identities& known) {
    ImportPlan out;
    load_identities(tx, staff, known);
    const std::vector<std::size_t> rows = all_of(list);
    for (std::size_t from = 0; from < rows.size(); from += kBatch) {
        const RowIndex part = RowIndex(rows).subspan(from, std::min(kBatch, rows.size() - from));
        std::vector<Identities::Found> found;
        for (const std::size_t row : part) {
            found.push_back(known.find(list.rows[row]));
            if (!found.back().refusal) {
                found.back().refusal = known.claim(list.rows[row], found.back());
            }
        }
        for (RowPlan& row : plan_rows(tx, list, part, found)) {
            out.add(std::move(row));
        }
    }
    out.digest = digest_of(out);
    return out;
}

std::vector<std::string> pinyin_of_new(const HomeList& list, const ImportPlan& plan) {
    std::vector<std::string> all(plan.rows.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (plan.rows[i].fate == Fate::Create) {
            all[i] = pinyin_of(list.rows[i].fact("name"));
        }
    }
    return all;
}

// Once more, as it was carried out.
ImportPlan without(const ImportPlan& plan, const std::set<std::size_t>& left_out) {
    ImportPlan out;
    for (std::size_t i = 0; i < plan.rows.size(); ++i) {
        RowPlan row = plan.rows[i];
        if (left_out.contains(i)) {
            row.fate = Fate::Refused;
            row.changes.clear();
            row.records.clear();
            row.relatives.clear();
            row.remarks.clear();
            row.refusal = Refusal{"changed_meanwhile", "", "", 0};
        }
        out.add(std::move(row));
    }
    out.digest = plan.digest;
    return out;
}

}  // namespace

Stored<ImportPlan> SqlRepository::plan_import(const StaffCaller& staff, const HomeList& list, const std::string& place) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return read<ImportPlan>([&](Transaction& tx) -> Stored<ImportPlan> {
        Identities known(list);
        ImportPlan plan = plan_all(tx, staff, list, known);
        const bool homeless = std::any_of(plan.rows.begin(), plan.rows.end(), [](const RowPlan& row) { return row.fate == Fate::Create && row.place.empty(); });
        if (homeless && !place_of(tx, staff, place)) {
            return not_found("organisation_not_found");
        }
        return plan;
    });
}

Stored<ImportPlan> SqlRepository::import_homes(const StaffCaller& staff, const HomeList& list, const std::string& place, Keep keep, const std::string& seen,
                                               Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    Identities known(list);
    // Whoever was making a home has done so by then: its entry may be older than another that is there already.
    const auto settled = write<std::int64_t>(now, [&](Work& work) -> Stored<std::int64_t> {
        hold_identities(work);
        return newest_entry(work.tx);
    });
    if (!settled) {
        return tl::unexpected(settled.error());
    }
    std::int64_t newest = *settled;
    const auto plan = read<ImportPlan>([&](Transaction& tx) -> Stored<ImportPlan> { return plan_all(tx, staff, list, known); });
    if (!plan) {
        return plan;
    }
    if (!seen.empty() && seen != plan->digest) {
        return conflict("changed_meanwhile");
    }
    if (keep != Keep::Good && plan->refused > 0) {
        return refused("import_has_refusals");
    }
    const std::vector<std::string> pinyin = pinyin_of_new(list, *plan);  // here, because nobody waits for it
    const ListBatch batch(staff, list, *plan, place, pinyin);
    std::vector<std::size_t> rows = all_of(list);
    std::erase_if(rows, [&](std::size_t row) { return plan->rows[row].fate == Fate::Same || plan->rows[row].fate == Fate::Refused; });
    const std::size_t size = keep == Keep::AllOrNothing ? rows.size() : kBatch;
    std::set<std::size_t> left_out;
    for (std::size_t from = 0; from < rows.size(); from += size) {
        const RowIndex part = RowIndex(rows).subspan(from, std::min(size, rows.size() - from));
        std::int64_t reached = newest;
        auto others = write<std::vector<std::size_t>>(now, [&](Work& work) -> Stored<std::vector<std::size_t>> {
            reached = newest;
            auto left = batch.write(work, database_->dialect(), part, keep == Keep::AllOrNothing, known, reached);
            return left && !left->empty() && keep == Keep::AllOrNothing ? conflict("changed_meanwhile") : left;
        });
        if (!others) {
            return tl::unexpected(others.error());
        }
        newest = reached;
        left_out.insert(others->begin(), others->end());
        if (from + size < rows.size()) {
            std::this_thread::sleep_for(kBetween);
        }
    }
    return without(*plan, left_out);
}

Stored<std::string> SqlRepository::place_named(const StaffCaller& staff, const std::string& name) {
    return read<std::string>([&](Transaction& tx) -> Stored<std::string> {
        const Rows rows = name.empty() ? tx.run("SELECT id FROM organisation WHERE closed_at IS NULL AND (path = $1 OR (parent IS NULL AND $1 = '/'))", {staff.scope})
                                       : tx.run("SELECT id FROM organisation WHERE (id = $1 OR name = $1) AND path >= $2 AND path < $3 AND closed_at IS NULL",
                                                {name, staff.scope, end_of(staff.scope)});
        return rows.size() == 1 ? Stored<std::string>(rows[0].text(0)) : not_found("organisation_not_found");
    });
}

Stored<std::size_t> SqlRepository::export_homes(const StaffCaller& staff, const ExportForm& form, const std::function<bool(std::string_view)>& take,
                                                Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    // Whole identity numbers leave the house: it is written down who took them.
    if (auto noted = write<void>(now, [&](Work& work) -> Stored<void> {
            write_audit(work, {name_of(staff), "homes.exported", "", "", staff.scope, "", ""});
            return {};
        });
        !noted) {
        return tl::unexpected(noted.error());
    }
    return read<std::size_t>([&](Transaction& tx) -> Stored<std::size_t> {
        const std::string today = written_day(day_in_china(now));
        const auto places = places_written(tx, staff.scope);
        ListWriter writer(form.form, form.language, most_listed(tx, staff.scope, today));
        bool wanted = take(writer.head());
        std::size_t count = 0;
        std::vector<std::string> ids{""};
        while (wanted && !ids.empty()) {
            const Rows rows = tx.run("SELECT id FROM household WHERE path >= $1 AND path < $2 AND closed_at IS NULL AND id > $3 ORDER BY id LIMIT $4",
                                     {staff.scope, end_of(staff.scope), ids.back(), kExported});
            ids.clear();
            for (const Row& row : rows) {
                ids.push_back(row.text(0));
            }
            for (auto& [id, home] : load_listed(tx, ids, {})) {
                leave_what_is_current(home, today);
                const auto place = places.find(home.organisation);
                home.organisation = place == places.end() ? "" : place->second;
                wanted = wanted && take(writer.home(home));
                ++count;
            }
        }
        if (wanted) {
            take(writer.tail());
        }
        return count;
    });
}

}  // namespace anju::server
