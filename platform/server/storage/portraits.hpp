// SPDX-License-Identifier: Apache-2.0
// The face of the person of a home, or of a relative: one photo, changed against the one that was seen.
#pragma once

#include <string>
#include <string_view>

#include "platform/server/storage/photos.hpp"

namespace anju::server {

struct Portrait {
    std::string_view table, key;  // has a column `photo`; its row is found by this one
    std::string of;
    std::string field;            // as the audit names it
};
Portrait portrait_of_person(const std::string& household);
Portrait portrait_of_member(const std::string& member);

std::string load_portrait(Transaction& tx, const Portrait& portrait);  // id; empty: none

// Conflict "changed_meanwhile". The one before is erased: nobody fetches it by its address afterwards. Who shows it is told.
[[nodiscard]] Stored<contract::Photo> replace_portrait(Work& work, const StaffCaller& staff, const HeldHousehold& home, const Portrait& portrait,
                                                       const std::string& seen, const NewPhoto& photo);
[[nodiscard]] Stored<void> remove_portrait(Work& work, const StaffCaller& staff, const HeldHousehold& home, const Portrait& portrait, const std::string& seen);

}  // namespace anju::server
