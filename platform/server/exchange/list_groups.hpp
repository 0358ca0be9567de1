// SPDX-License-Identifier: Apache-2.0
// Of what a home may have several and a list has some columns each: relatives with their rights, subsidies; and the one
// assessment that holds.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "platform/contract/care_record.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/rights.hpp"
#include "platform/server/facts.hpp"

namespace anju::server {

struct GroupPart {
    std::string_view name, written;
};
struct ColumnGroup {
    std::string_view name, written;    // "subsidy", 补贴; the number follows, then the part: subsidy1_yuan, 补贴1金额
    std::string_view several, pieces;  // in JSON the list of them: "subsidies", 补贴; of the assessment none
    std::size_t most = 0;              // 0: one, without a number
    std::span<const GroupPart> parts;
};
std::span<const ColumnGroup> column_groups();
const ColumnGroup& relative_group();
const ColumnGroup& subsidy_group();
const ColumnGroup& assessment_group();

// "subsidy2_yuan": as a refusal names it. `number` from 1 on.
std::string column_name(const ColumnGroup& group, std::size_t number, std::string_view part);

using GroupCells = std::map<std::string_view, std::string>;  // by GroupPart::name

// What is not said stays as it is, or is as with everybody who is new.
struct GivenRights {
    std::optional<bool> message, visit, order, health;
    contract::Rights over(contract::Rights rights) const;
    bool operator==(const GivenRights&) const = default;
};
struct GivenRelative {
    std::size_t number = 0;
    std::string name;
    std::optional<contract::Relation> relation;
    std::string calls_elder;  // may be empty
    GivenRights rights;
    bool operator==(const GivenRelative&) const = default;
};
struct GivenRecord {
    std::size_t number = 0;
    contract::CareRecordEdit values;  // settled
    bool says_period = false;         // otherwise: each month, as it is usual
    bool operator==(const GivenRecord&) const = default;
};

struct CellTrouble {
    std::string code, part;
};
tl::expected<GivenRelative, CellTrouble> relative_of(std::size_t number, const GroupCells& cells);
tl::expected<GivenRecord, CellTrouble> record_of(const ColumnGroup& group, std::size_t number, const GroupCells& cells, std::chrono::year_month_day today);

// What was done by hand, which no list undoes.
struct ByHand {
    std::string day, who;  // nobody named: by the system
    bool operator==(const ByHand&) const = default;
};

// As they are stored.
struct StoredRelative {
    std::string id;
    bool active = true;
    std::string name;
    contract::Relation relation = contract::Relation::Other;
    std::string calls_elder;
    contract::Rights rights;
    std::map<std::string, ByHand, std::less<>> taken{};  // the rights that staff took away; by their column
    bool operator==(const StoredRelative&) const = default;
};
// The first right that the row gives back although staff took it away.
std::optional<std::string_view> given_back(const GivenRights& given, const StoredRelative& there);
GroupCells listed(const StoredRelative& relative, bool chinese);
GroupCells listed(const contract::CareRecord& record, bool chinese);

std::string relation_written(std::string_view word);  // 女儿 of "daughter"

}  // namespace anju::server
