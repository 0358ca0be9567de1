// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/staff_rows.hpp"

#include <algorithm>

#include "platform/server/records.hpp"
#include "platform/server/storage/changes.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/text_check.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::FactValue;
using contract::FileChange;
using contract::StaffRow;
using contract::StaffState;

constexpr auto kStaffSession = 12h;
constexpr auto kLinkLife = 72h;
constexpr int kMostStaff = 200;
constexpr int kNewestEntries = 20;

constexpr std::string_view kPerson =
    "SELECT s.id, s.name, s.display_name, o.id, o.name, s.roles, s.active, s.ended_at, s.signed_in_at, l.expires_at, s.path, s.password_hash, o.parent,"
    " s.created_at, s.phone FROM staff s JOIN organisation o ON o.id = s.organisation LEFT JOIN staff_link l ON l.staff = s.id ";

StaffRow staff_row_at(const Row& row) {
    const StaffState state = !row.empty_at(7) ? StaffState::Ended : row.number(6) != 0 ? StaffState::Active : StaffState::Invited;
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), roles_of(row.text(5)), state, row.maybe_time(8), row.maybe_time(9)};
}

std::string pattern_of_name(const std::string& query) {
    std::string pattern = "%";
    for (const char c : ascii_lower(query)) {
        pattern += c == '%' || c == '_' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    return pattern + "%";
}

FactValue fact_of(const char* name, std::string value) {
    FactValue fact;
    fact.name = name;
    fact.value = std::move(value);
    return fact;
}

}  // namespace

std::optional<Person> load_person(Transaction& tx, const StaffCaller& staff, const std::string& id) {
    const Rows rows = tx.run(std::string(kPerson) + "WHERE s.id = $1 AND s.path >= $2 AND s.path < $3", {id, staff.scope, end_of(staff.scope)});
    if (rows.empty()) {
        return std::nullopt;
    }
    return Person{staff_row_at(rows[0]), rows[0].text(10), rows[0].text(11), rows[0].empty_at(12), rows[0].time(13), rows[0].text(14)};
}

std::optional<Person> hold_person(Work& work, const StaffCaller& staff, const std::string& id) {
    work.tx.run("UPDATE staff SET active = active WHERE id = $1 AND path >= $2 AND path < $3", {id, staff.scope, end_of(staff.scope)});
    return load_person(work.tx, staff, id);
}

contract::StaffList load_staff(Transaction& tx, const std::string& scope, const std::string& query) {
    const std::string pattern = pattern_of_name(query), end = end_of(scope);
    constexpr std::string_view kWhere = "WHERE s.path >= $1 AND s.path < $2 AND (lower(s.name) LIKE $3 ESCAPE '\\' OR lower(s.display_name) LIKE $3 ESCAPE '\\')";
    contract::StaffList list;
    for (const Row& row : tx.run(std::string(kPerson).append(kWhere).append(
                                     " ORDER BY CASE WHEN s.ended_at IS NOT NULL THEN 2 WHEN s.active = 1 THEN 0 ELSE 1 END, s.path, s.display_name, s.id LIMIT $4"),
                                 {scope, end, pattern, kMostStaff})) {
        list.staff.push_back(staff_row_at(row));
    }
    const Rows total = tx.run(std::string("SELECT count(*) FROM staff s ").append(kWhere), {scope, end, pattern});
    list.total = total.empty() ? 0 : static_cast<int>(total[0].number(0));
    return list;
}

std::vector<FactValue> load_staff_facts(Transaction& tx, const Person& person) {
    std::vector<FactValue> facts{fact_of("display_name", person.row.display_name), fact_of("roles", words_of(person.row.roles)), fact_of("place", person.row.place)};
    if (!person.phone.empty() || std::ranges::count(person.row.roles, contract::Role::Responder) > 0) {
        facts.push_back(fact_of("phone", person.phone));
    }
    for (const Row& row : tx.run(ANJU_CHANGE "WHERE a.household = '' AND a.subject = $1 AND a.field <> '' ORDER BY a.number", {person.row.id})) {
        FileChange change = change_at(row);
        const auto fact = std::ranges::find(facts, change.field, &FactValue::name);
        if (fact != facts.end()) {
            fact->author = change.author;
            fact->who = std::move(change.who);
            fact->at = change.at;
            fact->change = change.number;
        }
    }
    return facts;
}

