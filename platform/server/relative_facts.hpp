// SPDX-License-Identifier: Apache-2.0
// What staff keeps of a relative, one value each.
#pragma once

#include "platform/server/facts.hpp"

namespace anju::server {

inline constexpr FactWord kRelations[] = {
    {"daughter", "女儿"}, {"son", "儿子"},    {"daughter_in_law", "儿媳"}, {"son_in_law", "女婿"}, {"granddaughter", "孙女"},          {"grandson", "孙子"}, {"spouse", "老伴"}, {"sister", "姐妹"},
    {"brother", "兄弟"},  {"niece", "侄女"}, {"nephew", "侄子"},         {"neighbour", "邻居"},  {"friend", "朋友"}, {"community_worker", "社区工作人员"}, {"other", "亲友"}};

inline constexpr std::size_t kMostRelatives = 40;  // of a home, with those whose link was taken back
inline constexpr std::string_view kCallsElderFact = "calls_elder";  // nothing said: as everybody calls the elder

// Columns of `member`.
inline constexpr Fact kRelativeFacts[] = {
    {.name = "name", .written = "家属", .column = "name", .limit = 20, .required = true},
    {.name = "name_latin", .written = "英文名字", .column = "name_latin", .limit = 40},
    {.name = "relation", .written = "关系", .column = "relation", .kind = FactKind::Word, .required = true, .words = kRelations},
    {.name = kCallsElderFact, .written = "称呼老人", .column = "calls_elder", .limit = 20},
};

// Two names that somebody who reads them across a room takes for one are the same here: without blanks, case and width.
std::string name_as_seen(std::string_view name);

}  // namespace anju::server
