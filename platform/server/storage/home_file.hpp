// SPDX-License-Identifier: Apache-2.0
// A home's file as it is kept: its facts, and the entries that made them so.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/home_file.hpp"
#include "platform/server/facts.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

inline constexpr std::string_view kFirstContactField = "first_contact";  // as the audit names it

enum class MadeBy { Hand, List };
// What the audit keeps of a relative who is added.
std::string written_making(const NewMember& given, MadeBy by);
// Its id. The household is not yet told.
std::string insert_member(Work& work, const HeldHousehold& home, const std::string& who, const NewMember& given,
                          const std::optional<std::string>& portrait, MadeBy by = MadeBy::Hand);
// With its person and portrait; not yet indexed.
void insert_home(Work& work, const HeldHousehold& home, const NewHousehold& given);

// How the elder is called.
std::string load_called(Transaction& tx, const std::string& household);
// Empty: no such home.
FactTexts load_facts(Transaction& tx, const std::string& household);
// One column; the value is settled already.
void store_fact(Work& work, const std::string& household, const Fact& fact, const std::string& value);

// The newest entry of each fact, by its name; a name that is not there was never changed.
using FactChanges = std::map<std::string, contract::FileChange, std::less<>>;
FactChanges load_fact_changes(Transaction& tx, const std::string& household);
// The entry by which the home was made.
std::optional<contract::FileChange> load_making(Transaction& tx, const std::string& household);
// A value with the entry that made it so; without one, as it was made.
contract::FactValue fact_said(std::string_view name, std::string value, const FactChanges& changes, std::string_view field,
                              const std::optional<contract::FileChange>& making);
// The number of the newest entry of a fact, or of the contacts; 0: none.
std::uint64_t load_change_of(Transaction& tx, const std::string& household, std::string_view field);
contract::Contacts load_contacts_said(Transaction& tx, const std::string& household, const std::optional<contract::FileChange>& making);
// What of a home is for those alone who keep it: subsidies and assessments.
enum class Sees { All, NoRecords };
Sees seen_by(const StaffCaller& staff);

// Newest first; older than the entry `before` unless that is 0.
std::vector<contract::FileChange> load_changes(Transaction& tx, const std::string& household, Sees sees, std::uint64_t before, int limit);

std::optional<contract::HomeFile> load_home_file(Transaction& tx, const std::string& household, Sees sees);

// Refused, with the fact that it is about.
tl::unexpected<RepositoryError> no_fact(const std::string& code, std::string_view name);

bool keeps_homes(const StaffCaller& staff);  // may change them
bool is_within(Transaction& tx, const StaffCaller& staff, const std::string& household);
// NotFound "household_not_found", Conflict "household_closed".
[[nodiscard]] Stored<HeldHousehold> hold_home(Work& work, const StaffCaller& staff, const std::string& household);
// In a home that is held, once for a key: `make` answers the id of what it made, the first time and ever after.
[[nodiscard]] Stored<std::string> once_in_home(Work& work, const StaffCaller& staff, const std::string& household, const OnceKey& key,
                                               const std::function<Stored<std::string>(const HeldHousehold&)>& make);
bool is_closed(Transaction& tx, const StaffCaller& staff, const std::string& household);

}  // namespace anju::server
