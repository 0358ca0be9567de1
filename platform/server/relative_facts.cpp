// SPDX-License-Identifier: Apache-2.0
#include "platform/server/relative_facts.hpp"

namespace anju::server {

std::string name_as_seen(std::string_view name) {
    std::string out;
    for (const char c : half_width(name)) {
        if (c != ' ') {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return out;
}

}  // namespace anju::server
