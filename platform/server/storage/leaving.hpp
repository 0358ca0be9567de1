// SPDX-License-Identifier: Apache-2.0
// What ends with those who may no longer come in. Their household is held.
#pragma once

#include <string>

#include "platform/server/storage/ledger.hpp"

namespace anju::server {

// False: it is none of this home's, or was taken down before.
// how: taken_back, moved, lost; the box is told.
bool unpair_terminal(Work& work, const HeldHousehold& home, const std::string& terminal, const std::string& who,
                     const std::string& how = "taken_back");
// Another first contact, or with an empty id none; it is not told yet. before: who was.
void keep_first_contact(Work& work, const HeldHousehold& home, const std::string& before, const std::string& after, const std::string& who);
// The links and phones of this relative; what she said stays. She is first contact no more.
void shut_out_member(Work& work, const HeldHousehold& home, const std::string& member, const std::string& who);
// The links for guests that this relative has made, with everybody who came by them.
void take_back_guest_links(Work& work, const HeldHousehold& home, const std::string& member, const std::string& who);
// Everybody who came by this invitation.
void shut_out_guests(Work& work, const std::string& invitation, const std::string& who);

}  // namespace anju::server
