// SPDX-License-Identifier: Apache-2.0
// Rows of every kind that a list does not take, or not as it stands, and what is said of each.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "platform/server/exchange/plan.hpp"
#include "platform/server/repository.hpp"

namespace anju::tests {

using RowCells = std::vector<std::pair<std::string, std::string>>;  // an English column, what stands there

// In its texts {n} is a number that no other row has, {card} and {card2} are identity numbers of its own, {card of 0} is that
// of the first row, {id} the id of its home. A row has a name and an address of its own where it says nothing else.
struct BadRow {
    std::string code, column, value;  // of the refusal, or of the remark when the fate is another; empty: it names none
    RowCells cells{};                 // beside `value` in `column`
    std::vector<RowCells> before{};   // homes that are kept before; the first is its own
    std::function<void(server::Repository&, const std::string& household)> since{};  // what staff did to it then
    server::Fate fate = server::Fate::Refused;
    std::string named{};              // in the report instead of `value`
    std::string day{};                // since when, or until when
};

const std::vector<BadRow>& bad_rows();
// Codes that no row can have, and why.
const std::vector<std::pair<std::string, std::string>>& codes_without_a_row();

}  // namespace anju::tests
