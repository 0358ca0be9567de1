// SPDX-License-Identifier: Apache-2.0
// Who calls whom in the tests of calls.
#pragma once

#include "media/call/call.hpp"

namespace anju::call {

inline const Peer kFang{"m1", "小芳"};
inline const Peer kWei{"m2", "大伟"};

}  // namespace anju::call
