// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/script.hpp"

#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace anju::app::script {
namespace {

using Parsed = tl::expected<std::optional<Step>, std::string>;
using Words = std::vector<std::string_view>;

constexpr double kLongestSeconds = 3600;

Words words_of(std::string_view line) {
    constexpr std::string_view kBlank = " \t\r";
    Words words;
    while (true) {
        const auto begin = line.find_first_not_of(kBlank);
        if (begin == line.npos || line[begin] == '#') {
            return words;
        }
        line.remove_prefix(begin);
        const auto end = std::min(line.find_first_of(kBlank), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
}

std::optional<Milliseconds> milliseconds(std::string_view text, double unit) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0) ||
        value * unit > kLongestSeconds * 1000) {
        return std::nullopt;
    }
    return Milliseconds(static_cast<long>(value * unit));
}

Parsed hold(const Words& words) {
    const auto key = words.size() == 3 ? keys::from_name(words[1]) : std::nullopt;
    const auto time = words.size() == 3 ? milliseconds(words[2], 1) : std::nullopt;
    if (!key || !time) {
        return tl::unexpected(std::string("hold wants a key and milliseconds: hold ok 800"));
    }
    return Hold{*key, *time};
}

template <class Wait>
Parsed wait(const Words& words) {
    if (words.size() != 2 && words.size() != 3) {
        return tl::unexpected(fmt::format("{0} wants a name, and seconds if 5 are too few: {0} home 10", words[0]));
    }
    Wait step{std::string(words[1])};
    if (words.size() == 3) {
        const auto limit = milliseconds(words[2], 1000);
        if (!limit) {
            return tl::unexpected(fmt::format("{} is no number of seconds", words[2]));
        }
        step.limit = *limit;
    }
    return step;
}

template <class File>
Parsed file(const Words& words) {
    if (words.size() != 2) {
        return tl::unexpected(fmt::format("{} wants one file name", words[0]));
    }
    return File{std::string(words[1])};
}

}  // namespace

Parsed parse(std::string_view line) {
    const auto words = words_of(line);
    if (words.empty()) {
        return std::nullopt;
    }
    const auto first = words[0];
    if (first == "hold") {
        return hold(words);
    }
    if (first == "shot") {
        return file<Shot>(words);
    }
    if (first == "scene") {
        return file<SceneTo>(words);
    }
    if (first == "wait") {
        return wait<WaitScreen>(words);
    }
    if (first == "wait_item") {
        return wait<WaitItem>(words);
    }
    if (first == "sleep") {
        const auto time = words.size() == 2 ? milliseconds(words[1], 1) : std::nullopt;
        if (!time) {
            return tl::unexpected(std::string("sleep wants milliseconds: sleep 300"));
        }
        return Sleep{*time};
    }
    if (words.size() > 1) {
        return tl::unexpected(fmt::format("{} is one too many: one step a line", words[1]));
    }
    if (first == "settle") {
        return Settle{};
    }
    if (first == "quit") {
        return Quit{};
    }
    if (const auto key = keys::from_name(first)) {
        return Press{*key};
    }
    return tl::unexpected(fmt::format("{} is no step", first));
}

std::vector<Lines::Line> Lines::add(std::string_view bytes) {
    std::vector<Line> lines;
    for (const char c : bytes) {
        if (c == '\n') {
            lines.push_back({++number_, std::move(rest_)});
            rest_.clear();
        } else {
            rest_ += c;
        }
    }
    return lines;
}

std::vector<Lines::Line> Lines::end() {
    const int number = std::exchange(number_, 0) + 1;
    auto last = std::exchange(rest_, {});
    return last.empty() ? std::vector<Line>{} : std::vector<Line>{{number, std::move(last)}};
}

}  // namespace anju::app::script
