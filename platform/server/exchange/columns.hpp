// SPDX-License-Identifier: Apache-2.0
// What a header of a list means, and the headers that we write.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/contract/home_file.hpp"
#include "platform/server/exchange/list_groups.hpp"
#include "platform/server/facts.hpp"

namespace anju::server {

enum class ColumnKind { Unknown, Fact, Id, Place, Contact, Group, Reason };

struct Column {
    ColumnKind kind = ColumnKind::Unknown;
    const Fact* fact = nullptr;
    std::size_t number = 0;  // of a contact, a relative, a subsidy: from 0 on
    std::string contract::Contact::*part = nullptr;
    const ColumnGroup* group = nullptr;
    const GroupPart* cell = nullptr;  // of the group
    bool operator==(const Column&) const = default;
};

// Chinese or English, in any case, with blanks or without.
Column column_of(std::string_view header);

enum class HeaderLanguage { Chinese, English };
std::string header_of(const Column& column, HeaderLanguage language);
// "door_code", "contact2_phone": as a refusal names it.
inline std::string name_of(const Column& column) { return header_of(column, HeaderLanguage::English); }

struct ContactPart {
    std::string_view name, written;
    std::string contract::Contact::*value;
};
inline constexpr ContactPart kContactParts[] = {{"name", "姓名", &contract::Contact::name},
                                                {"relation", "关系", &contract::Contact::relation},
                                                {"phone", "电话", &contract::Contact::phone},
                                                {"note", "备注", &contract::Contact::note}};

}  // namespace anju::server
