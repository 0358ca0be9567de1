// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/home_file.hpp"

#include "platform/server/storage/care_records.hpp"
#include "platform/server/storage/changes.hpp"
#include "platform/server/storage/contacts.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/photos.hpp"
#include "platform/server/storage/portraits.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::FactValue;
using contract::FileChange;
using contract::HomeFile;

constexpr int kNewestChanges = 5;

const std::string& select_facts() {
    static const std::string sql = [] {
        std::string columns;
        for (const Fact& fact : facts()) {
            columns.append(columns.empty() ? "" : ", ").append(fact.column);
        }
        return "SELECT " + columns +
               " FROM household h JOIN person p ON p.household = h.id"
               " JOIN home_file f ON f.household = h.id WHERE h.id = $1";
    }();
    return sql;
}

std::string update_of(const Fact& fact) {
    const bool household = fact.column.starts_with("h.");
    const char* table = household ? "household" : fact.column.starts_with("p.") ? "person" : "home_file";
    return std::string("UPDATE ") + table + " SET " + std::string(fact.column.substr(2)) + " = $2 WHERE " +
           (household ? "id" : "household") + " = $1";
}

// What has no entry of its own is as it was made.
void say_by(auto& said, const std::optional<FileChange>& change, const std::optional<FileChange>& making) {
    if (const auto& entry = change ? change : making) {
        said.author = entry->author;
        said.who = entry->who;
        said.at = entry->at;
        said.change = change ? change->number : 0;
    }
}

std::optional<FileChange> change_of(const Rows& rows) { return rows.empty() ? std::nullopt : std::optional(change_at(rows[0])); }

// The photo of the home's person. One that was given with the home has no entry of its own; older entries name no field.
FactValue load_photo_said(Transaction& tx, const std::string& household, const std::string& photo, const FactChanges& changes, bool given_with_home,
                          const std::optional<FileChange>& making) {
    const std::string field = portrait_of_person(household).field;
    FactValue said = fact_said("photo", photo, changes, field, given_with_home ? making : std::nullopt);
    if (!said.at) {
        say_by(said, change_of(tx.run(ANJU_CHANGE "WHERE a.number = (SELECT max(number) FROM audit WHERE household = $1 AND subject = $1"
                                                  " AND what IN ('photo.set', 'photo.replaced'))",
                                      {household})), std::nullopt);
    }
    return said;
}

}  // namespace

