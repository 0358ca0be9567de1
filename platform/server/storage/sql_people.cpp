// SPDX-License-Identifier: Apache-2.0
// Who works at the places of an administrator: invited, changed value by value, ended.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/facts.hpp"
#include "platform/server/staff_words.hpp"
#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/places.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/staff_rows.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::FactEdit;
using contract::FactValue;
using contract::Invited;
using contract::Role;
using contract::StaffFile;
using contract::StaffState;

using Roles = std::vector<Role>;

// Each once, in the order of the contract.
Stored<Roles> settled_roles(Roles roles) {
    std::ranges::sort(roles);
    if (roles.empty() || std::ranges::adjacent_find(roles) != roles.end()) {
        return refused("role_unknown");
    }
    return roles;
}

Stored<Roles> roles_typed(std::string_view words) {
    Roles roles;
    while (!words.empty()) {
        const auto end = std::min(words.find(','), words.size());
        const auto role = from_word(words.substr(0, end), Role::Responder);
        if (!role) {
            return refused("role_unknown");
        }
        roles.push_back(*role);
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return settled_roles(std::move(roles));
}

bool goes_there(const Roles& roles) { return std::ranges::find(roles, Role::Responder) != roles.end(); }

Stored<std::string> phone_typed(const std::string& typed, const Roles& roles, Time now) {
    auto phone = settled(*fact_named("phone"), typed, day_in_china(now));
    if (!phone) {
        return tl::unexpected(RepositoryError{Trouble::Refused, phone.error(), "phone", {}});
    }
    return phone->empty() && goes_there(roles) ? Stored<std::string>(refused("responder_phone_missing")) : Stored<std::string>(*std::move(phone));
}

// What an edit would make of a person; the first two are what people read of it.
struct Turn {
    std::string before, after;
    bool same = false, takes_administration = false;
    std::optional<PlaceRow> to;  // another place
    std::string column, value;
};

Stored<Turn> turn_of(Work& work, const StaffCaller& staff, const Person& person, const FactEdit& edit) {
    if (edit.name == "display_name") {
        const auto name = settled_title(edit.value);
        if (!name) {
            return refused(name.error());
        }
        return Turn{person.row.display_name, *name, person.row.display_name == *name, false, std::nullopt, "display_name", *name};
    }
    if (edit.name == "roles") {
        const auto roles = roles_typed(edit.value);
        if (!roles) {
            return tl::unexpected(roles.error());
        }
        const std::string before = words_of(person.row.roles), after = words_of(*roles);
        return Turn{before, after, before == after, std::ranges::find(*roles, Role::Administrator) == roles->end(), std::nullopt, "roles", after};
    }
    if (edit.name == "phone") {
        const auto phone = phone_typed(edit.value, person.row.roles, work.now);
        return phone ? Stored<Turn>(Turn{person.phone, *phone, person.phone == *phone, false, std::nullopt, "phone", *phone}) : tl::unexpected(phone.error());
    }
    if (edit.name == "place") {
        if (edit.value == person.row.place) {
            return Turn{person.row.place_name, person.row.place_name, true, false, std::nullopt, "organisation", edit.value};
        }
        auto to = hold_place(work, staff, edit.value);
        if (!to) {
            return place_within(work.tx, staff, edit.value) ? conflict("place_closed") : not_found("organisation_not_found");
        }
        const std::string name = to->name;
        return Turn{person.row.place_name, name, false, true, std::move(to), "organisation", edit.value};
    }
    return refused("fact_unknown");
}

FactValue fact_named_in(const std::vector<FactValue>& facts, const std::string& name) { return *std::ranges::find(facts, name, &FactValue::name); }

}  // namespace

Stored<contract::StaffList> SqlRepository::staff_list(const StaffCaller& staff, const std::string& place, const std::string& query) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return read<contract::StaffList>([&](Transaction& tx) -> Stored<contract::StaffList> {
        const auto chosen = place.empty() ? std::nullopt : place_within(tx, staff, place);
        if (!place.empty() && !chosen) {
            return not_found("organisation_not_found");
        }
        return load_staff(tx, chosen ? chosen->path : staff.scope, query);
    });
}

Stored<StaffFile> SqlRepository::staff_file(const StaffCaller& staff, const std::string& person, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return read<StaffFile>([&](Transaction& tx) -> Stored<StaffFile> {
        auto found = load_person(tx, staff, person);
        if (!found) {
            return not_found("staff_not_found");
        }
        StaffFile file{{}, found->made_at, load_staff_facts(tx, *found), load_sign_ins(tx, person, staff.session, now), load_staff_changes(tx, person)};
        file.person = std::move(found->row);
        return file;
    });
}

