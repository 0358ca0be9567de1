// SPDX-License-Identifier: Apache-2.0
// What the station knows of the health and the subsidies of the demo's Mrs Wang: enough that every part of her page has something.
#pragma once

#include <functional>
#include <string>

#include "platform/server/repository.hpp"

namespace anju::server {

// `next` gives the moment of each entry. Dates are counted from the first of them, so that some end soon whenever it is.
[[nodiscard]] Stored<void> write_demo_records(Repository&, const StaffCaller& manager, const std::string& household, const std::function<Time()>& next);

}  // namespace anju::server
