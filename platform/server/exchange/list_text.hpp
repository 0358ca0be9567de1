// SPDX-License-Identifier: Apache-2.0
// The bytes of a file as UTF-8.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "platform/server/exchange/list_fault.hpp"

namespace anju::server {

enum class Encoding { Utf8, Gb18030 };

struct ListText {
    std::string text;  // without a byte order mark
    Encoding encoding = Encoding::Utf8;
};

// What is valid UTF-8 is UTF-8; else GB18030, to the last byte or not at all.
tl::expected<ListText, ListFault> list_text(std::string bytes);

}  // namespace anju::server
