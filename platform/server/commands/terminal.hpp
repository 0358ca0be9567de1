// SPDX-License-Identifier: Apache-2.0
// What a person is asked on the terminal.
#pragma once

#include <string>

namespace anju::server {

// Somebody sits at standard input.
bool somebody_there();
// One line without its end; throws std::runtime_error when the input ends before.
std::string ask_for(const std::string& question);
// The same without showing what is typed.
std::string ask_for_secret(const std::string& question);

}  // namespace anju::server
