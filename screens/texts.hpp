// SPDX-License-Identifier: Apache-2.0
// Every word on a screen: written in Chinese where it is used, in other languages from po/*.po.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "terminal/model/settings.hpp"

namespace anju::screens {

// Values for {name} in a sentence.
using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

class Texts {
  public:
    explicit Texts(model::Language language) : language_(language) {}

    // xgettext reads these two: the argument is a literal.
    std::string tr(const char* chinese, Values values = {}) const;
    // For languages with plural forms; {n} is filled in.
    std::string trn(const char* chinese, long n, Values values = {}) const;

    model::Language language() const { return language_; }
    bool english() const { return language_ == model::Language::English; }

  private:
    model::Language language_;
};

// What the compiled catalogue has for a text (form 0: one, 1: more); empty when it has nothing.
std::string_view translation(model::Language language, std::string_view chinese, int form = 0);

}  // namespace anju::screens
