// SPDX-License-Identifier: Apache-2.0
#include "platform/server/names.hpp"

#include <unicode/utf8.h>

#include <cstdint>
#include <utility>

#include "platform/server/plain_text.hpp"

namespace anju::server {
namespace {

bool within(UChar32 point, UChar32 low, UChar32 high) { return point >= low && point <= high; }

bool is_blank(UChar32 point) {
    return point == ' ' || point == '\n' || point == 0xA0 || point == 0x1680 || within(point, 0x2000, 0x200A) ||
           point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000;
}

// Stricter than a text: nor joiners, private use, and what is stacked onto letters.
bool is_hidden(UChar32 point) {
    return point == 0xAD || within(point, 0x0300, 0x036F) || within(point, 0x200B, 0x200D) || within(point, 0x2060, 0x2064) ||
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
    const std::string text = plain_text(typed);
    std::string out;
    std::size_t points = 0;
    bool blank = false;
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        const auto from = at;
        UChar32 point = 0;
        U8_NEXT(text.data(), at, length, point);
        if (point < 0) return std::nullopt;
        if (is_blank(point)) {
            blank = !out.empty();
            continue;
        }
        if (is_hidden(point)) continue;
        if (blank) {
            out += ' ';
            ++points;
        }
        blank = false;
        out.append(text, static_cast<std::size_t>(from), static_cast<std::size_t>(at - from));
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
