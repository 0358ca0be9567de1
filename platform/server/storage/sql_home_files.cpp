// SPDX-License-Identifier: Apache-2.0
// What staff keeps of the homes of its place: read, made, changed value by value, closed.
#include <algorithm>

#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/home_lists.hpp"
#include "platform/server/storage/home_search.hpp"
#include "platform/server/storage/leaving.hpp"
#include "platform/server/storage/places.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::FactValue;
using contract::FileChanges;
using contract::HomeFile;
using contract::Role;

constexpr int kChanges = 100;

// Every fact of a new home, settled: what was not given is empty, or follows from the name.
Stored<FactTexts> facts_of(const contract::NewHome& given, Time now) {
    FactTexts texts;
    for (const contract::NewFact& one : given.facts) {
        const Fact* fact = fact_named(one.name);
        if (fact == nullptr) {
            return no_fact("fact_unknown", one.name);
        }
        auto value = settled(*fact, one.value, day_in_china(now));
        if (!value) {
            return no_fact(value.error(), one.name);
        }
        texts[one.name] = *std::move(value);
    }
    if (texts["name"].empty()) {
        return no_fact("fact_required", "name");
    }
    for (const char* name : {"household", "called"}) {
        if (texts[name].empty()) {
            auto value = settled(*fact_named(name), named_after(*fact_named(name), texts["name"]), day_in_china(now));
            if (!value) {
                return no_fact(value.error(), name);
            }
            texts[name] = *std::move(value);
        }
    }
    for (const Fact& fact : facts()) {
        if (fact.required && texts[std::string(fact.name)].empty()) {
            return no_fact("fact_required", fact.name);
        }
    }
    return texts;
}

// By which fact an open home is this one, as a list would know it.
std::optional<std::string> known_already(Transaction& tx, const StaffCaller& staff, const FactTexts& texts) {
    const auto said = [&](const char* name) {
        const auto text = texts.find(name);
        return text == texts.end() ? std::string() : text->second;
    };
    const Rows rows = tx.run(
        "SELECT CASE WHEN f.id_number <> '' AND f.id_number = $5 THEN 'id_number' ELSE 'address' END FROM household h"
        " JOIN person p ON p.household = h.id JOIN home_file f ON f.household = h.id"
        " WHERE h.closed_at IS NULL AND h.path >= $1 AND h.path < $2"
        " AND ((p.name = $3 AND h.address = $4 AND (f.id_number = '' OR $5 = '')) OR (f.id_number <> '' AND f.id_number = $5)) LIMIT 1",
        {staff.scope, end_of(staff.scope), said("name"), said("address"), said("id_number")});
    return rows.empty() ? std::nullopt : std::optional(rows[0].text(0));
}

}  // namespace

tl::unexpected<RepositoryError> no_fact(const std::string& code, std::string_view name) {
    return tl::unexpected(RepositoryError{Trouble::Refused, code, std::string(name), {}});
}

bool keeps_homes(const StaffCaller& staff) {
    return std::any_of(staff.roles.begin(), staff.roles.end(), [](Role role) { return role == Role::Administrator || role == Role::Manager; });
}

Sees seen_by(const StaffCaller& staff) { return keeps_homes(staff) ? Sees::All : Sees::NoRecords; }

bool is_within(Transaction& tx, const StaffCaller& staff, const std::string& household) {
    return !tx.run("SELECT 1 FROM household WHERE id = $1 AND path >= $2 AND path < $3", {household, staff.scope, end_of(staff.scope)}).empty();
}

bool is_closed(Transaction& tx, const StaffCaller& staff, const std::string& household) {
    return is_within(tx, staff, household) && !tx.run("SELECT 1 FROM household WHERE id = $1 AND closed_at IS NOT NULL", {household}).empty();
}

Stored<HeldHousehold> hold_home(Work& work, const StaffCaller& staff, const std::string& household) {
    if (auto home = hold_household(work, household, staff.scope)) {
        return *std::move(home);
    }
    return is_closed(work.tx, staff, household) ? conflict("household_closed") : not_found("household_not_found");
}

