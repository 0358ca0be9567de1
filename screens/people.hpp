// SPDX-License-Identifier: Apache-2.0
// How the members of a household are named and shown.
#pragma once

#include <string>

#include "screens/scene.hpp"
#include "screens/texts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::screens {

// 小芳; Xiaofang. A sender who is no member any more: 家里人.
std::string name_of(const Texts& texts, const contract::Member* member);
std::string relation_of(const Texts& texts, const contract::Member* member);  // may be empty
std::string relation_and_name(const Texts& texts, const contract::Member* member);  // 女儿小芳
// A name that fits beside other words: the relation instead of a long one.
std::string short_name(const Texts& texts, const contract::Member* member);
// To stand alone: the whole where it is not wider than this many characters, else the name that fits beside others.
std::string name_within(const Texts& texts, const contract::Member* member, std::string whole,
                        double room);
// daughter → Daughter, where it begins a line.
std::string alone(std::string words);
Face face_of(const Texts& texts, const contract::Member* member);
// 王奶奶; Mrs Wang
std::string called(const Texts& texts, const contract::Person& person);
// The width of a text in Chinese characters: letters and figures count half.
double width_of(std::string_view text);

}  // namespace anju::screens
