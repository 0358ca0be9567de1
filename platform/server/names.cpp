// SPDX-License-Identifier: Apache-2.0
#include "platform/server/names.hpp"

#include <cstdint>
#include <utility>

namespace anju::server {
namespace {

// The next code point of valid UTF-8; nothing for what is none.
std::optional<char32_t> next(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
    if (length == 0 || text.size() < length) return std::nullopt;
    char32_t point = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80) return std::nullopt;
        point = (point << 6U) | (byte & 0x3FU);
    }
    text.remove_prefix(length);
    return point;
}

bool within(char32_t point, char32_t low, char32_t high) { return point >= low && point <= high; }

bool is_blank(char32_t point) {
    return point == ' ' || within(point, '\t', '\r') || point == 0xA0 || point == 0x1680 || within(point, 0x2000, 0x200A) ||
           point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000;
}

// Controls, joiners, marks of direction, private use, and what is stacked onto letters.
bool is_hidden(char32_t point) {
    return point < 0x20 || within(point, 0x7F, 0x9F) || point == 0xAD || within(point, 0x0300, 0x036F) || point == 0x061C ||
           within(point, 0x200B, 0x200F) || within(point, 0x202A, 0x202E) || within(point, 0x2060, 0x206F) ||
           within(point, 0x20D0, 0x20FF) || within(point, 0xD800, 0xF8FF) || within(point, 0xFE00, 0xFE0F) || point == 0xFEFF ||
           within(point, 0xFFF0, 0xFFFF) || point >= 0xE0000;
}

constexpr std::pair<std::string_view, std::string_view> kDevices[] = {
    {"iPhone", "iPhone"}, {"iPad", "iPad"},   {"HarmonyOS", "HarmonyOS"}, {"OpenHarmony", "HarmonyOS"}, {"Android", "Android"},
    {"Windows", "Windows"}, {"Macintosh", "Mac"}, {"CrOS", "Chromebook"}, {"Linux", "Linux"},
};
// What runs inside another browser's engine names that one, too: the more special first.
constexpr std::pair<std::string_view, std::string_view> kBrowsers[] = {
    {"MicroMessenger", "微信"},   {"QQBrowser", "QQ"},           {"UCBrowser", "UC"},       {"MiuiBrowser", "小米"},
    {"HuaweiBrowser", "华为"},    {"VivoBrowser", "vivo"},       {"HeyTapBrowser", "OPPO"}, {"SamsungBrowser", "Samsung"},
    {"Edg", "Edge"},              {"OPR/", "Opera"},             {"FxiOS", "Firefox"},      {"Firefox", "Firefox"},
    {"CriOS", "Chrome"},          {"HeadlessChrome", "Chrome"},  {"Chrome", "Chrome"},      {"Safari", "Safari"},
};

template <std::size_t N>
std::string_view known(std::string_view text, const std::pair<std::string_view, std::string_view> (&words)[N]) {
    for (const auto& [word, name] : words) {
        if (text.find(word) != text.npos) return name;
    }
    return {};
}

}  // namespace

std::optional<std::string> guest_name(std::string_view typed) {
    std::string out;
    std::size_t points = 0;
    bool blank = false;
    while (!typed.empty()) {
        const std::string_view before = typed;
        const auto point = next(typed);
        if (!point) return std::nullopt;
        if (is_blank(*point)) {
            blank = !out.empty();
            continue;
        }
        if (is_hidden(*point)) continue;
        if (blank) {
            out += ' ';
            ++points;
        }
        blank = false;
        out += before.substr(0, before.size() - typed.size());
        if (++points > kMaxGuestName) return std::nullopt;
    }
    return out;
}

std::string phone_name(std::string_view user_agent) {
    const auto device = known(user_agent, kDevices);
    const auto browser = known(user_agent, kBrowsers);
    if (device.empty() && browser.empty()) return "?";
    std::string out(device);
    if (!device.empty() && !browser.empty()) out += " · ";
    return out.append(browser);
}

}  // namespace anju::server