std::vector<FileChange> load_staff_changes(Transaction& tx, const std::string& person) {
    std::vector<FileChange> changes;
    for (const Row& row : tx.run(ANJU_CHANGE "WHERE a.household = '' AND a.subject = $1 ORDER BY a.number DESC LIMIT $2", {person, kNewestEntries})) {
        changes.push_back(change_at(row));
    }
    return changes;
}

std::uint64_t load_staff_change(Transaction& tx, const std::string& person, std::string_view field) {
    const Rows rows = tx.run("SELECT max(number) FROM audit WHERE household = '' AND subject = $1 AND field = $2", {person, field});
    return rows.empty() ? 0 : static_cast<std::uint64_t>(rows[0].number(0));
}

std::vector<contract::StaffSignIn> load_sign_ins(Transaction& tx, const std::string& person, const std::string& here, Time now) {
    std::vector<contract::StaffSignIn> all;
    for (const Row& row : tx.run("SELECT id, device, created_at, expires_at FROM staff_session WHERE staff = $1 AND expires_at > $2"
                                 " ORDER BY created_at DESC, id",
                                 {person, now})) {
        all.push_back({row.text(0), row.text(1), row.time(2), row.time(3), row.text(0) == here});
    }
    return all;
}

void end_sign_ins(Work& work, const Person& person, const std::string& who, const std::string& but) {
    for (const Row& row : work.tx.run("DELETE FROM staff_session WHERE staff = $1 AND id <> $2 RETURNING id", {person.row.id, but})) {
        write_audit(work, {who, "staff_session.ended", row.text(0), "", person.path, json_of({{"staff", person.row.id}}), ""});
    }
}

contract::StaffLink replace_staff_link(Work& work, const std::string& person, const std::string& made_by) {
    contract::StaffLink link{new_secret(), work.now + kLinkLife};
    work.tx.run("INSERT INTO staff_link (staff, secret_hash, created_at, expires_at, made_by) VALUES ($1, $2, $3, $4, $5)"
                " ON CONFLICT (staff) DO UPDATE SET secret_hash = $2, created_at = $3, expires_at = $4, made_by = $5",
                {person, sha256_hex(link.token), work.now, link.until, made_by});
    return link;
}

Session begin_sign_in(Work& work, const std::string& person, const std::string& path, const SignInFrom& from) {
    Session session{new_secret(), work.now + kStaffSession};
    const std::string id = new_id();
    work.tx.run("INSERT INTO staff_session (secret_hash, id, staff, created_at, expires_at, device) VALUES ($1, $2, $3, $4, $5, $6)",
                {sha256_hex(session.token), id, person, work.now, session.expires, from.device});
    work.tx.run("UPDATE staff SET signed_in_at = $2 WHERE id = $1", {person, work.now});
    write_audit(work, {"staff:" + person, "staff_session.begun", id, "", path, "", json_of({{"address", from.address}, {"device", from.device}})});
    return session;
}

bool is_last_administrator(Work& work, const Person& person) {
    if (!person.at_root || person.row.state != StaffState::Active || std::ranges::find(person.row.roles, contract::Role::Administrator) == person.row.roles.end()) {
        return false;
    }
    const Rows others = work.tx.run("SELECT roles FROM staff WHERE organisation = $1 AND active = 1 AND id <> $2", {person.row.place, person.row.id});
    return std::ranges::none_of(others, [](const Row& row) {
        const auto roles = roles_of(row.text(0));
        return std::ranges::find(roles, contract::Role::Administrator) != roles.end();
    });
}

}  // namespace anju::server
