// SPDX-License-Identifier: Apache-2.0
// What stands in the grid of the home screen.
#pragma once

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

void tile(Stage& stage, const Item& item, const Rect& place);
// The newest message: its photo, or its words; before the first: who could send one.
void message_card(Stage& stage, const Item& item, const Rect& place);

}  // namespace anju::paint::layout
