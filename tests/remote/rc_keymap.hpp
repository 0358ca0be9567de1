// SPDX-License-Identifier: Apache-2.0
// The kernel's remote keymaps as Debian's ir-keytable ships them.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "remote-input/keymap.hpp"

namespace anju::keys {

struct RcKeymap {
    std::string name;               // of the file, without .toml
    std::set<std::string> keys;     // as written
    std::set<Code> codes;           // those that the input core knows
    std::set<std::string> unknown;  // those it does not
};

std::string rc_folder();
// Empty where the package is missing. Ordered by name.
std::vector<RcKeymap> rc_keymaps();

// The page of docs/remote.md.
std::string remote_page();

}  // namespace anju::keys
