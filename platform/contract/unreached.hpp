// SPDX-License-Identifier: Apache-2.0
// Codes of an Error with Offline, beside kStranger: what is known of why nothing reached the platform.
#pragma once

namespace anju::contract {

// The address answers, but nobody listens there or greets.
inline constexpr auto kDown = "down";

}  // namespace anju::contract
