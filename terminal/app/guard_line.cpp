// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/guard_line.hpp"

#include <nlohmann/json.hpp>

#include "platform/contract/codec.hpp"
#include "terminal/app/disk/guard_json.hpp"

namespace anju::app {
namespace {

using nlohmann::json;

std::string line_of(const json& out) { return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"; }

}  // namespace

contract::Result<std::optional<model::GuardState>> heard_guard(std::string_view line) {
    try {
        const auto in = json::parse(line);
        if (!in.is_object()) {
            throw std::runtime_error("no object");
        }
        return in.contains("guard") ? std::optional(disk::guard_of(in.at("guard"))) : std::nullopt;
    } catch (const std::exception& error) {
        return tl::unexpected(contract::Error{contract::ErrorKind::Malformed, {}, error.what(), {}});
    }
}

std::string box_line(const std::optional<model::GuardBox>& box, const std::string& platform, const std::string& key) {
    if (!box) {
        return line_of({{"box", nullptr}});
    }
    return line_of({{"box",
                     {{"platform", platform},
                      {"key", key},
                      {"language", box->language == model::Language::English ? "en" : "zh"},
                      {"help_number", box->help_number},
                      {"called", box->called}}}});
}

std::string parts_line(const model::GuardParts& parts) {
    json out{{"camera", parts.camera}, {"microphone", parts.microphone}};
    if (parts.fault_at) {
        out["fault_at"] = contract::to_rfc3339(*parts.fault_at);
    }
    return line_of({{"parts", std::move(out)}});
}

std::string press_line(contract::AlarmSource source) { return line_of({{"press", {{"source", contract::word(source)}}}}); }
std::string back_line() { return line_of({{"back", json::object()}}); }
std::string shown_line(std::uint64_t version) { return line_of({{"shown", {{"version", version}}}}); }

}  // namespace anju::app
