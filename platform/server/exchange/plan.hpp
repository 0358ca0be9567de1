// SPDX-License-Identifier: Apache-2.0
// What a list would do to what is stored: pure, row by row.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "platform/server/exchange/list.hpp"
#include "platform/server/exchange/listed_home.hpp"

namespace anju::server {

enum class Fate { Create, Change, Same, Refused };

struct ValueChange {
    std::string field;          // a fact's name, "contacts", "subsidy", "assessment", "relative", or "rights 小芳"
    std::string before, after;  // as they are kept; value_said() before a person reads them
    bool operator==(const ValueChange&) const = default;
};

// A relative who is new, or may do something else.
struct RelativePlan {
    std::string member;  // id; empty: a new one
    std::string name, calls_elder;
    contract::Relation relation = contract::Relation::Other;
    contract::Rights before, rights;
    bool operator==(const RelativePlan&) const = default;
};

struct RowPlan {
    std::size_t row = 0;
    Fate fate = Fate::Same;
    std::string household;             // id; of a new home empty
    std::string place;                 // id of the organisation of a new home; empty: where the caller said
    std::string name, address;         // to be shown
    std::size_t contacts = 0;          // of a new home
    std::vector<contract::Contact> called;  // of Change: all contacts as they will be, when they change
    std::vector<contract::CareRecordEdit> records;  // new ones, and those that now end; in the order in which they are written
    std::vector<RelativePlan> relatives;
    std::vector<ValueChange> changes;  // of Change: what differs; of Create: every value
    std::vector<Remark> remarks;
    std::optional<Refusal> refusal;
    bool operator==(const RowPlan&) const = default;
};

struct ImportPlan {
    std::size_t created = 0, changed = 0, same = 0, refused = 0;
    std::vector<RowPlan> rows;
    std::string digest;  // of all of it: the same again as long as nothing was changed meanwhile

    void add(RowPlan row);
};

// What tells one home from another.
struct KnownHome {
    std::string id, name, address, id_number;
    std::string organisation, organisation_name;
    bool within = true;        // the caller's place
    bool closed = false;
};

// The stored homes that a list may mean; all others, and those of another place, are let go at once: who brings a list learns
// nothing of them, as if they were not there.
class Identities {
  public:
    explicit Identities(const HomeList& list);

    void know(KnownHome home);  // what was known of it before is forgotten
    // `name` is any way in which a list may name it: 东关站, 东关街道/东关站.
    void know_place(const std::string& name, std::string id);

    struct Found {
        const KnownHome* home = nullptr;  // null: a new one
        std::string place;
        std::optional<Refusal> refusal;
    };
    // By id, else by identity number, else by name and address.
    Found find(const ListRow& row) const;
    // The row is that person's: refused, with its number, when another row was first.
    std::optional<Refusal> claim(const ListRow& row, const Found& found);

  private:
    Found match(const ListRow& row) const;
    using Ids = std::unordered_map<std::string, std::vector<std::string>>;
    Found pick(const Ids& ids, const std::string& key) const;

    std::unordered_set<std::string> wanted_;
    std::unordered_map<std::string, KnownHome> homes_;
    Ids by_number_, by_address_;
    std::map<std::string, std::vector<std::string>, std::less<>> places_;
    struct Claim {
        std::size_t row;
        bool id, number;  // it says which home it is, or which person
    };
    std::unordered_map<std::string, Claim> claimed_;
};

// `stored` is the home that was found; without one it is not looked at.
RowPlan plan_of(const ListRow& row, const Identities::Found& found, const ListedHome& stored);

}  // namespace anju::server
