// SPDX-License-Identifier: Apache-2.0
// The contacts of a home as one value: what they may be, and how a change of them is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/home_file.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

inline constexpr std::string_view kContactsField = "contacts";  // in the audit, beside the names of facts
inline constexpr std::size_t kMostContacts = 20;

// 小芳（女儿）13805352216、李阿姨 …: as a change is read.
std::string written(const std::vector<contract::Contact>& contacts);

// Each as it is kept. Otherwise refused with the code of its value and "2.phone" as context, or too_many_contacts.
Stored<std::vector<contract::Contact>> settled(std::vector<contract::Contact> contacts);

}  // namespace anju::server
