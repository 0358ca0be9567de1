// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/plan.hpp"

#include <algorithm>

#include "platform/server/contact_list.hpp"
#include "platform/server/exchange/columns.hpp"
#include "platform/server/exchange/plan_groups.hpp"

namespace anju::server {
namespace {

std::string with_address(const std::string& name, const std::string& address) { return name.empty() || address.empty() ? "" : name + "\n" + address; }
std::string number_key(const std::string& id_number) { return "i:" + id_number; }
std::string address_key(const std::string& both) { return "n:" + both; }
std::string home_key(const std::string& id) { return "h:" + id; }

RowPlan refused_row(RowPlan plan, Refusal why) {
    plan.fate = Fate::Refused;
    plan.changes.clear();
    plan.called.clear();
    plan.records.clear();
    plan.relatives.clear();
    plan.remarks.clear();
    plan.refusal = std::move(why);
    return plan;
}

// A new home's values, whole: what follows from the name is filled in. Or which is missing.
std::optional<Refusal> fill(const ListRow& row, std::vector<ValueChange>& values) {
    const std::string& name = row.fact("name");
    for (const Fact& fact : facts()) {
        std::string value = row.fact(fact.name);
        if (value.empty() && !name.empty() && (fact.name == "household" || fact.name == "called")) {
            auto kept = settled(fact, named_after(fact, name), std::chrono::year_month_day{});
            if (!kept) {
                return Refusal{kept.error(), std::string(fact.name), name, 0};
            }
            value = *std::move(kept);
        }
        if (value.empty() && fact.required && (!name.empty() || fact.name == "name")) {
            return Refusal{"fact_required", std::string(fact.name), "", 0};
        }
        if (!value.empty()) {
            values.push_back({std::string(fact.name), "", std::move(value)});
        }
    }
    return name.empty() ? std::optional(Refusal{"fact_required", "name", "", 0}) : std::nullopt;
}

// The contacts of a row; what it has no column for stays with whom it was stored.
std::vector<contract::Contact> with_kept_parts(const ListRow& row, const std::vector<contract::Contact>& stored) {
    const auto has = [&](std::string contract::Contact::*part) { return std::find(row.contact_parts.begin(), row.contact_parts.end(), part) != row.contact_parts.end(); };
    std::vector<contract::Contact> called = row.contacts;
    for (std::size_t i = 0; i < called.size(); ++i) {
        const auto same = has(&contract::Contact::name)
                              ? std::find_if(stored.begin(), stored.end(), [&](const contract::Contact& one) { return one.name == called[i].name; })
                              : stored.begin() + static_cast<std::ptrdiff_t>(std::min(i, stored.size()));
        for (const ContactPart& part : kContactParts) {
            if (same != stored.end() && !has(part.value)) {
                called[i].*part.value = (*same).*part.value;
            }
        }
    }
    return called;
}

}  // namespace

void ImportPlan::add(RowPlan row) {
    ++(row.fate == Fate::Create ? created : row.fate == Fate::Change ? changed : row.fate == Fate::Same ? same : refused);
    rows.push_back(std::move(row));
}

Identities::Identities(const HomeList& list) {
    for (const ListRow& row : list.rows) {
        for (std::string key : {home_key(row.id), number_key(row.fact("id_number")), address_key(with_address(row.fact("name"), row.fact("address")))}) {
            if (key.size() > 2) {
                wanted_.insert(std::move(key));
            }
        }
    }
}

void Identities::know(KnownHome home) {
    if (const auto old = homes_.find(home.id); old != homes_.end()) {
        std::erase(by_number_[old->second.id_number], home.id);
        std::erase(by_address_[with_address(old->second.name, old->second.address)], home.id);
        homes_.erase(old);
    }
    const std::string both = with_address(home.name, home.address);
    if (!home.within || (!wanted_.contains(home_key(home.id)) && !wanted_.contains(number_key(home.id_number)) && !wanted_.contains(address_key(both)))) {
        return;
    }
    if (!home.id_number.empty()) {
        by_number_[home.id_number].push_back(home.id);
    }
    by_address_[both].push_back(home.id);
    homes_.emplace(home.id, std::move(home));
}

void Identities::know_place(const std::string& name, std::string id) { places_[name].push_back(std::move(id)); }

Identities::Found Identities::pick(const Ids& ids, const std::string& key) const {
    Found found;
    const auto those = ids.find(key);
    if (key.empty() || those == ids.end() || those->second.empty()) {
        return found;
    }
    std::vector<const KnownHome*> open;
    for (const std::string& id : those->second) {
        if (const KnownHome& home = homes_.at(id); !home.closed) {
            open.push_back(&home);
        }
    }
    found.home = open.empty() ? &homes_.at(those->second.front()) : open.front();
    if (open.size() > 1) {
        found.refusal = Refusal{"several_homes", "", found.home->name, 0};
    } else if (open.empty()) {
        found.refusal = Refusal{"household_closed", "", "", 0};
    }
    return found;
}

Identities::Found Identities::match(const ListRow& row) const {
    const std::string& number = row.fact("id_number");
    const auto taken = [&](const std::string& id) {
        const auto those = by_number_.find(number);
        return !number.empty() && those != by_number_.end() &&
               std::any_of(those->second.begin(), those->second.end(), [&](const std::string& other) { return other != id && !homes_.at(other).closed; });
    };
    if (!row.id.empty() && homes_.contains(row.id)) {
        Found found = pick(Ids{{row.id, {row.id}}}, row.id);
        // What is stored like that already is not changed by it.
        if (!found.refusal && number != found.home->id_number && taken(row.id)) {
            found.refusal = Refusal{"id_number_taken", "id_number", "", 0};
        }
        return found;
    }
    if (Found found = pick(by_number_, number); found.home) {
        return found;
    }
    Found found = pick(by_address_, with_address(row.fact("name"), row.fact("address")));
    if (found.home && !found.refusal && !number.empty() && !found.home->id_number.empty()) {
        found.refusal = Refusal{"id_number_differs", "id_number", "", 0};
    }
    return found;
}

Identities::Found Identities::find(const ListRow& row) const {
    if (row.refusal) {
        return {nullptr, "", row.refusal};
    }
    Found found = match(row);
    if (found.refusal || row.place.empty()) {
        return found;
    }
    const auto place = places_.find(row.place);
    if (found.home) {
        if (place == places_.end() || std::find(place->second.begin(), place->second.end(), found.home->organisation) == place->second.end()) {
            found.refusal = Refusal{"place_differs", "organisation", found.home->organisation_name, 0};
        }
        return found;
    }
    if (place == places_.end() || place->second.size() != 1) {
        found.refusal = Refusal{"place_unknown", "organisation", cut(row.place, 60), 0};
    } else {
        found.place = place->second.front();
    }
    return found;
}

std::optional<Refusal> Identities::claim(const ListRow& row, const Found& found) {
    const std::string& number = row.fact("id_number");
    const Claim own{row.number, !row.id.empty(), !number.empty()};
    std::vector<std::string> keys;
    // Two homes that have one number in the file and in the database are two homes.
    for (std::string key : {home_key(found.home ? found.home->id : row.id), number_key(own.id && found.home && found.home->id_number == number ? "" : number),
                            address_key(with_address(row.fact("name"), row.fact("address")))}) {
        if (key.size() > 2) {
            keys.push_back(std::move(key));
        }
    }
    for (const std::string& key : keys) {
        const auto first = claimed_.find(key);
        // Of one name at one address: each says by an id or a number of its own that it is another.
        const bool others = first != claimed_.end() && key.starts_with("n:") && ((own.id && first->second.id) || (own.number && first->second.number));
        if (first != claimed_.end() && !others) {
            return Refusal{"same_as_row", "", "", first->second.row};
        }
    }
    for (std::string& key : keys) {
        claimed_.emplace(std::move(key), own);
    }
    return std::nullopt;
}

RowPlan plan_of(const ListRow& row, const Identities::Found& found, const ListedHome& stored) {
    RowPlan plan;
    plan.row = row.number;
    plan.name = row.name;
    plan.address = row.address;
    if (found.home && found.home->within) {
        plan.household = found.home->id;
        plan.name = plan.name.empty() ? found.home->name : plan.name;
        plan.address = plan.address.empty() ? found.home->address : plan.address;
    }
    if (found.refusal) {
        return refused_row(std::move(plan), *found.refusal);
    }
    if (!found.home) {
        plan.fate = Fate::Create;
        plan.place = found.place;
        plan.contacts = row.contacts.size();
        if (auto missing = fill(row, plan.changes)) {
            return refused_row(std::move(plan), *std::move(missing));
        }
        if (!row.contacts.empty()) {
            plan.changes.push_back({std::string(kContactsField), "", written(row.contacts)});
        }
    } else {
        for (const auto& [fact, value] : row.facts) {
            const auto before = stored.facts.find(fact->name);
            if (before == stored.facts.end() || !same_value(*fact, before->second, value)) {
                plan.changes.push_back({std::string(fact->name), before == stored.facts.end() ? "" : before->second, value});
            }
        }
        if (auto called = with_kept_parts(row, stored.contacts); !called.empty() && called != stored.contacts) {
            plan.changes.push_back({std::string(kContactsField), written(stored.contacts), written(called)});
            plan.called = std::move(called);
        }
    }
    static const ListedHome nobody;
    const ListedHome& there = found.home ? stored : nobody;
    auto refusal = plan_records(row.records, there, plan);
    refusal = refusal ? refusal : plan_relatives(row.relatives, there.relatives, plan);
    if (refusal) {
        return refused_row(std::move(plan), *std::move(refusal));
    }
    plan.fate = !found.home ? Fate::Create : plan.changes.empty() ? Fate::Same : Fate::Change;
    return plan;
}

}  // namespace anju::server
