// SPDX-License-Identifier: Apache-2.0
// Stands a meaningless text of the same length and kinds of characters in the place of a name or
// words: the same for the same text, so that a recording still breaks its lines where the screen
// did.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>

namespace anju::disk {

class Placeholders {
  public:
    // A fresh seed each recording: nobody can try names and compare.
    explicit Placeholders(std::uint32_t seed) : random_(seed) {}

    std::string of(const std::string& text);

  private:
    std::string make(const std::string& text);

    std::mt19937 random_;
    std::map<std::string, std::string> made_;
    std::set<std::string>
        used_;  // two texts never become one, unless there are no others of this length
};

}  // namespace anju::disk
