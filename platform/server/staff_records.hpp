// SPDX-License-Identifier: Apache-2.0
// Places and who works there. Blocks, and is one transaction, as all of the repository. docs/staff.md says who may do what.
#pragma once

#include <string>

#include "platform/contract/people.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/records.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

class StaffRecords {
  public:
    virtual ~StaffRecords() = default;

    // --- administrators, within their own place; others are Refused "role_missing" in all of these ---
    [[nodiscard]] virtual Stored<contract::PlaceList> places(const StaffCaller&) = 0;
    // Refused: not_text, title_empty, title_too_long, kind_misplaced. Conflict: place_name_taken, place_closed.
    [[nodiscard]] virtual Stored<contract::Place> make_place(const StaffCaller&, const contract::NewPlace&, const Once&, Time now) = 0;
    // Conflict "changed_meanwhile" when another entry than `seen` gave it its name.
    [[nodiscard]] virtual Stored<contract::Place> rename_place(const StaffCaller&, const std::string& place, const contract::PlaceName&, Time now) = 0;
    // Conflict: place_not_empty, place_own (the caller's), place_closed.
    [[nodiscard]] virtual Stored<void> close_place(const StaffCaller&, const std::string& place, Time now) = 0;
    // There and below; with a query those whose names hold it. `place` empty: the caller's own.
    [[nodiscard]] virtual Stored<contract::StaffList> staff_list(const StaffCaller&, const std::string& place, const std::string& query) = 0;
    [[nodiscard]] virtual Stored<contract::StaffFile> staff_file(const StaffCaller&, const std::string& person, Time now) = 0;
    // The same key again: the same person, and a new link, since the first one was never heard. Conflict "name_taken";
    // Refused: role_unknown (none, or one twice), name_malformed and those of make_place.
    [[nodiscard]] virtual Stored<contract::Invited> invite_staff(const StaffCaller&, const contract::NewPerson&, const Once&, Time now) = 0;
    // The one before opens nothing any more. Who has ended is invited again.
    [[nodiscard]] virtual Stored<contract::StaffLink> renew_staff_link(const StaffCaller&, const std::string& person, Time now) = 0;
    // display_name, roles or place. Conflict: changed_meanwhile, last_administrator, staff_ended, place_closed.
    [[nodiscard]] virtual Stored<contract::FactValue> edit_staff(const StaffCaller&, const std::string& person, const contract::FactEdit&, Time now) = 0;
    // Signed out everywhere. Conflict: last_administrator, staff_ended.
    [[nodiscard]] virtual Stored<void> end_staff(const StaffCaller&, const std::string& person, Time now) = 0;

    // --- everybody ---
    [[nodiscard]] virtual Stored<contract::StaffSignIns> sign_ins(const StaffCaller&, Time now) = 0;
    // One's own, or as an administrator that of somebody within the own place. NotFound "session_not_found".
    [[nodiscard]] virtual Stored<void> end_sign_in(const StaffCaller&, const std::string& session, Time now) = 0;
    // The other sign-ins end. Refused: wrong_password, too_many_tries, and the codes of settled_password().
    [[nodiscard]] virtual Stored<void> change_password(const StaffCaller&, const contract::PasswordChange&, Time now) = 0;

    // --- who holds a link. Refused "link_not_valid": unknown, used, replaced, run out ---
    [[nodiscard]] virtual Stored<contract::Welcome> welcome(const std::string& token, Time now) = 0;
    // Signs in. All earlier sign-ins end, and the link opens nothing any more.
    [[nodiscard]] virtual Stored<StaffSession> choose_password(const contract::ChosenPassword&, const SignInFrom&, Time now) = 0;
};

}  // namespace anju::server
