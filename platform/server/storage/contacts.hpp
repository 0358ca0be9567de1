// SPDX-License-Identifier: Apache-2.0
// The contacts of a home in calling order, one list that is replaced as a whole.
#pragma once

#include <string>
#include <vector>

#include "platform/server/contact_list.hpp"
#include "platform/server/storage/ledger.hpp"

namespace anju::server {

std::vector<contract::Contact> load_contacts(Transaction& tx, const std::string& household);
void store_contacts(Work& work, const std::string& household, const std::vector<contract::Contact>& contacts);

}  // namespace anju::server
