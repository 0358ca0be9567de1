// SPDX-License-Identifier: Apache-2.0
// anju-remote-page > docs/remote.md
#include <iostream>

#include "tests/remote/rc_keymap.hpp"

int main() {
    std::cout << anju::keys::remote_page();
    return std::cout.good() ? 0 : 1;
}
