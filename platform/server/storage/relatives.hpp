// SPDX-License-Identifier: Apache-2.0
// The relatives of a home as staff reads them, and one of them held for a change.
#pragma once

#include <optional>
#include <string>

#include "platform/contract/relatives.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/facts.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

// As the audit names a fact of a relative.
std::string relative_field(const Fact& fact, const std::string& member);

contract::Relatives load_relatives(Transaction& tx, const std::string& household);

struct HeldMember {
    HeldHousehold home;
    bool active = false;
};
// Nothing: none within the caller's place, or the home is closed.
std::optional<HeldMember> hold_member(Work& work, const StaffCaller& staff, const std::string& member);
// NotFound "member_not_found", Conflict "household_closed".
[[nodiscard]] Stored<HeldMember> hold_relative(Work& work, const StaffCaller& staff, const std::string& member);
// Of two with one name nobody could tell on the TV which is which: Conflict "member_name_taken", whose context is the other's
// relation and name. Whose link was taken back counts, too: what this one has sent is shown on. `member`: of whom it is to be, "" of a new one.
[[nodiscard]] Stored<void> name_is_free(Transaction& tx, const std::string& household, const std::string& member, const std::string& name);
std::string load_home_of_member(Transaction& tx, const std::string& member);  // its id; empty: no such relative

}  // namespace anju::server
