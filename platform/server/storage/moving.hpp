// SPDX-License-Identifier: Apache-2.0
// A box that was moved to another home pairs itself there, once it has wiped what it had.
#pragma once

#include <string>

#include "platform/server/storage/work.hpp"

namespace anju::server {

// Does nothing while the box `former` does not ask for a code, or has nowhere to go.
void install_moved(Work& work, const std::string& former);

}  // namespace anju::server
