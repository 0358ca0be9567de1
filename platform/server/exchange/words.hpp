// SPDX-License-Identifier: Apache-2.0
// What is wrong with a file or a row, said to a person.
#pragma once

#include <string>
#include <string_view>

#include "platform/server/exchange/columns.hpp"
#include "platform/server/exchange/list_fault.hpp"
#include "platform/server/exchange/plan.hpp"

namespace anju::server {

using Language = HeaderLanguage;

std::string said(const ListFault& fault, Language language);
std::string said(const Refusal& refusal, Language language);
// 电话 没有 → 13805350001, one after the other; of a new home what it will have.
std::string said(const RowPlan& row, Language language);
// What a person has to know of a row that is taken; "" for nothing.
std::string remarks_said(const RowPlan& row, Language language);
std::string_view said(Fate fate, Language language);
std::string_view said(Encoding encoding);

// "door_code", "contacts", "contact2_phone" as a header.
std::string header_named(std::string_view name, Language language);
// As shown(), and a word as it is written: 女.
std::string value_said(std::string_view field, const std::string& value, Language language);

}  // namespace anju::server
