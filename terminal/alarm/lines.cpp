// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/lines.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "platform/contract/codec.hpp"

namespace anju::alarm {
namespace {

using Json = nlohmann::json;

const std::string* text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

std::string text_or_none(const Json& object, const char* name) {
    const auto* text = text_of(object, name);
    return text ? *text : std::string();
}

bool plain(std::string_view text, std::size_t most) {
    return text.size() <= most && std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

std::optional<Box> box_of(const Json& in) {
    if (!in.is_object()) {
        return std::nullopt;
    }
    Box box{text_or_none(in, "platform"), text_or_none(in, "key"), text_or_none(in, "language"), text_or_none(in, "help_number"),
            text_or_none(in, "called")};
    while (box.platform.ends_with('/')) {
        box.platform.pop_back();
    }
    if (box.language != "en") {
        box.language = "zh";
    }
    std::erase_if(box.help_number, [](unsigned char c) { return c < '0' || c > '9'; });
    box.help_number.resize(std::min<std::size_t>(box.help_number.size(), 20));
    return usable(box) ? std::optional(std::move(box)) : std::nullopt;
}

std::optional<Line> key_of(const Json& in) {
    constexpr std::array kSources{contract::AlarmSource::Red, contract::AlarmSource::Sos, contract::AlarmSource::Button,
                                  contract::AlarmSource::Tile};
    const auto* said = in.is_object() ? text_of(in, "source") : nullptr;
    const auto found = std::ranges::find_if(kSources, [&](auto source) { return said && contract::word(source) == *said; });
    return found == kSources.end() ? std::nullopt : std::optional<Line>(KeyTold{*found});
}

std::optional<Line> shown_of(const Json& in) {
    const auto found = in.is_object() ? in.find("version") : in.end();
    if (found == in.end() || !found->is_number_unsigned()) {
        return std::nullopt;
    }
    return ShownTold{found->get<std::uint64_t>()};
}

std::optional<Line> parts_of(const Json& in) {
    Parts parts;
    for (const auto& [name, there] : {std::pair("camera", &parts.camera), std::pair("microphone", &parts.microphone)}) {
        const auto found = in.is_object() ? in.find(name) : in.end();
        if (found == in.end() || !found->is_boolean()) {
            return std::nullopt;
        }
        *there = found->get<bool>();
    }
    if (const auto found = in.find("fault_at"); found != in.end() && !found->is_null()) {
        parts.fault_at = found->is_string() ? contract::from_rfc3339(found->get<std::string>()) : std::nullopt;
        if (!parts.fault_at) {
            return std::nullopt;
        }
    }
    return PartsTold{parts};
}

std::string with_alarm(const Told& told, const std::optional<contract::Alarm>& alarm) {
    Json out{{"version", told.version}, {"state", word(told.state)}, {"at", contract::to_rfc3339(told.at)}, {"presses", told.presses},
             {"rung", static_cast<int>(told.rung)}};
    if (told.take_back_until) {
        out["take_back_until"] = contract::to_rfc3339(*told.take_back_until);
    }
    if (alarm) {
        out["alarm"] = Json::parse(contract::encode(*alarm));
    }
    return Json{{"guard", std::move(out)}}.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

bool usable(const Box& box) {
    const std::string_view platform = box.platform;
    const bool web = platform.starts_with("http://") || platform.starts_with("https://");
    return web && platform.size() > platform.find("//") + 2 && plain(platform, 512) && !box.key.empty() && plain(box.key, 512) &&
           box.called.size() <= 512;
}

std::string to_text(const Box& box) {
    return Json{{"platform", box.platform}, {"key", box.key}, {"language", box.language}, {"help_number", box.help_number},
                {"called", box.called}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Box> box_from(std::string_view text) {
    const auto in = Json::parse(text, nullptr, false);
    return in.is_discarded() ? std::nullopt : box_of(in);
}

std::optional<Line> parse_line(std::string_view line) {
    if (line.size() >= kLongestLine) {
        return std::nullopt;
    }
    const auto in = Json::parse(line, nullptr, false);
    if (!in.is_object() || in.size() != 1) {
        return std::nullopt;
    }
    const auto& name = in.begin().key();
    const auto& value = in.begin().value();
    if (name == "box") {
        if (value.is_null()) {
            return BoxTold{};
        }
        auto box = box_of(value);
        return box ? std::optional<Line>(BoxTold{std::move(box)}) : std::nullopt;
    }
    if (name == "press") {
        return key_of(value);
    }
    if (name == "back") {
        return BackTold{};
    }
    if (name == "parts") {
        return parts_of(value);
    }
    return name == "shown" ? shown_of(value) : std::optional<Line>(Unheard{});
}

std::string_view word(Shows state) {
    switch (state) {
        case Shows::Idle:
            return "idle";
        case Shows::Calling:
            return "calling";
        case Shows::Received:
            return "received";
        case Shows::Accepted:
            return "accepted";
        case Shows::Changing:
            return "changing";
        case Shows::Cancelled:
            return "cancelled";
        case Shows::Ended:
            return "ended";
        case Shows::Lost:
            return "lost";
    }
    return "idle";
}

std::string to_line(const Told& told) {
    auto alarm = told.alarm;
    auto line = with_alarm(told, alarm);
    while (line.size() > kLongestLine && alarm && !alarm->family.empty()) {
        alarm->family.pop_back();
        line = with_alarm(told, alarm);
    }
    if (line.size() > kLongestLine && alarm) {
        alarm->responder.reset();
        line = with_alarm(told, alarm);
    }
    return line.size() > kLongestLine ? with_alarm(told, std::nullopt) : line;
}

}  // namespace anju::alarm
