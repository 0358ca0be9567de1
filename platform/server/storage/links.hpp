// SPDX-License-Identifier: Apache-2.0
// The personal links of a relative. Whoever changes them holds the household.
#pragma once

#include <string>

#include "platform/server/storage/ledger.hpp"

namespace anju::server {

// The secret of a new link; those before it open nothing from now on.
std::string replace_links(Work& work, const std::string& who, const std::string& member, const HeldHousehold& home);

}  // namespace anju::server
