// SPDX-License-Identifier: Apache-2.0
// The relatives of a home, as staff keeps them. Blocks, and is one transaction, as all of the repository.
#pragma once

#include <string>

#include "platform/contract/relatives.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/records.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

class RelativeRecords {
  public:
    virtual ~RelativeRecords() = default;

    [[nodiscard]] virtual Stored<contract::Relatives> relatives(const StaffCaller&, const std::string& household) = 0;
    // Conflict: "changed_meanwhile", "household_closed". NotFound "member_not_found": none of this home, or without a link.
    // Refused "role_missing". The TVs are told.
    [[nodiscard]] virtual Stored<contract::Relatives> set_first_contact(const StaffCaller&, const std::string& household,
                                                                        const contract::FirstContactEdit&, Time now) = 0;
    // Refused: role_missing, fact_required, fact_too_long, not_text. Conflict: too_many_members, household_closed.
    [[nodiscard]] virtual Stored<contract::Relatives> add_relative(const StaffCaller&, const std::string& household,
                                                                   const contract::NewRelative&, const Once&, Time now) = 0;
    // Conflict: "changed_meanwhile", "household_closed". NotFound "member_not_found". Refused "role_missing". In force at
    // once: without `visit` what this relative has placed ends, the elder's yes to automatic answers falls away, and so do
    // the links that were made for guests. The relative's pages are told.
    [[nodiscard]] virtual Stored<contract::Relatives> set_rights(const StaffCaller&, const std::string& member,
                                                                 const contract::RightsEdit&, Time now) = 0;
    // One of relative_facts.hpp, of a relative with or without a link. As edit_fact(); NotFound "member_not_found". The TVs are told.
    [[nodiscard]] virtual Stored<contract::Relatives> edit_relative(const StaffCaller&, const std::string& member, const contract::FactEdit&,
                                                                    Time now) = 0;
    // What set_member_photo would refuse, whatever the picture is: asked before anybody decodes it.
    [[nodiscard]] virtual Stored<void> may_set_member_photo(const StaffCaller&, const std::string& member, const std::string& seen) = 0;
    // The face that the TV shows. Conflict "changed_meanwhile" when another photo than `seen` stands there, "household_closed".
    // The one before is erased.
    [[nodiscard]] virtual Stored<contract::Photo> set_member_photo(const StaffCaller&, const std::string& member, const std::string& seen,
                                                                   const NewPhoto&, Time now) = 0;
    [[nodiscard]] virtual Stored<void> remove_member_photo(const StaffCaller&, const std::string& member, const std::string& seen, Time now) = 0;
};

}  // namespace anju::server
