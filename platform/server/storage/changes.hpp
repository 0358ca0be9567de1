// SPDX-License-Identifier: Apache-2.0
// Entries of the audit as they are read by people.
#pragma once

#include <cstddef>

#include "platform/contract/home_file.hpp"
#include "platform/server/storage/rows.hpp"

// Ends before the WHERE; `a` is the entry.
#define ANJU_CHANGE                                                                                       \
    "SELECT a.number, a.who, a.what, a.field, a.before, a.after, a.at, s.display_name, m.name, a.subject FROM audit a" \
    " LEFT JOIN staff s ON a.who = 'staff:' || s.id LEFT JOIN member m ON a.who = 'member:' || m.id "

namespace anju::server {

inline constexpr std::size_t kChangeSubject = 9;  // its column
contract::FileChange change_at(const Row& row);  // of a row of ANJU_CHANGE

}  // namespace anju::server
