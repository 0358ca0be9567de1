// SPDX-License-Identifier: Apache-2.0
// The numbered files of schema/, built into the program.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "platform/server/storage/database.hpp"

namespace anju::server {

struct Migration {
    int number = 0;
    std::string_view name;  // "001_places_and_people"
    std::string_view text;
};

std::span<const Migration> schema();  // generated at configure time, in order

// A file's text as one database wants it: ${types} filled in, the other's blocks left out.
std::string in_dialect(std::string_view text, Dialect dialect);

}  // namespace anju::server
