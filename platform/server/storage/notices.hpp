// SPDX-License-Identifier: Apache-2.0
// What a relative is to be told beyond the page.
#pragma once

#include <string>

#include "platform/server/storage/work.hpp"

namespace anju::server {

// One for each thing, whatever happens to it afterwards.
void insert_notice(Work& work, const std::string& household, const std::string& event, const std::string& subject,
                   const std::string& member);

}  // namespace anju::server
