// SPDX-License-Identifier: Apache-2.0
// The TV put together from its parts, in the order in which they start; they end in reverse.
#pragma once

#include "terminal/app/options.hpp"

namespace anju::app {

// Its exit code. Throws std::runtime_error with one sentence when it cannot start; nothing is left half
// started then.
int run_program(const Options& options);

}  // namespace anju::app