Stored<Invited> SqlRepository::invite_staff(const StaffCaller& staff, const contract::NewPerson& given, const Once& once, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    const bool never = never_signs_in(given.roles);
    const auto name = never && given.name.empty() ? Settled("responder-" + new_id()) : settled_sign_in_name(given.name);
    const auto title = settled_title(given.display_name);
    const auto roles = settled_roles(given.roles);
    if (!name || !title) {
        return tl::unexpected(RepositoryError{Trouble::Refused, !name ? name.error() : title.error(), !name ? "name" : "display_name", {}});
    }
    if (!roles) {
        return tl::unexpected(roles.error());
    }
    const auto phone = phone_typed(given.phone, *roles, now);
    if (!phone) {
        return tl::unexpected(phone.error());
    }
    const OnceKey key(name_of(staff), "person", once);
    return write<Invited>(now, [&](Work& work) -> Stored<Invited> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        std::string id = before->value_or("");
        if (!*before) {
            hold_tree(work, staff.scope);
            const auto place = hold_place(work, staff, given.place);
            if (!place) {
                return place_within(work.tx, staff, given.place) ? conflict("place_closed") : not_found("organisation_not_found");
            }
            id = new_id();
            if (work.tx.run("INSERT INTO staff (id, organisation, path, name, display_name, password_hash, roles, active, created_at, phone)"
                            " VALUES ($1, $2, $3, $4, $5, '', $6, $8, $7, $9) ON CONFLICT (name) DO NOTHING RETURNING 1",
                            {id, place->id, place->path, *name, *title, words_of(*roles), now, never ? 1 : 0, *phone})
                    .empty()) {
                return conflict("name_taken");
            }
            write_audit(work, {name_of(staff), "staff.invited", id, "", place->path, "",
                               json_of({{"name", *name}, {"display_name", *title}, {"roles", words_of(*roles)}})});
            key.keep(work, id);
        }
        const auto held = hold_person(work, staff, id);
        if (!held || (*before && held->row.state != (never ? StaffState::Active : StaffState::Invited))) {
            return held ? tl::unexpected<RepositoryError>(conflict("name_taken")) : not_found("staff_not_found");
        }
        Invited made;
        made.link = never ? contract::StaffLink{"", now} : replace_staff_link(work, id, staff.staff);
        made.person = load_person(work.tx, staff, id)->row;
        return made;
    });
}

Stored<contract::StaffLink> SqlRepository::renew_staff_link(const StaffCaller& staff, const std::string& person, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return write<contract::StaffLink>(now, [&](Work& work) -> Stored<contract::StaffLink> {
        hold_tree(work, staff.scope);
        const auto held = hold_person(work, staff, person);
        if (!held) {
            return not_found("staff_not_found");
        }
        const bool never = never_signs_in(held->row.roles);
        if (never && held->row.state != StaffState::Ended) {
            return conflict("no_sign_in");
        }
        if (held->row.state == StaffState::Ended) {
            if (!hold_place(work, staff, held->row.place)) {
                return conflict("place_closed");
            }
            work.tx.run("UPDATE staff SET ended_at = NULL, active = $2 WHERE id = $1", {person, never ? 1 : 0});
        }
        write_audit(work, {name_of(staff), held->row.state == StaffState::Ended ? "staff.invited" : "staff_link.created", person, "", held->path, "",
                           json_of({{"name", held->row.name}})});
        return never ? contract::StaffLink{"", now} : replace_staff_link(work, person, staff.staff);
    });
}

Stored<FactValue> SqlRepository::edit_staff(const StaffCaller& staff, const std::string& person, const FactEdit& edit, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return write<FactValue>(now, [&](Work& work) -> Stored<FactValue> {
        hold_tree(work, staff.scope);
        const auto held = hold_person(work, staff, person);
        if (!held) {
            return not_found("staff_not_found");
        }
        if (held->row.state == StaffState::Ended) {
            return conflict("staff_ended");
        }
        const auto turn = turn_of(work, staff, *held, edit);
        if (!turn) {
            return tl::unexpected(turn.error());
        }
        if (!turn->same) {
            if (load_staff_change(work.tx, person, edit.name) != edit.seen) {
                return conflict("changed_meanwhile");
            }
            if (turn->takes_administration && is_last_administrator(work, *held)) {
                return conflict("last_administrator");
            }
            work.tx.run("UPDATE staff SET " + turn->column + " = $2, path = $3 WHERE id = $1", {person, turn->value, turn->to ? turn->to->path : held->path});
            if (turn->takes_administration || turn->to) {  // nor does she keep a way into what is no longer hers
                work.tx.run("DELETE FROM staff_link WHERE made_by = $1", {person});
                look_again_at_held(work, person);
            }
            if (turn->column == "roles" && never_signs_in(*roles_typed(turn->value))) {
                work.tx.run("DELETE FROM staff_link WHERE staff = $1", {person});
                work.tx.run("UPDATE staff SET active = 1 WHERE id = $1", {person});
                end_sign_ins(work, *held, name_of(staff));
            }
            write_audit(work, {name_of(staff), "staff.edited", person, "", held->path, turn->before, turn->after, edit.name});
        }
        const auto after = load_person(work.tx, staff, person);
        return after ? Stored<FactValue>(fact_named_in(load_staff_facts(work.tx, *after), edit.name)) : not_found("staff_not_found");
    });
}

Stored<void> SqlRepository::end_staff(const StaffCaller& staff, const std::string& person, Time now) {
    if (!is_administrator(staff)) {
        return refused("role_missing");
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        hold_tree(work, staff.scope);
        const auto held = hold_person(work, staff, person);
        if (!held) {
            return not_found("staff_not_found");
        }
        if (held->row.state == StaffState::Ended) {
            return conflict("staff_ended");
        }
        if (is_last_administrator(work, *held)) {
            return conflict("last_administrator");
        }
        // No password is left that could open anything, also if she is invited again.
        work.tx.run("UPDATE staff SET active = 0, password_hash = '', ended_at = $2 WHERE id = $1", {person, now});
        // Nor any that she made for others and may have kept.
        work.tx.run("DELETE FROM staff_link WHERE staff = $1 OR made_by = $1", {person});
        look_again_at_held(work, person);
        end_sign_ins(work, *held, name_of(staff));
        write_audit(work, {name_of(staff), "staff.ended", person, "", held->path, json_of({{"name", held->row.name}}), ""});
        return {};
    });
}

}  // namespace anju::server
