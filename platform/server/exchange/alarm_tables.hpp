// SPDX-License-Identifier: Apache-2.0
// An incident, and a month of them, as a table for a spreadsheet. Times are by the desk's clock.
#pragma once

#include <string>

#include "platform/contract/alarm_figures.hpp"

namespace anju::server {

std::string table_of(const contract::AlarmExport& file, bool chinese);
std::string table_of(const contract::AlarmFigures& figures, bool chinese);

}  // namespace anju::server