Stored<std::string> once_in_home(Work& work, const StaffCaller& staff, const std::string& household, const OnceKey& key,
                                 const std::function<Stored<std::string>(const HeldHousehold&)>& make) {
    const auto home = hold_home(work, staff, household);
    if (!home) {
        return tl::unexpected(home.error());
    }
    const auto before = key.claim(work);
    if (!before) {
        return tl::unexpected(before.error());
    }
    if (*before) {
        return **before;
    }
    auto made = make(*home);
    if (made) {
        key.keep(work, *made);
    }
    return made;
}

Stored<HomeFile> SqlRepository::home_file(const StaffCaller& staff, const std::string& household) {
    return read<HomeFile>([&](Transaction& tx) -> Stored<HomeFile> {
        auto file = is_within(tx, staff, household) ? load_home_file(tx, household, seen_by(staff)) : std::nullopt;
        return file ? Stored<HomeFile>(*std::move(file)) : not_found("household_not_found");
    });
}

Stored<FileChanges> SqlRepository::home_changes(const StaffCaller& staff, const std::string& household, std::uint64_t before) {
    return read<FileChanges>([&](Transaction& tx) -> Stored<FileChanges> {
        if (!is_within(tx, staff, household)) {
            return not_found("household_not_found");
        }
        return FileChanges{load_changes(tx, household, seen_by(staff), before, kChanges)};
    });
}

Stored<contract::WordCounts> SqlRepository::word_counts(const StaffCaller& staff) {
    constexpr std::string_view kOwn = "other";
    return read<contract::WordCounts>([&](Transaction& tx) -> Stored<contract::WordCounts> {
        contract::WordCounts out;
        for (const Fact& fact : facts()) {
            if (fact.kind != FactKind::Words) {
                continue;
            }
            const std::string column(fact.column);
            std::map<std::string, int, std::less<>> homes;
            for (const Row& row : tx.run("SELECT " + column + ", count(*) FROM home_file f JOIN household h ON h.id = f.household WHERE h.path >= $1 AND h.path < $2"
                                         " AND h.closed_at IS NULL AND " + column + " <> '' GROUP BY " + column,
                                         {staff.scope, end_of(staff.scope)})) {
                bool own = false;
                for (const std::string& word : kept_words(fact, row.text(0))) {
                    const bool known = std::any_of(fact.words.begin(), fact.words.end(), [&](const FactWord& one) { return one.word == word; });
                    if (known || !std::exchange(own, true)) {
                        homes[known ? word : std::string(kOwn)] += static_cast<int>(row.number(1));
                    }
                }
            }
            for (const FactWord& one : fact.words) {
                if (const auto found = homes.find(one.word); found != homes.end()) {
                    out.counts.push_back({std::string(fact.name), found->first, found->second});
                }
            }
            if (const auto found = homes.find(kOwn); found != homes.end()) {
                out.counts.push_back({std::string(fact.name), found->first, found->second});
            }
        }
        return out;
    });
}

Stored<FactValue> SqlRepository::edit_fact(const StaffCaller& staff, const std::string& household, const contract::FactEdit& edit, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    const Fact* fact = fact_named(edit.name);
    if (fact == nullptr) {
        return no_fact("fact_unknown", edit.name);
    }
    const auto value = settled(*fact, edit.value, day_in_china(now));
    if (!value) {
        return no_fact(value.error(), edit.name);
    }
    return write<FactValue>(now, [&](Work& work) -> Stored<FactValue> {
        if (fact->identifies) {
            hold_identities(work);
        }
        const auto home = hold_home(work, staff, household);
        if (!home) {
            return tl::unexpected(home.error());
        }
        const FactTexts texts = load_facts(work.tx, household);
        const auto before = texts.find(fact->name);
        if (before != texts.end() && !same_value(*fact, before->second, *value)) {
            if (load_change_of(work.tx, household, fact->name) != edit.seen) {
                return conflict("changed_meanwhile");
            }
            store_fact(work, household, *fact, *value);
            write_audit(work, {name_of(staff), "fact.edited", household, household, home->path, shown(*fact, before->second), shown(*fact, *value),
                               std::string(fact->name)});
            if (fact->searched) {
                index_household(work, household);
            }
            if (fact->on_tv) {
                household_changed(work, household);
            }
        }
        const auto file = load_home_file(work.tx, household, seen_by(staff));
        if (!file) {
            return not_found("household_not_found");
        }
        return *std::find_if(file->facts.begin(), file->facts.end(), [&](const FactValue& one) { return one.name == fact->name; });
    });
}

