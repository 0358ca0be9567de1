// SPDX-License-Identifier: Apache-2.0
// What libraries would do at start on their own, and must not: it stands before the first picture.
#pragma once

namespace anju::app {

// Call before any thread starts. What a person has set stays.
void set_environment();

}  // namespace anju::app
