// SPDX-License-Identifier: Apache-2.0
// What each call sends, and what its answer means. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "platform/client/client.hpp"
#include "platform/client/outcome.hpp"
#include "platform/client/transport.hpp"

namespace anju::client {

// Longer answers are Malformed: a snapshot with 60 messages of 500 characters is about 150 KiB, a
// photo scaled for a TV below 2 MiB.
inline constexpr std::size_t kMaxJsonAnswer = 1024 * 1024;
inline constexpr std::size_t kMaxPhotoAnswer = 8 * 1024 * 1024;

Transfer to_transfer(const ClientOptions& options, const Call& call);
Transfer to_stream_transfer(const ClientOptions& options, std::optional<std::uint64_t> after);
std::size_t answer_limit(const Call& call);
// Where a good answer belongs; null: to the caller.
const std::string* answer_file(const Call& call);
contract::Result<Answer> to_answer(const Call& call, Outcome outcome);

}  // namespace anju::client
