// SPDX-License-Identifier: Apache-2.0
// The model's messages as one line of JSON each and back.
#pragma once

#include <string>
#include <string_view>

#include "platform/contract/result.hpp"
#include "terminal/model/message.hpp"

namespace anju::disk {

std::string to_line(const model::Message& message);  // without its end
contract::Result<model::Message> from_line(std::string_view line);

}  // namespace anju::disk
