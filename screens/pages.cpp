// SPDX-License-Identifier: Apache-2.0
#include "screens/pages.hpp"

#include <array>

#include "screens/emoji.hpp"
#include "screens/people.hpp"

namespace anju::screens {
namespace {

constexpr double kLine = 12;  // a line end costs about half a line

int cut_worth(std::string_view character) {
    static constexpr std::array<std::string_view, 8> kSentence = {"。", "！", "？", "…",
                                                                  "\n", "!",  "?",  "；"};
    static constexpr std::array<std::string_view, 6> kPart = {"，", "、", "：", " ", ",", "~"};
    for (const auto mark : kSentence) {
        if (character == mark) {
            return 2;
        }
    }
    for (const auto mark : kPart) {
        if (character == mark) {
            return 1;
        }
    }
    return 0;
}

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \n\r\t");
    if (from == std::string_view::npos) {
        return {};
    }
    return text.substr(from, text.find_last_not_of(" \n\r\t") - from + 1);
}

// Bytes of the text that make the next page.
std::size_t next_cut(std::string_view text, double room) {
    double width = 0;
    std::size_t at = 0;
    std::array<std::size_t, 3> best{};
    for (const auto& cluster : clusters(text)) {
        const auto character = cluster.text;
        width += character == "\n" ? kLine : width_of(character);
        if (width > room && at > 0) {
            // A sentence end in the first half would leave a page nearly empty.
            if (best[2] * 2 > at) {
                return best[2];
            }
            return best[1] * 2 > at ? best[1] : at;
        }
        at += character.size();
        best[static_cast<std::size_t>(cut_worth(character))] = at;
    }
    return text.size();
}

}  // namespace

std::vector<std::string> pages_of(std::string_view text, double room) {
    std::vector<std::string> pages;
    text = trimmed(text);
    while (!text.empty()) {
        const auto cut = next_cut(text, room);
        pages.emplace_back(trimmed(text.substr(0, cut)));
        text = trimmed(text.substr(cut));
    }
    return pages;
}

}  // namespace anju::screens
