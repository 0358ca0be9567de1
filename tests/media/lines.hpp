// SPDX-License-Identifier: Apache-2.0
// Programs on a pipe: orders come as lines of fields with a tab between (line ends inside a field are \n), news go out as JSON lines.
#pragma once

#include <iostream>
#include <mutex>
#include <string>
#include <vector>

namespace anju {

inline std::vector<std::string> fields(const std::string& line) {
    std::vector<std::string> found{""};
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\t') {
            found.emplace_back();
        } else if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == 'n') {
            found.back() += '\n';
            ++i;
        } else {
            found.back() += line[i];
        }
    }
    found.resize(5);
    return found;
}

inline std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out + '"';
}

inline void say(const std::string& text) {
    static std::mutex output;
    const std::scoped_lock lock(output);
    std::cout << text << std::endl;
}

}  // namespace anju