void insert_home(Work& work, const HeldHousehold& home, const NewHousehold& given) {
    work.tx.run(
        "INSERT INTO household (id, organisation, path, name, address, search_words, search,"
        " zone, capabilities, night_from, night_to, help_number, version, activity, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, $9, $10, $11, 1, 0, $12)",
        {home.id, given.organisation, home.path, given.name, given.address, given.search, given.zone, words_of(given.capabilities), given.night.from,
         given.night.to, given.help_number, work.now});
    std::optional<std::string> portrait;
    if (given.photo) {
        portrait = insert_photo(work, home, std::nullopt, *given.photo).id;
    }
    work.tx.run(
        "INSERT INTO person (id, household, path, name, called, called_latin, photo)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {new_id(), home.id, home.path, given.person.name, given.person.called, given.person.called_latin, portrait});
    work.tx.run("INSERT INTO home_file (household) VALUES ($1)", {home.id});
}

std::string load_called(Transaction& tx, const std::string& household) {
    const Rows rows = tx.run("SELECT called FROM person WHERE household = $1", {household});
    return rows.empty() ? "" : rows[0].text(0);
}

FactTexts load_facts(Transaction& tx, const std::string& household) {
    const Rows rows = tx.run(select_facts(), {household});
    FactTexts texts;
    if (!rows.empty()) {
        for (std::size_t i = 0; i < facts().size(); ++i) {
            texts.emplace(facts()[i].name, rows[0].text(i));
        }
    }
    return texts;
}

void store_fact(Work& work, const std::string& household, const Fact& fact, const std::string& value) {
    work.tx.run(update_of(fact), {household, value});
}

FactChanges load_fact_changes(Transaction& tx, const std::string& household) {
    FactChanges changes;
    for (const Row& row : tx.run(ANJU_CHANGE "WHERE a.household = $1 AND a.field <> '' AND a.number IN (SELECT max(number)"
                                             " FROM audit WHERE household = $1 AND field <> '' GROUP BY field)",
                                 {household})) {
        FileChange change = change_at(row);
        std::string field = change.field;
        changes.emplace(std::move(field), std::move(change));
    }
    return changes;
}

std::optional<FileChange> load_making(Transaction& tx, const std::string& household) {
    return change_of(tx.run(ANJU_CHANGE "WHERE a.number = (SELECT min(number) FROM audit WHERE household = $1 AND what = 'household.created')", {household}));
}

FactValue fact_said(std::string_view name, std::string value, const FactChanges& changes, std::string_view field,
                    const std::optional<FileChange>& making) {
    FactValue said;
    said.name = name;
    said.value = std::move(value);
    const auto change = changes.find(field);
    say_by(said, change == changes.end() ? std::nullopt : std::optional(change->second), making);
    return said;
}

std::uint64_t load_change_of(Transaction& tx, const std::string& household, std::string_view field) {
    const Rows rows = tx.run("SELECT max(number) FROM audit WHERE household = $1 AND field = $2", {household, field});
    return rows.empty() ? 0 : static_cast<std::uint64_t>(rows[0].number(0));
}

std::vector<FileChange> load_changes(Transaction& tx, const std::string& household, Sees sees, std::uint64_t before, int limit) {
    constexpr std::string_view kSql = ANJU_CHANGE
        "WHERE a.household = $1 AND ($2 = 0 OR a.number < $2) AND (a.field <> '' OR a.what IN ('household.created',"
        " 'household.closed', 'household.edited', 'member.created', 'photo.set', 'photo.replaced', 'photo.removed', 'id_number.revealed', 'reading.entered', 'reading.withdrawn', 'family_link.created', 'family_link.revoked',"
        " 'terminal.paired', 'terminal.unpaired', 'visit_rule.agreed', 'quiet_hours.set'))"
        " AND ($4 = 1 OR a.field NOT IN ('subsidy', 'assessment')) ORDER BY a.number DESC LIMIT $3";
    std::vector<FileChange> changes;
    for (const Row& row : tx.run(kSql, {household, static_cast<std::int64_t>(before), limit, sees == Sees::All ? 1 : 0})) {
        changes.push_back(change_at(row));
    }
    return changes;
}

contract::Contacts load_contacts_said(Transaction& tx, const std::string& household, const std::optional<FileChange>& making) {
    contract::Contacts out;
    out.contacts = load_contacts(tx, household);
    say_by(out, change_of(tx.run(ANJU_CHANGE "WHERE a.number = (SELECT max(number) FROM audit WHERE household = $1 AND field = $2)", {household, kContactsField})),
           out.contacts.empty() ? std::nullopt : making);
    return out;
}

std::optional<HomeFile> load_home_file(Transaction& tx, const std::string& household, Sees sees) {
    const Rows rows = tx.run(
        "SELECT h.id, o.name, h.created_at, h.closed_at, h.first_contact, f.id, f.width, f.height, f.created_at FROM household h"
        " JOIN organisation o ON o.id = h.organisation JOIN person p ON p.household = h.id"
        " LEFT JOIN photo f ON f.id = p.photo WHERE h.id = $1",
        {household});
    if (rows.empty()) {
        return std::nullopt;
    }
    HomeFile file;
    file.id = rows[0].text(0);
    file.organisation = rows[0].text(1);
    file.made_at = rows[0].time(2);
    file.closed_at = rows[0].maybe_time(3);
    file.first_contact = rows[0].text(4);
    file.photo = photo_at(rows[0], 5);
    const FactTexts texts = load_facts(tx, household);
    const auto changes = load_fact_changes(tx, household);
    const auto making = load_making(tx, household);
    if (file.photo) {
        file.photo_by = load_photo_said(tx, household, file.photo->id, changes, rows[0].time(8) == file.made_at, making);
    }
    for (const Fact& fact : facts()) {
        const auto text = texts.find(fact.name);
        file.facts.push_back(fact_said(fact.name, text == texts.end() ? "" : shown(fact, text->second), changes, fact.name, making));
    }
    file.contacts = load_contacts_said(tx, household, making);
    if (sees == Sees::All) {
        file.records = load_care_records(tx, household);
    }
    file.members = load_members(tx, household);
    file.may = load_may(tx, household);
    for (const Row& row : tx.run("SELECT t.id, t.box_number, t.model, t.version, t.last_seen, h.name FROM terminal t"
                                 " JOIN household h ON h.id = t.household"
                                 " WHERE t.household = $1 AND t.unpaired_at IS NULL ORDER BY t.created_at DESC, t.id",
                                 {household})) {
        file.terminals.push_back({row.text(0), row.text(1), row.text(2), row.text(3), household, row.text(5), false, row.maybe_time(4)});
    }
    file.changes = load_changes(tx, household, sees, 0, kNewestChanges);
    return file;
}

}  // namespace anju::server
