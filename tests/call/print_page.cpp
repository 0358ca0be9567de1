// SPDX-License-Identifier: Apache-2.0
// anju-call-page > docs/call-states.md
#include <iostream>

#include "tests/call/states_page.hpp"

int main() {
    std::cout << anju::call::states_page();
    return std::cout.good() ? 0 : 1;
}