Stored<HomeFile> SqlRepository::make_home(const StaffCaller& staff, const contract::NewHome& given, const Once& once, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    auto texts = facts_of(given, now);
    if (!texts) {
        return tl::unexpected(texts.error());
    }
    const OnceKey key(name_of(staff), "home", once);
    return write<HomeFile>(now, [&](Work& work) -> Stored<HomeFile> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        if (*before) {
            auto made = load_home_file(work.tx, **before, seen_by(staff));
            return made ? Stored<HomeFile>(*std::move(made)) : not_found("household_not_found");
        }
        hold_identities(work);
        std::string wanted = given.organisation;
        if (wanted.empty()) {
            const Rows own = work.tx.run("SELECT id FROM organisation WHERE path = $1", {staff.scope});
            wanted = own.empty() ? "" : own[0].text(0);
        }
        const auto place = hold_place(work, staff, wanted);
        if (!place) {
            return not_found("organisation_not_found");
        }
        if (const auto known_by = known_already(work.tx, staff, *texts)) {
            return tl::unexpected(RepositoryError{Trouble::Conflict, "household_exists", *known_by, {}});
        }
        const HeldHousehold home{new_id(), place->path, 0};
        NewHousehold plain;
        plain.organisation = place->id;
        plain.capabilities = {contract::Capability::Messages, contract::Capability::Visits};
        insert_home(work, home, plain);
        for (const Fact& fact : facts()) {
            if (const auto text = texts->find(fact.name); text != texts->end() && !text->second.empty()) {
                store_fact(work, home.id, fact, text->second);
            }
        }
        index_household(work, home.id);
        write_audit(work, {name_of(staff), "household.created", home.id, home.id, home.path, "", json_of({{"name", (*texts)["household"]}})});
        key.keep(work, home.id);
        auto file = load_home_file(work.tx, home.id, seen_by(staff));
        return file ? Stored<HomeFile>(*std::move(file)) : not_found("household_not_found");
    });
}

Stored<void> SqlRepository::close_home(const StaffCaller& staff, const std::string& household, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const auto home = hold_home(work, staff, household);
        if (!home) {
            return tl::unexpected(home.error());
        }
        if (has_open_alarm(work.tx, household)) {
            return conflict("alarm_open");
        }
        for (const Row& tv : work.tx.run("SELECT id FROM terminal WHERE household = $1 AND unpaired_at IS NULL", {household})) {
            unpair_terminal(work, *home, tv.text(0), name_of(staff));
        }
        for (const Row& member : work.tx.run("SELECT id FROM member WHERE household = $1", {household})) {
            shut_out_member(work, *home, member.text(0), name_of(staff));
        }
        for (const Row& invitation : work.tx.run("UPDATE invitation SET revoked_at = $2 WHERE household = $1 AND revoked_at IS NULL RETURNING id", {household, now})) {
            shut_out_guests(work, invitation.text(0), name_of(staff));
        }
        work.tx.run("UPDATE household SET closed_at = $2 WHERE id = $1", {household, now});
        index_parts(work.tx);
        write_audit(work, {name_of(staff), "household.closed", household, household, home->path, "", json_of({{"closed", "1"}})});
        household_changed(work, household);
        return {};
    });
}

}  // namespace anju::server
