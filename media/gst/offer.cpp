// SPDX-License-Identifier: Apache-2.0
#include "media/gst/offer.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <vector>

namespace anju::gst {
namespace {

// The number at the start of text; -1: none.
int number_at(std::string_view text) {
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Types {
    std::set<int> used;
    std::vector<int> codecs;  // in their order
    std::set<int> repeated;
};

Types types_of(std::string_view section) {
    Types types;
    for (std::size_t at = 0; at < section.size();) {
        const auto end = std::min(section.find('\n', at), section.size());
        const auto line = section.substr(at, end - at);
        at = end + 1;
        const auto space = line.find(' ');
        if (line.starts_with("a=rtpmap:") && space != std::string_view::npos) {
            const int type = number_at(line.substr(9));
            types.used.insert(type);
            if (!line.substr(space + 1).starts_with("rtx/")) {
                types.codecs.push_back(type);
            }
        } else if (const auto apt = line.find(" apt="); line.starts_with("a=fmtp:") && apt != std::string_view::npos) {
            types.repeated.insert(number_at(line.substr(apt + 5)));
        }
    }
    return types;
}

}  // namespace

std::string with_repeats(std::string_view offer) {
    const auto from = offer.find("m=video ");
    const auto first = offer.find("\r\n", from);
    if (from == std::string_view::npos || first == std::string_view::npos) {
        return std::string(offer);
    }
    const auto to = std::min(offer.find("\r\nm=", first), offer.size() - 2) + 2;
    auto types = types_of(offer.substr(from, to - from));
    std::string listed, lines;
    for (const int codec : types.codecs) {
        int type = 96;
        while (types.used.contains(type)) {
            ++type;
        }
        if (!types.repeated.contains(codec) && type < 128) {
            types.used.insert(type);
            const auto own = std::to_string(type);
            listed += " " + own;
            lines += "a=rtpmap:" + own + " rtx/90000\r\na=fmtp:" + own + " apt=" + std::to_string(codec) + "\r\n";
        }
    }
    std::string out(offer.substr(0, first));
    return out.append(listed).append(offer.substr(first, to - first)).append(lines).append(offer.substr(to));
}

}  // namespace anju::gst
