// SPDX-License-Identifier: Apache-2.0
// Ids of this box's own: of a run of presses, of a test.
#pragma once

#include <string>

namespace anju::alarm {

std::string fresh_id();  // RFC 9562, version 4

}  // namespace anju::alarm
