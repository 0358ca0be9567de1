// SPDX-License-Identifier: Apache-2.0
// Editing a home: the version grows, everyone who shows it hears, the audit has both states.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/facts.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {
namespace {

using contract::Household;

struct Whole {
    Household household;
    std::string address;
};

std::optional<Whole> load_whole(Transaction& tx, const std::string& id) {
    auto household = load_household(tx, id);
    const Rows rows = tx.run("SELECT address FROM household WHERE id = $1", {id});
    if (!household || rows.empty()) {
        return std::nullopt;
    }
    return Whole{*std::move(household), rows[0].text(0)};
}

std::string json_of_whole(const Whole& whole) {
    const std::string address = json_of({{"address", whole.address}});
    return address.substr(0, address.size() - 1) +
           ",\"household\":" + contract::encode(whole.household) + "}";
}

void apply(Whole& whole, const HouseholdEdit& edit) {
    Household& household = whole.household;
    household.name = edit.name.value_or(household.name);
    household.person = edit.person.value_or(household.person);
    household.zone = edit.zone.value_or(household.zone);
    household.capabilities = edit.capabilities.value_or(household.capabilities);
    household.night = edit.night.value_or(household.night);
    household.help_number = edit.help_number.value_or(household.help_number);
    household.visits.first_contact = edit.first_contact.value_or(household.visits.first_contact);
    whole.address = edit.address.value_or(whole.address);
}

// Facts have an entry each.
bool differs_in_facts_alone(const Whole& before, const Whole& after) {
    Household same = after.household;
    same.name = before.household.name;
    same.person = before.household.person;
    same.version = before.household.version;
    return same == before.household;
}

bool is_hour(int hour) { return hour >= 0 && hour <= 23; }

}  // namespace

Stored<Household> SqlRepository::edit_household(const StaffCaller& staff, const std::string& id,
                                                const HouseholdEdit& edit, Time now) {
    if (std::find(staff.roles.begin(), staff.roles.end(), contract::Role::Administrator) ==
        staff.roles.end()) {
        return refused("role_missing");
    }
    if (edit.night && !(is_hour(edit.night->from) && is_hour(edit.night->to))) {
        return refused("night_malformed");
    }
    return write<Household>(now, [&](Work& work) -> Stored<Household> {
        const auto home = hold_household(work, id, staff.scope);
        const auto before = home ? load_whole(work.tx, id) : std::nullopt;
        if (!before) {
            return not_found("household_not_found");
        }
        const auto& members = before->household.members;
        if (!edit.first_contact.value_or("").empty() &&
            std::none_of(members.begin(), members.end(), [&](const contract::Member& member) {
                return member.id == *edit.first_contact && member.active;
            })) {
            return not_found("member_not_found");
        }
        const FactTexts facts_before = load_facts(work.tx, id);
        Whole whole = *before;
        apply(whole, edit);
        const Household& to = whole.household;
        work.tx.run(
            "UPDATE household SET name = $2, address = $3, zone = $4, capabilities = $5,"
            " night_from = $6, night_to = $7, help_number = $8, first_contact = $9 WHERE id = $1",
            {id, to.name, whole.address, to.zone, words_of(to.capabilities), to.night.from,
             to.night.to, to.help_number, to.visits.first_contact});
        work.tx.run(
            "UPDATE person SET name = $2, called = $3, called_latin = $4 WHERE household = $1",
            {id, to.person.name, to.person.called, to.person.called_latin});
        index_household(work, id);
        household_changed(work, id);
        const auto after = load_whole(work.tx, id);
        if (!after) {
            return not_found("household_not_found");
        }
        const FactTexts facts_after = load_facts(work.tx, id);
        for (const Fact& fact : facts()) {
            const auto from = facts_before.find(fact.name), now_there = facts_after.find(fact.name);
            if (from != facts_before.end() && now_there != facts_after.end() && from->second != now_there->second) {
                write_audit(work, {name_of(staff), "fact.edited", id, id, home->path, shown(fact, from->second), shown(fact, now_there->second), std::string(fact.name)});
            }
        }
        if (!differs_in_facts_alone(*before, *after)) {
            write_audit(work, {name_of(staff), "household.edited", id, id, home->path, json_of_whole(*before), json_of_whole(*after)});
        }
        return after->household;
    });
}

}  // namespace anju::server
