// SPDX-License-Identifier: Apache-2.0
// Staff as it is kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/contract/people.hpp"
#include "platform/server/records.hpp"
#include "platform/server/storage/work.hpp"

namespace anju::server {

struct Person {
    contract::StaffRow row;
    std::string path;          // of the place
    std::string password_hash; // "" while invited
    bool at_root = false;
    Time made_at{};
    std::string phone{};
};
// Nothing: nobody within the caller's place.
std::optional<Person> load_person(Transaction& tx, const StaffCaller& staff, const std::string& id);
// As load_person; the row is held until the end of the transaction.
std::optional<Person> hold_person(Work& work, const StaffCaller& staff, const std::string& id);

contract::StaffList load_staff(Transaction& tx, const std::string& scope, const std::string& query);

// display_name, roles, place and, of who has one or needs one, phone: each with who made it so; and the newest twenty entries.
std::vector<contract::FactValue> load_staff_facts(Transaction& tx, const Person& person);
std::vector<contract::FileChange> load_staff_changes(Transaction& tx, const std::string& person);
// The entry that made the field what it is; 0: as the person was invited.
std::uint64_t load_staff_change(Transaction& tx, const std::string& person, std::string_view field);

// Newest first, those that are good now.
std::vector<contract::StaffSignIn> load_sign_ins(Transaction& tx, const std::string& person, const std::string& here, Time now);
void end_sign_ins(Work& work, const Person& person, const std::string& who, const std::string& but = "");
// The secret of the one link by which this person may choose a password.
contract::StaffLink replace_staff_link(Work& work, const std::string& person, const std::string& made_by);
// The token of a new sign-in; its entry is written.
Session begin_sign_in(Work& work, const std::string& person, const std::string& path, const SignInFrom& from);

// Whether, without this one, nobody is left who could administer its root.
bool is_last_administrator(Work& work, const Person& person);

}  // namespace anju::server
