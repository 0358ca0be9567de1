// SPDX-License-Identifier: Apache-2.0
// What a side of a visit may say at all, whatever the visit is. Pure.
#pragma once

#include <string_view>

#include "platform/contract/visit.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

// Refused: signal_not_yours, signal_too_long, signal_empty.
Stored<void> check_signal(const contract::Signal& signal, contract::VisitSide side);
bool is_fingerprint(std::string_view text);  // "sha-256 AB:CD…" of 32 bytes
bool is_visit_id(std::string_view id);  // 26 letters a–z 2–7

}  // namespace anju::server
