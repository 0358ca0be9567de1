// SPDX-License-Identifier: Apache-2.0
// What staff keeps of the homes of its place. Blocks, and is one transaction, as all of the repository.
#pragma once

#include <string>

#include "platform/contract/home_file.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/records.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

class HomeRecords {
  public:
    virtual ~HomeRecords() = default;

    // `online` of its TVs is left false: only the event hub knows.
    [[nodiscard]] virtual Stored<contract::HomeFile> home_file(const StaffCaller&,
                                                               const std::string& household) = 0;
    // At most 100, older than the entry `before`; 0: the newest.
    [[nodiscard]] virtual Stored<contract::FileChanges> home_changes(const StaffCaller&,
                                                                     const std::string& household,
                                                                     std::uint64_t before) = 0;
    // Of the open homes of the caller's place.
    [[nodiscard]] virtual Stored<contract::WordCounts> word_counts(const StaffCaller&) = 0;
    // Conflict: "changed_meanwhile" when another entry than `seen` made the value what it is, "household_closed".
    // Refused: role_missing, fact_unknown, and the codes of settled(). What is the same already is no change, whoever made it so.
    [[nodiscard]] virtual Stored<contract::FactValue> edit_fact(const StaffCaller&,
                                                                const std::string& household,
                                                                const contract::FactEdit&,
                                                                Time now) = 0;
    // As edit_fact, of the whole list; refused also too_many_contacts, or as a fact with "2.phone" as context.
    [[nodiscard]] virtual Stored<contract::Contacts> edit_contacts(const StaffCaller&,
                                                                   const std::string& household,
                                                                   const contract::ContactsEdit&,
                                                                   Time now) = 0;
    // Refused as edit_fact, with the fact's name as context.
    [[nodiscard]] virtual Stored<contract::HomeFile> make_home(const StaffCaller&,
                                                               const contract::NewHome&,
                                                               const Once&, Time now) = 0;
    // Its TVs are shut out, its links and invitations end; what was written stays to be read. Conflict "household_closed", "alarm_open".
    [[nodiscard]] virtual Stored<void> close_home(const StaffCaller&, const std::string& household,
                                                  Time now) = 0;
};

}  // namespace anju::server
