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
// The links and phones of this relative; what she said stays.
void shut_out_member(Work& work, const HeldHousehold& home, const std::string& member, const std::string& who);
// Everybody who came by this invitation.
void shut_out_guests(Work& work, const std::string& invitation, const std::string& who);

}  // namespace anju::server
