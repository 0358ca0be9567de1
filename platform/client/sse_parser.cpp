// SPDX-License-Identifier: Apache-2.0
#include "platform/client/sse_parser.hpp"

#include <utility>

namespace anju::client {

std::vector<SseEvent> SseParser::feed(std::string_view bytes) {
    std::vector<SseEvent> out;
    for (const char c : bytes) {
        take(c, out);
    }
    return out;
}

void SseParser::take(char c, std::vector<SseEvent>& out) {
    const bool second_of_crlf = after_cr_ && c == '\n';
    after_cr_ = c == '\r';
    if (second_of_crlf) {
        return;
    }
    if (c == '\n' || c == '\r') {
        end_line(out);
    } else if (++bytes_ > limit_) {
        // An empty line still ends the event, so remember that this one is not empty.
        too_long_ = true;
        line_.assign(1, ':');
    } else {
        line_ += c;
    }
}

void SseParser::end_line(std::vector<SseEvent>& out) {
    std::string_view line = line_;
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (std::exchange(first_line_, false) && line.starts_with(kByteOrderMark)) {
        line.remove_prefix(kByteOrderMark.size());
    }
    if (line.empty()) {
        end_event(out);
    } else if (line.front() != ':') {
        const auto colon = line.find(':');
        std::string_view value = colon == line.npos ? std::string_view{} : line.substr(colon + 1);
        if (value.starts_with(' ')) {
            value.remove_prefix(1);
        }
        field(line.substr(0, colon), value);
    } else if (data_.empty() && name_.empty() && !too_long_) {
        bytes_ = 0;  // pings between events belong to none
    }
    line_.clear();
}

void SseParser::end_event(std::vector<SseEvent>& out) {
    if (too_long_) {
        ++skipped_;
    } else if (!data_.empty()) {
        data_.pop_back();
        out.push_back({id_, std::move(name_), std::move(data_)});
    }
    name_.clear();
    data_.clear();
    bytes_ = 0;
    too_long_ = false;
}

void SseParser::field(std::string_view name, std::string_view value) {
    if (name == "data") {
        data_ += value;
        data_ += '\n';
    } else if (name == "event") {
        name_ = value;
    } else if (name == "id" && value.find('\0') == value.npos) {
        id_ = value;
    }
}

}  // namespace anju::client
